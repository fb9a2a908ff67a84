//! D_α = Σ pᵢ [(sᵢ/pᵢ)^α − 1] / (α (α − 1)); α = 1: Σ s ln(s/p); α = 0: Σ p ln(p/s).
use mercatoria_core::{ContrastLaw::*, *};
use mercatoria_numeric::{
    elementary::{ln, powf},
    sum::sum_by2,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Generalised entropy of amounts against a reference (weights).
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct GeneralizedDivergence {
    /// Order: 1 is Theil's index, 0 the mean log deviation, 2 half the squared coefficient of variation.
    pub alpha: Finite,
}
impl Default for GeneralizedDivergence {
    fn default() -> Self {
        Self {
            alpha: Finite::new(1.0),
        }
    }
}

impl Indicator for GeneralizedDivergence {
    type Input<'a> = Contrast<'a>;
    type Output = Measure;
    const CARD: Card = Card {
        id: "divergence.generalized_divergence",
        title: "Generalised entropy against a reference",
        formula: "D = Σ pᵢ [(sᵢ/pᵢ)^α − 1] / (α (α − 1)); α = 1: Σ sᵢ ln(sᵢ/pᵢ); α = 0: Σ pᵢ ln(pᵢ/sᵢ)",
        reading: "0: mirrors the reference; large α weighs labels far above it, small α labels far below",
        sources: &[
            "Shorrocks, A. F. (1980). The class of additively decomposable inequality measures. Econometrica 48(3).",
            "Bickenbach, F. and Bode, E. (2008). Disproportionality measures of concentration, specialization, and localization. International Regional Science Review 31(4).",
        ],
        peers: &[
            "REAT 3.0 calls the mean log deviation (α = 0) Theil's index, and divides its weighted form by n once more.",
        ],
        example: Example::csv("label,value,reference\na,3,1\nb,1,1\n")
            .params("{\"alpha\":2}")
            .gives("0.125"),
        ..Card::BLANK
    };
    fn compute(&self, c: &Contrast<'_>) -> Measure {
        let totals = c.totals()?;
        generalized_divergence(
            c.amounts.amounts,
            c.reference.amounts,
            totals,
            self.alpha.get(),
        )
    }
    fn laws(&self) -> Vec<ContrastLaw> {
        vec![
            ScaleFree,
            Symmetric,
            Mirror(0.0),
            MergingLowers,
            SplittingNeutral,
            Within(0.0, f64::MAX),
        ]
    }
}

/// The divergence of order `alpha`, for totals `(X, Y)`.
///
/// # Errors
/// [`Undefined::OutsideReference`] where amounts stand on a label without reference; [`Undefined::Diverges`] for `alpha ≤ 0`
/// where a label of the reference has no amount.
///
/// ```
/// let d = mercatoria_divergence::generalized_divergence(&[3.0, 1.0], &[1.0, 1.0], (4.0, 2.0), 2.0);
/// assert_eq!(d, Ok(0.125));
/// ```
pub fn generalized_divergence(
    amounts: &[f64],
    reference: &[f64],
    totals: (f64, f64),
    alpha: f64,
) -> Measure {
    let mut cells = amounts.iter().zip(reference);
    if cells.clone().any(|(x, y)| *x > 0.0 && *y == 0.0) {
        return Err(Undefined::OutsideReference);
    }
    if alpha <= 0.0 && cells.any(|(x, y)| *x == 0.0 && *y > 0.0) {
        return Err(Undefined::Diverges);
    }
    let by = |f: &dyn Fn(f64, f64) -> f64| {
        let sum = sum_by2(amounts, reference, |x, y| {
            if y > 0.0 {
                f(x / totals.0, y / totals.1)
            } else {
                0.0
            }
        });
        Ok(sum.max(0.0))
    };
    if alpha == 1.0 {
        return Ok(crate::kullback_leibler(amounts, reference, totals));
    }
    if alpha == 0.0 {
        return by(&|s, p| p * ln(p / s));
    }
    if alpha == 2.0 {
        return Ok(crate::chi_square_divergence(amounts, reference, totals) / 2.0);
    }
    // (q^α − 1 − α (q − 1)) / (α (α − 1)): the linear term sums to 0, and every term is then at least 0.
    by(&|s, p| {
        let q = s / p;
        p * (powf(q, alpha) - 1.0 - alpha * (q - 1.0)) / (alpha * (alpha - 1.0))
    })
}
