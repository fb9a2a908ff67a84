//! Chain-linked score.
use mercatoria_aggregation::{ZeroRule, power_mean};
use mercatoria_core::{ScoreboardLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Chain-linked score.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
pub struct ChainLink {
    /// Link by differences instead of ratios.
    pub difference: bool,
}

impl Indicator for ChainLink {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "robustness.chain_link",
        title: "Chain-linked score",
        formula: "I_t = I_{t−1} · (mean of the criteria known in both periods at t)/(the same at t − 1); difference instead of ratio where asked",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &[]),
        reading: "comparable over time although criteria come and go; the first period is the plain mean",
        sources: &[
            "World Bank (2020). Doing Business 2020: data notes (back-casting of changed methodology).",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,period,value\na,x,1,2\na,x,2,3\na,y,2,9\n")
            .gives("a,1: 2; a,2: 3"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let (n, q) = (board.units.len(), board.criteria.len());
        let weights = board.effective_weights();
        let costs = (0..q).any(|c| !board.benefit(c));
        let mean = |period: usize, unit: usize, of: &[usize]| -> Measure {
            let xs: Vec<f64> = of.iter().map(|c| board.number(period, unit, *c)).collect();
            let ws: Vec<f64> = of.iter().map(|c| weights[*c]).collect();
            power_mean(&xs, &ws, 1.0, ZeroRule::Undefined)
        };
        let known = |period: usize, unit: usize| -> Vec<usize> {
            (0..q)
                .filter(|c| !board.number(period, unit, *c).is_nan())
                .collect()
        };
        let mut paths: Vec<Vec<Measure>> = vec![];
        for unit in 0..n {
            let mut path: Vec<Measure> = vec![];
            for period in 0..board.periods.len() {
                let score = if costs {
                    Err(Undefined::CostNotTurned)
                } else if period == 0 {
                    mean(0, unit, &known(0, unit))
                } else {
                    let common: Vec<usize> = known(period, unit)
                        .into_iter()
                        .filter(|c| !board.number(period - 1, unit, *c).is_nan())
                        .collect();
                    path[period - 1].and_then(|last| {
                        let (a, b) = (
                            mean(period - 1, unit, &common)?,
                            mean(period, unit, &common)?,
                        );
                        if self.difference {
                            Ok(last + (b - a))
                        } else if a == 0.0 {
                            Err(Undefined::ZeroBase)
                        } else {
                            Ok(last * (b / a))
                        }
                    })
                };
                path.push(score);
            }
            paths.push(path);
        }
        paths.into_iter().flatten().collect()
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits]
    }
}
