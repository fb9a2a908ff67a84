//! Several draws for each missing cell.
use crate::{all_cells, impute_em::Gaussian};
use mercatoria_core::*;
use mercatoria_numeric::{moments, random::Stream};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Multiple imputation from the fitted normal distribution.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ImputeMultiple {
    /// Number of draws.
    pub draws: Count,
    /// Seed.
    pub seed: Seed,
    /// Added to the diagonal of the covariance of standardised columns.
    pub ridge: Amount,
}
impl Default for ImputeMultiple {
    fn default() -> Self {
        Self {
            draws: Count::new(20),
            seed: Seed::new(1),
            ridge: Amount::new(1e-6),
        }
    }
}

impl Indicator for ImputeMultiple {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "treatment.impute_multiple",
        title: "Multiple imputation",
        formula: "draws of x_missing | x_known under the fitted normal distribution; their mean and standard deviation",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::CRITERION, Scoreboard::PERIOD],
            &["mean", "sd"],
        ),
        reading: "known cells are untouched with sd 0; the sd belongs into the uncertainty analysis as the error of the cell",
        sources: &["Rubin, D. B. (1987). Multiple imputation for nonresponse in surveys. Wiley."],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\n")
            .gives("a,x,mean: 1; a,x,sd: 0"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let cells = all_cells(board);
        let (n, q, periods) = (board.units.len(), board.criteria.len(), board.periods.len());
        let fit = Gaussian::fit(&cells, q, 500, self.ridge.get());
        let draws: Vec<Vec<f64>> = match &fit {
            Ok(fit) => (0..u64::from(self.draws.get()))
                .map(|draw| {
                    let mut stream = Stream::new(self.seed.get(), draw);
                    let mut filled = cells.clone();
                    for row in filled.chunks_mut(q) {
                        fit.complete(row, Some(&mut stream));
                    }
                    filled
                })
                .collect(),
            Err(_) => vec![],
        };
        let mut out = Values::with_capacity(2 * n * q * periods);
        for unit in 0..n {
            for c in 0..q {
                for period in 0..periods {
                    let at = (period * n + unit) * q + c;
                    if !cells[at].is_nan() {
                        out.push(Ok(cells[at]));
                        out.push(Ok(0.0));
                        continue;
                    }
                    let drawn: Vec<f64> = draws.iter().map(|d| d[at]).collect();
                    if drawn.is_empty() || drawn.iter().any(|x| x.is_nan()) {
                        out.push(Err(Undefined::Missing));
                        out.push(Err(Undefined::Missing));
                    } else {
                        out.push(moments::mean(&drawn).ok_or(Undefined::TooFew));
                        out.push(moments::standard_deviation(&drawn, 1).ok_or(Undefined::TooFew));
                    }
                }
            }
        }
        out
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![]
    }
}
