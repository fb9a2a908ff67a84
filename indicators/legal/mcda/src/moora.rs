//! Multi-objective optimisation by ratio analysis.
use crate::{Scores, method::rank_units, method::total, method::weighted};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{Decision, Scaling};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Multi-objective optimisation by ratio analysis.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Moora {}

impl Indicator for Moora {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.moora",
        title: "Multi-objective optimisation by ratio analysis",
        formula: "Σ_benefit w x/√Σx² − Σ_cost w x/√Σx²",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &["score", "rank"]),
        reading: "larger is better",
        sources: &[
            "Brauers, W. K. M., Zavadskas, E. K. (2006). The MOORA method and its application to privatization in a transition economy. Control and Cybernetics 35(2).",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\n").gives("b, rank: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        rank_units(board, 2, moora)
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

/// Ratio scores.
pub fn moora(table: &Decision) -> Result<Scores, Undefined> {
    let plain = Decision {
        benefit: vec![true; table.criteria()],
        ..table.clone()
    };
    let columns = weighted(&plain, Scaling::Vector)?;
    let sign = |c: usize| if table.benefit[c] { 1.0 } else { -1.0 };
    Ok(Scores::larger(total(table, |c, u| sign(c) * columns[c][u])))
}
