//! Reference ideal method.
use crate::{Scores, method::rank_units, method::total};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{ByCriterion, Decision};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Reference ideal method.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
pub struct Rim {
    /// Range by criterion; without, that of the values.
    pub range: ByCriterion<[Finite; 2]>,
    /// Ideal interval by criterion; without, the better end of the range.
    pub ideal: ByCriterion<[Finite; 2]>,
}

impl Indicator for Rim {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.rim",
        title: "Reference ideal method",
        formula: "R = I⁻/(I⁺ + I⁻), weighted Euclidean distances of y to 1 and 0, y the closeness to an ideal interval",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &["score", "rank"]),
        reading: "1: inside every ideal interval",
        sources: &[
            "Cables, E., Lamata, M. T., Verdegay, J. L. (2016). RIM: reference ideal method in multicriteria decision making. Information Sciences 337–338.",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\n")
            .gives("b, score: 1; a, score: 0"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        rank_units(board, 2, |table| {
            let range = crate::spotis::bounds(board, table, &self.range);
            let best = crate::spotis::better_bound(board, table, &range, &ByCriterion::new());
            let ideal: Vec<(f64, f64)> = (0..table.criteria())
                .map(|c| match self.ideal.get(board.criteria.label(c)) {
                    Some(ends) => (ends[0].get(), ends[1].get()),
                    None => (best[c], best[c]),
                })
                .collect();
            rim(table, &range, &ideal)
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits, Within(0.0, f64::MAX)]
    }
}

/// Relative index from ranges and ideals.
pub fn rim(
    table: &Decision,
    range: &[(f64, f64)],
    ideal: &[(f64, f64)],
) -> Result<Scores, Undefined> {
    for ((low, high), (from, to)) in range.iter().zip(ideal) {
        if low > high || from > to || from < low || to > high {
            return Err(Undefined::OutOfDomain);
        }
    }
    let y = |c: usize, u: usize| {
        let (x, (low, high), (from, to)) = (table.columns[c][u], range[c], ideal[c]);
        if x < low || x > high {
            0.0
        } else if x < from {
            1.0 - (from - x) / (from - low)
        } else if x > to {
            1.0 - (x - to) / (high - to)
        } else {
            1.0
        }
    };
    let length = |to: f64| -> Vec<f64> {
        let square = |c: usize, u: usize| {
            let d = table.weights[c] * (y(c, u) - to);
            d * d
        };
        total(table, square).into_iter().map(f64::sqrt).collect()
    };
    let (plus, minus) = (length(1.0), length(0.0));
    Ok(Scores::larger(
        plus.iter().zip(&minus).map(|(p, m)| m / (p + m)).collect(),
    ))
}
