//! `ln Γ`, its derivative `ψ`, and the shares `P(a, x) = 1/Γ(a) ∫₀ˣ tᵃ⁻¹ e⁻ᵗ dt`, `Q = 1 − P`.
//!
//! `P` by its series `xᵃe⁻ˣ/Γ(a+1) (1 + x/(a+1) + x²/((a+1)(a+2)) + …)` up to `x = a + 1`, beyond it `Q` by
//! Legendre's continued fraction; near `x = a` both take some `√a` terms.

use super::saddle_point::ln_poisson_term;
use crate::elementary::{exp, ln, ln_1p, tan};
use std::f64::consts::PI;

/// `ln |Γ(x)|`; infinite at 0 and the negative whole numbers.
///
/// ```
/// assert_eq!(mercatoria_numeric::special::ln_gamma(1.0), 0.0);
/// ```
pub fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// `ψ(x) = Γ′(x)/Γ(x)`; NaN at 0 and the negative whole numbers.
///
/// ```
/// let psi = mercatoria_numeric::special::digamma(1.0);
/// assert!((psi + 0.577_215_664_901_532_9).abs() < 1e-15); // Euler's constant
/// ```
pub fn digamma(x: f64) -> f64 {
    if x <= 0.0 {
        return if x == x.floor() {
            f64::NAN
        } else {
            digamma(1.0 - x) - PI / tan(PI * (x - x.floor()))
        };
    }
    // ψ(x) = ψ(x + 1) − 1/x up to where the asymptotic series in 1/x² holds.
    let (mut x, mut below) = (x, 0.0);
    while x < 12.0 {
        below += 1.0 / x;
        x += 1.0;
    }
    let y = 1.0 / (x * x);
    let series = 1.0 / 12.0
        - y * (1.0 / 120.0
            - y * (1.0 / 252.0
                - y * (1.0 / 240.0 - y * (1.0 / 132.0 - y * (691.0 / 32_760.0 - y / 12.0)))));
    ln(x) - 0.5 / x - y * series - below
}

/// One of the two shares, the one that is computed without subtraction, by its logarithm.
enum Share {
    Lower(f64),
    Upper(f64),
}

fn share(a: f64, x: f64) -> Share {
    if !(a > 0.0 && x >= 0.0 && a.is_finite()) {
        Share::Lower(f64::NAN)
    } else if x == 0.0 {
        Share::Lower(f64::NEG_INFINITY)
    } else if x == f64::INFINITY {
        Share::Upper(f64::NEG_INFINITY)
    } else if x <= a + 1.0 {
        let (mut sum, mut term, mut n) = (1.0, 1.0, a);
        while term > sum * (f64::EPSILON / 4.0) {
            n += 1.0;
            term *= x / n;
            sum += term;
        }
        Share::Lower(ln_poisson_term(a, x) + ln(sum))
    } else {
        Share::Upper(ln_poisson_term(a, x) + ln(a * legendre(a, x)))
    }
}

/// `1/(x+1−a − 1(1−a)/(x+3−a − 2(2−a)/(x+5−a − …)))`, by the recurrence of Lentz.
fn legendre(a: f64, x: f64) -> f64 {
    let mut b = x + 1.0 - a;
    let (mut c, mut d) = (f64::INFINITY, 1.0 / b);
    let (mut fraction, mut i) = (d, 1.0);
    loop {
        let numerator = -i * (i - a);
        b += 2.0;
        d = 1.0 / (numerator * d + b);
        c = b + numerator / c;
        let factor = c * d;
        fraction *= factor;
        if (factor - 1.0).abs() <= f64::EPSILON || !factor.is_finite() {
            return fraction;
        }
        i += 1.0;
    }
}

/// Takes back what rounding added; unlike `min`, keeps NaN.
pub(super) fn at_most(limit: f64, x: f64) -> f64 {
    if x > limit { limit } else { x }
}

/// `ln(1 − eˣ)` for `x ≤ 0`, whichever way loses nothing.
pub(super) fn ln_complement_of_exp(x: f64) -> f64 {
    if x > -std::f64::consts::LN_2 {
        ln(-crate::elementary::exp_m1(x))
    } else {
        ln_1p(-exp(x))
    }
}

/// `P(a, x)`, the share of `Γ(a)` below `x`, for `a > 0`, `x ≥ 0`.
///
/// ```
/// let p = mercatoria_numeric::special::gamma_p(1.0, 2.0); // 1 − e⁻²
/// assert!((p - (1.0 - (-2.0f64).exp())).abs() < 1e-15);
/// ```
pub fn gamma_p(a: f64, x: f64) -> f64 {
    match share(a, x) {
        Share::Lower(ln_p) => at_most(1.0, exp(ln_p)),
        Share::Upper(ln_q) => 1.0 - at_most(1.0, exp(ln_q)),
    }
}

/// `Q(a, x) = 1 − P(a, x)`, the share of `Γ(a)` above `x`, for `a > 0`, `x ≥ 0`.
///
/// ```
/// let q = mercatoria_numeric::special::gamma_q(1.0, 50.0); // e⁻⁵⁰
/// assert!((q / (-50.0f64).exp() - 1.0).abs() < 1e-13);
/// ```
pub fn gamma_q(a: f64, x: f64) -> f64 {
    match share(a, x) {
        Share::Lower(ln_p) => 1.0 - at_most(1.0, exp(ln_p)),
        Share::Upper(ln_q) => at_most(1.0, exp(ln_q)),
    }
}

/// `ln P(a, x)`, also where `P` underflows.
///
/// ```
/// use mercatoria_numeric::special::{gamma_p, ln_gamma_p};
/// assert!((ln_gamma_p(3.0, 2.0) - gamma_p(3.0, 2.0).ln()).abs() < 1e-15);
/// ```
pub fn ln_gamma_p(a: f64, x: f64) -> f64 {
    match share(a, x) {
        Share::Lower(ln_p) => at_most(0.0, ln_p),
        Share::Upper(ln_q) => ln_complement_of_exp(at_most(0.0, ln_q)),
    }
}

/// `ln Q(a, x)`, also where `Q` underflows.
///
/// ```
/// assert!((mercatoria_numeric::special::ln_gamma_q(1.0, 5000.0) + 5000.0).abs() < 1e-11);
/// ```
pub fn ln_gamma_q(a: f64, x: f64) -> f64 {
    match share(a, x) {
        Share::Lower(ln_p) => ln_complement_of_exp(at_most(0.0, ln_p)),
        Share::Upper(ln_q) => at_most(0.0, ln_q),
    }
}
