//! Exports and imports, by label, or rows × columns.
use super::{Distribution, Facts, Hidden, Matrix, ReadOptions, Side};
use crate::{Axis, Fault, Faults, Tables};

/// Exports and imports by label, both borrowed.
#[derive(Clone, Copy)]
pub struct Trade<'a> {
    /// Exports.
    pub exports: Distribution<'a>,
    /// Imports; same labels.
    pub imports: Distribution<'a>,
}
impl<'a> Trade<'a> {
    /// Fully observed exports and imports.
    pub fn new(axis: &'a Axis, exports: &'a [f64], imports: &'a [f64]) -> Self {
        Self {
            exports: Distribution::new(axis, exports, Hidden::Nothing),
            imports: Distribution::new(axis, imports, Hidden::Nothing),
        }
    }
}
impl Facts for Trade<'_> {
    fn axes(&self) -> Vec<&Axis> {
        self.exports.axes()
    }
    fn is_complete(&self) -> bool {
        self.exports.is_complete() && self.imports.is_complete()
    }
}
/// Trade that owns its data.
pub struct OwnedTrade {
    /// The labels.
    pub axis: Axis,
    /// Exports in the order of the axis.
    pub exports: Vec<f64>,
    /// Imports in the order of the axis.
    pub imports: Vec<f64>,
}
impl OwnedTrade {
    /// Borrowed.
    pub fn shape(&self) -> Trade<'_> {
        Trade::new(&self.axis, &self.exports, &self.imports)
    }
    /// From (label, exports, imports) rows; an empty cell is zero trade.
    pub fn read(tables: &Tables, options: &ReadOptions) -> Result<(Self, Vec<Fault>), Vec<Fault>> {
        let mut faults = Faults::default();
        let measures = ["exports", "imports"];
        let Some(read) =
            super::matrix::cells(&tables.main, &["label"], &measures, options, &mut faults)
        else {
            return Err(faults.into_vec());
        };
        let axis = read.axes[0].clone();
        let [exports, imports] = [0, 1].map(|which: usize| {
            let mut of_axis = vec![0.0; axis.len()];
            for (key, value) in read.keys.iter().zip(&read.values[which]) {
                of_axis[key[0] as usize] = if value.is_nan() { 0.0 } else { *value };
            }
            of_axis
        });
        faults.finish(|| Self {
            axis,
            exports,
            imports,
        })
    }
}
/// Laws of trade.
#[derive(Debug, Clone, Copy)]
pub enum TradeLaw {
    /// A law of the unit's own, in words, and its check.
    Holds(
        &'static str,
        super::Predicate<for<'a> fn(&super::Trade<'a>, &crate::Values) -> super::Compared>,
    ),
    /// Multiplying both flows changes nothing.
    ScaleFree,
    /// Relabelling relabels the output.
    Relabel,
    /// Exchanging exports and imports changes nothing.
    Exchange,
    /// Exchanging exports and imports changes the sign.
    ExchangeNegates,
    /// Both bounds included.
    Within(f64, f64),
    /// The cells add up to this.
    SumsTo(f64),
}
impl TradeLaw {
    /// In words.
    pub fn statement(&self) -> String {
        match self {
            Self::Holds(words, _) => (*words).into(),
            Self::ScaleFree => "multiplying both flows changes nothing".into(),
            Self::Relabel => "relabelling relabels the output".into(),
            Self::Exchange => "exchanging exports and imports changes nothing".into(),
            Self::ExchangeNegates => "exchanging exports and imports changes the sign".into(),
            Self::Within(low, high) => format!("every value lies within [{low}, {high}]"),
            Self::SumsTo(sum) => format!("the cells add up to {sum}"),
        }
    }
}

/// Exports and imports, rows (countries) × columns (products or partners).
pub struct Bilateral {
    /// Exports.
    pub exports: Matrix,
    /// Imports; same labels.
    pub imports: Matrix,
}
impl Bilateral {
    /// From (row, column, exports, imports) rows.
    pub fn read(tables: &Tables, options: &ReadOptions) -> Result<(Self, Vec<Fault>), Vec<Fault>> {
        let mut faults = Faults::default();
        let Some(read) = super::matrix::cells(
            &tables.main,
            &["row", "column"],
            &["exports", "imports"],
            options,
            &mut faults,
        ) else {
            return Err(faults.into_vec());
        };
        let axes = [read.axes[0].clone(), read.axes[1].clone()];
        let sides = [
            Side::read(tables, "row", &axes[0], &mut faults),
            Side::read(tables, "column", &axes[1], &mut faults),
        ];
        if faults.has_errors() {
            return Err(faults.into_vec());
        }
        let matrix = |which: usize| {
            let matrix = Matrix::new(axes.clone(), read.dense(which, options.absent).0)?;
            Ok(matrix
                .with_side(0, sides[0].clone())
                .with_side(1, sides[1].clone()))
        };
        let (exports, imports) = (
            matrix(0).map_err(|fault: Fault| vec![fault])?,
            matrix(1).map_err(|fault: Fault| vec![fault])?,
        );
        faults.finish(|| Self { exports, imports })
    }
}
impl Facts for Bilateral {
    fn axes(&self) -> Vec<&Axis> {
        self.exports.axes()
    }
    fn is_complete(&self) -> bool {
        self.exports.is_complete() && self.imports.is_complete()
    }
}
/// Laws of bilateral trade.
#[derive(Debug, Clone, Copy)]
pub enum BilateralLaw {
    /// A law of the unit's own, in words, and its check.
    Holds(
        &'static str,
        super::Predicate<fn(&super::Bilateral, &crate::Values) -> super::Compared>,
    ),
    /// Multiplying both flows changes nothing.
    ScaleFree,
    /// Relabelling relabels the output.
    Relabel,
    /// Exchanging exports and imports changes nothing.
    Exchange,
    /// Exchanging exports and imports changes the sign.
    ExchangeNegates,
    /// Both bounds included.
    Within(f64, f64),
}
impl BilateralLaw {
    /// In words.
    pub fn statement(&self) -> String {
        match self {
            Self::Holds(words, _) => (*words).into(),
            Self::ScaleFree => "multiplying both flows changes nothing".into(),
            Self::Relabel => "relabelling relabels the output".into(),
            Self::Exchange => "exchanging exports and imports changes nothing".into(),
            Self::ExchangeNegates => "exchanging exports and imports changes the sign".into(),
            Self::Within(low, high) => format!("every value lies within [{low}, {high}]"),
        }
    }
}
