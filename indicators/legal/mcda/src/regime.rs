//! Regime method.
use crate::{Scores, method::rank_units};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::Decision;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Regime method.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Regime {}

impl Indicator for Regime {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.regime",
        title: "Regime method",
        formula: "mean over the other units of 1 where Σ w sign(x_i − x_j) > 0, ½ where it is 0",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &["score", "rank"]),
        reading: "1: beats every other unit",
        sources: &[
            "Hinloopen, E., Nijkamp, P. (1990). Qualitative multiple criteria choice analysis. Quality and Quantity 24.",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\n")
            .gives("b, score: 1; a, score: 0"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        rank_units(board, 2, regime)
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits, AffineInvariant, Within(0.0, f64::MAX)]
    }
}

/// Shares of units beaten.
pub fn regime(table: &Decision) -> Result<Scores, Undefined> {
    let n = table.units();
    if n < 2 {
        return Err(Undefined::TooFew);
    }
    let net = |i: usize, j: usize| {
        let mut sum = 0.0;
        for c in 0..table.criteria() {
            let (a, b) = (table.columns[c][i], table.columns[c][j]);
            let sign = f64::from(a > b) - f64::from(a < b);
            sum += table.weights[c] * if table.benefit[c] { sign } else { -sign };
        }
        if sum.abs() < 1e-12 {
            0.5
        } else {
            f64::from(sum > 0.0)
        }
    };
    let beaten =
        |i: usize| (0..n).filter(|j| *j != i).map(|j| net(i, j)).sum::<f64>() / (n - 1) as f64;
    Ok(Scores::larger((0..n).map(beaten).collect()))
}
