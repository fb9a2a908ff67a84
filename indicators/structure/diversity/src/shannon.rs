//! H = −Σ sᵢ log sᵢ.
use mercatoria_core::{DistributionLaw::*, *};
use mercatoria_numeric::{elementary::ln, sum::sum_by};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Shannon entropy.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Shannon {
    /// Base of the logarithm.
    pub base: LogBase,
}

impl Indicator for Shannon {
    type Input<'a> = Distribution<'a>;
    type Output = Measure;
    const CARD: Card = Card {
        id: "diversity.shannon",
        title: "Shannon entropy",
        formula: "H = −Σ sᵢ log sᵢ, 0 log 0 = 0",
        reading: "0: everything on one label; log n: equal split",
        sources: &[
            "Shannon, C. E. (1948). A mathematical theory of communication. Bell System Technical Journal 27.",
        ],
        peers: &[
            "EconGeo 1.3 adds 1e-9 inside the logarithm and rounds to 3 decimals; econcomplex 1.0 returns −0 for one label.",
        ],
        ..Card::BLANK
    };
    fn compute(&self, d: &Distribution<'_>) -> Measure {
        Ok(shannon(d.amounts, d.total()?) * self.base.per_nat())
    }
    fn laws(&self) -> Vec<DistributionLaw> {
        vec![
            ScaleFree,
            Symmetric,
            TransferLowers,
            MergingLowers,
            EmptyLabelNeutral,
        ]
    }
}

/// `−Σ (xᵢ/total) ln (xᵢ/total)` in nats.
///
/// ```
/// let h = mercatoria_diversity::shannon(&[1.0, 1.0, 0.0], 2.0);
/// assert!((h - std::f64::consts::LN_2).abs() < 1e-15);
/// ```
pub fn shannon(amounts: &[f64], total: f64) -> f64 {
    let per = 1.0 / total;
    let h = -sum_by(amounts, |x| {
        let s = x * per;
        if s > 0.0 { s * ln(s) } else { 0.0 }
    });
    h.max(0.0)
}
