//! Order statistics: sorting, ranks, quantiles, sums of the largest.
//!
//! The order is `−∞ < … < −0 = 0 < … < ∞ < NaN`; equal numbers keep their sequence.
//! Quantile `p` of `n` sorted numbers, by its type's `m` (Hyndman & Fan 1996): `(1 − γ) x₍ⱼ₎ + γ x₍ⱼ₊₁₎` with
//! `j + g = np + m`, `0 ≤ g < 1`, where `γ = g` in the continuous types 4 to 9.

use crate::sum::sum;
use std::cmp::Ordering;

const SIGN: u64 = 1 << 63;

/// A whole number in the order of the numbers; all NaNs share the last place.
#[inline(always)]
fn key(x: f64) -> u64 {
    let bits = (x + 0.0).to_bits();
    let flip = ((bits as i64) >> 63) as u64 | SIGN;
    if x.is_nan() { u64::MAX } else { bits ^ flip }
}

#[inline(always)]
fn number(key: u64) -> f64 {
    f64::from_bits(key ^ if key & SIGN == 0 { !0 } else { SIGN })
}

/// `a` against `b` in this module's order.
///
/// ```
/// use mercatoria_numeric::order::compare;
/// assert!(compare(-0.0, 0.0).is_eq());
/// assert!(compare(f64::INFINITY, f64::NAN).is_lt());
/// ```
#[inline]
pub fn compare(a: f64, b: f64) -> Ordering {
    key(a).cmp(&key(b))
}

/// Sorts in ascending order; −0 becomes 0.
///
/// ```
/// let mut xs = [3.0, -1.0, 2.0];
/// mercatoria_numeric::order::sort(&mut xs);
/// assert_eq!(xs, [-1.0, 2.0, 3.0]);
/// ```
pub fn sort(xs: &mut [f64]) {
    // Whole numbers sort faster than a comparison of floats, by more than the two conversions cost.
    let mut keys: Vec<u64> = xs.iter().map(|x| key(*x)).collect();
    keys.sort_unstable();
    xs.iter_mut()
        .zip(keys)
        .for_each(|(x, key)| *x = number(key));
}

/// The same numbers in ascending order.
///
/// ```
/// assert_eq!(mercatoria_numeric::order::sorted(&[3.0, -1.0, 2.0]), [-1.0, 2.0, 3.0]);
/// ```
pub fn sorted(xs: &[f64]) -> Vec<f64> {
    let mut xs = xs.to_vec();
    sort(&mut xs);
    xs
}

/// Positions of the numbers in ascending order, equal ones by position. At most 2³² numbers.
///
/// ```
/// assert_eq!(mercatoria_numeric::order::argsort(&[0.5, 0.1, 0.5, 0.2]), [1, 3, 0, 2]);
/// ```
pub fn argsort(xs: &[f64]) -> Vec<u32> {
    let mut pairs: Vec<(u64, u32)> = (0..).zip(xs).map(|(i, x)| (key(*x), i)).collect();
    pairs.sort_unstable();
    pairs.into_iter().map(|(_, i)| i).collect()
}

/// Positions of the numbers in descending order, equal ones by position. At most 2³² numbers.
///
/// ```
/// assert_eq!(mercatoria_numeric::order::argsort_descending(&[0.5, 0.1, 0.5, 0.2]), [0, 2, 3, 1]);
/// ```
pub fn argsort_descending(xs: &[f64]) -> Vec<u32> {
    let mut pairs: Vec<(u64, u32)> = (0..).zip(xs).map(|(i, x)| (!key(*x), i)).collect();
    pairs.sort_unstable();
    pairs.into_iter().map(|(_, i)| i).collect()
}

/// Which rank equal numbers get.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Ties {
    /// The mean of the places they fill.
    #[default]
    Average,
    /// The first of the places they fill ("1, 2, 2, 4").
    Min,
    /// The last of the places they fill ("1, 3, 3, 4").
    Max,
    /// The number of different numbers up to them ("1, 2, 2, 3").
    Dense,
    /// Each its own place, in their sequence.
    First,
}

/// Rank of every number, 1 for the smallest.
///
/// ```
/// use mercatoria_numeric::order::{Ties, ranks};
/// assert_eq!(ranks(&[10.0, 30.0, 10.0], Ties::Average), [1.5, 3.0, 1.5]);
/// assert_eq!(ranks(&[10.0, 30.0, 10.0], Ties::Dense), [1.0, 2.0, 1.0]);
/// ```
pub fn ranks(xs: &[f64], ties: Ties) -> Vec<f64> {
    let order = argsort(xs);
    let mut ranks = vec![0.0; xs.len()];
    let (mut before, mut dense) = (0, 0);
    for group in order.chunk_by(|a, b| key(xs[*a as usize]) == key(xs[*b as usize])) {
        dense += 1;
        let (first, last) = (before + 1, before + group.len());
        for (place, i) in (first..).zip(group) {
            ranks[*i as usize] = match ties {
                Ties::Average => (first + last) as f64 / 2.0,
                Ties::Min => first as f64,
                Ties::Max => last as f64,
                Ties::Dense => f64::from(dense),
                Ties::First => place as f64,
            };
        }
        before = last;
    }
    ranks
}

/// The nine sample quantiles of Hyndman & Fan (1996), with R's numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum QuantileType {
    /// Inverse of the empirical distribution function.
    InverseEcdf = 1,
    /// The same, averaged at the steps: the textbook's median.
    AveragedInverseEcdf = 2,
    /// Nearest even order statistic (SAS).
    NearestEven = 3,
    /// Linear interpolation of the empirical distribution function.
    LinearEcdf = 4,
    /// Knots midway through the steps (hydrologists).
    Hazen = 5,
    /// `p` of `n + 1` (Minitab, SPSS).
    Weibull = 6,
    /// `p` of `n − 1`: the default of R, NumPy and spreadsheets.
    #[default]
    Linear = 7,
    /// Nearly unbiased for the median, whatever the distribution.
    MedianUnbiased = 8,
    /// Nearly unbiased under normality (Blom).
    NormalUnbiased = 9,
}

/// The quantile `p` of numbers in ascending order; `None` for no numbers or a `p` outside [0, 1].
///
/// ```
/// use mercatoria_numeric::order::{QuantileType, quantile};
/// assert_eq!(quantile(&[1.0, 2.0, 3.0, 4.0], 0.25, QuantileType::Linear), Some(1.75));
/// assert_eq!(quantile(&[1.0, 2.0, 3.0, 4.0], 0.25, QuantileType::Weibull), Some(1.25));
/// ```
pub fn quantile(sorted: &[f64], p: f64, kind: QuantileType) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    if !(0.0..=1.0).contains(&p) {
        return None;
    }
    let n = sorted.len() as f64;
    let m = match kind {
        QuantileType::InverseEcdf
        | QuantileType::AveragedInverseEcdf
        | QuantileType::LinearEcdf => 0.0,
        QuantileType::NearestEven => -0.5,
        QuantileType::Hazen => 0.5,
        QuantileType::Weibull => p,
        QuantileType::Linear => 1.0 - p,
        QuantileType::MedianUnbiased => (p + 1.0) / 3.0,
        QuantileType::NormalUnbiased => p / 4.0 + 3.0 / 8.0,
    };
    let place = n * p + m;
    // As in R: a place within rounding of a whole number is that number.
    let slack = 4.0 * f64::EPSILON * place.abs().max(1.0);
    let j = (place + slack).floor();
    let g = if (place - j).abs() < slack {
        0.0
    } else {
        place - j
    };
    let weight = match kind {
        QuantileType::InverseEcdf => f64::from(g > 0.0),
        QuantileType::AveragedInverseEcdf => {
            if g > 0.0 {
                1.0
            } else {
                0.5
            }
        }
        QuantileType::NearestEven => f64::from(g > 0.0 || j % 2.0 != 0.0),
        _ => g,
    };
    let at = |j: f64| sorted[(j.max(1.0) as usize - 1).min(last)];
    let (below, above) = (at(j), at(j + 1.0));
    // Never interpolates where there is nothing between: keeps infinities and repeated numbers as they are.
    Some(if weight == 0.0 || below == above {
        below
    } else if weight == 1.0 {
        above
    } else {
        (1.0 - weight) * below + weight * above
    })
}

/// The median of numbers in any sequence; `None` for none.
///
/// ```
/// assert_eq!(mercatoria_numeric::order::median(&[5.0, 1.0, 2.0, 4.0]), Some(3.0));
/// ```
pub fn median(xs: &[f64]) -> Option<f64> {
    let mut keys: Vec<u64> = xs.iter().map(|x| key(*x)).collect();
    let half = keys.len() / 2;
    if keys.is_empty() {
        return None;
    }
    let odd = keys.len() % 2 == 1;
    let (lower, middle, _) = keys.select_nth_unstable(half);
    let above = number(*middle);
    let below = if odd {
        above
    } else {
        number(lower.iter().copied().max()?)
    };
    Some(if below == above {
        above
    } else {
        0.5 * below + 0.5 * above
    })
}

/// The quantile `p` of numbers that stand for `weights` units each, in any sequence: the smallest number up to which
/// at least `p` of the weight lies, averaged with the next where it is exactly `p` (type 2). `None` for a `p` outside
/// [0, 1], a negative weight or no weight at all.
///
/// ```
/// use mercatoria_numeric::order::weighted_quantile;
/// assert_eq!(weighted_quantile(&[10.0, 20.0, 30.0], &[1.0, 1.0, 5.0], 0.5), Some(30.0));
/// assert_eq!(weighted_quantile(&[10.0, 20.0], &[2.0, 2.0], 0.5), Some(15.0));
/// ```
pub fn weighted_quantile(xs: &[f64], weights: &[f64], p: f64) -> Option<f64> {
    let total = sum(weights);
    let valid = (0.0..=1.0).contains(&p)
        && weights.iter().all(|w| *w >= 0.0)
        && total > 0.0
        && total.is_finite();
    if !valid || xs.len() != weights.len() {
        return None;
    }
    let target = p * total;
    let slack = 4.0 * f64::EPSILON * total;
    let carrying = argsort(xs)
        .into_iter()
        .map(|i| i as usize)
        .filter(|i| weights[*i] > 0.0);
    let mut reached = 0.0;
    let mut at_step = None;
    let mut last = None;
    for i in carrying {
        if let Some(below) = at_step {
            return Some(0.5 * below + 0.5 * xs[i]);
        }
        reached += weights[i];
        last = Some(xs[i]);
        if (reached - target).abs() <= slack {
            at_step = last;
        } else if reached > target {
            return last;
        }
    }
    last
}

/// Sum of the `k` largest numbers (of all, if there are fewer), added from the largest down.
///
/// ```
/// assert_eq!(mercatoria_numeric::order::top_k_sum(&[0.5, 4.0, 1.0, 2.0], 2), 6.0);
/// ```
pub fn top_k_sum(xs: &[f64], k: usize) -> f64 {
    let mut keys: Vec<u64> = xs.iter().map(|x| !key(*x)).collect();
    let k = k.min(keys.len());
    if k > 0 && k < keys.len() {
        keys.select_nth_unstable(k - 1);
    }
    let top = &mut keys[..k];
    top.sort_unstable();
    sum(&top.iter().map(|key| number(!key)).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use QuantileType::*;

    /// Whole numbers from −500 to 499 in a scrambled sequence, with repetitions.
    fn scrambled(n: u32) -> Vec<f64> {
        (0..n)
            .map(|i| f64::from(i * 7919 % 10_007 % 1000) - 500.0)
            .collect()
    }

    #[test]
    fn sorting_agrees_with_comparison() {
        for n in [0, 1, 2, 100, 5000] {
            let xs = scrambled(n);
            let mut expected = xs.clone();
            expected.sort_by(f64::total_cmp);
            assert_eq!(sorted(&xs), expected);
            let order = argsort(&xs);
            assert!(order.windows(2).all(|w| {
                let (a, b) = (xs[w[0] as usize], xs[w[1] as usize]);
                a < b || a == b && w[0] < w[1]
            }));
            let order = argsort_descending(&xs);
            assert!(order.windows(2).all(|w| {
                let (a, b) = (xs[w[0] as usize], xs[w[1] as usize]);
                a > b || a == b && w[0] < w[1]
            }));
        }
    }

    #[test]
    fn the_order_has_one_zero_and_ends_with_nan() {
        let xs = [
            f64::NAN,
            1.0,
            f64::NEG_INFINITY,
            -f64::NAN,
            0.0,
            f64::INFINITY,
            -0.0,
            -1e-310,
        ];
        assert_eq!(argsort(&xs), [2, 7, 4, 6, 1, 5, 0, 3]);
        let xs = sorted(&xs);
        assert_eq!(
            xs[..6],
            [f64::NEG_INFINITY, -1e-310, 0.0, 0.0, 1.0, f64::INFINITY]
        );
        assert!(xs[6].is_nan() && xs[7].is_nan() && xs[2].is_sign_positive());
    }

    #[test]
    fn ranks_of_ties() {
        let xs = [3.0, 1.0, 3.0, 2.0, 3.0];
        assert_eq!(ranks(&xs, Ties::Average), [4.0, 1.0, 4.0, 2.0, 4.0]);
        assert_eq!(ranks(&xs, Ties::Min), [3.0, 1.0, 3.0, 2.0, 3.0]);
        assert_eq!(ranks(&xs, Ties::Max), [5.0, 1.0, 5.0, 2.0, 5.0]);
        assert_eq!(ranks(&xs, Ties::Dense), [3.0, 1.0, 3.0, 2.0, 3.0]);
        assert_eq!(ranks(&xs, Ties::First), [3.0, 1.0, 4.0, 2.0, 5.0]);
    }

    /// By hand from the definitions, for 1, 2, 4, 8, 16: at p = 0.3, np = 1.5.
    #[test]
    fn nine_quantiles_of_five_numbers() {
        let xs = [1.0, 2.0, 4.0, 8.0, 16.0];
        let near = |kind, p, expected: f64| {
            let found = quantile(&xs, p, kind).unwrap();
            assert!(
                (found - expected).abs() < 1e-14,
                "{kind:?} at {p}: {found}, not {expected}"
            );
        };
        near(InverseEcdf, 0.3, 2.0);
        near(AveragedInverseEcdf, 0.3, 2.0);
        near(NearestEven, 0.3, 2.0); // np − 1/2 = 1, odd: the next
        near(LinearEcdf, 0.3, 1.5);
        near(Hazen, 0.3, 2.0);
        near(Weibull, 0.3, 1.8);
        near(Linear, 0.3, 2.4);
        near(MedianUnbiased, 0.3, 1.0 + (1.5 + 1.3 / 3.0 - 1.0));
        near(NormalUnbiased, 0.3, 1.0 + (1.5 + 0.075 + 0.375 - 1.0));
        near(InverseEcdf, 0.4, 2.0); // a step: np = 2
        near(AveragedInverseEcdf, 0.4, 3.0);
        near(NearestEven, 0.5, 2.0); // np − 1/2 = 2, even: stays
        near(LinearEcdf, 0.05, 1.0);
        near(Weibull, 0.99, 16.0);
        for p in [0.0, 1.0] {
            for kind in [
                InverseEcdf,
                NearestEven,
                LinearEcdf,
                Hazen,
                Weibull,
                Linear,
                MedianUnbiased,
                NormalUnbiased,
            ] {
                near(kind, p, if p == 0.0 { 1.0 } else { 16.0 });
            }
        }
        assert_eq!(quantile(&[], 0.5, Linear), None);
        assert_eq!(quantile(&xs, 1.1, Linear), None);
        assert_eq!(quantile(&xs, f64::NAN, Linear), None);
    }

    #[test]
    fn a_place_within_rounding_of_a_number_is_that_number() {
        // 10 · 0.7 and 0.3 · 10 fall beside the whole number in binary.
        let xs: Vec<f64> = (1..=10).map(f64::from).collect();
        assert_eq!(quantile(&xs, 0.7, InverseEcdf), Some(7.0));
        assert_eq!(quantile(&xs, 1.0 - 0.7, InverseEcdf), Some(3.0));
    }

    #[test]
    fn medians() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[7.0]), Some(7.0));
        assert_eq!(median(&[f64::MAX, f64::MAX]), Some(f64::MAX));
        for n in 1..60 {
            let xs = scrambled(n);
            assert_eq!(median(&xs), quantile(&sorted(&xs), 0.5, Linear));
            assert_eq!(
                median(&xs),
                weighted_quantile(&xs, &vec![0.1; xs.len()], 0.5)
            );
        }
    }

    #[test]
    fn weights_count_like_repetitions() {
        let (xs, weights) = ([3.0, 1.0, 2.0, 9.0], [2.0, 3.0, 1.0, 0.0]);
        let repeated = [1.0, 1.0, 1.0, 2.0, 3.0, 3.0];
        for p in [0.0, 0.1, 0.25, 0.5, 0.6, 2.0 / 3.0, 0.9, 1.0] {
            assert_eq!(
                weighted_quantile(&xs, &weights, p),
                quantile(&repeated, p, AveragedInverseEcdf),
                "{p}"
            );
        }
        assert_eq!(weighted_quantile(&xs, &[0.0; 4], 0.5), None);
        assert_eq!(weighted_quantile(&xs, &[1.0, 1.0, 1.0, -1.0], 0.5), None);
        assert_eq!(weighted_quantile(&xs, &[1.0; 3], 0.5), None);
    }

    #[test]
    fn sums_of_the_largest() {
        let xs = scrambled(500);
        let descending: Vec<f64> = sorted(&xs).into_iter().rev().collect();
        for k in [0, 1, 4, 499, 500, 1000] {
            assert_eq!(top_k_sum(&xs, k), descending.iter().take(k).sum::<f64>());
        }
        assert_eq!(top_k_sum(&[], 4), 0.0);
    }
}
