//! Partial order from the flows of preference.
use crate::{Preference, promethee_ii::flows};
use mercatoria_core::*;
use mercatoria_normalisation::{ByCriterion, Decision};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// PROMETHEE I.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PrometheeI {
    /// Of all criteria that have none of their own.
    pub common: Preference,
    /// By criterion.
    pub by_criterion: ByCriterion<Preference>,
}

impl Indicator for PrometheeI {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.promethee_i",
        title: "PROMETHEE I",
        formula: "a preferred to b: φ⁺(a) ≥ φ⁺(b) and φ⁻(a) ≤ φ⁻(b), one of them strictly; indifferent: both equal; else incomparable",
        form: Form::Categories(
            &[Scoreboard::UNIT, Scoreboard::UNIT, Scoreboard::PERIOD],
            &["indifferent", "preferred", "inferior", "incomparable"],
        ),
        reading: "of the first unit against the second",
        sources: &[
            "Brans, J. P., Vincke, P. (1985). A preference ranking organisation method. Management Science 31(6).",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\n").gives("a,b: 2; b,a: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let n = board.units.len();
        board.by_period(n * n, 1, |period| {
            let table = Decision::of(board, period..period + 1);
            let mut out = vec![Err(Undefined::Missing); n * n];
            let found = flows(board, &table, &self.common, &self.by_criterion);
            for (a, (_, i)) in table.rows.iter().enumerate() {
                for (b, (_, j)) in table.rows.iter().enumerate() {
                    out[i * n + j] = match &found {
                        _ if a == b => Err(Undefined::NotApplicable),
                        Ok([plus, minus]) => Ok(relation(plus[a] - plus[b], minus[b] - minus[a])),
                        Err(why) => Err(*why),
                    };
                }
            }
            out
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![]
    }
}
/// Place of the word for these gains in both flows; differences by rounding count as none.
fn relation(plus: f64, minus: f64) -> f64 {
    let sign = |x: f64| {
        if x.abs() < 1e-12 {
            0
        } else {
            x.signum() as i32
        }
    };
    match (sign(plus), sign(minus)) {
        (0, 0) => 0.0,
        (0 | 1, 0 | 1) => 1.0,
        (0 | -1, 0 | -1) => 2.0,
        _ => 3.0,
    }
}
