//! Binomial, successes in `n` trials of probability `p`: `P(X = k) = n!/(k!(n−k)!) pᵏ(1−p)ⁿ⁻ᵏ`,
//! `P(X ≤ k) = I(n − k, k + 1; 1 − p)`.

use super::{first_count, normal};
use crate::elementary::{exp, sqrt};
use crate::special::{beta_i, ln_binomial_term};

/// Probability of `k`.
///
/// ```
/// let mass = mercatoria_numeric::distribution::binomial::mass(1, 3, 0.25); // 27/64
/// assert!((mass - 27.0 / 64.0).abs() < 1e-15);
/// ```
pub fn mass(k: u64, n: u64, p: f64) -> f64 {
    if k > n {
        0.0
    } else {
        exp(ln_binomial_term(k as f64, n as f64, p, 1.0 - p))
    }
}

/// Probability of at most `k`.
///
/// ```
/// let cdf = mercatoria_numeric::distribution::binomial::cdf(1, 3, 0.25); // 54/64
/// assert!((cdf - 54.0 / 64.0).abs() < 1e-15);
/// ```
pub fn cdf(k: u64, n: u64, p: f64) -> f64 {
    if k >= n {
        1.0
    } else {
        beta_i((n - k) as f64, k as f64 + 1.0, 1.0 - p, p)
    }
}

/// Probability of more than `k`.
///
/// ```
/// let survival = mercatoria_numeric::distribution::binomial::survival(1, 3, 0.25); // 10/64
/// assert!((survival - 10.0 / 64.0).abs() < 1e-15);
/// ```
pub fn survival(k: u64, n: u64, p: f64) -> f64 {
    if k >= n {
        0.0
    } else {
        beta_i(k as f64 + 1.0, (n - k) as f64, p, 1.0 - p)
    }
}

/// The smallest `k` with probability at least `level` up to it; `None` for a `level` or a `p` outside [0, 1].
///
/// ```
/// assert_eq!(mercatoria_numeric::distribution::binomial::quantile(0.5, 10, 0.5), Some(5));
/// ```
pub fn quantile(level: f64, n: u64, p: f64) -> Option<u64> {
    let valid = (0.0..=1.0).contains(&level) && (0.0..=1.0).contains(&p);
    let spread = sqrt(n as f64 * p * (1.0 - p));
    let guess = n as f64 * p
        + spread * normal::quantile(level.clamp(f64::MIN_POSITIVE, 1.0 - f64::EPSILON));
    valid.then(|| first_count(guess, n, |k| cdf(k, n, p) >= level))
}
