//! Gini coefficient of values with weights, sorted together.
use crate::weights::{ValuesAre, Weighted};
use mercatoria_core::{ContrastLaw::*, *};
use mercatoria_divergence::locational_gini;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Weighted Gini coefficient: the reference holds the weights.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct GiniWeighted {
    /// What the values are.
    pub values: ValuesAre,
}

impl Indicator for GiniWeighted {
    type Input<'a> = Contrast<'a>;
    type Output = Measure;
    const CARD: Card = Card {
        id: "inequality.gini_weighted",
        title: "Weighted Gini coefficient",
        formula: "G = 1 − Σ wᵢ (Lᵢ + Lᵢ₋₁), units sorted by yᵢ, L = cumulated shares of wᵢ yᵢ",
        reading: "0: all units have the same value",
        sources: &[
            "Lerman, R. I. and Yitzhaki, S. (1989). Improving the accuracy of estimates of Gini coefficients. Journal of Econometrics 42(1).",
        ],
        peers: &[
            "REAT 3.0 gini(weighting=) sorts the values but not their weights and is wrong; its gini2 is right.",
        ],
        example: Example::csv("label,value,reference\na,1,3\nb,3,1\n").gives("0.25"),
        ..Card::BLANK
    };
    fn compute(&self, c: &Contrast<'_>) -> Measure {
        let w = Weighted::of(c, self.values)?;
        Ok(locational_gini(&w.sums, &w.weights, w.totals))
    }
    fn laws(&self) -> Vec<ContrastLaw> {
        let mut laws = vec![ScaleFree, Symmetric, Within(0.0, 1.0)];
        if self.values == ValuesAre::Totals {
            laws.extend([Mirror(0.0), MergingLowers, SplittingNeutral]);
        }
        laws
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("reat-3.0", Self::default())]
    }
}
