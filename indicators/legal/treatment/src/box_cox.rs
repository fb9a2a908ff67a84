//! ((x − min + 1)^λ − 1) / λ.
use crate::by_column;
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{ByCriterion, extremes, is_constant};
use mercatoria_numeric::elementary::{exp_m1, ln};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Box-Cox transformation.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BoxCox {
    /// Exponent; 0 is the logarithm. `null`: the most likely one under normality.
    pub lambda: Option<Finite>,
    /// Exponents by criterion.
    pub by_criterion: ByCriterion<Finite>,
    /// Shift each column so that its smallest value is 1; without, values must be positive.
    pub makepos: bool,
}
impl Default for BoxCox {
    fn default() -> Self {
        Self {
            lambda: None,
            by_criterion: ByCriterion::new(),
            makepos: true,
        }
    }
}

impl Indicator for BoxCox {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "treatment.box_cox",
        title: "Box-Cox transformation",
        formula: "((x − min + 1)^λ − 1)/λ; ln(x − min + 1) for λ = 0; without λ, argmax of −n/2 ln σ² + (λ − 1) Σ ln(x − min + 1)",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::CRITERION, Scoreboard::PERIOD],
            &[],
        ),
        reading: "order is kept",
        sources: &[
            "Box, G. E. P., Cox, D. R. (1964). An analysis of transformations. Journal of the Royal Statistical Society B 26(2).",
        ],
        peers: &["COINr 1.1 needs the exponent to be given."],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,4\n")
            .params(r#"{"lambda":0.5}"#)
            .gives("a,x: 0; b,x: 2"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let notes = std::cell::RefCell::new(vec![]);
        let mut out = by_column(board, |c, known| {
            let label = board.criteria.label(c);
            let given = self.by_criterion.get(label).copied().or(self.lambda);
            let shift = if self.makepos {
                1.0 - extremes(known).0
            } else {
                0.0
            };
            let positive: Vec<f64> = known.iter().map(|x| x + shift).collect();
            if positive.iter().any(|x| *x <= 0.0) {
                return Err(Undefined::OutOfDomain);
            }
            let lambda = match given {
                Some(lambda) => lambda.get(),
                None => {
                    let found = most_likely_lambda(&positive)?;
                    notes.borrow_mut().push(format!("{label}: lambda {found}"));
                    found
                }
            };
            Ok(box_cox(&positive, lambda))
        });
        notes
            .into_inner()
            .into_iter()
            .for_each(|n| out.note("lambda", n));
        out
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        // The most likely exponent is found to some nine digits only.
        if self.lambda.is_some() {
            vec![RelabelUnits]
        } else {
            vec![]
        }
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("coinr-1.1", Self::default())]
    }
}
/// (xᵉ − 1)/e of positive numbers.
///
/// ```
/// assert_eq!(mercatoria_treatment::box_cox(&[1.0, 4.0], 0.5), [0.0, 2.0]);
/// ```
pub fn box_cox(xs: &[f64], lambda: f64) -> Vec<f64> {
    let of = |x: f64| {
        if lambda == 0.0 {
            ln(x)
        } else {
            // xᵉ − 1 without the loss of digits near x = 1 or e = 0.
            exp_m1(lambda * ln(x)) / lambda
        }
    };
    xs.iter().map(|x| of(*x)).collect()
}
/// The exponent in [−5, 5] that is most likely under normality.
pub fn most_likely_lambda(xs: &[f64]) -> Measure {
    if is_constant(xs) {
        return Err(Undefined::Constant);
    }
    let logs: f64 = xs.iter().map(|x| ln(*x)).sum();
    let likelihood = |lambda: f64| {
        let variance =
            mercatoria_numeric::moments::variance(&box_cox(xs, lambda), 0).unwrap_or(0.0);
        -(xs.len() as f64) / 2.0 * ln(variance.max(1e-300)) + (lambda - 1.0) * logs
    };
    Ok(maximum(-5.0, 5.0, likelihood))
}
/// Where a function with one peak is largest, by golden section after a grid.
pub(crate) fn maximum(low: f64, high: f64, f: impl Fn(f64) -> f64) -> f64 {
    let steps = 100;
    let at = |k: usize| low + (high - low) * k as f64 / f64::from(steps);
    let best = (0..=steps as usize).fold((f64::NEG_INFINITY, 0), |best, k| {
        let value = f(at(k));
        if value > best.0 { (value, k) } else { best }
    });
    let (mut a, mut b) = (
        at(best.1.saturating_sub(1)),
        at((best.1 + 1).min(steps as usize)),
    );
    let ratio = 0.618_033_988_749_894_9;
    for _ in 0..80 {
        let (c, d) = (b - ratio * (b - a), a + ratio * (b - a));
        if f(c) >= f(d) {
            b = d;
        } else {
            a = c;
        }
    }
    (a + b) / 2.0
}
