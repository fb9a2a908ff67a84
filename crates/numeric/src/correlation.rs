//! Correlation of two columns.
//!
//! Pearson `r = Σ(x−x̄)(y−ȳ) / √(Σ(x−x̄)² Σ(y−ȳ)²)`; Spearman, the same of average ranks; Kendall
//! `τ_b = (C − D) / √((P − T_x)(P − T_y))` over the `P = n(n−1)/2` pairs, `C` of them concordant, `D` discordant and
//! `T` tied in one column (Kendall 1945; counted in O(n log n) as in Knight 1966).
//!
//! All return `None` where the columns differ in length or one of them does not vary.

use crate::elementary::sqrt;
use crate::moments::{mean, total_weight, weighted_mean};
use crate::order::{Ties, argsort, compare, ranks};
use crate::sum::{sum_by, sum_by2};

fn varies(xs: &[f64]) -> bool {
    xs.iter().any(|x| *x != xs[0])
}

/// Pearson's product-moment correlation, in [−1, 1].
///
/// ```
/// assert_eq!(mercatoria_numeric::correlation::pearson(&[1.0, 2.0, 3.0], &[2.0, 4.0, 6.0]), Some(1.0));
/// ```
pub fn pearson(xs: &[f64], ys: &[f64]) -> Option<f64> {
    if xs.len() != ys.len() || !varies(xs) || !varies(ys) {
        return None;
    }
    let (mx, my) = (mean(xs)?, mean(ys)?);
    let (sx, sy) = (
        sum_by(xs, |x| (x - mx) * (x - mx)),
        sum_by(ys, |y| (y - my) * (y - my)),
    );
    ratio(sum_by2(xs, ys, |x, y| (x - mx) * (y - my)), sx, sy)
}

fn ratio(sxy: f64, sxx: f64, syy: f64) -> Option<f64> {
    let product = sxx * syy;
    // One root rounds once; two do not overflow.
    let scale = if product.is_normal() {
        sqrt(product)
    } else {
        sqrt(sxx) * sqrt(syy)
    };
    (scale > 0.0).then(|| (sxy / scale).clamp(-1.0, 1.0))
}

/// Pearson's correlation of pairs that stand for `weights` units each, in [−1, 1]; `None` also for a negative weight
/// or no weight at all.
///
/// ```
/// use mercatoria_numeric::correlation::weighted_pearson;
/// assert_eq!(weighted_pearson(&[1.0, 2.0, 9.0], &[2.0, 4.0, 0.0], &[1.0, 3.0, 0.0]), Some(1.0));
/// ```
pub fn weighted_pearson(xs: &[f64], ys: &[f64], weights: &[f64]) -> Option<f64> {
    total_weight(ys, weights)?;
    let (mx, my) = (weighted_mean(xs, weights)?, weighted_mean(ys, weights)?);
    let dx: Vec<f64> = xs.iter().map(|x| x - mx).collect();
    let dy: Vec<f64> = ys.iter().map(|y| y - my).collect();
    let wdx: Vec<f64> = dx.iter().zip(weights).map(|(d, w)| d * w).collect();
    let wdy: Vec<f64> = dy.iter().zip(weights).map(|(d, w)| d * w).collect();
    let product = |a: &[f64], b: &[f64]| sum_by2(a, b, |a, b| a * b);
    ratio(product(&wdx, &dy), product(&wdx, &dx), product(&wdy, &dy))
}

/// Spearman's rank correlation, in [−1, 1]; equal numbers share the mean of their ranks.
///
/// ```
/// assert_eq!(mercatoria_numeric::correlation::spearman(&[1.0, 2.0, 3.0], &[1.0, 10.0, 100.0]), Some(1.0));
/// ```
pub fn spearman(xs: &[f64], ys: &[f64]) -> Option<f64> {
    pearson(&ranks(xs, Ties::Average), &ranks(ys, Ties::Average))
}

/// Kendall's rank correlation `τ_b`, in [−1, 1].
///
/// ```
/// assert_eq!(mercatoria_numeric::correlation::kendall(&[1.0, 2.0, 3.0], &[1.0, 3.0, 2.0]), Some(1.0 / 3.0));
/// ```
pub fn kendall(xs: &[f64], ys: &[f64]) -> Option<f64> {
    if xs.len() != ys.len() {
        return None;
    }
    // Sorted by x and, within equal x, by y: what is then out of order in y is discordant.
    let by_y = argsort(ys);
    let x_in_y_order: Vec<f64> = by_y.iter().map(|i| xs[*i as usize]).collect();
    let order: Vec<usize> = argsort(&x_in_y_order)
        .iter()
        .map(|i| by_y[*i as usize] as usize)
        .collect();
    let same = |zs: &[f64], a: usize, b: usize| compare(zs[a], zs[b]).is_eq();
    let tied_x = pairs_within(order.chunk_by(|a, b| same(xs, *a, *b)));
    let tied_y = pairs_within(by_y.chunk_by(|a, b| same(ys, *a as usize, *b as usize)));
    let tied_both = pairs_within(order.chunk_by(|a, b| same(xs, *a, *b) && same(ys, *a, *b)));
    let mut sequence: Vec<u64> = ranks(ys, Ties::Dense)
        .iter()
        .map(|rank| *rank as u64)
        .collect();
    sequence = order.iter().map(|i| sequence[*i]).collect();
    let discordant = inversions(&mut sequence);

    let pairs = pairs_of(xs.len());
    let surplus = pairs + tied_both - tied_x - tied_y - 2 * discordant;
    ratio(
        surplus as f64,
        (pairs - tied_x) as f64,
        (pairs - tied_y) as f64,
    )
}

fn pairs_of(n: usize) -> i64 {
    (n as i64) * (n as i64 - 1) / 2
}

fn pairs_within<'a, T: 'a>(groups: impl Iterator<Item = &'a [T]>) -> i64 {
    groups.map(|group| pairs_of(group.len())).sum()
}

/// Number of pairs out of order, by merging from the bottom up; leaves the sequence sorted.
fn inversions(sequence: &mut Vec<u64>) -> i64 {
    let mut merged = vec![0; sequence.len()];
    let mut count = 0;
    let mut width = 1;
    while width < sequence.len() {
        for (from, to) in sequence.chunks(2 * width).zip(merged.chunks_mut(2 * width)) {
            let (mut left, mut right) = from.split_at(width.min(from.len()));
            for slot in to {
                match (left, right) {
                    ([l, ..], [r, rest @ ..]) if r < l => {
                        count += left.len() as i64;
                        (*slot, right) = (*r, rest);
                    }
                    ([l, rest @ ..], _) => (*slot, left) = (*l, rest),
                    ([], [r, rest @ ..]) => (*slot, right) = (*r, rest),
                    ([], []) => {}
                }
            }
        }
        std::mem::swap(sequence, &mut merged);
        width *= 2;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(n: u32) -> (Vec<f64>, Vec<f64>) {
        let digit = |i: u32, by: u32| f64::from(i * by % 101 % 13);
        (
            (0..n).map(|i| digit(i, 37)).collect(),
            (0..n).map(|i| digit(i, 59) + digit(i, 37) / 2.0).collect(),
        )
    }

    /// Every pair looked at.
    fn kendall_by_definition(xs: &[f64], ys: &[f64]) -> f64 {
        let (mut surplus, mut vary_x, mut vary_y) = (0.0, 0.0f64, 0.0f64);
        for i in 0..xs.len() {
            for j in 0..i {
                let sign = |zs: &[f64]| {
                    f64::from(u8::from(zs[i] > zs[j])) - f64::from(u8::from(zs[i] < zs[j]))
                };
                surplus += sign(xs) * sign(ys);
                vary_x += sign(xs).abs();
                vary_y += sign(ys).abs();
            }
        }
        surplus / (vary_x * vary_y).sqrt()
    }

    #[test]
    fn kendall_agrees_with_its_definition() {
        for n in [3, 10, 64, 65, 200] {
            let (xs, ys) = columns(n);
            let (found, expected) = (kendall(&xs, &ys).unwrap(), kendall_by_definition(&xs, &ys));
            assert!(
                (found - expected).abs() < 1e-14,
                "{n}: {found}, not {expected}"
            );
        }
    }

    /// Deviations (−2, −1, 0, 1, 2) and (−1, −2, 1, 0, 2): 8 / √(10 · 10).
    #[test]
    fn five_pairs_by_hand() {
        let (xs, ys) = ([1.0, 2.0, 3.0, 4.0, 5.0], [2.0, 1.0, 4.0, 3.0, 5.0]);
        let near =
            |found: Option<f64>, expected: f64| assert!((found.unwrap() - expected).abs() < 1e-15);
        near(pearson(&xs, &ys), 0.8);
        near(spearman(&xs, &ys), 0.8);
        near(kendall(&xs, &ys), 0.6); // 8 concordant, 2 discordant
        near(pearson(&xs, &xs.map(|x| -3.0 * x)), -1.0);
    }

    #[test]
    fn weights_count_like_repetitions() {
        let found = weighted_pearson(&[1.0, 2.0, 4.0], &[3.0, 1.0, 7.0], &[2.0, 3.0, 1.0]).unwrap();
        let expected = pearson(
            &[1.0, 1.0, 2.0, 2.0, 2.0, 4.0],
            &[3.0, 3.0, 1.0, 1.0, 1.0, 7.0],
        )
        .unwrap();
        assert!((found - expected).abs() < 1e-15);
    }

    #[test]
    fn nothing_to_correlate() {
        for correlation in [pearson, spearman, kendall] {
            assert_eq!(correlation(&[], &[]), None);
            assert_eq!(correlation(&[1.0], &[1.0]), None);
            assert_eq!(
                correlation(&[0.1; 7], &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]),
                None
            );
            assert_eq!(correlation(&[1.0, 2.0], &[1.0, 2.0, 3.0]), None);
        }
        assert_eq!(
            weighted_pearson(&[1.0, 2.0], &[1.0, 2.0], &[1.0, 0.0]),
            None
        );
    }
}
