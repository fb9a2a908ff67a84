//! Cuts: where in a table a smaller shape comes from. No cut copies the table.
use crate::{
    Axis, Contrast, Distribution, Error, Form, Hidden, Input, Kind, Matrix, Trade, Unit, Value,
    Values,
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
                let mut line = vec![0.0; m.columns()];
                for i in range {
                    f(against(
                        m.row_distribution(i),
                        rest(&mut line, m.row(i), m.total_distribution(Matrix::COLUMN)),
                    ))?;
                }
            }
            (Cut::ColumnsAgainstRest, Input::Matrix(m)) => {
                let mut line = vec![0.0; m.rows()];
                for i in range {
                    f(against(
                        m.column_distribution(i),
                        rest(&mut line, m.column(i), m.total_distribution(Matrix::ROW)),
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
}
/// All lines but one, in the scratch line.
fn rest<'s>(line: &'s mut [f64], mine: &[f64], of: Distribution<'s>) -> Distribution<'s> {
    for ((rest, total), x) in line.iter_mut().zip(of.amounts).zip(mine) {
        *rest = (total - x).max(0.0);
    }
    Distribution {
        amounts: line,
        total: sum(line),
        ..of
    }
}

/// Computes a unit on every slice of a table and labels what comes out.
pub fn compute(unit: &dyn Unit, cut: Cut, table: &Input<'_>) -> Result<Block, Error> {
    let (about, mut axes) = (unit.about(), cut.axes(table));
    let (more, slices) = (axes.len(), axes.iter().map(Axis::len).product());
    let mut values = Values::with_capacity(slices);
    let mut inner = vec![];
    if cut == Cut::Whole {
        unit.compute(table, &mut values)?;
        inner = about.card.form.axes(&table.axes());
    } else if !cut.each(table, 0..slices, |slice| {
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
        axes,
        values,
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
