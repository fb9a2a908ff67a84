//! The principal eigenpair of a positive matrix, as of pairwise comparisons.
//!
//! By Perron and Frobenius λ is simple and its vector positive. For every positive x, min_i (Ax)_i / x_i ≤ λ ≤
//! max_i (Ax)_i / x_i: the power iteration x ← Ax / ΣAx closes in on λ from both sides.
//!
//! Source: Collatz (1942), 10.1007/BF01180013; Wielandt (1950), 10.1007/BF02230720.

use super::EigenError;
use crate::linear::dot;

/// The principal pair of a positive matrix; see [`principal_of_positive`].
#[derive(Clone, Debug, PartialEq)]
pub struct Principal {
    /// λ, in the middle of its bounds.
    pub value: f64,
    /// The positive vector, with sum 1.
    pub vector: Vec<f64>,
    /// The bounds of λ that the vector proves, but for rounding.
    pub bounds: (f64, f64),
    /// Steps of the iteration.
    pub steps: usize,
}

/// The principal eigenvalue and the vector of sum 1 of a positive `n` × `n` matrix, n ≥ 1.
///
/// Ends when the bounds of λ are within `tolerance` · λ of each other, or when rounding lets them come no closer.
///
/// ```
/// // Perfectly consistent comparisons: a_ij = w_i / w_j with w = (4, 2, 1) / 7 and λ = 3.
/// let a = [1.0, 2.0, 4.0, 0.5, 1.0, 2.0, 0.25, 0.5, 1.0];
/// let principal = mercatoria_numeric::eigen::principal_of_positive(&a, 3, 1e-14, 100)?;
/// assert!((principal.value - 3.0).abs() < 1e-14);
/// assert!((principal.vector[0] - 4.0 / 7.0).abs() < 1e-15);
/// # Ok::<(), mercatoria_numeric::eigen::EigenError>(())
/// ```
///
/// # Errors
/// [`EigenError::Shape`], [`EigenError::NotFinite`], [`EigenError::NotPositive`]; [`EigenError::NotConverged`] after
/// `most_steps`.
pub fn principal_of_positive(
    matrix: &[f64],
    n: usize,
    tolerance: f64,
    most_steps: usize,
) -> Result<Principal, EigenError> {
    if n == 0 || matrix.len() != n * n {
        return Err(EigenError::Shape);
    }
    if !matrix.iter().all(|a| a.is_finite()) {
        return Err(EigenError::NotFinite);
    }
    if !matrix.iter().all(|a| *a > 0.0) {
        return Err(EigenError::NotPositive);
    }
    // The bounds themselves are rounded by about this much.
    let tolerance = tolerance.max((n as f64 + 4.0) * f64::EPSILON);
    let mut vector = vec![1.0 / n as f64; n];
    let mut image = vec![0.0; n];
    for steps in 1..=most_steps {
        let mut bounds = (f64::INFINITY, 0.0f64);
        for ((y, row), x) in image.iter_mut().zip(matrix.chunks_exact(n)).zip(&vector) {
            *y = dot(row, &vector);
            let ratio = *y / x;
            bounds = (bounds.0.min(ratio), bounds.1.max(ratio));
        }
        let sum: f64 = image.iter().sum();
        if !sum.is_finite() || sum == 0.0 {
            return Err(EigenError::NotFinite);
        }
        for (x, y) in vector.iter_mut().zip(&image) {
            *x = y / sum;
        }
        let value = bounds.0 + (bounds.1 - bounds.0) / 2.0;
        if bounds.1 - bounds.0 <= tolerance * value {
            return Ok(Principal {
                value,
                vector,
                bounds,
                steps,
            });
        }
    }
    Err(EigenError::NotConverged)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// ⎡1 2⎤ has λ = (5 + √33)/2 and the vector (2, λ − 1).
    /// ⎣3 4⎦
    #[test]
    fn two_by_two() {
        let lambda = (5.0 + 33f64.sqrt()) / 2.0;
        let found = principal_of_positive(&[1.0, 2.0, 3.0, 4.0], 2, 1e-15, 1000).expect("positive");
        assert!((found.value - lambda).abs() < 4e-15);
        assert!((found.vector[0] - 2.0 / (1.0 + lambda)).abs() < 1e-15);
        assert!(found.bounds.0 <= lambda + 4e-15 && lambda <= found.bounds.1 + 4e-15);
    }

    /// Reciprocal judgements with one cycle: λ = 1 + t + 1/t with t³ = a12 a23 / a13.
    #[test]
    fn three_inconsistent_comparisons() {
        let (a, b, c) = (2.0, 3.0, 4.0f64);
        let matrix = [1.0, a, c, 1.0 / a, 1.0, b, 1.0 / c, 1.0 / b, 1.0];
        let t = (a * b / c).cbrt();
        let found = principal_of_positive(&matrix, 3, 1e-14, 1000).expect("positive");
        assert!((found.value - (1.0 + t + 1.0 / t)).abs() < 1e-14);
    }

    #[test]
    fn faults() {
        let fault = |a: &[f64], n| principal_of_positive(a, n, 1e-12, 50).err();
        assert_eq!(fault(&[], 0), Some(EigenError::Shape));
        assert_eq!(fault(&[0.0], 1), Some(EigenError::NotPositive));
        assert_eq!(fault(&[f64::INFINITY], 1), Some(EigenError::NotFinite));
        // Two nearly separate blocks of equal strength but unequal start: too slow for fifty steps.
        let slow = [1.0, 1e-9, 1e-9, 1.000_01];
        assert_eq!(fault(&slow, 2), Some(EigenError::NotConverged));
    }
}
