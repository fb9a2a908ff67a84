//! K = Σ |sᵢ − pᵢ|; half of it is the share that would have to move; one minus half is what two distributions share.
use mercatoria_core::{ContrastLaw::*, *};
use mercatoria_numeric::sum::sum_by2;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// On which scale the distance is given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// Σ |s − p|, 0 to 2: Krugman.
    Sum,
    /// ½ Σ |s − p|, 0 to 1: Hoover, Duncan, UNCTAD.
    #[default]
    Half,
    /// 1 − ½ Σ |s − p| = Σ min(s, p): Finger–Kreinin.
    Overlap,
}
/// Absolute difference of two distributions.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Dissimilarity {
    /// Scale.
    pub scale: Scale,
}

impl Indicator for Dissimilarity {
    type Input<'a> = Contrast<'a>;
    type Output = Measure;
    const CARD: Card = Card {
        id: "divergence.dissimilarity",
        title: "Dissimilarity of two distributions",
        formula: "K = Σ |sᵢ − pᵢ|; half ½ K; overlap 1 − ½ K",
        reading: "0: mirrors the reference; half: the share that would have to move",
        sources: &[
            "Hoover, E. M. (1936). Review of Economics and Statistics 18(4).",
            "Krugman, P. (1991). Geography and Trade. MIT Press.",
        ],
        peers: &[
            "econcomplex 1.0 gives 1 for an empty region and 0.5 for an empty industry; here both are undefined.",
        ],
        ..Card::BLANK
    };
    fn compute(&self, c: &Contrast<'_>) -> Measure {
        let krugman = krugman(c.amounts.amounts, c.reference.amounts, c.totals()?);
        Ok(match self.scale {
            Scale::Sum => krugman,
            Scale::Half => krugman / 2.0,
            Scale::Overlap => (1.0 - krugman / 2.0).max(0.0),
        })
    }
    fn laws(&self) -> Vec<ContrastLaw> {
        let common = [ScaleFree, Symmetric, Exchange, SplittingNeutral];
        let own = match self.scale {
            Scale::Sum => [Mirror(0.0), MergingLowers, Within(0.0, 2.0)],
            Scale::Half => [Mirror(0.0), MergingLowers, Within(0.0, 1.0)],
            Scale::Overlap => [Mirror(1.0), MergingRaises, Within(0.0, 1.0)],
        };
        [&common[..], &own].concat()
    }
}

/// `Σ |xᵢ/X − yᵢ/Y|` for totals `(X, Y)`.
///
/// ```
/// let k = mercatoria_divergence::krugman(&[8.0, 2.0], &[5.0, 5.0], (10.0, 10.0));
/// assert!((k - 0.6).abs() < 1e-15);
/// ```
pub fn krugman(amounts: &[f64], reference: &[f64], totals: (f64, f64)) -> f64 {
    let (x, y) = (1.0 / totals.0, 1.0 / totals.1);
    sum_by2(amounts, reference, |a, b| (a * x - b * y).abs())
}
