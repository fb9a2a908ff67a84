//! CR_k = share of the k largest labels.
use crate::Possible;
use mercatoria_core::{DistributionLaw::*, *};
use mercatoria_numeric::order;
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
        example: Example::csv("label,value\na,1\nb,5\nc,2\n")
            .params("{\"k\":2}")
            .gives("0.875"),
        ..Card::BLANK
    };
    fn compute(&self, d: &Distribution<'_>) -> Measure {
        Ok(top_k_share(d.amounts, d.total()?, self.k.get() as usize))
    }
    fn enclosure(&self) -> Option<Enclose<Self>> {
        Some(|unit, d| match Possible::of(d) {
            Err(why) => Value::Undefined(why).into(),
            Ok(possible) => {
                let k = unit.k.get() as usize;
                let (lower, upper) = possible.range(|x, total| top_k_share(x, total, k));
                let mut out = Values::default();
                out.push_between(lower.max(0.0), upper);
                out
            }
        })
    }
    fn contributions(&self, d: &Distribution<'_>) -> Option<Values> {
        let total = d.total().ok()?;
        let largest = order::argsort_descending(d.amounts);
        let mut parts = vec![0.0; d.amounts.len()];
        for at in largest.into_iter().take(self.k.get() as usize) {
            parts[at as usize] = d.amounts[at as usize] / total;
        }
        Some(parts.into_iter().map(Ok).collect())
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
    (order::top_k_sum(amounts, k) / total).min(1.0)
}
