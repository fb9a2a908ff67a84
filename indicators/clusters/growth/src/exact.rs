//! Numbers of twice the precision, x = high + low, so that parts of a change add up however much they cancel.
use std::ops::{Add, Div, Mul, Neg, Sub};

/// An unevaluated sum of two doubles (Dekker 1971), good to some 31 digits, without fused multiply-add.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Exact {
    high: f64,
    low: f64,
}
impl Exact {
    pub(crate) const ZERO: Self = Self {
        high: 0.0,
        low: 0.0,
    };
    /// The nearest double.
    pub(crate) fn get(self) -> f64 {
        self.high
    }
    fn of(high: f64, low: f64) -> Self {
        let sum = high + low;
        Self {
            high: sum,
            low: low - (sum - high),
        }
    }
    /// a − b.
    #[inline]
    pub(crate) fn difference(a: f64, b: f64) -> Self {
        let (high, low) = two_sum(a, -b);
        Self { high, low }
    }
}
impl From<f64> for Exact {
    fn from(high: f64) -> Self {
        Self { high, low: 0.0 }
    }
}
#[inline]
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let virtual_b = sum - a;
    (sum, (a - (sum - virtual_b)) + (b - virtual_b))
}
#[inline]
fn split(x: f64) -> (f64, f64) {
    let high = x * 134_217_729.0;
    let high = high - (high - x);
    (high, x - high)
}
#[inline]
fn two_product(a: f64, b: f64) -> (f64, f64) {
    let p = a * b;
    let ((ah, al), (bh, bl)) = (split(a), split(b));
    (p, ((ah * bh - p) + ah * bl + al * bh) + al * bl)
}
impl Add for Exact {
    type Output = Self;
    #[inline]
    fn add(self, other: Self) -> Self {
        let (high, error) = two_sum(self.high, other.high);
        let (low, rest) = two_sum(self.low, other.low);
        let Self { high, low } = Self::of(high, error + low);
        Self::of(high, low + rest)
    }
}
impl Neg for Exact {
    type Output = Self;
    fn neg(self) -> Self {
        Self {
            high: -self.high,
            low: -self.low,
        }
    }
}
impl Sub for Exact {
    type Output = Self;
    #[inline]
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}
impl Mul for Exact {
    type Output = Self;
    #[inline]
    fn mul(self, other: Self) -> Self {
        let (high, low) = two_product(self.high, other.high);
        Self::of(high, low + (self.high * other.low + self.low * other.high))
    }
}
impl Mul<f64> for Exact {
    type Output = Self;
    #[inline]
    fn mul(self, other: f64) -> Self {
        let (high, low) = two_product(self.high, other);
        Self::of(high, low + self.low * other)
    }
}
impl Div for Exact {
    type Output = Self;
    #[inline]
    fn div(self, other: Self) -> Self {
        let first = self.high / other.high;
        let rest = self - other * first;
        let second = rest.high / other.high;
        let rest = rest - other * second;
        Self::of(first, second) + Self::from(rest.high / other.high)
    }
}
impl std::iter::Sum for Exact {
    fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
        numbers.fold(Self::ZERO, Add::add)
    }
}

/// A sum of numbers and products whose rounding errors are summed beside it: as good as twice the precision, and faster
/// than adding [`Exact`] numbers one by one.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Dot {
    sum: f64,
    lost: f64,
}
impl Dot {
    #[inline]
    pub(crate) fn add(&mut self, x: f64) {
        let (sum, error) = two_sum(self.sum, x);
        self.sum = sum;
        self.lost += error;
    }
    /// Adds a x.
    #[inline]
    pub(crate) fn add_product(&mut self, a: Exact, x: f64) {
        let (product, error) = two_product(a.high, x);
        self.add(product);
        self.lost += error + a.low * x;
    }
    /// Adds w d / x for x above 0.
    #[inline]
    pub(crate) fn add_quotient(&mut self, d: Exact, x: f64, w: f64) {
        let first = d.high / x;
        let (product, error) = two_product(first, x);
        let second = (((d.high - product) - error) + d.low) / x;
        let quotient = Exact::of(first, second);
        self.add_product(quotient, w);
    }
    pub(crate) fn total(self) -> Exact {
        Exact::of(self.sum, self.lost)
    }
}

/// `Σ aᵢ` without a rounding error that a double would show.
pub(crate) fn total(xs: &[f64]) -> Exact {
    let mut sum = Dot::default();
    xs.iter().for_each(|x| sum.add(*x));
    sum.total()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirds_come_back() {
        let third = Exact::from(1.0) / Exact::from(3.0);
        let rest = third * 3.0 - Exact::from(1.0);
        assert!(rest.get().abs() < 1e-31, "{rest:?}");
        let tiny = (Exact::from(1e16) + Exact::from(1.0)) - Exact::from(1e16);
        assert_eq!(tiny.get(), 1.0);
        let square = third * third * 9.0 - Exact::from(1.0);
        assert!(square.get().abs() < 1e-30);
        let mut quotient = Dot::default();
        quotient.add_quotient(Exact::from(2.0), 3.0, 3.0);
        quotient.add(-2.0);
        assert!(quotient.total().get().abs() < 1e-30);
    }
}
