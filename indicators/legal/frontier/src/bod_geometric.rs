//! Geometric mean under the best shares.
use crate::{Peers, bod_scores};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::Decision;
use mercatoria_numeric::elementary::{exp, ln};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Geometric mean under the best shares.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BodGeometric {}

impl Indicator for BodGeometric {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "frontier.bod_geometric",
        title: "Geometric mean under the best shares",
        formula: "Π (z_q/max z_q)^s_q, s the shares of the criteria at the best weights of the unit",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &[]),
        reading: "1: best in every criterion that counts",
        sources: &[
            "Van Puyenbroeck, T., Rogge, N. (2017). Geometric mean quantity index numbers with benefit-of-the-doubt weights. European Journal of Operational Research 256(3).",
        ],
        peers: &[
            "Compind 3.4 re-indexes a part of the data by the rows of the whole in this branch.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\nc,x,1\na,y,2\nb,y,1\nc,y,1\n")
            .gives("c: 0.5"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let n = board.units.len();
        board.by_period(n, 1, |period| {
            let table = Decision::of(board, period..period + 1);
            let mut cells = vec![Err(Undefined::Missing); n];
            let found = Peers::of(&table).map(|peers| (bod_scores(&peers), peers));
            for (at, (_, unit)) in table.rows.iter().enumerate() {
                cells[*unit] = match &found {
                    Ok((scores, peers)) => scores[at].clone().and_then(|(score, weights)| {
                        if score == 0.0 {
                            return Err(Undefined::LogOfZero);
                        }
                        let row = peers.row(at);
                        let parts = row.iter().zip(&weights).filter(|(_, w)| **w > 0.0);
                        Ok(exp(parts
                            .map(|(z, w)| w * z / score * ln(*z))
                            .filter(|x| !x.is_nan())
                            .sum::<f64>()))
                    }),
                    Err(why) => Err(*why),
                };
            }
            cells
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RatioInvariant, Within(0.0, 1.0)]
    }
}
