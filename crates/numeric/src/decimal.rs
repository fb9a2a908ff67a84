//! Exact decimal numbers `m · 10⁻ˢ`: what a published table holds, before binary rounding touches it.

use std::cmp::Ordering;
use std::error::Error;
use std::fmt;
use std::str::FromStr;

/// Most decimals a [`Decimal`] may have: 10³⁸ is the largest power of ten within `i128`.
const MAX_SCALE: u8 = 38;
/// Powers of ten that an `f64` holds exactly.
const POWERS: [f64; 23] = {
    let mut powers = [1.0; 23];
    let mut d = 1;
    while d < 23 {
        powers[d] = powers[d - 1] * 10.0;
        d += 1;
    }
    powers
};
/// Below this every whole number is an `f64`.
const WHOLE: f64 = (1u64 << 53) as f64;
/// Up to fifteen digits, different decimals are different `f64`s.
const FIFTEEN_DIGITS: f64 = 1e15;

/// `mantissa · 10^−scale`, exactly. Equality and order are those of the numbers: `1.50` equals `1.5`.
///
/// ```
/// use mercatoria_numeric::decimal::Decimal;
/// let [a, b, c]: [Decimal; 3] = ["0.1", "0.20", "0.3"].map(|text| text.parse().unwrap());
/// assert_eq!(a.checked_add(b), Some(c));
/// assert_eq!(b.to_string(), "0.20");
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct Decimal {
    mantissa: i128,
    scale: u8,
}

/// Why a text is not a [`Decimal`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotDecimal {
    /// It is not written as sign, digits, point, digits, exponent.
    Syntax,
    /// It needs more than 38 digits or decimals.
    OutOfRange,
}

impl fmt::Display for NotDecimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Syntax => "not a decimal number",
            Self::OutOfRange => "more than 38 digits or decimals",
        })
    }
}

impl Error for NotDecimal {}

impl Decimal {
    /// `mantissa · 10^−scale`; `None` for more than 38 decimals.
    ///
    /// ```
    /// # use mercatoria_numeric::decimal::Decimal;
    /// assert_eq!(Decimal::new(-1230, 2).unwrap().to_string(), "-12.30");
    /// ```
    pub fn new(mantissa: i128, scale: u8) -> Option<Self> {
        (scale <= MAX_SCALE).then_some(Self { mantissa, scale })
    }

    /// The digits as a whole number.
    pub fn mantissa(&self) -> i128 {
        self.mantissa
    }

    /// The number of decimals.
    pub fn scale(&self) -> u8 {
        self.scale
    }

    /// Reads `-12.30`, `.5`, `1e3`; surrounding spaces, grouping signs, `inf` and `nan` are not numbers.
    ///
    /// ```
    /// # use mercatoria_numeric::decimal::{Decimal, NotDecimal};
    /// assert_eq!(Decimal::parse_bytes(b"1e3").unwrap().mantissa(), 1000);
    /// assert_eq!(Decimal::parse_bytes(b"1,000").unwrap_err(), NotDecimal::Syntax);
    /// ```
    pub fn parse_bytes(text: &[u8]) -> Result<Self, NotDecimal> {
        let (negative, digits) = match text {
            [b'-', rest @ ..] => (true, rest),
            [b'+', rest @ ..] => (false, rest),
            _ => (false, text),
        };
        // Eighteen digits never overflow 64 bits.
        let (magnitude, decimals, rest) = if digits.len() <= 18 {
            short_digits(digits)?
        } else {
            long_digits(digits)?
        };
        let exponent = match rest {
            [] => 0,
            [b'e' | b'E', exponent @ ..] => whole_exponent(exponent)?,
            _ => return Err(NotDecimal::Syntax),
        };
        let mantissa = if negative { -magnitude } else { magnitude };
        let scale = decimals as i64 - exponent;
        if (0..=i64::from(MAX_SCALE)).contains(&scale) {
            Ok(Self {
                mantissa,
                scale: scale as u8,
            })
        } else if mantissa == 0 {
            Ok(Self::default())
        } else if scale < 0 {
            let mantissa = u8::try_from(-scale)
                .ok()
                .and_then(|up| raised(mantissa, up));
            Ok(Self {
                mantissa: mantissa.ok_or(NotDecimal::OutOfRange)?,
                scale: 0,
            })
        } else {
            Err(NotDecimal::OutOfRange)
        }
    }

    /// Both mantissas over the larger of the two scales.
    fn aligned(self, other: Self) -> Option<(i128, i128, u8)> {
        let scale = self.scale.max(other.scale);
        let at = |x: Self| raised(x.mantissa, scale - x.scale);
        Some((at(self)?, at(other)?, scale))
    }

    /// Exact sum; `None` beyond 38 digits.
    ///
    /// ```
    /// # use mercatoria_numeric::decimal::Decimal;
    /// let sum = Decimal::new(15, 1).unwrap().checked_add(Decimal::new(25, 2).unwrap());
    /// assert_eq!(sum, Decimal::new(175, 2));
    /// ```
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let (a, b, scale) = self.aligned(other)?;
        Some(Self {
            mantissa: a.checked_add(b)?,
            scale,
        })
    }

    /// Exact difference; `None` beyond 38 digits.
    ///
    /// ```
    /// # use mercatoria_numeric::decimal::Decimal;
    /// let difference = Decimal::new(15, 1).unwrap().checked_sub(Decimal::new(25, 2).unwrap());
    /// assert_eq!(difference, Decimal::new(125, 2));
    /// ```
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        let (a, b, scale) = self.aligned(other)?;
        Some(Self {
            mantissa: a.checked_sub(b)?,
            scale,
        })
    }

    /// Absolute value.
    ///
    /// ```
    /// # use mercatoria_numeric::decimal::Decimal;
    /// assert_eq!(Decimal::new(-5, 0).unwrap().abs(), Decimal::new(5, 0).unwrap());
    /// ```
    pub fn abs(self) -> Self {
        Self {
            mantissa: self.mantissa.saturating_abs(),
            ..self
        }
    }

    /// The nearest `f64`.
    ///
    /// ```
    /// # use mercatoria_numeric::decimal::Decimal;
    /// assert_eq!(Decimal::new(1, 1).unwrap().to_f64(), 0.1);
    /// ```
    pub fn to_f64(self) -> f64 {
        match POWERS.get(usize::from(self.scale)) {
            // Both operands are exact, so the division is the only rounding.
            Some(power) if self.mantissa.unsigned_abs() < 1 << 53 => self.mantissa as f64 / power,
            _ => format!("{}e-{}", self.mantissa, self.scale)
                .parse()
                .unwrap_or_default(),
        }
    }
}

/// `mantissa · 10^up`, if it fits.
fn raised(mantissa: i128, up: u8) -> Option<i128> {
    if up == 0 {
        Some(mantissa)
    } else {
        10i128.checked_pow(u32::from(up))?.checked_mul(mantissa)
    }
}

/// Digits read, how many of them followed the point, and the text that remains.
type Digits<'a> = (i128, usize, &'a [u8]);

fn short_digits(text: &[u8]) -> Result<Digits<'_>, NotDecimal> {
    let mut value = 0u64;
    scan(text, |digit| {
        value = value * 10 + u64::from(digit);
        Ok(())
    })
    .map(|(decimals, rest)| (i128::from(value), decimals, rest))
}

#[cold]
fn long_digits(text: &[u8]) -> Result<Digits<'_>, NotDecimal> {
    let mut value = 0i128;
    scan(text, |digit| {
        let longer = value
            .checked_mul(10)
            .and_then(|value| value.checked_add(i128::from(digit)));
        value = longer.ok_or(NotDecimal::OutOfRange)?;
        Ok(())
    })
    .map(|(decimals, rest)| (value, decimals, rest))
}

/// Hands every digit to `take`; returns how many followed the point and the text that remains.
#[inline(always)]
fn scan(
    text: &[u8],
    mut take: impl FnMut(u8) -> Result<(), NotDecimal>,
) -> Result<(usize, &[u8]), NotDecimal> {
    let mut run = |text: &[u8]| -> Result<usize, NotDecimal> {
        let mut read = 0;
        for byte in text {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                break;
            }
            take(digit)?;
            read += 1;
        }
        Ok(read)
    };
    let whole = run(text)?;
    let Some((b'.', after)) = text[whole..].split_first() else {
        return if whole > 0 {
            Ok((0, &text[whole..]))
        } else {
            Err(NotDecimal::Syntax)
        };
    };
    let decimals = run(after)?;
    if decimals > 0 {
        Ok((decimals, &after[decimals..]))
    } else {
        Err(NotDecimal::Syntax)
    }
}

fn whole_exponent(text: &[u8]) -> Result<i64, NotDecimal> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return Err(NotDecimal::Syntax);
    }
    let value = digits.iter().fold(0i64, |value, digit| {
        (value * 10 + i64::from(digit - b'0')).min(1 << 40)
    });
    Ok(if negative { -value } else { value })
}

impl FromStr for Decimal {
    type Err = NotDecimal;
    fn from_str(text: &str) -> Result<Self, NotDecimal> {
        Self::parse_bytes(text.as_bytes())
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.scale == other.scale {
            return self.mantissa.cmp(&other.mantissa);
        }
        // Whole parts first, then fractions over the larger scale: neither can overflow.
        let split = |x: &Self| {
            let one = 10i128.pow(u32::from(x.scale));
            (x.mantissa.div_euclid(one), x.mantissa.rem_euclid(one))
        };
        let ((a, a_rest), (b, b_rest)) = (split(self), split(other));
        let scale = self.scale.max(other.scale);
        let up = |rest: i128, x: &Self| rest * 10i128.pow(u32::from(scale - x.scale));
        a.cmp(&b)
            .then_with(|| up(a_rest, self).cmp(&up(b_rest, other)))
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Decimal {}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let digits = self.mantissa.unsigned_abs();
        if self.scale == 0 {
            return write!(f, "{sign}{digits}");
        }
        let one = 10u128.pow(u32::from(self.scale));
        write!(
            f,
            "{sign}{}.{:0width$}",
            digits / one,
            digits % one,
            width = usize::from(self.scale)
        )
    }
}

/// Does `holds` hold for the whole block? Looks at every number, so that it vectorises.
#[inline(always)]
fn every(block: &[f64], holds: impl Fn(f64) -> bool) -> bool {
    block.iter().fold(true, |every, x| every & holds(*x))
}

/// Is `x` the `f64` nearest to a whole number over `power`? For numbers of at most fifteen digits.
#[inline(always)]
fn is_over(x: f64, power: f64) -> bool {
    nearest_whole(x * power) / power == x
}

/// The whole number nearest to `x`, for `|x| ≤ 2⁵¹`: the sum has no bit left for a fraction.
#[inline(always)]
fn nearest_whole(x: f64) -> f64 {
    const ROUNDER: f64 = 1.5 * (1u64 << 52) as f64;
    (x + ROUNDER) - ROUNDER
}

/// The smallest number of decimals, at most `max` (22 at the utmost), with which every value is the `f64` nearest to a
/// decimal number; `None` if there is none. A decimal number counts if it has at most fifteen digits, up to which
/// different decimals are different `f64`s, or is whole and below 2⁵³.
///
/// ```
/// use mercatoria_numeric::decimal::common_scale;
/// assert_eq!(common_scale(&[12.0, 7.0], 9), Some(0));
/// assert_eq!(common_scale(&[12.3, 0.25], 9), Some(2));
/// assert_eq!(common_scale(&[1.0 / 3.0], 9), None);
/// ```
pub fn common_scale(values: &[f64], max: u8) -> Option<u8> {
    let largest = values
        .iter()
        .fold(0.0, |largest: f64, x| largest.max(x.abs()));
    let whole = values
        .chunks(64)
        .all(|block| every(block, |x| (x as i64) as f64 == x));
    if whole {
        return (largest < WHOLE).then_some(0);
    }
    // More decimals never spoil what fewer of them hold, so one pass with a rising count is enough.
    let mut scale = 1;
    for block in values.chunks(64) {
        loop {
            let power = *POWERS.get(usize::from(scale)).filter(|_| scale <= max)?;
            if largest * power > FIFTEEN_DIGITS {
                return None;
            }
            if every(block, |x| is_over(x, power)) {
                break;
            }
            scale += 1;
        }
    }
    Some(scale)
}

/// The values in units of 10^−`scale`, rounded to whole numbers: exact for a scale that [`common_scale`] found.
///
/// ```
/// use mercatoria_numeric::decimal::scaled;
/// assert_eq!(scaled(&[12.3, -0.25], 2), [1230, -25]);
/// ```
pub fn scaled(values: &[f64], scale: u8) -> Vec<i64> {
    let power = POWERS
        .get(usize::from(scale))
        .copied()
        .unwrap_or(f64::INFINITY);
    let units = |x: &f64| {
        let units = x * power;
        if units.abs() <= (1u64 << 51) as f64 {
            nearest_whole(units) as i64
        } else {
            units.round() as i64
        }
    };
    values.iter().map(units).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn texts_and_their_digits() {
        for (text, mantissa, scale) in [
            ("12.30", 1230, 2),
            ("-5", -5, 0),
            ("+5", 5, 0),
            (".5", 5, 1),
            ("1e3", 1000, 0),
            ("1.25E1", 125, 1),
            ("2e-3", 2, 3),
            ("0.000", 0, 3),
            ("0e99", 0, 0),
            (
                "123456789012345678901234567890",
                123_456_789_012_345_678_901_234_567_890,
                0,
            ),
        ] {
            let read = decimal(text);
            assert_eq!((read.mantissa(), read.scale()), (mantissa, scale), "{text}");
        }
    }

    #[test]
    fn what_is_not_a_decimal() {
        let words = [
            "", "-", ".", "5.", "1.2.3", " 1", "1 ", "1,0", "nan", "inf", "e3", "1e", "1e+",
            "1e2.5", "0x10",
        ];
        for text in words {
            assert_eq!(text.parse::<Decimal>(), Err(NotDecimal::Syntax), "{text:?}");
        }
        for text in [
            "1e39",
            "1e-39",
            "1e99999999999999999999",
            "9999999999999999999999999999999999999999",
        ] {
            assert_eq!(
                text.parse::<Decimal>(),
                Err(NotDecimal::OutOfRange),
                "{text:?}"
            );
        }
    }

    #[test]
    fn display_reads_back() {
        for text in [
            "0",
            "-0.05",
            "12.30",
            "1000",
            "-123456789.000001",
            "0.00000000000000000000000000000000000001",
        ] {
            assert_eq!(decimal(text).to_string(), text);
        }
    }

    #[test]
    fn order_is_exact_across_scales_and_cannot_overflow() {
        let largest = Decimal::new(i128::MAX, 0).unwrap();
        let finest = Decimal::new(1, 38).unwrap();
        assert!(largest > finest && finest > Decimal::default());
        assert!(Decimal::new(i128::MIN, 0).unwrap() < Decimal::new(i128::MIN, 38).unwrap());
        assert_eq!(decimal("1.50"), decimal("1.5"));
        assert!(decimal("-1.51") < decimal("-1.5"));
        assert!(decimal("-0.1") < decimal("0"));
        assert_eq!(largest.checked_add(finest), None);
        assert_eq!(
            decimal("0.10")
                .checked_sub(decimal("0.1"))
                .map(|zero| zero == Decimal::default()),
            Some(true)
        );
    }

    #[test]
    fn nearest_binary_number_is_the_one_the_standard_parser_finds() {
        let texts = [
            "0.1",
            "-123.456",
            "9007199254740993",
            "0.30000000000000004",
            "12345678901234567890.12345678",
            "1e-38",
            "-0.0000000000000000000000123",
            "0",
        ];
        for text in texts {
            assert_eq!(
                decimal(text).to_f64().to_bits(),
                text.parse::<f64>().unwrap().to_bits(),
                "{text}"
            );
        }
    }

    #[test]
    fn scale_of_columns() {
        assert_eq!(common_scale(&[], 9), Some(0));
        assert_eq!(common_scale(&[9_007_199_254_740_991.0, -1.0], 9), Some(0));
        assert_eq!(common_scale(&[9_007_199_254_740_992.0], 9), None);
        assert_eq!(common_scale(&[0.1 + 0.2], 9), None);
        assert_eq!(common_scale(&[0.125], 2), None);
        assert_eq!(common_scale(&[f64::NAN], 9), None);
        assert_eq!(common_scale(&[1.5, f64::NAN, 2.0], 9), None);
        assert_eq!(common_scale(&[f64::INFINITY], 9), None);
        assert_eq!(common_scale(&[1e15, 0.5], 9), None);
        assert_eq!(common_scale(&[0.5], 255), Some(1));
        let mut column: Vec<f64> = (0..1000).map(f64::from).collect();
        column[777] = 0.001;
        assert_eq!(common_scale(&column, 9), Some(3));
        assert_eq!(scaled(&column, 3)[776..779], [776_000, 1, 778_000]);
    }

    #[test]
    fn every_decimal_is_found_again() {
        let mut state = 1u64;
        for _ in 0..20_000 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let units = (state >> 14) as i64 % 1_000_000_000_000_000;
            let scale = (state % 16) as u8;
            let x = Decimal::new(i128::from(units), scale).unwrap().to_f64();
            let found = common_scale(&[x], 22).unwrap();
            assert!(found <= scale);
            assert_eq!(scaled(&[x], scale), [units]);
        }
    }
}
