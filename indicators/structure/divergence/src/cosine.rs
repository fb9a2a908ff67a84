//! cos = Σ xᵢ yᵢ / √(Σ xᵢ² Σ yᵢ²).
use mercatoria_core::{ContrastLaw::*, *};
use mercatoria_numeric::{
    elementary::sqrt,
    sum::{sum_by, sum_by2},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Cosine coefficient of two structures.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Cosine {}

impl Indicator for Cosine {
    type Input<'a> = Contrast<'a>;
    type Output = Measure;
    const CARD: Card = Card {
        id: "divergence.cosine",
        title: "Cosine coefficient of two structures",
        formula: "S = Σ xᵢ yᵢ / √(Σ xᵢ² · Σ yᵢ²)",
        reading: "1: the same structure; 0: nothing in common",
        sources: &[
            "UNIDO International Centre for Industrial Studies (1979). World Industry since 1960: Progress and Prospects. United Nations.",
        ],
        example: Example::csv("label,value,reference\na,3,4\nb,4,3\n").gives("0.96"),
        ..Card::BLANK
    };
    fn compute(&self, c: &Contrast<'_>) -> Measure {
        let totals = c.totals()?;
        Ok(cosine(c.amounts.amounts, c.reference.amounts, totals))
    }
    fn contributions(&self, c: &Contrast<'_>) -> Option<Values> {
        let (x, y) = c.totals().ok()?;
        let length = |of: &[f64], total: f64| sqrt(sum_by(of, |a| (a / total) * (a / total)));
        let lengths = (length(c.amounts.amounts, x), length(c.reference.amounts, y));
        let part = |(a, b): (&f64, &f64)| Ok((a / x / lengths.0) * (b / y / lengths.1));
        let labels = c.amounts.amounts.iter().zip(c.reference.amounts);
        Some(labels.map(part).collect())
    }
    fn laws(&self) -> Vec<ContrastLaw> {
        vec![
            ScaleFree,
            Symmetric,
            Exchange,
            Mirror(1.0),
            Within(0.0, 1.0),
        ]
    }
}

/// Cosine of the angle between two structures, for totals `(X, Y)`.
///
/// ```
/// let cos = mercatoria_divergence::cosine(&[3.0, 4.0], &[4.0, 3.0], (7.0, 7.0));
/// assert!((cos - 0.96).abs() < 1e-15);
/// ```
pub fn cosine(amounts: &[f64], reference: &[f64], totals: (f64, f64)) -> f64 {
    let product = sum_by2(amounts, reference, |a, b| a * b);
    let squares = sum_by(amounts, |a| a * a) * sum_by(reference, |b| b * b);
    if squares.is_normal() && squares < 1e300 && squares > 1e-280 {
        return (product / sqrt(squares)).min(1.0);
    }
    // Shares, so that amounts of any size neither overflow nor vanish.
    let (x, y) = totals;
    let product = sum_by2(amounts, reference, |a, b| (a / x) * (b / y));
    let squares = |of: &[f64], total: f64| sum_by(of, |a| (a / total) * (a / total));
    (product / sqrt(squares(amounts, x) * squares(reference, y))).min(1.0)
}
