//! z = (x − min) / (target − min).
use crate::{
    ByCriterion, Reference,
    fit::{extremes, fitted},
};
use mercatoria_core::{ScoreboardLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Distance to a target.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DistanceToTarget {
    /// The target of every criterion; without, the best value of the reference.
    pub target: Option<Finite>,
    /// Targets by criterion, in the place of the common one.
    pub by_criterion: ByCriterion<Finite>,
    /// Values better than the target count as the target.
    pub cap: bool,
    /// Where the worst value comes from.
    pub reference: Reference,
}

impl Indicator for DistanceToTarget {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "normalisation.distance_to_target",
        title: "Distance to a target",
        formula: "z = (x − min)/(target − min); for a cost (max − x)/(max − target)",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::CRITERION, Scoreboard::PERIOD],
            &[],
        ),
        reading: "1: at the target; 0: the worst; above 1: beyond the target",
        sources: &[
            "Becker, W. et al. (2022). COINr: an R package for composite indicators. Journal of Open Source Software 7(78).",
        ],
        peers: &[
            "COINr 1.1 returns negative scores for a target worse than the worst value; here that is out of domain.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,3\nc,x,5\n")
            .params(r#"{"target":3}"#)
            .gives("a,x: 0; b,x: 1; c,x: 2"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        fitted(board, self.reference, |criterion, values, benefit| {
            let (min, max) = extremes(values);
            let own = self.by_criterion.get(board.criteria.label(criterion));
            let best = if benefit { max } else { min };
            let target = own.copied().or(self.target).map_or(best, Finite::get);
            let range = if benefit { target - min } else { max - target };
            if range == 0.0 {
                return Err(Undefined::ZeroRange);
            }
            if range < 0.0 {
                return Err(Undefined::OutOfDomain);
            }
            let cap = self.cap;
            Ok(move |x: f64| {
                let z = if benefit { x - min } else { max - x } / range;
                Ok(if cap { z.min(1.0) } else { z })
            })
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits]
    }
}
