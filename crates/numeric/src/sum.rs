//! Sums whose bits depend on the numbers and their order alone.
//!
//! Lanes: `L_j = Σ x_i over i ≡ j (mod 8)`, total `((L0+L4)+(L2+L6)) + ((L1+L5)+(L3+L7))`: eight chains run side by side,
//! which a compiler turns into vector additions without changing one bit of the result.
//!
//! Compensated: `s ← fl(s + x)`, `c ← c + (s + x − fl(s + x))`, total `s + c` (Neumaier 1974), whose error is
//! `ε|Σx| + O(nε²)Σ|x|`.

/// Number of lanes; part of the definition of the result, never to be tuned.
const LANES: usize = 8;

#[inline(always)]
fn fold(lanes: [f64; LANES]) -> f64 {
    let [a, b, c, d, e, f, g, h] = lanes;
    ((a + e) + (c + g)) + ((b + f) + (d + h))
}

/// `Σ xᵢ` in eight fixed lanes; 0 for an empty slice.
///
/// ```
/// assert_eq!(mercatoria_numeric::sum::sum(&[1.0, 2.0, 3.5]), 6.5);
/// ```
#[inline]
pub fn sum(xs: &[f64]) -> f64 {
    sum_by(xs, |x| x)
}

/// `Σ f(xᵢ)` in eight fixed lanes; 0 for an empty slice.
///
/// ```
/// assert_eq!(mercatoria_numeric::sum::sum_by(&[1.0, 2.0, 3.0], |x| x * x), 14.0);
/// ```
#[inline]
pub fn sum_by(xs: &[f64], f: impl Fn(f64) -> f64) -> f64 {
    let (chunks, rest) = xs.as_chunks::<LANES>();
    let mut lanes = [0.0; LANES];
    for chunk in chunks {
        for (lane, x) in lanes.iter_mut().zip(chunk) {
            *lane += f(*x);
        }
    }
    for (lane, x) in lanes.iter_mut().zip(rest) {
        *lane += f(*x);
    }
    fold(lanes)
}

/// `Σ f(xᵢ, yᵢ)` in eight fixed lanes, over the length of the shorter slice.
///
/// ```
/// assert_eq!(mercatoria_numeric::sum::sum_by2(&[1.0, 2.0], &[3.0, 4.0], |x, y| x * y), 11.0);
/// ```
#[inline]
pub fn sum_by2(xs: &[f64], ys: &[f64], f: impl Fn(f64, f64) -> f64) -> f64 {
    let len = xs.len().min(ys.len());
    let (xc, xr) = xs[..len].as_chunks::<LANES>();
    let (yc, yr) = ys[..len].as_chunks::<LANES>();
    let mut lanes = [0.0; LANES];
    for (x, y) in xc.iter().zip(yc) {
        for ((lane, x), y) in lanes.iter_mut().zip(x).zip(y) {
            *lane += f(*x, *y);
        }
    }
    for ((lane, x), y) in lanes.iter_mut().zip(xr).zip(yr) {
        *lane += f(*x, *y);
    }
    fold(lanes)
}

/// Cells gathered at a time.
const GATHER: usize = 256;

/// `Σ f(xᵢ)` over the positive `xᵢ` alone, gathered without a branch first: for functions dear enough that zeros strewn
/// over a table should cost nothing (logarithms, powers).
///
/// ```
/// assert_eq!(mercatoria_numeric::sum::sum_positive(&[0.0, 2.0, 0.0, 3.0], |x| 6.0 / x), 5.0);
/// ```
pub fn sum_positive(xs: &[f64], f: impl Fn(f64) -> f64) -> f64 {
    let (mut held, mut total) = ([0.0; GATHER], 0.0);
    for chunk in xs.chunks(GATHER) {
        let mut n = 0;
        for x in chunk {
            held[n] = *x;
            n += usize::from(*x > 0.0);
        }
        total += sum_by(&held[..n], &f);
    }
    total
}

/// `Σ f(xᵢ, yᵢ)` over the positive `xᵢ` alone, over the length of the shorter slice.
///
/// ```
/// assert_eq!(mercatoria_numeric::sum::sum_positive2(&[0.0, 2.0], &[0.0, 6.0], |x, y| y / x), 3.0);
/// ```
pub fn sum_positive2(xs: &[f64], ys: &[f64], f: impl Fn(f64, f64) -> f64) -> f64 {
    let (mut first, mut second, mut total) = ([0.0; GATHER], [0.0; GATHER], 0.0);
    for (xs, ys) in xs.chunks(GATHER).zip(ys.chunks(GATHER)) {
        let mut n = 0;
        for (x, y) in xs.iter().zip(ys) {
            (first[n], second[n]) = (*x, *y);
            n += usize::from(*x > 0.0);
        }
        total += sum_by2(&first[..n], &second[..n], &f);
    }
    total
}

/// A running sum that also carries what rounding lost.
///
/// ```
/// use mercatoria_numeric::sum::Compensated;
/// let mut sum = Compensated::default();
/// for x in [1.0, 1e100, 1.0, -1e100] {
///     sum.add(x);
/// }
/// assert_eq!(sum.total(), 2.0);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Compensated {
    sum: f64,
    lost: f64,
}

impl Compensated {
    /// Adds one number.
    #[inline]
    pub fn add(&mut self, x: f64) {
        // Knuth's two-sum: the same error term as Neumaier's comparison, without the branch.
        let sum = self.sum + x;
        let virtual_x = sum - self.sum;
        self.lost += (self.sum - (sum - virtual_x)) + (x - virtual_x);
        self.sum = sum;
    }

    /// Adds another running sum.
    #[inline]
    pub fn merge(&mut self, other: Self) {
        self.add(other.sum);
        self.lost += other.lost;
    }

    /// The sum so far; an overflow stays the infinity it is.
    #[inline]
    pub fn total(&self) -> f64 {
        if self.sum.is_finite() {
            self.sum + self.lost
        } else {
            self.sum
        }
    }
}

impl FromIterator<f64> for Compensated {
    fn from_iter<I: IntoIterator<Item = f64>>(xs: I) -> Self {
        let mut sum = Self::default();
        sum.extend(xs);
        sum
    }
}

impl Extend<f64> for Compensated {
    fn extend<I: IntoIterator<Item = f64>>(&mut self, xs: I) {
        xs.into_iter().for_each(|x| self.add(x));
    }
}

/// `Σ x` with the rounding errors added back; 0 for none.
///
/// ```
/// assert_eq!(mercatoria_numeric::sum::compensated_sum([0.1; 10]), 1.0);
/// ```
pub fn compensated_sum(xs: impl IntoIterator<Item = f64>) -> f64 {
    xs.into_iter().collect::<Compensated>().total()
}

/// Do the parts add up to the whole, within `8 ε Σ|parts|`, which is what storing them as `f64` may cost?
///
/// ```
/// use mercatoria_numeric::sum::adds_up;
/// assert!(adds_up(0.3, [0.1, 0.2]));
/// assert!(!adds_up(100.0, [60.0, 39.9]));
/// ```
pub fn adds_up(whole: f64, parts: impl IntoIterator<Item = f64>) -> bool {
    let mut gap = Compensated::default();
    let mut size = 0.0;
    for part in parts {
        gap.add(part);
        size += part.abs();
    }
    gap.add(-whole);
    gap.total().abs() <= 8.0 * f64::EPSILON * size
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lanes_equal_their_definition() {
        for n in 0..40 {
            let xs: Vec<f64> = (0..n).map(|i| 0.1 + f64::from(i) / 7.0).collect();
            let mut lanes = [0.0; 8];
            for (i, x) in xs.iter().enumerate() {
                lanes[i % 8] += x;
            }
            let expected = ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6]))
                + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
            assert_eq!(sum(&xs).to_bits(), expected.to_bits(), "{n} numbers");
        }
    }

    #[test]
    fn whole_numbers_add_exactly() {
        let xs: Vec<f64> = (1..=1000).map(f64::from).collect();
        assert_eq!(sum(&xs), 500_500.0);
        assert_eq!(sum_by(&xs, |x| x * x), 333_833_500.0);
        assert_eq!(sum_by2(&xs, &xs[..10], |x, y| x * y), 385.0);
    }

    #[test]
    fn an_empty_sum_is_a_positive_zero() {
        assert_eq!(sum(&[]).to_bits(), 0);
        assert_eq!(sum(&[-0.0]).to_bits(), 0);
        assert_eq!(compensated_sum([]).to_bits(), 0);
    }

    #[test]
    fn compensation_survives_cancellation_and_overflow() {
        assert_eq!(compensated_sum([1e16, 1.0, -1e16]), 1.0);
        assert_eq!(compensated_sum([f64::MAX, f64::MAX]), f64::INFINITY);
        let halves = |xs: &[f64]| xs.iter().copied().collect::<Compensated>();
        let mut merged = halves(&[1e16, 1.0]);
        merged.merge(halves(&[1.0, -1e16]));
        assert_eq!(merged.total(), 2.0);
    }

    #[test]
    fn parts_add_up_within_rounding_only() {
        assert!(adds_up(0.0, []));
        assert!(!adds_up(1e-300, []));
        assert!(adds_up(0.7, [0.1; 7]));
        assert!(!adds_up(0.7 + 1e-14, [0.1; 7]));
        assert!(!adds_up(f64::NAN, [1.0]));
    }
}
