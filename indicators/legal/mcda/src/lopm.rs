//! Limits on property method.
use crate::{Scores, method::rank_units, method::total};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::Decision;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Limits on property method.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Lopm {}

impl Indicator for Lopm {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.lopm",
        title: "Limits on property method",
        formula: "Σ w max/x for a benefit, Σ w x/min for a cost",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &["score", "rank"]),
        reading: "1: best in everything; lower is better",
        sources: &[
            "Farag, M. M. (1997). Materials selection for engineering design. Prentice Hall.",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\n")
            .gives("b, score: 1; a, score: 2"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        rank_units(board, 2, lopm)
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits, RatioInvariant]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("pymcdm-1.4", Self::default())]
    }
}

/// Scores.
pub fn lopm(table: &Decision) -> Result<Scores, Undefined> {
    for (column, benefit) in table.columns.iter().zip(&table.benefit) {
        let (low, _) = mercatoria_normalisation::extremes(column);
        if low < 0.0 {
            return Err(Undefined::OutOfDomain);
        }
        if low == 0.0 {
            let _ = benefit;
            return Err(Undefined::ZeroDenominator);
        }
    }
    Ok(Scores::smaller(total(table, |c, u| {
        let (low, high) = mercatoria_normalisation::extremes(&table.columns[c]);
        let x = table.columns[c][u];
        table.weights[c] * if table.benefit[c] { high / x } else { x / low }
    })))
}
