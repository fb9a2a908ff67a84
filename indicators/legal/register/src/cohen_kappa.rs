//! κ = (p_o − p_e) / (1 − p_e).
use crate::weighted_kappa::{at_most_one, kappa};
use mercatoria_core::{RatingsLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Cohen's kappa of two coders.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CohenKappa {}
impl Indicator for CohenKappa {
    type Input<'a> = Ratings;
    type Output = Measure;
    const CARD: Card = Card {
        id: "register.cohen_kappa",
        title: "Cohen's kappa",
        formula: "κ = (p_o − p_e) / (1 − p_e)",
        reading: "1: the two coders agree; 0: as chance would",
        sources: &[
            "Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological Measurement 20(1).",
        ],
        example: Example::csv(
            "coder,item,value\na,1,yes\nb,1,yes\na,2,no\nb,2,no\na,3,yes\nb,3,no\na,4,no\nb,4,no\n",
        )
        .gives("0.5"),
        ..Card::BLANK
    };
    fn compute(&self, r: &Ratings) -> Measure {
        kappa(r, |a, b| f64::from(u8::from(a != b)))
    }
    fn laws(&self) -> Vec<RatingsLaw> {
        vec![Items, Holds("never above 1", Predicate(at_most_one))]
    }
}
