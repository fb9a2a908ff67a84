//! Preference selection index.
use crate::{Scores, method::rank_units, method::total};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{Decision, Scaling};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Preference selection index.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Psi {}

impl Indicator for Psi {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.psi",
        title: "Preference selection index",
        formula: "Σ ψ z, ψ ∝ 1 − Σ(z − mean z)², on the linear scale",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &["score", "rank"]),
        reading: "larger is better; the weights of the criteria are not used",
        sources: &[
            "Maniya, K., Bhatt, M. G. (2010). A selection of material using a novel type decision-making method: preference selection index method. Materials & Design 31(4).",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\n")
            .gives("b, score: 1; a, score: 0.5"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        rank_units(board, 2, psi)
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits, RatioInvariant]
    }
}

/// Scores.
pub fn psi(table: &Decision) -> Result<Scores, Undefined> {
    let columns = table.scaled_or_best(Scaling::Linear)?;
    let n = table.units() as f64;
    let deviation = |column: &Vec<f64>| {
        let mean = mercatoria_numeric::sum::sum(column) / n;
        1.0 - mercatoria_numeric::sum::sum_by(column, |z| (z - mean) * (z - mean))
    };
    let phi: Vec<f64> = columns.iter().map(deviation).collect();
    let all: f64 = phi.iter().sum();
    if all.abs() < 1e-12 {
        return Err(Undefined::ZeroDenominator);
    }
    Ok(Scores::larger(total(table, |c, u| {
        phi[c] / all * columns[c][u]
    })))
}
