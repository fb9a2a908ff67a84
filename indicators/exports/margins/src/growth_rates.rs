//! (x₂ − x₁)/x₁, and its forms: compound, logarithmic, mid-point, trend.
use mercatoria_core::{ChangeLaw::*, *};
use mercatoria_numeric::{
    elementary::{exp_m1, ln, ln_1p},
    sum::compensated_sum,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Form of a rate of growth.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GrowthForm {
    /// (x₂ − x₁)/x₁ from the first period to the last.
    #[default]
    Simple,
    /// Compound rate a year: (x₂/x₁)^(1/years) − 1.
    Cagr,
    /// ln(x₂/x₁)
    Log,
    /// (x₂ − x₁)/((x₁ + x₂)/2), from −2 to 2, defined for entry and exit (Davis and Haltiwanger).
    Midpoint,
    /// exp(slope) − 1 of the least-squares line of ln x on years, over all periods (UNCTAD).
    Trend,
}
/// Rate of growth of every cell from the first period to the last.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct GrowthRates {
    /// Form of the rate.
    pub form: GrowthForm,
}

impl Indicator for GrowthRates {
    type Input<'a> = Change<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "margins.growth_rates",
        title: "Rates of growth",
        formula: "simple (x₂ − x₁)/x₁; cagr (x₂/x₁)^(1/years) − 1; log ln(x₂/x₁); midpoint 2(x₂ − x₁)/(x₁ + x₂); trend exp(slope of ln x) − 1",
        form: Form::Grid(Matrix::ROW, Matrix::COLUMN),
        reading: "0: no change; a growth from nothing has only the mid-point form",
        sources: &[
            "UNCTAD Handbook of Statistics, notes on growth rates.",
            "Davis, S. J., Haltiwanger, J. and Schuh, S. (1996). Job Creation and Destruction. MIT Press.",
        ],
        peers: &[
            "x₂/x₁ − 1 loses the digits of small changes; rates here come from the difference. EconGeo 1.3 gives 0 for 0/0 and infinity for x/0, in percent rounded to 2 decimals.",
        ],
        example: Example::csv(
            "row,column,period,value\nA,p,2019,10\nA,p,2021,12.1\nA,q,2019,0\nA,q,2021,5\n",
        )
        .params("{\"form\":\"cagr\"}")
        .gives("A,p: 0.1; A,q: zero_base"),
    };
    fn compute(&self, c: &Change<'_>) -> Values {
        let years = years(c.periods);
        let cells = c.before().values().len();
        let mut series = vec![0.0; c.tables.len()];
        let mut values: Values = (0..cells)
            .map(|cell| {
                for (x, table) in series.iter_mut().zip(c.tables) {
                    *x = table.values()[cell];
                }
                growth_rate(&series, &years.at, self.form)
            })
            .collect();
        if !years.dated && matches!(self.form, GrowthForm::Cagr | GrowthForm::Trend) {
            values.note(
                "periods_not_years",
                "the periods are not years: each step between them counts as one",
            );
        }
        values
    }
    fn laws(&self) -> Vec<ChangeLaw> {
        match self.form {
            GrowthForm::Midpoint => vec![
                ScaleFree,
                Relabel,
                StandstillIsZero,
                ReversalNegates,
                Within(-2.0, 2.0),
            ],
            GrowthForm::Log => vec![ScaleFree, Relabel, StandstillIsZero, ReversalNegates],
            _ => vec![ScaleFree, Relabel, StandstillIsZero],
        }
    }
}
/// When the periods are.
pub(crate) struct Years {
    pub(crate) at: Vec<f64>,
    /// Are they years?
    pub(crate) dated: bool,
}
/// Years where every period is a whole number and they rise; else one a step.
pub(crate) fn years(periods: &Axis) -> Years {
    let parsed: Option<Vec<f64>> = periods
        .labels()
        .map(|label| label.parse::<i32>().ok().map(f64::from))
        .collect();
    match parsed.filter(|at| at.windows(2).all(|pair| pair[0] < pair[1])) {
        Some(at) => Years { at, dated: true },
        None => Years {
            at: (0..periods.len()).map(|t| t as f64).collect(),
            dated: false,
        },
    }
}
/// The rate of a series at these years; two of each at least.
///
/// ```
/// use mercatoria_margins::{GrowthForm, growth_rate};
/// use mercatoria_core::Undefined;
/// assert_eq!(growth_rate(&[10.0, 15.0], &[2020.0, 2021.0], GrowthForm::Simple), Ok(0.5));
/// assert_eq!(growth_rate(&[0.0, 15.0], &[2020.0, 2021.0], GrowthForm::Simple), Err(Undefined::ZeroBase));
/// assert_eq!(growth_rate(&[0.0, 15.0], &[2020.0, 2021.0], GrowthForm::Midpoint), Ok(2.0));
/// ```
pub fn growth_rate(series: &[f64], years: &[f64], form: GrowthForm) -> Measure {
    let ([x1, .., x2], [from, .., to]) = (series, years) else {
        return Err(Undefined::TooFew);
    };
    let change = x2 - x1;
    match form {
        GrowthForm::Midpoint if x1 + x2 == 0.0 => Err(Undefined::Empty),
        GrowthForm::Midpoint => Ok(2.0 * change / (x1 + x2)),
        GrowthForm::Trend if series.contains(&0.0) => Err(Undefined::LogOfZero),
        GrowthForm::Trend => Ok(exp_m1(slope(series, years))),
        _ if *x1 == 0.0 => Err(Undefined::ZeroBase),
        GrowthForm::Simple => Ok(change / x1),
        GrowthForm::Log if *x2 == 0.0 => Err(Undefined::LogOfZero),
        // The ratio where it is far from 1, the difference where it is near.
        GrowthForm::Log => Ok(log_ratio(*x1, *x2)),
        GrowthForm::Cagr if *x2 == 0.0 => Ok(-1.0),
        GrowthForm::Cagr if to - from == 1.0 => Ok(change / x1),
        GrowthForm::Cagr => Ok(exp_m1(log_ratio(*x1, *x2) / (to - from))),
    }
}
/// ln(x₂/x₁), antisymmetric to the last bit, and exact for small changes.
fn log_ratio(x1: f64, x2: f64) -> f64 {
    if x2 >= x1 {
        let growth = (x2 - x1) / x1;
        if growth < 0.5 {
            ln_1p(growth)
        } else {
            ln(x2 / x1)
        }
    } else {
        -log_ratio(x2, x1)
    }
}
fn slope(series: &[f64], years: &[f64]) -> f64 {
    // Logarithms of ratios to the first: an unchanged series has a slope of exactly 0.
    let first = series[0];
    let logs: Vec<f64> = series.iter().map(|x| log_ratio(first, *x)).collect();
    let n = series.len() as f64;
    let middle = compensated_sum(years.iter().copied()) / n;
    let mean = compensated_sum(logs.iter().copied()) / n;
    let cross = years
        .iter()
        .zip(&logs)
        .map(|(t, y)| (t - middle) * (y - mean));
    compensated_sum(cross) / compensated_sum(years.iter().map(|t| (t - middle) * (t - middle)))
}
