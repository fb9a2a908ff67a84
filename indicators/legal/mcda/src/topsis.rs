//! Technique for order preference by similarity to the ideal.
use crate::{Scores, method::rank_units, method::total, method::weighted};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{Decision, Scaling};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Technique for order preference by similarity to the ideal.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Topsis {
    /// How columns are made comparable.
    pub scaling: Scaling,
}
impl Default for Topsis {
    fn default() -> Self {
        Self {
            scaling: Scaling::Vector,
        }
    }
}

impl Indicator for Topsis {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.topsis",
        title: "Technique for order preference by similarity to the ideal",
        formula: "C = D⁻/(D⁺ + D⁻), Euclidean distances of the weighted columns to the best and the worst of each",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::PERIOD],
            &["closeness", "rank", "d_plus", "d_minus"],
        ),
        reading: "1: the ideal; 0: the worst of everything",
        sources: &["Hwang, C.-L., Yoon, K. (1981). Multiple attribute decision making. Springer."],
        peers: &[
            "pymcdm 1.4 takes the min-max scale by default, pyDecision 5.1 and scikit-criteria 0.10 the vector scale: on one table they pick different winners.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\n")
            .gives("b, closeness: 1; a, closeness: 0; b, rank: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        rank_units(board, 4, |table| topsis(table, self.scaling))
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits, Within(0.0, f64::MAX)]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![
            (
                "pymcdm-1.4",
                Self {
                    scaling: Scaling::MinMax,
                },
            ),
            ("scikit-criteria-0.10", Self::default()),
        ]
    }
}

/// Closeness to the ideal, and both distances.
pub fn topsis(table: &Decision, scaling: Scaling) -> Result<Scores, Undefined> {
    let columns = weighted(table, scaling)?;
    let distance = |best: bool| -> Vec<f64> {
        let ends: Vec<f64> = columns
            .iter()
            .zip(&table.benefit)
            .map(|(column, benefit)| {
                let (low, high) = mercatoria_normalisation::extremes(column);
                let up = *benefit || scaling != Scaling::None;
                if best == up { high } else { low }
            })
            .collect();
        total(table, |c, u| {
            (columns[c][u] - ends[c]) * (columns[c][u] - ends[c])
        })
        .into_iter()
        .map(f64::sqrt)
        .collect()
    };
    let (plus, minus) = (distance(true), distance(false));
    if plus.iter().zip(&minus).any(|(p, m)| p + m == 0.0) {
        return Err(Undefined::Constant);
    }
    let closeness = plus.iter().zip(&minus).map(|(p, m)| m / (p + m)).collect();
    Ok(Scores::larger(closeness).and([plus, minus]))
}
