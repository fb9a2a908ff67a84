//! Stable preference ordering towards the ideal solution.
use crate::{Scores, method::rank_units, method::total};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{ByCriterion, Decision};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Stable preference ordering towards the ideal solution.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
pub struct Spotis {
    /// Bounds by criterion, `[min, max]`; without, the range of the values.
    pub bounds: ByCriterion<[Finite; 2]>,
    /// Ideal value by criterion; without, the better bound.
    pub ideal: ByCriterion<Finite>,
}

impl Indicator for Spotis {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.spotis",
        title: "Stable preference ordering towards the ideal solution",
        formula: "P = Σ w |x − s|/(max − min), s the ideal within given bounds",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &["score", "rank"]),
        reading: "0: the ideal; lower is better. With given bounds no rank reversal",
        sources: &[
            "Dezert, J., Tchamova, A., Han, D., Tacnet, J.-M. (2020). The SPOTIS rank reversal free method for multi-criteria decision-making support. FUSION 2020.",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\n")
            .gives("b, score: 0; a, score: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        rank_units(board, 2, |table| {
            let bounds = bounds(board, table, &self.bounds);
            let ideal = better_bound(board, table, &bounds, &self.ideal);
            spotis(table, &bounds, &ideal)
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![
            ("pymcdm-1.4", Self::default()),
            ("scikit-criteria-0.10", Self::default()),
        ]
    }
}

/// Weighted distances to an ideal point within bounds.
pub fn spotis(table: &Decision, bounds: &[(f64, f64)], ideal: &[f64]) -> Result<Scores, Undefined> {
    if bounds
        .iter()
        .zip(ideal)
        .any(|((low, high), s)| low > high || s < low || s > high)
    {
        return Err(Undefined::OutOfDomain);
    }
    Ok(Scores::smaller(total(table, |c, u| {
        let (low, high) = bounds[c];
        if low == high {
            0.0
        } else {
            table.weights[c] * (table.columns[c][u] - ideal[c]).abs() / (high - low)
        }
    })))
}

/// Given bounds, else the range of the values.
pub(crate) fn bounds(
    board: &Scoreboard,
    table: &Decision,
    given: &ByCriterion<[Finite; 2]>,
) -> Vec<(f64, f64)> {
    (0..table.criteria())
        .map(|c| match given.get(board.criteria.label(c)) {
            Some(ends) => (ends[0].get(), ends[1].get()),
            None => mercatoria_normalisation::extremes(&table.columns[c]),
        })
        .collect()
}
/// Given points, else the better bound of each criterion.
pub(crate) fn better_bound(
    board: &Scoreboard,
    table: &Decision,
    bounds: &[(f64, f64)],
    given: &ByCriterion<Finite>,
) -> Vec<f64> {
    (0..table.criteria())
        .map(|c| match given.get(board.criteria.label(c)) {
            Some(point) => point.get(),
            None if table.benefit[c] => bounds[c].1,
            None => bounds[c].0,
        })
        .collect()
}
