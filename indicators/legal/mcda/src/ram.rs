//! Root assessment method.
use crate::{Scores, method::rank_units, method::total, method::weighted};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{Decision, Scaling};
use mercatoria_numeric::elementary::powf;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Root assessment method.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Ram {}

impl Indicator for Ram {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.ram",
        title: "Root assessment method",
        formula: "(2 + S⁺)^(1/(2 + S⁻)), S± the weighted sums of benefits and costs as shares of their columns",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &["score", "rank"]),
        reading: "larger is better",
        sources: &[
            "Sotoudeh-Anvari, A. (2023). Root assessment method (RAM): a novel multi-criteria decision making method and its applications in sustainability challenges. Journal of Cleaner Production 423.",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\n").gives("b, rank: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        rank_units(board, 2, ram)
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits, RatioInvariant]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("pymcdm-1.4", Self::default())]
    }
}

/// Scores.
pub fn ram(table: &Decision) -> Result<Scores, Undefined> {
    let plain = Decision {
        benefit: vec![true; table.criteria()],
        ..table.clone()
    };
    let columns = weighted(&plain, Scaling::Sum)?;
    let side = |benefit: bool| {
        total(table, |c, u| {
            if table.benefit[c] == benefit {
                columns[c][u]
            } else {
                0.0
            }
        })
    };
    let (plus, minus) = (side(true), side(false));
    Ok(Scores::larger(
        plus.iter()
            .zip(&minus)
            .map(|(p, m)| powf(2.0 + p, 1.0 / (2.0 + m)))
            .collect(),
    ))
}
