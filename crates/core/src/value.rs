//! A number, an interval or a reason; a number or a reason takes eight bytes.
use crate::Axis;
use serde::Serialize;
use std::{borrow::Cow, fmt};

macro_rules! reasons { ($($name:ident = $code:literal, $class:ident, $why:literal;)*) => {
    /// Why a number does not exist. Codes and classes belong to the result format and never change.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[non_exhaustive]
    #[repr(u8)]
    pub enum Undefined { $(#[doc = $why] $name),* }
    impl Undefined {
        /// Every reason.
        pub const ALL: &'static [Undefined] = &[$(Undefined::$name),*];
        fn row(self) -> (&'static str, Class, &'static str) {
            match self { $(Undefined::$name => ($code, Class::$class, $why)),* }
        }
    }
} }
/// What kind of reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// The formula has no value here.
    Formula,
    /// Data that the formula needs are missing.
    DataMissing,
    /// The data mean something else than what is asked for.
    Refused,
    /// The question does not arise.
    NotApplicable,
    /// Our own fault.
    Defect,
}
impl Class {
    /// As in results.
    pub fn as_str(self) -> &'static str {
        match self {
            Class::Formula => "formula",
            Class::DataMissing => "data_missing",
            Class::Refused => "refused",
            Class::NotApplicable => "not_applicable",
            Class::Defect => "defect",
        }
    }
}
reasons! {
    Empty = "empty", Formula, "nothing is there to share out";
    EmptyRow = "empty_row", Formula, "the row has no activity";
    EmptyColumn = "empty_column", Formula, "the column has no activity";
    ReferenceEmpty = "reference_empty", Formula, "the reference is empty";
    OutsideReference = "outside_reference", Formula, "activity on a label that the reference does not have";
    OneLabel = "one_label", Formula, "with a single label there is nothing to compare";
    OneRow = "one_row", Formula, "all activity is in one row";
    OnePlant = "one_plant", Formula, "one plant is the whole industry, so size cannot be told from location";
    Constant = "constant", Formula, "all values are equal, so they cannot be told apart";
    ZeroRange = "zero_range", Formula, "the range is zero";
    ZeroVariance = "zero_variance", Formula, "the variance is zero";
    ZeroBase = "zero_base", Formula, "the base is zero, so there is no rate of change";
    ZeroDenominator = "zero_denominator", Formula, "the denominator is zero";
    LogOfZero = "log_of_zero", Formula, "the logarithm of zero does not exist";
    Diverges = "diverges", Formula, "the value grows beyond all bounds";
    TooFew = "too_few", Formula, "too few observations";
    OutOfDomain = "out_of_domain", Formula, "an amount lies outside what the formula is defined for";
    Disconnected = "disconnected", Formula, "the table falls into parts that share nothing, so they cannot be ordered together";
    Degenerate = "degenerate", Formula, "two eigenvalues coincide, so the direction is not determined";
    NotConverged = "not_converged", Formula, "the iteration did not converge";
    Infeasible = "infeasible", Formula, "the constraints contradict each other";
    Tied = "tied", Formula, "ties leave the value undetermined";
    Missing = "missing", DataMissing, "a cell that the formula needs is missing";
    PartlyKnown = "partly_known", DataMissing, "a part is not observed and the indicator has no enclosure";
    Suppressed = "suppressed", DataMissing, "a cell that the formula needs is suppressed";
    NotSearched = "not_searched", DataMissing, "the register was not searched here; nothing found is not nothing there";
    NoDateInForce = "no_date_in_force", DataMissing, "no date of entry into force is known";
    NoQuantity = "no_quantity", DataMissing, "no quantity is known";
    NoClass = "no_class", DataMissing, "the code has no class in the table given";
    SideMissing = "side_missing", DataMissing, "a table that belongs beside the data is missing; the note names it";
    TwoWayTrade = "two_way_trade", Refused, "the table holds two-way trade, which is not exports";
    MixedLevels = "mixed_levels", Refused, "labels of different levels stand on one axis";
    SeriesBreak = "series_break", Refused, "the series breaks between the periods";
    UnitsDiffer = "units_differ", Refused, "the values are in different units";
    TooFewCells = "too_few_cells", Refused, "the table is too small for the formula to mean anything";
    CostNotTurned = "cost_not_turned", Refused, "a criterion is a cost: normalise first, which turns it, or say that it is turned already";
    NotApplicable = "not_applicable", NotApplicable, "the question does not arise here";
    PresentBefore = "present_before", NotApplicable, "present already at the start, so it cannot enter";
    AbsentBefore = "absent_before", NotApplicable, "absent at the start, so it cannot leave";
    Present = "present", NotApplicable, "defined for absent cells only";
    Absent = "absent", NotApplicable, "defined for present cells only";
    NoNeighbours = "no_neighbours", NotApplicable, "it has no neighbours";
    Defect = "defect", Defect, "the indicator returned NaN or an infinity: our own fault";
}
/// Quiet NaN with our mark in the payload; the low byte is the reason. An arithmetic NaN never carries the mark.
const MARK: u64 = 0x7ff8_4d45_5243_0000;
/// The cell is an interval without a point.
const INTERVAL_ONLY: u64 = 0x7ff8_4d45_5244_0000;
impl Undefined {
    /// Stable code, as in results.
    pub fn code(self) -> &'static str {
        self.row().0
    }
    /// Its class.
    pub fn class(self) -> Class {
        self.row().1
    }
    fn boxed(self) -> f64 {
        f64::from_bits(MARK | self as u64)
    }
    fn unboxed(x: f64) -> Self {
        let bits = x.to_bits();
        let known = Self::ALL
            .get((bits & 0xff) as usize)
            .filter(|_| bits & !0xff == MARK);
        known.copied().unwrap_or(Undefined::Defect)
    }
}
impl fmt::Display for Undefined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.row().2)
    }
}

/// What a formula of one number returns: `?` on a total that does not exist gives the reason.
pub type Measure = Result<f64, Undefined>;

/// What an interval means. Kinds are never mixed in one column.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum IntervalKind {
    /// Guaranteed to contain the value: suppressed or unobserved data.
    Bound,
    /// Covers the value with a stated probability.
    Confidence {
        /// Probability of covering.
        level: f64,
        /// How it was made.
        method: Cow<'static, str>,
        /// What was resampled, or whose errors were propagated.
        resampled: Cow<'static, str>,
    },
    /// Contains the value if the named assumption holds.
    Assumption {
        /// What is assumed.
        name: Cow<'static, str>,
    },
    /// The range over the named choices.
    Sensitivity {
        /// What was varied.
        choices: Cow<'static, str>,
    },
}
impl IntervalKind {
    /// As in results.
    pub fn as_str(&self) -> &'static str {
        match self {
            IntervalKind::Bound => "bound",
            IntervalKind::Confidence { .. } => "confidence",
            IntervalKind::Assumption { .. } => "assumption",
            IntervalKind::Sensitivity { .. } => "sensitivity",
        }
    }
}

/// One cell, as a reader of results sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// Known.
    Point(f64),
    /// An interval, both ends included; the kind is that of the column. A point may stand beside it.
    Interval {
        /// Best single number, where there is one.
        point: Option<f64>,
        /// Lower end.
        lower: f64,
        /// Upper end.
        upper: f64,
    },
    /// Does not exist, and why.
    Undefined(Undefined),
}
impl Value {
    /// The number, if it is known to a point.
    pub fn point(self) -> Option<f64> {
        match self {
            Value::Point(x) => Some(x),
            Value::Interval { point, .. } => point,
            Value::Undefined(_) => None,
        }
    }
    /// The number or the reason; an interval without a point is `PartlyKnown`.
    pub fn measure(self) -> Measure {
        match self {
            Value::Point(x) | Value::Interval { point: Some(x), .. } => Ok(x),
            Value::Interval { point: None, .. } => Err(Undefined::PartlyKnown),
            Value::Undefined(why) => Err(why),
        }
    }
}

/// Something a reader of the result must know: a warning, a choice, what was left out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Note {
    /// Stable code.
    pub code: &'static str,
    /// In words.
    pub message: String,
}

#[derive(Clone, Debug, PartialEq)]
struct Bounds {
    kind: IntervalKind,
    lower: Vec<f64>,
    upper: Vec<f64>,
}

/// A column of cells: one `f64` each, the reasons in the payload of a NaN that nobody outside ever sees, and further
/// vectors only once a cell is an interval.
///
/// ```
/// use mercatoria_core::{Undefined, Value, Values};
/// let values: Values = [Ok(1.0), Err(Undefined::EmptyRow), Ok(f64::NAN), Ok(-0.0)].into_iter().collect();
/// assert_eq!(values.get(1), Value::Undefined(Undefined::EmptyRow));
/// assert_eq!(values.get(2), Value::Undefined(Undefined::Defect));
/// assert!(values.get(3).point().is_some_and(|x| x.is_sign_positive()));
/// ```
#[derive(Clone, Default)]
pub struct Values {
    points: Vec<f64>,
    bounds: Option<Box<Bounds>>,
    notes: Vec<Note>,
    own: Option<Box<[Axis]>>,
}
impl Values {
    /// Over axes of its own: a curve's arguments, the levels of a tree, a ranked list (`Form::Own`).
    pub fn over(axes: Vec<Axis>) -> Self {
        Self {
            own: Some(axes.into()),
            ..Self::default()
        }
    }
    /// The axes of its own, if it has them.
    pub fn own_axes(&self) -> Option<&[Axis]> {
        self.own.as_deref()
    }
    /// Without axes of its own.
    pub(crate) fn detached(self) -> Self {
        Self { own: None, ..self }
    }
    /// Number of cells.
    pub fn len(&self) -> usize {
        self.points.len()
    }
    /// No cell yet?
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }
    /// Room for `n` cells.
    pub fn with_capacity(n: usize) -> Self {
        Self {
            points: Vec::with_capacity(n),
            ..Self::default()
        }
    }
    /// The same reason in every cell.
    pub fn undefined(n: usize, why: Undefined) -> Self {
        Self {
            points: vec![why.boxed(); n],
            ..Self::default()
        }
    }
    /// Adds a number or a reason. NaN and infinities become `Undefined::Defect` and −0 becomes 0: none can leave a unit.
    #[inline]
    pub fn push(&mut self, cell: Measure) {
        let cell = match cell {
            Ok(x) if x.is_finite() => x + 0.0,
            Ok(_) => Undefined::Defect.boxed(),
            Err(why) => why.boxed(),
        };
        self.points.push(cell);
        self.widen(f64::NAN, f64::NAN);
    }
    #[inline]
    fn widen(&mut self, lower: f64, upper: f64) {
        if let Some(bounds) = &mut self.bounds {
            bounds.lower.push(lower);
            bounds.upper.push(upper);
        }
    }
    /// Adds cells that are all defined, in bulk (a grid's hot path).
    pub fn extend_points(&mut self, cells: impl Iterator<Item = f64>) {
        let from = self.points.len();
        self.points.extend(cells.map(|x| x + 0.0));
        let added = &mut self.points[from..];
        // NaN as soon as one is not finite: one pass without a branch, so that it vectorises.
        if mercatoria_numeric::sum::sum_by(added, |x| x * 0.0) != 0.0 {
            added
                .iter_mut()
                .filter(|x| !x.is_finite())
                .for_each(|x| *x = Undefined::Defect.boxed());
        }
        if let Some(bounds) = &mut self.bounds {
            bounds.lower.resize(self.points.len(), f64::NAN);
            bounds.upper.resize(self.points.len(), f64::NAN);
        }
    }
    /// Adds an interval of this kind, with a point beside it or not. Ends that are not ordered, or a kind other than that
    /// of the intervals before, become `Undefined::Defect`.
    pub fn push_interval(
        &mut self,
        kind: &IntervalKind,
        point: Option<f64>,
        lower: f64,
        upper: f64,
    ) {
        let sound = lower.is_finite()
            && upper.is_finite()
            && lower <= upper
            && point.is_none_or(f64::is_finite);
        if !sound || self.bounds.as_ref().is_some_and(|b| b.kind != *kind) {
            return self.push(Err(Undefined::Defect));
        }
        let n = self.points.len();
        self.bounds.get_or_insert_with(|| {
            Box::new(Bounds {
                kind: kind.clone(),
                lower: vec![f64::NAN; n],
                upper: vec![f64::NAN; n],
            })
        });
        self.points
            .push(point.map_or(f64::from_bits(INTERVAL_ONLY), |x| x + 0.0));
        self.widen(lower + 0.0, upper + 0.0);
    }
    /// Adds a guaranteed enclosure; equal ends are a point.
    pub fn push_between(&mut self, lower: f64, upper: f64) {
        if lower == upper {
            return self.push(Ok(lower));
        }
        self.push_interval(&IntervalKind::Bound, None, lower, upper);
    }
    /// Adds all cells and notes of another column.
    pub fn append(&mut self, other: Values) {
        if self.is_empty() && self.bounds.is_none() && self.notes.is_empty() && self.own.is_none() {
            *self = other;
            return;
        }
        let (before, after) = (self.points.len(), other.points.len());
        match (&mut self.bounds, other.bounds) {
            (None, None) => {}
            (Some(mine), None) => {
                mine.lower.resize(before + after, f64::NAN);
                mine.upper.resize(before + after, f64::NAN);
            }
            (None, Some(theirs)) => {
                let mut mine = Bounds {
                    kind: theirs.kind,
                    lower: vec![f64::NAN; before],
                    upper: vec![f64::NAN; before],
                };
                mine.lower.extend(theirs.lower);
                mine.upper.extend(theirs.upper);
                self.bounds = Some(Box::new(mine));
            }
            (Some(mine), Some(theirs)) if mine.kind == theirs.kind => {
                mine.lower.extend(theirs.lower);
                mine.upper.extend(theirs.upper);
            }
            (Some(mine), Some(_)) => {
                mine.lower.resize(before + after, f64::NAN);
                mine.upper.resize(before + after, f64::NAN);
                self.points
                    .extend(std::iter::repeat_n(Undefined::Defect.boxed(), after));
                self.notes.extend(other.notes);
                return;
            }
        }
        self.points.extend(other.points);
        for note in other.notes {
            self.note(note.code, note.message);
        }
    }
    /// Adds a note, once.
    pub fn note(&mut self, code: &'static str, message: impl Into<String>) {
        let note = Note {
            code,
            message: message.into(),
        };
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
    /// The notes.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }
    /// The kind of the intervals, if there are any.
    pub fn interval_kind(&self) -> Option<&IntervalKind> {
        self.bounds.as_ref().map(|b| &b.kind)
    }
    /// The cell at `i`.
    #[inline]
    pub fn get(&self, i: usize) -> Value {
        let x = self.points[i];
        if let Some(bounds) = &self.bounds {
            let (lower, upper) = (bounds.lower[i], bounds.upper[i]);
            if !lower.is_nan() {
                return Value::Interval {
                    point: (!x.is_nan()).then_some(x),
                    lower,
                    upper,
                };
            }
        }
        if x.is_nan() {
            Value::Undefined(Undefined::unboxed(x))
        } else {
            Value::Point(x)
        }
    }
    /// All cells.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Value> + '_ {
        (0..self.len()).map(|i| self.get(i))
    }
    /// The numbers, if every cell is a point.
    pub fn as_points(&self) -> Option<&[f64]> {
        (self.bounds.is_none() && self.points.iter().all(|x| !x.is_nan())).then_some(&self.points)
    }
    /// Cells at these places, in this order.
    #[must_use]
    pub fn select(&self, places: impl IntoIterator<Item = usize>) -> Self {
        let mut out = Values {
            notes: self.notes.clone(),
            ..Values::default()
        };
        for i in places {
            match (self.get(i), &self.bounds) {
                (
                    Value::Interval {
                        point,
                        lower,
                        upper,
                    },
                    Some(bounds),
                ) => {
                    out.push_interval(&bounds.kind, point, lower, upper);
                }
                (Value::Undefined(why), _) => out.push(Err(why)),
                (value, _) => out.push(value.measure()),
            }
        }
        out
    }
}
impl From<Value> for Values {
    fn from(value: Value) -> Self {
        let mut values = Values::default();
        match value {
            Value::Point(x) => values.push(Ok(x)),
            Value::Interval {
                point,
                lower,
                upper,
            } => values.push_interval(&IntervalKind::Bound, point, lower, upper),
            Value::Undefined(why) => values.push(Err(why)),
        }
        values
    }
}
impl FromIterator<Measure> for Values {
    fn from_iter<T: IntoIterator<Item = Measure>>(cells: T) -> Self {
        let mut values = Values::default();
        cells.into_iter().for_each(|cell| values.push(cell));
        values
    }
}
impl PartialEq for Values {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self.iter().eq(other.iter())
            && self.interval_kind() == other.interval_kind()
    }
}
impl fmt::Debug for Values {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_survives_the_box() {
        for why in Undefined::ALL {
            assert_eq!(Values::undefined(1, *why).get(0), Value::Undefined(*why));
        }
        assert_eq!(
            Values::from_iter([Ok(f64::INFINITY)]).get(0),
            Value::Undefined(Undefined::Defect)
        );
    }

    #[test]
    fn codes_are_distinct() {
        let mut codes: Vec<_> = Undefined::ALL.iter().map(|why| why.code()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), Undefined::ALL.len());
    }

    #[test]
    fn intervals_of_one_kind_stand_beside_points_and_reasons() {
        let mut a: Values = [Ok(1.0)].into_iter().collect();
        let mut b = Values::default();
        b.push_between(0.0, 1.0);
        b.push(Err(Undefined::Empty));
        b.push_between(2.0, 2.0);
        a.append(b);
        assert_eq!(a.get(0), Value::Point(1.0));
        assert_eq!(
            a.get(1),
            Value::Interval {
                point: None,
                lower: 0.0,
                upper: 1.0
            }
        );
        assert_eq!(a.get(2), Value::Undefined(Undefined::Empty));
        assert_eq!(a.get(3), Value::Point(2.0));
        a.push_interval(
            &IntervalKind::Assumption { name: "x".into() },
            None,
            0.0,
            1.0,
        );
        assert_eq!(a.get(4), Value::Undefined(Undefined::Defect));
    }
}
