//! K = Σ |sᵢ − pᵢ|; half of it is the share that would have to move; one minus half is what two distributions share.
use crate::possible::Possible;
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
    /// 50 Σ |s − p|, 0 to 100: Hoover's index in per cent.
    Percent,
    /// 1 / Σ |s − p|: relative diversity; undefined at distance 0.
    Inverse,
    /// 1 − Σ min(s, p) / Σ max(s, p): the min-max index.
    MinMax,
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
        formula: "K = Σ |sᵢ − pᵢ|; half ½ K; overlap 1 − ½ K; percent 50 K; inverse 1/K; min-max 2K/(2 + K)",
        reading: "0: mirrors the reference; half: the share that would have to move",
        sources: &[
            "Hoover, E. M. (1936). The measurement of industrial localization. Review of Economics and Statistics 18(4).",
            "Duncan, O. D. and Duncan, B. (1955). A methodological analysis of segregation indexes. American Sociological Review 20(2).",
            "Finger, J. M. and Kreinin, M. E. (1979). A measure of export similarity and its possible uses. Economic Journal 89.",
            "Krugman, P. (1991). Geography and Trade. MIT Press.",
            "Duranton, G. and Puga, D. (2000). Diversity and specialisation in cities. Urban Studies 37(3).",
        ],
        peers: &[
            "econcomplex 1.0 gives 1 (Krugman) or 0.5 (specialisation coefficient) for an empty region and 0 for an empty industry; here both are undefined.",
            "EconGeo 1.3 gives Hoover's index in per cent, rounded to 2 decimals, against equal shares unless a reference is given.",
            "REAT 3.0 measures krugman.spec2 and krugman.conc2 against the unweighted mean of the other regions or industries: the cuts `rows_against_others_mean`, `columns_against_others_mean`.",
        ],
        example: Example::csv("label,value,reference\na,8,5\nb,2,5\n").gives("0.3"),
        ..Card::BLANK
    };
    fn compute(&self, c: &Contrast<'_>) -> Measure {
        self.scaled(krugman(c.amounts.amounts, c.reference.amounts, c.totals()?))
    }
    fn enclosure(&self) -> Option<Enclose<Self>> {
        Some(|unit, c| {
            let possible = match Possible::of(c) {
                Ok(possible) => possible,
                Err(why) => return Value::Undefined(why).into(),
            };
            let (low, high) = possible.range(krugman, |s, p| (s - p).abs(), |apart| apart);
            let (low, high) = (low.max(0.0), high.min(2.0));
            let ends = match unit.scale {
                Scale::Overlap | Scale::Inverse => (unit.scaled(high), unit.scaled(low)),
                _ => (unit.scaled(low), unit.scaled(high)),
            };
            let mut out = Values::default();
            match ends {
                (Ok(low), Ok(high)) => out.push_between(low, high),
                _ => out.push(Err(Undefined::PartlyKnown)),
            }
            out
        })
    }
    fn contributions(&self, c: &Contrast<'_>) -> Option<Values> {
        let (x, y) = c.totals().ok()?;
        let part = |(a, b): (&f64, &f64)| {
            let (s, p) = (a / x, b / y);
            Some(Ok(match self.scale {
                Scale::Sum => (s - p).abs(),
                Scale::Half => (s - p).abs() / 2.0,
                Scale::Percent => (s - p).abs() * 50.0,
                Scale::Overlap => s.min(p),
                Scale::Inverse | Scale::MinMax => return None,
            }))
        };
        let labels = c.amounts.amounts.iter().zip(c.reference.amounts);
        labels
            .map(part)
            .collect::<Option<Vec<_>>>()
            .map(|parts| parts.into_iter().collect())
    }
    fn laws(&self) -> Vec<ContrastLaw> {
        let common = [ScaleFree, Symmetric, Exchange, SplittingNeutral];
        let own: &[ContrastLaw] = match self.scale {
            Scale::Sum => &[Mirror(0.0), MergingLowers, Within(0.0, 2.0)],
            Scale::Half | Scale::MinMax => &[Mirror(0.0), MergingLowers, Within(0.0, 1.0)],
            Scale::Percent => &[Mirror(0.0), MergingLowers, Within(0.0, 100.0)],
            Scale::Overlap => &[Mirror(1.0), MergingRaises, Within(0.0, 1.0)],
            Scale::Inverse => &[MergingRaises, Within(0.5, f64::MAX)],
        };
        [&common[..], own].concat()
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        let scale = |scale| Self { scale };
        vec![
            ("econgeo-1.3:Krugman.index", scale(Scale::Sum)),
            ("econgeo-1.3:spec.coeff", scale(Scale::Half)),
            ("econgeo-1.3:Hoover.index", scale(Scale::Percent)),
            ("econcomplex-1.0:krugman_index", scale(Scale::Sum)),
            (
                "econcomplex-1.0:specialization_coefficient",
                scale(Scale::Half),
            ),
            ("econcomplex-1.0:hoover_index", scale(Scale::Percent)),
            ("reat-3.0:krugman.spec", scale(Scale::Sum)),
            ("reat-3.0:hoover", scale(Scale::Half)),
            ("reat-3.0:durpug", scale(Scale::Inverse)),
            ("elbersb-segregation-1.1", scale(Scale::Half)),
            ("pysal-segregation-2.5:MinMax", scale(Scale::MinMax)),
        ]
    }
}
impl Dissimilarity {
    fn scaled(&self, krugman: f64) -> Measure {
        match self.scale {
            Scale::Sum => Ok(krugman),
            Scale::Half => Ok(krugman / 2.0),
            Scale::Percent => Ok(krugman * 50.0),
            Scale::Overlap => Ok((1.0 - krugman / 2.0).max(0.0)),
            Scale::Inverse if krugman == 0.0 => Err(Undefined::Diverges),
            Scale::Inverse => Ok(1.0 / krugman),
            Scale::MinMax => Ok(min_max(krugman)),
        }
    }
}

/// `Σ |xᵢ/X − yᵢ/Y|` for totals `(X, Y)`.
///
/// ```
/// let k = mercatoria_divergence::krugman(&[8.0, 2.0], &[5.0, 5.0], (10.0, 10.0));
/// assert!((k - 0.6).abs() < 1e-15);
/// ```
pub fn krugman(amounts: &[f64], reference: &[f64], totals: (f64, f64)) -> f64 {
    // |x Y − y X| / (X Y) needs no division a label, and amounts in proportion still give exactly 0: both products round
    // the same number.
    let scale = totals.0 * totals.1;
    if scale.is_normal() && scale < 1e300 && scale > 1e-250 {
        let apart = sum_by2(amounts, reference, |a, b| {
            (a * totals.1 - b * totals.0).abs()
        });
        return (apart / scale).min(2.0);
    }
    sum_by2(amounts, reference, |a, b| {
        (a / totals.0 - b / totals.1).abs()
    })
}
/// `1 − Σ min / Σ max`, from K: Σ min = 1 − ½ K, Σ max = 1 + ½ K.
fn min_max(krugman: f64) -> f64 {
    2.0 * krugman / (2.0 + krugman)
}
