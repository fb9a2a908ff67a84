//! Eigenvalues and eigenvectors: A v = λ v.
//!
//! | wanted | method | with |
//! |---|---|---|
//! | all pairs of a symmetric matrix | Householder to tridiagonal T = QᵀAQ, then implicit QL | [`symmetric`] |
//! | the largest pairs of a symmetric operator, some known ones left out | Lanczos, fully reorthogonalised | [`largest_pairs`] |
//! | the same of a dense matrix | | [`largest_pairs_of`] |
//! | the principal pair of a positive matrix, symmetric or not | power iteration between bounds | [`principal_of_positive`] |
//!
//! Everything starts and sums in a fixed order: the same matrix has the same vectors to the bit, signs included. The sign
//! of a vector is chosen so that its component of largest size is positive.

mod lanczos;
mod positive;
mod tridiagonal;

pub use lanczos::{LargestPairs, largest_pairs, largest_pairs_of, symmetric_product};
pub use positive::{Principal, principal_of_positive};
pub use tridiagonal::{Eigen, symmetric};

use std::fmt;

/// Why there are no eigenvalues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EigenError {
    /// The length of the slice is not n².
    Shape,
    /// Not a number, or infinite.
    NotFinite,
    /// An entry of a matrix that should be positive is not.
    NotPositive,
    /// The iteration did not settle.
    NotConverged,
}

impl fmt::Display for EigenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Shape => "the matrix is not square",
            Self::NotFinite => "the matrix has an entry that is not a finite number",
            Self::NotPositive => "the matrix has an entry that is not positive",
            Self::NotConverged => "the iteration for eigenvalues did not settle",
        })
    }
}

impl std::error::Error for EigenError {}

/// Turns a vector so that its component of largest size, the first of those, is positive.
fn orient(vector: &mut [f64]) {
    let largest = vector.iter().fold(
        0.0,
        |most: f64, &x| if x.abs() > most.abs() { x } else { most },
    );
    if largest < 0.0 {
        vector.iter_mut().for_each(|x| *x = -*x);
    }
}
