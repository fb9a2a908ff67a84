//! `xʸ = e^(y ln x)` with `ln x`, and the product, carried in two numbers.

use super::exponential::{SAFE, exp_of_sum};
use super::logarithm::ln_in_two;

/// `xʸ`, within 0.6 units in the last place.
#[inline]
pub(super) fn powf(x: f64, y: f64) -> f64 {
    if (f64::MIN_POSITIVE..f64::INFINITY).contains(&x) && y.abs() < (1u64 << 62) as f64 {
        let (ln, rest) = ln_in_two(x);
        let short = |a: f64| f64::from_bits(a.to_bits() & (!0 << 27));
        let (y_high, ln_high) = (short(y), short(ln));
        let product = y_high * ln_high;
        if product.abs() <= SAFE {
            return exp_of_sum(
                product,
                (y - y_high) * ln_high + y * ((ln - ln_high) + rest),
            );
        }
    }
    libm::pow(x, y)
}
