//! max Σ w z of the unit itself, subject to Σ w z ≤ 1 for every unit.
use crate::{Columns, Peers, best_weights};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::Decision;
use mercatoria_numeric::parallel;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Benefit of the doubt.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Bod {}

impl Indicator for Bod {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "frontier.bod",
        title: "Benefit of the doubt",
        formula: "max_w Σ w z_i subject to Σ w z_j ≤ 1 for every unit j, w ≥ 0",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &[]),
        reading: "1: under some weights no unit is better; weights may be 0 for all criteria but one, so many units reach 1. Costs are refused: turn them first, or see bod_undesirable",
        sources: &[
            "Cherchye, L., Moesen, W., Rogge, N., Van Puyenbroeck, T. (2007). An introduction to benefit of the doubt composite indicators. Social Indicators Research 82.",
        ],
        peers: &[
            "Compind 3.4 takes 0.75 s for 500 units and 10 criteria, and does not check whether its solver found a solution.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\nc,x,1\na,y,2\nb,y,1\nc,y,1\n")
            .gives("a: 1; b: 1; c: 0.666666666666…"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let n = board.units.len();
        board.by_period(n, 1, |period| {
            let table = Decision::of(board, period..period + 1);
            let mut cells = vec![Err(Undefined::Missing); n];
            match Peers::of(&table) {
                Ok(peers) => {
                    for ((_, unit), score) in table.rows.iter().zip(bod_scores(&peers)) {
                        cells[*unit] = score.map(|(score, _)| score.clamp(0.0, 1.0));
                    }
                }
                Err(why) => table
                    .rows
                    .iter()
                    .for_each(|(_, unit)| cells[*unit] = Err(why)),
            }
            cells
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits, RatioInvariant, Within(0.0, 1.0)]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("compind-3.4", Self::default())]
    }
}

/// Score and one set of best weights (on criteria as shares of their largest value) of every unit.
pub fn bod_scores(peers: &Peers) -> Vec<Result<(f64, Vec<f64>), Undefined>> {
    let mut columns: Columns = peers.columns(0..peers.units());
    columns.prepare();
    let chunks = parallel::map_chunks(peers.units(), 32, |range| {
        range
            .map(|unit| {
                let row = peers.row(unit);
                if row.iter().all(|x| *x == 0.0) {
                    return Ok((0.0, vec![0.0; row.len()]));
                }
                best_weights(row, &columns, Some(unit))
            })
            .collect::<Vec<_>>()
    });
    chunks.into_iter().flatten().collect()
}
