//! Measurement of alternatives and ranking according to compromise solution.
use crate::{Scores, method::rank_units, method::total};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{Decision, Scaling};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Measurement of alternatives and ranking according to compromise solution.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Marcos {}

impl Indicator for Marcos {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.marcos",
        title: "Measurement of alternatives and ranking according to compromise solution",
        formula: "K± = S/S(anti-ideal, ideal); f = (K⁺ + K⁻)/(1 + (1 − f⁺)/f⁺ + (1 − f⁻)/f⁻)",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &["score", "rank"]),
        reading: "larger is better",
        sources: &[
            "Stević, Ž., Pamučar, D., Puška, A., Chatterjee, P. (2020). Sustainable supplier selection in healthcare industries using MARCOS. Computers & Industrial Engineering 140.",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\n").gives("b, rank: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        rank_units(board, 2, marcos)
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

/// Utility scores.
pub fn marcos(table: &Decision) -> Result<Scores, Undefined> {
    let linear = table.scaled_or_best(Scaling::Linear)?;
    let s = total(table, |c, u| table.weights[c] * linear[c][u]);
    let anti: f64 = (0..table.criteria())
        .map(|c| table.weights[c] * mercatoria_normalisation::extremes(&linear[c]).0)
        .sum();
    let ideal: f64 = table.weights.iter().sum();
    if anti <= 0.0 {
        return Err(Undefined::ZeroDenominator);
    }
    Ok(Scores::larger(
        s.iter()
            .map(|s| {
                let (minus, plus) = (s / anti, s / ideal);
                let (of_minus, of_plus) = (plus / (plus + minus), minus / (plus + minus));
                (plus + minus) / (1.0 + (1.0 - of_plus) / of_plus + (1.0 - of_minus) / of_minus)
            })
            .collect(),
    ))
}
