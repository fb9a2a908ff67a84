//! The units that bound each other: complete rows of amounts that are all benefits.
use crate::Columns;
use mercatoria_core::{Measure, Scoreboard, Undefined, Values};
use mercatoria_normalisation::Decision;
use mercatoria_numeric::parallel;

/// Rows of amounts, one a unit.
#[derive(Debug, Clone)]
pub struct Peers {
    /// Number of criteria.
    pub criteria: usize,
    /// Row by row.
    pub rows: Vec<f64>,
}
impl Peers {
    /// From a table; costs, negative amounts and criteria that are zero everywhere are refused.
    pub fn of(table: &Decision) -> Result<Self, Undefined> {
        if table.benefit.iter().any(|b| !b) {
            return Err(Undefined::CostNotTurned);
        }
        Self::amounts(table)
    }
    /// The same where costs are meant to be there.
    pub(crate) fn amounts(table: &Decision) -> Result<Self, Undefined> {
        let (n, q) = (table.units(), table.criteria());
        if n == 0 {
            return Err(Undefined::Missing);
        }
        let mut rows = vec![0.0; n * q];
        for (c, column) in table.columns.iter().enumerate() {
            if column.iter().any(|x| *x < 0.0) {
                return Err(Undefined::OutOfDomain);
            }
            if column.iter().all(|x| *x == 0.0) {
                return Err(Undefined::EmptyColumn);
            }
            // Each criterion against its largest value: scores do not depend on the unit of measure, and the simplex works on
            // numbers of one size.
            let top = column.iter().copied().fold(0.0, f64::max);
            for (u, x) in column.iter().enumerate() {
                rows[u * q + c] = x / top;
            }
        }
        Ok(Self { criteria: q, rows })
    }
    /// Number of units.
    pub fn units(&self) -> usize {
        self.rows.len() / self.criteria
    }
    /// One unit.
    pub fn row(&self, unit: usize) -> &[f64] {
        &self.rows[unit * self.criteria..(unit + 1) * self.criteria]
    }
    /// `w · row ≤ 1` for each of these units.
    pub fn columns(&self, units: impl Iterator<Item = usize>) -> Columns {
        let mut out = Columns::new(self.criteria);
        units.for_each(|unit| out.push(self.row(unit), 1.0));
        out
    }
}

/// Scores of the units of each period by a rule, in parallel over the units.
pub(crate) fn score_units(
    board: &Scoreboard,
    of: impl Fn(&Decision) -> Result<Peers, Undefined>,
    rule: impl Fn(&Decision, &Peers, usize) -> Measure + Sync,
) -> Values {
    let n = board.units.len();
    let gaps = std::cell::Cell::new(0);
    let mut out = board.by_period(n, 1, |period| {
        let table = Decision::of(board, period..period + 1);
        gaps.set(gaps.get() + n - table.units());
        let mut cells = vec![Err(Undefined::Missing); n];
        match of(&table) {
            Ok(peers) => {
                let scores = parallel::map_chunks(table.units(), 16, |range| {
                    range
                        .map(|unit| rule(&table, &peers, unit))
                        .collect::<Vec<_>>()
                });
                for ((_, unit), score) in table.rows.iter().zip(scores.into_iter().flatten()) {
                    cells[*unit] = score;
                }
            }
            Err(why) => table
                .rows
                .iter()
                .for_each(|(_, unit)| cells[*unit] = Err(why)),
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
