//! D = 1 − mean u(y) / u(μ), u(y) = y^(1−ε).
use mercatoria_core::{DistributionLaw::*, *};
use mercatoria_numeric::{elementary::powf, sum::sum_by};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

mercatoria_core::bounded! {
    /// Aversion to inequality below 1, where utility is positive and its ratio free of scale.
    Aversion(f64): 0.0 => 0.999, {"type": "number", "minimum": 0.0, "maximum": 0.999};
}
/// Dalton's index.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Dalton {
    /// Aversion to inequality: utility is y^(1 − ε).
    pub epsilon: Aversion,
}
impl Default for Dalton {
    fn default() -> Self {
        Self {
            epsilon: Aversion::new(0.5),
        }
    }
}

impl Indicator for Dalton {
    type Input<'a> = Distribution<'a>;
    type Output = Measure;
    const CARD: Card = Card {
        id: "inequality.dalton",
        title: "Dalton's index",
        formula: "D = 1 − (1/n) Σ u(yᵢ) / u(μ), u(y) = y^(1−ε)",
        reading: "the share of the welfare of an equal distribution that is lost",
        sources: &[
            "Dalton, H. (1920). The measurement of the inequality of incomes. Economic Journal 30(119).",
        ],
        peers: &[
            "REAT 3.0 gives the ratio of log10 of the mean to log10 of the geometric mean, which changes with the unit of measure (1.0150 in the recorded case).",
        ],
        example: Example::csv("label,value\na,9\nb,1\n").gives("0.105572809000084…"),
        ..Card::BLANK
    };
    fn compute(&self, d: &Distribution<'_>) -> Measure {
        Ok(dalton(d.amounts, d.total()?, self.epsilon.get()))
    }
    fn enclosure(&self) -> Option<Enclose<Self>> {
        Some(|unit, d| crate::bounds::of(d, |x, total| dalton(x, total, unit.epsilon.get()), 1.0))
    }
    fn laws(&self) -> Vec<DistributionLaw> {
        vec![
            ScaleFree,
            Symmetric,
            EqualSplit(0.0),
            Within(0.0, 1.0),
            TransferRaises,
            ReplicationTimes(1.0),
        ]
    }
}

/// `1 − mean (y/μ)^(1−ε)` for `0 ≤ ε < 1`.
///
/// ```
/// assert!((mercatoria_inequality::dalton(&[9.0, 1.0], 10.0, 0.5) - 0.10557280900008414).abs() < 1e-15);
/// ```
pub fn dalton(values: &[f64], total: f64, epsilon: f64) -> f64 {
    let n = values.len() as f64;
    (1.0 - sum_by(values, |y| powf(y * n / total, 1.0 - epsilon)) / n).max(0.0)
}
