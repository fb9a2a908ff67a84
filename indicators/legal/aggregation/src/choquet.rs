//! Means in which criteria work together.
use crate::generalised_mean::has_cost;
use mercatoria_core::{ScoreboardLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Choquet integral of a capacity with interactions of pairs.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Choquet {
    /// Interaction of two criteria, `{"a,b": 0.2}`: above 0 they need each other, below 0 they stand in for each other. The
    /// effective weights of the criteria are their Shapley values.
    pub interactions: BTreeMap<String, Finite>,
}

impl Indicator for Choquet {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "aggregation.choquet",
        title: "Choquet integral",
        formula: "Σ φ_i x_i − ½ Σ_{i<j} I_ij |x_i − x_j|, φ Shapley values, I interactions",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &[]),
        reading: "the weighted mean where no interaction is given; lower for uneven profiles of criteria that need each other",
        sources: &[
            "Grabisch, M. (1997). k-order additive discrete fuzzy measures and their representation. Fuzzy Sets and Systems 92(2).",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\na,y,3\n")
            .params(r#"{"interactions":{"x,y":1}}"#)
            .gives("a: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let pairs = self.pairs(board);
        let weights = board.effective_weights();
        board.by_period(board.units.len(), 1, |period| {
            (0..board.units.len())
                .map(|unit| {
                    let pairs = pairs.as_ref().map_err(|why| *why)?;
                    if has_cost(board) {
                        return Err(Undefined::CostNotTurned);
                    }
                    let row = board.row(period, unit);
                    if row.iter().any(|x| x.is_nan()) {
                        return Err(Undefined::Missing);
                    }
                    Ok(choquet(&row, &weights, pairs))
                })
                .collect()
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits, Between, Monotone]
    }
}
impl Choquet {
    /// The interactions by place; [`Undefined::Infeasible`] where some weight of a coalition would be negative.
    fn pairs(&self, board: &Scoreboard) -> Result<Vec<(usize, usize, f64)>, Undefined> {
        let place = |label: &str| {
            board
                .criteria
                .position(label.trim())
                .ok_or(Undefined::OutsideReference)
        };
        let mut pairs = vec![];
        for (labels, interaction) in &self.interactions {
            let (a, b) = labels.split_once(',').ok_or(Undefined::OutOfDomain)?;
            let (a, b) = (place(a)?, place(b)?);
            if a == b {
                return Err(Undefined::OutOfDomain);
            }
            pairs.push((a, b, interaction.get()));
        }
        for (i, weight) in board.effective_weights().iter().enumerate() {
            let of_i = pairs.iter().filter(|(a, b, _)| *a == i || *b == i);
            let half: f64 = of_i.map(|(_, _, x)| x.abs() / 2.0).sum();
            if weight - half < -1e-12 {
                return Err(Undefined::Infeasible);
            }
        }
        Ok(pairs)
    }
}
/// Choquet integral from Shapley values and interactions of pairs.
///
/// ```
/// assert_eq!(mercatoria_aggregation::choquet(&[1.0, 3.0], &[0.5, 0.5], &[(0, 1, 1.0)]), 1.0);
/// ```
pub fn choquet(xs: &[f64], shapley: &[f64], interactions: &[(usize, usize, f64)]) -> f64 {
    let mean: f64 = xs.iter().zip(shapley).map(|(x, w)| w * x).sum();
    let uneven: f64 = interactions
        .iter()
        .map(|(a, b, i)| i * (xs[*a] - xs[*b]).abs())
        .sum();
    mean - uneven / 2.0
}
