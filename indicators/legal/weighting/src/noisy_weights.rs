//! Weights disturbed at each level of the hierarchy.
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_numeric::random::Stream;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Disturbed weights.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NoisyWeights {
    /// Largest relative disturbance.
    pub noise: Share,
    /// Number of draws.
    pub draws: Count,
    /// Seed.
    pub seed: Seed,
}
impl Default for NoisyWeights {
    fn default() -> Self {
        Self {
            noise: Share::new(0.25),
            draws: Count::new(100),
            seed: Seed::new(1),
        }
    }
}

impl Indicator for NoisyWeights {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "weighting.noisy_weights",
        title: "Disturbed weights",
        formula: "w(1 + U(−k, k)) at each node, normalised in its group; effective weights of the criteria",
        form: Form::Own(&[]),
        reading: "one row a draw; each draw adds up to 1",
        sources: &[
            "Becker, W. et al. (2022). COINr: an R package for composite indicators. Journal of Open Source Software 7(78).",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\na,y,3\n")
            .params(r#"{"noise":0,"draws":1}"#)
            .gives("1,x: 0.5; 1,y: 0.5"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let draws = Axis::new("draw", (1..=self.draws.get()).map(|d| d.to_string()));
        let mut out = Values::over(vec![draws, board.criteria.clone()]);
        for draw in 0..u64::from(self.draws.get()) {
            let mut stream = Stream::new(self.seed.get(), draw);
            noisy_weights(board, self.noise.get(), &mut stream)
                .into_iter()
                .for_each(|w| out.push(Ok(w)));
        }
        out
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![Holds("each draw adds up to 1", Predicate(draws_add_up))]
    }
}
/// Each draw adds up to 1.
pub(crate) fn draws_add_up(board: &Scoreboard, values: &Values) -> Result<bool, String> {
    let Some(points) = values.as_points() else {
        return Ok(false);
    };
    for draw in points.chunks(board.criteria.len()) {
        let total: f64 = draw.iter().sum();
        if (total - 1.0).abs() > 1e-12 || draw.iter().any(|w| *w < 0.0) {
            return Err(format!("{draw:?} add up to {total}"));
        }
    }
    Ok(!points.is_empty())
}

/// Effective weights of the criteria, each node's weight disturbed by up to `noise` of itself.
pub fn noisy_weights(board: &Scoreboard, noise: f64, stream: &mut Stream) -> Vec<f64> {
    let disturbed: Vec<f64> = board
        .hierarchy
        .iter()
        .map(|node| node.weight * (1.0 + noise * (2.0 * stream.uniform() - 1.0)))
        .collect();
    let mut sums = vec![0.0; board.hierarchy.len()];
    let mut top = 0.0;
    for (node, w) in board.hierarchy.iter().zip(&disturbed) {
        match node.parent {
            Some(up) => sums[up] += w,
            None => top += w,
        }
    }
    (0..board.criteria.len())
        .map(|leaf| {
            let (mut at, mut weight) = (leaf, disturbed[leaf]);
            loop {
                match board.hierarchy[at].parent {
                    Some(up) => {
                        weight *= disturbed[up] / sums[up];
                        at = up;
                    }
                    None => return weight / top,
                }
            }
        })
        .collect()
}
