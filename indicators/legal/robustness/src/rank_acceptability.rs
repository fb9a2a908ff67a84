//! Rank acceptability.
use crate::uncertainty_analysis::Design;
use mercatoria_aggregation::MissingRule;
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::Scaling;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Rank acceptability.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RankAcceptability {
    /// Number of replications.
    pub replications: Count,
    /// Seed.
    pub seed: Seed,
    /// Largest relative disturbance of the weight of each node; 1 with `random_weights` is not needed.
    pub noise: Share,
    /// All weights equally likely (over the criteria, whatever the hierarchy) instead of disturbed ones.
    pub random_weights: bool,
    /// Scales, each equally likely; the first is the nominal one.
    pub normalisations: Vec<Scaling>,
    /// Powers of the means, each equally likely; the first is the nominal one.
    pub powers: Vec<Finite>,
    /// Rules for missing cells, each equally likely; the first is the nominal one.
    pub missing: Vec<MissingRule>,
    /// Leave out one criterion at random in each replication.
    pub drop_criterion: bool,
    /// Disturb values by their standard errors (column `error`), where there are any.
    pub errors: bool,
}
impl Default for RankAcceptability {
    fn default() -> Self {
        Self {
            replications: Count::new(1000),
            seed: Seed::new(1),
            noise: Share::new(0.25),
            random_weights: true,
            normalisations: vec![Scaling::MinMax],
            powers: vec![Finite::new(1.0)],
            missing: vec![MissingRule::Renormalise],
            drop_criterion: false,
            errors: true,
        }
    }
}

impl Indicator for RankAcceptability {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "robustness.rank_acceptability",
        title: "Rank acceptability",
        formula: "share of the replications in which the unit takes the place (SMAA under random weights)",
        form: Form::Own(&[]),
        reading: "the places of a unit add up to 1",
        sources: &[
            "Lahdelma, R., Salminen, P. (2001). SMAA-2: stochastic multicriteria acceptability analysis for group decision making. Operations Research 49(3).",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,0\nb,x,1\nc,x,2\na,y,0\nb,y,1\nc,y,2\n")
            .params(r#"{"replications":20}"#)
            .gives("c,1: 1; a,3: 1; b,1: 0"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let design = Design {
            replications: self.replications.get(),
            seed: self.seed.get(),
            noise: self.noise.get(),
            random_weights: self.random_weights,
            normalisations: &self.normalisations,
            powers: &self.powers,
            missing: &self.missing,
            drop_criterion: self.drop_criterion,
            errors: self.errors,
        };
        let n = board.units.len();
        let places = Axis::new("place", (1..=n).map(|p| p.to_string()));
        let mut axes = vec![board.units.clone(), places];
        if board.periods.len() != 1 || !board.periods.label(0).is_empty() {
            axes.push(board.periods.clone());
        }
        let mut out = Values::over(axes);
        let all: Vec<_> = (0..board.periods.len())
            .map(|p| design.replicate(board, p))
            .collect();
        for unit in 0..n {
            for place in 0..n {
                for found in &all {
                    out.push(match found {
                        Ok(r) => Ok(r.shares(unit).nth(place).unwrap_or(0.0)),
                        Err(why) => Err(*why),
                    });
                }
            }
        }
        out
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![Within(0.0, 1.0)]
    }
}
