//! Numbers and codes as text, fast and the same everywhere.

/// Adds a whole number.
pub(crate) fn push_whole(text: &mut Vec<u8>, mut n: u64) {
    let mut digits = [0; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (n % 10) as u8;
        n /= 10;
        if n == 0 {
            break;
        }
    }
    text.extend_from_slice(&digits[at..]);
}

/// Adds a number of thousandths, with three decimals.
pub(crate) fn push_thousandths(text: &mut Vec<u8>, n: u64) {
    push_whole(text, n / 1000);
    let rest = n % 1000;
    let digit = |n: u64| b'0' + (n % 10) as u8;
    text.extend_from_slice(&[b'.', digit(rest / 100), digit(rest / 10), digit(rest)]);
}

/// `AAA`, `AAB`, …: codes of countries that no country has, as long as there are few.
pub(crate) fn country_code(i: usize) -> String {
    let letter = |i: usize| char::from(b'A' + (i % 26) as u8);
    [letter(i / 676), letter(i / 26), letter(i)]
        .iter()
        .collect()
}

/// `n` distinct six-digit codes over chapters 01 to 97, sorted, some with a leading zero.
pub(crate) fn product_codes(n: usize) -> Vec<String> {
    let per = n.div_ceil(97).max(1);
    let code = |i: usize| format!("{:02}{:04}", i / per + 1, (i % per) * (9999 / per).max(1));
    (0..n).map(code).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_codes() {
        let mut text = vec![];
        push_whole(&mut text, 0);
        text.push(b' ');
        push_whole(&mut text, u64::MAX);
        text.push(b' ');
        push_thousandths(&mut text, 12_034_005);
        assert_eq!(
            String::from_utf8(text).unwrap(),
            "0 18446744073709551615 12034.005"
        );
        assert_eq!(country_code(27), "ABB");
        for n in [1, 97, 98, 5000, 90_000] {
            let codes = product_codes(n);
            assert!(codes.is_sorted_by(|a, b| a < b), "{n}");
            assert!(codes.iter().all(|code| code.len() == 6), "{n}");
        }
        assert_eq!(product_codes(5000)[0], "010000");
    }
}
