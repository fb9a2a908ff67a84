//! Values as ratios to a value of their column: the maximum, the sum, the length.
use crate::{Reference, fit::fitted};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_numeric::{elementary::ln, sum::sum, sum::sum_by};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which ratio.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RatioForm {
    /// x/max; for a cost 1 − x/max.
    FractionOfMax,
    /// x/Σx; for a cost (1/x)/Σ(1/x).
    FractionOfSum,
    /// x/√Σx²; for a cost one minus that.
    Vector,
    /// x/max; for a cost min/x.
    #[default]
    LinearRatio,
    /// (x/max)²; for a cost (min/x)³.
    NonlinearRatio,
    /// 1 − |max − x|/max; for a cost 1 − |min − x|/min.
    ZavadskasTurskis,
    /// ln x/Σ ln x; for a cost (1 − that)/(n − 1).
    Logarithmic,
    /// 1 − (max − x)/Σ(max − x); for a cost 1 − (x − min)/Σ(x − min).
    EnhancedAccuracy,
}
/// Normalisation by a ratio.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RatioNorm {
    /// Which ratio.
    pub form: RatioForm,
}

impl Indicator for RatioNorm {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "normalisation.ratio_norm",
        title: "Normalisation by a ratio",
        formula: "x/max, x/Σx, x/√Σx², … by `form`; for a cost min/x, (1/x)/Σ(1/x), 1 − x/√Σx², …",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::CRITERION, Scoreboard::PERIOD],
            &[],
        ),
        reading: "larger is better; the scale is that of the form",
        sources: &[
            "Jahan, A., Edwards, K. L. (2015). A state-of-the-art survey on the influence of normalization techniques in ranking. Materials & Design 65.",
        ],
        peers: &[
            "pymcdm 1.4 refuses zeros under the fraction of the sum also for a benefit, where they are harmless.",
            "pymcdm 1.4 takes the logarithm of a product that overflows for long columns; here logarithms are added.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\nc,x,5\n")
            .params(r#"{"form":"fraction_of_sum"}"#)
            .gives("a,x: 0.125; b,x: 0.25; c,x: 0.625"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        fitted(board, Reference::Period, |_, values, benefit| {
            ratio_rule(self.form, values, benefit)
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        let mut laws = vec![
            RelabelUnits,
            Holds(
                "the order of a criterion is kept",
                Predicate(crate::order_kept),
            ),
        ];
        match self.form {
            RatioForm::Logarithmic => {}
            RatioForm::EnhancedAccuracy => laws.push(AffineInvariant),
            _ => laws.push(RatioInvariant),
        }
        laws
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("pymcdm-1.4", Self::default())]
    }
}

/// The rule of a column; the reason where the column does not have it.
pub(crate) fn ratio_rule(
    form: RatioForm,
    values: &[f64],
    benefit: bool,
) -> Result<impl Fn(f64) -> Measure + use<>, Undefined> {
    use RatioForm::*;
    let (min, max) = crate::extremes(values);
    let n = values.len() as f64;
    // What is divided by, and where the formula ends.
    let base = match (form, benefit) {
        (FractionOfMax, _) | (LinearRatio | NonlinearRatio, true) => max,
        (ZavadskasTurskis, _) => {
            if benefit {
                max
            } else {
                min
            }
        }
        (LinearRatio | NonlinearRatio, false) => min,
        (FractionOfSum, true) => sum(values),
        (FractionOfSum, false) => sum_by(values, |x| 1.0 / x),
        (Vector, _) => sum_by(values, |x| x * x).sqrt(),
        (Logarithmic, _) => sum_by(values, ln),
        (EnhancedAccuracy, true) => sum_by(values, |x| max - x),
        (EnhancedAccuracy, false) => sum_by(values, |x| x - min),
    };
    let needs_positive = match form {
        LinearRatio | NonlinearRatio | FractionOfSum => !benefit,
        Logarithmic | ZavadskasTurskis => true,
        _ => false,
    };
    let needs_amounts = matches!(form, FractionOfSum | LinearRatio | NonlinearRatio);
    if min < 0.0 && (needs_amounts || needs_positive) || form == FractionOfMax && max < 0.0 {
        return Err(Undefined::OutOfDomain);
    }
    if needs_positive && min == 0.0 {
        return Err(if form == Logarithmic {
            Undefined::LogOfZero
        } else {
            Undefined::ZeroDenominator
        });
    }
    if base == 0.0 {
        return Err(if form == EnhancedAccuracy {
            Undefined::ZeroRange
        } else {
            Undefined::ZeroDenominator
        });
    }
    if form == Logarithmic && !benefit && n < 2.0 {
        return Err(Undefined::TooFew);
    }
    Ok(move |x: f64| {
        Ok(match (form, benefit) {
            (FractionOfMax, false) | (Vector, false) => 1.0 - x / base,
            (FractionOfMax | FractionOfSum | Vector | LinearRatio, true) => x / base,
            (FractionOfSum, false) => 1.0 / x / base,
            (LinearRatio, false) => base / x,
            (NonlinearRatio, true) => (x / base) * (x / base),
            (NonlinearRatio, false) => (base / x) * (base / x) * (base / x),
            (ZavadskasTurskis, _) => 1.0 - (base - x).abs() / base,
            (Logarithmic, true) => ln(x) / base,
            (Logarithmic, false) => (1.0 - ln(x) / base) / (n - 1.0),
            (EnhancedAccuracy, true) => 1.0 - (max - x) / base,
            (EnhancedAccuracy, false) => 1.0 - (x - min) / base,
        })
    })
}

/// The values of a column as ratios; NaN stays.
///
/// ```
/// use mercatoria_normalisation::{RatioForm, ratio_norm};
/// assert_eq!(ratio_norm(RatioForm::LinearRatio, &[1.0, 2.0, 4.0], false), Ok(vec![1.0, 0.5, 0.25]));
/// ```
pub fn ratio_norm(form: RatioForm, xs: &[f64], benefit: bool) -> Result<Vec<f64>, Undefined> {
    let known = crate::known(xs);
    if known.is_empty() {
        return Err(Undefined::Missing);
    }
    let rule = ratio_rule(form, &known, benefit)?;
    xs.iter()
        .map(|x| if x.is_nan() { Ok(f64::NAN) } else { rule(*x) })
        .collect()
}
