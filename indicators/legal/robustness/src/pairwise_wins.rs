//! Pairwise wins.
use crate::uncertainty_analysis::Design;
use mercatoria_aggregation::MissingRule;
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::Scaling;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Pairwise wins.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PairwiseWins {
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
impl Default for PairwiseWins {
    fn default() -> Self {
        Self {
            replications: Count::new(1000),
            seed: Seed::new(1),
            noise: Share::new(0.25),
            random_weights: false,
            normalisations: vec![Scaling::MinMax],
            powers: vec![Finite::new(1.0)],
            missing: vec![MissingRule::Renormalise],
            drop_criterion: false,
            errors: true,
        }
    }
}

impl Indicator for PairwiseWins {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "robustness.pairwise_wins",
        title: "Pairwise wins",
        formula: "share of the replications in which the first unit is placed before the second",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::UNIT, Scoreboard::PERIOD],
            &[],
        ),
        reading: "above 0.5: usually better; ties count for neither",
        sources: &[
            "Saisana, M., Saltelli, A., Tarantola, S. (2005). Uncertainty and sensitivity analysis techniques as tools for the quality assessment of composite indicators. Journal of the Royal Statistical Society A 168(2).",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,0\nb,x,1\nc,x,2\na,y,0\nb,y,1\nc,y,2\n")
            .params(r#"{"replications":20}"#)
            .gives("c,a: 1; a,c: 0; a,a: not_applicable"),
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
        board.by_period(n * n, 1, |period| match design.run(board, period, true) {
            Ok(r) => (0..n * n)
                .map(|at| {
                    if at / n == at % n {
                        Err(Undefined::NotApplicable)
                    } else {
                        Ok(r.win_share(at / n, at % n))
                    }
                })
                .collect(),
            Err(why) => vec![Err(why); n * n],
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![Within(0.0, 1.0)]
    }
}
