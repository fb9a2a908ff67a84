//! Characteristic objects method.
use crate::{Scores, method::rank_units};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{ByCriterion, Decision};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Characteristic objects method.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
pub struct Comet {
    /// Characteristic values by criterion, ascending; without, minimum, middle and maximum.
    pub values: ByCriterion<Vec<Finite>>,
}

impl Indicator for Comet {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.comet",
        title: "Characteristic objects method",
        formula: "Σ over objects of Π memberships · preference; triangular fuzzy values, preferences by comparing all objects",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &["score", "rank"]),
        reading: "between 0 (worst object) and 1 (best object); no rank reversal for given values",
        sources: &[
            "Sałabun, W. (2015). The characteristic objects method: a new distance-based approach to multicriteria decision-making problems. Journal of Multi-Criteria Decision Analysis 22(1–2).",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\n")
            .gives("b, score: 1; a, score: 0"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        rank_units(board, 2, |table| {
            let values: Vec<Vec<f64>> = (0..table.criteria())
                .map(|c| match self.values.get(board.criteria.label(c)) {
                    Some(given) => given.iter().map(|v| v.get()).collect(),
                    None => {
                        let (low, high) = mercatoria_normalisation::extremes(&table.columns[c]);
                        let middle = low + (high - low) / 2.0;
                        if low < middle && middle < high {
                            vec![low, middle, high]
                        } else {
                            vec![low]
                        }
                    }
                })
                .collect();
            comet(table, &values)
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits, Within(0.0, f64::MAX)]
    }
}

/// Preferences from characteristic values by criterion (ascending). The expert function is the weighted sum of the values between the ends of each criterion.
pub fn comet(table: &Decision, values: &[Vec<f64>]) -> Result<Scores, Undefined> {
    let sizes: Vec<usize> = values.iter().map(Vec::len).collect();
    let objects: usize = sizes.iter().product();
    if objects > 200_000 {
        return Err(Undefined::OutOfDomain);
    }
    if values
        .iter()
        .any(|v| v.is_empty() || v.windows(2).any(|w| w[0] >= w[1]))
    {
        return Err(Undefined::ZeroRange);
    }
    let places = |object: usize| {
        let mut rest = object;
        sizes
            .iter()
            .map(|size| {
                let at = rest % size;
                rest /= size;
                at
            })
            .collect::<Vec<usize>>()
    };
    let judged: Vec<f64> = (0..objects)
        .map(|object| {
            let mut sum = 0.0;
            for (c, at) in places(object).into_iter().enumerate() {
                let (low, high) = (values[c][0], values[c][sizes[c] - 1]);
                let share = if high > low {
                    (values[c][at] - low) / (high - low)
                } else {
                    1.0
                };
                sum += table.weights[c] * if table.benefit[c] { share } else { 1.0 - share };
            }
            // Objects that are equal but for rounding are one.
            (sum * 1e12).round() / 1e12
        })
        .collect();
    let levels = mercatoria_numeric::order::ranks(&judged, mercatoria_numeric::order::Ties::Dense);
    let top = levels.iter().copied().fold(1.0, f64::max);
    let preference = |object: usize| {
        if top > 1.0 {
            (levels[object] - 1.0) / (top - 1.0)
        } else {
            1.0
        }
    };
    // At most two neighbouring values of each criterion have a membership.
    let member = |c: usize, u: usize| -> Vec<(usize, f64)> {
        let (x, v) = (
            table.columns[c][u].clamp(values[c][0], values[c][sizes[c] - 1]),
            &values[c],
        );
        let right = v.iter().position(|w| *w >= x).unwrap_or(v.len() - 1);
        if right == 0 || v[right] == x {
            return vec![(right, 1.0)];
        }
        let share = (x - v[right - 1]) / (v[right] - v[right - 1]);
        vec![(right - 1, 1.0 - share), (right, share)]
    };
    let score = |u: usize| {
        let mut paths = vec![(0, 1, 1.0)];
        for (c, size) in sizes.iter().enumerate() {
            let members = member(c, u);
            paths = paths
                .iter()
                .flat_map(|(object, stride, weight)| {
                    members
                        .iter()
                        .map(move |(at, m)| (object + at * stride, stride * size, weight * m))
                })
                .collect();
        }
        paths
            .iter()
            .map(|(object, _, weight)| weight * preference(*object))
            .sum()
    };
    Ok(Scores::larger((0..table.units()).map(score).collect()))
}
