//! Benefit of the doubt with bounds on ratios of weights.
use crate::{Peers, best_weights, peers::score_units};
use mercatoria_core::{ScoreboardLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Benefit of the doubt with bounds on ratios of weights.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BodAssuranceRegion {
    /// Bounds of the ratio of two weights, `{"a,b": [l, u]}`.
    pub ratios: BTreeMap<String, [Amount; 2]>,
    /// Least ratio of any two weights.
    pub low: Amount,
    /// Largest ratio of any two weights; without, none.
    pub up: Option<Positive>,
}
impl Default for BodAssuranceRegion {
    fn default() -> Self {
        Self {
            ratios: BTreeMap::new(),
            low: Amount::new(0.0),
            up: None,
        }
    }
}

impl Indicator for BodAssuranceRegion {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "frontier.bod_assurance_region",
        title: "Benefit of the doubt with bounds on ratios of weights",
        formula: "max_w Σ w z_i, Σ w z_j ≤ 1, l ≤ w_p/w_q ≤ u, weights of criteria as shares of their largest value",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &[]),
        reading: "as the plain one, and at most that",
        sources: &[
            "Thompson, R. G., Langemeier, L. N., Lee, C.-T., Lee, E., Thrall, R. M. (1990). The role of multiplier bounds in efficiency analysis. Journal of Econometrics 46.",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\nc,x,1\na,y,2\nb,y,1\nc,y,1\n")
            .params(r#"{"ratios":{"x,y":[1,1]}}"#)
            .gives("a: 1; c: 0.666666666666…"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let q = board.criteria.len();
        let mut bounds: Vec<(usize, usize, f64, f64)> = vec![];
        for (labels, ends) in &self.ratios {
            let pair = labels.split_once(',').and_then(|(a, b)| {
                Some((
                    board.criteria.position(a.trim())?,
                    board.criteria.position(b.trim())?,
                ))
            });
            let Some((a, b)) = pair else {
                let cells = board.units.len() * board.periods.len();
                return Values::undefined(cells, Undefined::OutsideReference);
            };
            bounds.push((a, b, ends[0].get(), ends[1].get()));
        }
        let up = self.up.map_or(f64::INFINITY, |u| u.get());
        if self.low.get() > 0.0 || up.is_finite() {
            for a in 0..q {
                bounds.extend(
                    (0..q)
                        .filter(|b| *b != a)
                        .map(|b| (a, b, self.low.get(), up)),
                );
            }
        }
        score_units(board, Peers::of, |_, peers, unit| {
            let mut columns = peers.columns(0..peers.units());
            for (a, b, low, up) in &bounds {
                let mut column = vec![0.0; q];
                column[*a] = -1.0;
                column[*b] = *low;
                columns.push(&column, 0.0);
                if up.is_finite() {
                    column[*a] = 1.0;
                    column[*b] = -up;
                    columns.push(&column, 0.0);
                }
            }
            columns.prepare();
            let row = peers.row(unit);
            let (score, _) = best_weights(row, &columns, Some(unit))?;
            let zero = row.iter().all(|x| *x == 0.0);
            if score < 1e-12 && !zero {
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
