//! Beta with parameters `a` and `b`: `F(x) = I(a, b; x)`. Its quantiles bound a share found in a sample
//! (Clopper & Pearson 1934).

use super::invert;
use crate::elementary::exp;
use crate::special::{beta_i, ln_binomial_term};

/// Density at `x`, 0 outside [0, 1].
///
/// ```
/// let density = mercatoria_numeric::distribution::beta::density(0.25, 2.0, 2.0); // 6 x (1 − x)
/// assert!((density - 1.125).abs() < 1e-15);
/// ```
pub fn density(x: f64, a: f64, b: f64) -> f64 {
    if !(a > 0.0 && b > 0.0) || x.is_nan() {
        f64::NAN
    } else if !(0.0..=1.0).contains(&x) {
        0.0
    } else if x == 0.0 || x == 1.0 {
        let (here, there) = if x == 0.0 { (a, b) } else { (b, a) };
        if here > 1.0 {
            0.0
        } else if here == 1.0 {
            there
        } else {
            f64::INFINITY
        }
    } else {
        inner_density(a, b, x, 1.0 - x)
    }
}

/// `xᵃ⁻¹ yᵇ⁻¹ / B(a, b)` with `y = 1 − x`.
pub(super) fn inner_density(a: f64, b: f64, x: f64, y: f64) -> f64 {
    exp(ln_binomial_term(a, a + b, x, y)) * (a / x) * (b / y) / (a + b)
}

/// Probability up to `x`.
///
/// ```
/// let cdf = mercatoria_numeric::distribution::beta::cdf(0.5, 2.0, 3.0); // 11/16
/// assert!((cdf - 0.6875).abs() < 1e-15);
/// ```
pub fn cdf(x: f64, a: f64, b: f64) -> f64 {
    let x = x.clamp(0.0, 1.0);
    beta_i(a, b, x, 1.0 - x)
}

/// Probability above `x`.
///
/// ```
/// let survival = mercatoria_numeric::distribution::beta::survival(0.5, 2.0, 3.0); // 5/16
/// assert!((survival - 0.3125).abs() < 1e-15);
/// ```
pub fn survival(x: f64, a: f64, b: f64) -> f64 {
    let x = x.clamp(0.0, 1.0);
    beta_i(b, a, 1.0 - x, x)
}

/// The `x` with probability `p` up to it.
///
/// ```
/// let x = mercatoria_numeric::distribution::beta::quantile(0.25, 1.0, 2.0); // 1 − √(1 − p)
/// assert!((x - (1.0 - 0.75f64.sqrt())).abs() < 1e-15);
/// ```
pub fn quantile(p: f64, a: f64, b: f64) -> f64 {
    if !((0.0..=1.0).contains(&p) && a > 0.0 && b > 0.0 && (a + b).is_finite()) {
        return f64::NAN;
    }
    if p == 0.0 || p == 1.0 {
        return p;
    }
    // In odds, which like the other distributions here run from 0 to ∞.
    let at = |odds: f64| {
        let (x, y) = (odds / (1.0 + odds), 1.0 / (1.0 + odds));
        (x, y, inner_density(a, b, x, y) * y * y)
    };
    let odds = if p <= 0.5 {
        invert(p, a / b, true, |odds| {
            let (x, y, density) = at(odds);
            (beta_i(a, b, x, y), density)
        })
    } else {
        invert(1.0 - p, a / b, false, |odds| {
            let (x, y, density) = at(odds);
            (beta_i(b, a, y, x), density)
        })
    };
    if odds > f64::MAX / 2.0 {
        1.0
    } else {
        odds / (1.0 + odds)
    }
}
