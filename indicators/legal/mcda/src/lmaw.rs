//! Logarithm methodology of additive weights.
use crate::{Scores, method::rank_units, method::total};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::Decision;
use mercatoria_numeric::elementary::{ln, powf};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Logarithm methodology of additive weights.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Lmaw {}

impl Indicator for Lmaw {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.lmaw",
        title: "Logarithm methodology of additive weights",
        formula: "Σ 2φ^w/((2 − φ)^w + φ^w), φ = ln z/ln Πz, z = (x + max)/max or (x + min)/x",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &["score", "rank"]),
        reading: "larger is better",
        sources: &[
            "Pamučar, D., Žižović, M., Biswas, S., Božanić, D. (2021). A new logarithm methodology of additive weights (LMAW) for multi-criteria decision-making. Facta Universitatis, Mechanical Engineering 19(3).",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\n").gives("b, rank: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        rank_units(board, 2, lmaw)
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits, RatioInvariant]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("pymcdm-1.4", Self::default())]
    }
}

/// Scores.
pub fn lmaw(table: &Decision) -> Result<Scores, Undefined> {
    let mut columns = vec![];
    for (column, benefit) in table.columns.iter().zip(&table.benefit) {
        let (low, high) = mercatoria_normalisation::extremes(column);
        if low < 0.0 {
            return Err(Undefined::OutOfDomain);
        }
        if high == 0.0 || !benefit && low == 0.0 {
            return Err(Undefined::ZeroDenominator);
        }
        let z = |x: f64| {
            if *benefit {
                (x + high) / high
            } else {
                (x + low) / x
            }
        };
        let logs: Vec<f64> = column.iter().map(|x| ln(z(*x))).collect();
        let product = mercatoria_numeric::sum::sum(&logs);
        columns.push(logs.into_iter().map(|l| l / product).collect::<Vec<f64>>());
    }
    Ok(Scores::larger(total(table, |c, u| {
        let (phi, w) = (columns[c][u], table.weights[c]);
        2.0 * powf(phi, w) / (powf(2.0 - phi, w) + powf(phi, w))
    })))
}
