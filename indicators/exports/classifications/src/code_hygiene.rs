//! What is the matter with the codes of a table.
use crate::codes::{CodeState, CodeSystem};
use mercatoria_core::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// State of each code.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CodeHygiene {
    /// The classification that the labels are codes of.
    pub codes: CodeSystem,
}
impl Default for CodeHygiene {
    fn default() -> Self {
        Self {
            codes: CodeSystem::Hs,
        }
    }
}

impl Indicator for CodeHygiene {
    type Input<'a> = Distribution<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "classifications.code_hygiene",
        title: "Codes that are not what they should be",
        formula: "sound, space, leading_zero_lost, characters, length, namibia",
        form: Form::Categories(&[0], CodeState::WORDS),
        reading: "leading_zero_lost: one digit short, as a spreadsheet leaves 010121; namibia: NA is a country, not a gap",
        sources: &[
            "World Customs Organization: Harmonized System. United Nations Statistics Division: SITC, BEC, ISIC.",
        ],
        example: Example::csv("label,value\n010121,1\n20130,1\n8A,1\n")
            .gives("010121: 0; 20130: 2; 8A: 3"),
        ..Card::BLANK
    };
    fn compute(&self, d: &Distribution<'_>) -> Values {
        let state = |code: &str| Ok(f64::from(self.codes.state(code) as u8));
        d.axis.labels().map(state).collect()
    }
}
