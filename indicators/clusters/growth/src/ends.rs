//! Two periods of a panel's column.
use mercatoria_core::{Panel, Undefined, Values};

/// A column at two periods, over the units that have both.
pub(crate) struct Ends {
    pub(crate) units: Vec<usize>,
    pub(crate) first: Vec<f64>,
    pub(crate) last: Vec<f64>,
    pub(crate) periods: (usize, usize),
    /// Time between them: the difference of the labels if they are numbers, else the number of steps.
    pub(crate) time: f64,
    missing: usize,
}
impl Ends {
    /// Empty texts stand for the first column, the first and the last period.
    pub(crate) fn of(panel: &Panel, column: &str, from: &str, to: &str) -> Result<Self, Undefined> {
        let axis = &panel.dims[Panel::PERIOD];
        let n = axis.len();
        let values = panel.column(column).ok_or(Undefined::Missing)?;
        let at = |label: &str, otherwise: usize| match label {
            "" => Ok(otherwise),
            label => axis.position(label).ok_or(Undefined::Missing),
        };
        let periods = (at(from, 0)?, at(to, n.saturating_sub(1))?);
        if periods.0 >= periods.1 {
            return Err(Undefined::TooFew);
        }
        let number = |p: usize| axis.label(p).parse::<f64>().ok().filter(|x| x.is_finite());
        let time = match (number(periods.0), number(periods.1)) {
            (Some(a), Some(b)) if b > a => b - a,
            _ => (periods.1 - periods.0) as f64,
        };
        let mut ends = Self {
            units: vec![],
            first: vec![],
            last: vec![],
            periods,
            time,
            missing: 0,
        };
        for u in 0..panel.dims[Panel::UNIT].len() {
            let (a, b) = (values[u * n + periods.0], values[u * n + periods.1]);
            if a.is_nan() || b.is_nan() {
                ends.missing += 1;
            } else {
                ends.units.push(u);
                ends.first.push(a);
                ends.last.push(b);
            }
        }
        Ok(ends)
    }
    /// Says how many units were left out.
    pub(crate) fn note(&self, out: &mut Values) {
        if self.missing > 0 {
            let message = format!(
                "{} units without a value in both periods are left out",
                self.missing
            );
            out.note("units_left_out", message);
        }
    }
}

/// Reasons in every cell, and which columns, periods there are where one asked for is not.
pub(crate) fn refused(panel: &Panel, column: &str, cells: usize, why: Undefined) -> Values {
    let mut out = Values::undefined(cells, why);
    if why == Undefined::Missing {
        let columns: Vec<&str> = panel.columns.iter().map(|(name, _)| &**name).collect();
        let periods: Vec<&str> = panel.dims[Panel::PERIOD].labels().collect();
        let message = format!(
            "column {column:?} or a period is not in the panel; it has the columns {} and the periods {}",
            columns.join(", "),
            periods.join(", ")
        );
        out.note("column_missing", message);
    }
    out
}
