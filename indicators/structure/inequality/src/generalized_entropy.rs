//! GE_α = mean[(y/μ)^α − 1] / (α (α − 1)); α = 1: Theil's T; α = 0: the mean log deviation (Theil's L).
use mercatoria_core::{DistributionLaw::*, *};
use mercatoria_numeric::{
    elementary::{ln, powf},
    sum::{sum_by, sum_positive},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Generalised entropy of a value over units; by default Theil's T.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct GeneralizedEntropy {
    /// Order: 1 is Theil's T, 0 Theil's L (mean log deviation), 2 half the squared coefficient of variation.
    pub alpha: Finite,
}
impl Default for GeneralizedEntropy {
    fn default() -> Self {
        Self {
            alpha: Finite::new(1.0),
        }
    }
}
/// Theil's index: generalised entropy of order 1 by default.
pub type Theil = GeneralizedEntropy;

impl Indicator for GeneralizedEntropy {
    type Input<'a> = Distribution<'a>;
    type Output = Measure;
    const CARD: Card = Card {
        id: "inequality.generalized_entropy",
        title: "Generalised entropy index",
        formula: "GE = (1/n) Σ [(y/μ)^α − 1] / (α (α − 1)); α = 1: (1/n) Σ (y/μ) ln(y/μ); α = 0: (1/n) Σ ln(μ/y)",
        reading: "0: all equal; α = 1: ln n where everything is on one unit",
        sources: &[
            "Theil, H. (1967). Economics and Information Theory. North-Holland.",
            "Shorrocks, A. F. (1980). The class of additively decomposable inequality measures. Econometrica 48(3).",
        ],
        peers: &[
            "REAT 3.0 calls the mean log deviation (α = 0) theil, gives NA with any zero, and divides its weighted form by n once more.",
            "PySAL inequality 1.1 replaces zeros by the smallest normal double; here a zero adds 0 at α = 1.",
        ],
        example: Example::csv("label,value\na,1\nb,1\nc,0\nd,0\n").gives("0.693147180559945…"),
        ..Card::BLANK
    };
    fn compute(&self, d: &Distribution<'_>) -> Measure {
        generalized_entropy(d.amounts, d.total()?, self.alpha.get())
    }
    fn enclosure(&self) -> Option<Enclose<Self>> {
        Some(|unit, d| {
            let alpha = unit.alpha.get();
            crate::bounds::of(
                d,
                |x, total| generalized_entropy(x, total, alpha).unwrap_or(f64::INFINITY),
                f64::MAX,
            )
        })
    }
    fn laws(&self) -> Vec<DistributionLaw> {
        vec![
            ScaleFree,
            Symmetric,
            EqualSplit(0.0),
            Within(0.0, f64::MAX),
            TransferRaises,
            ReplicationTimes(1.0),
        ]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        let alpha = |alpha| Self {
            alpha: Finite::new(alpha),
        };
        vec![
            ("pysal-inequality-1.1", alpha(1.0)),
            ("reat-3.0", alpha(0.0)),
        ]
    }
}

/// Generalised entropy of order `alpha` of values with this sum.
///
/// # Errors
/// [`Undefined::Diverges`] for `alpha ≤ 0` with a zero among the values.
///
/// ```
/// let half_squared_cv = mercatoria_inequality::generalized_entropy(&[1.0, 3.0], 4.0, 2.0);
/// assert_eq!(half_squared_cv, Ok(0.125));
/// ```
pub fn generalized_entropy(values: &[f64], total: f64, alpha: f64) -> Measure {
    let n = values.len() as f64;
    if alpha <= 0.0 && values.contains(&0.0) {
        return Err(Undefined::Diverges);
    }
    // y n / Σ y: equal values give exactly 1.
    let relative = |y: f64| y * n / total;
    let mean = if alpha == 1.0 {
        sum_positive(values, |y| {
            let q = relative(y);
            q * ln(q)
        }) / n
    } else if alpha == 0.0 {
        -sum_by(values, |y| ln(relative(y))) / n
    } else if alpha == 2.0 {
        sum_by(values, |y| (relative(y) - 1.0) * (relative(y) - 1.0)) / (2.0 * n)
    } else {
        // The term − α (q − 1) sums to 0 and keeps every other term from cancelling.
        sum_by(values, |y| {
            let q = relative(y);
            powf(q, alpha) - 1.0 - alpha * (q - 1.0)
        }) / (n * alpha * (alpha - 1.0))
    };
    Ok(mean.max(0.0))
}
