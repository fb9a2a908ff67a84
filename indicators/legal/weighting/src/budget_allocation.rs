//! Points that experts give, as shares, averaged.
use crate::shares;
use mercatoria_core::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Budget allocation: units are the experts, values their points.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BudgetAllocation {}

impl Indicator for BudgetAllocation {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "weighting.budget_allocation",
        title: "Budget allocation",
        formula: "w_q = mean over experts of points_q/Σ points",
        form: Form::Table(&[Scoreboard::CRITERION, Scoreboard::PERIOD], &[]),
        reading: "mean share of the points; a criterion without points from an expert got none",
        sources: &[
            "OECD/JRC (2008). Handbook on constructing composite indicators. OECD, section 6.",
        ],
        example: Example::csv("unit,criterion,value\ne1,x,30\ne1,y,70\ne2,x,5\ne2,y,5\n")
            .gives("x: 0.4; y: 0.6"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let q = board.criteria.len();
        board.by_period(q, 1, |period| {
            let mut mean = vec![0.0; q];
            for expert in 0..board.units.len() {
                let points: Vec<f64> = board
                    .row(period, expert)
                    .into_iter()
                    .map(|x| if x.is_nan() { 0.0 } else { x })
                    .collect();
                if points.iter().any(|x| *x < 0.0) {
                    return vec![Err(Undefined::OutOfDomain); q];
                }
                let Ok(shares) = shares(points) else {
                    return vec![Err(Undefined::EmptyRow); q];
                };
                for (m, s) in mean.iter_mut().zip(shares) {
                    *m += s / board.units.len() as f64;
                }
            }
            mean.into_iter().map(Ok).collect()
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![]
    }
}
