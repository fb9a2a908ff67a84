//! Combined compromise solution.
use crate::{Scores, method::rank_units, method::total};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{Decision, Scaling};
use mercatoria_numeric::elementary::{cbrt, powf};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Combined compromise solution.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Cocoso {
    /// How columns are made comparable.
    pub scaling: Scaling,
    /// Weight of the sum against the powers in the third score.
    pub lambda: Share,
}
impl Default for Cocoso {
    fn default() -> Self {
        Self {
            scaling: Scaling::MinMax,
            lambda: Share::new(0.5),
        }
    }
}

impl Indicator for Cocoso {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.cocoso",
        title: "Combined compromise solution",
        formula: "∛(k_a k_b k_c) + (k_a + k_b + k_c)/3 from S = Σ w z and P = Σ z^w",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &["score", "rank"]),
        reading: "larger is better",
        sources: &[
            "Yazdani, M., Zarate, P., Zavadskas, E. K., Turskis, Z. (2019). A combined compromise solution (CoCoSo) method for multi-criteria decision-making problems. Management Decision 57(9).",
        ],
        peers: &["scikit-criteria 0.10 refuses cost criteria."],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\nc,x,4\na,y,4\nb,y,2\nc,y,1\n")
            .gives("b, rank: 3; a, rank: 1; c, rank: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        rank_units(board, 2, |table| {
            cocoso(table, self.scaling, self.lambda.get())
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        if self.scaling == Scaling::ZScore {
            vec![]
        } else {
            vec![RelabelUnits]
        }
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("pymcdm-1.4", Self::default())]
    }
}

/// Compromise scores.
pub fn cocoso(table: &Decision, scaling: Scaling, lambda: f64) -> Result<Scores, Undefined> {
    let columns = table.scaled_or_best(scaling)?;
    if columns.iter().flatten().any(|z| *z < 0.0) {
        return Err(Undefined::OutOfDomain);
    }
    let s = total(table, |c, u| table.weights[c] * columns[c][u]);
    let p = total(table, |c, u| powf(columns[c][u], table.weights[c]));
    let (s_low, s_high) = mercatoria_normalisation::extremes(&s);
    let (p_low, p_high) = mercatoria_normalisation::extremes(&p);
    if s_low == 0.0 || p_low == 0.0 {
        return Err(Undefined::ZeroDenominator);
    }
    let all: f64 = s.iter().zip(&p).map(|(s, p)| s + p).sum();
    Ok(Scores::larger(
        s.iter()
            .zip(&p)
            .map(|(s, p)| {
                let a = (s + p) / all;
                let b = s / s_low + p / p_low;
                let c =
                    (lambda * s + (1.0 - lambda) * p) / (lambda * s_high + (1.0 - lambda) * p_high);
                cbrt(a * b * c) + (a + b + c) / 3.0
            })
            .collect(),
    ))
}
