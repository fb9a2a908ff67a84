//! Complex proportional assessment.
use crate::{Scores, method::rank_units, method::total, method::weighted};
use mercatoria_core::*;
use mercatoria_normalisation::{Decision, Scaling};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How costs enter their sum.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CostSide {
    /// Scaled like benefits: dear is large.
    #[default]
    Plain,
    /// Turned by the scale, then counted as costs: twice.
    Turned,
}
/// Complex proportional assessment.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Copras {
    /// How columns are made comparable.
    pub scaling: Scaling,
    /// How costs enter their sum.
    pub costs: CostSide,
}
impl Default for Copras {
    fn default() -> Self {
        Self {
            scaling: Scaling::Sum,
            costs: CostSide::Plain,
        }
    }
}

impl Indicator for Copras {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.copras",
        title: "Complex proportional assessment",
        formula: "Q = S⁺ + ΣS⁻/(S⁻ Σ 1/S⁻), S± the weighted sums of benefits and costs; Q/max Q",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::PERIOD],
            &["score", "rank", "significance"],
        ),
        reading: "1: best",
        sources: &[
            "Zavadskas, E. K., Kaklauskas, A., Sarka, V. (1994). The new method of multicriteria complex proportional assessment of projects. Technological and Economic Development of Economy 1.",
        ],
        peers: &[
            "pymcdm 1.4 turns costs on its scale and then counts them as costs all the same, so that the cheapest alternative loses; `turned` reproduces it.",
            "scikit-criteria 0.10 does not normalise, so its score depends on the units of measure; `none` reproduces it.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\n")
            .gives("b, score: 1; a, score: 0.5"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        rank_units(board, 3, |table| copras(table, self.scaling, self.costs))
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        crate::method::ratio_laws(self.scaling)
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![
            (
                "pymcdm-1.4",
                Self {
                    costs: CostSide::Turned,
                    ..Self::default()
                },
            ),
            (
                "scikit-criteria-0.10",
                Self {
                    scaling: Scaling::None,
                    ..Self::default()
                },
            ),
        ]
    }
}

/// Relative and absolute significance.
pub fn copras(table: &Decision, scaling: Scaling, costs: CostSide) -> Result<Scores, Undefined> {
    let mut plain = table.clone();
    if costs == CostSide::Plain {
        plain.benefit.fill(true);
    }
    let columns = weighted(&plain, scaling)?;
    let side = |benefit: bool| {
        total(table, |c, u| {
            if table.benefit[c] == benefit {
                columns[c][u]
            } else {
                0.0
            }
        })
    };
    let (plus, minus) = (side(true), side(false));
    let any_cost = table
        .benefit
        .iter()
        .zip(&table.weights)
        .any(|(b, w)| !b && *w > 0.0);
    if any_cost && minus.iter().any(|m| *m <= 0.0) {
        return Err(Undefined::ZeroDenominator);
    }
    let (sum, inverse): (f64, f64) = (minus.iter().sum(), minus.iter().map(|m| 1.0 / m).sum());
    let q: Vec<f64> = plus
        .iter()
        .zip(&minus)
        .map(|(p, m)| {
            if any_cost {
                p + sum / (m * inverse)
            } else {
                *p
            }
        })
        .collect();
    let top = q.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if top <= 0.0 {
        return Err(Undefined::ZeroDenominator);
    }
    Ok(Scores::larger(q.iter().map(|q| q / top).collect()).and([q]))
}
