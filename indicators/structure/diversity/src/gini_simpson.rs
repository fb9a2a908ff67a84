//! 1 − Σ sᵢ²: the chance that two drawn at random are of different labels.
use crate::{Possible, herfindahl};
use mercatoria_core::{DistributionLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Simpson's interaction (Gini–Simpson) index.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct GiniSimpson {}

impl Indicator for GiniSimpson {
    type Input<'a> = Distribution<'a>;
    type Output = Measure;
    const CARD: Card = Card {
        id: "diversity.gini_simpson",
        title: "Gini–Simpson index",
        formula: "I = Σ sᵢ (1 − sᵢ) = 1 − Σ sᵢ²",
        reading: "the chance that two drawn at random, with replacement, have different labels",
        sources: &["Simpson, E. H. (1949). Measurement of diversity. Nature 163."],
        example: Example::csv("label,value\na,3\nb,1\n").gives("0.375"),
        ..Card::BLANK
    };
    fn compute(&self, d: &Distribution<'_>) -> Measure {
        Ok(gini_simpson(d.amounts, d.total()?))
    }
    fn enclosure(&self) -> Option<Enclose<Self>> {
        Some(|_, d| match Possible::of(d) {
            Err(why) => Value::Undefined(why).into(),
            Ok(possible) => {
                let (lower, upper) = possible.range(herfindahl);
                let mut out = Values::default();
                out.push_between((1.0 - upper).max(0.0), (1.0 - lower).min(1.0));
                out
            }
        })
    }
    fn contributions(&self, d: &Distribution<'_>) -> Option<Values> {
        let total = d.total().ok()?;
        let part = |x: &f64| Ok((x / total) * ((total - x) / total));
        Some(d.amounts.iter().map(part).collect())
    }
    fn laws(&self) -> Vec<DistributionLaw> {
        vec![
            ScaleFree,
            Symmetric,
            Within(0.0, 1.0),
            TransferLowers,
            MergingLowers,
            EmptyLabelNeutral,
        ]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("pysal-segregation-2.5", Self {})]
    }
}

/// `Σ s (1 − s)`, without the cancellation of `1 − Σ s²`.
///
/// ```
/// assert_eq!(mercatoria_diversity::gini_simpson(&[3.0, 1.0], 4.0), 0.375);
/// ```
pub fn gini_simpson(amounts: &[f64], total: f64) -> f64 {
    mercatoria_numeric::sum::sum_by(amounts, |x| x * (total - x)) / (total * total)
}
