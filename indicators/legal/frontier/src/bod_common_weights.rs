//! Benefit of the doubt under one set of weights.
use crate::{Peers, best_weights};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::Decision;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Benefit of the doubt under one set of weights.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BodCommonWeights {}

impl Indicator for BodCommonWeights {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "frontier.bod_common_weights",
        title: "Benefit of the doubt under one set of weights",
        formula: "max_w Σ_i Σ_q w_q z_iq subject to Σ w z_j ≤ 1 for every unit, w ≥ 0; scores under these weights",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &[]),
        reading: "comparable between units, unlike the plain one; one solution is given where several are best",
        sources: &[
            "Hatefi, S. M., Torabi, S. A. (2010). A common weight MCDA-DEA approach to construct composite indicators. Ecological Economics 70(1).",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\nc,x,1\na,y,2\nb,y,1\nc,y,1\n")
            .gives("a: 1; b: 1; c: 0.666666666666…"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let n = board.units.len();
        board.by_period(n, 1, |period| {
            let table = Decision::of(board, period..period + 1);
            let mut cells = vec![Err(Undefined::Missing); n];
            let found = Peers::of(&table).and_then(|peers| {
                let sums: Vec<f64> = (0..peers.criteria)
                    .map(|c| (0..peers.units()).map(|u| peers.row(u)[c]).sum())
                    .collect();
                let columns = peers.columns(0..peers.units());
                let (_, weights) = best_weights(&sums, &columns, None)?;
                Ok((peers, weights))
            });
            for (at, (_, unit)) in table.rows.iter().enumerate() {
                cells[*unit] = match &found {
                    Ok((peers, weights)) => {
                        let score: f64 =
                            peers.row(at).iter().zip(weights).map(|(z, w)| w * z).sum();
                        Ok(score.min(1.0))
                    }
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
