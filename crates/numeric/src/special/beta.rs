//! `I(a, b; x) = 1/B(a, b) ∫₀ˣ tᵃ⁻¹ (1−t)ᵇ⁻¹ dt`, the regularised incomplete beta function.
//!
//! `I = xᵃ(1−x)ᵇ / (a B(a, b)) · 1/(1 + d₁/(1 + d₂/(1 + …)))` below `x = (a+1)/(a+b+2)`, above it by
//! `I(a, b; x) = 1 − I(b, a; 1−x)`; the fraction takes some `√(a+b)` terms at worst.

use super::gamma::{at_most, ln_complement_of_exp};
use super::saddle_point::ln_binomial_term;
use crate::elementary::{exp, ln};

/// `ln I(a, b; x)` and `y = 1 − x`, computed directly: small where the fraction converges.
fn ln_lower(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if x == 0.0 {
        return f64::NEG_INFINITY;
    }
    ln_binomial_term(a, a + b, x, y) + ln(b / (a + b) * fraction(a, b, x))
}

/// The continued fraction, by the recurrence of Lentz.
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away_from_zero = |z: f64| if z.abs() < TINY { TINY } else { z };
    let (mut c, mut d) = (1.0, 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0)));
    let (mut fraction, mut m) = (d, 1.0);
    loop {
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / away_from_zero(1.0 + even * d);
        c = away_from_zero(1.0 + even / c);
        fraction *= c * d;
        d = 1.0 / away_from_zero(1.0 + odd * d);
        c = away_from_zero(1.0 + odd / c);
        let factor = c * d;
        fraction *= factor;
        if (factor - 1.0).abs() <= f64::EPSILON || !factor.is_finite() {
            return fraction;
        }
        m += 1.0;
    }
}

/// `Ok(ln I)` or `Err(ln(1 − I))`, whichever is computed without subtraction.
fn share(a: f64, b: f64, x: f64, y: f64) -> Result<f64, f64> {
    if !(a > 0.0 && b > 0.0 && (a + b).is_finite() && x >= 0.0 && y >= 0.0) {
        Ok(f64::NAN)
    } else if x <= (a + 1.0) / (a + b + 2.0) {
        Ok(at_most(0.0, ln_lower(a, b, x, y)))
    } else {
        Err(at_most(0.0, ln_lower(b, a, y, x)))
    }
}

/// `I(a, b; x)` for `a, b > 0` and `y = 1 − x`, which is asked for so that neither has to be rounded off from the other.
///
/// ```
/// let i = mercatoria_numeric::special::beta_i(2.0, 3.0, 0.5, 0.5); // 11/16
/// assert!((i - 0.6875).abs() < 1e-15);
/// ```
pub fn beta_i(a: f64, b: f64, x: f64, y: f64) -> f64 {
    match share(a, b, x, y) {
        Ok(ln_lower) => exp(ln_lower),
        Err(ln_upper) => 1.0 - exp(ln_upper),
    }
}

/// `ln I(a, b; x)`, also where it underflows.
///
/// ```
/// let ln_i = mercatoria_numeric::special::ln_beta_i(1000.0, 1.0, 1e-3, 0.999); // x¹⁰⁰⁰
/// assert!((ln_i - 1000.0 * 1e-3f64.ln()).abs() < 1e-10);
/// ```
pub fn ln_beta_i(a: f64, b: f64, x: f64, y: f64) -> f64 {
    match share(a, b, x, y) {
        Ok(ln_lower) => ln_lower,
        Err(ln_upper) => ln_complement_of_exp(ln_upper),
    }
}
