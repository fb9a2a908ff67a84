//! Texts that are valid by construction, each with its place in the JSON Schema.
use mercatoria_numeric::decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

macro_rules! texts { ($($(#[doc = $doc:literal])* $name:ident, $check:literal, $code:literal, $pattern:literal, $test:expr;)*) => {
    $(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);
        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl TryFrom<String> for $name {
            type Error = String;
            fn try_from(text: String) -> Result<Self, String> {
                let test: fn(&str) -> Result<(), &'static str> = $test;
                test(&text).map_err(|why| format!("{text:?}: {why}"))?;
                Ok(Self(text))
            }
        }
        impl TryFrom<&str> for $name {
            type Error = String;
            fn try_from(text: &str) -> Result<Self, String> {
                text.to_owned().try_into()
            }
        }
        impl From<$name> for String {
            fn from(text: $name) -> String {
                text.0
            }
        }
        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }
            // `x-check` names the test, `x-fault` the code of its fault; a validator that knows neither has the pattern.
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({"type": "string", "pattern": $pattern, "x-check": $check, "x-fault": $code})
            }
        }
    )*
    /// Tests a text as the schema's `x-check` says; a check of another name passes.
    pub(crate) fn checked(check: &str, text: &str) -> Result<(), String> {
        match check {
            $($check => $name::try_from(text).map(|_| ()),)*
            _ => Ok(()),
        }
    }
} }
texts! {
    /// The name of a table: letters, digits, `.`, `_` and `-`.
    ResourceName, "name", "descriptor_invalid", "^[A-Za-z0-9._-]+$", |text| {
        let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-');
        if !text.is_empty() && text.bytes().all(plain) { Ok(()) } else { Err("a name has letters, digits, `.`, `_` and `-`") }
    };
    /// A path inside the package's folder, with `/` between its parts; no part begins with a dot.
    SafePath, "path", "path_unsafe", "^(?!/)(?![A-Za-z][A-Za-z0-9+.-]*:)(?!.*//)(?!.*/$)(?!.*(^|/)\\.)[^\\\\\\x00-\\x1f\\x7f]+$", safe_path;
    /// A decimal number as text, so that no digit is lost: `0.1`.
    DecimalText, "decimal", "descriptor_invalid", "^[-+]?([0-9]+(\\.[0-9]+)?|\\.[0-9]+)$", |text| {
        let plain = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+'));
        if plain && Decimal::parse_bytes(text.as_bytes()).is_ok() { Ok(()) } else { Err("not a decimal number of at most 38 digits, such as \"0.1\"") }
    };
    /// Three capital letters of ISO 4217.
    CurrencyCode, "currency", "descriptor_invalid", "^[A-Z]{3}$", |text| {
        if text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase()) { Ok(()) } else { Err("a currency is three capital letters, such as CNY") }
    };
}

fn safe_path(text: &str) -> Result<(), &'static str> {
    if text.is_empty() {
        return Err("it is empty");
    }
    if text.contains('\\') || text.chars().any(char::is_control) {
        return Err("it has a backslash or a control character; `/` stands between parts");
    }
    if text.starts_with('/') {
        return Err("it is absolute; a path starts in the folder of the package");
    }
    let scheme = text.split(':').next().filter(|s| s.len() < text.len());
    let letters = |s: &&str| {
        s.starts_with(|c: char| c.is_ascii_alphabetic())
            && s.bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'.' | b'-'))
    };
    if scheme.filter(letters).is_some() {
        return Err("it is a URL or a drive; fetch the file into the package");
    }
    for part in text.split('/') {
        match part {
            ".." => return Err("it leaves the folder of the package"),
            "" => return Err("it has an empty part"),
            _ if part.starts_with('.') => return Err("a part begins with a dot, which hides it"),
            _ => {}
        }
    }
    Ok(())
}

impl DecimalText {
    /// The number.
    pub fn decimal(&self) -> Decimal {
        Decimal::parse_bytes(self.0.as_bytes()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside() {
        for good in ["a.csv", "data/a.csv", "辽宁.csv", "a..csv", "a b.csv"] {
            assert!(SafePath::try_from(good).is_ok(), "{good}");
        }
        let bad = [
            "",
            "/etc/passwd",
            "../a.csv",
            "data/../../a.csv",
            "..\\a.csv",
            "C:/a.csv",
            "c:a.csv",
            "https://example.org/a.csv",
            "data//a.csv",
            "data/",
            ".hidden/a.csv",
            "data/.a.csv",
            "a\0.csv",
            ".",
        ];
        for bad in bad {
            assert!(SafePath::try_from(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn decimals_are_exact() {
        let tolerance = DecimalText::try_from("0.1").unwrap();
        assert_eq!(tolerance.decimal().to_string(), "0.1");
        for bad in ["", "1e5", "NaN", "0,1", " 1"] {
            assert!(DecimalText::try_from(bad).is_err(), "{bad}");
        }
    }
}
