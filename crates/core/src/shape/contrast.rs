//! Amounts and reference amounts by label.
use super::{Distribution, Facts, Hidden, ReadOptions};
use crate::{Axis, Code, Fault, Faults, Tables, Undefined};

/// Amounts and reference amounts by label, both borrowed.
#[derive(Clone, Copy)]
pub struct Contrast<'a> {
    /// What is measured.
    pub amounts: Distribution<'a>,
    /// What it is measured against; same labels.
    pub reference: Distribution<'a>,
}
impl<'a> Contrast<'a> {
    /// Fully observed amounts and reference.
    pub fn new(axis: &'a Axis, amounts: &'a [f64], reference: &'a [f64]) -> Self {
        Self {
            amounts: Distribution::new(axis, amounts, Hidden::Nothing),
            reference: Distribution::new(axis, reference, Hidden::Nothing),
        }
    }
    /// Both totals, or the reason.
    #[inline]
    pub fn totals(&self) -> Result<(f64, f64), Undefined> {
        Ok((
            self.amounts.total()?,
            self.reference
                .total()
                .map_err(|_| Undefined::ReferenceEmpty)?,
        ))
    }
}
impl Facts for Contrast<'_> {
    fn axes(&self) -> Vec<&Axis> {
        self.amounts.axes()
    }
    fn is_complete(&self) -> bool {
        self.amounts.is_complete() && self.reference.is_complete()
    }
}

/// A contrast that owns its data.
pub struct OwnedContrast {
    /// The labels.
    pub axis: Axis,
    /// Amounts in the order of the axis.
    pub amounts: Vec<f64>,
    /// Reference amounts in the order of the axis.
    pub reference: Vec<f64>,
}
impl OwnedContrast {
    /// Borrowed.
    pub fn shape(&self) -> Contrast<'_> {
        Contrast::new(&self.axis, &self.amounts, &self.reference)
    }
    /// From (label, value, reference) rows.
    pub fn read(tables: &Tables, options: &ReadOptions) -> Result<(Self, Vec<Fault>), Vec<Fault>> {
        let mut faults = Faults::default();
        let Some(read) = super::matrix::cells(
            &tables.main,
            &["label"],
            &["value", "reference"],
            options,
            &mut faults,
        ) else {
            return Err(faults.into_vec());
        };
        for (which, name) in ["value", "reference"].into_iter().enumerate() {
            for (row, value) in read.values[which].iter().enumerate() {
                if value.is_nan() {
                    let label = read.axes[0].label(read.keys[row][0] as usize);
                    let message = format!(
                        "{name} of {label:?} is missing; an absent amount is not zero here"
                    );
                    faults.push(
                        Fault::new(Code::NumberInvalid, message)
                            .file(&tables.main.file)
                            .field(name),
                    );
                }
            }
        }
        let axis = read.axes[0].clone();
        let [amounts, reference] = [0, 1].map(|which: usize| {
            let mut of_axis = vec![0.0; axis.len()];
            for (cell, value) in read.keys.iter().zip(&read.values[which]) {
                of_axis[cell[0] as usize] = if value.is_nan() { 0.0 } else { *value };
            }
            of_axis
        });
        faults.finish(|| Self {
            axis,
            amounts,
            reference,
        })
    }
}

/// Laws of contrasts.
#[derive(Debug, Clone, Copy)]
pub enum ContrastLaw {
    /// A law of the unit's own, in words, and its check.
    Holds(
        &'static str,
        super::Predicate<for<'a> fn(&super::Contrast<'a>, &crate::Values) -> super::Compared>,
    ),
    /// Each side by its own factor.
    ScaleFree,
    /// Labels do not matter.
    Symmetric,
    /// Both bounds included.
    Within(f64, f64),
    /// The value where the amounts mirror the reference.
    Mirror(f64),
    /// Exchanging the sides changes nothing.
    Exchange,
    /// Exchanging the sides changes the sign.
    ExchangeNegates,
    /// Merging two labels never raises.
    MergingLowers,
    /// Merging two labels never lowers.
    MergingRaises,
    /// Splitting a label in the same proportion on both sides changes nothing.
    SplittingNeutral,
}
impl ContrastLaw {
    /// In words.
    pub fn statement(&self) -> String {
        match self {
            Self::Holds(words, _) => (*words).into(),
            Self::ScaleFree => "multiplying either side changes nothing".into(),
            Self::Symmetric => "exchanging labels changes nothing".into(),
            Self::Within(low, high) => format!("the value lies within [{low}, {high}]"),
            Self::Mirror(value) => format!("amounts that mirror the reference give {value}"),
            Self::Exchange => "exchanging amounts and reference changes nothing".into(),
            Self::ExchangeNegates => "exchanging amounts and reference changes the sign".into(),
            Self::MergingLowers => "merging two labels never raises the value".into(),
            Self::MergingRaises => "merging two labels never lowers the value".into(),
            Self::SplittingNeutral => "splitting a label in proportion changes nothing".into(),
        }
    }
}
