//! Weights from an order of importance.
use crate::shares;
use mercatoria_core::{ScoreboardLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a place in the order is worth.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RankForm {
    /// (1/n) Σ_{k ≥ r} 1/k: the centroid of all weights in this order.
    #[default]
    Centroid,
    /// n + 1 − r.
    Sum,
    /// 1/r.
    Reciprocal,
}
/// Weights from an order of importance.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RankWeights {
    /// What a place is worth.
    pub form: RankForm,
    /// Criteria from the most important on; without, the order of their effective weights, where equal ones share their
    /// places.
    pub ranking: Vec<String>,
}

impl Indicator for RankWeights {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "weighting.rank_weights",
        title: "Weights from an order of importance",
        formula: "centroid (1/n) Σ_{k=r}^{n} 1/k; rank sum 2(n + 1 − r)/(n(n + 1)); reciprocal (1/r)/Σ(1/k)",
        form: Form::Table(&[Scoreboard::CRITERION, Scoreboard::PERIOD], &[]),
        reading: "share of the criterion in the whole",
        sources: &[
            "Barron, F. H., Barrett, B. E. (1996). Decision quality using ranked attribute weights. Management Science 42(11).",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\na,y,3\n")
            .params(r#"{"ranking":["y","x"]}"#)
            .gives("x: 0.25; y: 0.75"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let q = board.criteria.len();
        let weights = self.weights(board);
        board.by_period(q, 1, |_| match &weights {
            Ok(weights) => weights.iter().map(|w| Ok(*w)).collect(),
            Err(why) => vec![Err(*why); q],
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits, AffineInvariant, crate::spread::adds_up()]
    }
}
impl RankWeights {
    fn weights(&self, board: &Scoreboard) -> Result<Vec<f64>, Undefined> {
        let order = if self.ranking.is_empty() {
            let weights = board.effective_weights();
            let mut order: Vec<usize> = (0..weights.len()).collect();
            order.sort_by(|a, b| weights[*b].total_cmp(&weights[*a]));
            order
                .chunk_by(|a, b| weights[*a] == weights[*b])
                .map(<[usize]>::to_vec)
                .collect()
        } else {
            listed(board, &self.ranking)?
                .into_iter()
                .map(|place| vec![place])
                .collect::<Vec<_>>()
        };
        let worth = rank_weights(self.form, board.criteria.len());
        let mut out = vec![0.0; worth.len()];
        let mut before = 0;
        for group in order {
            let mean = worth[before..before + group.len()].iter().sum::<f64>() / group.len() as f64;
            group.iter().for_each(|at| out[*at] = mean);
            before += group.len();
        }
        Ok(out)
    }
}
/// Places of the criteria in a list that names each of them once.
pub(crate) fn listed(board: &Scoreboard, ranking: &[String]) -> Result<Vec<usize>, Undefined> {
    let places: Vec<usize> = ranking
        .iter()
        .filter_map(|label| board.criteria.position(label))
        .collect();
    let mut once = places.clone();
    once.sort_unstable();
    once.dedup();
    if once.len() == board.criteria.len()
        && places.len() == ranking.len()
        && once.len() == places.len()
    {
        Ok(places)
    } else {
        Err(Undefined::OutsideReference)
    }
}

/// Weights of `n` criteria from the most important on.
///
/// ```
/// use mercatoria_weighting::{RankForm, rank_weights};
/// assert_eq!(rank_weights(RankForm::Centroid, 2), [0.75, 0.25]);
/// ```
pub fn rank_weights(form: RankForm, n: usize) -> Vec<f64> {
    let worth = |r: usize| match form {
        RankForm::Centroid => (r..=n).rev().map(|k| 1.0 / k as f64).sum::<f64>(),
        RankForm::Sum => (n + 1 - r) as f64,
        RankForm::Reciprocal => 1.0 / r as f64,
    };
    shares((1..=n).map(worth).collect()).unwrap_or_default()
}
