//! What the methods share: the units they read, the quantities they return, and places.
use mercatoria_core::{Measure, Scoreboard, ScoreboardLaw, Undefined, Values};
use mercatoria_normalisation::{Decision, Scaling};
use mercatoria_numeric::order::{Ties, ranks};

/// The quantities of a method, one list over the units each; the first decides the places.
#[derive(Debug, Clone, PartialEq)]
pub struct Scores {
    /// Score, and what else the method names.
    pub quantities: Vec<Vec<f64>>,
    /// Is a larger score better?
    pub larger_better: bool,
}
impl Scores {
    /// A single score, larger better.
    pub fn larger(score: Vec<f64>) -> Self {
        Self {
            quantities: vec![score],
            larger_better: true,
        }
    }
    /// A single score, smaller better.
    pub fn smaller(score: Vec<f64>) -> Self {
        Self {
            quantities: vec![score],
            larger_better: false,
        }
    }
    /// With further quantities.
    #[must_use]
    pub fn and(mut self, more: impl IntoIterator<Item = Vec<f64>>) -> Self {
        self.quantities.extend(more);
        self
    }
    /// Places, 1 for the best; equal scores (to rounding) share the better place.
    pub fn places(&self) -> Vec<f64> {
        let Some(score) = self.quantities.first() else {
            return vec![];
        };
        let size = score.iter().fold(0.0_f64, |a, x| a.max(x.abs()));
        // Scores that differ by rounding alone are equal: the first of a run stands for all of it.
        let sign = if self.larger_better { -1.0 } else { 1.0 };
        let mut order: Vec<usize> = (0..score.len()).collect();
        order.sort_by(|a, b| (sign * score[*a]).total_cmp(&(sign * score[*b])));
        let mut level = vec![0.0; score.len()];
        let (mut at, mut step) = (f64::NEG_INFINITY, 0.0);
        for unit in order {
            let x = sign * score[unit];
            if x - at > 1e-12 * size {
                step += 1.0;
                at = x;
            }
            level[unit] = step;
        }
        ranks(&level, Ties::Min)
    }
}

/// Score and place of each unit and what else the method names, period by period.
pub(crate) fn rank_units(
    board: &Scoreboard,
    width: usize,
    method: impl Fn(&Decision) -> Result<Scores, Undefined>,
) -> Values {
    let n = board.units.len();
    let gaps = std::cell::Cell::new(0);
    let mut out = board.by_period(n, width, |period| {
        let table = Decision::of(board, period..period + 1);
        gaps.set(gaps.get() + n - table.units());
        let mut cells: Vec<Measure> = vec![Err(Undefined::Missing); n * width];
        let scores = if table.units() == 0 {
            Err(Undefined::Missing)
        } else {
            method(&table)
        };
        match scores {
            Ok(scores) => {
                let places = scores.places();
                for (at, (_, unit)) in table.rows.iter().enumerate() {
                    let mut named = scores.quantities.iter().map(|column| Ok(column[at]));
                    let row = &mut cells[unit * width..(unit + 1) * width];
                    row[0] = named.next().unwrap_or(Err(Undefined::Defect));
                    row[1] = Ok(places[at]);
                    for (cell, x) in row[2..].iter_mut().zip(named) {
                        *cell = x;
                    }
                }
            }
            Err(why) => {
                for (_, unit) in &table.rows {
                    cells[unit * width..(unit + 1) * width].fill(Err(why));
                }
            }
        }
        cells
    });
    if gaps.get() > 0 {
        out.note(
            "incomplete_units",
            format!("{} units with a missing cell were left out", gaps.get()),
        );
    }
    out
}
/// Scaled columns times the weights.
pub(crate) fn weighted(table: &Decision, scaling: Scaling) -> Result<Vec<Vec<f64>>, Undefined> {
    let columns = table.scaled_or_best(scaling)?;
    Ok(columns
        .into_iter()
        .zip(&table.weights)
        .map(|(column, w)| column.into_iter().map(|x| w * x).collect())
        .collect())
}
/// Σ over the criteria of a function of criterion and unit, for each unit.
pub(crate) fn total(table: &Decision, of: impl Fn(usize, usize) -> f64) -> Vec<f64> {
    (0..table.units())
        .map(|u| {
            let cells: Vec<f64> = (0..table.criteria()).map(|c| of(c, u)).collect();
            mercatoria_numeric::sum::sum(&cells)
        })
        .collect()
}
/// A matrix of pairs of units for each period, by unit, other unit, period.
pub(crate) fn pair_units(
    board: &Scoreboard,
    method: impl Fn(&Decision) -> Result<Vec<Measure>, Undefined>,
) -> Values {
    let n = board.units.len();
    board.by_period(n * n, 1, |period| {
        let table = Decision::of(board, period..period + 1);
        let m = table.units();
        let mut cells = vec![Err(Undefined::Missing); n * n];
        let pairs = method(&table);
        for (a, (_, i)) in table.rows.iter().enumerate() {
            for (b, (_, j)) in table.rows.iter().enumerate() {
                cells[i * n + j] = match &pairs {
                    Ok(pairs) => pairs[a * m + b],
                    Err(why) => Err(*why),
                };
            }
        }
        cells
    })
}
/// What holds under a scale: units of measure cancel under most, not where values stay or logarithms are taken.
pub(crate) fn ratio_laws(scaling: Scaling) -> Vec<ScoreboardLaw> {
    match scaling {
        Scaling::None | Scaling::Inverse | Scaling::Logarithmic | Scaling::ZScore => vec![],
        _ => vec![ScoreboardLaw::RelabelUnits, ScoreboardLaw::RatioInvariant],
    }
}
