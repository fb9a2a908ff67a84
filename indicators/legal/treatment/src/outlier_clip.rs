//! Values beyond bounds are set to the bound.
use crate::by_column;
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_numeric::order::{QuantileType, median, quantile, sorted};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where the bounds lie.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClipRule {
    /// Quartiles ∓ k times the distance between them.
    #[default]
    Iqr,
    /// Median ∓ k times 1.4826 times the median absolute deviation.
    Mad,
    /// Quantiles p and 1 − p.
    Quantile,
}
/// Clipping of outliers.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OutlierClip {
    /// Where the bounds lie.
    pub rule: ClipRule,
    /// Width of the bounds; without, 1.5 for quartiles and 3 for the median.
    pub k: Option<Amount>,
    /// Lower quantile.
    pub p: Share,
}
impl Default for OutlierClip {
    fn default() -> Self {
        Self {
            rule: ClipRule::Iqr,
            k: None,
            p: Share::new(0.05),
        }
    }
}

impl Indicator for OutlierClip {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "treatment.outlier_clip",
        title: "Clipping of outliers",
        formula: "clamp(x, lo, hi): quartiles (type 7) ∓ 1.5 IQR; median ∓ 3 · 1.4826 MAD; quantiles p and 1 − p",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::CRITERION, Scoreboard::PERIOD],
            &[],
        ),
        reading: "the values after treatment; all periods together",
        sources: &[
            "Tukey, J. W. (1977). Exploratory data analysis. Addison-Wesley.",
            "Hampel, F. R. (1974). The influence curve and its role in robust estimation. Journal of the American Statistical Association 69.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\nc,x,3\nd,x,4\ne,x,99\n")
            .gives("a,x: 1; e,x: 7"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        by_column(board, |_, known| {
            let sorted = sorted(known);
            let at = |p: f64| quantile(&sorted, p, QuantileType::Linear).ok_or(Undefined::TooFew);
            let k = |default: f64| self.k.map_or(default, |k| k.get());
            let (low, high) = match self.rule {
                ClipRule::Iqr => {
                    let (a, b) = (at(0.25)?, at(0.75)?);
                    (a - k(1.5) * (b - a), b + k(1.5) * (b - a))
                }
                ClipRule::Mad => {
                    let middle = median(known).ok_or(Undefined::TooFew)?;
                    let gaps: Vec<f64> = known.iter().map(|x| (x - middle).abs()).collect();
                    let mad = median(&gaps).ok_or(Undefined::TooFew)?;
                    if mad == 0.0 {
                        return Err(Undefined::ZeroRange);
                    }
                    let width = k(3.0) * 1.4826 * mad;
                    (middle - width, middle + width)
                }
                ClipRule::Quantile => {
                    if self.p.get() > 0.5 {
                        return Err(Undefined::OutOfDomain);
                    }
                    (at(self.p.get())?, at(1.0 - self.p.get())?)
                }
            };
            Ok(known.iter().map(|x| x.max(low).min(high)).collect())
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        if self.rule == ClipRule::Quantile && self.p.get() > 0.5 {
            vec![]
        } else {
            vec![RelabelUnits]
        }
    }
}
