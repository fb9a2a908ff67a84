//! Variance inflation factor.
use crate::kmo::{correlations, inverse};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::Decision;
use mercatoria_weighting::Correlation;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Variance inflation factor.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Vif {}

impl Indicator for Vif {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "robustness.vif",
        title: "Variance inflation factor",
        formula: "1/(1 − R²) of the criterion on all others: the diagonal of the inverse of the correlations",
        form: Form::Table(&[Scoreboard::CRITERION, Scoreboard::PERIOD], &[]),
        reading: "1: nothing in common with the others; above 10 the criterion says little of its own",
        sources: &[
            "Marquardt, D. W. (1970). Generalized inverses, ridge regression, biased linear estimation, and nonlinear estimation. Technometrics 12(3).",
        ],
        peers: &[],
        example: Example::csv(
            "unit,criterion,value\na,x,1\nb,x,2\nc,x,3\nd,x,4\na,y,1\nb,y,3\nc,y,2\nd,y,4\n",
        )
        .gives("x: 2.77777777777…; y: 2.77777777777…"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let q = board.criteria.len();
        board.by_period(q, 1, |period| {
            let table = Decision::of(board, period..period + 1);
            let found = correlations(&table, Correlation::Pearson).and_then(|r| inverse(&r, q));
            match found {
                Ok(inverse) => (0..q).map(|c| Ok(inverse[c * q + c])).collect(),
                Err(why) => vec![Err(why); q],
            }
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![Within(1.0, f64::MAX)]
    }
}
