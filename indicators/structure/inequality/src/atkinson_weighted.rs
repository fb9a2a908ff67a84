//! Atkinson's index of values with weights.
use crate::weights::{ValuesAre, Weighted};
use mercatoria_core::{ContrastLaw::*, *};
use mercatoria_numeric::{
    elementary::{exp, ln, powf},
    sum::sum,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Weighted Atkinson index: the reference holds the weights.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AtkinsonWeighted {
    /// Aversion to inequality.
    pub epsilon: Amount,
    /// What the values are.
    pub values: ValuesAre,
}
impl Default for AtkinsonWeighted {
    fn default() -> Self {
        Self {
            epsilon: Amount::new(0.5),
            values: ValuesAre::PerUnit,
        }
    }
}

impl Indicator for AtkinsonWeighted {
    type Input<'a> = Contrast<'a>;
    type Output = Measure;
    const CARD: Card = Card {
        id: "inequality.atkinson_weighted",
        title: "Weighted Atkinson index",
        formula: "A = 1 − [Σ wᵢ (yᵢ/μ)^(1−ε)]^(1/(1−ε)), Σ w = 1, μ = Σ wᵢ yᵢ",
        reading: "the share of the total that could be given up for an equal distribution",
        sources: &[
            "Atkinson, A. B. (1970). On the measurement of inequality. Journal of Economic Theory 2(3).",
        ],
        example: Example::csv("label,value,reference\na,9,1\nb,1,1\n").gives("0.2"),
        ..Card::BLANK
    };
    fn compute(&self, c: &Contrast<'_>) -> Measure {
        let w = Weighted::of(c, self.values)?;
        let (mean, epsilon) = (w.totals.0 / w.totals.1, self.epsilon.get());
        if epsilon >= 1.0 && w.per_unit().any(|(y, _)| y == 0.0) {
            return Ok(1.0);
        }
        let by = |f: &dyn Fn(f64) -> f64| -> f64 {
            let terms: Vec<f64> = w.per_unit().map(|(y, w)| w * f(y / mean)).collect();
            sum(&terms)
        };
        let equivalent = if epsilon == 1.0 {
            exp(by(&ln))
        } else {
            powf(by(&|q| powf(q, 1.0 - epsilon)), 1.0 / (1.0 - epsilon))
        };
        Ok((1.0 - equivalent).clamp(0.0, 1.0))
    }
    fn laws(&self) -> Vec<ContrastLaw> {
        let mut laws = vec![ScaleFree, Symmetric, Within(0.0, 1.0)];
        if self.values == ValuesAre::Totals {
            laws.extend([Mirror(0.0), MergingLowers, SplittingNeutral]);
        }
        laws
    }
}
