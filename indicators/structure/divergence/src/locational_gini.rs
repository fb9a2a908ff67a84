//! G = 1 − Σ pᵢ (Yᵢ + Yᵢ₋₁), labels sorted by sᵢ/pᵢ, Y = cumulated s.
use mercatoria_core::{ContrastLaw::*, *};
use mercatoria_numeric::sum::sum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// On which scale the index is given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GiniScale {
    /// 0 to 1: twice the area between the curve and the diagonal.
    #[default]
    Unit,
    /// 0 to ½: the area itself, as Krugman has it.
    Half,
}
/// Locational Gini coefficient.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LocationalGini {
    /// Scale.
    pub scale: GiniScale,
}

impl Indicator for LocationalGini {
    type Input<'a> = Contrast<'a>;
    type Output = Measure;
    const CARD: Card = Card {
        id: "divergence.locational_gini",
        title: "Locational Gini coefficient",
        formula: "G = 1 − Σ pᵢ (Yᵢ + Yᵢ₋₁), sorted by sᵢ/pᵢ",
        reading: "0: spread like the reference",
        sources: &["Krugman, P. (1991). Geography and Trade. MIT Press."],
        peers: &[
            "econcomplex 1.0 gives 0.5, the maximum of its scale, for an empty industry; here it is undefined.",
        ],
        ..Card::BLANK
    };
    fn compute(&self, c: &Contrast<'_>) -> Measure {
        let gini = locational_gini(c.amounts.amounts, c.reference.amounts, c.totals()?);
        Ok(if self.scale == GiniScale::Half {
            gini / 2.0
        } else {
            gini
        })
    }
    fn laws(&self) -> Vec<ContrastLaw> {
        vec![
            ScaleFree,
            Symmetric,
            Mirror(0.0),
            MergingLowers,
            SplittingNeutral,
            Within(0.0, 1.0),
        ]
    }
}

/// Gini coefficient of the amounts against the reference, on the scale 0 to 1.
///
/// ```
/// let g = mercatoria_divergence::locational_gini(&[1.0, 0.0], &[1.0, 1.0], (1.0, 2.0));
/// assert_eq!(g, 0.5);
/// ```
pub fn locational_gini(amounts: &[f64], reference: &[f64], totals: (f64, f64)) -> f64 {
    let mut sorted: Vec<(f64, f64, f64)> = amounts
        .iter()
        .zip(reference)
        .map(|(x, y)| (x / y, *x, *y))
        .filter(|(q, _, _)| !q.is_nan())
        .collect();
    sorted.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.2.total_cmp(&b.2)));
    let mut below = 0.0;
    let terms: Vec<f64> = sorted
        .iter()
        .map(|(_, x, y)| {
            let twice = 2.0 * below + x;
            below += x;
            y * twice
        })
        .collect();
    (1.0 - sum(&terms) / (totals.0 * totals.1)).max(0.0)
}
