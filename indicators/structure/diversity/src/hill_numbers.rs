//! D = (Σ sᵢ^q)^(1/(1−q)); q = 1 is the limit exp(−Σ s ln s).
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
    /// Order q: 0 counts labels, 1 is exp(Shannon), 2 is 1/Herfindahl.
    pub order: Amount,
}
impl Default for HillNumbers {
    fn default() -> Self {
        Self {
            order: Amount::new(1.0),
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
        sources: &["Hill, M. O. (1973). Diversity and evenness. Ecology 54(2)."],
        ..Card::BLANK
    };
    fn compute(&self, d: &Distribution<'_>) -> Measure {
        Ok(hill_number(d.amounts, d.total()?, self.order.get()))
    }
    fn laws(&self) -> Vec<DistributionLaw> {
        vec![
            ScaleFree,
            Symmetric,
            EmptyLabelNeutral,
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
