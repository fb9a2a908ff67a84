//! Nestedness temperature.
use crate::nestedness;
use mercatoria_advantage::{Advantage, PopulationName, Rule, Test, Threshold, presence};
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Nestedness temperature.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NestednessTemperature {
    /// What makes a country present in a product.
    pub advantage: Advantage,
    /// Threshold of presence.
    pub threshold: Threshold,
    /// At or above the threshold, or above it only.
    pub test: Test,
    /// Attribute of the rows with the population, for `rpop` and `either`.
    pub population: PopulationName,
}
impl Indicator for NestednessTemperature {
    type Input<'a> = Matrix;
    type Output = Measure;
    const CARD: Card = Card {
        id: "complexity.nestedness_temperature",
        title: "Nestedness temperature",
        formula: "U / 0.04145, U the mean squared relative distance of unexpected ones and holes to the line of perfect order, along the diagonal",
        form: Form::Value,
        reading: "0: perfectly nested; 1: no order. Rows and columns are ordered by their counts, ties by their place",
        sources: &[
            "Rodríguez-Gironés, M. A. and Santamaría, L. (2006). A new algorithm to calculate the nestedness temperature of presence-absence matrices. Journal of Biogeography 33(5).",
        ],
        example: Example::csv("row,column,value\nA,a,1\nA,b,1\nA,c,1\nB,a,1\nB,b,1\nC,a,1\n")
            .params(r#"{"advantage":"given"}"#)
            .gives("0"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Measure {
        let rule = Rule::new(self.advantage, self.threshold, self.test, &self.population);
        nestedness::temperature(&presence(m, &rule)?.bits).ok_or(Undefined::TooFew)
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        // Laws are drawn on small tables without side inputs, which fall apart at other thresholds.
        if self.threshold.get() != 1.0
            || matches!(self.advantage, Advantage::Rpop | Advantage::Either)
        {
            return vec![];
        }
        if self.advantage == Advantage::Rca {
            vec![ScaleFree, Within(0.0, 1.0)]
        } else {
            vec![Within(0.0, 1.0)]
        }
    }
}
