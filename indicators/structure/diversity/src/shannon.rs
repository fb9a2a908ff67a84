//! H = −Σ sᵢ log sᵢ.
use crate::Possible;
use mercatoria_core::{DistributionLaw::*, *};
use mercatoria_numeric::{elementary::ln, sum::sum_positive};
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
        example: Example::csv("label,value\na,1\nb,1\nc,0\n").gives("0.693147180559945…"),
        ..Card::BLANK
    };
    fn compute(&self, d: &Distribution<'_>) -> Measure {
        Ok(shannon(d.amounts, d.total()?) * self.base.per_nat())
    }
    /// An unseen rest may be on ever so many labels: then there is no upper end.
    fn enclosure(&self) -> Option<Enclose<Self>> {
        Some(|unit, d| {
            let possible = match Possible::of(d) {
                Ok(possible) if !possible.has_rest() => possible,
                Ok(_) => return Value::Undefined(Undefined::PartlyKnown).into(),
                Err(why) => return Value::Undefined(why).into(),
            };
            let (lower, upper) = possible.range(|x, total| -shannon(x, total));
            let per = unit.base.per_nat();
            let mut out = Values::default();
            out.push_between((-upper * per).max(0.0), -lower * per);
            out
        })
    }
    fn contributions(&self, d: &Distribution<'_>) -> Option<Values> {
        let (per, total) = (self.base.per_nat(), d.total().ok()?);
        let part = |x: &f64| {
            let s = x / total;
            Ok(if s > 0.0 { -s * ln(s) * per } else { 0.0 })
        };
        Some(d.amounts.iter().map(part).collect())
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
    fn dialects() -> Vec<(&'static str, Self)> {
        let base = |base| Self { base };
        vec![
            ("econgeo-1.3", base(LogBase::Two)),
            ("econcomplex-1.0", base(LogBase::Two)),
            ("pysal-segregation-2.5", base(LogBase::E)),
            ("elbersb-segregation-1.1", base(LogBase::E)),
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
    // A quotient, not a product with 1/total: one label alone has the share 1 and the entropy 0, exactly.
    let h = -sum_positive(amounts, |x| {
        let s = x / total;
        s * ln(s)
    });
    h.max(0.0)
}
