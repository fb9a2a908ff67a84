//! Cuts: where in a table a smaller shape comes from. No cut copies the table.
use crate::{
    Axis, Contrast, Distribution, Error, Form, Gap, Hidden, Input, Kind, Matrix, Trade, Undefined,
    Unit, Value, Values,
};
use mercatoria_numeric::sum::sum;
use std::ops::Range;

macro_rules! cuts { ($($(#[doc = $doc:literal])* $cut:ident = $code:literal, $gives:expr, $of:expr;)*) => {
    /// Where in a table a smaller shape comes from.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Cut { $($(#[doc = $doc])* $cut),* }
    impl Cut {
        /// Every cut.
        pub const ALL: &'static [Cut] = &[$(Cut::$cut),*];
        /// As in results and on the command line.
        pub fn as_str(self) -> &'static str { match self { $(Cut::$cut => $code),* } }
        /// The shape of a slice; `None`: that of the table.
        pub fn gives(self) -> Option<Kind> { match self { $(Cut::$cut => $gives),* } }
        /// The shape of the table; `None`: any.
        pub fn of(self) -> Option<Kind> { match self { $(Cut::$cut => $of),* } }
    }
} }
cuts! {
    /// The table as it is.
    Whole = "whole", None, None;
    /// Each row.
    Rows = "rows", Some(Kind::Distribution), Some(Kind::Matrix);
    /// Each column.
    Columns = "columns", Some(Kind::Distribution), Some(Kind::Matrix);
    /// The row totals.
    RowTotals = "row_totals", Some(Kind::Distribution), Some(Kind::Matrix);
    /// The column totals.
    ColumnTotals = "column_totals", Some(Kind::Distribution), Some(Kind::Matrix);
    /// Each row against the column totals.
    RowsAgainstTotal = "rows_against_total", Some(Kind::Contrast), Some(Kind::Matrix);
    /// Each column against the row totals.
    ColumnsAgainstTotal = "columns_against_total", Some(Kind::Contrast), Some(Kind::Matrix);
    /// Each row against all other rows together.
    RowsAgainstRest = "rows_against_rest", Some(Kind::Contrast), Some(Kind::Matrix);
    /// Each column against all other columns together.
    ColumnsAgainstRest = "columns_against_rest", Some(Kind::Contrast), Some(Kind::Matrix);
    /// Each row against equal amounts.
    RowsAgainstEqual = "rows_against_equal", Some(Kind::Contrast), Some(Kind::Matrix);
    /// Each column against equal amounts.
    ColumnsAgainstEqual = "columns_against_equal", Some(Kind::Contrast), Some(Kind::Matrix);
    /// Each row against a named row.
    RowsAgainstNamed = "rows_against_named", Some(Kind::Contrast), Some(Kind::Matrix);
    /// Each column against a named column.
    ColumnsAgainstNamed = "columns_against_named", Some(Kind::Contrast), Some(Kind::Matrix);
    /// Each row against a numeric attribute of the columns.
    RowsAgainstAttribute = "rows_against_attribute", Some(Kind::Contrast), Some(Kind::Matrix);
    /// Each column against a numeric attribute of the rows (population, area).
    ColumnsAgainstAttribute = "columns_against_attribute", Some(Kind::Contrast), Some(Kind::Matrix);
    /// Each row against the mean of the other rows' shares.
    RowsAgainstOthersMean = "rows_against_others_mean", Some(Kind::Contrast), Some(Kind::Matrix);
    /// Each column against the mean of the other columns' shares.
    ColumnsAgainstOthersMean = "columns_against_others_mean", Some(Kind::Contrast), Some(Kind::Matrix);
    /// Each row against the column totals of the table beside it (`reference.csv`).
    RowsAgainstReference = "rows_against_reference", Some(Kind::Contrast), Some(Kind::Matrix);
    /// Each row against each row.
    RowByRow = "row_by_row", Some(Kind::Contrast), Some(Kind::Matrix);
    /// Each column against each column.
    ColumnByColumn = "column_by_column", Some(Kind::Contrast), Some(Kind::Matrix);
    /// Each row at the last period against the same row at the first.
    RowsAfterAgainstBefore = "rows_after_against_before", Some(Kind::Contrast), Some(Kind::Change);
    /// Each column at the last period against the same column at the first.
    ColumnsAfterAgainstBefore = "columns_after_against_before", Some(Kind::Contrast), Some(Kind::Change);
    /// Exports against imports.
    ExportsAgainstImports = "exports_against_imports", Some(Kind::Contrast), Some(Kind::Trade);
    /// Exports and imports of each row.
    TradeRows = "trade_rows", Some(Kind::Trade), Some(Kind::Bilateral);
}
impl Cut {
    /// By its name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|cut| cut.as_str() == name)
    }
    /// The axes that a cut puts in front of the output's.
    fn axes(self, table: &Input<'_>) -> Vec<Axis> {
        let axes = table.axes();
        match self {
            Cut::Whole | Cut::RowTotals | Cut::ColumnTotals | Cut::ExportsAgainstImports => vec![],
            Cut::Columns
            | Cut::ColumnsAgainstTotal
            | Cut::ColumnsAgainstRest
            | Cut::ColumnsAgainstEqual
            | Cut::ColumnsAgainstNamed
            | Cut::ColumnsAgainstAttribute
            | Cut::ColumnsAgainstOthersMean
            | Cut::ColumnsAfterAgainstBefore => axes
                .get(1)
                .map(|axis| (*axis).clone())
                .into_iter()
                .collect(),
            Cut::RowByRow => vec![axes[0].clone(), axes[0].other()],
            Cut::ColumnByColumn => axes
                .get(1)
                .map(|axis| vec![(*axis).clone(), axis.other()])
                .unwrap_or_default(),
            _ => vec![axes[0].clone()],
        }
    }
    /// Hands each slice in `range` to `f`, borrowed; `false` if this table has no such cut. One loop a cut, so that a slice is
    /// built in place; one line of scratch where a reference exists nowhere in the table.
    fn each(
        self,
        named: &str,
        table: &Input<'_>,
        range: Range<usize>,
        mut f: impl FnMut(Input<'_>) -> Result<(), Error>,
    ) -> Result<bool, Error> {
        fn against<'s>(amounts: Distribution<'s>, reference: Distribution<'s>) -> Input<'s> {
            Input::Contrast(Contrast { amounts, reference })
        }
        match (self, table) {
            (Cut::Rows, Input::Matrix(m)) => {
                for i in range {
                    f(Input::Distribution(m.row_distribution(i)))?;
                }
            }
            (Cut::Columns, Input::Matrix(m)) => {
                for i in range {
                    f(Input::Distribution(m.column_distribution(i)))?;
                }
            }
            (Cut::RowTotals, Input::Matrix(m)) => {
                f(Input::Distribution(m.total_distribution(Matrix::ROW)))?
            }
            (Cut::ColumnTotals, Input::Matrix(m)) => {
                f(Input::Distribution(m.total_distribution(Matrix::COLUMN)))?
            }
            (Cut::RowsAgainstTotal, Input::Matrix(m)) => {
                for i in range {
                    f(against(
                        m.row_distribution(i),
                        m.total_distribution(Matrix::COLUMN),
                    ))?;
                }
            }
            (Cut::ColumnsAgainstTotal, Input::Matrix(m)) => {
                for i in range {
                    f(against(
                        m.column_distribution(i),
                        m.total_distribution(Matrix::ROW),
                    ))?;
                }
            }
            (Cut::RowByRow, Input::Matrix(m)) => {
                for i in range {
                    f(against(
                        m.row_distribution(i / m.rows()),
                        m.row_distribution(i % m.rows()),
                    ))?;
                }
            }
            (Cut::ColumnByColumn, Input::Matrix(m)) => {
                for i in range {
                    f(against(
                        m.column_distribution(i / m.columns()),
                        m.column_distribution(i % m.columns()),
                    ))?;
                }
            }
            (Cut::RowsAgainstRest, Input::Matrix(m)) => {
                let (mut line, mut gaps) = (vec![0.0; m.columns()], vec![]);
                for i in range {
                    f(against(
                        m.row_distribution(i),
                        rest(
                            &mut line,
                            &mut gaps,
                            m.row_distribution(i),
                            m.total_distribution(Matrix::COLUMN),
                        ),
                    ))?;
                }
            }
            (Cut::ColumnsAgainstRest, Input::Matrix(m)) => {
                let (mut line, mut gaps) = (vec![0.0; m.rows()], vec![]);
                for i in range {
                    f(against(
                        m.column_distribution(i),
                        rest(
                            &mut line,
                            &mut gaps,
                            m.column_distribution(i),
                            m.total_distribution(Matrix::ROW),
                        ),
                    ))?;
                }
            }
            (Cut::RowsAgainstEqual, Input::Matrix(m)) => {
                let line = vec![1.0; m.columns()];
                for i in range {
                    f(against(
                        m.row_distribution(i),
                        Distribution::new(m.axis(Matrix::COLUMN), &line, Hidden::Nothing),
                    ))?;
                }
            }
            (Cut::ColumnsAgainstEqual, Input::Matrix(m)) => {
                let line = vec![1.0; m.rows()];
                for i in range {
                    f(against(
                        m.column_distribution(i),
                        Distribution::new(m.axis(Matrix::ROW), &line, Hidden::Nothing),
                    ))?;
                }
            }
            (Cut::RowsAgainstNamed, Input::Matrix(m)) => {
                let reference = m.row_distribution(self.position(m.axis(Matrix::ROW), named)?);
                for i in range {
                    f(against(m.row_distribution(i), reference))?;
                }
            }
            (Cut::ColumnsAgainstNamed, Input::Matrix(m)) => {
                let at = self.position(m.axis(Matrix::COLUMN), named)?;
                for i in range {
                    f(against(m.column_distribution(i), m.column_distribution(at)))?;
                }
            }
            (Cut::RowsAgainstAttribute, Input::Matrix(m)) => {
                let line = self.attribute(m, Matrix::COLUMN, named)?;
                let reference = Distribution::new(m.axis(Matrix::COLUMN), &line, Hidden::Nothing);
                for i in range {
                    f(against(m.row_distribution(i), reference))?;
                }
            }
            (Cut::ColumnsAgainstAttribute, Input::Matrix(m)) => {
                let line = self.attribute(m, Matrix::ROW, named)?;
                let reference = Distribution::new(m.axis(Matrix::ROW), &line, Hidden::Nothing);
                for i in range {
                    f(against(m.column_distribution(i), reference))?;
                }
            }
            (Cut::RowsAgainstOthersMean, Input::Matrix(m)) => {
                let mut means = OthersMean::new(m.rows(), m.columns(), |i| m.row(i));
                for i in range {
                    let line = means.without(m.row(i));
                    let reference =
                        Distribution::new(m.axis(Matrix::COLUMN), line, Hidden::Nothing);
                    f(against(m.row_distribution(i), reference))?;
                }
            }
            (Cut::ColumnsAgainstOthersMean, Input::Matrix(m)) => {
                let mut means = OthersMean::new(m.columns(), m.rows(), |i| m.column(i));
                for i in range {
                    let line = means.without(m.column(i));
                    let reference = Distribution::new(m.axis(Matrix::ROW), line, Hidden::Nothing);
                    f(against(m.column_distribution(i), reference))?;
                }
            }
            (Cut::RowsAgainstReference, Input::Matrix(m)) => {
                let line = self.beside(m)?;
                let reference = Distribution::new(m.axis(Matrix::COLUMN), &line, Hidden::Nothing);
                for i in range {
                    f(against(m.row_distribution(i), reference))?;
                }
            }
            (Cut::RowsAfterAgainstBefore, Input::Change(c)) => {
                for i in range {
                    f(against(
                        c.after().row_distribution(i),
                        c.before().row_distribution(i),
                    ))?;
                }
            }
            (Cut::ColumnsAfterAgainstBefore, Input::Change(c)) => {
                for i in range {
                    f(against(
                        c.after().column_distribution(i),
                        c.before().column_distribution(i),
                    ))?;
                }
            }
            (Cut::ExportsAgainstImports, Input::Trade(t)) => f(against(t.exports, t.imports))?,
            (Cut::TradeRows, Input::Bilateral(b)) => {
                for i in range {
                    f(Input::Trade(Trade {
                        exports: b.exports.row_distribution(i),
                        imports: b.imports.row_distribution(i),
                    }))?;
                }
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
    fn missing(self, message: String) -> Error {
        Error::Against { cut: self, message }
    }
    fn position(self, axis: &Axis, named: &str) -> Result<usize, Error> {
        axis.position(named).ok_or_else(|| {
            let meant = crate::param::nearest(named, axis.labels());
            let meant = meant.map_or(String::new(), |m| format!("; did you mean {m:?}?"));
            self.missing(format!("no {} {named:?}{meant}", axis.name))
        })
    }
    fn attribute(self, m: &Matrix, axis: usize, named: &str) -> Result<Vec<f64>, Error> {
        let name = &m.axis(axis).name;
        let Some(numbers) = m.side(axis).numbers(named) else {
            let file = format!("{name}_attributes.csv has no numeric column {named:?}");
            return Err(self.missing(file));
        };
        match numbers.iter().position(|x| !(x.is_finite() && *x >= 0.0)) {
            None => Ok(numbers.to_vec()),
            Some(i) => Err(self.missing(format!(
                "{named:?} of {:?} is missing or not an amount",
                m.axis(axis).label(i)
            ))),
        }
    }
    /// The column totals of the table beside this one, in the order of this one's columns.
    fn beside(self, m: &Matrix) -> Result<Vec<f64>, Error> {
        let Some(reference) = m.reference() else {
            return Err(self.missing("needs the table reference.csv beside the data".into()));
        };
        let mut line = vec![0.0; m.columns()];
        let totals = reference.column_totals();
        for (label, total) in reference.axis(Matrix::COLUMN).labels().zip(totals) {
            match m.axis(Matrix::COLUMN).position(label) {
                Some(at) => line[at] = *total,
                None if *total == 0.0 => {}
                None => {
                    return Err(self.missing(format!(
                        "reference.csv has the column {label:?}, which the table has not"
                    )));
                }
            }
        }
        Ok(line)
    }
}
/// The mean of the shares of all lines but one; lines without activity have no shares and do not count.
struct OthersMean {
    shares: Vec<f64>,
    lines: usize,
    line: Vec<f64>,
}
impl OthersMean {
    fn new<'m>(lines: usize, length: usize, at: impl Fn(usize) -> &'m [f64]) -> Self {
        let mut all = Self {
            shares: vec![0.0; length],
            lines: 0,
            line: vec![0.0; length],
        };
        for i in 0..lines {
            let total = sum(at(i));
            if total > 0.0 {
                all.lines += 1;
                let shares = all.shares.iter_mut().zip(at(i));
                shares.for_each(|(share, x)| *share += x / total);
            }
        }
        all
    }
    fn without(&mut self, mine: &[f64]) -> &[f64] {
        let total = sum(mine);
        let (counted, scale) = if total > 0.0 {
            (1, 1.0 / total)
        } else {
            (0, 0.0)
        };
        let others = self.lines.saturating_sub(counted).max(1) as f64;
        for ((mean, all), x) in self.line.iter_mut().zip(&self.shares).zip(mine) {
            *mean = ((all - x * scale) / others).max(0.0);
        }
        if self.lines <= counted {
            self.line.fill(0.0);
        }
        &self.line
    }
}
/// All lines but one, in the scratch line.
fn rest<'s>(
    line: &'s mut [f64],
    gaps: &'s mut Vec<Gap>,
    mine: Distribution<'_>,
    of: Distribution<'s>,
) -> Distribution<'s> {
    for ((rest, total), x) in line.iter_mut().zip(of.amounts).zip(mine.amounts) {
        *rest = (total - x).max(0.0);
    }
    gaps.clear();
    // A total or an own cell between bounds leaves the others' sum between bounds.
    let places: std::collections::BTreeSet<u32> =
        of.gaps.iter().chain(mine.gaps).map(|gap| gap.at).collect();
    for at in places {
        let bounds = |of: &Distribution<'_>| {
            let gap = of.gaps.iter().find(|gap| gap.at == at);
            let known = of.amounts[at as usize];
            gap.map_or((known, known), |gap| (gap.lower, gap.upper))
        };
        let (total, own) = (bounds(&of), bounds(&mine));
        line[at as usize] = 0.0;
        gaps.push(Gap {
            at,
            lower: (total.0 - own.1).max(0.0),
            upper: (total.1 - own.0).max(0.0),
        });
    }
    Distribution {
        total: sum(line),
        amounts: line,
        gaps,
        margin: None,
        ..of
    }
}

/// Computes a unit on every slice of a table and labels what comes out.
pub fn compute(unit: &dyn Unit, cut: Cut, table: &Input<'_>) -> Result<Block, Error> {
    compute_against(unit, cut, "", table)
}
/// The same, under a cut that measures against a named label or attribute.
pub fn compute_against(
    unit: &dyn Unit,
    cut: Cut,
    named: &str,
    table: &Input<'_>,
) -> Result<Block, Error> {
    if let Form::Own(quantities) = unit.about().card.form {
        return own(unit, cut, named, table, quantities);
    }
    let (about, mut axes) = (unit.about(), cut.axes(table));
    let (more, slices) = (axes.len(), axes.iter().map(Axis::len).product());
    let mut values = Values::with_capacity(slices);
    let mut inner = vec![];
    if cut == Cut::Whole {
        unit.compute(table, &mut values)?;
        inner = about.card.form.axes(&table.axes());
    } else if !cut.each(named, table, 0..slices, |slice| {
        if values.is_empty() && about.card.form != Form::Value {
            inner = about.card.form.axes(&slice.axes());
        }
        unit.compute(&slice, &mut values)
    })? {
        return Err(Error::Needs {
            id: about.card.id,
            needs: about.kind,
            given: table.kind(),
        });
    }
    axes.extend(inner);
    let quantities = about.card.form.quantities();
    let wanted = axes.iter().map(Axis::len).product::<usize>() * quantities.len().max(1);
    if values.len() != wanted {
        return Err(Error::Cells {
            id: about.card.id,
            wanted,
            got: values.len(),
        });
    }
    if let Form::Parts(..) = about.card.form {
        let points: Vec<f64> = values
            .iter()
            .map(|v| if let Value::Point(x) = v { x } else { f64::NAN })
            .collect();
        for cell in points
            .chunks(quantities.len())
            .filter(|cell| cell.iter().all(|x| x.is_finite()))
        {
            let (sum, size) = cell[1..].iter().fold((0.0, 0.0), |(sum, size), part| {
                (sum + part, size + part.abs())
            });
            if (sum - cell[0]).abs() > 8.0 * f64::EPSILON * size {
                return Err(Error::Parts {
                    id: about.card.id,
                    cell: cell.to_vec(),
                });
            }
        }
    }
    Ok(Block {
        cut,
        form: about.card.form.name(more),
        quantities,
        words: if let Form::Categories(_, words) = about.card.form {
            words
        } else {
            &[]
        },
        axes,
        values,
    })
}

/// The same for outputs that bring their axes. Where those of the slices differ, their labels are joined, and a label that a
/// slice has not is not applicable there.
fn own(
    unit: &dyn Unit,
    cut: Cut,
    named: &str,
    table: &Input<'_>,
    quantities: &'static [&'static str],
) -> Result<Block, Error> {
    let card = unit.about().card;
    let mut axes = cut.axes(table);
    let (more, count) = (axes.len(), axes.iter().map(Axis::len).product());
    let mut slices: Vec<Values> = Vec::with_capacity(count);
    let mut one = |slice: &Input<'_>| {
        let mut values = Values::default();
        unit.compute(slice, &mut values)?;
        slices.push(values);
        Ok(())
    };
    if cut == Cut::Whole {
        one(table)?;
    } else if !cut.each(named, table, 0..count, |slice| one(&slice))? {
        let (needs, given) = (unit.about().kind, table.kind());
        return Err(Error::Needs {
            id: card.id,
            needs,
            given,
        });
    }
    let width = quantities.len().max(1);
    let empty = || vec![Axis::new("at", Vec::<Box<str>>::new())];
    let of = |values: &Values| values.own_axes().map_or_else(empty, <[Axis]>::to_vec);
    let first = slices
        .iter()
        .find(|s| s.own_axes().is_some())
        .map_or_else(empty, of);
    for values in &slices {
        let wanted = of(values).iter().map(Axis::len).product::<usize>() * width;
        if values.own_axes().is_some() && values.len() != wanted {
            return Err(Error::Cells {
                id: card.id,
                wanted,
                got: values.len(),
            });
        }
    }
    let same = slices
        .iter()
        .all(|s| s.own_axes().is_some_and(|own| own == &first[..]));
    let (mut inner, mut out) = (first, Values::default());
    if same {
        slices
            .into_iter()
            .for_each(|values| out.append(values.detached()));
    } else {
        let mut labels: Vec<Box<str>> = vec![];
        for values in &slices {
            for label in of(values)[0]
                .labels()
                .filter(|_| values.own_axes().is_some())
            {
                if !labels.iter().any(|known| **known == *label) {
                    labels.push(label.into());
                }
            }
        }
        if labels.is_empty() {
            // Refused or undefined as a whole, in every slice: one cell says why.
            labels.push("".into());
        }
        inner = vec![Axis::new(inner[0].name.clone(), labels)];
        for values in slices {
            let axis = of(&values).swap_remove(0);
            for label in inner[0].labels() {
                let at = axis.position(label).filter(|_| values.own_axes().is_some());
                let cells: Vec<usize> = match at {
                    Some(at) => (at * width..(at + 1) * width).collect(),
                    None => vec![],
                };
                if cells.is_empty() {
                    let why = match values.iter().next() {
                        Some(Value::Undefined(why)) if values.own_axes().is_none() => why,
                        _ => Undefined::NotApplicable,
                    };
                    let mut absent = Values::undefined(width, why);
                    values
                        .notes()
                        .iter()
                        .for_each(|n| absent.note(n.code, n.message.clone()));
                    out.append(absent);
                } else {
                    out.append(values.select(cells));
                }
            }
        }
    }
    axes.extend(inner);
    Ok(Block {
        cut,
        form: card.form.name(more),
        quantities,
        words: &[],
        axes,
        values: out,
    })
}

/// Labelled cells: axes outermost first, quantities innermost. All forms are this; a derived table is read back from it.
#[derive(Debug, Clone)]
pub struct Block {
    /// The cut it was made under.
    pub cut: Cut,
    /// As in results.
    pub form: &'static str,
    /// Axes, outermost first.
    pub axes: Vec<Axis>,
    /// Named quantities, innermost; empty where there is one without a name.
    pub quantities: &'static [&'static str],
    /// The words that values are places of; empty where values are numbers.
    pub words: &'static [&'static str],
    /// The cells.
    pub values: Values,
}
impl Block {
    /// The labels of cell `i` (axis, label), and its quantity if it has one.
    pub fn labels(&self, i: usize) -> (Vec<(&str, &str)>, Option<&'static str>) {
        let n = self.quantities.len().max(1);
        let mut at = i / n;
        let mut labels = vec![];
        for axis in self.axes.iter().rev() {
            labels.push((&*axis.name, axis.label(at % axis.len())));
            at /= axis.len();
        }
        labels.reverse();
        (labels, self.quantities.get(i % n).copied())
    }
}

/// What each label (or cell) of each slice contributes to the value of that slice, where the unit knows it: axes of the cut,
/// then those of the slice.
pub fn contributions(
    unit: &dyn Unit,
    cut: Cut,
    named: &str,
    table: &Input<'_>,
) -> Result<Option<Block>, Error> {
    let mut axes = cut.axes(table);
    let count = axes.iter().map(Axis::len).product();
    let (mut values, mut inner, mut known) = (Values::default(), vec![], true);
    let mut one = |slice: &Input<'_>| {
        match unit.contributions(slice) {
            Some(parts) => {
                inner = slice.axes().into_iter().cloned().collect();
                values.append(parts.detached());
            }
            None => known = false,
        }
        Ok(())
    };
    if cut == Cut::Whole {
        one(table)?;
    } else if !cut.each(named, table, 0..count, |slice| one(&slice))? {
        let (id, needs, given) = (unit.about().card.id, unit.about().kind, table.kind());
        return Err(Error::Needs { id, needs, given });
    }
    axes.extend(inner);
    let wanted: usize = axes.iter().map(Axis::len).product();
    let block = Block {
        cut,
        form: "contributions",
        quantities: &[],
        words: &[],
        axes,
        values,
    };
    Ok((known && block.values.len() == wanted).then_some(block))
}
