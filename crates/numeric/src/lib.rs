//! Numerics of Mercatoria: the same bits on every machine, whatever the number of threads.
//!
//! | module | what it holds |
//! |---|---|
//! | [`sum`] | sums in fixed lanes, compensated sums, "do the parts add up?" |
//! | [`bits`] | presence matrices as bits: co-occurrence, weighted co-occurrence, density |
//! | [`decimal`] | exact decimal numbers, the decimals of a column |
//! | [`order`] | sorting, ranks, quantiles, sums of the largest |
//! | [`moments`] | mean, variance, skewness, kurtosis, also weighted |
//! | [`correlation`] | Pearson, Spearman, Kendall |
//! | [`linear`] | dense vectors and matrices: products, factorisations, least squares |
//! | [`eigen`] | eigenvalues and eigenvectors |
//! | [`elementary`] | logarithm, exponential, powers and trigonometry, portable to the last bit |
//! | [`special`] | error, gamma and beta functions, complete and incomplete |
//! | [`distribution`] | normal, t, chi-square, F, beta, binomial, Poisson, hypergeometric |
//! | [`random`] | random numbers as a function of seed, unit and draw |
//! | [`parallel`] | ordered maps over threads without a pool |
//!
//! Nothing here uses fused multiply-add or a transcendental of the platform's mathematics library.

pub mod bits;
pub mod correlation;
pub mod decimal;
mod dispatch;
pub mod distribution;
pub mod eigen;
pub mod elementary;
pub mod linear;
pub mod moments;
pub mod order;
pub mod parallel;
pub mod random;
pub mod special;
pub mod sum;
