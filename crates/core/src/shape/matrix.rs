//! Rows × columns, and the reader of long tables that all table-like shapes share.
use super::{Absent, Distribution, Facts, Gap, Hidden, ReadOptions, Side};
use crate::{Axis, Code, Fault, Faults, Table, Tables};
use mercatoria_numeric::sum::sum;
use std::{
    any::{Any, TypeId},
    collections::HashMap,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

/// Published totals of a table, where there are any; NaN for a total that is not published.
#[derive(Debug, Clone, PartialEq)]
pub struct Margins {
    /// By row.
    pub rows: Vec<f64>,
    /// By column.
    pub columns: Vec<f64>,
}
struct Sums {
    rows: Vec<f64>,
    columns: Vec<f64>,
    total: f64,
}
/// Cells known between bounds, by row and by column, with the start of each line.
#[derive(Default)]
struct Gaps {
    by_row: Vec<Gap>,
    row_start: Vec<usize>,
    by_column: Vec<Gap>,
    column_start: Vec<usize>,
}
/// Row, column, lower, upper of a cell that is known only between bounds.
type OpenCell = (u32, u32, f64, f64);
type Memo = Mutex<HashMap<(TypeId, String), Arc<dyn Any + Send + Sync>>>;

/// A table of non-negative amounts, row by row. What several units need (margins, the transposed copy, whatever units derive)
/// is computed on first use, kept here and freed with it.
///
/// ```
/// use mercatoria_core::{Axis, Matrix};
/// let m = Matrix::new([Axis::numbered("row", "R", 2), Axis::numbered("column", "C", 2)], vec![1.0, 2.0, 3.0, 4.0]).unwrap();
/// assert_eq!((m.row(1), m.column(1), m.row_totals(), m.total()), (&[3.0, 4.0][..], &[2.0, 4.0][..], &[3.0, 7.0][..], 10.0));
/// ```
pub struct Matrix {
    axes: [Axis; 2],
    values: Vec<f64>,
    rest: Vec<f64>,
    gaps: Gaps,
    published: Option<Margins>,
    sides: [Side; 2],
    reference: Option<Arc<Matrix>>,
    sums: OnceLock<Sums>,
    transposed: OnceLock<Vec<f64>>,
    /// Row and column totals of a table with gaps, as far as they are known.
    partly_known: [OnceLock<(Vec<f64>, Vec<Gap>)>; 2],
    memo: Memo,
}
impl Matrix {
    /// Number of the rows' axis.
    pub const ROW: usize = 0;
    /// Number of the columns' axis.
    pub const COLUMN: usize = 1;
    /// The fault names the first amount that is negative or not finite, or the wrong count.
    pub fn new(axes: [Axis; 2], values: Vec<f64>) -> Result<Self, Fault> {
        if values.len() != axes[0].len() * axes[1].len() {
            return Err(Fault::new(
                Code::ShapeWrong,
                format!("{} cells do not fill the table", values.len()),
            ));
        }
        if let Some(i) = values.iter().position(|x| !(x.is_finite() && *x >= 0.0)) {
            let columns = axes[1].len();
            let cell = format!(
                "{}, {}: {} is not an amount",
                axes[0].label(i / columns),
                axes[1].label(i % columns),
                values[i]
            );
            return Err(Fault::new(
                if values[i] < 0.0 {
                    Code::NumberNegative
                } else {
                    Code::NumberNotFinite
                },
                cell,
            ));
        }
        Ok(Self {
            axes,
            values,
            rest: vec![],
            gaps: Gaps::default(),
            published: None,
            sides: [Side::default(), Side::default()],
            reference: None,
            sums: OnceLock::new(),
            transposed: OnceLock::new(),
            partly_known: Default::default(),
            memo: Memo::default(),
        })
    }
    /// Says that these amounts a row are known to exist, but not on which columns.
    #[must_use]
    pub fn with_rest(self, by_row: Vec<f64>) -> Self {
        Self {
            rest: by_row,
            sums: OnceLock::new(),
            partly_known: Default::default(),
            ..self
        }
    }
    /// Says that these cells (row, column, lower, upper) are known only between bounds; their value here is 0.
    #[must_use]
    pub fn with_gaps(mut self, mut cells: Vec<(u32, u32, f64, f64)>) -> Self {
        for (r, c, _, _) in &cells {
            self.values[*r as usize * self.axes[1].len() + *c as usize] = 0.0;
        }
        let mut lines = |key: fn(&OpenCell) -> (u32, u32), n: usize| {
            cells.sort_by_key(key);
            let gaps: Vec<Gap> = cells
                .iter()
                .map(|c| Gap {
                    at: key(c).1,
                    lower: c.2,
                    upper: c.3,
                })
                .collect();
            let start = (0..=n)
                .map(|line| cells.partition_point(|c| (key(c).0 as usize) < line))
                .collect();
            (gaps, start)
        };
        let (by_row, row_start) = lines(|c| (c.0, c.1), self.axes[0].len());
        let (by_column, column_start) = lines(|c| (c.1, c.0), self.axes[1].len());
        let gaps = if by_row.is_empty() {
            Gaps::default()
        } else {
            Gaps {
                by_row,
                row_start,
                by_column,
                column_start,
            }
        };
        Self {
            gaps,
            sums: OnceLock::new(),
            transposed: OnceLock::new(),
            partly_known: Default::default(),
            memo: Memo::default(),
            ..self
        }
    }
    /// Gives the published totals, which bind the gaps.
    #[must_use]
    pub fn with_published(self, margins: Margins) -> Self {
        Self {
            published: Some(margins),
            partly_known: Default::default(),
            ..self
        }
    }
    /// Gives what is known of the labels of an axis.
    #[must_use]
    pub fn with_side(mut self, axis: usize, side: Side) -> Self {
        self.sides[axis] = side;
        self
    }
    /// Gives a second table on a shared axis (the world beside a province).
    #[must_use]
    pub fn with_reference(self, reference: Matrix) -> Self {
        Self {
            reference: Some(Arc::new(reference)),
            ..self
        }
    }
    /// The second table, if one is given.
    pub fn reference(&self) -> Option<&Matrix> {
        self.reference.as_deref()
    }
    /// What is known of the labels of an axis.
    pub fn side(&self, axis: usize) -> &Side {
        &self.sides[axis]
    }
    /// Published totals, where there are any.
    pub fn published(&self) -> Option<&Margins> {
        self.published.as_ref()
    }
    /// An axis.
    pub fn axis(&self, axis: usize) -> &Axis {
        &self.axes[axis]
    }
    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.axes[0].len()
    }
    /// Number of columns.
    pub fn columns(&self) -> usize {
        self.axes[1].len()
    }
    /// All cells, row by row.
    pub fn values(&self) -> &[f64] {
        &self.values
    }
    /// One row.
    pub fn row(&self, r: usize) -> &[f64] {
        &self.values[r * self.columns()..][..self.columns()]
    }
    /// One column, from the transposed copy.
    pub fn column(&self, c: usize) -> &[f64] {
        &self.transposed()[c * self.rows()..][..self.rows()]
    }
    /// Row totals of what is observed, the rest included.
    pub fn row_totals(&self) -> &[f64] {
        &self.sums().rows
    }
    /// Column totals of what is observed.
    pub fn column_totals(&self) -> &[f64] {
        &self.sums().columns
    }
    /// Sum of all.
    pub fn total(&self) -> f64 {
        self.sums().total
    }
    /// Gaps of a row (place = column).
    pub fn row_gaps(&self, r: usize) -> &[Gap] {
        if self.gaps.by_row.is_empty() {
            &[]
        } else {
            &self.gaps.by_row[self.gaps.row_start[r]..self.gaps.row_start[r + 1]]
        }
    }
    /// Gaps of a column (place = row).
    pub fn column_gaps(&self, c: usize) -> &[Gap] {
        if self.gaps.by_column.is_empty() {
            &[]
        } else {
            &self.gaps.by_column[self.gaps.column_start[c]..self.gaps.column_start[c + 1]]
        }
    }
    /// Number of cells known only between bounds.
    pub fn gap_count(&self) -> usize {
        self.gaps.by_row.len()
    }
    /// Something derived from the table, made on first use, kept under its type and key, and freed with the table.
    pub fn derived<T: Any + Send + Sync>(
        &self,
        key: &str,
        make: impl FnOnce(&Self) -> T,
    ) -> Arc<T> {
        let at = (TypeId::of::<T>(), key.to_owned());
        let found = self
            .memo
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&at)
            .cloned();
        if let Some(found) = found.and_then(|any| any.downcast::<T>().ok()) {
            return found;
        }
        let made = Arc::new(make(self));
        self.memo
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(at, made.clone());
        made
    }
    fn sums(&self) -> &Sums {
        self.sums.get_or_init(|| {
            let (mut rows, mut columns) =
                (Vec::with_capacity(self.rows()), vec![0.0; self.columns()]);
            for r in 0..self.rows() {
                rows.push(sum(self.row(r)) + self.rest.get(r).unwrap_or(&0.0));
                columns
                    .iter_mut()
                    .zip(self.row(r))
                    .for_each(|(sum, x)| *sum += x);
            }
            let total = sum(&rows);
            Sums {
                rows,
                columns,
                total,
            }
        })
    }
    /// All cells, column by column.
    pub fn transposed(&self) -> &[f64] {
        // 16 × 16 doubles: one cache line in, one out, and both blocks stay in the first-level cache.
        const BLOCK: usize = 16;
        let (rows, columns) = (self.rows(), self.columns());
        self.transposed.get_or_init(|| {
            let mut t = vec![0.0; self.values.len()];
            for r0 in (0..rows).step_by(BLOCK) {
                for c0 in (0..columns).step_by(BLOCK) {
                    for c in c0..(c0 + BLOCK).min(columns) {
                        for r in r0..(r0 + BLOCK).min(rows) {
                            t[c * rows + r] = self.values[r * columns + c];
                        }
                    }
                }
            }
            t
        })
    }
    /// A row as a distribution over the columns.
    pub fn row_distribution(&self, r: usize) -> Distribution<'_> {
        let hidden = match self.rest.get(r) {
            Some(&rest) if rest > 0.0 => Hidden::Amount(rest),
            _ => Hidden::Nothing,
        };
        let margin = self
            .published
            .as_ref()
            .and_then(|m| m.rows.get(r).copied())
            .filter(|x| x.is_finite());
        Distribution {
            axis: &self.axes[1],
            amounts: self.row(r),
            hidden,
            gaps: self.row_gaps(r),
            margin,
            total: self.row_totals()[r],
        }
    }
    /// A column as a distribution over the rows.
    pub fn column_distribution(&self, c: usize) -> Distribution<'_> {
        let margin = self
            .published
            .as_ref()
            .and_then(|m| m.columns.get(c).copied())
            .filter(|x| x.is_finite());
        let (amounts, gaps) = (self.column(c), self.column_gaps(c));
        Distribution {
            axis: &self.axes[0],
            amounts,
            hidden: self.unplaced(),
            gaps,
            margin,
            total: self.column_totals()[c],
        }
    }
    /// The totals along an axis (0: of the rows, 1: of the columns) as a distribution. With gaps in the table a published
    /// total is known, and another lies between what its cells may be.
    pub fn total_distribution(&self, axis: usize) -> Distribution<'_> {
        let sums = self.sums();
        let (amounts, hidden) = if axis == 0 {
            (&sums.rows, Hidden::Nothing)
        } else {
            (&sums.columns, self.unplaced())
        };
        if self.gaps.by_row.is_empty() {
            return Distribution {
                axis: &self.axes[axis],
                amounts,
                hidden,
                gaps: &[],
                margin: None,
                total: sums.total,
            };
        }
        let (amounts, gaps) = self.partly_known[axis].get_or_init(|| self.bounded_totals(axis));
        let margin = self.published.as_ref().and_then(|margins| {
            [&margins.rows, &margins.columns]
                .into_iter()
                .map(|totals| sum(totals))
                .find(|total| total.is_finite())
        });
        Distribution {
            axis: &self.axes[axis],
            amounts,
            hidden,
            gaps,
            margin: margin.filter(|_| hidden == Hidden::Nothing),
            total: sum(amounts),
        }
    }
    fn bounded_totals(&self, axis: usize) -> (Vec<f64>, Vec<Gap>) {
        let sums = self.sums();
        let mut totals = [&sums.rows, &sums.columns][axis].clone();
        let mut gaps = vec![];
        for (at, total) in totals.iter_mut().enumerate() {
            let line = if axis == 0 {
                self.row_gaps(at)
            } else {
                self.column_gaps(at)
            };
            let published = self.published.as_ref().and_then(|margins| {
                let published = [&margins.rows, &margins.columns][axis].get(at)?;
                published.is_finite().then_some(*published)
            });
            if line.is_empty() {
                continue;
            }
            if let Some(published) = published {
                *total = published;
                continue;
            }
            let end = |of: fn(&Gap) -> f64| *total + line.iter().map(of).sum::<f64>();
            gaps.push(Gap {
                at: at as u32,
                lower: end(|gap| gap.lower),
                upper: end(|gap| gap.upper),
            });
            *total = 0.0;
        }
        (totals, gaps)
    }
    fn unplaced(&self) -> Hidden {
        if self.rest.iter().all(|x| *x == 0.0) {
            Hidden::Nothing
        } else {
            Hidden::Unknown
        }
    }
    /// From (row, column, value[, lower, upper]) rows; side inputs from the other tables of the folder.
    pub fn read(tables: &Tables, options: &ReadOptions) -> Result<(Self, Vec<Fault>), Vec<Fault>> {
        let mut faults = Faults::default();
        let Some(read) = cells(
            &tables.main,
            &["row", "column"],
            &["value"],
            options,
            &mut faults,
        ) else {
            return Err(faults.into_vec());
        };
        let axes = [read.axes[0].clone(), read.axes[1].clone()];
        let (values, gaps) = read.dense(0, options.absent);
        let sides = [
            Side::read(tables, "row", &axes[0], &mut faults),
            Side::read(tables, "column", &axes[1], &mut faults),
        ];
        let margins = published(tables, &axes, &mut faults);
        let reference = tables.get("reference").and_then(|table| {
            let tables = Tables::one(table.clone());
            match Matrix::read(
                &tables,
                &ReadOptions {
                    period: None,
                    ..options.clone()
                },
            ) {
                Ok((matrix, warnings)) => {
                    faults.extend(warnings);
                    Some(matrix)
                }
                Err(found) => {
                    faults.extend(found);
                    None
                }
            }
        });
        if faults.has_errors() {
            return Err(faults.into_vec());
        }
        let mut matrix = Matrix::new(axes, values).map_err(|fault| vec![fault])?;
        if !gaps.is_empty() {
            matrix = matrix.with_gaps(gaps);
        }
        let [row, column] = sides;
        matrix = matrix
            .with_side(Matrix::ROW, row)
            .with_side(Matrix::COLUMN, column);
        if let Some(margins) = margins {
            matrix = matrix.with_published(margins);
        }
        if let Some(reference) = reference {
            matrix = matrix.with_reference(reference);
        }
        faults.finish(|| matrix)
    }
}
impl Facts for Matrix {
    fn axes(&self) -> Vec<&Axis> {
        self.axes.iter().collect()
    }
    fn is_complete(&self) -> bool {
        self.gaps.by_row.is_empty() && self.rest.iter().all(|x| *x == 0.0)
    }
}

/// `row_totals` and `column_totals` (label, value) of a folder.
fn published(tables: &Tables, axes: &[Axis; 2], faults: &mut Faults) -> Option<Margins> {
    let mut read = |stem: &str, axis: &Axis| {
        let mut totals = vec![f64::NAN; axis.len()];
        let table = tables.get(stem)?;
        let options = ReadOptions::default();
        let read = cells(table, &["label"], &["value"], &options, faults)?;
        for (i, label) in read.axes[0].labels().enumerate() {
            let value = read
                .keys
                .iter()
                .position(|key| key[0] as usize == i)
                .map_or(f64::NAN, |row| read.values[0][row]);
            match axis.position(label) {
                Some(at) => totals[at] = value,
                None => faults.push(
                    Fault::new(
                        Code::KeyForeign,
                        format!("{label:?} is not a label of the table"),
                    )
                    .file(&table.file),
                ),
            }
        }
        Some(totals)
    };
    let (rows, columns) = (
        read("row_totals", &axes[0]),
        read("column_totals", &axes[1]),
    );
    if rows.is_none() && columns.is_none() {
        return None;
    }
    let unknown = |axis: &Axis| vec![f64::NAN; axis.len()];
    Some(Margins {
        rows: rows.unwrap_or_else(|| unknown(&axes[0])),
        columns: columns.unwrap_or_else(|| unknown(&axes[1])),
    })
}

/// Rows of a long table after its checks: keys coded on sorted axes, and numbers.
pub(crate) struct Cells {
    pub(crate) axes: Vec<Axis>,
    /// One code an axis, row by row.
    pub(crate) keys: Vec<Vec<u32>>,
    /// By measure; NaN for an empty cell.
    pub(crate) values: Vec<Vec<f64>>,
    /// Rows that are gaps: row in `keys`, lower, upper.
    pub(crate) gaps: Vec<(usize, f64, f64)>,
}
impl Cells {
    /// Dense row-major amounts of two axes, and the gaps.
    pub(crate) fn dense(&self, measure: usize, absent: Absent) -> (Vec<f64>, Vec<OpenCell>) {
        let columns = self.axes[1].len();
        let mut values = vec![0.0; self.axes[0].len() * columns];
        let mut seen = if absent == Absent::Missing {
            vec![false; values.len()]
        } else {
            vec![]
        };
        for (key, value) in self.keys.iter().zip(&self.values[measure]) {
            let at = key[0] as usize * columns + key[1] as usize;
            values[at] = if value.is_nan() { 0.0 } else { *value };
            if let Some(seen) = seen.get_mut(at) {
                *seen = true;
            }
        }
        let mut gaps: Vec<_> = self
            .gaps
            .iter()
            .map(|(row, lower, upper)| (self.keys[*row][0], self.keys[*row][1], *lower, *upper))
            .collect();
        let unseen = seen.iter().enumerate().filter(|(_, seen)| !**seen);
        gaps.extend(unseen.map(|(at, _)| {
            (
                (at / columns) as u32,
                (at % columns) as u32,
                0.0,
                f64::INFINITY,
            )
        }));
        (values, gaps)
    }
}

/// Reads label columns and measure columns of a long table, by name, else by order; checks labels, amounts, bounds, periods and
/// duplicate keys, and lists every fault. An empty measure is a gap between the columns `lower` and `upper`, or 0 and infinity.
pub(crate) fn cells(
    table: &Table,
    labels: &[&'static str],
    measures: &[&str],
    options: &ReadOptions,
    faults: &mut Faults,
) -> Option<Cells> {
    let wanted: Vec<&str> = labels.iter().chain(measures).copied().collect();
    let mut find = |name: &str| {
        let found = table.find(&wanted, name);
        if found.is_none() {
            let has: Vec<&str> = table.columns.iter().map(|(n, _)| &**n).collect();
            let message = format!(
                "column {name:?} is missing; the file has {}",
                has.join(", ")
            );
            faults.push(
                Fault::new(Code::ColumnMissing, message)
                    .at(&table.file, 1)
                    .field(name),
            );
        }
        found
    };
    let label_columns: Vec<_> = labels.iter().map(|name| find(name)).collect();
    let measure_columns: Vec<_> = measures.iter().map(|name| find(name)).collect();
    let label_columns: Vec<usize> = label_columns.into_iter().collect::<Option<_>>()?;
    let measure_columns: Vec<usize> = measure_columns.into_iter().collect::<Option<_>>()?;
    let keep = if labels.contains(&"period") {
        None
    } else {
        periods(table, options, faults)?
    };
    let kept = |row: usize| keep.as_ref().is_none_or(|keep: &Vec<bool>| keep[row]);
    let rows: Vec<usize> = (0..table.rows()).filter(|row| kept(*row)).collect();
    if rows.is_empty() {
        faults.push(Fault::new(Code::FileEmpty, "the table has no rows").file(&table.file));
        return None;
    }
    let mut axes = vec![];
    let mut keys = vec![Vec::with_capacity(labels.len()); rows.len()];
    for (name, column) in labels.iter().zip(&label_columns) {
        let (dictionary, codes) = table.labels(*column);
        // Labels of the rows that are kept, renumbered in sorted order.
        let mut used = vec![false; dictionary.len()];
        rows.iter()
            .for_each(|row| used[codes[*row] as usize] = true);
        let mut number = vec![0u32; dictionary.len()];
        let mut axis_labels: Vec<Box<str>> = vec![];
        for (code, text) in dictionary
            .iter()
            .enumerate()
            .filter(|(code, _)| used[*code])
        {
            number[code] = axis_labels.len() as u32;
            axis_labels.push(text.clone());
            let first = || {
                rows.iter()
                    .copied()
                    .find(|row| codes[*row] as usize == code)
                    .unwrap_or(0)
            };
            if text.trim().is_empty() {
                faults.push(table.fault(Code::LabelEmpty, first(), name, "the label is empty"));
            } else if text.trim() != &**text {
                faults.push(table.fault(
                    Code::LabelSpace,
                    first(),
                    name,
                    format!("{text:?} has space around it"),
                ));
            }
        }
        for (key, row) in keys.iter_mut().zip(&rows) {
            key.push(number[codes[*row] as usize]);
        }
        axes.push(Axis::new(*name, axis_labels));
    }
    let bounds = ["lower", "upper"].map(|name| {
        table
            .columns
            .iter()
            .position(|(n, _)| n == name)
            .map(|column| table.numbers(column, faults))
    });
    let mut values = vec![];
    let mut gaps = vec![];
    for (which, (name, column)) in measures.iter().zip(&measure_columns).enumerate() {
        let all = table.numbers(*column, faults);
        let of_rows: Vec<f64> = rows.iter().map(|row| all[*row]).collect();
        for (i, value) in of_rows.iter().enumerate() {
            if *value < 0.0 {
                faults.push(table.fault(
                    Code::NumberNegative,
                    rows[i],
                    name,
                    format!("{value} is not an amount"),
                ));
            } else if value.is_nan() && which == 0 {
                let end = |which: usize, otherwise: f64| {
                    bounds[which]
                        .as_ref()
                        .map(|b| b[rows[i]])
                        .filter(|x| !x.is_nan())
                        .unwrap_or(otherwise)
                };
                let (lower, upper) = (end(0, 0.0), end(1, f64::INFINITY));
                if lower > upper || lower < 0.0 {
                    faults.push(table.fault(
                        Code::BoundsInvalid,
                        rows[i],
                        "lower",
                        format!("[{lower}, {upper}] encloses no amount"),
                    ));
                }
                gaps.push((i, lower, upper));
            }
        }
        values.push(of_rows);
    }
    duplicates(table, labels, &axes, &keys, &rows, faults);
    Some(Cells {
        axes,
        keys,
        values,
        gaps,
    })
}

/// Which rows belong to the period asked for; all if the table has no periods.
fn periods(table: &Table, options: &ReadOptions, faults: &mut Faults) -> Option<Option<Vec<bool>>> {
    let Some(column) = table.columns.iter().position(|(name, _)| name == "period") else {
        if let Some(period) = &options.period {
            faults.push(
                Fault::new(
                    Code::PeriodUnknown,
                    format!("period {period:?} was asked for; the table has no column period"),
                )
                .file(&table.file),
            );
            return None;
        }
        return Some(None);
    };
    let (dictionary, codes) = table.labels(column);
    let listed = dictionary
        .iter()
        .map(|p| &**p)
        .collect::<Vec<_>>()
        .join(", ");
    let wanted = match &options.period {
        Some(period) => dictionary.iter().position(|p| **p == **period),
        None if dictionary.len() <= 1 => return Some(None),
        None => {
            faults.push(
                Fault::new(
                    Code::PeriodNeeded,
                    format!("the table has the periods {listed}; choose one"),
                )
                .file(&table.file),
            );
            return None;
        }
    };
    if wanted.is_none() {
        let message = format!(
            "the table has the periods {listed}, not {:?}",
            options.period.as_deref().unwrap_or("")
        );
        faults.push(Fault::new(Code::PeriodUnknown, message).file(&table.file));
    }
    Some(Some(
        codes
            .iter()
            .map(|code| *code as usize == wanted.unwrap_or(usize::MAX))
            .collect(),
    ))
}

/// Every combination of labels that stands twice, with both rows.
fn duplicates(
    table: &Table,
    names: &[&str],
    axes: &[Axis],
    keys: &[Vec<u32>],
    rows: &[usize],
    faults: &mut Faults,
) {
    let packed = |key: &Vec<u32>| {
        key.iter().zip(axes).fold(0u128, |all, (code, axis)| {
            all * (axis.len() as u128).max(1) + u128::from(*code)
        })
    };
    let mut order: Vec<(u128, usize)> = keys.iter().map(packed).zip(0..).collect();
    if order.is_sorted_by(|a, b| a.0 < b.0) {
        return;
    }
    order.sort_unstable();
    for pair in order.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
        let (first, second) = (pair[0].1, pair[1].1);
        let cell: Vec<&str> = keys[second]
            .iter()
            .zip(axes)
            .map(|(code, axis)| axis.label(*code as usize))
            .collect();
        let message = format!(
            "{} stands on line {} already",
            cell.join(", "),
            table.line(rows[first])
        );
        faults.push(table.fault(Code::KeyDuplicate, rows[second], names[0], message));
    }
}

/// Laws of matrices.
#[derive(Debug, Clone, Copy)]
pub enum MatrixLaw {
    /// A law of the unit's own, in words, and its check.
    Holds(
        &'static str,
        super::Predicate<fn(&super::Matrix, &crate::Values) -> super::Compared>,
    ),
    /// f(λx) = f(x)
    ScaleFree,
    /// f(λx) = λ f(x)
    Homogeneous,
    /// Relabelling rows or columns relabels the output.
    Relabel,
    /// The value of every cell of a proportional table.
    Proportional(f64),
    /// f(xᵀ) = f(x)ᵀ
    Transpose,
    /// Both bounds included, every cell.
    Within(f64, f64),
    /// The cells of each row of a grid add up to this.
    RowsSumTo(f64),
    /// The cells of each column of a grid add up to this.
    ColumnsSumTo(f64),
    /// Merging two rows never raises a single value.
    MergingRowsLowers,
    /// Splitting a row in proportion leaves a single value (or a column of columns) as it is.
    SplittingRowsNeutral,
    /// A grid over one axis twice is symmetric.
    SymmetricPairs,
}
impl MatrixLaw {
    /// In words.
    pub fn statement(&self) -> String {
        match self {
            Self::Holds(words, _) => (*words).into(),
            Self::ScaleFree => "multiplying all amounts changes nothing".into(),
            Self::Homogeneous => "multiplying all amounts multiplies the output".into(),
            Self::Relabel => "relabelling rows or columns relabels the output".into(),
            Self::Proportional(value) => format!("a proportional table gives {value} everywhere"),
            Self::Transpose => "the transposed table gives the transposed output".into(),
            Self::Within(low, high) => format!("every cell lies within [{low}, {high}]"),
            Self::RowsSumTo(sum) => format!("the cells of each row add up to {sum}"),
            Self::ColumnsSumTo(sum) => format!("the cells of each column add up to {sum}"),
            Self::MergingRowsLowers => "merging two rows never raises the value".into(),
            Self::SplittingRowsNeutral => "splitting a row in proportion changes nothing".into(),
            Self::SymmetricPairs => "the value of a pair does not depend on its order".into(),
        }
    }
}
