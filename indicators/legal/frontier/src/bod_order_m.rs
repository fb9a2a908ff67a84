//! Robust benefit of the doubt of order m.
use crate::{Peers, best_weights, peers::score_units};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_numeric::random::Stream;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Robust benefit of the doubt of order m.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BodOrderM {
    /// Units in a sample.
    pub m: Count,
    /// Number of samples.
    pub draws: Count,
    /// Seed.
    pub seed: Seed,
}
impl Default for BodOrderM {
    fn default() -> Self {
        Self {
            m: Count::new(20),
            draws: Count::new(50),
            seed: Seed::new(1),
        }
    }
}

impl Indicator for BodOrderM {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "frontier.bod_order_m",
        title: "Robust benefit of the doubt of order m",
        formula: "mean over B samples of the score against m units drawn with replacement",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &[]),
        reading: "above 1 where the unit beats most samples: outliers among the peers lose their grip",
        sources: &[
            "Cazals, C., Florens, J.-P., Simar, L. (2002). Nonparametric frontier estimation: a robust approach. Journal of Econometrics 106.",
        ],
        peers: &["Compind 3.4 takes 19.4 s for 500 units, 10 criteria, m = 20 and B = 50."],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,1\na,y,1\nb,y,1\n")
            .gives("a: 1; b: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        score_units(board, Peers::of, |_, peers, unit| {
            order_m(
                peers,
                unit,
                self.m.get(),
                self.draws.get(),
                self.seed.get(),
                |stream| stream.below(peers.units() as u64) as usize,
            )
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RatioInvariant]
    }
}
/// Mean score of a unit against samples of peers drawn by a rule.
pub(crate) fn order_m(
    peers: &Peers,
    unit: usize,
    m: u32,
    draws: u32,
    seed: u64,
    mut draw_one: impl FnMut(&mut Stream) -> usize,
) -> Measure {
    let mut sum = 0.0;
    let mut sample = vec![0; m as usize];
    for draw in 0..draws {
        let mut stream = Stream::new(seed, u64::from(draw) * peers.units() as u64 + unit as u64);
        sample.iter_mut().for_each(|u| *u = draw_one(&mut stream));
        sum += against(peers, unit, &sample)?;
    }
    Ok(sum / f64::from(draws))
}
/// Score against peers that may not include the unit; above 1 where it is beyond them.
pub(crate) fn against(peers: &Peers, unit: usize, sample: &[usize]) -> Measure {
    let columns = peers.columns(sample.iter().copied());
    best_weights(peers.row(unit), &columns, None).map(|(score, _)| score)
}
