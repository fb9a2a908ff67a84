//! H = Σ sᵢ²; normalised (H − 1/n) / (1 − 1/n).
use mercatoria_core::{DistributionLaw::*, *};
use mercatoria_numeric::sum::sum_by;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Herfindahl–Hirschman index.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Herfindahl {
    /// Rescale so that an equal split over the labels seen gives 0 instead of 1/n.
    pub normalised: bool,
}

impl Indicator for Herfindahl {
    type Input<'a> = Distribution<'a>;
    type Output = Measure;
    const CARD: Card = Card {
        id: "diversity.herfindahl",
        title: "Herfindahl–Hirschman index",
        formula: "H = Σ sᵢ²; normalised (H − 1/n)/(1 − 1/n)",
        reading: "1: everything on one label; 1/n: equal split",
        sources: &[
            "Hirschman, A. O. (1964). The paternity of an index. American Economic Review 54(5).",
        ],
        peers: &[
            "econcomplex 1.0 normalises by default and gives −1/3 for an empty region; here it is undefined.",
        ],
        ..Card::BLANK
    };
    fn compute(&self, d: &Distribution<'_>) -> Measure {
        let (h, n) = (herfindahl(d.amounts, d.total()?), d.amounts.len() as f64);
        if !self.normalised {
            return Ok(h);
        }
        if n < 2.0 {
            Err(Undefined::OneLabel)
        } else {
            Ok((h - 1.0 / n) / (1.0 - 1.0 / n))
        }
    }

    /// The rest may be spread over ever so many labels, or sit on one. Normalised there is none: n is not known.
    fn enclosure(&self) -> Option<Enclose<Self>> {
        (!self.normalised).then_some(|_, d| {
            let (Hidden::Amount(rest), Ok(total), []) = (d.hidden, d.total(), d.gaps) else {
                return Value::Undefined(Undefined::PartlyKnown).into();
            };
            let seen = herfindahl(d.amounts, total);
            let mut out = Values::default();
            out.push_between(seen, (seen + (rest / total) * (rest / total)).min(1.0));
            out
        })
    }

    fn laws(&self) -> Vec<DistributionLaw> {
        let mut laws = vec![ScaleFree, Symmetric, Within(0.0, 1.0), TransferRaises];
        if !self.normalised {
            laws.extend([MergingRaises, EmptyLabelNeutral, ReplicationTimes(0.5)]); // all change n
        }
        laws
    }
}

/// `Σ (xᵢ / total)²`; the total may hold more than the amounts.
///
/// ```
/// assert_eq!(mercatoria_diversity::herfindahl(&[3.0, 1.0], 4.0), 0.625);
/// ```
pub fn herfindahl(amounts: &[f64], total: f64) -> f64 {
    sum_by(amounts, |x| x * x) / (total * total)
}
