//! Agreement of two rankings.
use mercatoria_core::{ContrastLaw::*, *};
use mercatoria_numeric::{
    correlation,
    order::{Ties, ranks},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Measure of agreement.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Agreement {
    /// Correlation of ranks.
    #[default]
    Spearman,
    /// Concordant less discordant pairs (tau-b).
    Kendall,
    /// Product-moment correlation.
    Pearson,
    /// Concordant less discordant over untied pairs.
    Gamma,
    /// Spearman with weight on the top.
    WeightedSpearman,
    /// Similarity of rankings that weighs differences at the top of the first.
    Ws,
    /// One minus half the sum of differences of two vectors of weights.
    Weights,
    /// Mean absolute difference of ranks.
    MeanRankShift,
}
/// Agreement of two rankings.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RankAgreement {
    /// Which measure.
    pub measure: Agreement,
}
impl Default for RankAgreement {
    fn default() -> Self {
        Self {
            measure: Agreement::Spearman,
        }
    }
}

impl Indicator for RankAgreement {
    type Input<'a> = Contrast<'a>;
    type Output = Measure;
    const CARD: Card = Card {
        id: "robustness.rank_agreement",
        title: "Agreement of two rankings",
        formula: "Spearman, Kendall (tau-b), Pearson, Goodman-Kruskal γ = (C − D)/(C + D), weighted Spearman 1 − 6Σ d²((N − x + 1) + (N − y + 1))/(N⁴ + N³ − N² − N), WS = 1 − Σ 2^(−x) |x − y|/max(|1 − x|, |N − x|), weights 1 − ½Σ|w − v|, mean |rank − rank|",
        form: Form::Value,
        reading: "1: the same order; −1: the reverse. `value` and `reference` are ranks (1 the best) or scores; the measures that weigh the top read ranks",
        sources: &[
            "Sałabun, W., Urbaniak, K. (2020). A new coefficient of rankings similarity in decision-making problems. ICCS 2020.",
        ],
        peers: &[],
        example: Example::csv("label,value,reference\na,1,1\nb,2,3\nc,3,2\n").gives("0.5"),
        ..Card::BLANK
    };
    fn compute(&self, contrast: &Contrast<'_>) -> Measure {
        agreement(
            self.measure,
            contrast.amounts.amounts,
            contrast.reference.amounts,
        )
    }
    fn laws(&self) -> Vec<ContrastLaw> {
        vec![Symmetric]
    }
}
/// Agreement of two lists.
///
/// ```
/// use mercatoria_robustness::{Agreement, agreement};
/// assert_eq!(agreement(Agreement::Kendall, &[1.0, 2.0, 3.0], &[1.0, 2.0, 3.0]), Ok(1.0));
/// ```
pub fn agreement(measure: Agreement, xs: &[f64], ys: &[f64]) -> Measure {
    let n = xs.len() as f64;
    if xs.len() < 2 {
        return Err(Undefined::TooFew);
    }
    let pairs = || {
        let (mut concordant, mut discordant) = (0.0, 0.0);
        for i in 0..xs.len() {
            for j in 0..i {
                let product = (xs[i] - xs[j]) * (ys[i] - ys[j]);
                concordant += f64::from(product > 0.0);
                discordant += f64::from(product < 0.0);
            }
        }
        (concordant, discordant)
    };
    let both = || xs.iter().zip(ys);
    match measure {
        Agreement::Spearman => correlation::spearman(xs, ys).ok_or(Undefined::ZeroVariance),
        Agreement::Kendall => correlation::kendall(xs, ys).ok_or(Undefined::ZeroVariance),
        Agreement::Pearson => correlation::pearson(xs, ys).ok_or(Undefined::ZeroVariance),
        Agreement::Gamma => {
            let (c, d) = pairs();
            if c + d == 0.0 {
                Err(Undefined::Tied)
            } else {
                Ok((c - d) / (c + d))
            }
        }
        Agreement::WeightedSpearman => {
            let sum: f64 = both()
                .map(|(x, y)| (x - y) * (x - y) * ((n - x + 1.0) + (n - y + 1.0)))
                .sum();
            Ok(1.0 - 6.0 * sum / (n * n * n * n + n * n * n - n * n - n))
        }
        Agreement::Ws => {
            let part = |(x, y): (&f64, &f64)| {
                let most = (1.0 - x).abs().max((n - x).abs());
                mercatoria_numeric::elementary::powf(2.0, -x) * (x - y).abs() / most
            };
            Ok(1.0 - both().map(part).sum::<f64>())
        }
        Agreement::Weights => Ok(1.0 - both().map(|(x, y)| (x - y).abs()).sum::<f64>() / 2.0),
        Agreement::MeanRankShift => {
            let (a, b) = (ranks(xs, Ties::Average), ranks(ys, Ties::Average));
            Ok(a.iter().zip(&b).map(|(x, y)| (x - y).abs()).sum::<f64>() / n)
        }
    }
}
