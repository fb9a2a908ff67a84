//! Weights by how much a criterion differs between units.
use crate::{Over, shares, spread::from_data};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{Decision, Scaling};
use mercatoria_numeric::{
    moments,
    order::sorted,
    sum::{sum, sum_by},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Measure of differences.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Spread {
    /// Standard deviation.
    #[default]
    Std,
    /// Variance.
    Variance,
    /// Standard deviation by mean.
    Cv,
    /// Mean difference by twice the mean.
    Gini,
}
/// Weights by dispersion.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DispersionWeights {
    /// Measure of differences.
    pub measure: Spread,
    /// The scale on which it is taken.
    pub scaling: Scaling,
    /// Over which periods.
    pub over: Over,
}
impl Default for DispersionWeights {
    fn default() -> Self {
        Self {
            measure: Spread::Std,
            scaling: Scaling::MinMax,
            over: Over::Panel,
        }
    }
}

impl Indicator for DispersionWeights {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "weighting.dispersion_weights",
        title: "Weights by dispersion",
        formula: "w = v/Σv, v the standard deviation, variance, sd/mean or Gini coefficient of the criterion",
        form: Form::Table(&[Scoreboard::CRITERION, Scoreboard::PERIOD], &[]),
        reading: "large where units differ; 0 for a constant criterion",
        sources: &[
            "Diakoulaki, D., Mavrotas, G., Papayannakis, L. (1995). Determining objective weights in multiple criteria problems: the CRITIC method. Computers & Operations Research 22(7).",
        ],
        peers: &[
            "The standard deviation weights of pymcdm 1.4 and scikit-criteria 0.10 are taken of raw values and depend on the units of measure: a column of large numbers gets 0.739.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,1\na,y,0\nb,y,1\n")
            .gives("x: 0; y: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        from_data(board, self.over, |table| self.weights(table))
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        let mut laws = vec![RelabelUnits];
        if self.over == Over::Panel {
            laws.push(crate::spread::adds_up());
        }
        let relative = matches!(self.measure, Spread::Cv | Spread::Gini);
        match self.scaling {
            Scaling::MinMax => laws.push(AffineInvariant),
            Scaling::None if relative => laws.push(RatioInvariant),
            _ => {}
        }
        laws
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        let raw = || Self {
            scaling: Scaling::None,
            ..Self::default()
        };
        vec![("pymcdm-1.4", raw()), ("scikit-criteria-0.10", raw())]
    }
}
impl DispersionWeights {
    /// The weights of a table.
    pub fn weights(&self, table: &Decision) -> Result<Vec<f64>, Undefined> {
        if table.units() < 2 {
            return Err(Undefined::TooFew);
        }
        let columns = table.scaled_or_best(self.scaling)?;
        let spreads = columns
            .iter()
            .map(|column| dispersion(self.measure, column));
        shares(spreads.collect::<Result<_, _>>()?)
    }
}

/// Dispersion of numbers, with the population variance.
///
/// ```
/// use mercatoria_weighting::{Spread, dispersion};
/// assert_eq!(dispersion(Spread::Gini, &[1.0, 3.0]), Ok(0.25));
/// ```
pub fn dispersion(measure: Spread, xs: &[f64]) -> Measure {
    if mercatoria_normalisation::is_constant(xs) {
        return Ok(0.0);
    }
    let variance = moments::variance(xs, 0).ok_or(Undefined::TooFew)?;
    let mean = sum(xs) / xs.len() as f64;
    let relative = matches!(measure, Spread::Cv | Spread::Gini);
    if relative && mean == 0.0 {
        return Err(Undefined::ZeroDenominator);
    }
    if relative && mean < 0.0 || measure == Spread::Gini && xs.iter().any(|x| *x < 0.0) {
        return Err(Undefined::OutOfDomain);
    }
    Ok(match measure {
        Spread::Variance => variance,
        Spread::Std => variance.sqrt(),
        Spread::Cv => variance.sqrt() / mean,
        Spread::Gini => {
            let (n, mut place) = (xs.len() as f64, 0.0);
            let weighted = sum_by(
                &sorted(xs)
                    .iter()
                    .map(|x| {
                        place += 1.0;
                        (2.0 * place - n - 1.0) * x
                    })
                    .collect::<Vec<_>>(),
                |x| x,
            );
            weighted / (n * n * mean)
        }
    })
}
