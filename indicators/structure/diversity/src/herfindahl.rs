//! H = Σ sᵢ²; normalised (H − 1/n) / (1 − 1/n).
use crate::Possible;
use mercatoria_core::{DistributionLaw::*, *};
use mercatoria_numeric::sum::sum_by;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What may be on the labels that are not seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unseen {
    /// Anything, from one label to ever so many: a guaranteed bound.
    #[default]
    Any,
    /// An assumption: a list of the largest, so that no unseen label holds more than the smallest one printed.
    AtMostSmallest,
}
/// Herfindahl–Hirschman index.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Herfindahl {
    /// Rescale so that an equal split over the labels seen gives 0 instead of 1/n.
    pub normalised: bool,
    /// What may be on the labels that are not seen.
    pub unseen: Unseen,
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
            "Herfindahl, O. C. (1950). Concentration in the Steel Industry. Columbia University.",
        ],
        peers: &[
            "econcomplex 1.0 normalises by default and gives −1/3 for an empty region; here it is undefined.",
            "EconGeo 1.3 gives NaN for an empty region; REAT 3.0 divides 0 by 0 when one label is normalised.",
        ],
        example: Example::csv("label,value\na,3\nb,1\n").gives("0.625"),
        ..Card::BLANK
    };
    fn compute(&self, d: &Distribution<'_>) -> Measure {
        self.of(d.amounts, d.total()?)
    }

    /// The rest may be spread over ever so many labels, or sit on one. Normalised there is none: n is not known.
    fn enclosure(&self) -> Option<Enclose<Self>> {
        Some(|unit, d| {
            let possible = match Possible::of(d) {
                Ok(possible) => possible,
                Err(why) => return Value::Undefined(why).into(),
            };
            if unit.normalised && (possible.has_rest() || d.len() < 2) {
                return Value::Undefined(Undefined::PartlyKnown).into();
            }
            let (lower, upper) = possible.range(|x, total| unit.of(x, total).unwrap_or(f64::NAN));
            let mut out = Values::default();
            match (unit.unseen, d.hidden, d.gaps) {
                (Unseen::AtMostSmallest, Hidden::Amount(rest), []) => {
                    let capped = capped(d.amounts, rest).min(upper);
                    let name = "no unseen label holds more than the smallest one printed".into();
                    out.push_interval(&IntervalKind::Assumption { name }, None, lower, capped);
                }
                _ => out.push_between(lower, upper.min(1.0)),
            }
            out
        })
    }

    fn contributions(&self, d: &Distribution<'_>) -> Option<Values> {
        let total = d.total().ok().filter(|_| !self.normalised)?;
        Some(
            d.amounts
                .iter()
                .map(|x| Ok((x / total) * (x / total)))
                .collect(),
        )
    }

    fn laws(&self) -> Vec<DistributionLaw> {
        let mut laws = vec![ScaleFree, Symmetric, Within(0.0, 1.0), TransferRaises];
        if self.normalised {
            laws.push(EqualSplit(0.0));
        } else {
            laws.extend([MergingRaises, EmptyLabelNeutral, ReplicationTimes(0.5)]); // all change n
        }
        laws
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        let raw = Self::default;
        let normalised = Self {
            normalised: true,
            ..raw()
        };
        vec![
            ("econgeo-1.3", raw()),
            ("econcomplex-1.0", normalised.clone()),
            ("reat-3.0", raw()),
            ("reat-3.0:herf(norm)", normalised),
            ("pysal-segregation-2.5", raw()),
        ]
    }
}
impl Herfindahl {
    fn of(&self, amounts: &[f64], total: f64) -> Measure {
        let (h, n) = (herfindahl(amounts, total), amounts.len() as f64);
        if !self.normalised {
            return Ok(h);
        }
        if n < 2.0 {
            Err(Undefined::OneLabel)
        } else {
            Ok(((h - 1.0 / n) / (1.0 - 1.0 / n)).max(0.0))
        }
    }
}
/// The index when the rest is cut into pieces of the smallest amount seen.
fn capped(amounts: &[f64], rest: f64) -> f64 {
    let smallest = (amounts.iter().copied())
        .filter(|x| *x > 0.0)
        .fold(f64::INFINITY, f64::min);
    if !smallest.is_finite() {
        return 1.0;
    }
    let total = mercatoria_numeric::sum::sum(amounts) + rest;
    let full = (rest / smallest).floor();
    let last = rest - full * smallest;
    (sum_by(amounts, |x| x * x) + full * smallest * smallest + last * last) / (total * total)
}

/// `Σ (xᵢ / total)²`; the total may hold more than the amounts.
///
/// ```
/// assert_eq!(mercatoria_diversity::herfindahl(&[3.0, 1.0], 4.0), 0.625);
/// ```
pub fn herfindahl(amounts: &[f64], total: f64) -> f64 {
    sum_by(amounts, |x| x * x) / (total * total)
}
