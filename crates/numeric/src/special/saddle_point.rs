//! Terms of the Poisson and binomial series without cancellation (Loader 2000).
//!
//! `λˣ e^(−λ) / Γ(x+1) = e^(−δ(x) − D(x, λ)) / √(2πx)` with `δ` the error of Stirling's formula and the deviance
//! `D(x, m) = x ln(x/m) + m − x`. Both hold for real `x`, which makes them the factors of the incomplete gamma and
//! beta functions too.

use super::error::HALF_LN_2_PI;
use super::gamma::ln_gamma;
use crate::elementary::{ln, ln_1p};

/// `δ(n) = ln Γ(n+1) − (n + ½) ln n + n − ½ ln 2π`.
fn stirling_error(n: f64) -> f64 {
    if n < 16.0 {
        return ln_gamma(n + 1.0) - (n + 0.5) * ln(n) + n - HALF_LN_2_PI;
    }
    let n2 = n * n;
    let series = 1.0 / 1260.0 - (1.0 / 1680.0 - (1.0 / 1188.0 - 691.0 / 360_360.0 / n2) / n2) / n2;
    (1.0 / 12.0 - (1.0 / 360.0 - series / n2) / n2) / n
}

/// `D(x, m) = x ln(x/m) + m − x ≥ 0`.
fn deviance(x: f64, m: f64) -> f64 {
    let v = (x - m) / (x + m);
    if v.abs() >= 0.1 {
        return x * ln(x / m) + m - x;
    }
    // ln(x/m) = 2 artanh v, whose first term cancels m − x but for (x − m) v.
    let (mut sum, mut power, mut odd) = ((x - m) * v, 2.0 * x * v, 1.0);
    loop {
        power *= v * v;
        odd += 2.0;
        let next = sum + power / odd;
        if next == sum {
            return sum;
        }
        sum = next;
    }
}

/// `ln(λˣ e^(−λ) / Γ(x + 1))` for real `x ≥ 0`, `λ ≥ 0`: the logarithm of a Poisson probability.
///
/// ```
/// let term = mercatoria_numeric::special::ln_poisson_term(2.0, 3.0); // 9/2 e⁻³
/// assert!((term - (4.5f64.ln() - 3.0)).abs() < 1e-15);
/// ```
pub fn ln_poisson_term(x: f64, lambda: f64) -> f64 {
    if !(x >= 0.0 && lambda >= 0.0) {
        f64::NAN
    } else if lambda == 0.0 {
        if x == 0.0 { 0.0 } else { f64::NEG_INFINITY }
    } else if x == f64::INFINITY || lambda == f64::INFINITY {
        f64::NEG_INFINITY
    } else if x < 1.0 {
        x * ln(lambda) - lambda - ln_gamma(x + 1.0)
    } else {
        -stirling_error(x) - deviance(x, lambda) - HALF_LN_2_PI - 0.5 * ln(x)
    }
}

/// `ln(Γ(n+1) / (Γ(x+1) Γ(n−x+1)) pˣ qⁿ⁻ˣ)` for real `0 ≤ x ≤ n` and `p + q = 1`: the logarithm of a binomial
/// probability. Both `p` and `q` are asked for, so that neither has to be rounded off from the other.
///
/// ```
/// let term = mercatoria_numeric::special::ln_binomial_term(1.0, 3.0, 0.25, 0.75); // 27/64
/// assert!((term - (27.0f64 / 64.0).ln()).abs() < 1e-15);
/// ```
pub fn ln_binomial_term(x: f64, n: f64, p: f64, q: f64) -> f64 {
    let rest = n - x;
    if !(x >= 0.0 && rest >= 0.0 && p >= 0.0 && q >= 0.0 && n.is_finite()) {
        f64::NAN
    } else if p == 0.0 || q == 0.0 {
        if (if p == 0.0 { x } else { rest }) == 0.0 {
            0.0
        } else {
            f64::NEG_INFINITY
        }
    } else if x == 0.0 {
        n * ln_complement(p, q)
    } else if rest == 0.0 {
        n * ln_complement(q, p)
    } else {
        stirling_error(n)
            - stirling_error(x)
            - stirling_error(rest)
            - deviance(x, n * p)
            - deviance(rest, n * q)
            - HALF_LN_2_PI
            - 0.5 * (ln(x) + ln(rest) - ln(n))
    }
}

/// `ln q` from whichever of `p + q = 1` carries more digits of it.
fn ln_complement(p: f64, q: f64) -> f64 {
    if p < q { ln_1p(-p) } else { ln(q) }
}
