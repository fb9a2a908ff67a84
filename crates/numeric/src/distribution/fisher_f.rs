//! Fisher's F with `d₁` and `d₂` degrees of freedom: `F(x) = I(d₁/2, d₂/2; d₁x/(d₁x + d₂))`.

use super::{beta, invert};
use crate::special::beta_i;

/// `d₁x/(d₁x + d₂)` and its complement.
fn shares(x: f64, d1: f64, d2: f64) -> (f64, f64) {
    if x <= 0.0 {
        return (0.0, 1.0);
    }
    if x == f64::INFINITY {
        return (1.0, 0.0);
    }
    let odds = d1 / d2 * x;
    (odds / (1.0 + odds), 1.0 / (1.0 + odds))
}

/// Density at `x > 0`, 0 elsewhere.
///
/// ```
/// let density = mercatoria_numeric::distribution::fisher_f::density(1.0, 2.0, 2.0); // 1/(1 + x)²
/// assert!((density - 0.25).abs() < 1e-15);
/// ```
pub fn density(x: f64, d1: f64, d2: f64) -> f64 {
    if !(d1 > 0.0 && d2 > 0.0) || x.is_nan() {
        return f64::NAN;
    }
    let (share, rest) = shares(x, d1, d2);
    if share <= 0.0 || rest <= 0.0 {
        return 0.0;
    }
    beta::inner_density(d1 / 2.0, d2 / 2.0, share, rest) * rest * rest * (d1 / d2)
}

/// Probability up to `x`.
///
/// ```
/// let cdf = mercatoria_numeric::distribution::fisher_f::cdf(3.0, 2.0, 2.0); // x/(1 + x)
/// assert!((cdf - 0.75).abs() < 1e-15);
/// ```
pub fn cdf(x: f64, d1: f64, d2: f64) -> f64 {
    let (share, rest) = shares(x, d1, d2);
    beta_i(d1 / 2.0, d2 / 2.0, share, rest)
}

/// Probability above `x`: the p-value of an F statistic.
///
/// ```
/// let p = mercatoria_numeric::distribution::fisher_f::survival(3.0, 2.0, 2.0);
/// assert!((p - 0.25).abs() < 1e-15);
/// ```
pub fn survival(x: f64, d1: f64, d2: f64) -> f64 {
    let (share, rest) = shares(x, d1, d2);
    beta_i(d2 / 2.0, d1 / 2.0, rest, share)
}

/// The `x` with probability `p` up to it.
///
/// ```
/// let x = mercatoria_numeric::distribution::fisher_f::quantile(0.75, 2.0, 2.0);
/// assert!((x - 3.0).abs() < 1e-14);
/// ```
pub fn quantile(p: f64, d1: f64, d2: f64) -> f64 {
    if !((0.0..=1.0).contains(&p) && d1 > 0.0 && d2 > 0.0 && (d1 + d2).is_finite()) {
        return f64::NAN;
    }
    if p == 0.0 || p == 1.0 {
        return if p == 0.0 { 0.0 } else { f64::INFINITY };
    }
    if p <= 0.5 {
        invert(p, 1.0, true, |x| (cdf(x, d1, d2), density(x, d1, d2)))
    } else {
        invert(1.0 - p, 1.0, false, |x| {
            (survival(x, d1, d2), density(x, d1, d2))
        })
    }
}
