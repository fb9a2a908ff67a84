//! Benefit of the doubt with an order of shares.
use crate::{Peers, best_weights, peers::score_units};
use mercatoria_core::{ScoreboardLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Benefit of the doubt with an order of shares.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
pub struct BodOrdinal {
    /// Criteria from the largest share on; without, the order of the weights of the table of criteria, where equal ones are not ordered.
    pub ranking: Vec<String>,
}

impl Indicator for BodOrdinal {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "frontier.bod_ordinal",
        title: "Benefit of the doubt with an order of shares",
        formula: "max_w Σ w z_i, Σ w z_j ≤ 1, shares of the criteria in a given order",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &[]),
        reading: "as the plain one, and at most that",
        sources: &[
            "Cherchye, L., Moesen, W., Rogge, N., Van Puyenbroeck, T. (2007). An introduction to benefit of the doubt composite indicators. Social Indicators Research 82.",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\nc,x,1\na,y,2\nb,y,1\nc,y,1\n")
            .params(r#"{"ranking":["x","y"]}"#)
            .gives("a: 0.8; b: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let weights = board.effective_weights();
        let pairs: Vec<(usize, usize)> = if self.ranking.is_empty() {
            let all = (0..weights.len()).flat_map(|a| (0..weights.len()).map(move |b| (a, b)));
            all.filter(|(a, b)| weights[*a] > weights[*b] + 1e-12)
                .collect()
        } else {
            let places: Vec<usize> = self
                .ranking
                .iter()
                .filter_map(|l| board.criteria.position(l))
                .collect();
            if places.len() != self.ranking.len() {
                let cells = board.units.len() * board.periods.len();
                return Values::undefined(cells, Undefined::OutsideReference);
            }
            places.windows(2).map(|w| (w[0], w[1])).collect()
        };
        score_units(board, Peers::of, |_, peers, unit| {
            let row = peers.row(unit);
            let mut columns = peers.columns(0..peers.units());
            for (more, less) in &pairs {
                let mut column = vec![0.0; peers.criteria];
                column[*less] = row[*less];
                column[*more] = -row[*more];
                columns.push(&column, 0.0);
            }
            columns.prepare();
            let (score, _) = best_weights(row, &columns, Some(unit))?;
            if score < 1e-12 {
                Err(Undefined::Infeasible)
            } else {
                Ok(score.min(1.0))
            }
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RatioInvariant, Within(0.0, 1.0)]
    }
}
