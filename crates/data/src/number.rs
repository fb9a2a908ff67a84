//! Texts that stand for numbers.
use crate::Options;
use mercatoria_core::{Code, number};

/// A number as declared: the decimal mark replaced, missing markers as NaN.
pub(crate) fn parse(text: &str, options: &Options) -> Result<f64, Code> {
    let trimmed = text.trim();
    if trimmed.is_empty() || options.missing.iter().any(|missing| missing == trimmed) {
        return Ok(f64::NAN);
    }
    if options.decimal_mark == b'.' {
        return number(trimmed);
    }
    if trimmed.contains('.') {
        return Err(Code::NumberInvalid);
    }
    number(&trimmed.replace(char::from(options.decimal_mark), "."))
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
        assert_eq!(parse(" 1,5 ", &german), Ok(1.5));
        assert_eq!(parse("1.234,5", &german), Err(Code::NumberInvalid));
        assert!(parse("..", &german).is_ok_and(f64::is_nan));
        assert_eq!(
            parse("NaN", &Options::default()),
            Err(Code::NumberNotFinite)
        );
        assert_eq!(parse("1,5", &Options::default()), Err(Code::NumberInvalid));
    }

    #[test]
    fn seventeen_digits_are_kept() {
        assert!(!loses_digits("0.10000000000000001"));
        assert!(!loses_digits("123456789000000000000000"));
        assert!(loses_digits("123456789012345678"));
    }
}
