//! Sums of binary numbers without rounding, so that their order does not matter.
//!
//! The sum is a whole number of units of 2⁻¹⁰⁸⁸ in digits of 32 bits, of which only the range that was met is kept.

/// Units are `2^−UNIT`; every finite `f64` is a multiple.
const UNIT: i32 = 1088;
const DIGIT: u32 = 32;
/// So many sums of three digits never overflow a digit of 64 bits.
const UNCARRIED: u32 = 1 << 29;

/// An exact sum.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Exact {
    /// Digits below the first one kept, all zero.
    low: usize,
    /// Digits with their sign, lowest first; more than 32 bits until carried.
    digits: Vec<i64>,
    /// Numbers added since the last carrying.
    added: u32,
}

impl Exact {
    /// Adds a finite number.
    pub(crate) fn add(&mut self, x: f64) {
        let bits = x.to_bits();
        let (fraction, exponent) = (bits & ((1 << 52) - 1), (bits >> 52) as i32 & 0x7FF);
        if exponent == 0 && fraction == 0 {
            return;
        }
        let mantissa = if exponent == 0 {
            fraction
        } else {
            fraction | 1 << 52
        };
        // x = ±mantissa · 2^(exponent − 1075), subnormal numbers as if the exponent were 1.
        let shift = (exponent.max(1) - 1075 + UNIT) as u32;
        let at = (shift / DIGIT) as usize;
        let wide = u128::from(mantissa) << (shift % DIGIT);
        self.reach(at, at + 3);
        for i in 0..3 {
            let digit = (wide >> (DIGIT * i as u32)) as u32;
            let digit = i64::from(digit);
            self.digits[at - self.low + i] += if x < 0.0 { -digit } else { digit };
        }
        self.added += 1;
        if self.added >= UNCARRIED {
            self.carry();
        }
    }

    /// Adds another sum.
    pub(crate) fn join(&mut self, other: &Self) {
        let mut other = other.clone();
        other.carry();
        if other.digits.is_empty() {
            return;
        }
        self.carry();
        self.reach(other.low, other.low + other.digits.len());
        for (i, digit) in other.digits.iter().enumerate() {
            self.digits[other.low - self.low + i] += digit;
        }
        self.carry();
    }

    /// Keeps the digits from `from` to `to`.
    fn reach(&mut self, from: usize, to: usize) {
        if self.digits.is_empty() {
            self.low = from;
        } else if from < self.low {
            let more = self.low - from;
            self.digits.splice(..0, std::iter::repeat_n(0, more));
            self.low = from;
        }
        let len = to - self.low;
        if len > self.digits.len() {
            self.digits.resize(len, 0);
        }
    }

    /// Brings every digit but the highest into 0 … 2³² − 1 and drops zeros at both ends: one form for one sum.
    pub(crate) fn carry(&mut self) {
        self.added = 0;
        let mut i = 0;
        while i < self.digits.len() {
            let digit = self.digits[i];
            let last = i + 1 == self.digits.len();
            if !last || i32::try_from(digit).is_err() {
                if last {
                    self.digits.push(0);
                }
                self.digits[i] = digit & 0xFFFF_FFFF;
                self.digits[i + 1] += digit >> DIGIT;
            }
            i += 1;
        }
        while let [.., below, -1] = self.digits[..] {
            // −2³² + below is one digit.
            let digit = below - (1 << DIGIT);
            if i32::try_from(digit).is_err() {
                break;
            }
            self.digits.pop();
            if let Some(top) = self.digits.last_mut() {
                *top = digit;
            }
        }
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        let zeros = self.digits.iter().take_while(|digit| **digit == 0).count();
        self.digits.drain(..zeros);
        self.low = if self.digits.is_empty() {
            0
        } else {
            self.low + zeros
        };
    }

    /// The nearest `f64`, ties to even; infinite beyond the largest one.
    pub(crate) fn nearest(&self) -> f64 {
        let mut sum = self.clone();
        sum.carry();
        let negative = sum.digits.last().is_some_and(|top| *top < 0);
        if negative {
            sum.digits.iter_mut().for_each(|digit| *digit = -*digit);
            sum.carry();
        }
        let len = sum.digits.len();
        if len == 0 {
            return 0.0;
        }
        let top = len.saturating_sub(3);
        let mut mantissa = sum.digits[top..]
            .iter()
            .rev()
            .fold(0u128, |m, digit| m << DIGIT | *digit as u128);
        let rest = sum.digits[..top].iter().any(|digit| *digit != 0);
        let mut exponent = (sum.low + top) as i32 * DIGIT as i32 - UNIT;
        // The last bit that counts is 2⁻¹⁰⁷⁴ or the 53rd.
        let bits = 128 - mantissa.leading_zeros() as i32;
        let drop = (bits - 53).max(-1074 - exponent).max(0) as u32;
        if drop > 0 {
            let lost = mantissa & ((1 << drop) - 1);
            let half = 1 << (drop - 1);
            mantissa >>= drop;
            exponent += drop as i32;
            if lost > half || (lost == half && (rest || mantissa & 1 == 1)) {
                mantissa += 1;
            }
        }
        let x = scaled(mantissa as u64 as f64, exponent);
        if negative { -x } else { x }
    }

    /// Its form for a file: number of digits below, and the digits.
    pub(crate) fn parts(&self) -> (usize, &[i64]) {
        (self.low, &self.digits)
    }

    /// From that form; `None` if it is none.
    pub(crate) fn from_parts(low: usize, digits: Vec<i64>) -> Option<Self> {
        let ok = low + digits.len() <= 80 && digits.iter().all(|d| d.unsigned_abs() <= 1 << 32);
        ok.then_some(Self {
            low,
            digits,
            added: 0,
        })
    }
}

/// `m · 2^exponent`, which is a number with as many bits, or infinite.
fn scaled(m: f64, exponent: i32) -> f64 {
    let power = |e: i32| f64::from_bits(((e + 1023) as u64) << 52);
    match exponent {
        ..-1022 => m * power(exponent + 500) * power(-500),
        -1022..=1023 => m * power(exponent),
        _ => m * f64::INFINITY,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sum(xs: &[f64]) -> f64 {
        let mut sum = Exact::default();
        xs.iter().for_each(|x| sum.add(*x));
        sum.nearest()
    }

    #[test]
    fn nothing_is_lost_on_the_way() {
        assert_eq!(sum(&[1e300, 1.0, -1e300]), 1.0);
        assert_eq!(sum(&[0.1; 10]), 1.0);
        assert_eq!(sum(&[5e-324, 5e-324]), 1e-323);
        assert_eq!(sum(&[-1.5]), -1.5);
        assert_eq!(sum(&[1.0, 2f64.powi(-53)]), 1.0);
        assert_eq!(sum(&[1.0, 2f64.powi(-53), 5e-324]), 1.0 + f64::EPSILON);
        assert_eq!(sum(&[f64::MAX, f64::MAX]), f64::INFINITY);
        assert_eq!(sum(&[f64::MAX, f64::MAX, -f64::MAX]), f64::MAX);
        assert_eq!(sum(&[]).to_bits(), 0);
        assert_eq!(sum(&[3.0, -3.0]).to_bits(), 0);
    }

    proptest! {
        #[test]
        fn the_order_and_the_grouping_do_not_matter(
            xs in prop::collection::vec(any::<f64>().prop_filter("finite", |x| x.is_finite()), 0..40),
            cut in any::<prop::sample::Index>(),
        ) {
            let mut whole = Exact::default();
            xs.iter().for_each(|x| whole.add(*x));
            let cut = cut.index(xs.len() + 1);
            let (mut left, mut right) = (Exact::default(), Exact::default());
            xs[..cut].iter().rev().for_each(|x| left.add(*x));
            xs[cut..].iter().for_each(|x| right.add(*x));
            right.join(&left);
            whole.carry();
            right.carry();
            prop_assert_eq!(&whole, &right);
            // Taking all away again leaves zero.
            xs.iter().for_each(|x| right.add(-*x));
            prop_assert_eq!(right.nearest(), 0.0);
        }

        #[test]
        fn two_numbers_are_added_as_the_processor_does(a in any::<f64>(), b in any::<f64>()) {
            prop_assume!(a.is_finite() && b.is_finite());
            prop_assert_eq!(sum(&[a, b]).to_bits(), (a + b + 0.0).to_bits());
        }
    }
}
