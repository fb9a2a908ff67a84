//! The number of labels above a threshold.
use mercatoria_core::{DistributionLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Number of active labels.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ActiveCount {
    /// An amount counts where it is above this, in the unit of the data.
    pub threshold: Amount,
    /// Or where its share is above this; UNCTAD counts products above 100 000 dollars or 0.3 % of the total.
    pub share_threshold: Option<Share>,
}
impl Default for ActiveCount {
    fn default() -> Self {
        Self {
            threshold: Amount::new(0.0),
            share_threshold: None,
        }
    }
}

impl Indicator for ActiveCount {
    type Input<'a> = Distribution<'a>;
    type Output = Measure;
    const CARD: Card = Card {
        id: "diversification.active_count",
        title: "Number of active labels",
        formula: "#{i : xᵢ > threshold or sᵢ > share_threshold}",
        reading: "how many products (or markets) there are; 0 for an exporter without exports",
        sources: &[
            "UNCTAD Handbook of Statistics, notes on concentration and diversification indices.",
        ],
        peers: &[
            "UNCTADstat counts SITC groups above 100 000 dollars or 0.3 % of the country's total; give threshold and share_threshold to compare.",
        ],
        example: Example::csv("label,value\na,3\nb,1\nc,0\n").gives("2"),
        ..Card::BLANK
    };
    fn compute(&self, d: &Distribution<'_>) -> Measure {
        let share = match (self.share_threshold, d.total()) {
            (Some(share), Ok(total)) => share.get() * total,
            _ => f64::INFINITY,
        };
        let active = |x: &&f64| **x > self.threshold.get() || **x > share;
        Ok(d.amounts.iter().filter(active).count() as f64)
    }
    fn enclosure(&self) -> Option<Enclose<Self>> {
        // Labels that are not seen have no number; a cell between bounds is active, or not, or either.
        self.share_threshold.is_none().then_some(|unit, d| {
            if d.hidden != Hidden::Nothing {
                return Value::Undefined(Undefined::PartlyKnown).into();
            }
            let above = |x: f64| x > unit.threshold.get();
            let seen =
                d.amounts.iter().enumerate().filter(|(at, x)| {
                    above(**x) && d.gaps.iter().all(|gap| gap.at as usize != *at)
                });
            let seen = seen.count() as f64;
            let count =
                |end: fn(&Gap) -> f64| d.gaps.iter().filter(|g| above(end(g))).count() as f64;
            let mut out = Values::default();
            out.push_between(seen + count(|g| g.lower), seen + count(|g| g.upper));
            out
        })
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        let unctad = Self {
            threshold: Amount::new(100_000.0),
            share_threshold: Some(Share::new(0.003)),
        };
        vec![("unctad", unctad)]
    }
    fn laws(&self) -> Vec<DistributionLaw> {
        let mut laws = vec![Symmetric];
        if self.threshold.get() == 0.0 {
            laws.extend([
                ScaleFree,
                EmptyLabelNeutral,
                ReplicationTimes(2.0),
                MergingLowers,
            ]);
        }
        laws
    }
}
