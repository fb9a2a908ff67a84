//! The weights behind the benefit of the doubt.
use crate::{Peers, bod_scores};
use mercatoria_core::*;
use mercatoria_normalisation::Decision;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Shares of the criteria in the score under the best weights.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BodWeights {}

impl Indicator for BodWeights {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "frontier.bod_weights",
        title: "Shares under the best weights",
        formula: "w_q z_iq/Σ w z_i at the weights that are best for the unit",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::CRITERION, Scoreboard::PERIOD],
            &[],
        ),
        reading: "what the score rests on. Not unique where several weights are best: one solution is given",
        sources: &[
            "Cherchye, L., Moesen, W., Rogge, N., Van Puyenbroeck, T. (2007). An introduction to benefit of the doubt composite indicators. Social Indicators Research 82.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\nc,x,1\na,y,2\nb,y,1\nc,y,1\n")
            .gives("c,x: 0.5; c,y: 0.5"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let (n, q, periods) = (board.units.len(), board.criteria.len(), board.periods.len());
        let mut cells = vec![Err(Undefined::Missing); n * q * periods];
        for period in 0..periods {
            let table = Decision::of(board, period..period + 1);
            let found = Peers::of(&table).map(|peers| (bod_scores(&peers), peers));
            for (at, (_, unit)) in table.rows.iter().enumerate() {
                for c in 0..q {
                    cells[(unit * q + c) * periods + period] = match &found {
                        Err(why) => Err(*why),
                        Ok((scores, peers)) => match &scores[at] {
                            Err(why) => Err(*why),
                            Ok((score, _)) if *score == 0.0 => Err(Undefined::ZeroDenominator),
                            Ok((score, weights)) => Ok(weights[c] * peers.row(at)[c] / score),
                        },
                    };
                }
            }
        }
        let mut out: Values = cells.into_iter().collect();
        out.note("not_unique", "other weights may give the same score");
        out
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![ScoreboardLaw::Within(0.0, 1.0)]
    }
}
