//! Student's t with `ν` degrees of freedom: `P(|T| > t) = I(ν/2, ½; ν/(ν + t²))`.

use super::{beta, invert, normal};
use crate::special::beta_i;

/// `ν/(ν + t²)` and its complement.
fn shares(t: f64, freedom: f64) -> (f64, f64) {
    let odds = t * t / freedom;
    if odds == f64::INFINITY { (0.0, 1.0) } else { (1.0 / (1.0 + odds), odds / (1.0 + odds)) }
}

/// Density at `t`.
///
/// ```
/// let density = mercatoria_numeric::distribution::student_t::density(1.0, 1.0); // 1/(π (1 + t²))
/// assert!((density - 0.5 / std::f64::consts::PI).abs() < 1e-15);
/// ```
pub fn density(t: f64, freedom: f64) -> f64 {
    // The squared statistic is F(1, ν); near 0 its density is infinite, so the factor |t| is taken into it.
    let (share, rest) = shares(t, freedom);
    if !(freedom > 0.0) || t.is_nan() {
        f64::NAN
    } else if share == 0.0 {
        0.0
    } else {
        // B(½, ν/2) from the density of Beta(½, ν/2) where x = ½: x^(−½) (1−x)^(ν/2−1) / B.
        let at_half = beta::inner_density(freedom / 2.0, 0.5, 0.5, 0.5);
        let beta_inverse = at_half * crate::elementary::powf(0.5, freedom / 2.0 - 1.5);
        let _ = rest;
        crate::elementary::powf(share, freedom / 2.0 + 0.5) / crate::elementary::sqrt(freedom) / beta_inverse
    }
}
