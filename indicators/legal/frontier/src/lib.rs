//! Benefit of the doubt: each unit under the weights best for it.
mod linear_program;
pub use linear_program::*;
