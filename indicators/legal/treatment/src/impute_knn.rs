//! The mean of the nearest units for missing cells.
use crate::{filled, known_stay};
use mercatoria_core::{ScoreboardLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Imputation by nearest neighbours.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ImputeKnn {
    /// Number of neighbours.
    pub k: Count,
}
impl Default for ImputeKnn {
    fn default() -> Self {
        Self { k: Count::new(5) }
    }
}

impl Indicator for ImputeKnn {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "treatment.impute_knn",
        title: "Nearest neighbours for missing cells",
        formula: "mean over the k nearest units that know the cell; distance: root mean square of the min-max values known for both; ties at the k-th place all count",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::CRITERION, Scoreboard::PERIOD],
            &[],
        ),
        reading: "known cells are untouched; a note counts the imputed ones. Periods by themselves",
        sources: &[
            "Troyanskaya, O. et al. (2001). Missing value estimation methods for DNA microarrays. Bioinformatics 17(6).",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,1\nc,x,9\na,y,2\nb,y,\nc,y,8\n")
            .params(r#"{"k":1}"#)
            .gives("b,y: 2"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let cells = neighbours(board, |near, _| {
            let k = self.k.get() as usize;
            let last = near.get(k - 1).map_or(f64::INFINITY, |(d, _)| *d);
            let close: Vec<f64> = near
                .iter()
                .take_while(|(d, _)| *d <= last)
                .map(|(_, x)| *x)
                .collect();
            close.iter().sum::<f64>() / close.len() as f64
        });
        filled(board, &cells)
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![
            RelabelUnits,
            Holds("known cells are untouched", Predicate(known_stay)),
        ]
    }
}
/// Fills each missing cell by a rule from the (distance, value) of the units that know it, nearest first.
pub(crate) fn neighbours(
    board: &Scoreboard,
    rule: impl Fn(&[(f64, f64)], usize) -> f64,
) -> Vec<f64> {
    let (n, q) = (board.units.len(), board.criteria.len());
    let mut cells = crate::all_cells(board);
    for period in 0..board.periods.len() {
        let table = board.table(period);
        let ends: Vec<(f64, f64)> = (0..q)
            .map(|c| {
                mercatoria_normalisation::extremes(&mercatoria_normalisation::known(
                    &board.column(period, c),
                ))
            })
            .collect();
        let distance = |a: usize, b: usize| {
            let (mut sum, mut count) = (0.0, 0.0);
            for c in 0..q {
                let (x, y) = (table[a * q + c], table[b * q + c]);
                let range = ends[c].1 - ends[c].0;
                if !x.is_nan() && !y.is_nan() && range > 0.0 {
                    sum += ((x - y) / range) * ((x - y) / range);
                    count += 1.0;
                }
            }
            if count > 0.0 {
                Some((sum / count).sqrt())
            } else {
                None
            }
        };
        for unit in 0..n {
            for c in 0..q {
                if !table[unit * q + c].is_nan() {
                    continue;
                }
                let mut near: Vec<(f64, f64)> = (0..n)
                    .filter(|other| !table[other * q + c].is_nan())
                    .filter_map(|other| Some((distance(unit, other)?, table[other * q + c])))
                    .collect();
                near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
                if !near.is_empty() {
                    cells[(period * n + unit) * q + c] = rule(&near, (period * n + unit) * q + c);
                }
            }
        }
    }
    cells
}
