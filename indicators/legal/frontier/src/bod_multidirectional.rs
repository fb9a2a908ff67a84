//! Benefit of the doubt along the possible improvements.
use crate::{Peers, bod_directional::furthest, peers::score_units};
use mercatoria_core::{ScoreboardLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Benefit of the doubt along the possible improvements.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BodMultidirectional {}

impl Indicator for BodMultidirectional {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "frontier.bod_multidirectional",
        title: "Benefit of the doubt along the possible improvements",
        formula: "mean over the criteria of z_q/(z_q + β d_q), d_q how far criterion q alone can rise, β the furthest common step",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &[]),
        reading: "1: nothing can improve",
        sources: &[
            "Bogetoft, P., Hougaard, J. L. (1999). Efficiency evaluations based on potential (non-proportional) improvements. Journal of Productivity Analysis 12.",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\nc,x,1\na,y,2\nb,y,1\nc,y,1\n")
            .gives("a: 1; b: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        score_units(board, Peers::of, |_, peers, unit| {
            let all: Vec<usize> = (0..peers.units()).collect();
            let row = peers.row(unit);
            let mut d = vec![];
            for c in 0..peers.criteria {
                let mut alone = vec![0.0; peers.criteria];
                alone[c] = 1.0;
                d.push(furthest(peers, row, &alone, &all)?.max(0.0));
            }
            if d.iter().all(|x| *x < 1e-12) {
                return Ok(1.0);
            }
            let beta = furthest(peers, row, &d, &all)?.max(0.0);
            let part = |(z, d): (&f64, &f64)| if *d < 1e-12 { 1.0 } else { z / (z + beta * d) };
            Ok(row.iter().zip(&d).map(part).sum::<f64>() / d.len() as f64)
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RatioInvariant, Within(0.0, 1.0)]
    }
}
