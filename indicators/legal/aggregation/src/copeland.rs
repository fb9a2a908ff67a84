//! Won less lost comparisons.
use crate::{Wins, wins};
use mercatoria_core::{ScoreboardLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Copeland score.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Copeland {}

impl Indicator for Copeland {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "aggregation.copeland",
        title: "Copeland score",
        formula: "Σ_j sign(o_ij − ½), o the outranking matrix; a difference below 1e-12 is none",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &[]),
        reading: "n − 1: beats every other unit; −(n − 1): loses to every one. Depends on which other units are there",
        sources: &[
            "Copeland, A. H. (1951). A reasonable social welfare function. University of Michigan.",
            "Becker, W. et al. (2022). COINr: an R package for composite indicators. Journal of Open Source Software 7(78).",
        ],
        peers: &[
            "COINr 1.1 gives comparisons with missing values to the later row: one unit scores +5 or −5 by the order of the rows.",
            "COINr 1.1 takes 48.7 s for 200 units and 60 criteria.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\nc,x,2\n")
            .gives("a: -2; b: 1; c: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        board.by_period(board.units.len(), 1, |period| {
            let wins = wins(board, period);
            let empty = |unit: usize| board.row(period, unit).iter().all(|x| x.is_nan());
            copeland(&wins)
                .into_iter()
                .enumerate()
                .map(|(unit, score)| {
                    if !wins.known.is_empty() && empty(unit) {
                        Err(Undefined::Missing)
                    } else {
                        Ok(score)
                    }
                })
                .collect()
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits, AffineInvariant, Monotone, SumsTo(0.0)]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("coinr-1.1", Self::default())]
    }
}
/// Won less lost comparisons of every unit.
pub fn copeland(wins: &Wins) -> Vec<f64> {
    let n = wins.units;
    let mut out = vec![0.0; n];
    for i in 0..n {
        for j in 0..i {
            let sign = wins.sign(i, j);
            out[i] += sign;
            out[j] -= sign;
        }
    }
    out
}
