//! Numbers for people: rounded to digits that can be read, with a real minus sign and thin spaces between thousands.

fn grouped(digits: &str) -> String {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut out = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 && whole.len() > 4 {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}
/// So many decimals.
///
/// ```
/// assert_eq!(mercatoria_report::fixed(-30067.64, 1), "−30\u{202f}067.6");
/// assert_eq!(mercatoria_report::fixed(-0.01, 1), "0.0");
/// ```
pub fn fixed(x: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", x.abs());
    let negative = x < 0.0 && text.bytes().any(|b| matches!(b, b'1'..=b'9'));
    format!(
        "{}{}",
        if negative { "\u{2212}" } else { "" },
        grouped(&text)
    )
}
/// Four significant digits, without zeros that say nothing.
///
/// ```
/// assert_eq!(mercatoria_report::short(0.072_976_886), "0.07298");
/// assert_eq!(mercatoria_report::short(1.0), "1");
/// assert_eq!(mercatoria_report::short(2.5e-9), "2.5e−9");
/// ```
pub fn short(x: f64) -> String {
    let size = x.abs();
    if size == 0.0 {
        return "0".into();
    }
    if !(1e-5..1e9).contains(&size) {
        let text = format!("{x:.3e}");
        let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let digits = if digits.contains('.') {
            digits.trim_end_matches('0').trim_end_matches('.')
        } else {
            digits
        };
        return format!("{digits}e{exponent}").replace('-', "\u{2212}");
    }
    let mut before = 1;
    let mut power = 10.0;
    while size >= power {
        before += 1;
        power *= 10.0;
    }
    let mut after = 0;
    let mut unit = 1.0;
    while size < unit {
        after += 1;
        unit /= 10.0;
    }
    let decimals = if size >= 1.0 {
        4usize.saturating_sub(before)
    } else {
        3 + after
    };
    let text = fixed(x, decimals);
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').into()
    } else {
        text
    }
}
/// A share in per cent.
pub fn percent(share: f64, decimals: usize) -> String {
    format!("{}\u{a0}%", fixed(100.0 * share, decimals))
}
/// With its sign.
pub fn signed(x: f64, decimals: usize) -> String {
    let text = fixed(x, decimals);
    if x > 0.0 && text.bytes().any(|b| matches!(b, b'1'..=b'9')) {
        format!("+{text}")
    } else {
        text
    }
}
