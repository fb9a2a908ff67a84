//! W = (μ/m) (2 (½ − L(½)) − G), m the median.
use mercatoria_core::{DistributionLaw::*, *};
use mercatoria_numeric::{order, sum::sum};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// On which scale the index is given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WolfsonScale {
    /// (μ/m) (2T − G), T = ½ − L(½).
    #[default]
    Area,
    /// Twice that, 0 to 1 in Wolfson's paper.
    Double,
}
/// Wolfson's index of polarisation.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Wolfson {
    /// Scale.
    pub scale: WolfsonScale,
}

impl Indicator for Wolfson {
    type Input<'a> = Distribution<'a>;
    type Output = Measure;
    const CARD: Card = Card {
        id: "inequality.wolfson",
        title: "Wolfson's index of polarisation",
        formula: "W = (μ/m) (2 (½ − L(½)) − G), L the Lorenz curve, m the median",
        reading: "0: no polarisation; large: a hollow middle",
        sources: &[
            "Wolfson, M. C. (1994). When inequalities diverge. American Economic Review 84(2).",
        ],
        peers: &["PySAL inequality 1.1 gives (μ/m)(2T − G), half of the scale of Wolfson's paper."],
        example: Example::csv("label,value\na,1\nb,1\nc,3\nd,3\n").gives("0.25"),
        ..Card::BLANK
    };
    fn compute(&self, d: &Distribution<'_>) -> Measure {
        d.total()?;
        let by = if self.scale == WolfsonScale::Double {
            2.0
        } else {
            1.0
        };
        wolfson(d.amounts).map(|w| w * by)
    }
    fn laws(&self) -> Vec<DistributionLaw> {
        vec![ScaleFree, Symmetric, EqualSplit(0.0), ReplicationTimes(1.0)]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("pysal-inequality-1.1", Self::default())]
    }
}

/// `(μ/m) (2 (½ − L(½)) − G)`; the Lorenz curve is linear between the units.
///
/// # Errors
/// [`Undefined::ZeroDenominator`] where the median is 0.
///
/// ```
/// assert_eq!(mercatoria_inequality::wolfson(&[1.0, 3.0, 1.0, 3.0]), Ok(0.25));
/// ```
pub fn wolfson(values: &[f64]) -> Measure {
    let sorted = order::sorted(values);
    let (n, total) = (sorted.len(), sum(&sorted));
    let median = order::median(&sorted).ok_or(Undefined::Empty)?;
    if median == 0.0 {
        return Err(Undefined::ZeroDenominator);
    }
    let mut lower = sum(&sorted[..n / 2]);
    if n % 2 == 1 {
        lower += sorted[n / 2] / 2.0;
    }
    let gap = 0.5 - lower / total;
    let mean = total / n as f64;
    Ok(mean / median * (2.0 * gap - mercatoria_divergence::sorted_gini(&sorted)))
}
