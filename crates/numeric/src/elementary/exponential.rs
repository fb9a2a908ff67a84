//! `eˣ = 2^(k/128) · eʳ` with `k = round(128 x / ln 2)`, so that `|r| ≤ ln 2 / 256` and five terms of the series do.
//!
//! The table of `2^(j/128)` is computed when compiling, in integers.

use super::logarithm::{LN_2, POINT, parts};

/// Binary digits after the point in the integers the table is computed with.
const TABLE_POINT: u32 = 96;

/// `2^(j/128)` rounded, and what rounding left out, relative to it.
static TABLE: [(f64, f64); 128] = {
    let ratio = exp_small((LN_2 >> (POINT - TABLE_POINT)) as u128 >> 7);
    let mut table = [(1.0, 0.0); 128];
    let mut power = 1u128 << TABLE_POINT;
    let mut j = 0;
    while j < 128 {
        let rounded = power as f64;
        let left = power as i128 - rounded as i128;
        table[j] = (
            rounded / (1u128 << TABLE_POINT) as f64,
            left as f64 / rounded,
        );
        power = times(power, ratio);
        j += 1;
    }
    table
};

/// `a · b` of numbers below 4 in units of 2^−[`TABLE_POINT`].
const fn times(a: u128, b: u128) -> u128 {
    const HALF: u32 = TABLE_POINT / 2;
    let ((a1, a0), (b1, b0)) = ((a >> HALF, a % (1 << HALF)), (b >> HALF, b % (1 << HALF)));
    a1 * b1 + ((a1 * b0 + a0 * b1) >> HALF)
}

/// `Σ yⁿ/n!` in units of 2^−[`TABLE_POINT`].
const fn exp_small(y: u128) -> u128 {
    let mut term = 1u128 << TABLE_POINT;
    let (mut sum, mut n) = (0, 1);
    while term != 0 {
        sum += term;
        term = times(term, y) / n;
        n += 1;
    }
    sum
}

/// A head of 32 bits leaves room for the 18 of `k`: `k · head` is exact.
const LN_2_PARTS: (f64, f64) = parts(LN_2, 32);
const STEP: (f64, f64) = (LN_2_PARTS.0 / 128.0, LN_2_PARTS.1 / 128.0);
const STEPS_PER_UNIT: f64 = 1.0 / (STEP.0 + STEP.1);
/// Adding 1.5 · 2⁵² rounds to a whole number and leaves it in the low bits.
const ROUNDER: f64 = 1.5 * (1u64 << 52) as f64;

/// Up to here neither `eˣ` nor `e⁻ˣ` leaves the normal numbers.
pub(super) const SAFE: f64 = 708.0;

/// Exponential, within 0.52 units in the last place (1 among subnormal results).
#[inline]
pub(super) fn exp(x: f64) -> f64 {
    if x.abs() <= SAFE {
        exp_of_sum(x, 0.0)
    } else {
        exp_at_the_edge(x)
    }
}

/// `e^(x + rest)` for `|x| ≤` [`SAFE`] and a `rest` too small to matter by itself.
#[inline(always)]
pub(super) fn exp_of_sum(x: f64, rest: f64) -> f64 {
    let (scale, above, k) = mantissa(x, rest);
    let scale = f64::from_bits(scale.to_bits().wrapping_add((k << 52) as u64));
    scale + scale * above
}

/// `e^(x + rest) = 2ᵏ · scale · (1 + above)` with `scale` in [1, 2).
#[inline(always)]
fn mantissa(x: f64, rest: f64) -> (f64, f64, i64) {
    let shifted = x * STEPS_PER_UNIT + ROUNDER;
    let steps = shifted - ROUNDER;
    // The bits of ROUNDER above its low 51 are shifted out by every use of k.
    let k = shifted.to_bits() as i64;
    let r = ((x - steps * STEP.0) - steps * STEP.1) + rest;
    let (scale, tail) = TABLE[k as usize % 128];
    let r2 = r * r;
    let above =
        (tail + r) + r2 * ((1.0 / 2.0 + r * (1.0 / 6.0)) + r2 * (1.0 / 24.0 + r * (1.0 / 120.0)));
    (scale, above, k >> 7)
}

/// Of numbers whose exponential may overflow or be subnormal, infinities and NaN.
#[cold]
fn exp_at_the_edge(x: f64) -> f64 {
    if x.is_nan() {
        x
    } else if x > 709.8 {
        f64::INFINITY
    } else if x < -745.2 {
        0.0
    } else {
        // Two steps of half the way, so that neither power of two leaves the normal numbers.
        let (scale, above, _) = mantissa(x, 0.0);
        let k = (x * STEPS_PER_UNIT + ROUNDER - ROUNDER).div_euclid(128.0) as i64;
        let power = |k: i64| f64::from_bits(((1023 + k) as u64) << 52);
        (scale + scale * above) * power(k / 2) * power(k - k / 2)
    }
}
