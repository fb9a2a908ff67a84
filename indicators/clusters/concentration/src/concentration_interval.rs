//! A measure of concentration with a confidence interval: the units of the industry are drawn again.
use crate::Concentration;
use mercatoria_core::*;
use mercatoria_numeric::{
    order::{self, QuantileType},
    random::Stream,
    sum::sum,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Concentration with a bootstrap interval; the reference is taken as known.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ConcentrationInterval {
    /// Which measure.
    pub measure: Concentration,
    /// Probability of covering.
    pub level: Level,
    /// Number of draws.
    pub draws: Count,
    /// Seed of the draws.
    pub seed: Seed,
    /// What the amounts count, as it is resampled: jobs, plants, shipments.
    pub resampled: String,
}
impl Default for ConcentrationInterval {
    fn default() -> Self {
        Self {
            measure: Concentration::Gini,
            level: Level::new(0.95),
            draws: Count::new(500),
            seed: Seed::new(1),
            resampled: "the units that the amounts count, one by one".into(),
        }
    }
}

impl Indicator for ConcentrationInterval {
    type Input<'a> = Contrast<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "concentration.concentration_interval",
        title: "Concentration with a bootstrap interval",
        formula: "x* ~ Multinomial(Σx, s), C(x*) by percentiles, reflected at C (basic bootstrap)",
        form: Form::Table(&[], &["value"]),
        reading: "about chance in where the counted units are; few units look concentrated by chance alone, which the reflected interval takes off",
        sources: &[
            "Efron, B. and Tibshirani, R. J. (1993). An Introduction to the Bootstrap. Chapman & Hall.",
            "Brülhart, M. and Traeger, R. (2005). An account of geographic concentration patterns in Europe. Regional Science and Urban Economics 35(6).",
        ],
        peers: &[
            "elbersb-segregation 1.1 resamples the rows of its data, which are cells with weights, not units: say what is resampled.",
        ],
        example: Example::csv("label,value,reference\na,1,1\nb,0,1\n").gives("value: [0.5, 0.5]"),
        ..Card::BLANK
    };
    fn compute(&self, c: &Contrast<'_>) -> Values {
        let mut out = Values::default();
        match self.ends(c) {
            Err(why) => out.push(Err(why)),
            Ok((point, low, high)) => {
                let kind = IntervalKind::Confidence {
                    level: self.level.get(),
                    method: "basic multinomial bootstrap".into(),
                    resampled: self.resampled.clone().into(),
                };
                out.push_interval(&kind, Some(point), low, high);
            }
        }
        out
    }
}
impl ConcentrationInterval {
    fn ends(&self, c: &Contrast<'_>) -> Result<(f64, f64, f64), Undefined> {
        let totals = c.totals()?;
        let (x, y) = (c.amounts.amounts, c.reference.amounts);
        if x.iter().zip(y).any(|(x, y)| *x > 0.0 && *y == 0.0) {
            return Err(Undefined::OutsideReference);
        }
        if x.iter().any(|x| x.fract() != 0.0) || totals.0 > 9e15 {
            return Err(Undefined::OutOfDomain); // counts only
        }
        let point = self.measure.of(x, y, totals);
        let mut stream = Stream::new(self.seed.get(), 0);
        let drawn: Vec<f64> = (0..self.draws.get())
            .map(|_| {
                let counts = stream.multinomial(totals.0 as u64, x);
                let counts: Vec<f64> = counts.into_iter().map(|k| k as f64).collect();
                self.measure.of(&counts, y, (sum(&counts), totals.1))
            })
            .collect();
        let sorted = order::sorted(&drawn);
        let tail = (1.0 - self.level.get()) / 2.0;
        let at = |p: f64| order::quantile(&sorted, p, QuantileType::Linear);
        let (low, high) = at(tail).zip(at(1.0 - tail)).ok_or(Undefined::TooFew)?;
        let (low, high) = (low.min(high), low.max(high));
        let (a, b) = (2.0 * point - high, 2.0 * point - low);
        // The point stays inside; no measure of concentration is negative.
        Ok((point, a.min(point).max(0.0), b.max(point)))
    }
}
