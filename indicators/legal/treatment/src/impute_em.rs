//! Expected values under a normal distribution fitted to the incomplete table.
use crate::{all_cells, filled, known_stay};
use mercatoria_core::*;
use mercatoria_numeric::{moments, random::Stream};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Gaussian expectation-maximisation.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ImputeEm {
    /// Most steps.
    pub iterations: Count,
    /// Added to the diagonal of the covariance of standardised columns, so that it is not singular.
    pub ridge: Amount,
}
impl Default for ImputeEm {
    fn default() -> Self {
        Self {
            iterations: Count::new(500),
            ridge: Amount::new(1e-6),
        }
    }
}

impl Indicator for ImputeEm {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "treatment.impute_em",
        title: "Expected values for missing cells",
        formula: "E[x_missing | x_known] under the normal distribution that maximises the likelihood of the known cells",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::CRITERION, Scoreboard::PERIOD],
            &[],
        ),
        reading: "known cells are untouched; rows of all periods together. Understates the spread: see impute_multiple",
        sources: &[
            "Dempster, A. P., Laird, N. M., Rubin, D. B. (1977). Maximum likelihood from incomplete data via the EM algorithm. Journal of the Royal Statistical Society B 39(1).",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\nc,x,\n").gives("c,x: 1.5"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let mut cells = all_cells(board);
        let q = board.criteria.len();
        match Gaussian::fit(&cells, q, self.iterations.get() as usize, self.ridge.get()) {
            Ok(fit) => {
                for row in cells.chunks_mut(q) {
                    fit.complete(row, None);
                }
                filled(board, &cells)
            }
            Err(why) => {
                let mut out = filled(board, &cells);
                out.note("not_imputed", why.to_string());
                out
            }
        }
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![ScoreboardLaw::Holds(
            "known cells are untouched",
            Predicate(known_stay),
        )]
    }
}

/// A normal distribution fitted to rows with gaps.
#[derive(Debug, Clone)]
pub(crate) struct Gaussian {
    q: usize,
    centre: Vec<f64>,
    scale: Vec<f64>,
    mean: Vec<f64>,
    covariance: Vec<f64>,
}
impl Gaussian {
    pub(crate) fn fit(
        cells: &[f64],
        q: usize,
        iterations: usize,
        ridge: f64,
    ) -> Result<Self, Undefined> {
        let rows: Vec<&[f64]> = cells
            .chunks(q)
            .filter(|row| row.iter().any(|x| !x.is_nan()))
            .collect();
        let (mut centre, mut scale) = (vec![0.0; q], vec![1.0; q]);
        for c in 0..q {
            let known: Vec<f64> = rows.iter().map(|r| r[c]).filter(|x| !x.is_nan()).collect();
            centre[c] = moments::mean(&known).ok_or(Undefined::EmptyColumn)?;
            let sd = moments::standard_deviation(&known, 0).unwrap_or(0.0);
            scale[c] = if sd > 0.0 { sd } else { 1.0 };
        }
        let mut fit = Self {
            q,
            mean: vec![0.0; q],
            covariance: (0..q * q).map(|at| f64::from(at / q == at % q)).collect(),
            centre,
            scale,
        };
        let n = rows.len() as f64;
        for _ in 0..iterations {
            let mut mean = vec![0.0; q];
            let mut second = vec![0.0; q * q];
            for row in &rows {
                let mut z: Vec<f64> = (0..q)
                    .map(|c| (row[c] - fit.centre[c]) / fit.scale[c])
                    .collect();
                let spread = fit.conditional(&mut z);
                for i in 0..q {
                    mean[i] += z[i] / n;
                    for j in 0..q {
                        second[i * q + j] += (z[i] * z[j] + spread[i * q + j]) / n;
                    }
                }
            }
            let mut moved = 0.0_f64;
            for i in 0..q {
                moved = moved.max((mean[i] - fit.mean[i]).abs());
                for j in 0..q {
                    let c =
                        second[i * q + j] - mean[i] * mean[j] + if i == j { ridge } else { 0.0 };
                    moved = moved.max((c - fit.covariance[i * q + j]).abs());
                    fit.covariance[i * q + j] = c;
                }
            }
            fit.mean = mean;
            if moved < 1e-12 {
                break;
            }
        }
        Ok(fit)
    }
    /// Fills the gaps of a standardised row with their expectations; their covariance given the rest.
    fn conditional(&self, z: &mut [f64]) -> Vec<f64> {
        let q = self.q;
        let gaps: Vec<usize> = (0..q).filter(|c| z[*c].is_nan()).collect();
        let mut spread = vec![0.0; q * q];
        if gaps.is_empty() {
            return spread;
        }
        let known: Vec<usize> = (0..q).filter(|c| !z[*c].is_nan()).collect();
        let k = known.len();
        // S_kk⁻¹ S_kg by elimination.
        let width = k + gaps.len();
        let mut system = vec![0.0; k * width];
        for (i, a) in known.iter().enumerate() {
            for (j, b) in known.iter().chain(&gaps).enumerate() {
                system[i * width + j] = self.covariance[a * q + b];
            }
        }
        solve(&mut system, k, width);
        for (g, a) in gaps.iter().enumerate() {
            let mut x = self.mean[*a];
            for (i, b) in known.iter().enumerate() {
                x += system[i * width + k + g] * (z[*b] - self.mean[*b]);
            }
            z[*a] = x;
        }
        for (g, a) in gaps.iter().enumerate() {
            for b in &gaps {
                let mut s = self.covariance[a * q + b];
                for (i, c) in known.iter().enumerate() {
                    s -= system[i * width + k + g] * self.covariance[c * q + b];
                }
                spread[a * q + b] = s;
            }
        }
        spread
    }
    /// Fills the gaps of a row: with expectations, or with a draw.
    pub(crate) fn complete(&self, row: &mut [f64], draw: Option<&mut Stream>) {
        let q = self.q;
        let gaps: Vec<usize> = (0..q).filter(|c| row[*c].is_nan()).collect();
        if gaps.is_empty() {
            return;
        }
        let mut z: Vec<f64> = (0..q)
            .map(|c| (row[c] - self.centre[c]) / self.scale[c])
            .collect();
        let spread = self.conditional(&mut z);
        if let Some(stream) = draw {
            // Cholesky of the conditional covariance.
            let g = gaps.len();
            let mut root = vec![0.0; g * g];
            for i in 0..g {
                for j in 0..=i {
                    let mut s = spread[gaps[i] * q + gaps[j]];
                    for k in 0..j {
                        s -= root[i * g + k] * root[j * g + k];
                    }
                    root[i * g + j] = if i == j {
                        s.max(0.0).sqrt()
                    } else if root[j * g + j] > 0.0 {
                        s / root[j * g + j]
                    } else {
                        0.0
                    };
                }
            }
            let normal: Vec<f64> = (0..g).map(|_| stream.normal()).collect();
            for i in 0..g {
                for j in 0..=i {
                    z[gaps[i]] += root[i * g + j] * normal[j];
                }
            }
        }
        for c in gaps {
            row[c] = self.centre[c] + self.scale[c] * z[c];
        }
    }
}
/// Elimination on `n` rows of `width`, the first `n` columns the matrix.
pub(crate) fn solve(system: &mut [f64], n: usize, width: usize) {
    for column in 0..n {
        let pivot = (column..n)
            .max_by(|a, b| {
                system[a * width + column]
                    .abs()
                    .total_cmp(&system[b * width + column].abs())
            })
            .unwrap_or(column);
        for j in 0..width {
            system.swap(pivot * width + j, column * width + j);
        }
        let by = system[column * width + column];
        if by.abs() < 1e-300 {
            continue;
        }
        for j in 0..width {
            system[column * width + j] /= by;
        }
        for i in 0..n {
            let factor = system[i * width + column];
            if i != column && factor != 0.0 {
                for j in 0..width {
                    system[i * width + j] -= factor * system[column * width + j];
                }
            }
        }
    }
}
