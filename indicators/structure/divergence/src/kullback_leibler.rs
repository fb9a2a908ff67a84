//! KL = Σ sᵢ log(sᵢ / pᵢ).
use crate::possible::Possible;
use mercatoria_core::{ContrastLaw::*, *};
use mercatoria_numeric::{
    elementary::ln,
    sum::{sum_by2, sum_positive2},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Kullback–Leibler divergence: Theil's index against a reference.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct KullbackLeibler {
    /// Base of the logarithm.
    pub base: LogBase,
}

impl Indicator for KullbackLeibler {
    type Input<'a> = Contrast<'a>;
    type Output = Measure;
    const CARD: Card = Card {
        id: "divergence.kullback_leibler",
        title: "Kullback–Leibler divergence",
        formula: "KL = Σ sᵢ log(sᵢ/pᵢ), 0 log 0 = 0",
        reading: "0: mirrors the reference",
        sources: &[
            "Kullback, S. and Leibler, R. A. (1951). On information and sufficiency. Annals of Mathematical Statistics 22(1).",
            "Theil, H. (1967). Economics and Information Theory. North-Holland.",
            "Mori, T., Nishikimi, K. and Smith, T. E. (2005). A divergence statistic for industrial localization. Review of Economics and Statistics 87(4).",
        ],
        peers: &[
            "elbersb-segregation 1.1 calls it the local segregation score `ls` and gives it in nats; negative values there come from exchanged arguments.",
        ],
        example: Example::csv("label,value,reference\na,1,1\nb,0,1\n").gives("0.693147180559945…"),
        ..Card::BLANK
    };
    fn compute(&self, c: &Contrast<'_>) -> Measure {
        let totals = c.totals()?;
        if outside(c) {
            Err(Undefined::OutsideReference)
        } else {
            Ok(
                kullback_leibler(c.amounts.amounts, c.reference.amounts, totals)
                    * self.base.per_nat(),
            )
        }
    }
    fn enclosure(&self) -> Option<Enclose<Self>> {
        Some(|unit, c| {
            let possible = match Possible::of(c) {
                Ok(possible) if possible.may_lie_outside() => {
                    return Value::Undefined(Undefined::PartlyKnown).into();
                }
                Ok(possible) => possible,
                Err(why) => return Value::Undefined(why).into(),
            };
            let term = |s: f64, p: f64| if s > 0.0 { s * ln(s / p) } else { 0.0 };
            // Pinsker's inequality bounds it from below by the distance.
            let (low, high) = possible.range(kullback_leibler, term, |apart| apart * apart / 2.0);
            let mut out = Values::default();
            if high.is_finite() {
                let per = unit.base.per_nat();
                out.push_between(low.max(0.0) * per, high.max(0.0) * per);
            } else {
                out.push(Err(Undefined::PartlyKnown));
            }
            out
        })
    }
    fn contributions(&self, c: &Contrast<'_>) -> Option<Values> {
        let ((x, y), per) = (c.totals().ok()?, self.base.per_nat());
        let part = |(a, b): (&f64, &f64)| {
            let (s, p) = (a / x, b / y);
            Ok(if s > 0.0 { s * ln(s / p) * per } else { 0.0 })
        };
        let labels = c.amounts.amounts.iter().zip(c.reference.amounts);
        (!outside(c)).then(|| labels.map(part).collect())
    }
    fn laws(&self) -> Vec<ContrastLaw> {
        vec![
            ScaleFree,
            Symmetric,
            Mirror(0.0),
            MergingLowers,
            SplittingNeutral,
        ]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        let nats = || Self { base: LogBase::E };
        vec![
            ("elbersb-segregation-1.1", nats()),
            ("pysal-segregation-2.5", nats()),
        ]
    }
}
/// Is there activity on a label that the reference does not have?
pub(crate) fn outside(c: &Contrast<'_>) -> bool {
    // A count, not a search: it vectorises.
    let count = sum_by2(c.amounts.amounts, c.reference.amounts, |x, y| {
        f64::from(u8::from((x > 0.0) & (y == 0.0)))
    });
    count > 0.0
}

/// `Σ s ln(s/p)` in nats, for totals `(X, Y)`; the reference is positive wherever the amounts are.
///
/// ```
/// let kl = mercatoria_divergence::kullback_leibler(&[1.0, 0.0], &[1.0, 1.0], (1.0, 2.0));
/// assert!((kl - std::f64::consts::LN_2).abs() < 1e-15);
/// ```
pub fn kullback_leibler(amounts: &[f64], reference: &[f64], totals: (f64, f64)) -> f64 {
    let kl = sum_positive2(amounts, reference, |a, b| {
        let (s, p) = (a / totals.0, b / totals.1);
        s * ln(s / p)
    });
    kl.max(0.0)
}
