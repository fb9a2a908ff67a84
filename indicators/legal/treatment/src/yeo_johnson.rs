//! A power transformation for values of any sign.
use crate::{box_cox::maximum, by_column};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::is_constant;
use mercatoria_numeric::{
    elementary::{exp_m1, ln, ln_1p},
    moments,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Yeo-Johnson transformation.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct YeoJohnson {
    /// Exponent; `null`: the most likely one under normality.
    pub lambda: Option<Finite>,
}

impl Indicator for YeoJohnson {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "treatment.yeo_johnson",
        title: "Yeo-Johnson transformation",
        formula: "((x + 1)^λ − 1)/λ for x ≥ 0 (ln(x + 1) at λ = 0); −((1 − x)^(2−λ) − 1)/(2 − λ) for x < 0 (−ln(1 − x) at λ = 2)",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::CRITERION, Scoreboard::PERIOD],
            &[],
        ),
        reading: "order is kept; λ = 1 changes nothing",
        sources: &[
            "Yeo, I.-K., Johnson, R. A. (2000). A new family of power transformations to improve normality or symmetry. Biometrika 87(4).",
        ],
        example: Example::csv("unit,criterion,value\na,x,-1\nb,x,3\n")
            .params(r#"{"lambda":1}"#)
            .gives("a,x: -1; b,x: 3"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        by_column(board, |_, known| {
            let lambda = match self.lambda {
                Some(lambda) => lambda.get(),
                None if is_constant(known) => return Err(Undefined::Constant),
                None => {
                    let jacobian: f64 = known.iter().map(|x| x.signum() * ln_1p(x.abs())).sum();
                    let n = known.len() as f64;
                    maximum(-5.0, 5.0, |lambda| {
                        let variance =
                            moments::variance(&yeo_johnson(known, lambda), 0).unwrap_or(0.0);
                        -n / 2.0 * ln(variance.max(1e-300)) + (lambda - 1.0) * jacobian
                    })
                }
            };
            Ok(yeo_johnson(known, lambda))
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        // The most likely exponent is found to some nine digits only.
        if self.lambda.is_some() {
            vec![RelabelUnits]
        } else {
            vec![]
        }
    }
}
/// The transformation of numbers of any sign.
///
/// ```
/// assert_eq!(mercatoria_treatment::yeo_johnson(&[-1.0, 3.0], 1.0), [-1.0, 3.0]);
/// ```
pub fn yeo_johnson(xs: &[f64], lambda: f64) -> Vec<f64> {
    let power = |size: f64, e: f64| {
        if e == 0.0 {
            ln_1p(size)
        } else {
            exp_m1(e * ln_1p(size)) / e
        }
    };
    xs.iter()
        .map(|x| {
            if lambda == 1.0 {
                *x
            } else if *x >= 0.0 {
                power(*x, lambda)
            } else {
                -power(-x, 2.0 - lambda)
            }
        })
        .collect()
}
