//! What data-driven weights share: which rows are read, and shares of a total.
use mercatoria_core::{Predicate, Scoreboard, ScoreboardLaw, Undefined, Values};
use mercatoria_normalisation::Decision;
use mercatoria_numeric::sum::sum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Over which periods the weights are taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Over {
    /// All periods together: scores of different years stay comparable.
    #[default]
    Panel,
    /// Each period by itself.
    Period,
}

/// Shares of the total; [`Undefined::Constant`] where there is nothing to share.
///
/// ```
/// assert_eq!(mercatoria_weighting::shares(vec![1.0, 3.0]), Ok(vec![0.25, 0.75]));
/// ```
pub fn shares(amounts: Vec<f64>) -> Result<Vec<f64>, Undefined> {
    let total = sum(&amounts);
    if total > 0.0 && total.is_finite() {
        Ok(amounts.into_iter().map(|x| x / total).collect())
    } else {
        Err(Undefined::Constant)
    }
}

/// Weights by criterion and period from the units without a gap.
pub(crate) fn from_data(
    board: &Scoreboard,
    over: Over,
    rule: impl Fn(&Decision) -> Result<Vec<f64>, Undefined>,
) -> Values {
    let (q, periods) = (board.criteria.len(), board.periods.len());
    let weights = |range: std::ops::Range<usize>| {
        let wanted = range.len() * board.units.len();
        let table = Decision::of(board, range);
        if table.units() == 0 {
            return (Err(Undefined::Missing), wanted);
        }
        (rule(&table), wanted - table.units())
    };
    let pooled = (over == Over::Panel).then(|| weights(0..periods));
    let mut left_out = pooled.as_ref().map_or(0, |(_, gaps)| *gaps);
    let yearly: Vec<_> = match &pooled {
        Some(one) => vec![one.0.clone(); periods],
        None => (0..periods)
            .map(|period| {
                let (weights, gaps) = weights(period..period + 1);
                left_out += gaps;
                weights
            })
            .collect(),
    };
    let mut out = board.by_period(q, 1, |period| match &yearly[period] {
        Ok(weights) => weights.iter().map(|w| Ok(*w)).collect(),
        Err(why) => vec![Err(*why); q],
    });
    if left_out > 0 {
        out.note(
            "incomplete_units",
            format!("{left_out} units with a missing cell were left out"),
        );
    }
    out
}

/// The law that the weights of each period add up to 1.
pub(crate) fn adds_up() -> ScoreboardLaw {
    fn check(board: &Scoreboard, values: &Values) -> Result<bool, String> {
        let (q, periods) = (board.criteria.len(), board.periods.len());
        let mut compared = false;
        for period in 0..periods {
            let weights: Option<Vec<f64>> = (0..q)
                .map(|c| values.get(c * periods + period).point())
                .collect();
            let Some(weights) = weights else { continue };
            compared = true;
            let total: f64 = weights.iter().sum();
            if (total - 1.0).abs() > 1e-12 || weights.iter().any(|w| *w < 0.0) {
                return Err(format!("{weights:?} add up to {total}"));
            }
        }
        Ok(compared)
    }
    ScoreboardLaw::Holds(
        "weights are not negative and add up to 1 in each period",
        Predicate(check),
    )
}
