//! Evaluation based on distance from average solution.
use crate::{Scores, method::rank_units, method::total};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::Decision;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Evaluation based on distance from average solution.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Edas {}

impl Indicator for Edas {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.edas",
        title: "Evaluation based on distance from average solution",
        formula: "½(SP/max SP + 1 − SN/max SN), SP, SN the weighted relative distances above and below the mean",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &["score", "rank"]),
        reading: "1: best; 0: worst",
        sources: &[
            "Keshavarz Ghorabaee, M. et al. (2015). Multi-criteria inventory classification using a new method of evaluation based on distance from average solution. Informatica 26(3).",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\n")
            .gives("b, score: 1; a, score: 0"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        rank_units(board, 2, edas)
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits, RatioInvariant]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![
            ("pymcdm-1.4", Self::default()),
            ("scikit-criteria-0.10", Self::default()),
        ]
    }
}

/// Scores.
pub fn edas(table: &Decision) -> Result<Scores, Undefined> {
    let means: Vec<f64> = table
        .columns
        .iter()
        .map(|c| mercatoria_numeric::sum::sum(c) / c.len() as f64)
        .collect();
    if means.contains(&0.0) {
        return Err(Undefined::ZeroDenominator);
    }
    if means.iter().any(|m| *m < 0.0) {
        return Err(Undefined::OutOfDomain);
    }
    let above = |c: usize, u: usize| {
        let d = (table.columns[c][u] - means[c]) / means[c];
        if table.benefit[c] { d } else { -d }
    };
    let plus = total(table, |c, u| table.weights[c] * above(c, u).max(0.0));
    let minus = total(table, |c, u| table.weights[c] * (-above(c, u)).max(0.0));
    let top = |xs: &[f64]| xs.iter().copied().fold(0.0, f64::max);
    let (high, low) = (top(&plus), top(&minus));
    if high == 0.0 || low == 0.0 {
        return Err(Undefined::Constant);
    }
    Ok(Scores::larger(
        plus.iter()
            .zip(&minus)
            .map(|(p, m)| (p / high + 1.0 - m / low) / 2.0)
            .collect(),
    ))
}
