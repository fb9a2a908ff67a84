//! Domestic exports: exports less re-exports.
use mercatoria_core::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Exports of domestic origin.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ReexportRemoval {}

impl Indicator for ReexportRemoval {
    type Input<'a> = Contrast<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "classifications.reexport_removal",
        title: "Exports without re-exports",
        formula: "domestic exports = exports − re-exports",
        form: Form::Column(0),
        reading: "value is exports, reference re-exports; undefined where more is re-exported than exported, which is a fault of the data",
        sources: &[
            "United Nations (2010). International Merchandise Trade Statistics: Concepts and Definitions.",
        ],
        example: Example::csv("label,value,reference\na,100,40\nb,10,12\n")
            .gives("a: 60; b: out_of_domain"),
        ..Card::BLANK
    };
    fn compute(&self, c: &Contrast<'_>) -> Values {
        let pairs = c.amounts.amounts.iter().zip(c.reference.amounts);
        pairs
            .map(|(exports, reexports)| {
                if reexports > exports {
                    Err(Undefined::OutOfDomain)
                } else {
                    Ok(exports - reexports)
                }
            })
            .collect()
    }
}
