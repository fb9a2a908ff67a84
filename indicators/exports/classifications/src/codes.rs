//! What codes of a classification look like. Codes are texts: a number has lost its leading zeros.
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A classification, as far as the look of its codes goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CodeSystem {
    /// Anything.
    #[default]
    Any,
    /// Harmonized System: an even number of digits, 2 to 10, chapters 01 to 99.
    Hs,
    /// Standard International Trade Classification: 1 to 5 digits.
    Sitc,
    /// Broad Economic Categories: 1 to 6 digits.
    Bec,
    /// International Standard Industrial Classification: a letter, or 2 to 4 digits, or both.
    Isic,
    /// GB/T 4754, industries of China: a letter, or 2 to 4 digits, or both.
    GbT4754,
    /// ISO 3166: 2 or 3 capital letters; NA is Namibia.
    Country,
}
/// What is the matter with a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeState {
    /// Nothing.
    Sound,
    /// Space around it.
    Space,
    /// Short of one digit, as a number is that began with a zero.
    LeadingZeroLost,
    /// Characters that the classification does not use.
    Characters,
    /// Another length than the classification has.
    Length,
    /// `NA`, which readers take for a missing value and which is Namibia.
    Namibia,
}
impl CodeState {
    /// In the order of the variants.
    pub const WORDS: &'static [&'static str] = &[
        "sound",
        "space",
        "leading_zero_lost",
        "characters",
        "length",
        "namibia",
    ];
}
impl CodeSystem {
    /// The state of a code.
    ///
    /// ```
    /// use mercatoria_classifications::{CodeState, CodeSystem};
    /// assert_eq!(CodeSystem::Hs.state("010121"), CodeState::Sound);
    /// assert_eq!(CodeSystem::Hs.state("10121"), CodeState::LeadingZeroLost);
    /// assert_eq!(CodeSystem::Country.state("NA"), CodeState::Namibia);
    /// ```
    pub fn state(self, code: &str) -> CodeState {
        if code.trim() != code {
            return CodeState::Space;
        }
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let length = |low: usize, high: usize| {
            if (low..=high).contains(&code.len()) {
                CodeState::Sound
            } else {
                CodeState::Length
            }
        };
        match self {
            CodeSystem::Any if code.is_empty() => CodeState::Length,
            CodeSystem::Any => CodeState::Sound,
            CodeSystem::Country if code == "NA" => CodeState::Namibia,
            CodeSystem::Country if !code.bytes().all(|b| b.is_ascii_uppercase()) => {
                CodeState::Characters
            }
            CodeSystem::Country => length(2, 3),
            CodeSystem::Isic | CodeSystem::GbT4754 => {
                let after = code.strip_prefix(|c: char| c.is_ascii_uppercase());
                match after {
                    Some("") => CodeState::Sound,
                    _ if !digits(after.unwrap_or(code)) => CodeState::Characters,
                    _ if after.unwrap_or(code).len() == 1 => CodeState::LeadingZeroLost,
                    _ if after.unwrap_or(code).len() > 4 => CodeState::Length,
                    _ => CodeState::Sound,
                }
            }
            _ if !digits(code) => CodeState::Characters,
            CodeSystem::Hs if code.len() % 2 == 1 && code.len() < 10 => CodeState::LeadingZeroLost,
            CodeSystem::Hs => length(2, 10),
            CodeSystem::Sitc => length(1, 5),
            CodeSystem::Bec => length(1, 6),
        }
    }
}
