//! Mean of squared successive differences, in the order of the labels.
use mercatoria_core::{DistributionLaw::*, *};
use mercatoria_numeric::sum::sum_by2;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Mean squared successive difference.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Mssd {}

impl Indicator for Mssd {
    type Input<'a> = Distribution<'a>;
    type Output = Measure;
    const CARD: Card = Card {
        id: "inequality.mssd",
        title: "Mean squared successive difference",
        formula: "δ² = Σ (yₖ₊₁ − yₖ)² / (n − 1), in the order of the labels",
        reading: "in the unit of the data, squared; the order of the labels matters",
        sources: &[
            "von Neumann, J., Kent, R. H., Bellinson, H. R. and Hart, B. I. (1941). The mean square successive difference. Annals of Mathematical Statistics 12(2).",
        ],
        example: Example::csv("label,value\n1,1\n2,3\n3,4\n").gives("2.5"),
        ..Card::BLANK
    };
    fn compute(&self, d: &Distribution<'_>) -> Measure {
        if d.len() < 2 {
            return Err(Undefined::OneLabel);
        }
        Ok(mssd(d.amounts))
    }
    fn laws(&self) -> Vec<DistributionLaw> {
        vec![EqualSplit(0.0), Within(0.0, f64::MAX)]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("reat-3.0", Self {})]
    }
}

/// `Σ (yₖ₊₁ − yₖ)² / (n − 1)` of at least two values.
///
/// ```
/// assert_eq!(mercatoria_inequality::mssd(&[1.0, 3.0, 4.0]), 2.5);
/// ```
pub fn mssd(values: &[f64]) -> f64 {
    let steps = sum_by2(&values[1..], values, |after, before| {
        (after - before) * (after - before)
    });
    steps / (values.len() - 1) as f64
}
