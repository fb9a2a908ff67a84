//! Weights by the relative loss of each criterion where another is at its best.
use crate::{Over, shares, spread::from_data};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{Decision, Scaling};
use mercatoria_numeric::sum::sum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Several units are best in a criterion.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TiedBest {
    /// The first of them, as pymcdm does: the result then depends on the order of the units, and a note says so.
    #[default]
    First,
    /// The mean of their rows.
    Average,
    /// No weights.
    Undefined,
}
/// CILOS weights.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Cilos {
    /// Several units are best in a criterion.
    pub ties: TiedBest,
    /// Over which periods.
    pub over: Over,
}

impl Indicator for Cilos {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "weighting.cilos",
        title: "CILOS weights",
        formula: "r = x/Σx (cost: min/x first); a_ij = r of criterion j in the row best in i; p_ij = (a_jj − a_ij)/a_jj; (P − diag Σ_i p_ij) w = 0",
        form: Form::Table(&[Scoreboard::CRITERION, Scoreboard::PERIOD], &[]),
        reading: "large where little is lost when other criteria are at their best",
        sources: &[
            "Zavadskas, E. K., Podvezko, V. (2016). Integrated determination of objective criteria weights in MCDM. International Journal of Information Technology & Decision Making 15(2).",
        ],
        peers: &[
            "pyDecision 5.1 takes every criterion as a benefit.",
            "Tied optima make the loss matrix ambiguous; pymcdm 1.4 silently takes the first row.",
        ],
        example: Example::csv("unit,criterion,value\na,x,2\nb,x,1\na,y,1\nb,y,4\n")
            .gives("x: 0.6; y: 0.4"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let tied = std::cell::Cell::new(false);
        let mut out = from_data(board, self.over, |table| {
            let (weights, ties) = cilos(table, self.ties)?;
            tied.set(tied.get() | ties);
            Ok(weights)
        });
        if tied.get() {
            out.note(
                "tied_optima",
                "several units are best in one criterion, so the loss matrix is not determined",
            );
        }
        out
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        let mut laws = vec![RatioInvariant];
        if self.over == Over::Panel {
            laws.push(crate::spread::adds_up());
        }
        if self.ties != TiedBest::First {
            laws.push(RelabelUnits);
        }
        laws
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("pymcdm-1.4", Self::default())]
    }
}

/// CILOS weights of a table of positive values, and whether optima were tied.
pub fn cilos(table: &Decision, ties: TiedBest) -> Result<(Vec<f64>, bool), Undefined> {
    let q = table.criteria();
    let ratios = table
        .columns
        .iter()
        .zip(&table.benefit)
        .map(|(column, benefit)| {
            if column.iter().any(|x| *x < 0.0) {
                return Err(Undefined::OutOfDomain);
            }
            let column = if *benefit {
                column.clone()
            } else {
                Scaling::Linear.apply(column, false)?
            };
            let total = sum(&column);
            if total == 0.0 {
                return Err(Undefined::EmptyColumn);
            }
            Ok(column.into_iter().map(|x| x / total).collect::<Vec<f64>>())
        })
        .collect::<Result<Vec<_>, Undefined>>()?;
    let mut any_tie = false;
    let mut best = vec![0.0; q * q];
    for i in 0..q {
        let (_, top) = mercatoria_normalisation::extremes(&ratios[i]);
        let mut rows: Vec<usize> = (0..table.units())
            .filter(|u| ratios[i][*u] == top)
            .collect();
        if rows.len() > 1 {
            any_tie = true;
            match ties {
                TiedBest::First => rows.truncate(1),
                TiedBest::Average => {}
                TiedBest::Undefined => return Err(Undefined::Tied),
            }
        }
        for j in 0..q {
            let total: f64 = rows.iter().map(|u| ratios[j][*u]).sum();
            best[i * q + j] = total / rows.len() as f64;
        }
    }
    let mut loss = vec![0.0; q * q];
    for i in 0..q {
        for j in 0..q {
            let top = best[j * q + j];
            loss[i * q + j] = if i == j {
                0.0
            } else {
                ((top - best[i * q + j]) / top).max(0.0)
            };
        }
    }
    for j in 0..q {
        let total: f64 = (0..q).map(|i| loss[i * q + j]).sum();
        loss[j * q + j] = -total;
    }
    Ok((null_vector(loss, q)?, any_tie))
}
/// The vector of sum 1 that a matrix with columns of sum 0 maps to 0: the last row is replaced by the sum.
fn null_vector(mut a: Vec<f64>, n: usize) -> Result<Vec<f64>, Undefined> {
    let mut right = vec![0.0; n];
    for j in 0..n {
        a[(n - 1) * n + j] = 1.0;
    }
    right[n - 1] = 1.0;
    for column in 0..n {
        let pivot = (column..n)
            .max_by(|x, y| a[x * n + column].abs().total_cmp(&a[y * n + column].abs()))
            .unwrap_or(column);
        if a[pivot * n + column].abs() < 1e-14 {
            return Err(Undefined::Degenerate);
        }
        for j in 0..n {
            a.swap(pivot * n + j, column * n + j);
        }
        right.swap(pivot, column);
        for i in 0..n {
            let factor = a[i * n + column] / a[column * n + column];
            if i != column && factor != 0.0 {
                for j in 0..n {
                    a[i * n + j] -= factor * a[column * n + j];
                }
                right[i] -= factor * right[column];
            }
        }
    }
    let found: Vec<f64> = (0..n).map(|i| right[i] / a[i * n + i]).collect();
    if found.iter().any(|w| *w < -1e-12) {
        return Err(Undefined::Degenerate);
    }
    shares(found.into_iter().map(|w| w.max(0.0)).collect())
}
