//! Weights on sorted values.
use crate::{ZeroRule, generalised_mean::has_cost, power_mean};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_numeric::order::sorted;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Ordered weighted average.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Owa {
    /// Weights from the largest value to the smallest; without, those of `at_least` or `more_than`, else equal ones.
    pub weights: Vec<Amount>,
    /// The mean of this many largest values.
    pub at_least: Option<Count>,
    /// The mean of this many smallest values.
    pub more_than: Option<Count>,
    /// Power of the mean: 1 arithmetic, 0 geometric.
    pub p: Finite,
}
impl Default for Owa {
    fn default() -> Self {
        Self {
            weights: vec![],
            at_least: None,
            more_than: None,
            p: Finite::new(1.0),
        }
    }
}

impl Indicator for Owa {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "aggregation.owa",
        title: "Ordered weighted average",
        formula: "(Σ v_k x_(k)ᵖ)^(1/p), x_(1) ≥ x_(2) ≥ …; orness Σ v_k (n − k)/(n − 1)",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::PERIOD],
            &["score", "orness"],
        ),
        reading: "between the smallest (orness 0) and the largest value (orness 1); criteria have no weights of their own",
        sources: &[
            "Yager, R. R. (1988). On ordered weighted averaging aggregation operators in multicriteria decision making. IEEE Transactions on Systems, Man, and Cybernetics 18(1).",
        ],
        peers: &[
            "Compind 3.4 means by \"at least j\" the mean of the j largest and by \"more than j\" that of the j smallest; the parameters here are the same.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\na,y,4\na,z,3\n")
            .params(r#"{"weights":[0.5,0.5,0]}"#)
            .gives("a, score: 3.5; a, orness: 0.75"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        board.by_period(board.units.len(), 2, |period| {
            (0..board.units.len())
                .flat_map(|unit| {
                    if has_cost(board) {
                        return [Err(Undefined::CostNotTurned); 2];
                    }
                    let row = board.row(period, unit);
                    if row.iter().any(|x| x.is_nan()) {
                        return [Err(Undefined::Missing); 2];
                    }
                    match self.order_weights(row.len()) {
                        Ok(weights) => [owa(&row, &weights, self.p.get()), orness(&weights)],
                        Err(why) => [Err(why); 2],
                    }
                })
                .collect()
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits]
    }
}
impl Owa {
    fn order_weights(&self, n: usize) -> Result<Vec<f64>, Undefined> {
        let window =
            |from: usize, to: usize| (0..n).map(|k| f64::from(k >= from && k < to)).collect();
        let weights: Vec<f64> = match (self.weights.is_empty(), self.at_least, self.more_than) {
            (false, _, _) => self.weights.iter().map(|w| w.get()).collect(),
            (_, Some(j), _) => window(0, (j.get() as usize).min(n)),
            (_, _, Some(j)) => window(n - (j.get() as usize).min(n), n),
            _ => vec![1.0; n],
        };
        if weights.len() != n {
            return Err(Undefined::OutOfDomain);
        }
        mercatoria_weighting::shares(weights).map_err(|_| Undefined::ZeroDenominator)
    }
}
/// Ordered weighted average of values, weights from the largest value on.
///
/// ```
/// assert_eq!(mercatoria_aggregation::owa(&[1.0, 4.0], &[1.0, 0.0], 1.0), Ok(4.0));
/// ```
pub fn owa(xs: &[f64], weights: &[f64], p: f64) -> Measure {
    let mut values = sorted(xs);
    values.reverse();
    power_mean(&values, weights, p, ZeroRule::Undefined)
}
fn orness(weights: &[f64]) -> Measure {
    let n = weights.len() as f64;
    if n < 2.0 {
        return Err(Undefined::OneLabel);
    }
    let at = weights.iter().zip(1..).map(|(w, k)| w * (n - f64::from(k)));
    Ok(at.sum::<f64>() / (n - 1.0))
}
