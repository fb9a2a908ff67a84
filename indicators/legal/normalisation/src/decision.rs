//! The complete units of a scoreboard as columns, with directions and weights: what methods that need every cell read.
use crate::{Scaling, is_constant};
use mercatoria_core::{Scoreboard, Undefined};
use std::ops::Range;

/// Units without a gap × criteria.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// Period and unit of each row.
    pub rows: Vec<(usize, usize)>,
    /// One column a criterion.
    pub columns: Vec<Vec<f64>>,
    /// Is more better?
    pub benefit: Vec<bool>,
    /// Weight of each criterion in the whole; they add up to 1.
    pub weights: Vec<f64>,
}
impl Decision {
    /// Rows of these periods of the board that have no gap.
    pub fn of(board: &Scoreboard, periods: Range<usize>) -> Self {
        let q = board.criteria.len();
        let mut rows = vec![];
        let mut columns = vec![vec![]; q];
        for period in periods {
            for unit in 0..board.units.len() {
                let row = board.row(period, unit);
                if row.iter().all(|x| !x.is_nan()) {
                    rows.push((period, unit));
                    for (column, x) in columns.iter_mut().zip(row) {
                        column.push(x);
                    }
                }
            }
        }
        Self {
            rows,
            columns,
            benefit: (0..q).map(|c| board.benefit(c)).collect(),
            weights: board.effective_weights(),
        }
    }
    /// From columns, all of them benefits of equal weight.
    pub fn benefits(columns: Vec<Vec<f64>>) -> Self {
        let q = columns.len();
        Self {
            rows: (0..columns.first().map_or(0, Vec::len))
                .map(|i| (0, i))
                .collect(),
            benefit: vec![true; q],
            weights: vec![1.0 / q as f64; q],
            columns,
        }
    }
    /// Number of units.
    pub fn units(&self) -> usize {
        self.rows.len()
    }
    /// Number of criteria.
    pub fn criteria(&self) -> usize {
        self.columns.len()
    }
    /// The columns on a scale; the reason of the first that does not have it.
    pub fn scaled(&self, scaling: Scaling) -> Result<Vec<Vec<f64>>, Undefined> {
        self.columns
            .iter()
            .zip(&self.benefit)
            .map(|(column, benefit)| scaling.apply(column, *benefit))
            .collect()
    }
    /// The columns on a scale; a criterion that does not tell the units apart gets 1 everywhere on the min-max scale, 0 on
    /// the standard one: all are as good as the best.
    pub fn scaled_or_best(&self, scaling: Scaling) -> Result<Vec<Vec<f64>>, Undefined> {
        let column = |(column, benefit): (&Vec<f64>, &bool)| match scaling {
            Scaling::MinMax | Scaling::EnhancedAccuracy if is_constant(column) => {
                Ok(vec![1.0; column.len()])
            }
            Scaling::ZScore if is_constant(column) => Ok(vec![0.0; column.len()]),
            Scaling::Vector | Scaling::Sum if *benefit && column.iter().all(|x| *x == 0.0) => {
                Ok(vec![0.0; column.len()])
            }
            _ => scaling.apply(column, *benefit),
        };
        self.columns.iter().zip(&self.benefit).map(column).collect()
    }
    /// Best and worst value of a criterion by its direction.
    pub fn best_and_worst(&self, criterion: usize) -> (f64, f64) {
        let (min, max) = crate::extremes(&self.columns[criterion]);
        if self.benefit[criterion] {
            (max, min)
        } else {
            (min, max)
        }
    }
}
