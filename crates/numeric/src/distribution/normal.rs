//! Standard normal: `φ(z) = e^(−z²/2) / √(2π)`, `Φ(z) = ½ erfc(−z/√2)`.

use crate::elementary::{exp, ln, sqrt};
use crate::special::{erfc, ln_normal_tail};
use std::f64::consts::FRAC_1_SQRT_2;

/// Density at `z`.
///
/// ```
/// assert!((mercatoria_numeric::distribution::normal::density(0.0) - 0.3989422804014327).abs() < 1e-16);
/// ```
pub fn density(z: f64) -> f64 {
    exp(-0.5 * z * z) * 0.3989422804014327
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
/// assert!((z - 1.959963984540054).abs() < 1e-15);
/// ```
pub fn quantile(p: f64) -> f64 {
    let centred = p - 0.5;
    if centred.abs() <= 0.425 {
        let r = 0.180625 - centred * centred;
        return centred * ratio(&CENTRE, r);
    }
    let tail = if centred < 0.0 { p } else { 1.0 - p };
    if tail.is_nan() || tail <= 0.0 {
        return if tail == 0.0 {
            f64::INFINITY.copysign(centred)
        } else {
            f64::NAN
        };
    }
    let r = sqrt(-ln(tail));
    let z = if r <= 5.0 {
        ratio(&SHOULDER, r - 1.6)
    } else {
        ratio(&FAR, r - 5.0)
    };
    z.copysign(centred)
}

/// Numerator and denominator, from the constant up.
type Rational = [[f64; 8]; 2];

#[inline(always)]
fn ratio([above, below]: &Rational, r: f64) -> f64 {
    let value = |c: &[f64; 8]| {
        ((((((c[7] * r + c[6]) * r + c[5]) * r + c[4]) * r + c[3]) * r + c[2]) * r + c[1]) * r
            + c[0]
    };
    value(above) / value(below)
}

static CENTRE: Rational = [
    [
        3.3871328727963665,
        133.14166789178438,
        1971.5909503065513,
        13731.69376550946,
        45921.95393154987,
        67265.7709270087,
        33430.57558358813,
        2509.0809287301227,
    ],
    [
        1.0,
        42.31333070160091,
        687.1870074920579,
        5394.196021424751,
        21213.794301586597,
        39307.89580009271,
        28729.085735721943,
        5226.495278852854,
    ],
];

static SHOULDER: Rational = [
    [
        1.4234371107496835,
        4.630337846156546,
        5.769497221460691,
        3.6478483247632045,
        1.2704582524523684,
        0.2417807251774506,
        0.022723844989269184,
        0.0007745450142783414,
    ],
    [
        1.0,
        2.053191626637759,
        1.6763848301838038,
        0.6897673349851,
        0.14810397642748008,
        0.015198666563616457,
        0.0005475938084995345,
        1.0507500716444169e-9,
    ],
];

static FAR: Rational = [
    [
        6.657904643501103,
        5.463784911164114,
        1.7848265399172913,
        0.29656057182850487,
        0.026532189526576124,
        0.0012426609473880784,
        2.7115555687434876e-5,
        2.0103343992922881e-7,
    ],
    [
        1.0,
        0.599832206555888,
        0.1369298809227358,
        0.014875361290850615,
        0.0007868691311456133,
        1.8463183175100548e-5,
        1.421511758316446e-7,
        2.0442631033899397e-15,
    ],
];
