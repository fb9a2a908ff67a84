//! Mean, variance, skewness, kurtosis, also weighted.
//!
//! With `mᵣ = Σ(xᵢ − x̄)ʳ / n`: variance `n m₂ / (n − ddof)`, skewness `g₁ = m₃ / m₂^(3/2)`, excess kurtosis
//! `g₂ = m₄ / m₂² − 3`. Two passes: deviations are taken from the mean, never from sums of squares.

use crate::elementary::sqrt;
use crate::sum::{sum, sum_by, sum_by2};

/// Arithmetic mean; `None` for no numbers.
///
/// ```
/// assert_eq!(mercatoria_numeric::moments::mean(&[1.0, 2.0, 6.0]), Some(3.0));
/// ```
pub fn mean(xs: &[f64]) -> Option<f64> {
    (!xs.is_empty()).then(|| sum(xs) / xs.len() as f64)
}

/// `Σ(xᵢ − x̄)²`, with the rounding of the mean taken back out.
fn squared_deviations(xs: &[f64], mean: f64) -> f64 {
    let rest = sum_by(xs, |x| x - mean);
    sum_by(xs, |x| (x - mean) * (x - mean)) - rest * rest / xs.len() as f64
}

/// Variance with divisor `n − ddof` (1 for the sample, 0 for the population); `None` unless `n > ddof`.
///
/// ```
/// assert_eq!(mercatoria_numeric::moments::variance(&[1.0, 2.0, 3.0, 4.0], 1), Some(5.0 / 3.0));
/// ```
pub fn variance(xs: &[f64], ddof: usize) -> Option<f64> {
    let freedom = xs.len().checked_sub(ddof).filter(|freedom| *freedom > 0)?;
    Some(squared_deviations(xs, mean(xs)?).max(0.0) / freedom as f64)
}

/// Standard deviation with divisor `n − ddof`; `None` unless `n > ddof`.
///
/// ```
/// assert_eq!(mercatoria_numeric::moments::standard_deviation(&[1.0, 5.0], 0), Some(2.0));
/// ```
pub fn standard_deviation(xs: &[f64], ddof: usize) -> Option<f64> {
    variance(xs, ddof).map(sqrt)
}

/// `(m₂, mᵣ)` about the mean; `None` unless the numbers vary.
fn central(xs: &[f64], power: impl Fn(f64) -> f64) -> Option<(f64, f64)> {
    let first = *xs.first()?;
    if xs.iter().all(|x| *x == first) {
        return None;
    }
    let (mean, n) = (mean(xs)?, xs.len() as f64);
    let second = squared_deviations(xs, mean) / n;
    (second > 0.0).then(|| (second, sum_by(xs, |x| power(x - mean)) / n))
}

/// Skewness `g₁` of the numbers themselves; `None` if they do not vary.
///
/// ```
/// assert_eq!(mercatoria_numeric::moments::moment_skewness(&[1.0, 2.0, 3.0]), Some(0.0));
/// ```
pub fn moment_skewness(xs: &[f64]) -> Option<f64> {
    let (second, third) = central(xs, |d| d * d * d)?;
    Some(third / (second * sqrt(second)))
}

/// Excess kurtosis `g₂` of the numbers themselves; `None` if they do not vary.
///
/// ```
/// assert_eq!(mercatoria_numeric::moments::moment_kurtosis(&[-1.0, 1.0]), Some(-2.0));
/// ```
pub fn moment_kurtosis(xs: &[f64]) -> Option<f64> {
    let (second, fourth) = central(xs, |d| d * d * d * d)?;
    Some(fourth / (second * second) - 3.0)
}

/// Skewness of the population estimated from a sample, `G₁ = g₁ √(n(n−1)) / (n−2)` (type 2 of Joanes & Gill 1998);
/// `None` for fewer than 3 numbers or if they do not vary.
///
/// ```
/// assert_eq!(mercatoria_numeric::moments::skewness(&[1.0, 2.0, 3.0]), Some(0.0));
/// ```
pub fn skewness(xs: &[f64]) -> Option<f64> {
    let n = xs.len() as f64;
    let corrected = |g: f64| g * sqrt(n * (n - 1.0)) / (n - 2.0);
    if n < 3.0 {
        None
    } else {
        moment_skewness(xs).map(corrected)
    }
}

/// Excess kurtosis of the population estimated from a sample, `G₂ = (n−1) ((n+1) g₂ + 6) / ((n−2)(n−3))` (type 2 of
/// Joanes & Gill 1998); `None` for fewer than 4 numbers or if they do not vary.
///
/// ```
/// let kurtosis = mercatoria_numeric::moments::kurtosis(&[1.0, 2.0, 3.0, 4.0]);
/// assert!((kurtosis.unwrap() + 1.2).abs() < 1e-14);
/// ```
pub fn kurtosis(xs: &[f64]) -> Option<f64> {
    let n = xs.len() as f64;
    let corrected = |g: f64| (n - 1.0) * ((n + 1.0) * g + 6.0) / ((n - 2.0) * (n - 3.0));
    if n < 4.0 {
        None
    } else {
        moment_kurtosis(xs).map(corrected)
    }
}

/// The total of the weights, if it is positive, none is negative and there is one for every number.
pub(crate) fn total_weight(xs: &[f64], weights: &[f64]) -> Option<f64> {
    let total = sum(weights);
    let valid = xs.len() == weights.len()
        && total > 0.0
        && total.is_finite()
        && weights.iter().all(|w| *w >= 0.0);
    valid.then_some(total)
}

/// `Σwx / Σw`; `None` for a negative weight, no weight at all, or not one weight per number.
///
/// ```
/// assert_eq!(mercatoria_numeric::moments::weighted_mean(&[1.0, 5.0], &[3.0, 1.0]), Some(2.0));
/// ```
pub fn weighted_mean(xs: &[f64], weights: &[f64]) -> Option<f64> {
    total_weight(xs, weights).map(|total| sum_by2(xs, weights, |x, w| w * x) / total)
}

/// `Σw(x − x̄)² / Σw` about the weighted mean; `None` as for [`weighted_mean`].
///
/// ```
/// assert_eq!(mercatoria_numeric::moments::weighted_variance(&[1.0, 5.0], &[3.0, 1.0]), Some(3.0));
/// ```
pub fn weighted_variance(xs: &[f64], weights: &[f64]) -> Option<f64> {
    let total = total_weight(xs, weights)?;
    let mean = weighted_mean(xs, weights)?;
    Some(sum_by2(xs, weights, |x, w| w * (x - mean) * (x - mean)) / total)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: Option<f64>, expected: f64) {
        let found = found.unwrap();
        assert!(
            (found - expected).abs() <= 1e-14 * expected.abs(),
            "{found}, not {expected}"
        );
    }

    /// 1, 2, 4, 9 by hand: mean 4, deviations −3, −2, 0, 5, power sums 38, 90, 722.
    #[test]
    fn four_numbers_by_hand() {
        let xs = [1.0, 2.0, 4.0, 9.0];
        near(mean(&xs), 4.0);
        near(variance(&xs, 0), 9.5);
        near(variance(&xs, 1), 38.0 / 3.0);
        near(moment_skewness(&xs), 22.5 / (9.5 * 9.5f64.sqrt()));
        near(
            skewness(&xs),
            22.5 / (9.5 * 9.5f64.sqrt()) * 12f64.sqrt() / 2.0,
        );
        near(moment_kurtosis(&xs), 180.5 / 90.25 - 3.0);
        near(
            kurtosis(&xs),
            3.0 * (5.0 * (180.5 / 90.25 - 3.0) + 6.0) / 2.0,
        );
    }

    #[test]
    fn a_large_offset_does_not_swallow_the_variance() {
        let xs: Vec<f64> = [1.0, 2.0, 4.0, 9.0].iter().map(|x| x + 1e9).collect();
        near(variance(&xs, 0), 9.5);
        near(moment_kurtosis(&xs), 180.5 / 90.25 - 3.0);
    }

    #[test]
    fn too_little_to_tell() {
        assert_eq!(mean(&[]), None);
        assert_eq!(variance(&[1.0], 1), None);
        assert_eq!(variance(&[1.0], 0), Some(0.0));
        assert_eq!(skewness(&[1.0, 2.0]), None);
        assert_eq!(kurtosis(&[1.0, 2.0, 3.0]), None);
        assert_eq!(skewness(&[0.1; 10]), None);
        assert_eq!(weighted_mean(&[1.0], &[0.0]), None);
        assert_eq!(weighted_mean(&[1.0, 2.0], &[2.0, -1.0]), None);
        assert_eq!(weighted_variance(&[1.0, 2.0], &[1.0]), None);
    }

    #[test]
    fn weights_count_like_repetitions() {
        let repeated = [1.0, 1.0, 1.0, 2.0, 7.0, 7.0];
        near(
            weighted_mean(&[7.0, 1.0, 2.0], &[2.0, 3.0, 1.0]),
            mean(&repeated).unwrap(),
        );
        near(
            weighted_variance(&[7.0, 1.0, 2.0], &[2.0, 3.0, 1.0]),
            variance(&repeated, 0).unwrap(),
        );
    }
}
