//! Benefit of the doubt among neighbours.
use crate::{Peers, bod_order_m::against, peers::score_units};
use mercatoria_core::{ScoreboardLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Benefit of the doubt among neighbours.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BodSpatial {}

impl Indicator for BodSpatial {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "frontier.bod_spatial",
        title: "Benefit of the doubt among neighbours",
        formula: "score against the unit and the units it is linked to",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &[]),
        reading: "1: no neighbour is better under the weights best for the unit; links come from unit_relation.csv",
        sources: &[
            "Fusco, E., Vidoli, F., Sahoo, B. K. (2018). Spatial heterogeneity in composite indicator: a methodological proposal. Omega 77.",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,1\na,y,1\nb,y,1\n")
            .files(&[("unit_relation", "from,to,weight\na,b,1\n")])
            .gives("a: 1; b: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let Some(links) = &board.side.links else {
            let cells = board.units.len() * board.periods.len();
            let mut out = Values::undefined(cells, Undefined::NoClass);
            out.note("links", "unit_relation.csv is missing");
            return out;
        };
        score_units(board, Peers::of, |table, peers, unit| {
            let label = table.rows[unit].1;
            let near: Vec<usize> = (0..peers.units())
                .filter(|k| {
                    let other = table.rows[*k].1;
                    other == label
                        || links
                            .from(label)
                            .iter()
                            .any(|(_, to, w)| *to as usize == other && *w > 0.0)
                })
                .collect();
            against(peers, unit, &near).map(|score| score.min(1.0))
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![Within(0.0, 1.0)]
    }
}
