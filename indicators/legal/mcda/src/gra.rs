//! Grey relational analysis.
use crate::{Scores, method::rank_units, method::total};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{Decision, Scaling};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Grey relational analysis.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Gra {
    /// How columns are made comparable.
    pub scaling: Scaling,
    /// Distinguishing coefficient.
    pub rho: Share,
}
impl Default for Gra {
    fn default() -> Self {
        Self {
            scaling: Scaling::MinMax,
            rho: Share::new(0.5),
        }
    }
}

impl Indicator for Gra {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.gra",
        title: "Grey relational analysis",
        formula: "ξ = (Δmin + ρΔmax)/(Δ + ρΔmax), Δ = 1 − z; grade Σ w ξ",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &["grade", "rank"]),
        reading: "1: best in everything; at least ρ/(1 + ρ)",
        sources: &[
            "Deng, J. (1982). Control problems of grey systems. Systems & Control Letters 1(5).",
        ],
        peers: &["pyDecision 5.1 divides the weighted mean by the number of criteria once more."],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\n")
            .gives("b, grade: 1; a, grade: 0.333333333333…"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        rank_units(board, 2, |table| gra(table, self.scaling, self.rho.get()))
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits, Within(0.0, f64::MAX)]
    }
}

/// Grades against a reference that is best in every criterion.
pub fn gra(table: &Decision, scaling: Scaling, rho: f64) -> Result<Scores, Undefined> {
    let columns = table.scaled_or_best(scaling)?;
    let best: Vec<f64> = columns
        .iter()
        .map(|c| mercatoria_normalisation::extremes(c).1)
        .collect();
    let gap = |c: usize, u: usize| best[c] - columns[c][u];
    let all: Vec<f64> = (0..table.criteria())
        .flat_map(|c| (0..table.units()).map(move |u| (c, u)))
        .map(|(c, u)| gap(c, u))
        .collect();
    let (low, high) = mercatoria_normalisation::extremes(&all);
    if high == 0.0 {
        return Err(Undefined::Constant);
    }
    Ok(Scores::larger(total(table, |c, u| {
        let under = gap(c, u) + rho * high;
        table.weights[c]
            * if under == 0.0 {
                1.0
            } else {
                (low + rho * high) / under
            }
    })))
}
