//! Cubes: sums of a measure by the labels of some dimensions, and what a source of them is asked for.
use crate::cells::power;
use crate::exact::Exact;
use crate::number::nearest;
use mercatoria_core::{Axis, Column, Fault, Table};

/// Rows that count: those whose label in this dimension is one of these.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Filter {
    /// Name of the column.
    pub dimension: String,
    /// Labels kept.
    pub labels: Vec<String>,
}

/// One cube that is needed.
///
/// ```
/// use mercatoria_data::CubeRequest;
/// let request = CubeRequest::new(["year", "exporter", "product"], "value").only("year", ["2019", "2020"]);
/// assert_eq!(request.filters[0].labels, ["2019", "2020"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CubeRequest {
    /// Columns whose labels the sums are by, in the order of the result's axes.
    pub dimensions: Vec<String>,
    /// Column that is added up; `None` counts rows.
    pub measure: Option<String>,
    /// Which rows count: all conditions hold.
    pub filters: Vec<Filter>,
}

impl CubeRequest {
    /// Sums of `measure` by `dimensions`, over all rows.
    pub fn new<D: Into<String>>(
        dimensions: impl IntoIterator<Item = D>,
        measure: impl Into<String>,
    ) -> Self {
        Self {
            dimensions: dimensions.into_iter().map(Into::into).collect(),
            measure: Some(measure.into()),
            filters: vec![],
        }
    }

    /// Numbers of rows by `dimensions`.
    pub fn counts<D: Into<String>>(dimensions: impl IntoIterator<Item = D>) -> Self {
        Self {
            dimensions: dimensions.into_iter().map(Into::into).collect(),
            measure: None,
            filters: vec![],
        }
    }

    /// Only rows with one of these labels in `dimension`.
    #[must_use]
    pub fn only<L: Into<String>>(
        mut self,
        dimension: impl Into<String>,
        labels: impl IntoIterator<Item = L>,
    ) -> Self {
        let labels = labels.into_iter().map(Into::into).collect();
        self.filters.push(Filter {
            dimension: dimension.into(),
            labels,
        });
        self
    }
}

/// Where cubes come from.
pub trait CubeSource {
    /// Builds all cubes, in the order of the requests, in one scan of the data; the warnings beside them.
    ///
    /// # Errors
    /// All faults of the data and the requests.
    fn cubes(&self, requests: &[CubeRequest]) -> Result<(Vec<Cube>, Vec<Fault>), Vec<Fault>>;

    /// How often the data were scanned so far.
    fn scans(&self) -> usize;
}

/// Whole numbers of `10^−decimals`, cell by cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Units {
    /// All fit a word.
    Narrow(Vec<i64>),
    /// Some do not.
    Wide(Vec<i128>),
}

impl Units {
    fn get(&self, i: usize) -> i128 {
        match self {
            Self::Narrow(units) => units[i].into(),
            Self::Wide(units) => units[i],
        }
    }

    fn of(units: Vec<i128>) -> Self {
        match units.iter().map(|u| i64::try_from(*u)).collect() {
            Ok(narrow) => Self::Narrow(narrow),
            Err(_) => Self::Wide(units),
        }
    }
}

/// Sums of a measure by the labels of some dimensions: the cells that rows stand in, in row-major order of the sorted
/// labels. Every label of an axis has at least one row.
#[derive(Debug, Clone, PartialEq)]
pub struct Cube {
    pub(crate) axes: Vec<Axis>,
    pub(crate) measure: Option<String>,
    /// Place of each cell in row-major order, ascending.
    pub(crate) places: Vec<u64>,
    /// Exact sums of the numbers with few decimals.
    pub(crate) units: Units,
    pub(crate) decimals: u32,
    /// Exact sums of the other numbers, at some of the places.
    pub(crate) others: Vec<(u64, Exact)>,
    /// Places of rows whose measure is missing, and how many such rows.
    pub(crate) missing: Vec<(u64, u64)>,
}

impl Cube {
    /// The dimensions, with their labels sorted by bytes.
    pub fn axes(&self) -> &[Axis] {
        &self.axes
    }

    /// Name of what was added up; `None`: rows.
    pub fn measure(&self) -> Option<&str> {
        self.measure.as_deref()
    }

    /// Number of cells that have a sum.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// No cell?
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The sum of cell `i`: exact until it is rounded here, once, to an `f64` (numbers with more than fifteen decimals are
    /// added as the `f64`s they stand for, also exactly).
    pub fn sum(&self, i: usize) -> f64 {
        let sum = nearest(self.units.get(i), self.decimals);
        match self.others.binary_search_by_key(&self.places[i], |o| o.0) {
            Err(_) => sum,
            Ok(at) => {
                let mut exact = self.others[at].1.clone();
                exact.add(sum);
                exact.nearest()
            }
        }
    }

    /// Codes of the labels at a place in row-major order.
    fn codes_into(&self, place: u64, codes: &mut [u32]) {
        let mut rest = place;
        for (code, axis) in codes.iter_mut().zip(&self.axes).rev() {
            let n = axis.len().max(1) as u64;
            *code = (rest % n) as u32;
            rest /= n;
        }
    }

    fn codes(&self, place: u64) -> Vec<u32> {
        let mut codes = vec![0; self.axes.len()];
        self.codes_into(place, &mut codes);
        codes
    }

    /// Every cell: the codes of its labels, by axis, and its sum.
    pub fn cells(&self) -> impl Iterator<Item = (Vec<u32>, f64)> + '_ {
        self.places
            .iter()
            .enumerate()
            .map(|(i, place)| (self.codes(*place), self.sum(i)))
    }

    /// The sum at these labels, by axis; `None` where no row is.
    pub fn at(&self, labels: &[&str]) -> Option<f64> {
        if labels.len() != self.axes.len() {
            return None;
        }
        let place = self
            .axes
            .iter()
            .zip(labels)
            .try_fold(0, |place, (axis, label)| {
                Some(place * axis.len() as u64 + axis.position(label)? as u64)
            })?;
        self.places.binary_search(&place).ok().map(|i| self.sum(i))
    }

    /// All cells in row-major order, `absent` where no row is; `None` if that is more than `most` numbers.
    pub fn dense(&self, absent: f64, most: usize) -> Option<Vec<f64>> {
        let size = self
            .axes
            .iter()
            .try_fold(1usize, |n, axis| n.checked_mul(axis.len()))
            .filter(|n| *n <= most)?;
        let mut dense = vec![absent; size];
        for (i, place) in self.places.iter().enumerate() {
            dense[*place as usize] = self.sum(i);
        }
        Some(dense)
    }

    /// Cells of which a row lacks its measure: codes of the labels, and the number of such rows. Their sums are those of
    /// the other rows, if there are any.
    pub fn missing(&self) -> impl Iterator<Item = (Vec<u32>, u64)> + '_ {
        self.missing
            .iter()
            .map(|(place, rows)| (self.codes(*place), *rows))
    }

    /// The cube as a table in long form, in the order of its cells: what shapes are built from. Cells without a measure are
    /// NaN, after the others.
    pub fn to_table(&self, file: &str) -> Table {
        let lacking: Vec<u64> = self
            .missing
            .iter()
            .map(|m| m.0)
            .filter(|place| self.places.binary_search(place).is_err())
            .collect();
        let mut columns_of_codes: Vec<Vec<u32>> =
            vec![Vec::with_capacity(self.len() + lacking.len()); self.axes.len()];
        let mut codes = vec![0; self.axes.len()];
        for place in self.places.iter().chain(&lacking) {
            self.codes_into(*place, &mut codes);
            for (column, code) in columns_of_codes.iter_mut().zip(&codes) {
                column.push(*code);
            }
        }
        let labels = |axis: &Axis| axis.labels().map(Into::into).collect();
        let mut columns: Vec<(String, Column)> = self
            .axes
            .iter()
            .zip(columns_of_codes)
            .map(|(axis, codes)| {
                (
                    axis.name.to_string(),
                    Column::Labels {
                        dictionary: labels(axis),
                        codes,
                    },
                )
            })
            .collect();
        let sums = (0..self.len())
            .map(|i| self.sum(i))
            .chain(lacking.iter().map(|_| f64::NAN));
        columns.push((
            self.measure.clone().unwrap_or_else(|| "rows".into()),
            Column::Numbers(sums.collect()),
        ));
        Table {
            file: file.to_owned(),
            columns,
            lines: vec![],
        }
    }

    /// The cube by some of its dimensions, in the order given; `filters` keep labels of any of its dimensions. The sums have
    /// the bits of a scan. `None` if it lacks a dimension.
    pub fn rolled_up(&self, dimensions: &[String], filters: &[Filter]) -> Option<Self> {
        let axis = |name: &String| self.axes.iter().position(|axis| axis.name == **name);
        let kept: Vec<usize> = dimensions.iter().map(axis).collect::<Option<_>>()?;
        let mut keep: Vec<Option<Vec<bool>>> = vec![None; self.axes.len()];
        for filter in filters {
            let i = axis(&filter.dimension)?;
            let old = keep[i].take();
            let holds = |(code, label): (usize, &str)| {
                filter.labels.iter().any(|l| l == label) && old.as_ref().is_none_or(|old| old[code])
            };
            keep[i] = Some(self.axes[i].labels().enumerate().map(holds).collect());
        }
        let passes = |codes: &[u32]| {
            codes
                .iter()
                .zip(&keep)
                .all(|(code, keep)| keep.as_ref().is_none_or(|keep| keep[*code as usize]))
        };
        let axes: Vec<Axis> = kept.iter().map(|i| self.axes[*i].clone()).collect();
        let lens: Vec<usize> = axes.iter().map(Axis::len).collect();
        let (mut sums, mut missing) = (Gather::new(&lens)?, Gather::new(&lens)?);
        let mut others = Others::default();
        let mut codes = vec![0; self.axes.len()];
        let place_of = |codes: &[u32]| {
            kept.iter().zip(&lens).fold(0, |place, (i, len)| {
                place * *len as u64 + u64::from(codes[*i])
            })
        };
        for (i, place) in self.places.iter().enumerate() {
            self.codes_into(*place, &mut codes);
            if passes(&codes) {
                sums.add(place_of(&codes), self.units.get(i));
            }
        }
        for (place, exact) in &self.others {
            self.codes_into(*place, &mut codes);
            if passes(&codes) {
                others.entry(place_of(&codes)).or_default().join(exact);
            }
        }
        for (place, rows) in &self.missing {
            self.codes_into(*place, &mut codes);
            if passes(&codes) {
                missing.add(place_of(&codes), i128::from(*rows));
            }
        }
        Self::gathered(
            axes,
            self.measure.clone(),
            self.decimals,
            sums,
            others,
            missing,
        )
    }

    /// A cube of what was gathered by places on `axes`, on the labels that have rows. `None` after an overflow.
    pub(crate) fn gathered(
        axes: Vec<Axis>,
        measure: Option<String>,
        decimals: u32,
        sums: Gather,
        others: Others,
        missing: Gather,
    ) -> Option<Self> {
        let (places, units) = sums.finish()?;
        let (lacking, rows) = missing.finish()?;
        let missing = lacking
            .into_iter()
            .zip(0..)
            .map(|(place, i)| (place, rows.get(i) as u64))
            .collect();
        let others: Vec<(u64, Exact)> = others.into_iter().collect();
        if others.iter().any(|(_, exact)| !exact.nearest().is_finite()) {
            return None;
        }
        Some(
            Self {
                axes,
                measure,
                places,
                units,
                decimals,
                others,
                missing,
            }
            .on_used_labels(),
        )
    }

    /// The same without labels that no row has.
    fn on_used_labels(mut self) -> Self {
        let mut used: Vec<Vec<bool>> = self
            .axes
            .iter()
            .map(|axis| vec![false; axis.len()])
            .collect();
        let mut unused: usize = self.axes.iter().map(Axis::len).sum();
        let mut codes = vec![0; self.axes.len()];
        for place in self
            .places
            .iter()
            .chain(self.missing.iter().map(|(place, _)| place))
        {
            if unused == 0 {
                break;
            }
            self.codes_into(*place, &mut codes);
            for (used, code) in used.iter_mut().zip(&codes) {
                let used = &mut used[*code as usize];
                unused -= usize::from(!*used);
                *used = true;
            }
        }
        if unused == 0 {
            return self;
        }
        let renumbered: Vec<Vec<u64>> = used
            .iter()
            .map(|used| {
                let next = |next: &mut u64, used: &bool| {
                    let code = *next;
                    *next += u64::from(*used);
                    Some(code)
                };
                used.iter().scan(0, next).collect()
            })
            .collect();
        let lens: Vec<u64> = used
            .iter()
            .map(|used| used.iter().filter(|used| **used).count() as u64)
            .collect();
        let mut places = std::mem::take(&mut self.places);
        let mut others = std::mem::take(&mut self.others);
        let mut missing = std::mem::take(&mut self.missing);
        let all = places
            .iter_mut()
            .chain(others.iter_mut().map(|o| &mut o.0))
            .chain(missing.iter_mut().map(|m| &mut m.0));
        for place in all {
            self.codes_into(*place, &mut codes);
            *place = codes
                .iter()
                .zip(&renumbered)
                .zip(&lens)
                .fold(0, |place, ((code, new), len)| {
                    place * len + new[*code as usize]
                });
        }
        let axes = self.axes.iter().zip(&used).map(|(axis, used)| {
            Axis::new(
                axis.name.clone(),
                axis.labels()
                    .zip(used)
                    .filter(|(_, used)| **used)
                    .map(|(label, _)| label),
            )
        });
        Self {
            axes: axes.collect(),
            places,
            others,
            missing,
            ..self
        }
    }
}

/// Sums of numbers with many decimals, by place.
pub(crate) type Others = std::collections::BTreeMap<u64, Exact>;

/// Units that come together from several places of origin.
pub(crate) struct Gather {
    /// `2·sum + 1` by place, where there are few enough; 0 is a place without rows.
    dense: Vec<i64>,
    /// The same once one of them is too large.
    wide: Vec<i128>,
    sparse: Vec<(u64, i64)>,
    /// Amounts beyond a word.
    long: Vec<(u64, i128)>,
    is_dense: bool,
    overflow: bool,
}

/// Most places that are gathered in an array.
const DENSE_PLACES: u64 = 1 << 24;

impl Gather {
    /// For places below the product of `lens`; `None` if there are more than a word counts.
    pub(crate) fn new(lens: &[usize]) -> Option<Self> {
        let size = lens
            .iter()
            .try_fold(1u64, |n, len| n.checked_mul(*len as u64))?;
        let is_dense = size <= DENSE_PLACES;
        Some(Self {
            dense: if is_dense {
                vec![0; size as usize]
            } else {
                vec![]
            },
            wide: vec![],
            sparse: vec![],
            long: vec![],
            is_dense,
            overflow: false,
        })
    }

    #[inline]
    pub(crate) fn add(&mut self, place: u64, units: i128) {
        if let Ok(short) = i64::try_from(units) {
            if !self.is_dense {
                self.sparse.push((place, short));
                return;
            }
            if self.wide.is_empty() {
                let sum = &mut self.dense[place as usize];
                if let Some(next) = short
                    .checked_mul(2)
                    .and_then(|doubled| (*sum | 1).checked_add(doubled))
                {
                    *sum = next;
                    return;
                }
            }
        }
        self.add_long(place, units);
    }

    #[cold]
    fn add_long(&mut self, place: u64, units: i128) {
        if !self.is_dense {
            self.long.push((place, units));
            return;
        }
        if self.wide.is_empty() {
            self.wide = std::mem::take(&mut self.dense)
                .into_iter()
                .map(i128::from)
                .collect();
        }
        let sum = &mut self.wide[place as usize];
        match units
            .checked_mul(2)
            .and_then(|doubled| (*sum | 1).checked_add(doubled))
        {
            Some(next) => *sum = next,
            None => self.overflow = true,
        }
    }

    /// Places, ascending, and their sums; `None` after an overflow.
    fn finish(mut self) -> Option<(Vec<u64>, Units)> {
        if self.overflow {
            return None;
        }
        if self.is_dense && self.wide.is_empty() {
            let n = self.dense.iter().filter(|doubled| **doubled != 0).count();
            let (mut places, mut units) = (Vec::with_capacity(n), Vec::with_capacity(n));
            for (place, doubled) in self
                .dense
                .iter()
                .enumerate()
                .filter(|(_, doubled)| **doubled != 0)
            {
                places.push(place as u64);
                // Doubled and one more: the shift takes both away, also below zero.
                units.push(doubled >> 1);
            }
            return Some((places, Units::Narrow(units)));
        }
        if self.is_dense {
            let cells = self
                .wide
                .iter()
                .enumerate()
                .filter(|(_, doubled)| **doubled != 0);
            let (places, units) = cells
                .map(|(place, doubled)| (place as u64, doubled >> 1))
                .unzip();
            return Some((places, Units::of(units)));
        }
        self.sparse.sort_unstable();
        self.long.sort_unstable_by_key(|(place, _)| *place);
        let (mut places, mut units): (Vec<u64>, Vec<i128>) = (vec![], vec![]);
        let mut long = self.long.into_iter().peekable();
        let mut short = self.sparse.into_iter().peekable();
        loop {
            let next = match (short.peek(), long.peek()) {
                (None, None) => break,
                (Some(s), Some(l)) if l.0 < s.0 => long.next(),
                (None, Some(_)) => long.next(),
                _ => short.next().map(|(place, units)| (place, units.into())),
            };
            let Some((place, more)) = next else { break };
            match units.last_mut() {
                Some(sum) if places.last() == Some(&place) => *sum = sum.checked_add(more)?,
                _ => {
                    places.push(place);
                    units.push(more);
                }
            }
        }
        Some((places, Units::of(units)))
    }
}

/// Units of one measure as units with more decimals.
pub(crate) fn raised(units: i128, up: u32) -> Option<i128> {
    units.checked_mul(power(up)?)
}
