//! Gini coefficient of the quotients sᵢ/pᵢ, every label with the same weight.
use mercatoria_core::{ContrastLaw::*, *};
use mercatoria_numeric::order;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Gini coefficient of the location quotients, unweighted.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct QuotientGini {}

impl Indicator for QuotientGini {
    type Input<'a> = Contrast<'a>;
    type Output = Measure;
    const CARD: Card = Card {
        id: "divergence.quotient_gini",
        title: "Gini coefficient of the location quotients, equal weights",
        formula: "G = Σ (2k − n − 1) q₍ₖ₎ / (n Σ q), qᵢ = sᵢ/pᵢ, over the n labels that the reference has",
        reading: "0: all quotients are equal; unlike the locational Gini, a small label counts as much as a large one",
        sources: &[
            "Nakamura, R. and Morrison Paul, C. J. (2009). Measuring agglomeration. In Handbook of Regional Growth and Development Theories. Edward Elgar.",
        ],
        peers: &[
            "REAT 3.0 has it as gini.conc and gini.spec; it differs from the locational Gini by up to 0.08 on a 6 × 8 table, and splitting a label changes it.",
        ],
        example: Example::csv("label,value,reference\na,1,1\nb,0,1\n").gives("0.5"),
        ..Card::BLANK
    };
    fn compute(&self, c: &Contrast<'_>) -> Measure {
        c.totals()?;
        if crate::kullback_leibler::outside(c) {
            return Err(Undefined::OutsideReference);
        }
        Ok(quotient_gini(c.amounts.amounts, c.reference.amounts))
    }
    fn laws(&self) -> Vec<ContrastLaw> {
        vec![ScaleFree, Symmetric, Mirror(0.0), Within(0.0, 1.0)]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("reat-3.0", Self {})]
    }
}

/// Gini coefficient of the quotients over the labels with a positive reference.
///
/// ```
/// assert_eq!(mercatoria_divergence::quotient_gini(&[1.0, 0.0], &[1.0, 1.0]), 0.5);
/// ```
pub fn quotient_gini(amounts: &[f64], reference: &[f64]) -> f64 {
    let quotients: Vec<f64> = amounts
        .iter()
        .zip(reference)
        .filter(|(_, y)| **y > 0.0)
        .map(|(x, y)| x / y)
        .collect();
    sorted_gini(&zeros_first(&quotients))
}
/// Amounts in ascending order; only those above 0 are sorted.
///
/// ```
/// assert_eq!(mercatoria_divergence::zeros_first(&[3.0, 0.0, 1.0, 0.0]), [0.0, 0.0, 1.0, 3.0]);
/// ```
pub fn zeros_first(amounts: &[f64]) -> Vec<f64> {
    let mut out = vec![0.0; amounts.len()];
    // From the far end, without a branch: a zero is overwritten by the next.
    let mut n = amounts.len();
    for x in amounts {
        if n > 0 {
            out[n - 1] = *x;
        }
        n -= usize::from(*x > 0.0);
    }
    if n > 0 {
        out[n - 1] = 0.0;
    }
    order::sort(&mut out[n..]);
    out
}
/// `Σ (2k − n − 1) y₍ₖ₎ / (n Σ y)` of ascending numbers with a positive sum.
///
/// ```
/// assert_eq!(mercatoria_divergence::sorted_gini(&[0.0, 1.0]), 0.5);
/// ```
pub fn sorted_gini(sorted: &[f64]) -> f64 {
    let n = sorted.len() as f64;
    let total = mercatoria_numeric::sum::sum(sorted);
    // Distances of the ends from the middle, pair by pair: equal numbers cancel exactly.
    let half = sorted.len() / 2;
    let spread: Vec<f64> = (0..half)
        .map(|k| (n - 1.0 - 2.0 * k as f64) * (sorted[sorted.len() - 1 - k] - sorted[k]))
        .collect();
    mercatoria_numeric::sum::sum(&spread) / (n * total)
}
