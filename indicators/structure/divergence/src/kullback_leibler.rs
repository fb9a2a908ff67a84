//! KL = Σ sᵢ log(sᵢ / pᵢ).
use mercatoria_core::{ContrastLaw::*, *};
use mercatoria_numeric::{elementary::ln, sum::sum_by2};
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
        sources: &["Theil, H. (1967). Economics and Information Theory. North-Holland."],
        ..Card::BLANK
    };
    fn compute(&self, c: &Contrast<'_>) -> Measure {
        let totals = c.totals()?;
        let outside = c
            .amounts
            .amounts
            .iter()
            .zip(c.reference.amounts)
            .any(|(x, y)| *x > 0.0 && *y == 0.0);
        if outside {
            Err(Undefined::OutsideReference)
        } else {
            Ok(
                kullback_leibler(c.amounts.amounts, c.reference.amounts, totals)
                    * self.base.per_nat(),
            )
        }
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
}

/// `Σ s ln(s/p)` in nats, for totals `(X, Y)`; the reference is positive wherever the amounts are.
///
/// ```
/// let kl = mercatoria_divergence::kullback_leibler(&[1.0, 0.0], &[1.0, 1.0], (1.0, 2.0));
/// assert!((kl - std::f64::consts::LN_2).abs() < 1e-15);
/// ```
pub fn kullback_leibler(amounts: &[f64], reference: &[f64], totals: (f64, f64)) -> f64 {
    let (x, y) = (1.0 / totals.0, 1.0 / totals.1);
    let kl = sum_by2(amounts, reference, |a, b| {
        let (s, p) = (a * x, b * y);
        if s > 0.0 { s * ln(s / p) } else { 0.0 }
    });
    kl.max(0.0)
}
