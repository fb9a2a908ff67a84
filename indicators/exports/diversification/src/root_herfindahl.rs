//! C = (√H − √(1/N)) / (1 − √(1/N)).
use mercatoria_core::{DistributionLaw::*, *};
use mercatoria_diversity::{Herfindahl, herfindahl};
use mercatoria_numeric::elementary::sqrt;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Root of the Herfindahl index, rescaled: UNCTAD's concentration index.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RootHerfindahl {
    /// N, the number of labels that there could be (size of the classification, number of economies); without, those of the data.
    pub n: Option<Count>,
}

impl Indicator for RootHerfindahl {
    type Input<'a> = Distribution<'a>;
    type Output = Measure;
    const CARD: Card = Card {
        id: "diversification.root_herfindahl",
        title: "Concentration index (UNCTAD)",
        formula: "C = (√H − √(1/N))/(1 − √(1/N))",
        reading: "0: equal shares of all N labels; 1: everything on one",
        sources: &[
            "UNCTAD Handbook of Statistics, notes on concentration and diversification indices.",
        ],
        peers: &[
            "UNCTADstat takes N = the groups of SITC at three digits, whatever the table holds; give it as n to compare.",
        ],
        example: Example::csv("label,value\na,9\nb,0\nc,0\nd,0\n").gives("1"),
        ..Card::BLANK
    };
    fn compute(&self, d: &Distribution<'_>) -> Measure {
        root_herfindahl(herfindahl(d.amounts, d.total()?), self.labels(d)?)
    }
    /// The Herfindahl index rises with its root.
    fn enclosure(&self) -> Option<Enclose<Self>> {
        Some(|unit, d| {
            let inner = Herfindahl::default();
            let (Some(enclose), Ok(n)) = (Indicator::enclosure(&inner), unit.labels(d)) else {
                return Value::Undefined(Undefined::PartlyKnown).into();
            };
            let mut out = Values::default();
            match enclose(&inner, d).get(0) {
                // Without n the labels that are not seen are not counted.
                _ if unit.n.is_none() && d.hidden != Hidden::Nothing => {
                    out.push(Err(Undefined::PartlyKnown));
                }
                Value::Interval { lower, upper, .. } => {
                    match (root_herfindahl(lower, n), root_herfindahl(upper, n)) {
                        (Ok(lower), Ok(upper)) => out.push_between(lower, upper),
                        (why, _) => out.push(why),
                    }
                }
                Value::Point(h) => out.push(root_herfindahl(h, n)),
                Value::Undefined(why) => out.push(Err(why)),
            }
            out
        })
    }
    fn laws(&self) -> Vec<DistributionLaw> {
        // One label has no index.
        if self.n.is_some_and(|n| n.get() < 2) {
            return vec![];
        }
        let mut laws = vec![ScaleFree, Symmetric, Within(0.0, 1.0), TransferRaises];
        if self.n.is_none() {
            laws.push(EqualSplit(0.0));
        }
        laws
    }
}
impl RootHerfindahl {
    fn labels(&self, d: &Distribution<'_>) -> Result<f64, Undefined> {
        let seen = d.amounts.iter().filter(|x| **x > 0.0).count();
        match self.n {
            Some(n) if (n.get() as usize) < seen => Err(Undefined::OutOfDomain),
            Some(n) => Ok(f64::from(n.get())),
            None => Ok(d.amounts.len() as f64),
        }
    }
}

/// The rescaled root of a Herfindahl index over `n` labels.
///
/// ```
/// assert_eq!(mercatoria_diversification::root_herfindahl(0.25, 4.0), Ok(0.0));
/// assert_eq!(mercatoria_diversification::root_herfindahl(1.0, 4.0), Ok(1.0));
/// ```
pub fn root_herfindahl(h: f64, n: f64) -> Measure {
    if n < 2.0 {
        return Err(Undefined::OneLabel);
    }
    let least = sqrt(1.0 / n);
    Ok(((sqrt(h) - least) / (1.0 - least)).clamp(0.0, 1.0))
}
