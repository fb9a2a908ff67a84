//! Cubes: sums of a measure by the labels of some dimensions, and what a source of them is asked for.
use crate::cells::power;
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
    pub fn new<D: Into<String>>(dimensions: impl IntoIterator<Item = D>, measure: impl Into<String>) -> Self {
        Self { dimensions: dimensions.into_iter().map(Into::into).collect(), measure: Some(measure.into()), filters: vec![] }
    }

    /// Numbers of rows by `dimensions`.
    pub fn counts<D: Into<String>>(dimensions: impl IntoIterator<Item = D>) -> Self {
        Self { dimensions: dimensions.into_iter().map(Into::into).collect(), measure: None, filters: vec![] }
    }

    /// Only rows with one of these labels in `dimension`.
    #[must_use]
    pub fn only<L: Into<String>>(mut self, dimension: impl Into<String>, labels: impl IntoIterator<Item = L>) -> Self {
        let labels = labels.into_iter().map(Into::into).collect();
        self.filters.push(Filter { dimension: dimension.into(), labels });
        self
    }
}

/// Where cubes come from.
pub trait CubeSource {
    /// Builds all cubes, in the order of the requests, in one scan of the data.
    ///
    /// # Errors
    /// All faults of the data and the requests.
    fn cubes(&self, requests: &[CubeRequest]) -> Result<Vec<Cube>, Vec<Fault>>;

    /// How often the data were scanned so far.
    fn scans(&self) -> usize;
}

/// Sums of one cube, cell by cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Sums {
    /// Whole numbers of `10^−decimals`.
    Exact { units: Vec<i128>, decimals: u32 },
    /// The binary numbers nearest to the exact sums.
    Nearest(Vec<f64>),
}

/// Sums of a measure by the labels of some dimensions: the cells that rows stand in, in row-major order of the sorted
/// labels. Every label of an axis has at least one cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cube {
    pub(crate) axes: Vec<Axis>,
    pub(crate) measure: Option<String>,
    /// Place of each cell in row-major order, ascending.
    pub(crate) places: Vec<u64>,
    pub(crate) sums: Sums,
    /// Cells with rows whose measure is missing, and how many such rows.
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

    /// The sum of cell `i`: the `f64` nearest to the exact sum.
    pub fn sum(&self, i: usize) -> f64 {
        match &self.sums {
            Sums::Exact { units, decimals } => nearest(units[i], *decimals),
            Sums::Nearest(sums) => sums[i],
        }
    }

    /// Codes of the labels at a place in row-major order.
    fn codes(&self, place: u64) -> Vec<u32> {
        let mut codes = vec![0; self.axes.len()];
        let mut rest = place;
        for (code, axis) in codes.iter_mut().zip(&self.axes).rev() {
            let n = axis.len().max(1) as u64;
            *code = (rest % n) as u32;
            rest /= n;
        }
        codes
    }

    /// Every cell: the codes of its labels, by axis, and its sum.
    pub fn cells(&self) -> impl Iterator<Item = (Vec<u32>, f64)> + '_ {
        self.places.iter().enumerate().map(|(i, place)| (self.codes(*place), self.sum(i)))
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
            .try_fold(0, |place, (axis, label)| Some(place * axis.len() as u64 + axis.position(label)? as u64))?;
        self.places.binary_search(&place).ok().map(|i| self.sum(i))
    }

    /// All cells in row-major order, `absent` where no row is; `None` if that is more than `most` numbers.
    pub fn dense(&self, absent: f64, most: usize) -> Option<Vec<f64>> {
        let size = self.axes.iter().try_fold(1usize, |n, axis| n.checked_mul(axis.len())).filter(|n| *n <= most)?;
        let mut dense = vec![absent; size];
        for (i, place) in self.places.iter().enumerate() {
            dense[*place as usize] = self.sum(i);
        }
        Some(dense)
    }

    /// Cells of which a row lacks its measure: codes of the labels, and the number of such rows. Their sums are those of
    /// the other rows, if there are any.
    pub fn missing(&self) -> impl Iterator<Item = (Vec<u32>, u64)> + '_ {
        self.missing.iter().map(|(place, rows)| (self.codes(*place), *rows))
    }

    /// The cube as a table in long form, in the order of its cells: what shapes are built from. Cells without a measure are
    /// NaN, after the others.
    pub fn to_table(&self, file: &str) -> Table {
        let lacking: Vec<u64> =
            self.missing.iter().map(|m| m.0).filter(|place| self.places.binary_search(place).is_err()).collect();
        let mut codes: Vec<Vec<u32>> = vec![Vec::with_capacity(self.len()); self.axes.len()];
        for place in self.places.iter().chain(&lacking) {
            for (column, code) in codes.iter_mut().zip(self.codes(*place)) {
                column.push(code);
            }
        }
        let labels = |axis: &Axis| axis.labels().map(Into::into).collect();
        let mut columns: Vec<(String, Column)> = self
            .axes
            .iter()
            .zip(codes)
            .map(|(axis, codes)| (axis.name.to_string(), Column::Labels { dictionary: labels(axis), codes }))
            .collect();
        let sums = (0..self.len()).map(|i| self.sum(i)).chain(lacking.iter().map(|_| f64::NAN));
        columns.push((self.measure.clone().unwrap_or_else(|| "rows".into()), Column::Numbers(sums.collect())));
        Table { file: file.to_owned(), columns, lines: vec![] }
    }

    /// The cube by some of its dimensions, in the order given; `filters` keep labels of any of its dimensions. `None` if it
    /// lacks a dimension, or if its sums are not exact.
    pub fn rolled_up(&self, dimensions: &[String], filters: &[Filter]) -> Option<Self> {
        let Sums::Exact { units, decimals } = &self.sums else {
            return None;
        };
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
            codes.iter().zip(&keep).all(|(code, keep)| keep.as_ref().is_none_or(|keep| keep[*code as usize]))
        };
        let axes: Vec<Axis> = kept.iter().map(|i| self.axes[*i].clone()).collect();
        let mut sums = Gather::new(axes.iter().map(Axis::len).collect())?;
        let mut missing = Gather::new(sums.lens.clone())?;
        for (place, units) in self.places.iter().zip(units) {
            let codes = self.codes(*place);
            if passes(&codes) {
                sums.add(kept.iter().map(|i| codes[*i]), *units);
            }
        }
        for (place, rows) in &self.missing {
            let codes = self.codes(*place);
            if passes(&codes) {
                missing.add(kept.iter().map(|i| codes[*i]), i128::from(*rows));
            }
        }
        Self::gathered(axes, self.measure.clone(), *decimals, sums, missing)
    }

    /// A cube of what was gathered by the codes of `axes`, on the labels that have cells.
    pub(crate) fn gathered(
        axes: Vec<Axis>,
        measure: Option<String>,
        decimals: u32,
        sums: Gather,
        missing: Gather,
    ) -> Option<Self> {
        let (places, units): (Vec<u64>, Vec<i128>) = sums.finish()?.into_iter().unzip();
        let missing = missing.finish()?.into_iter().map(|(place, rows)| (place, rows as u64)).collect();
        Some(Self { axes, measure, places, sums: Sums::Exact { units, decimals }, missing }.on_used_labels())
    }

    /// The same without labels that no cell has.
    pub(crate) fn on_used_labels(mut self) -> Self {
        let mut used: Vec<Vec<bool>> = self.axes.iter().map(|axis| vec![false; axis.len()]).collect();
        for place in self.places.iter().chain(self.missing.iter().map(|(place, _)| place)) {
            let mut rest = *place;
            for (used, axis) in used.iter_mut().zip(&self.axes).rev() {
                let n = axis.len() as u64;
                used[(rest % n) as usize] = true;
                rest /= n;
            }
        }
        if used.iter().flatten().all(|used| *used) {
            return self;
        }
        let mut places = std::mem::take(&mut self.places);
        let mut missing = std::mem::take(&mut self.missing);
        let renumbered: Vec<Vec<u64>> = used
            .iter()
            .map(|used| {
                let mut next = 0;
                used.iter().map(|used| std::mem::replace(&mut next, next + u64::from(*used))).collect()
            })
            .collect();
        let lens: Vec<u64> = used.iter().map(|used| used.iter().filter(|used| **used).count() as u64).collect();
        for place in places.iter_mut().chain(missing.iter_mut().map(|(place, _)| place)) {
            let codes = self.codes(*place);
            *place = codes
                .iter()
                .zip(&renumbered)
                .zip(&lens)
                .fold(0, |place, ((code, new), len)| place * len + new[*code as usize]);
        }
        let axes = self.axes.iter().zip(&used).map(|(axis, used)| {
            Axis::new(axis.name.clone(), axis.labels().zip(used).filter(|(_, used)| **used).map(|(label, _)| label))
        });
        Self { axes: axes.collect(), places, missing, ..self }
    }
}

/// Cells that come together from several places.
pub(crate) struct Gather {
    lens: Vec<usize>,
    /// `2·sum + 1` by place, where there are few enough.
    dense: Option<Vec<i128>>,
    sparse: Vec<(u64, i128)>,
    overflow: bool,
}

/// Most places that are gathered in an array.
const DENSE_PLACES: usize = 1 << 23;

impl Gather {
    /// For codes below these; `None` if there are more places than a word counts.
    pub(crate) fn new(lens: Vec<usize>) -> Option<Self> {
        let size = lens.iter().try_fold(1u64, |n, len| n.checked_mul(*len as u64))?;
        let dense = (size <= DENSE_PLACES as u64).then(|| vec![0; size as usize]);
        Some(Self { lens, dense, sparse: vec![], overflow: false })
    }

    pub(crate) fn add(&mut self, codes: impl Iterator<Item = u32>, units: i128) {
        let place = codes.zip(&self.lens).fold(0, |place, (code, len)| place * *len as u64 + u64::from(code));
        match &mut self.dense {
            Some(dense) => {
                let sum = &mut dense[place as usize];
                match units.checked_mul(2).and_then(|doubled| (*sum | 1).checked_add(doubled)) {
                    Some(next) => *sum = next,
                    None => self.overflow = true,
                }
            }
            None => self.sparse.push((place, units)),
        }
    }

    /// Places and sums, ascending; `None` after an overflow.
    fn finish(mut self) -> Option<Vec<(u64, i128)>> {
        if self.overflow {
            return None;
        }
        if let Some(dense) = self.dense {
            let cells = dense.into_iter().enumerate().filter(|(_, doubled)| *doubled != 0);
            return Some(cells.map(|(place, doubled)| (place as u64, (doubled - 1) / 2)).collect());
        }
        self.sparse.sort_unstable_by_key(|(place, _)| *place);
        let mut cells: Vec<(u64, i128)> = Vec::with_capacity(self.sparse.len());
        for (place, units) in self.sparse {
            match cells.last_mut() {
                Some((last, sum)) if *last == place => *sum = sum.checked_add(units)?,
                _ => cells.push((place, units)),
            }
        }
        Some(cells)
    }
}

/// Units of one measure as units with more decimals.
pub(crate) fn raised(units: i128, up: u32) -> Option<i128> {
    units.checked_mul(power(up)?)
}
