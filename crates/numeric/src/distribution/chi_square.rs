//! Chi-square with `ν` degrees of freedom: `F(x) = P(ν/2, x/2)`.

use super::{invert, normal};
use crate::elementary::{exp, sqrt};
use crate::special::{gamma_p, gamma_q, ln_poisson_term};

/// Density at `x`, 0 below 0.
///
/// ```
/// let density = mercatoria_numeric::distribution::chi_square::density(2.0, 2.0); // e⁻¹/2
/// assert!((density - 0.5 * (-1.0f64).exp()).abs() < 1e-16);
/// ```
pub fn density(x: f64, freedom: f64) -> f64 {
    if x < 0.0 {
        return if freedom > 0.0 { 0.0 } else { f64::NAN };
    }
    // xᵃ e⁻ˣ/Γ(a+1) · a/x.
    let (a, half) = (freedom / 2.0, x / 2.0);
    if half == 0.0 && a >= 1.0 {
        if a == 1.0 { 0.5 } else { 0.0 }
    } else {
        exp(ln_poisson_term(a, half)) * (a / x)
    }
}

/// Probability up to `x`.
///
/// ```
/// let cdf = mercatoria_numeric::distribution::chi_square::cdf(2.0, 2.0); // 1 − e⁻¹
/// assert!((cdf - (1.0 - (-1.0f64).exp())).abs() < 1e-15);
/// ```
pub fn cdf(x: f64, freedom: f64) -> f64 {
    gamma_p(freedom / 2.0, if x < 0.0 { 0.0 } else { x / 2.0 })
}

/// Probability above `x`: the p-value of a chi-square statistic.
///
/// ```
/// let p = mercatoria_numeric::distribution::chi_square::survival(3.841_458_820_694_124, 1.0);
/// assert!((p - 0.05).abs() < 1e-15);
/// ```
pub fn survival(x: f64, freedom: f64) -> f64 {
    gamma_q(freedom / 2.0, if x < 0.0 { 0.0 } else { x / 2.0 })
}

/// The `x` with probability `p` up to it.
///
/// ```
/// let x = mercatoria_numeric::distribution::chi_square::quantile(0.95, 1.0);
/// assert!((x - 3.841_458_820_694_124).abs() < 1e-13);
/// ```
pub fn quantile(p: f64, freedom: f64) -> f64 {
    if !((0.0..=1.0).contains(&p) && freedom > 0.0 && freedom.is_finite()) {
        return f64::NAN;
    }
    if p == 0.0 || p == 1.0 {
        return if p == 0.0 { 0.0 } else { f64::INFINITY };
    }
    // Wilson & Hilferty (1931): the cube root is nearly normal.
    let spread = 2.0 / (9.0 * freedom);
    let root = 1.0 - spread + normal::quantile(p) * sqrt(spread);
    let start = freedom * root.max(0.01) * root.max(0.01) * root.max(0.01);
    if p <= 0.5 {
        invert(p, start, true, |x| (cdf(x, freedom), density(x, freedom)))
    } else {
        invert(1.0 - p, start, false, |x| {
            (survival(x, freedom), density(x, freedom))
        })
    }
}
