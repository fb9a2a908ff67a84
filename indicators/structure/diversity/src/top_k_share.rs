//! CR_k = share of the k largest labels.
use mercatoria_core::{DistributionLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Share of the largest labels.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TopKShare {
    /// How many labels.
    pub k: Count,
}
impl Default for TopKShare {
    fn default() -> Self {
        Self { k: Count::new(4) }
    }
}

impl Indicator for TopKShare {
    type Input<'a> = Distribution<'a>;
    type Output = Measure;
    const CARD: Card = Card {
        id: "diversity.top_k_share",
        title: "Share of the k largest",
        formula: "CR_k = Σ of the k largest sᵢ",
        reading: "1: the k largest are all there is",
        sources: &["Bain, J. S. (1956). Barriers to New Competition. Harvard University Press."],
        ..Card::BLANK
    };
    fn compute(&self, d: &Distribution<'_>) -> Measure {
        Ok(top_k_share(d.amounts, d.total()?, self.k.get() as usize))
    }
    fn laws(&self) -> Vec<DistributionLaw> {
        vec![
            ScaleFree,
            Symmetric,
            Within(0.0, 1.0),
            TransferRaises,
            MergingRaises,
            EmptyLabelNeutral,
        ]
    }
}

/// Share of the `k` largest amounts in the total.
///
/// ```
/// assert_eq!(mercatoria_diversity::top_k_share(&[1.0, 5.0, 2.0], 8.0, 2), 0.875);
/// ```
pub fn top_k_share(amounts: &[f64], total: f64, k: usize) -> f64 {
    let mut sorted = amounts.to_vec();
    sorted.sort_unstable_by(|a, b| b.total_cmp(a));
    (sorted.iter().take(k).sum::<f64>() / total).min(1.0)
}
