//! D = (Σ sᵢ^q)^(1/(1−q)); q = 1 is the limit exp(−Σ s ln s).
use crate::Possible;
use mercatoria_core::{DistributionLaw::*, *};
use mercatoria_numeric::{
    elementary::{exp, powf},
    sum::sum_by,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Hill number: the effective number of labels.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct HillNumbers {
    /// Order: 0 counts labels, 1 is exp(Shannon), 2 is 1/Herfindahl.
    pub q: Amount,
}
impl Default for HillNumbers {
    fn default() -> Self {
        Self {
            q: Amount::new(1.0),
        }
    }
}

impl Indicator for HillNumbers {
    type Input<'a> = Distribution<'a>;
    type Output = Measure;
    const CARD: Card = Card {
        id: "diversity.hill_numbers",
        title: "Hill number",
        formula: "D = (Σ sᵢ^q)^(1/(1−q)); q = 1: exp(−Σ s ln s)",
        reading: "the number of equal labels that would be as diverse",
        sources: &[
            "Hill, M. O. (1973). Diversity and evenness: a unifying notation and its consequences. Ecology 54(2).",
            "Marcon, E. (2019). Mesure de la biodiversité et de la structuration spatiale de l'activité économique par l'entropie. Revue économique 70(3).",
        ],
        example: Example::csv("label,value\na,3\nb,1\n")
            .params("{\"q\":2}")
            .gives("1.6"),
        ..Card::BLANK
    };
    fn compute(&self, d: &Distribution<'_>) -> Measure {
        Ok(hill_number(d.amounts, d.total()?, self.q.get()))
    }
    /// Up to order 1 an unseen rest has no upper end: it may be on ever so many labels.
    fn enclosure(&self) -> Option<Enclose<Self>> {
        Some(|unit, d| {
            let q = unit.q.get();
            let possible = match Possible::of(d) {
                Ok(possible) if q > 1.0 || !possible.has_rest() => possible,
                Ok(_) => return Value::Undefined(Undefined::PartlyKnown).into(),
                Err(why) => return Value::Undefined(why).into(),
            };
            let (lower, upper) = possible.range(|x, total| -hill_number(x, total, q));
            let mut out = Values::default();
            out.push_between(-upper, -lower);
            out
        })
    }
    fn laws(&self) -> Vec<DistributionLaw> {
        vec![
            ScaleFree,
            Symmetric,
            EmptyLabelNeutral,
            TransferLowers,
            MergingLowers,
            ReplicationTimes(2.0),
        ]
    }
}

/// The effective number of labels of order `q ≥ 0`.
///
/// ```
/// use mercatoria_diversity::hill_number;
/// assert_eq!(hill_number(&[3.0, 1.0, 0.0], 4.0, 0.0), 2.0);
/// assert_eq!(hill_number(&[3.0, 1.0, 0.0], 4.0, 2.0), 1.6);
/// ```
pub fn hill_number(amounts: &[f64], total: f64, q: f64) -> f64 {
    if q == 0.0 {
        return amounts.iter().filter(|x| **x > 0.0).count() as f64;
    }
    if (q - 1.0).abs() < 1e-9 {
        return exp(crate::shannon(amounts, total));
    }
    if q == 2.0 {
        return 1.0 / crate::herfindahl(amounts, total);
    }
    // Factoring out the largest share keeps large orders from underflowing.
    let largest = amounts.iter().fold(0.0, |max: f64, x| max.max(*x));
    let relative = sum_by(
        amounts,
        |x| if x > 0.0 { powf(x / largest, q) } else { 0.0 },
    );
    powf(largest / total, q / (1.0 - q)) * powf(relative, 1.0 / (1.0 - q))
}
