//! Texts that stand for numbers: exact as decimals where they are short, nearest as binary numbers always.
use crate::Options;
use mercatoria_core::Code;

/// The value of a cell of numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Number {
    /// Empty, or declared missing.
    Missing,
    /// `mantissa · 10^−decimals`, with at most eighteen digits and decimals.
    Short { mantissa: i64, decimals: u32 },
    /// Not so short: only the nearest binary number is kept.
    Wide(f64),
}

/// Most digits of a [`Number::Short`].
pub(crate) const SHORT: u32 = 18;

/// Powers of ten that fit a word.
pub(crate) const POWERS: [i64; SHORT as usize + 1] = {
    let mut powers = [1; SHORT as usize + 1];
    let mut i = 1;
    while i < powers.len() {
        powers[i] = powers[i - 1] * 10;
        i += 1;
    }
    powers
};

impl Number {
    /// The nearest binary number; NaN for a missing one; never −0.
    pub(crate) fn nearest(self) -> f64 {
        match self {
            Self::Missing => f64::NAN,
            // Both are exact, so the division is the only rounding.
            Self::Short { mantissa, decimals } if mantissa.unsigned_abs() < 1 << 53 => {
                mantissa as f64 / POWERS[decimals as usize] as f64
            }
            Self::Short { mantissa, decimals } => nearest(mantissa.into(), decimals),
            Self::Wide(x) => x,
        }
    }
}

impl Number {
    /// The number times `10^exponent`, infinite beyond the largest one.
    pub(crate) fn times(self, exponent: i32) -> Self {
        // The standard library rounds correctly; this text is always a number, if not a finite one.
        let wide = |x: f64| Self::Wide(format!("{x}e{exponent}").parse().unwrap_or(f64::NAN));
        match self {
            Self::Missing => self,
            Self::Wide(x) => wide(x),
            Self::Short { mantissa, decimals } => {
                let decimals = i64::from(decimals) - i64::from(exponent);
                let up = usize::try_from(-decimals).unwrap_or(0);
                let scaled = POWERS
                    .get(up)
                    .and_then(|power| mantissa.checked_mul(*power));
                match (scaled, u32::try_from(decimals.max(0))) {
                    (Some(mantissa), Ok(decimals))
                        if decimals <= SHORT && mantissa.abs() < POWERS[SHORT as usize] =>
                    {
                        Self::Short { mantissa, decimals }
                    }
                    _ => wide(self.nearest()),
                }
            }
        }
    }
}

/// The binary number nearest to `mantissa · 10^−decimals`.
pub(crate) fn nearest(mantissa: i128, decimals: u32) -> f64 {
    if mantissa.unsigned_abs() < 1 << 53 && decimals <= SHORT {
        return mantissa as f64 / POWERS[decimals as usize] as f64;
    }
    // The standard library rounds correctly; these digits are always a number.
    format!("{mantissa}e-{decimals}")
        .parse()
        .unwrap_or(f64::NAN)
}

/// The number whose shortest text is that of `x`; a missing one for NaN.
pub(crate) fn shortest(x: f64) -> Number {
    if x.is_nan() {
        return Number::Missing;
    }
    if x == x.trunc() && x.abs() < 1e15 {
        return Number::Short {
            mantissa: x as i64,
            decimals: 0,
        };
    }
    // Fewer than sixteen digits: if it reads back to x, no text is shorter.
    let thousands = x * 1000.0;
    if thousands.abs() < 1e15 && thousands == thousands.trunc() && thousands / 1000.0 == x {
        return Number::Short {
            mantissa: thousands as i64,
            decimals: 3,
        };
    }
    parse(&x.to_string(), &Options::default()).unwrap_or(Number::Wide(x))
}

const ONES: u64 = 0x0101_0101_0101_0101;
const TOPS: u64 = 0x8080_8080_8080_8080;

/// Reads the digits at `at`: value, how many, where they end. More than eighteen are left to [`parse`].
#[inline(always)]
fn digits(text: &[u8], at: usize) -> Option<(i64, u32)> {
    let mut value = 0;
    let mut count = 0;
    loop {
        let word = u64::from_le_bytes(*text.get(at + count..)?.first_chunk()?);
        let zeroed = word ^ (ONES * b'0' as u64);
        // A byte above 9 carries into its top bit; one that was not ASCII has it set.
        let others = (((zeroed & !TOPS) + ONES * (127 - 9)) | zeroed) & TOPS;
        let n = others.trailing_zeros() / 8;
        if n > 0 {
            value = value * POWERS[n as usize] + eight(zeroed << (64 - 8 * n)) as i64;
        }
        count += n as usize;
        if n < 8 {
            return Some((value, count as u32));
        }
        if count > 8 {
            return None;
        }
    }
}

/// The number of eight digits, the first one in the lowest byte.
#[inline(always)]
fn eight(digits: u64) -> u64 {
    let pairs = (digits & (ONES * 0x0F)).wrapping_mul(2561) >> 8;
    let fours = (pairs & 0x00FF_00FF_00FF_00FF).wrapping_mul(6_553_601) >> 16;
    (fours & 0x0000_FFFF_0000_FFFF).wrapping_mul(42_949_672_960_001) >> 32
}

/// Reads a plain number (`-`, digits, mark, digits) at `at`: mantissa, decimals, where it ends. `None`: not plain, or long.
#[inline(always)]
pub(crate) fn plain(text: &[u8], at: usize, mark: u8) -> Option<(i64, u32, usize)> {
    let negative = text.get(at) == Some(&b'-');
    let at = at + usize::from(negative);
    let (whole, n) = digits(text, at)?;
    if n == 0 {
        return None;
    }
    let mut end = at + n as usize;
    let (mut mantissa, mut decimals) = (whole, 0);
    if text.get(end) == Some(&mark) {
        let (fraction, n) = digits(text, end + 1)?;
        if n == 0 {
            return None;
        }
        decimals = n;
        end += 1 + n as usize;
        // Seventeen digits at most: beyond, some may be lost, which the careful path says.
        if whole >= *POWERS.get((SHORT - 1).checked_sub(decimals)? as usize)? {
            return None;
        }
        mantissa = whole * POWERS[decimals as usize] + fraction;
    }
    Some((if negative { -mantissa } else { mantissa }, decimals, end))
}

/// Reads a cell of numbers as declared: decimal mark, missing markers, spaces around, exponents.
pub(crate) fn parse(text: &str, options: &Options) -> Result<Number, Code> {
    let text = text.trim();
    if text.is_empty() || options.missing.iter().any(|missing| missing == text) {
        return Ok(Number::Missing);
    }
    let replaced;
    let text = if options.decimal_mark == b'.' {
        text
    } else if text.contains('.') {
        return Err(Code::NumberInvalid);
    } else {
        replaced = text.replace(char::from(options.decimal_mark), ".");
        &replaced
    };
    let value = mercatoria_core::number(text)? + 0.0;
    Ok(short(text).unwrap_or(Number::Wide(value)))
}

/// A text that is known to be a number, if it is short.
fn short(text: &str) -> Option<Number> {
    let (digits, exponent) = match text.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, exponent.parse::<i64>().ok()?),
        None => (text, 0),
    };
    let (negative, digits) = match digits.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, digits.strip_prefix('+').unwrap_or(digits)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut mantissa = 0i128;
    for digit in whole.bytes().chain(fraction.bytes()) {
        mantissa = mantissa
            .checked_mul(10)?
            .checked_add(i128::from(digit.checked_sub(b'0')?))?;
    }
    let most = i64::from(SHORT);
    let mut decimals = i64::try_from(fraction.len()).ok()?.checked_sub(exponent)?;
    if mantissa == 0 {
        decimals = decimals.clamp(0, most);
    }
    while decimals > most && mantissa % 10 == 0 {
        mantissa /= 10;
        decimals -= 1;
    }
    if decimals < 0 {
        mantissa = 10i128
            .checked_pow(u32::try_from(-decimals).ok()?)?
            .checked_mul(mantissa)?;
        decimals = 0;
    }
    let decimals = u32::try_from(decimals).ok().filter(|d| *d <= SHORT)?;
    let mantissa = i64::try_from(mantissa)
        .ok()
        .filter(|m| *m < POWERS[SHORT as usize])?;
    let mantissa = if negative { -mantissa } else { mantissa };
    Some(Number::Short { mantissa, decimals })
}

/// Has a text of a number more significant digits than a double tells apart?
pub(crate) fn loses_digits(text: &str) -> bool {
    let mantissa = text.split(['e', 'E']).next().unwrap_or(text);
    let digits: Vec<u8> = mantissa.bytes().filter(u8::is_ascii_digit).collect();
    let first = digits
        .iter()
        .position(|d| *d != b'0')
        .unwrap_or(digits.len());
    let last = digits
        .iter()
        .rposition(|d| *d != b'0')
        .map_or(first, |at| at + 1);
    last.saturating_sub(first) > 17
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declared_marks_and_markers() {
        let german = Options {
            decimal_mark: b',',
            missing: vec!["..".into()],
            ..Options::default()
        };
        assert_eq!(
            parse(" 1,5 ", &german),
            Ok(Number::Short {
                mantissa: 15,
                decimals: 1
            })
        );
        assert_eq!(parse("1.234,5", &german), Err(Code::NumberInvalid));
        assert_eq!(parse("..", &german), Ok(Number::Missing));
        assert_eq!(
            parse("NaN", &Options::default()),
            Err(Code::NumberNotFinite)
        );
        assert_eq!(parse("1,5", &Options::default()), Err(Code::NumberInvalid));
    }

    #[test]
    fn both_ways_of_reading_agree_with_the_standard_library() {
        let texts = [
            "0",
            "7",
            "-7",
            "12345678",
            "123456789",
            "1234567890123456",
            "0.1",
            "-0.001",
            "391645.140",
            "99999999.99999999",
            "9007199254740993",
            "123456789012345.678",
            "0.000000000000000001",
            "12345678901234567.8",
            "1e5",
            "1e-40",
            "5e300",
            "+3",
            ".5",
            "-0",
            "100000000000000000000000000000000000000000",
            "12345678901234567890.12345678901234567",
        ];
        for text in texts {
            let expected = text.parse::<f64>().unwrap() + 0.0;
            let parsed = parse(text, &Options::default()).unwrap();
            assert_eq!(parsed.nearest().to_bits(), expected.to_bits(), "{text}");
            let padded = format!("{text},\0\0\0\0\0\0\0\0");
            if let Some((mantissa, decimals, end)) = plain(padded.as_bytes(), 0, b'.')
                && end == text.len()
            {
                assert_eq!(Number::Short { mantissa, decimals }, parsed, "{text}");
            }
        }
    }

    #[test]
    fn powers_of_ten_move_the_point() {
        let times = |text: &str, exponent| {
            let number = parse(text, &Options::default()).unwrap().times(exponent);
            number.nearest()
        };
        assert_eq!(times("1.23", 8), 123_000_000.0);
        assert_eq!(times("0.1", 4), 1000.0);
        assert_eq!(times("3", -3), 0.003);
        assert_eq!(times("123456789012345678", 4), 1.234_567_890_123_456_8e21);
        assert_eq!(times("0.000000000000001", -8), 1e-23);
        assert!(times("", 8).is_nan());
    }

    #[test]
    fn seventeen_digits_are_kept() {
        assert!(!loses_digits("0.10000000000000001"));
        assert!(!loses_digits("123456789000000000000000"));
        assert!(loses_digits("123456789012345678"));
    }
}
