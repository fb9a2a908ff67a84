//! q₁ = 1, q_j = q_{j−1} / (1 + s_j); weights are shares of q.
use crate::{rank_weights::listed, shares};
use mercatoria_core::{ScoreboardLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Step-wise weight assessment ratio analysis.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Swara {
    /// Criteria from the most important on; without, the order of the criteria.
    pub ranking: Vec<String>,
    /// How much less important each is than the one before, from the second on; what is not given is 0.
    pub importance: Vec<Amount>,
}

impl Indicator for Swara {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "weighting.swara",
        title: "Step-wise weight assessment ratio analysis",
        formula: "k_j = s_j + 1, q_1 = 1, q_j = q_{j−1}/k_j, w_j = q_j/Σ q",
        form: Form::Table(&[Scoreboard::CRITERION, Scoreboard::PERIOD], &[]),
        reading: "share of the criterion in the whole",
        sources: &[
            "Keršuliene, V., Zavadskas, E. K., Turskis, Z. (2010). Selection of rational dispute resolution method by applying SWARA. Journal of Business Economics and Management 11(2).",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\na,y,3\n")
            .params(r#"{"ranking":["y","x"],"importance":[0.5]}"#)
            .gives("x: 0.4; y: 0.6"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let q = board.criteria.len();
        let order = if self.ranking.is_empty() {
            Ok((0..q).collect())
        } else {
            listed(board, &self.ranking)
        };
        let steps: Vec<f64> = self.importance.iter().map(|s| s.get()).collect();
        let weights = order.and_then(|order| {
            if steps.len() >= q.max(1) {
                return Err(Undefined::OutOfDomain);
            }
            let mut out = vec![0.0; q];
            for (w, at) in swara(q, &steps).into_iter().zip(order) {
                out[at] = w;
            }
            Ok(out)
        });
        board.by_period(q, 1, |_| match &weights {
            Ok(weights) => weights.iter().map(|w| Ok(*w)).collect(),
            Err(why) => vec![Err(*why); q],
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        if self.importance.is_empty() {
            vec![RelabelUnits, AffineInvariant, crate::spread::adds_up()]
        } else {
            vec![RelabelUnits]
        }
    }
}

/// Weights of `n` criteria from the most important on, from how much less important each is than the one before.
///
/// ```
/// let weights = mercatoria_weighting::swara(2, &[0.5]);
/// assert!((weights[0] - 0.6).abs() < 1e-15 && (weights[1] - 0.4).abs() < 1e-15);
/// ```
pub fn swara(n: usize, steps: &[f64]) -> Vec<f64> {
    let mut worth = vec![1.0; n];
    for j in 1..n {
        worth[j] = worth[j - 1] / (1.0 + steps.get(j - 1).copied().unwrap_or(0.0));
    }
    shares(worth).unwrap_or_default()
}
