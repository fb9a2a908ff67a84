//! Weights drawn at random from all there are.
use crate::noisy_weights::draws_add_up;
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_numeric::{elementary::ln, random::Stream};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Random weights, every vector of weights equally likely.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DirichletWeights {
    /// Number of draws.
    pub draws: Count,
    /// Seed.
    pub seed: Seed,
}
impl Default for DirichletWeights {
    fn default() -> Self {
        Self {
            draws: Count::new(100),
            seed: Seed::new(1),
        }
    }
}

impl Indicator for DirichletWeights {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "weighting.dirichlet_weights",
        title: "Random weights",
        formula: "Dirichlet(1, …, 1): exponential variates over their sum",
        form: Form::Own(&[]),
        reading: "one row a draw; each draw adds up to 1",
        sources: &[
            "Lahdelma, R., Salminen, P. (2001). SMAA-2: stochastic multicriteria acceptability analysis for group decision making. Operations Research 49(3).",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\n")
            .params(r#"{"draws":1}"#)
            .gives("1,x: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let draws = Axis::new("draw", (1..=self.draws.get()).map(|d| d.to_string()));
        let mut out = Values::over(vec![draws, board.criteria.clone()]);
        for draw in 0..u64::from(self.draws.get()) {
            let mut stream = Stream::new(self.seed.get(), draw);
            dirichlet_weights(board.criteria.len(), &mut stream)
                .into_iter()
                .for_each(|w| out.push(Ok(w)));
        }
        out
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![Holds("each draw adds up to 1", Predicate(draws_add_up))]
    }
}

/// One draw of `n` weights that add up to 1, uniform on the simplex.
pub fn dirichlet_weights(n: usize, stream: &mut Stream) -> Vec<f64> {
    let mut weights: Vec<f64> = (0..n).map(|_| -ln(stream.open01())).collect();
    let total: f64 = weights.iter().sum();
    weights.iter_mut().for_each(|w| *w /= total);
    weights
}
