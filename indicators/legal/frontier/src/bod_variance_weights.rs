//! Benefit of the doubt with bounds from the variance.
use crate::Peers;
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{Decision, Scaling};
use mercatoria_numeric::{
    moments,
    order::{QuantileType, quantile, sorted},
    random::Stream,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Benefit of the doubt with bounds from the variance.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BodVarianceWeights {
    /// Bootstrap samples.
    pub draws: Count,
    /// Level of the interval.
    pub level: Level,
    /// Seed.
    pub seed: Seed,
}
impl Default for BodVarianceWeights {
    fn default() -> Self {
        Self {
            draws: Count::new(200),
            level: Level::new(0.95),
            seed: Seed::new(1),
        }
    }
}

impl Indicator for BodVarianceWeights {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "frontier.bod_variance_weights",
        title: "Benefit of the doubt with bounds from the variance",
        formula: "shares between the bootstrap quantiles of each criterion's share in the sum of the variances of the min-max values",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &[]),
        reading: "as the plain one, and at most that; random: give a seed",
        sources: &[
            "Vidoli, F., Mazziotta, C. (2013). Robust weighted composite indicators by means of frontier methods with an application to European infrastructure endowment. Statistica Applicata 23(2).",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\n").gives("a: 0.5; b: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let n = board.units.len();
        board.by_period(n, 1, |period| {
            let table = Decision::of(board, period..period + 1);
            let mut cells = vec![Err(Undefined::Missing); n];
            let found = Peers::of(&table).and_then(|peers| {
                Ok((
                    bounds(&table, self.draws.get(), self.level.get(), self.seed.get())?,
                    peers,
                ))
            });
            for (at, (_, unit)) in table.rows.iter().enumerate() {
                cells[*unit] = match &found {
                    Ok((bounds, peers)) => crate::bod_constrained(peers, at, bounds),
                    Err(why) => Err(*why),
                };
            }
            cells
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![Within(0.0, 1.0)]
    }
}
/// Bootstrap interval of each criterion's share in the sum of variances.
fn bounds(
    table: &Decision,
    draws: u32,
    level: f64,
    seed: u64,
) -> Result<Vec<(f64, f64)>, Undefined> {
    let columns = table.scaled(Scaling::MinMax)?;
    let n = table.units();
    let mut shares: Vec<Vec<f64>> = vec![vec![]; columns.len()];
    for draw in 0..draws {
        let mut stream = Stream::new(seed, u64::from(draw));
        let sample: Vec<usize> = (0..n).map(|_| stream.below(n as u64) as usize).collect();
        let variances: Vec<f64> = columns
            .iter()
            .map(|column| {
                let drawn: Vec<f64> = sample.iter().map(|u| column[*u]).collect();
                moments::variance(&drawn, 0).unwrap_or(0.0)
            })
            .collect();
        let total: f64 = variances.iter().sum();
        if total > 0.0 {
            for (list, v) in shares.iter_mut().zip(variances) {
                list.push(v / total);
            }
        }
    }
    shares
        .into_iter()
        .map(|list| {
            let sorted = sorted(&list);
            let at = |p: f64| quantile(&sorted, p, QuantileType::Linear).ok_or(Undefined::TooFew);
            Ok((at((1.0 - level) / 2.0)?, at((1.0 + level) / 2.0)?))
        })
        .collect()
}
