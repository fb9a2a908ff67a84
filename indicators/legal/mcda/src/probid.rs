//! Preference ranking on the basis of ideal-average distance.
use crate::{Scores, method::rank_units, method::weighted};
use mercatoria_core::*;
use mercatoria_normalisation::{Decision, Scaling};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Preference ranking on the basis of ideal-average distance.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Probid {
    /// How columns are made comparable.
    pub scaling: Scaling,
    /// The simplified form.
    pub simplified: bool,
}
impl Default for Probid {
    fn default() -> Self {
        Self {
            scaling: Scaling::Vector,
            simplified: false,
        }
    }
}

impl Indicator for Probid {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.probid",
        title: "Preference ranking on the basis of ideal-average distance",
        formula: "1/(1 + (S⁺/S⁻)²) + S(mean), S± distances to the first and last ideals by 1/k; simplified S⁻/S⁺ of the first and last quarter",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::PERIOD],
            &["score", "rank", "s_plus", "s_minus"],
        ),
        reading: "larger is better",
        sources: &[
            "Wang, Z., Rangaiah, G. P., Wang, X. (2021). Preference ranking on the basis of ideal-average distance method for multi-criteria decision-making. Industrial & Engineering Chemistry Research 60(30).",
        ],
        peers: &[
            "scikit-criteria 0.10 does not normalise, so its score depends on the units of measure; `none` reproduces it.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\nc,x,4\na,y,4\nb,y,2\nc,y,1\n")
            .gives("a, rank: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        rank_units(board, 4, |table| {
            probid(table, self.scaling, self.simplified)
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        crate::method::ratio_laws(self.scaling)
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![
            ("pymcdm-1.4", Self::default()),
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

/// Scores, and the distances to the better and the worse ideals.
pub fn probid(table: &Decision, scaling: Scaling, simplified: bool) -> Result<Scores, Undefined> {
    let plain = Decision {
        benefit: vec![true; table.criteria()],
        ..table.clone()
    };
    let columns = weighted(&plain, scaling)?;
    let n = table.units();
    if n < 2 {
        return Err(Undefined::TooFew);
    }
    // The k-th best value of every criterion.
    let ideals: Vec<Vec<f64>> = columns
        .iter()
        .zip(&table.benefit)
        .map(|(column, benefit)| {
            let mut values = mercatoria_numeric::order::sorted(column);
            if *benefit {
                values.reverse();
            }
            values
        })
        .collect();
    let distance = |point: &dyn Fn(usize) -> f64, u: usize| {
        (0..columns.len())
            .map(|c| (columns[c][u] - point(c)) * (columns[c][u] - point(c)))
            .sum::<f64>()
            .sqrt()
    };
    let last = if simplified {
        (n / 4).max(1)
    } else {
        n.div_ceil(2)
    };
    // The middle ideal counts on both sides.
    let from = if simplified { n - last } else { last - 1 };
    let (mut plus, mut minus, mut score) = (vec![], vec![], vec![]);
    for u in 0..n {
        let to = |k: usize| distance(&|c| ideals[c][k], u);
        let p: f64 = (0..last).map(|k| to(k) / (k + 1) as f64).sum();
        let m: f64 = (from..n).map(|k| to(k) / (n - k) as f64).sum();
        let mean = distance(&|c| columns[c].iter().sum::<f64>() / n as f64, u);
        score.push(if simplified {
            if p == 0.0 {
                return Err(Undefined::ZeroDenominator);
            }
            m / p
        } else if m == 0.0 {
            return Err(Undefined::Constant);
        } else {
            1.0 / (1.0 + (p / m) * (p / m)) + mean
        });
        plus.push(p);
        minus.push(m);
    }
    Ok(Scores::larger(score).and([plus, minus]))
}
