//! What all scales share: the values they are fitted to, and how a fitted rule is applied to the cells.
use mercatoria_core::{Measure, Scoreboard, Undefined, Value, Values};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A value by criterion, overriding the common one.
pub type ByCriterion<T> = BTreeMap<String, T>;

/// The values that a scale is fitted to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reference {
    /// All periods together: growth stays visible.
    #[default]
    Panel,
    /// Each period by itself: only the standing within the period is seen.
    Period,
    /// The first period, frozen: later values may leave the scale.
    First,
}
impl Reference {
    /// The known values of a criterion that the scale of this period is fitted to.
    pub fn column(self, board: &Scoreboard, period: usize, criterion: usize) -> Vec<f64> {
        let periods = match self {
            Reference::Panel => 0..board.periods.len(),
            Reference::Period => period..period + 1,
            Reference::First => 0..1,
        };
        periods
            .flat_map(|period| board.column(period, criterion))
            .filter(|x| !x.is_nan())
            .collect()
    }
}
/// What a column without differences gives.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConstantColumn {
    /// The reason.
    #[default]
    Undefined,
    /// The middle of the scale.
    Middle,
}

/// Smallest and largest; of no numbers, (∞, −∞).
pub fn extremes(xs: &[f64]) -> (f64, f64) {
    xs.iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| {
            (low.min(*x), high.max(*x))
        })
}
/// Are all equal?
pub fn is_constant(xs: &[f64]) -> bool {
    xs.windows(2).all(|w| w[0] == w[1])
}
/// Those that are numbers.
pub fn known(xs: &[f64]) -> Vec<f64> {
    xs.iter().copied().filter(|x| !x.is_nan()).collect()
}

/// Applies to each known cell the rule fitted to its criterion; a cell that is not known keeps its reason.
pub(crate) fn fitted<F: Fn(f64) -> Measure>(
    board: &Scoreboard,
    reference: Reference,
    fit: impl Fn(usize, &[f64], bool) -> Result<F, Undefined>,
) -> Values {
    board.by_cell(|period, criterion| {
        let values = reference.column(board, period, criterion);
        let rule = if values.is_empty() {
            Err(Undefined::Missing)
        } else {
            fit(criterion, &values, board.benefit(criterion))
        };
        board
            .criterion(period, criterion)
            .map(|x| match &rule {
                Ok(rule) => rule(x?),
                Err(why) => x.and(Err(*why)),
            })
            .collect()
    })
}

/// A better cell never gets a lower score than a worse one of its criterion in its period.
pub fn order_kept(board: &Scoreboard, scores: &Values) -> Result<bool, String> {
    let (units, criteria, periods) = (board.units.len(), board.criteria.len(), board.periods.len());
    let mut compared = false;
    for criterion in 0..criteria {
        for period in 0..periods {
            let sign = board.direction(criterion);
            let mut pairs: Vec<(f64, f64)> = (0..units)
                .filter_map(|unit| {
                    let x = board.number(period, unit, criterion);
                    match scores.get((unit * criteria + criterion) * periods + period) {
                        Value::Point(z) if !x.is_nan() => Some((sign * x, z)),
                        _ => None,
                    }
                })
                .collect();
            pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
            for pair in pairs.windows(2) {
                let (a, b) = (pair[0], pair[1]);
                let slack = 1e-12 * a.1.abs().max(b.1.abs()).max(1e-300);
                if a.0 < b.0 {
                    compared = true;
                    if a.1 > b.1 + slack {
                        return Err(format!(
                            "{} is worse than {} but scores {} against {}",
                            a.0, b.0, a.1, b.1
                        ));
                    }
                }
            }
        }
    }
    Ok(compared)
}
