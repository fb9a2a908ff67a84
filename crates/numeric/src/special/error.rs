//! `erf x = 2/√π ∫₀ˣ e^(−t²) dt`, `erfc = 1 − erf`, and the far tail of the normal distribution.

use crate::elementary::{ln, ln_1p};
use std::f64::consts::FRAC_1_SQRT_2;

/// Error function.
///
/// ```
/// assert_eq!(mercatoria_numeric::special::erf(0.0), 0.0);
/// ```
pub fn erf(x: f64) -> f64 {
    libm::erf(x)
}

/// Complementary error function `1 − erf x`, exact also where it is small.
///
/// ```
/// assert_eq!(mercatoria_numeric::special::erfc(0.0), 1.0);
/// ```
pub fn erfc(x: f64) -> f64 {
    libm::erfc(x)
}

/// `½ ln 2π`.
pub(super) const HALF_LN_2_PI: f64 = 0.918_938_533_204_672_8;

/// `ln P(Z > z)` of a standard normal `Z`, also where the probability itself underflows.
///
/// ```
/// assert_eq!(mercatoria_numeric::special::ln_normal_tail(0.0), -std::f64::consts::LN_2);
/// ```
pub fn ln_normal_tail(z: f64) -> f64 {
    let tail = |z: f64| 0.5 * erfc(z * FRAC_1_SQRT_2);
    if z < -1.0 {
        return ln_1p(-tail(-z));
    }
    if z < 5.0 {
        return ln(tail(z));
    }
    // Mills' ratio, 1/(z + 1/(z + 2/(z + 3/(z + …)))), from a depth that suffices at z = 5.
    let mills = (1..=60).rev().fold(z, |below, k| z + f64::from(k) / below);
    -0.5 * z * z - HALF_LN_2_PI - ln(mills)
}
