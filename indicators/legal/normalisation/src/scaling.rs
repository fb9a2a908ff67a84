//! A scale as a parameter of other methods.
use crate::{RatioForm, TieRule, min_max, rank_scores, ratio_norm, z_score};
use mercatoria_core::Undefined;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the columns of a method are made comparable.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scaling {
    /// (x − min)/(max − min), turned for a cost.
    #[default]
    MinMax,
    /// (x − mean)/sd of a sample, turned for a cost.
    ZScore,
    /// x/√Σx²; one minus that for a cost.
    Vector,
    /// x/Σx; (1/x)/Σ(1/x) for a cost.
    Sum,
    /// x/max; 1 − x/max for a cost.
    Max,
    /// x/max; min/x for a cost.
    Linear,
    /// (x/max)²; (min/x)³ for a cost.
    Nonlinear,
    /// 1 − |max − x|/max; 1 − |min − x|/min for a cost.
    ZavadskasTurskis,
    /// ln x/Σ ln x.
    Logarithmic,
    /// 1 − (max − x)/Σ(max − x).
    EnhancedAccuracy,
    /// (rank − 1)/(n − 1), ties average.
    PercentileRank,
    /// The values as they are, 1/x for a cost.
    Inverse,
    /// The values as they are; only the direction is kept where the method needs it.
    None,
}
impl Scaling {
    /// The column on this scale, larger better except under `None`; NaN stays.
    pub fn apply(self, xs: &[f64], benefit: bool) -> Result<Vec<f64>, Undefined> {
        let ratio = |form| ratio_norm(form, xs, benefit);
        match self {
            Scaling::MinMax => min_max(xs, benefit),
            Scaling::ZScore => z_score(xs, benefit, 1),
            Scaling::Vector => ratio(RatioForm::Vector),
            Scaling::Sum => ratio(RatioForm::FractionOfSum),
            Scaling::Max => ratio(RatioForm::FractionOfMax),
            Scaling::Linear => ratio(RatioForm::LinearRatio),
            Scaling::Nonlinear => ratio(RatioForm::NonlinearRatio),
            Scaling::ZavadskasTurskis => ratio(RatioForm::ZavadskasTurskis),
            Scaling::Logarithmic => ratio(RatioForm::Logarithmic),
            Scaling::EnhancedAccuracy => ratio(RatioForm::EnhancedAccuracy),
            Scaling::PercentileRank => {
                let m = crate::known(xs).len() as f64;
                if m < 2.0 {
                    return Err(Undefined::TooFew);
                }
                let ranks = rank_scores(xs, benefit, TieRule::Average);
                Ok(ranks.into_iter().map(|r| (r - 1.0) / (m - 1.0)).collect())
            }
            Scaling::Inverse if benefit => Ok(xs.to_vec()),
            Scaling::Inverse if xs.contains(&0.0) => Err(Undefined::ZeroDenominator),
            Scaling::Inverse => Ok(xs.iter().map(|x| 1.0 / x).collect()),
            Scaling::None => Ok(xs.to_vec()),
        }
    }
}
