//! C = √(½ Σ (sᵢ − 1/n)²).
use mercatoria_core::{DistributionLaw::*, *};
use mercatoria_numeric::{elementary::sqrt, sum::sum_by};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Coulter's coefficient against equal shares; `divergence.coulter_against` takes given ones.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Coulter {}

impl Indicator for Coulter {
    type Input<'a> = Distribution<'a>;
    type Output = Measure;
    const CARD: Card = Card {
        id: "inequality.coulter",
        title: "Coulter's coefficient",
        formula: "C = √(½ Σ (sᵢ − 1/n)²)",
        reading: "0: all equal",
        sources: &[
            "Coulter, P. B. (1989). Measuring Inequality: A Methodological Handbook. Westview Press.",
        ],
        example: Example::csv("label,value\na,1\nb,0\n").gives("0.5"),
        ..Card::BLANK
    };
    fn compute(&self, d: &Distribution<'_>) -> Measure {
        Ok(coulter_equal(d.amounts, d.total()?))
    }
    fn enclosure(&self) -> Option<Enclose<Self>> {
        Some(|_, d| crate::bounds::of(d, coulter_equal, 1.0))
    }
    fn laws(&self) -> Vec<DistributionLaw> {
        vec![
            ScaleFree,
            Symmetric,
            EqualSplit(0.0),
            Within(0.0, 1.0),
            TransferRaises,
        ]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("reat-3.0", Self {})]
    }
}

/// `√(½ Σ (s − 1/n)²)`.
///
/// ```
/// assert_eq!(mercatoria_inequality::coulter_equal(&[1.0, 0.0], 1.0), 0.5);
/// ```
pub fn coulter_equal(values: &[f64], total: f64) -> f64 {
    let n = values.len() as f64;
    let squares = sum_by(values, |y| (y * n - total) * (y * n - total));
    sqrt(squares / 2.0) / (n * total)
}
