//! Each criterion as the objective of a linear program under the others.
use crate::{Scores, method::rank_units};
use mercatoria_core::*;
use mercatoria_frontier::{Row, maximise};
use mercatoria_normalisation::Decision;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Sequential interactive model for urban systems.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Simus {}

impl Indicator for Simus {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.simus",
        title: "Sequential interactive model for urban systems",
        formula: "for each criterion a program in the units: optimise its sum, the others at most their maximum (benefit) or at least their minimum (cost); solutions as shares; score = Σ shares · part of the programs with the unit",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::PERIOD],
            &["score", "rank", "dominance"],
        ),
        reading: "larger is better; dominance is the second method, shares above less shares below the others. Raw values: the score depends on the units of measure. A program may have several solutions; one is taken",
        sources: &[
            "Munier, N., Hontoria, E., Jiménez-Sáez, F. (2019). Strategic approach in multi-criteria decision making. Springer.",
        ],
        peers: &["scikit-criteria 0.10 prints the log of its solver."],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\na,y,1\nb,y,1\n")
            .gives("b, rank: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        rank_units(board, 3, simus)
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("scikit-criteria-0.10", Self::default())]
    }
}
/// Scores and dominances.
pub fn simus(table: &Decision) -> Result<Scores, Undefined> {
    let (n, q) = (table.units(), table.criteria());
    if q < 2 {
        return Err(Undefined::OneLabel);
    }
    let mut stages = vec![];
    for goal in 0..q {
        let sign = if table.benefit[goal] { 1.0 } else { -1.0 };
        let objective: Vec<f64> = table.columns[goal].iter().map(|x| sign * x).collect();
        let rows: Vec<Row> = (0..q)
            .filter(|c| *c != goal)
            .map(|c| {
                let (best, _) = table.best_and_worst(c);
                if table.benefit[c] {
                    Row::at_most(table.columns[c].clone(), best)
                } else {
                    Row::at_least(table.columns[c].clone(), best)
                }
            })
            .collect();
        let (_, solution) = maximise(&objective, &rows)?;
        let total: f64 = solution.iter().sum();
        stages.push(
            solution
                .into_iter()
                .map(|x| if total > 0.0 { x / total } else { 0.0 })
                .collect::<Vec<f64>>(),
        );
    }
    let score = (0..n)
        .map(|u| {
            let sum: f64 = stages.iter().map(|s| s[u]).sum();
            let part = stages.iter().filter(|s| s[u] > 1e-12).count() as f64 / q as f64;
            sum * part
        })
        .collect();
    let above = |a: usize, b: usize| -> f64 { stages.iter().map(|s| (s[a] - s[b]).max(0.0)).sum() };
    let dominance = (0..n)
        .map(|a| (0..n).map(|b| above(a, b) - above(b, a)).sum())
        .collect();
    Ok(Scores::larger(score).and([dominance]))
}
