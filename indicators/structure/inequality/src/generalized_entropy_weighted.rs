//! Generalised entropy of values with weights.
use crate::weights::{ValuesAre, Weighted};
use mercatoria_core::{ContrastLaw::*, *};
use mercatoria_divergence::generalized_divergence;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Weighted generalised entropy: the reference holds the weights.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct GeneralizedEntropyWeighted {
    /// Order: 1 is Theil's T, 0 Theil's L.
    pub alpha: Finite,
    /// What the values are.
    pub values: ValuesAre,
}
impl Default for GeneralizedEntropyWeighted {
    fn default() -> Self {
        Self {
            alpha: Finite::new(1.0),
            values: ValuesAre::PerUnit,
        }
    }
}

impl Indicator for GeneralizedEntropyWeighted {
    type Input<'a> = Contrast<'a>;
    type Output = Measure;
    const CARD: Card = Card {
        id: "inequality.generalized_entropy_weighted",
        title: "Weighted generalised entropy index",
        formula: "GE = Σ wᵢ [(yᵢ/μ)^α − 1] / (α (α − 1)), Σ w = 1, μ = Σ wᵢ yᵢ",
        reading: "0: all units have the same value",
        sources: &[
            "Shorrocks, A. F. (1980). The class of additively decomposable inequality measures. Econometrica 48(3).",
        ],
        peers: &[
            "REAT 3.0 theil(weighting=) divides the weighted sum by n again (0.0298 where the value is larger).",
        ],
        example: Example::csv("label,value,reference\na,1,1\nb,3,1\n")
            .params("{\"alpha\":2}")
            .gives("0.125"),
        ..Card::BLANK
    };
    fn compute(&self, c: &Contrast<'_>) -> Measure {
        let w = Weighted::of(c, self.values)?;
        generalized_divergence(&w.sums, &w.weights, w.totals, self.alpha.get())
    }
    fn laws(&self) -> Vec<ContrastLaw> {
        let mut laws = vec![ScaleFree, Symmetric, Within(0.0, f64::MAX)];
        if self.values == ValuesAre::Totals {
            laws.extend([Mirror(0.0), MergingLowers, SplittingNeutral]);
        }
        laws
    }
}
