//! The same matrix at two or more times.
use super::{Facts, Matrix, ReadOptions, Side};
use crate::{Axis, Code, Fault, Faults, Tables};

/// The same matrix at two or more times, in the order of the periods; all have the same labels.
#[derive(Clone, Copy)]
pub struct Change<'a> {
    /// The periods, sorted.
    pub periods: &'a Axis,
    /// One table a period.
    pub tables: &'a [Matrix],
}
impl<'a> Change<'a> {
    /// The first table.
    pub fn before(&self) -> &'a Matrix {
        &self.tables[0]
    }
    /// The last table.
    pub fn after(&self) -> &'a Matrix {
        &self.tables[self.tables.len() - 1]
    }
}
impl Facts for Change<'_> {
    fn axes(&self) -> Vec<&Axis> {
        let mut axes = self.before().axes();
        axes.push(self.periods);
        axes
    }
    fn is_complete(&self) -> bool {
        self.tables.iter().all(Facts::is_complete)
    }
}

/// A change that owns its tables.
pub struct OwnedChange {
    periods: Axis,
    tables: Vec<Matrix>,
}
impl OwnedChange {
    /// Number of the periods' axis.
    pub const PERIOD: usize = 2;
    /// At least two tables with the same labels, one a period.
    pub fn new(periods: Axis, tables: Vec<Matrix>) -> Result<Self, Fault> {
        if tables.len() < 2 || tables.len() != periods.len() {
            return Err(Fault::new(
                Code::TooFewRows,
                format!(
                    "a change needs at least two periods; {} given",
                    tables.len()
                ),
            ));
        }
        let same =
            |table: &Matrix| (0..2).all(|axis| table.axis(axis).same_labels(tables[0].axis(axis)));
        if !tables.iter().all(same) {
            return Err(Fault::new(
                Code::ShapeWrong,
                "the tables of a change have the same labels",
            ));
        }
        Ok(Self { periods, tables })
    }
    /// Borrowed.
    pub fn shape(&self) -> Change<'_> {
        Change {
            periods: &self.periods,
            tables: &self.tables,
        }
    }
    /// From (row, column, period, value) rows.
    pub fn read(tables: &Tables, options: &ReadOptions) -> Result<(Self, Vec<Fault>), Vec<Fault>> {
        let mut faults = Faults::default();
        let labels = ["row", "column", "period"];
        let Some(read) =
            super::matrix::cells(&tables.main, &labels, &["value"], options, &mut faults)
        else {
            return Err(faults.into_vec());
        };
        let axes = [read.axes[0].clone(), read.axes[1].clone()];
        let (n, columns) = (axes[0].len() * axes[1].len(), axes[1].len());
        let mut values = vec![vec![0.0; n]; read.axes[2].len()];
        let mut gaps = vec![vec![]; read.axes[2].len()];
        for (key, value) in read.keys.iter().zip(&read.values[0]) {
            values[key[2] as usize][key[0] as usize * columns + key[1] as usize] =
                if value.is_nan() { 0.0 } else { *value };
        }
        for (row, lower, upper) in &read.gaps {
            let key = &read.keys[*row];
            gaps[key[2] as usize].push((key[0], key[1], *lower, *upper));
        }
        let sides = [
            Side::read(tables, "row", &axes[0], &mut faults),
            Side::read(tables, "column", &axes[1], &mut faults),
        ];
        if read.axes[2].len() < 2 {
            let message = format!(
                "a change needs at least two periods; the table has {}",
                read.axes[2].len()
            );
            faults.push(
                Fault::new(Code::TooFewRows, message)
                    .file(&tables.main.file)
                    .field("period"),
            );
        }
        if faults.has_errors() {
            return Err(faults.into_vec());
        }
        // A second table beside it (employment beside output) is matched by its periods.
        let beside = match tables.get("reference") {
            None => None,
            Some(table) => match Self::read(&Tables::one(table.clone()), options) {
                Ok((beside, _)) => Some(beside),
                Err(found) => return Err(found),
            },
        };
        let mut beside: Vec<(String, Matrix)> = beside
            .into_iter()
            .flat_map(|beside| {
                let periods: Vec<String> = beside.periods.labels().map(Into::into).collect();
                periods.into_iter().zip(beside.tables).collect::<Vec<_>>()
            })
            .collect();
        let mut made = vec![];
        for (at, (values, gaps)) in values.into_iter().zip(gaps).enumerate() {
            let matrix = Matrix::new(axes.clone(), values).map_err(|fault| vec![fault])?;
            let matrix = matrix
                .with_side(0, sides[0].clone())
                .with_side(1, sides[1].clone());
            let matrix = if gaps.is_empty() {
                matrix
            } else {
                matrix.with_gaps(gaps)
            };
            let period = read.axes[2].label(at);
            let found = beside.iter().position(|(known, _)| known == period);
            made.push(match found {
                Some(found) => matrix.with_reference(beside.swap_remove(found).1),
                None => matrix,
            });
        }
        let change = Self::new(read.axes[2].clone(), made).map_err(|fault| vec![fault])?;
        faults.finish(|| change)
    }
}

/// Laws of changes; that parts add up needs no declaration.
#[derive(Debug, Clone, Copy)]
pub enum ChangeLaw {
    /// A law of the unit's own, in words, and its check.
    Holds(
        &'static str,
        super::Predicate<for<'a> fn(&super::Change<'a>, &crate::Values) -> super::Compared>,
    ),
    /// f(λx) = λ f(x)
    Homogeneous,
    /// f(λx) = f(x)
    ScaleFree,
    /// Relabelling rows or columns relabels the output.
    Relabel,
    /// Nothing changes: every part is 0.
    StandstillIsZero,
    /// Both bounds included.
    Within(f64, f64),
    /// Exchanging the two times changes nothing.
    Reversal,
    /// Exchanging the two times changes the sign.
    ReversalNegates,
}
impl ChangeLaw {
    /// In words.
    pub fn statement(&self) -> String {
        match self {
            Self::Holds(words, _) => (*words).into(),
            Self::Homogeneous => "multiplying all amounts multiplies the output".into(),
            Self::ScaleFree => "multiplying all amounts changes nothing".into(),
            Self::Relabel => "relabelling rows or columns relabels the output".into(),
            Self::StandstillIsZero => "where nothing changes every part is 0".into(),
            Self::Within(low, high) => format!("every value lies within [{low}, {high}]"),
            Self::Reversal => "exchanging the two times changes nothing".into(),
            Self::ReversalNegates => "exchanging the two times changes the sign".into(),
        }
    }
}
