//! Operational competitiveness rating.
use crate::{Scores, method::rank_units, method::total};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::Decision;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Operational competitiveness rating.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Ocra {}

impl Indicator for Ocra {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.ocra",
        title: "Operational competitiveness rating",
        formula: "I + O − min(I + O), I, O the weighted relative advantages over the worst cost and benefit",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &["score", "rank"]),
        reading: "0: the worst",
        sources: &[
            "Parkan, C. (1994). Operational competitiveness ratings of production units. Managerial and Decision Economics 15.",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\n")
            .gives("b, score: 1; a, score: 0"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        rank_units(board, 2, ocra)
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits, RatioInvariant]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("pymcdm-1.4", Self::default())]
    }
}

/// Ratings.
pub fn ocra(table: &Decision) -> Result<Scores, Undefined> {
    for c in 0..table.criteria() {
        let low = mercatoria_normalisation::extremes(&table.columns[c]).0;
        if low == 0.0 {
            return Err(Undefined::ZeroDenominator);
        }
        if low < 0.0 {
            return Err(Undefined::OutOfDomain);
        }
    }
    let part = |benefit: bool| {
        let raw = total(table, |c, u| {
            if table.benefit[c] != benefit {
                return 0.0;
            }
            let (low, high) = mercatoria_normalisation::extremes(&table.columns[c]);
            let x = table.columns[c][u];
            table.weights[c] * if benefit { x - low } else { high - x } / low
        });
        let least = raw.iter().copied().fold(f64::INFINITY, f64::min);
        raw.into_iter().map(|x| x - least).collect::<Vec<f64>>()
    };
    let sums: Vec<f64> = part(true)
        .iter()
        .zip(part(false))
        .map(|(a, b)| a + b)
        .collect();
    let least = sums.iter().copied().fold(f64::INFINITY, f64::min);
    Ok(Scores::larger(
        sums.into_iter().map(|x| x - least).collect(),
    ))
}
