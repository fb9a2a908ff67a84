//! Nestedness by overlap and decreasing fill.
use crate::nestedness;
use mercatoria_advantage::{Advantage, PopulationName, Rule, Test, Threshold, presence};
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Nestedness by overlap and decreasing fill.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NestednessNodf {
    /// What makes a country present in a product.
    pub advantage: Advantage,
    /// Threshold of presence.
    pub threshold: Threshold,
    /// At or above the threshold, or above it only.
    pub test: Test,
    /// Attribute of the rows with the population, for `rpop` and `either`.
    pub population: PopulationName,
}
impl Indicator for NestednessNodf {
    type Input<'a> = Matrix;
    type Output = Measure;
    const CARD: Card = Card {
        id: "complexity.nestedness_nodf",
        title: "Nestedness by overlap and decreasing fill",
        formula: "mean over pairs of rows and pairs of columns of |common| / smaller, 0 for pairs of equal size",
        form: Form::Value,
        reading: "1: each smaller basket is part of each larger one; 0: no such order. On a scale of 0 to 1, not 100",
        sources: &[
            "Almeida-Neto, M. et al. (2008). A consistent metric for nestedness analysis in ecological systems. Oikos 117(8).",
        ],
        example: Example::csv("row,column,value\nA,a,1\nA,b,1\nA,c,1\nB,a,1\nB,b,1\nC,a,1\n")
            .params(r#"{"advantage":"given"}"#)
            .gives("1"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Measure {
        let rule = Rule::new(self.advantage, self.threshold, self.test, &self.population);
        nestedness::nodf(&presence(m, &rule)?.bits).ok_or(Undefined::TooFew)
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        // Laws are drawn on tables without side inputs.
        if matches!(self.advantage, Advantage::Rpop | Advantage::Either) {
            return vec![];
        }
        if self.advantage == Advantage::Rca {
            vec![Relabel, ScaleFree, Within(0.0, 1.0)]
        } else {
            vec![Relabel, Within(0.0, 1.0)]
        }
    }
}
