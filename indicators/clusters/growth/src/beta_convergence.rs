//! Do those who start poor grow faster? (1/T) ln(y_T/y_0) on ln y_0.
use crate::{
    ends::{Ends, refused},
    least_squares,
};
use mercatoria_core::{PanelLaw::*, *};
use mercatoria_numeric::{
    distribution::{fisher_f, student_t},
    elementary::{ln, ln_1p},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The growth that is explained.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Dependent {
    /// (1/T) ln(y_T/y_0): a year's mean; λ = −ln(1 + βT)/T.
    #[default]
    Annual,
    /// ln(y_T/y_0): of the whole span; λ = −ln(1 + β)/T.
    Total,
}
/// Absolute β-convergence.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BetaConvergence {
    /// The column; without, the first one.
    pub column: String,
    /// First period; without, that of the panel.
    pub from: String,
    /// Last period; without, that of the panel.
    pub to: String,
    /// The growth that is explained.
    pub dependent: Dependent,
}
const QUANTITIES: &[&str] = &[
    "alpha",
    "beta",
    "se_alpha",
    "se_beta",
    "t_alpha",
    "t_beta",
    "p_alpha",
    "p_beta",
    "lambda",
    "half_life",
    "r_squared",
    "f",
    "df1",
    "df2",
    "p",
    "observations",
];

impl Indicator for BetaConvergence {
    type Input<'a> = Panel;
    type Output = Values;
    const CARD: Card = Card {
        id: "growth.beta_convergence",
        title: "β-convergence",
        formula: "(1/T) ln(y_T/y_0) = α + β ln y_0; speed λ = −ln(1 + βT)/T; half-life ln 2/λ",
        form: Form::Table(&[], QUANTITIES),
        reading: "β below 0: who started lower grew faster; half-life: time in which half the gap closes, in the unit of the period labels",
        sources: &[
            "Barro, R. J. and Sala-i-Martin, X. (1992). Convergence. Journal of Political Economy 100(2).",
        ],
        peers: &[
            "REAT 3.0 takes the speed −ln(1 + β)/T of a β that is already per year: five times too slow on five years. Its α, β, errors and R² are right.",
        ],
        example: Example::csv("unit,period,y\nA,2000,1\nB,2000,2\nC,2000,4\nA,2001,2\nB,2001,2.8284271247461903\nC,2001,4\n")
            .gives("alpha: 0.6931471805599453; beta: -0.5; lambda: 0.6931471805599453; half_life: 1; r_squared: 1; observations: 3"),
    };
    fn compute(&self, panel: &Panel) -> Values {
        let ends = match Ends::of(panel, &self.column, &self.from, &self.to) {
            Ok(ends) => ends,
            Err(why) => return refused(panel, &self.column, QUANTITIES.len(), why),
        };
        let mut out = match beta_convergence(&ends.first, &ends.last, ends.time, self.dependent) {
            Ok(cells) => cells.into_iter().collect(),
            Err(why) => Values::undefined(QUANTITIES.len(), why),
        };
        ends.note(&mut out);
        out
    }
    fn laws(&self) -> Vec<PanelLaw> {
        vec![
            Units,
            Holds(
                "the speed turns gaps to e^(−λT) of themselves",
                Predicate(|panel, values| {
                    let at = |q: usize| values.get(q).point();
                    let (Some(beta), Some(lambda)) = (at(1), at(8)) else {
                        return Ok(false);
                    };
                    let periods = &panel.dims[Panel::PERIOD];
                    let year = |p: usize| periods.label(p).parse::<f64>().unwrap_or(f64::NAN);
                    let t = year(periods.len() - 1) - year(0);
                    let left = mercatoria_numeric::elementary::exp(-lambda * t);
                    let (annual, total) = (1.0 + beta * t, 1.0 + beta);
                    if (left - annual).abs() > 1e-9 * left.max(1.0)
                        && (left - total).abs() > 1e-9 * left.max(1.0)
                    {
                        return Err(format!("e^(−λT) is {left}, 1 + βT {annual}"));
                    }
                    Ok(true)
                }),
            ),
        ]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("reat-3.0", Self::default())]
    }
}

/// The quantities of the unit, from values at both ends and the time between.
///
/// # Errors
/// `OutOfDomain` for a value that is not above 0, `TooFew` units, `Constant` values.
pub fn beta_convergence(
    first: &[f64],
    last: &[f64],
    time: f64,
    dependent: Dependent,
) -> Result<Vec<Measure>, Undefined> {
    if first.iter().chain(last).any(|y| *y <= 0.0) {
        return Err(Undefined::OutOfDomain);
    }
    let per = match dependent {
        Dependent::Annual => time,
        Dependent::Total => 1.0,
    };
    let growth: Vec<f64> = first
        .iter()
        .zip(last)
        .map(|(a, b)| ln(b / a) / per)
        .collect();
    let start: Vec<f64> = first.iter().map(|y| ln(*y)).collect();
    let fit = least_squares(&growth, &[&start])?;
    let freedom = fit.freedom as f64;
    let (beta, errors) = (fit.coefficients[1], &fit.errors);
    let decided = |x: f64| {
        if x.is_finite() {
            Ok(x)
        } else {
            Err(Undefined::TooFew)
        }
    };
    let t = |i: usize| -> Measure {
        match errors[i] {
            e if e > 0.0 => Ok(fit.coefficients[i] / e),
            0.0 => Err(Undefined::ZeroVariance),
            _ => Err(Undefined::TooFew),
        }
    };
    let p = |i: usize| -> Measure { Ok(student_t::two_sided(t(i)?, freedom)) };
    let (lambda, half_life) = speed(beta, time, dependent);
    let f = t(1).map(|t| t * t);
    Ok(vec![
        Ok(fit.coefficients[0]),
        Ok(beta),
        decided(errors[0]),
        decided(errors[1]),
        t(0),
        t(1),
        p(0),
        p(1),
        lambda,
        half_life,
        Ok(fit.r_squared),
        f,
        Ok(1.0),
        Ok(freedom),
        f.map(|f| fisher_f::survival(f, 1.0, freedom)),
        Ok(first.len() as f64),
    ])
}

/// Speed and half-life of convergence.
///
/// ```
/// use mercatoria_growth::{Dependent, speed};
/// let (lambda, half_life) = speed(-0.1, 5.0, Dependent::Annual); // half the gap closes in five years
/// assert!((half_life.unwrap() - 5.0).abs() < 1e-12 && (lambda.unwrap() - 2f64.ln() / 5.0).abs() < 1e-15);
/// ```
pub fn speed(beta: f64, time: f64, dependent: Dependent) -> (Measure, Measure) {
    let closed = match dependent {
        Dependent::Annual => beta * time,
        Dependent::Total => beta,
    };
    if closed <= -1.0 + 1e-12 {
        // Who was behind is ahead now: there is no speed that a gap would close at.
        return (Err(Undefined::OutOfDomain), Err(Undefined::OutOfDomain));
    }
    let lambda = -ln_1p(closed) / time;
    let half_life = if lambda > 0.0 {
        Ok(std::f64::consts::LN_2 / lambda)
    } else {
        Err(Undefined::NotApplicable)
    };
    (Ok(lambda), half_life)
}
