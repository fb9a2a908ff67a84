//! Benefit of the doubt along a direction against samples of peers.
use crate::{
    Peers,
    bod_directional::{direction, furthest},
    peers::score_units,
};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::ByCriterion;
use mercatoria_numeric::random::Stream;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Benefit of the doubt along a direction against samples of peers.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BodRobustDirectional {
    /// Units in a sample.
    pub m: Count,
    /// Number of samples.
    pub draws: Count,
    /// Seed.
    pub seed: Seed,
    /// Direction by criterion; without, the mean of each criterion.
    pub direction: ByCriterion<Amount>,
}
impl Default for BodRobustDirectional {
    fn default() -> Self {
        Self {
            m: Count::new(20),
            draws: Count::new(50),
            seed: Seed::new(1),
            direction: ByCriterion::new(),
        }
    }
}

impl Indicator for BodRobustDirectional {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "frontier.bod_robust_directional",
        title: "Benefit of the doubt along a direction against samples of peers",
        formula: "mean over B samples of 1/(1 + β) against the unit and m others drawn with replacement",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &[]),
        reading: "1: on the frontier of every sample",
        sources: &[
            "Fusco, E. (2015). Enhancing non-compensatory composite indicators: a directional proposal. European Journal of Operational Research 242(2).",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,1\na,y,1\nb,y,1\n")
            .gives("a: 1; b: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let labels: Vec<&str> = board.criteria.labels().collect();
        score_units(board, Peers::of, |table, peers, unit| {
            let g = direction(table, peers, &labels, &self.direction);
            let mut sum = 0.0;
            for draw in 0..self.draws.get() {
                let mut stream = Stream::new(
                    self.seed.get(),
                    u64::from(draw) * peers.units() as u64 + unit as u64,
                );
                let mut sample = vec![unit];
                sample
                    .extend((0..self.m.get()).map(|_| stream.below(peers.units() as u64) as usize));
                let beta = furthest(peers, peers.row(unit), &g, &sample)?;
                sum += 1.0 / (1.0 + beta.max(0.0));
            }
            Ok(sum / f64::from(self.draws.get()))
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RatioInvariant, Within(0.0, 1.0)]
    }
}
