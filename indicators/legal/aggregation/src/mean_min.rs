//! The mean less a penalty for the distance of the smallest value from it.
use crate::generalised_mean::has_cost;
use mercatoria_core::{ScoreboardLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Mean-min function.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MeanMin {
    /// Strength of the penalty: 0 the mean, 1 (with beta 0) the smallest value.
    pub alpha: Share,
    /// Smoothness: at 0 the penalty is in proportion to the distance.
    pub beta: Amount,
}
impl Default for MeanMin {
    fn default() -> Self {
        Self {
            alpha: Share::new(0.5),
            beta: Amount::new(0.0),
        }
    }
}

impl Indicator for MeanMin {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "aggregation.mean_min",
        title: "Mean-min function",
        formula: "M − α(√((M − min)² + β²) − β), M the weighted mean of the known values",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &[]),
        reading: "between the smallest value and the mean",
        sources: &[
            "Casadio Tarabusi, E., Guarini, G. (2013). An unbalance adjustment method for development indicators. Social Indicators Research 112.",
        ],
        peers: &[
            "Compind 3.4 subtracts the vector of means down the rows of the table, so units get the means of others.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\na,y,3\n").gives("a: 1.5"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let weights = board.effective_weights();
        board.by_period(board.units.len(), 1, |period| {
            (0..board.units.len())
                .map(|unit| {
                    if has_cost(board) {
                        return Err(Undefined::CostNotTurned);
                    }
                    let (xs, ws) = known(&board.row(period, unit), &weights);
                    mean_min(&xs, &ws, self.alpha.get(), self.beta.get())
                })
                .collect()
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits, Between]
    }
}
/// Known values and their weights.
pub(crate) fn known(row: &[f64], weights: &[f64]) -> (Vec<f64>, Vec<f64>) {
    row.iter()
        .zip(weights)
        .filter(|(x, _)| !x.is_nan())
        .map(|(x, w)| (*x, *w))
        .unzip()
}
/// Mean-min function of values and weights.
pub fn mean_min(xs: &[f64], weights: &[f64], alpha: f64, beta: f64) -> Measure {
    let mean = crate::power_mean(xs, weights, 1.0, crate::ZeroRule::Undefined)?;
    let counted = xs.iter().zip(weights).filter(|(_, w)| **w > 0.0);
    let min = counted.fold(f64::INFINITY, |m, (x, _)| m.min(*x));
    let short = mean - min;
    // (√(d² + β²) − β) without the loss of digits at small d.
    let root = (short * short + beta * beta).sqrt();
    let penalty = if short == 0.0 {
        0.0
    } else {
        short * short / (root + beta)
    };
    Ok(mean - alpha * penalty)
}
