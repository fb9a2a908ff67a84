//! S = ½ Σ |y/Σy − 1/n|: the largest gap between the Lorenz curve and the diagonal.
use mercatoria_core::{DistributionLaw::*, *};
use mercatoria_numeric::sum::sum_by;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// On which scale the gap is given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SchutzScale {
    /// 0 to 1: the gap itself.
    #[default]
    Unit,
    /// 0 to 100.
    Percent,
}
/// Schutz (Hoover, Pietra) index.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Schutz {
    /// Scale.
    pub scale: SchutzScale,
}

impl Indicator for Schutz {
    type Input<'a> = Distribution<'a>;
    type Output = Measure;
    const CARD: Card = Card {
        id: "inequality.schutz",
        title: "Schutz (Hoover) index",
        formula: "S = ½ Σ |yᵢ/Σy − 1/n| = max (k/n − L₍ₖ₎)",
        reading: "the share of the total that would have to change hands",
        sources: &[
            "Schutz, R. R. (1951). On the measurement of income inequality. American Economic Review 41(1).",
            "Hoover, E. M. (1936). The measurement of industrial localization. Review of Economics and Statistics 18(4).",
        ],
        peers: &["PySAL inequality 1.1: the `coefficient` of Schutz is 100 times its `distance`."],
        example: Example::csv("label,value\na,1\nb,3\n").gives("0.25"),
        ..Card::BLANK
    };
    fn compute(&self, d: &Distribution<'_>) -> Measure {
        let by = if self.scale == SchutzScale::Percent {
            100.0
        } else {
            1.0
        };
        Ok(schutz(d.amounts, d.total()?) * by)
    }
    fn enclosure(&self) -> Option<Enclose<Self>> {
        Some(|unit, d| {
            let by = if unit.scale == SchutzScale::Percent {
                100.0
            } else {
                1.0
            };
            crate::bounds::of(d, |x, total| schutz(x, total) * by, by)
        })
    }
    fn contributions(&self, d: &Distribution<'_>) -> Option<Values> {
        let (total, n) = (d.total().ok()?, d.len() as f64);
        let part = |y: &f64| Ok((y / total - 1.0 / n).abs() / 2.0);
        (self.scale == SchutzScale::Unit).then(|| d.amounts.iter().map(part).collect())
    }
    fn laws(&self) -> Vec<DistributionLaw> {
        let most = if self.scale == SchutzScale::Percent {
            100.0
        } else {
            1.0
        };
        vec![
            ScaleFree,
            Symmetric,
            EqualSplit(0.0),
            Within(0.0, most),
            TransferRaises,
            ReplicationTimes(1.0),
        ]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        let scale = |scale| Self { scale };
        vec![
            ("pysal-inequality-1.1", scale(SchutzScale::Percent)),
            ("reat-3.0", scale(SchutzScale::Unit)),
        ]
    }
}

/// `½ Σ |y/Σy − 1/n|`.
///
/// ```
/// assert_eq!(mercatoria_inequality::schutz(&[1.0, 3.0], 4.0), 0.25);
/// ```
pub fn schutz(values: &[f64], total: f64) -> f64 {
    let n = values.len() as f64;
    // (n y − Σy) / (n Σy): equal values cancel exactly.
    sum_by(values, |y| (y * n - total).abs()) / (2.0 * n * total)
}
