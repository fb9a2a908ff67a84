//! Rank reversal.
use mercatoria_aggregation::{copeland, wins_of};
use mercatoria_core::*;
use mercatoria_normalisation::{Decision, Scaling};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Rank reversal.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RankReversal {
    /// Scale of the criteria.
    pub normalisation: Scaling,
    /// Copeland scores instead of weighted means.
    pub copeland: bool,
}
impl Default for RankReversal {
    fn default() -> Self {
        Self {
            normalisation: Scaling::MinMax,
            copeland: false,
        }
    }
}

impl Indicator for RankReversal {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "robustness.rank_reversal",
        title: "Rank reversal",
        formula: "pairs of other units that change their order when the unit is left out, and when a copy of it is added",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::PERIOD],
            &["deleted", "cloned"],
        ),
        reading: "0: the order of the others does not depend on this unit",
        sources: &[
            "Belton, V., Gear, T. (1983). On a short-coming of Saaty's method of analytic hierarchies. Omega 11(3).",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,0\nb,x,1\nc,x,2\na,y,0\nb,y,1\nc,y,2\n")
            .gives("a,deleted: 0; b,cloned: 0"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let n = board.units.len();
        board.by_period(n, 2, |period| {
            let table = Decision::of(board, period..period + 1);
            let mut cells = vec![Err(Undefined::Missing); 2 * n];
            let score = |table: &Decision| -> Result<Vec<f64>, Undefined> {
                if self.copeland {
                    let rows: Vec<f64> = (0..table.units())
                        .flat_map(|u| {
                            let turned = table.columns.iter().zip(&table.benefit);
                            turned
                                .map(move |(c, b)| if *b { c[u] } else { -c[u] })
                                .collect::<Vec<_>>()
                        })
                        .collect();
                    return Ok(copeland(&wins_of(&rows, table.units(), &table.weights)));
                }
                let columns = table.scaled_or_best(self.normalisation)?;
                Ok((0..table.units())
                    .map(|u| {
                        columns
                            .iter()
                            .zip(&table.weights)
                            .map(|(c, w)| w * c[u])
                            .sum()
                    })
                    .collect())
            };
            let all = score(&table);
            for (at, (_, unit)) in table.rows.iter().enumerate() {
                let others: Vec<usize> = (0..table.units()).filter(|u| *u != at).collect();
                let mut fewer = table.clone();
                fewer.rows.remove(at);
                let mut more = table.clone();
                more.rows.push(table.rows[at]);
                for c in 0..table.criteria() {
                    fewer.columns[c].remove(at);
                    let x = table.columns[c][at];
                    more.columns[c].push(x);
                }
                let deleted = score(&fewer).map(|s| {
                    let mut spread = vec![f64::NAN; table.units()];
                    others.iter().zip(s).for_each(|(u, s)| spread[*u] = s);
                    spread
                });
                for (k, other) in [deleted, score(&more)].into_iter().enumerate() {
                    cells[2 * unit + k] = match (&all, other) {
                        (Ok(a), Ok(b)) => Ok(reversals(a, &b, &others)),
                        (Err(why), _) => Err(*why),
                        (_, Err(why)) => Err(why),
                    };
                }
            }
            cells
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![]
    }
}
fn reversals(a: &[f64], b: &[f64], of: &[usize]) -> f64 {
    let sign = |x: f64| if x.abs() < 1e-12 { 0.0 } else { x.signum() };
    let mut count = 0.0;
    for (k, i) in of.iter().enumerate() {
        for j in &of[..k] {
            count += f64::from(sign(a[*i] - a[*j]) * sign(b[*i] - b[*j]) < 0.0);
        }
    }
    count
}
