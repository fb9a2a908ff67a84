//! Is an industry present? LQ ≥ τ, decided exactly.
use mercatoria_core::Matrix;

/// `a · b` as an exact sum of two numbers, barring overflow and underflow (Dekker's product).
fn product(a: f64, b: f64) -> (f64, f64) {
    let split = |x: f64| {
        let scaled = 134_217_729.0 * x; // 2²⁷ + 1
        let high = scaled - (scaled - x);
        (high, x - high)
    };
    let ((ah, al), (bh, bl)) = (split(a), split(b));
    let p = a * b;
    (p, ((ah * bh - p) + ah * bl + al * bh) + al * bl)
}
/// Adds a number to an exact expansion (Shewchuk's growing).
fn grow(expansion: &mut Vec<f64>, x: f64) {
    let mut carry = x;
    for part in expansion.iter_mut() {
        let sum = carry + *part;
        let virtual_part = sum - carry;
        let lost = (carry - (sum - virtual_part)) + (*part - virtual_part);
        *part = lost;
        carry = sum;
    }
    expansion.push(carry);
}

/// Is `x / of_row ≥ τ · of_column / total`? By cross-multiplication without rounding: a quotient of exactly τ is present,
/// whatever its digits. Nothing is present where the row or the column is empty.
///
/// ```
/// use mercatoria_specialisation::is_present;
/// assert!(is_present(1.0, 3.0, 3.0, 9.0, 1.0)); // (1/3) / (3/9) = 1, although 1/3 has no exact double
/// assert!(!is_present(1.0, 3.0, 3.0, 8.999999999999998, 1.0));
/// ```
pub fn is_present(x: f64, of_row: f64, of_column: f64, total: f64, threshold: f64) -> bool {
    if x <= 0.0 || of_row <= 0.0 || of_column <= 0.0 {
        return false;
    }
    let (left, right) = (x * total, threshold * of_row * of_column);
    // Three roundings on either side cannot bridge this.
    let slack = 8.0 * f64::EPSILON * left.max(right);
    if (left - right).abs() > slack {
        return left > right;
    }
    let (p, q) = product(x, total);
    let (h, l) = product(of_row, of_column);
    let mut difference = vec![];
    for (a, b) in [product(h, threshold), product(l, threshold)] {
        grow(&mut difference, -b);
        grow(&mut difference, -a);
    }
    grow(&mut difference, q);
    grow(&mut difference, p);
    // The largest part that is not 0 has the sign of the sum.
    difference
        .iter()
        .rev()
        .find(|x| **x != 0.0)
        .is_none_or(|x| *x > 0.0)
}

/// Presence of every cell of a table, row by row: `LQ ≥ τ` and an amount of at least `minimum`.
///
/// ```
/// use mercatoria_core::{Axis, Matrix};
/// let axes = [Axis::numbered("row", "R", 2), Axis::numbered("column", "C", 2)];
/// let m = Matrix::new(axes, vec![3.0, 1.0, 1.0, 3.0]).unwrap();
/// assert_eq!(mercatoria_specialisation::presence(&m, 1.0, 0.0), [true, false, false, true]);
/// ```
pub fn presence(m: &Matrix, threshold: f64, minimum: f64) -> Vec<bool> {
    let (of_column, total) = (m.column_totals(), m.total());
    let mut out = Vec::with_capacity(m.values().len());
    for (r, of_row) in m.row_totals().iter().enumerate() {
        let scale = threshold * of_row;
        let cells = m.row(r).iter().zip(of_column);
        out.extend(cells.map(|(x, c)| {
            let (left, right) = (x * total, scale * c);
            // Far from the threshold the rounded products decide; empty lines and zeros compare as 0 with something.
            let far = (left - right).abs() > 8.0 * f64::EPSILON * left.max(right);
            if far {
                (left > right) & (*x >= minimum)
            } else {
                *x >= minimum && is_present(*x, *of_row, *c, total, threshold)
            }
        }));
    }
    out
}
