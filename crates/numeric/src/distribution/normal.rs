//! Standard normal: `φ(z) = e^(−z²/2) / √(2π)`, `Φ(z) = ½ erfc(−z/√2)`.

use crate::elementary::{exp, ln, sqrt};
use crate::special::{erfc, ln_normal_tail};
use std::f64::consts::FRAC_1_SQRT_2;

/// Density at `z`.
///
/// ```
/// assert!((mercatoria_numeric::distribution::normal::density(0.0) - 0.398_942_280_401_432_7).abs() < 1e-16);
/// ```
pub fn density(z: f64) -> f64 {
    exp(-0.5 * z * z) * 0.398_942_280_401_432_7
}

/// Probability up to `z`.
///
/// ```
/// assert_eq!(mercatoria_numeric::distribution::normal::cdf(0.0), 0.5);
/// ```
pub fn cdf(z: f64) -> f64 {
    0.5 * erfc(-z * FRAC_1_SQRT_2)
}

/// Probability above `z`.
///
/// ```
/// assert_eq!(mercatoria_numeric::distribution::normal::survival(0.0), 0.5);
/// ```
pub fn survival(z: f64) -> f64 {
    cdf(-z)
}

/// Logarithm of the probability up to `z`, also where it underflows.
///
/// ```
/// assert!(mercatoria_numeric::distribution::normal::ln_cdf(-100.0) < -5000.0);
/// ```
pub fn ln_cdf(z: f64) -> f64 {
    ln_normal_tail(-z)
}

/// The `z` with probability `p` up to it; infinite at 0 and 1, NaN outside. Rational approximations of Wichura (1988,
/// AS 241), some 10⁻¹⁶ relative.
///
/// ```
/// let z = mercatoria_numeric::distribution::normal::quantile(0.975);
/// assert!((z - 1.959_963_984_540_054).abs() < 1e-15);
/// ```
pub fn quantile(p: f64) -> f64 {
    let centred = p - 0.5;
    if centred.abs() <= 0.425 {
        let r = 0.180625 - centred * centred;
        return centred * ratio(&CENTRE, r);
    }
    let tail = if centred < 0.0 { p } else { 1.0 - p };
    if !(tail > 0.0) {
        return if tail == 0.0 { f64::INFINITY.copysign(centred) } else { f64::NAN };
    }
    let r = sqrt(-ln(tail));
    let z = if r <= 5.0 { ratio(&SHOULDER, r - 1.6) } else { ratio(&FAR, r - 5.0) };
    z.copysign(centred)
}

/// Numerator and denominator, from the constant up.
type Rational = [[f64; 8]; 2];

#[inline(always)]
fn ratio([above, below]: &Rational, r: f64) -> f64 {
    let value = |c: &[f64; 8]| ((((((c[7] * r + c[6]) * r + c[5]) * r + c[4]) * r + c[3]) * r + c[2]) * r + c[1]) * r + c[0];
    value(above) / value(below)
}

static CENTRE: Rational = [
    [
        3.3871328727963666080e0,
        1.3314166789178437745e2,
        1.9715909503065514427e3,
        1.3731693765509461125e4,
        4.5921953931549871457e4,
        6.7265770927008700853e4,
        3.3430575583588128105e4,
        2.5090809287301226727e3,
    ],
    [
        1.0,
        4.2313330701600911252e1,
        6.8718700749205790830e2,
        5.3941960214247511077e3,
        2.1213794301586595867e4,
        3.9307895800092710610e4,
        2.8729085735721942674e4,
        5.2264952788528545610e3,
    ],
];

static SHOULDER: Rational = [
    [
        1.42343711074968357734e0,
        4.63033784615654529590e0,
        5.76949722146069140550e0,
        3.64784832476320460504e0,
        1.27045825245236838258e0,
        2.41780725177450611770e-1,
        2.27238449892691845833e-2,
        7.74545014278341407640e-4,
    ],
    [
        1.0,
        2.05319162663775882187e0,
        1.67638483018380384940e0,
        6.89767334985100004550e-1,
        1.48103976427480074590e-1,
        1.51986665636164571966e-2,
        5.47593808499534494600e-4,
        1.05075007164441684324e-9,
    ],
];

static FAR: Rational = [
    [
        6.65790464350110377720e0,
        5.46378491116411436990e0,
        1.78482653991729133580e0,
        2.96560571828504891230e-1,
        2.65321895265761230930e-2,
        1.24266094738807843860e-3,
        2.71155556874348757815e-5,
        2.01033439929228813265e-7,
    ],
    [
        1.0,
        5.99832206555887937690e-1,
        1.36929880922735805310e-1,
        1.48753612908506148525e-2,
        7.86869131145613259100e-4,
        1.84631831751005468180e-5,
        1.42151175831644588870e-7,
        2.04426310338993978564e-15,
    ],
];
