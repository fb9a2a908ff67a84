//! Benefit of the doubt along a direction.
use crate::{Peers, Row, maximise, peers::score_units};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{ByCriterion, Decision};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Benefit of the doubt along a direction.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
pub struct BodDirectional {
    /// Direction by criterion, in its unit of measure; without, the mean of each criterion.
    pub direction: ByCriterion<Amount>,
}

impl Indicator for BodDirectional {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "frontier.bod_directional",
        title: "Benefit of the doubt along a direction",
        formula: "1/(1 + β), β = max: Σ λ z_j ≥ z_i + β g, Σ λ ≤ 1, λ ≥ 0",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &[]),
        reading: "1: on the frontier; the direction says which criteria are to improve together",
        sources: &[
            "Fusco, E. (2015). Enhancing non-compensatory composite indicators: a directional proposal. European Journal of Operational Research 242(2).",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\nc,x,1\na,y,2\nb,y,1\nc,y,1\n")
            .gives("a: 1; c: 0.727272727272…"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let labels: Vec<&str> = board.criteria.labels().collect();
        score_units(board, Peers::of, |table, peers, unit| {
            let g = direction(table, peers, &labels, &self.direction);
            let all: Vec<usize> = (0..peers.units()).collect();
            let beta = furthest(peers, peers.row(unit), &g, &all)?;
            Ok(1.0 / (1.0 + beta.max(0.0)))
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RatioInvariant, Within(0.0, 1.0)]
    }
}
/// The direction on criteria as shares of their largest value.
pub(crate) fn direction(
    table: &Decision,
    peers: &Peers,
    labels: &[&str],
    given: &ByCriterion<Amount>,
) -> Vec<f64> {
    (0..peers.criteria)
        .map(|c| {
            let top = table.columns[c].iter().copied().fold(0.0, f64::max);
            match given.get(labels[c]) {
                Some(g) => g.get() / top,
                None if given.is_empty() => {
                    (0..peers.units()).map(|u| peers.row(u)[c]).sum::<f64>() / peers.units() as f64
                }
                None => 0.0,
            }
        })
        .collect()
}
/// How many times the direction can be added to a row before it leaves what these units reach.
pub(crate) fn furthest(peers: &Peers, row: &[f64], g: &[f64], of: &[usize]) -> Measure {
    if g.iter().all(|x| *x == 0.0) {
        return Err(Undefined::OutOfDomain);
    }
    let n = of.len();
    let mut rows: Vec<Row> = (0..peers.criteria)
        .map(|c| {
            let mut of_c: Vec<f64> = of.iter().map(|u| peers.row(*u)[c]).collect();
            of_c.push(-g[c]);
            Row::at_least(of_c, row[c])
        })
        .collect();
    let mut all = vec![1.0; n];
    all.push(0.0);
    rows.push(Row::at_most(all, 1.0));
    let mut objective = vec![0.0; n];
    objective.push(1.0);
    let (beta, _) = maximise(&objective, &rows)?;
    Ok(beta)
}
