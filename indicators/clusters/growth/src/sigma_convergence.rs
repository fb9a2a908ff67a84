//! Does the spread of values shrink? Standard deviation or coefficient of variation at both ends, and their F test.
use crate::ends::{Ends, refused};
use mercatoria_core::{PanelLaw::*, *};
use mercatoria_numeric::{
    distribution::fisher_f,
    elementary::ln,
    moments::{mean, standard_deviation, variance},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Measure of spread.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Spread {
    /// Standard deviation.
    #[default]
    Sd,
    /// Standard deviation over the mean.
    Cv,
}
mercatoria_core::bounded! {
    /// Degrees of freedom that the mean takes: 0 or 1.
    Ddof(u32): 0 => 1, {"type": "integer", "minimum": 0, "maximum": 1};
}
/// σ-convergence.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SigmaConvergence {
    /// The column; without, the first one.
    pub column: String,
    /// First period; without, that of the panel.
    pub from: String,
    /// Last period; without, that of the panel.
    pub to: String,
    /// Measure of spread.
    pub measure: Spread,
    /// Of logarithms instead of the values themselves.
    pub log: bool,
    /// The spread divides by n less this: 0 the units are all there are, 1 they are a sample. The test takes 1 always.
    pub ddof: Ddof,
}
impl Default for SigmaConvergence {
    fn default() -> Self {
        Self {
            column: String::new(),
            from: String::new(),
            to: String::new(),
            measure: Spread::Sd,
            log: true,
            ddof: Ddof::new(0),
        }
    }
}
const QUANTITIES: &[&str] = &[
    "sigma_first",
    "sigma_last",
    "ratio",
    "f",
    "df1",
    "df2",
    "p",
    "observations",
];

impl Indicator for SigmaConvergence {
    type Input<'a> = Panel;
    type Output = Values;
    const CARD: Card = Card {
        id: "growth.sigma_convergence",
        title: "σ-convergence",
        formula: "σ = sd of ln y (or CV of y); ratio σ_0/σ_T; F = s²_0/s²_T, two-sided",
        form: Form::Table(&[], QUANTITIES),
        reading: "ratio above 1: the spread has shrunk; the test takes the two samples as independent, which a panel is not",
        sources: &[
            "Barro, R. J. and Sala-i-Martin, X. (1992). Convergence. Journal of Political Economy 100(2).",
        ],
        peers: &[
            "REAT 3.0 takes the population's standard deviation and tests with the sample variance, as here by default.",
        ],
        example: Example::csv("unit,period,y\nA,2000,1\nB,2000,5\nA,2005,2\nB,2005,4\n")
            .params("{\"log\":false}")
            .gives("sigma_first: 2; sigma_last: 1; ratio: 2; f: 4; df1: 1; df2: 1"),
    };
    fn compute(&self, panel: &Panel) -> Values {
        let ends = match Ends::of(panel, &self.column, &self.from, &self.to) {
            Ok(ends) => ends,
            Err(why) => return refused(panel, &self.column, QUANTITIES.len(), why),
        };
        let mut out = match self.cells(&ends) {
            Ok(cells) => cells.into_iter().collect(),
            Err(why) => Values::undefined(QUANTITIES.len(), why),
        };
        ends.note(&mut out);
        out
    }
    fn laws(&self) -> Vec<PanelLaw> {
        let mut laws = vec![Units];
        if (self.measure == Spread::Cv) != self.log {
            // The log of a unit is a constant; the CV has no unit.
            if self.log {
                laws.push(Holds(
                    "the ratio is that of the spreads",
                    Predicate(|_, values| {
                        let at = |q: usize| values.get(q).point();
                        match (at(0), at(1), at(2)) {
                            (Some(a), Some(b), Some(ratio))
                                if (a / b - ratio).abs() > 1e-12 * ratio =>
                            {
                                Err(format!("{a} / {b} is not {ratio}"))
                            }
                            (Some(_), Some(_), Some(_)) => Ok(true),
                            _ => Ok(false),
                        }
                    }),
                ));
            } else {
                laws.push(ScaleFree);
            }
        }
        laws
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("reat-3.0", Self::default())]
    }
}
impl SigmaConvergence {
    fn cells(&self, ends: &Ends) -> Result<Vec<Measure>, Undefined> {
        let transformed = |ys: &[f64]| -> Result<Vec<f64>, Undefined> {
            if !self.log {
                return Ok(ys.to_vec());
            }
            if ys.iter().any(|y| *y <= 0.0) {
                return Err(Undefined::OutOfDomain);
            }
            Ok(ys.iter().map(|y| ln(*y)).collect())
        };
        let (first, last) = (transformed(&ends.first)?, transformed(&ends.last)?);
        let (a, b) = (
            spread(&first, self.measure, self.ddof.get() as usize),
            spread(&last, self.measure, self.ddof.get() as usize),
        );
        let n = first.len() as f64;
        let ratio = |a: f64, b: f64| {
            if b > 0.0 {
                Ok(a / b)
            } else {
                Err(Undefined::ZeroVariance)
            }
        };
        let sample = |xs: &[f64]| variance(xs, 1).ok_or(Undefined::TooFew);
        let f = sample(&first).and_then(|a| ratio(a, sample(&last)?));
        let p = f.map(|f| {
            let (below, above) = (
                fisher_f::cdf(f, n - 1.0, n - 1.0),
                fisher_f::survival(f, n - 1.0, n - 1.0),
            );
            (2.0 * below.min(above)).min(1.0)
        });
        let quotient = a.and_then(|a| ratio(a, b?));
        Ok(vec![a, b, quotient, f, Ok(n - 1.0), Ok(n - 1.0), p, Ok(n)])
    }
}

/// Standard deviation or coefficient of variation.
///
/// # Errors
/// `TooFew` numbers, `ZeroDenominator` for a coefficient of variation about a mean that is not above 0.
pub fn spread(xs: &[f64], measure: Spread, ddof: usize) -> Measure {
    let sd = standard_deviation(xs, ddof).ok_or(Undefined::TooFew)?;
    match measure {
        Spread::Sd => Ok(sd),
        Spread::Cv => match mean(xs) {
            Some(mean) if mean > 0.0 => Ok(sd / mean),
            _ => Err(Undefined::ZeroDenominator),
        },
    }
}
