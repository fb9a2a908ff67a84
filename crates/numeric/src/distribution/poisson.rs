//! Poisson with mean `λ`: `P(X = k) = λᵏ e^(−λ) / k!`, `P(X ≤ k) = Q(k + 1, λ)`.

use super::first_count;
use crate::elementary::{exp, sqrt};
use crate::special::{gamma_p, gamma_q, ln_poisson_term};

/// Probability of `k`.
///
/// ```
/// let mass = mercatoria_numeric::distribution::poisson::mass(2, 3.0); // 9/2 e⁻³
/// assert!((mass - 4.5 * (-3.0f64).exp()).abs() < 1e-15);
/// ```
pub fn mass(k: u64, mean: f64) -> f64 {
    exp(ln_poisson_term(k as f64, mean))
}

/// Probability of at most `k`.
///
/// ```
/// let cdf = mercatoria_numeric::distribution::poisson::cdf(1, 3.0); // 4 e⁻³
/// assert!((cdf - 4.0 * (-3.0f64).exp()).abs() < 1e-15);
/// ```
pub fn cdf(k: u64, mean: f64) -> f64 {
    gamma_q(k as f64 + 1.0, mean)
}

/// Probability of more than `k`.
///
/// ```
/// let survival = mercatoria_numeric::distribution::poisson::survival(0, 3.0); // 1 − e⁻³
/// assert!((survival - (1.0 - (-3.0f64).exp())).abs() < 1e-15);
/// ```
pub fn survival(k: u64, mean: f64) -> f64 {
    gamma_p(k as f64 + 1.0, mean)
}

/// The smallest `k` with probability at least `p` up to it; `None` for a `p` outside [0, 1) or a mean that is negative
/// or not finite.
///
/// ```
/// assert_eq!(mercatoria_numeric::distribution::poisson::quantile(0.5, 3.0), Some(3));
/// ```
pub fn quantile(p: f64, mean: f64) -> Option<u64> {
    let valid = (0.0..1.0).contains(&p) && mean >= 0.0 && mean.is_finite();
    let guess = mean + sqrt(mean) * super::normal::quantile(p.max(f64::MIN_POSITIVE));
    valid.then(|| first_count(guess, u64::MAX, |k| cdf(k, mean) >= p))
}
