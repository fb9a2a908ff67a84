//! Amounts by label.
use super::{Facts, ReadOptions};
use crate::{Absent, Axis, Code, Fault, Faults, Measure, Tables, Undefined};
use mercatoria_numeric::sum::sum;

/// What of a distribution is not observed, beside single cells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Hidden {
    /// Nothing.
    Nothing,
    /// This much, on labels we do not see; the total contains it.
    Amount(f64),
    /// We cannot tell how much.
    Unknown,
}
/// A cell that is known only to lie between two bounds (suppressed; the upper one may be infinite).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gap {
    /// Place on the axis.
    pub at: u32,
    /// At least.
    pub lower: f64,
    /// At most.
    pub upper: f64,
}
/// Non-negative amounts by label, borrowed from a table.
///
/// ```
/// use mercatoria_core::{Axis, Distribution, Hidden};
/// let axis = Axis::new("label", ["a", "b"]);
/// let d = Distribution::new(&axis, &[3.0, 1.0], Hidden::Nothing);
/// assert_eq!(d.total(), Ok(4.0));
/// ```
#[derive(Clone, Copy)]
pub struct Distribution<'a> {
    /// The labels.
    pub axis: &'a Axis,
    /// Amounts in the order of the axis; 0 where there is a gap.
    pub amounts: &'a [f64],
    /// What is not observed at all.
    pub hidden: Hidden,
    /// Cells that are only known between bounds, by place.
    pub gaps: &'a [Gap],
    /// The published total of everything, gaps and rest included, where there is one.
    pub margin: Option<f64>,
    pub(crate) total: f64,
}
impl<'a> Distribution<'a> {
    /// Amounts, plus what is known to be missing from them.
    pub fn new(axis: &'a Axis, amounts: &'a [f64], hidden: Hidden) -> Self {
        let rest = if let Hidden::Amount(rest) = hidden {
            rest
        } else {
            0.0
        };
        Self {
            axis,
            amounts,
            hidden,
            gaps: &[],
            margin: None,
            total: sum(amounts) + rest,
        }
    }
    /// The total of what is observed and of the rest, or the reason why there are no shares.
    #[inline]
    pub fn total(&self) -> Measure {
        if self.total > 0.0 {
            Ok(self.total)
        } else {
            Err(Undefined::Empty)
        }
    }
    /// Number of labels.
    pub fn len(&self) -> usize {
        self.amounts.len()
    }
    /// No label?
    pub fn is_empty(&self) -> bool {
        self.amounts.is_empty()
    }
}
impl Facts for Distribution<'_> {
    fn axes(&self) -> Vec<&Axis> {
        vec![self.axis]
    }
    fn is_complete(&self) -> bool {
        self.hidden == Hidden::Nothing && self.gaps.is_empty()
    }
}

/// A distribution that owns its data.
pub struct OwnedDistribution {
    /// The labels.
    pub axis: Axis,
    /// Amounts in the order of the axis.
    pub amounts: Vec<f64>,
    /// What is not observed.
    pub hidden: Hidden,
    /// Cells known between bounds.
    pub gaps: Vec<Gap>,
    /// The published total.
    pub margin: Option<f64>,
}
impl OwnedDistribution {
    /// Fully observed amounts.
    pub fn new(axis: Axis, amounts: Vec<f64>) -> Self {
        Self {
            axis,
            amounts,
            hidden: Hidden::Nothing,
            gaps: vec![],
            margin: None,
        }
    }
    /// Borrowed.
    pub fn shape(&self) -> Distribution<'_> {
        Distribution {
            gaps: &self.gaps,
            margin: self.margin,
            ..Distribution::new(&self.axis, &self.amounts, self.hidden)
        }
    }
    /// From (label, value[, lower, upper]) rows and, where a file `total` (value) gives it, the total of everything: what it
    /// has beyond the labels is on labels that are not seen.
    pub fn read(tables: &Tables, options: &ReadOptions) -> Result<(Self, Vec<Fault>), Vec<Fault>> {
        let mut faults = Faults::default();
        let read = super::matrix::cells(&tables.main, &["label"], &["value"], options, &mut faults);
        let Some(read) = read else {
            return Err(faults.into_vec());
        };
        let axis = read.axes[0].clone();
        let mut amounts = vec![0.0; axis.len()];
        let mut seen = vec![false; axis.len()];
        for (cell, value) in read.keys.iter().zip(&read.values[0]) {
            seen[cell[0] as usize] = true;
            amounts[cell[0] as usize] = if value.is_nan() { 0.0 } else { *value };
        }
        let mut gaps: Vec<Gap> = read
            .gaps
            .iter()
            .map(|(cell, lower, upper)| Gap {
                at: read.keys[*cell][0],
                lower: *lower,
                upper: *upper,
            })
            .collect();
        if options.absent == Absent::Missing {
            gaps.extend(
                (0u32..)
                    .zip(&seen)
                    .filter(|(_, seen)| !**seen)
                    .map(|(at, _)| Gap {
                        at,
                        lower: 0.0,
                        upper: f64::INFINITY,
                    }),
            );
        }
        gaps.sort_by_key(|gap| gap.at);
        if axis.is_empty() {
            faults
                .push(Fault::new(Code::FileEmpty, "the table has no rows").file(&tables.main.file));
        }
        let (mut hidden, mut margin) = (Hidden::Nothing, None);
        if let Some(total) = total(tables, &mut faults) {
            let (seen, slack) = (sum(&amounts), total.abs() * 1e-12);
            if seen > total + slack {
                let message = format!("the labels add up to {seen}, the total is {total}");
                faults.push(Fault::new(Code::PartsExceed, message).file(&tables.main.file));
            } else if !gaps.is_empty() {
                margin = Some(total);
            } else if total - seen > slack {
                hidden = Hidden::Amount(total - seen);
            }
        }
        faults.finish(|| Self {
            axis,
            amounts,
            hidden,
            gaps,
            margin,
        })
    }
}

fn total(tables: &Tables, faults: &mut Faults) -> Option<f64> {
    let table = tables.get("total")?;
    let Some(column) = table.find(&["value"], "value") else {
        faults.push(
            Fault::new(Code::ColumnMissing, "column \"value\" is missing").at(&table.file, 1),
        );
        return None;
    };
    let numbers = table.numbers(column, faults);
    if numbers.len() != 1 || numbers[0].is_nan() {
        let message = format!("{} rows; the total is one number", numbers.len());
        faults.push(Fault::new(Code::TooFewRows, message).file(&table.file));
        return None;
    }
    Some(numbers[0])
}

/// Laws of distributions.
#[derive(Debug, Clone, Copy)]
pub enum DistributionLaw {
    /// A law of the unit's own, in words, and its check.
    Holds(
        &'static str,
        super::Predicate<for<'a> fn(&super::Distribution<'a>, &crate::Values) -> super::Compared>,
    ),
    /// f(λx) = f(x)
    ScaleFree,
    /// f(λx) = λ f(x)
    Homogeneous,
    /// Labels do not matter.
    Symmetric,
    /// Both bounds included.
    Within(f64, f64),
    /// The value at equal amounts.
    EqualSplit(f64),
    /// Moving mass from a smaller to a larger never lowers.
    TransferRaises,
    /// Moving mass from a smaller to a larger never raises.
    TransferLowers,
    /// Merging two labels never lowers.
    MergingRaises,
    /// Merging two labels never raises.
    MergingLowers,
    /// A label without activity changes nothing.
    EmptyLabelNeutral,
    /// Two copies of every label multiply the value by this.
    ReplicationTimes(f64),
}
impl DistributionLaw {
    /// In words.
    pub fn statement(&self) -> String {
        match self {
            Self::Holds(words, _) => (*words).into(),
            Self::ScaleFree => "multiplying all amounts changes nothing".into(),
            Self::Homogeneous => "multiplying all amounts multiplies the value".into(),
            Self::Symmetric => "exchanging labels changes nothing".into(),
            Self::Within(low, high) => format!("the value lies within [{low}, {high}]"),
            Self::EqualSplit(value) => format!("equal amounts give {value}"),
            Self::TransferRaises => {
                "moving mass from a smaller to a larger label never lowers the value".into()
            }
            Self::TransferLowers => {
                "moving mass from a smaller to a larger label never raises the value".into()
            }
            Self::MergingRaises => "merging two labels never lowers the value".into(),
            Self::MergingLowers => "merging two labels never raises the value".into(),
            Self::EmptyLabelNeutral => "a label without activity changes nothing".into(),
            Self::ReplicationTimes(times) => {
                format!("two copies of every label multiply the value by {times}")
            }
        }
    }
}
