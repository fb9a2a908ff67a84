//! Weighted sum model.
use crate::{Scores, method::rank_units, method::total};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{Decision, Scaling};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Weighted sum model.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Wsm {
    /// How columns are made comparable.
    pub scaling: Scaling,
}
impl Default for Wsm {
    fn default() -> Self {
        Self {
            scaling: Scaling::Sum,
        }
    }
}

impl Indicator for Wsm {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.wsm",
        title: "Weighted sum model",
        formula: "Σ w z",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &["score", "rank"]),
        reading: "larger is better",
        sources: &[
            "Fishburn, P. C. (1967). Additive utilities with incomplete product set. Operations Research 15(3).",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\n")
            .gives("a, score: 0.333333333333…"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        rank_units(board, 2, |table| wsm(table, self.scaling))
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![
            ("pymcdm-1.4", Self::default()),
            ("scikit-criteria-0.10", Self::default()),
        ]
    }
}

/// Weighted sums.
pub fn wsm(table: &Decision, scaling: Scaling) -> Result<Scores, Undefined> {
    let columns = table.scaled_or_best(scaling)?;
    Ok(Scores::larger(total(table, |c, u| {
        table.weights[c] * columns[c][u]
    })))
}
