//! The table beside a table of output or wages: employment, matched by label.
use mercatoria_core::{Matrix, Undefined, Values};

/// Employment in the order of the table's rows and columns; 0 where it has none.
pub(crate) fn beside(m: &Matrix) -> Option<Vec<f64>> {
    let labour = m.reference()?;
    let place = |axis: usize| -> Vec<Option<usize>> {
        let labels = m.axis(axis).labels();
        labels
            .map(|label| labour.axis(axis).position(label))
            .collect()
    };
    let (rows, columns) = (place(Matrix::ROW), place(Matrix::COLUMN));
    let mut out = Vec::with_capacity(m.values().len());
    for r in &rows {
        for c in &columns {
            let cell = r.zip(*c).map(|(r, c)| labour.row(r)[c]);
            out.push(cell.unwrap_or(0.0));
        }
    }
    Some(out)
}
pub(crate) fn missing(cells: usize) -> Values {
    let mut out = Values::undefined(cells, Undefined::Missing);
    let message = "needs employment by region and industry in the table reference.csv";
    out.note("side_missing", message);
    out
}
