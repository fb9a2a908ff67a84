//! C = √(½ Σ (sᵢ − pᵢ)²).
use mercatoria_core::{ContrastLaw::*, *};
use mercatoria_numeric::{elementary::sqrt, sum::sum_by2};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Coulter's coefficient against given shares.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CoulterAgainst {}

impl Indicator for CoulterAgainst {
    type Input<'a> = Contrast<'a>;
    type Output = Measure;
    const CARD: Card = Card {
        id: "divergence.coulter_against",
        title: "Coulter's coefficient against given shares",
        formula: "C = √(½ Σ (sᵢ − pᵢ)²)",
        reading: "0: mirrors the reference; 1: all on one label, the reference all on another",
        sources: &[
            "Coulter, P. B. (1989). Measuring Inequality: A Methodological Handbook. Westview Press.",
        ],
        example: Example::csv("label,value,reference\na,1,0\nb,0,1\n").gives("1"),
        ..Card::BLANK
    };
    fn compute(&self, c: &Contrast<'_>) -> Measure {
        let totals = c.totals()?;
        Ok(coulter(c.amounts.amounts, c.reference.amounts, totals))
    }
    fn laws(&self) -> Vec<ContrastLaw> {
        vec![
            ScaleFree,
            Symmetric,
            Exchange,
            Mirror(0.0),
            Within(0.0, 1.0),
        ]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("reat-3.0", Self {})]
    }
}

/// `√(½ Σ (s − p)²)` for totals `(X, Y)`.
///
/// ```
/// assert_eq!(mercatoria_divergence::coulter(&[1.0, 0.0], &[0.0, 1.0], (1.0, 1.0)), 1.0);
/// ```
pub fn coulter(amounts: &[f64], reference: &[f64], totals: (f64, f64)) -> f64 {
    let squares = sum_by2(amounts, reference, |x, y| {
        let apart = x / totals.0 - y / totals.1;
        apart * apart
    });
    sqrt(squares / 2.0).min(1.0)
}
