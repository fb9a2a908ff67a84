//! All eigenvalues of the complexity matrix.
use crate::spectrum;
use mercatoria_advantage::{Advantage, PopulationName, Rule, Test, Threshold, presence};
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Eigenvalues of the complexity matrix.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EciSpectrum {
    /// What makes a country present in a product.
    pub advantage: Advantage,
    /// Threshold of presence.
    pub threshold: Threshold,
    /// At or above the threshold, or above it only.
    pub test: Test,
    /// Attribute of the rows with the population, for `rpop` and `either`.
    pub population: PopulationName,
}
impl Indicator for EciSpectrum {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "complexity.eci_spectrum",
        title: "Eigenvalues of the complexity matrix",
        formula: "of D^−½MU⁻¹MᵀD^−½ on the smaller side, largest first",
        form: Form::Own(&[]),
        reading: "the first is 1; a second one of 1 says that the table falls apart, a second near the third that the index is not determined",
        sources: &[
            "Mealy, P., Farmer, J. D. and Teytelboym, A. (2019). Interpreting economic complexity. Science Advances 5(1).",
        ],
        example: Example::csv("row,column,value\nA,a,1\nA,b,1\nB,a,1\n")
            .params(r#"{"advantage":"given"}"#)
            .gives("1: 1; 2: 0.25"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let rule = Rule::new(self.advantage, self.threshold, self.test, &self.population);
        match presence(m, &rule).and_then(|found| spectrum(&found.bits)) {
            Ok(values) => {
                let mut out = Values::over(vec![Axis::new(
                    "at",
                    (1..=values.len()).map(|i| i.to_string()),
                )]);
                values.iter().for_each(|x| out.push(Ok(*x)));
                out
            }
            Err(why) => {
                let mut out = Values::over(vec![Axis::new("at", ["1"])]);
                out.push(Err(why));
                out
            }
        }
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        // Laws are drawn on small tables without side inputs, which fall apart at other thresholds.
        if self.threshold.get() != 1.0
            || matches!(self.advantage, Advantage::Rpop | Advantage::Either)
        {
            return vec![];
        }
        vec![Within(0.0, 1.0 + 1e-12)]
    }
}
