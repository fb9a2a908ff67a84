//! Student's t with `ν` degrees of freedom: `P(|T| > t) = I(ν/2, ½; ν/(ν + t²))`.

use super::{invert, normal};
use crate::elementary::{exp, sqrt};
use crate::special::{beta_i, ln_binomial_term};

/// `ν/(ν + t²)` and its complement.
fn shares(t: f64, freedom: f64) -> (f64, f64) {
    let odds = t * t / freedom;
    if odds == f64::INFINITY {
        (0.0, 1.0)
    } else {
        (1.0 / (1.0 + odds), odds / (1.0 + odds))
    }
}

/// Density at `t`.
///
/// ```
/// let density = mercatoria_numeric::distribution::student_t::density(1.0, 1.0); // 1/(π (1 + t²))
/// assert!((density - 0.5 / std::f64::consts::PI).abs() < 1e-15);
/// ```
pub fn density(t: f64, freedom: f64) -> f64 {
    // Written with |t| below the line; around 0 the density is flat to the last bit.
    let t = t.abs().max(1e-9 * sqrt(freedom.min(1.0)));
    let (share, rest) = shares(t, freedom);
    let ln_term = ln_binomial_term(freedom / 2.0, freedom / 2.0 + 0.5, share, rest);
    exp(ln_term) * freedom / (2.0 * (freedom + 1.0) * t)
}

/// Probability up to `t`.
///
/// ```
/// let cdf = mercatoria_numeric::distribution::student_t::cdf(1.0, 1.0);
/// assert!((cdf - 0.75).abs() < 1e-15);
/// ```
pub fn cdf(t: f64, freedom: f64) -> f64 {
    survival(-t, freedom)
}

/// Probability above `t`: the one-sided p-value of a t statistic.
///
/// ```
/// let p = mercatoria_numeric::distribution::student_t::survival(1.0, 1.0);
/// assert!((p - 0.25).abs() < 1e-15);
/// ```
pub fn survival(t: f64, freedom: f64) -> f64 {
    let beyond = 0.5 * two_sided(t, freedom);
    if t < 0.0 { 1.0 - beyond } else { beyond }
}

/// Probability of being farther from 0 than `t`: the two-sided p-value.
///
/// ```
/// let p = mercatoria_numeric::distribution::student_t::two_sided(-1.0, 1.0);
/// assert!((p - 0.5).abs() < 1e-15);
/// ```
pub fn two_sided(t: f64, freedom: f64) -> f64 {
    let (share, rest) = shares(t, freedom);
    beta_i(freedom / 2.0, 0.5, share, rest)
}

/// The `t` with probability `p` up to it.
///
/// ```
/// let t = mercatoria_numeric::distribution::student_t::quantile(0.75, 1.0);
/// assert!((t - 1.0).abs() < 1e-14);
/// ```
pub fn quantile(p: f64, freedom: f64) -> f64 {
    if !((0.0..=1.0).contains(&p) && freedom > 0.0 && freedom.is_finite()) {
        return f64::NAN;
    }
    let tail = if p < 0.5 { p } else { 1.0 - p };
    let distance = if tail == 0.5 {
        0.0
    } else if tail == 0.0 {
        f64::INFINITY
    } else {
        invert(tail, -normal::quantile(tail), false, |t| {
            (survival(t, freedom), density(t, freedom))
        })
    };
    if p < 0.5 { -distance } else { distance }
}
