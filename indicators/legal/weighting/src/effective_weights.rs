//! The product of the normalised weights down the hierarchy.
use mercatoria_core::{ScoreboardLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Effective weights.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EffectiveWeights {}

impl Indicator for EffectiveWeights {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "weighting.effective_weights",
        title: "Effective weights",
        formula: "w_q = Π over the nodes from the criterion to the top of weight/Σ weights of its group",
        form: Form::Table(&[Scoreboard::CRITERION, Scoreboard::PERIOD], &[]),
        reading: "share of the criterion in the whole under weighted arithmetic means at every level",
        sources: &[
            "Becker, W. et al. (2022). COINr: an R package for composite indicators. Journal of Open Source Software 7(78).",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\na,y,3\na,z,3\n")
            .files(&[(
                "criteria",
                "criterion,parent,direction,weight\nx,g,1,1\ny,g,1,3\nz,,1,1\ng,,1,1\n",
            )])
            .gives("x: 0.125; y: 0.375; z: 0.5"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let weights = board.effective_weights();
        board.by_period(board.criteria.len(), 1, |_| {
            weights.iter().map(|w| Ok(*w)).collect()
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits, AffineInvariant, crate::spread::adds_up()]
    }
}
