//! Numerics of Mercatoria: the same bits on every machine, whatever the number of threads.
//!
//! | module | what it holds |
//! |---|---|
//! | [`sum`] | sums in fixed lanes, compensated sums, "do the parts add up?" |
//! | [`elementary`] | logarithm, exponential, powers and trigonometry, portable to the last bit |
//! | [`parallel`] | ordered maps over threads without a pool |
//!
//! Nothing here uses fused multiply-add or a transcendental of the platform's mathematics library.

pub mod elementary;
pub mod parallel;
pub mod sum;
