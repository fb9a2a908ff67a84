//! Multi-attributive ideal-real comparative analysis.
use crate::{Scores, method::rank_units, method::total};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{Decision, Scaling};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Multi-attributive ideal-real comparative analysis.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Mairca {
    /// How columns are made comparable.
    pub scaling: Scaling,
}
impl Default for Mairca {
    fn default() -> Self {
        Self {
            scaling: Scaling::MinMax,
        }
    }
}

impl Indicator for Mairca {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.mairca",
        title: "Multi-attributive ideal-real comparative analysis",
        formula: "Σ w/n (1 − z)",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &["score", "rank"]),
        reading: "0: the ideal; lower is better",
        sources: &[
            "Pamučar, D., Vasin, L., Lukovac, L. (2014). Selection of railway level crossings for investing in security equipment using hybrid DEMATEL-MARICA model. Railcon 14.",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\n")
            .gives("b, score: 0; a, score: 0.5"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        rank_units(board, 2, |table| mairca(table, self.scaling))
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("pymcdm-1.4", Self::default())]
    }
}

/// Sums of gaps.
pub fn mairca(table: &Decision, scaling: Scaling) -> Result<Scores, Undefined> {
    let columns = table.scaled_or_best(scaling)?;
    let n = table.units() as f64;
    Ok(Scores::smaller(total(table, |c, u| {
        table.weights[c] / n * (1.0 - columns[c][u])
    })))
}
