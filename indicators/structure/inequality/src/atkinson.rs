//! A = 1 − [mean (y/μ)^(1−ε)]^(1/(1−ε)); ε = 1: 1 − geometric mean / μ.
use mercatoria_core::{DistributionLaw::*, *};
use mercatoria_numeric::{
    elementary::{exp, ln, powf},
    sum::{sum_by, sum_positive},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Atkinson's index.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Atkinson {
    /// Aversion to inequality.
    pub epsilon: Amount,
}
impl Default for Atkinson {
    fn default() -> Self {
        Self {
            epsilon: Amount::new(0.5),
        }
    }
}

impl Indicator for Atkinson {
    type Input<'a> = Distribution<'a>;
    type Output = Measure;
    const CARD: Card = Card {
        id: "inequality.atkinson",
        title: "Atkinson's index",
        formula: "A = 1 − [(1/n) Σ (y/μ)^(1−ε)]^(1/(1−ε)); ε = 1: 1 − exp((1/n) Σ ln(y/μ))",
        reading: "the share of the total that could be given up for an equal distribution; from ε = 1 on a single zero gives 1",
        sources: &[
            "Atkinson, A. B. (1970). On the measurement of inequality. Journal of Economic Theory 2(3).",
        ],
        peers: &[
            "PySAL inequality 1.1 raises an error where a value is zero; the limit exists and is 1 from ε = 1 on.",
            "REAT 3.0 has a branch for ε = 0 that is never reached.",
        ],
        example: Example::csv("label,value\na,9\nb,1\n").gives("0.2"),
        ..Card::BLANK
    };
    fn compute(&self, d: &Distribution<'_>) -> Measure {
        Ok(atkinson(d.amounts, d.total()?, self.epsilon.get()))
    }
    fn enclosure(&self) -> Option<Enclose<Self>> {
        Some(|unit, d| crate::bounds::of(d, |x, total| atkinson(x, total, unit.epsilon.get()), 1.0))
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
    fn dialects() -> Vec<(&'static str, Self)> {
        let epsilon = |epsilon| Self {
            epsilon: Amount::new(epsilon),
        };
        vec![
            ("pysal-inequality-1.1", epsilon(1.0)),
            ("reat-3.0", epsilon(0.5)),
        ]
    }
}

/// Atkinson's index of values with this sum.
///
/// ```
/// assert!((mercatoria_inequality::atkinson(&[9.0, 1.0], 10.0, 0.5) - 0.2).abs() < 1e-15);
/// ```
pub fn atkinson(values: &[f64], total: f64, epsilon: f64) -> f64 {
    let n = values.len() as f64;
    if epsilon >= 1.0 && values.contains(&0.0) {
        return 1.0;
    }
    let relative = |y: f64| y * n / total;
    let equivalent = if epsilon == 1.0 {
        exp(sum_by(values, |y| ln(relative(y))) / n)
    } else {
        let power = 1.0 - epsilon;
        // A zero adds 0^(1−ε): 0 below ε = 1, and above it was dealt with.
        powf(
            sum_positive(values, |y| powf(relative(y), power)) / n,
            1.0 / power,
        )
    };
    (1.0 - equivalent).clamp(0.0, 1.0)
}
