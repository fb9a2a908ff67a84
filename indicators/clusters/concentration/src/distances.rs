//! Distances between regions from the links of the rows, and of a region with itself.
use mercatoria_core::{Matrix, Undefined, Values};
use mercatoria_numeric::elementary::sqrt;

/// Dense distances, row by row; the diagonal is what an area gives, or what the links say.
pub(crate) fn of(m: &Matrix, area: &str) -> Result<Vec<f64>, String> {
    let n = m.rows();
    let side = m.side(Matrix::ROW);
    let Some(links) = &side.links else {
        return Err("needs the distances between rows: row_relation.csv (from,to,weight)".into());
    };
    let mut out = vec![f64::NAN; n * n];
    for (from, to, distance) in &links.links {
        let (from, to) = (*from as usize, *to as usize);
        if *distance < 0.0 {
            return Err("a distance is negative".into());
        }
        out[from * n + to] = *distance;
        // A distance given in one direction holds in both.
        if out[to * n + from].is_nan() {
            out[to * n + from] = *distance;
        }
    }
    let areas = side.numbers(area);
    for r in 0..n {
        let at = r * n + r;
        if out[at].is_nan() {
            // ⅔ √(area/π): the mean distance from the centre of a disc.
            out[at] = match areas {
                Some(areas) if areas[r] >= 0.0 => 2.0 / 3.0 * sqrt(areas[r] / std::f64::consts::PI),
                _ => 0.0,
            };
        }
    }
    match out.iter().position(|d| d.is_nan()) {
        None => Ok(out),
        Some(at) => Err(format!(
            "no distance between {:?} and {:?}",
            m.axis(Matrix::ROW).label(at / n),
            m.axis(Matrix::ROW).label(at % n)
        )),
    }
}
/// The same reason for every column, with what would be needed.
pub(crate) fn missing(cells: usize, message: String) -> Values {
    let mut out = Values::undefined(cells, Undefined::Missing);
    out.note("side_missing", message);
    out
}
/// Σ_r Σ_q s_r s_q k_rq of the amounts of one column.
pub(crate) fn pairwise(amounts: &[f64], total: f64, kernel: &[f64]) -> f64 {
    let n = amounts.len();
    let by_row: Vec<f64> =
        amounts
            .iter()
            .enumerate()
            .filter(|(_, x)| **x > 0.0)
            .map(|(r, x)| {
                let line = &kernel[r * n..(r + 1) * n];
                let inner = mercatoria_numeric::sum::sum_by2(line, amounts, |k, y| {
                    if y > 0.0 { k * y } else { 0.0 }
                });
                x / total * (inner / total)
            })
            .collect();
    mercatoria_numeric::sum::sum(&by_row)
}
