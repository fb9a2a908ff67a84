//! A = Σ sᵢ² / pᵢ = Σ sᵢ (sᵢ / pᵢ) = 1 + χ²: the mean location quotient, weighted by the own shares.
use crate::kullback_leibler::outside;
use mercatoria_core::{ContrastLaw::*, *};
use mercatoria_numeric::sum::sum_by2;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the average is given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuotientAverage {
    /// Σ s²/p, from 1 upwards.
    #[default]
    Average,
    /// 1 / Σ s²/p, 0 to 1: Hachman's index.
    Inverse,
    /// Σ (s − p)²/p = Σ s²/p − 1: the χ² divergence, from 0 upwards.
    Divergence,
}
/// Average location quotient.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AverageQuotient {
    /// How it is given.
    pub form: QuotientAverage,
}

impl Indicator for AverageQuotient {
    type Input<'a> = Contrast<'a>;
    type Output = Measure;
    const CARD: Card = Card {
        id: "divergence.average_quotient",
        title: "Average location quotient",
        formula: "A = Σ sᵢ · sᵢ/pᵢ; inverse 1/A (Hachman); divergence A − 1 = Σ (sᵢ − pᵢ)²/pᵢ",
        reading: "1: mirrors the reference; Hachman's index is 1 there and falls with specialisation",
        sources: &[
            "Hoover, E. M. and Giarratani, F. (1984). An Introduction to Regional Economics. Knopf.",
            "Hachman, F. (1995). Economic Report to the Governor. State of Utah.",
        ],
        peers: &[
            "econcomplex 1.0 gives 0 for an empty region and clips Hachman's index to [0, 1]; EconGeo 1.3 gives NaN; here it is undefined.",
        ],
        example: Example::csv("label,value,reference\na,3,1\nb,1,1\n").gives("1.25"),
        ..Card::BLANK
    };
    fn compute(&self, c: &Contrast<'_>) -> Measure {
        let totals = c.totals()?;
        if outside(c) {
            return Err(Undefined::OutsideReference);
        }
        let (x, y) = (c.amounts.amounts, c.reference.amounts);
        Ok(match self.form {
            QuotientAverage::Average => average_quotient(x, y, totals),
            QuotientAverage::Inverse => 1.0 / average_quotient(x, y, totals),
            QuotientAverage::Divergence => chi_square_divergence(x, y, totals),
        })
    }
    fn contributions(&self, c: &Contrast<'_>) -> Option<Values> {
        let (x, y) = c.totals().ok().filter(|_| !outside(c))?;
        let form = self.form;
        let part = |(a, b): (&f64, &f64)| {
            let (s, p) = (a / x, b / y);
            let over = if form == QuotientAverage::Divergence {
                (s - p) * (s - p)
            } else {
                s * s
            };
            Ok(if p > 0.0 { over / p } else { 0.0 })
        };
        let labels = c.amounts.amounts.iter().zip(c.reference.amounts);
        (form != QuotientAverage::Inverse).then(|| labels.map(part).collect())
    }
    fn laws(&self) -> Vec<ContrastLaw> {
        let own: &[ContrastLaw] = match self.form {
            QuotientAverage::Average => &[Mirror(1.0), MergingLowers, Within(1.0, f64::MAX)],
            QuotientAverage::Inverse => &[Mirror(1.0), MergingRaises, Within(0.0, 1.0)],
            QuotientAverage::Divergence => &[Mirror(0.0), MergingLowers, Within(0.0, f64::MAX)],
        };
        [&[ScaleFree, Symmetric, SplittingNeutral], own].concat()
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        let form = |form| Self { form };
        vec![
            (
                "econgeo-1.3:location.quotient.avg",
                form(QuotientAverage::Average),
            ),
            ("econgeo-1.3:Hachman", form(QuotientAverage::Inverse)),
            (
                "econcomplex-1.0:hachman_index",
                form(QuotientAverage::Inverse),
            ),
        ]
    }
}

/// `Σ s²/p` for totals `(X, Y)`; the reference is positive wherever the amounts are.
///
/// ```
/// let a = mercatoria_divergence::average_quotient(&[3.0, 1.0], &[1.0, 1.0], (4.0, 2.0));
/// assert_eq!(a, 1.25);
/// ```
pub fn average_quotient(amounts: &[f64], reference: &[f64], totals: (f64, f64)) -> f64 {
    let squares = sum_by2(amounts, reference, |a, b| {
        // Without a reference there are no amounts.
        a / (if b > 0.0 { b } else { 1.0 }) * a
    });
    // Never below 1, by the inequality of Cauchy and Schwarz; rounding may say otherwise.
    (squares / totals.0 * (totals.1 / totals.0)).max(1.0)
}
/// `Σ (s − p)²/p`, without the cancellation of `Σ s²/p − 1`.
///
/// ```
/// let d = mercatoria_divergence::chi_square_divergence(&[3.0, 1.0], &[1.0, 1.0], (4.0, 2.0));
/// assert_eq!(d, 0.25);
/// ```
pub fn chi_square_divergence(amounts: &[f64], reference: &[f64], totals: (f64, f64)) -> f64 {
    sum_by2(amounts, reference, |a, b| {
        let (s, p) = (a / totals.0, b / totals.1);
        if p > 0.0 { (s - p) * (s - p) / p } else { 0.0 }
    })
}
