//! Logarithms of shifted values.
use crate::{by_column, skewness};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{extremes, order_kept};
use mercatoria_numeric::elementary::{ln, ln_1p};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which logarithm.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LogForm {
    /// ln(x − min + 0.01 range), as in the COIN Tool.
    #[default]
    Ct,
    /// The same for G1 > 0, else −ln(max + 0.01 range − x).
    CtPlus,
    /// ln(x − min + 1): depends on the unit of measure.
    CtOrig,
    /// ln((max − 1)(x − min)/(max − min) + 1), as in the Global Innovation Index.
    Gii,
}
/// Logarithmic transformation.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LogTransform {
    /// Which logarithm.
    pub form: LogForm,
}

impl Indicator for LogTransform {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "treatment.log_transform",
        title: "Logarithmic transformation",
        formula: "ln(x − min + 0.01 (max − min)); −ln(max + 0.01 range − x) for negative skewness; ln(x − min + 1); ln((max − 1)(x − min)/(max − min) + 1)",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::CRITERION, Scoreboard::PERIOD],
            &[],
        ),
        reading: "order is kept; all points change",
        sources: &[
            "JRC (2018). COIN Tool user guide.",
            "Cornell, INSEAD, WIPO (2019). The Global Innovation Index, appendix IV.",
        ],
        peers: &[
            "COINr 1.1 computes the transformation of the Global Innovation Index and returns the values untransformed.",
        ],
        example: Example::csv("unit,criterion,value\na,x,0\nb,x,1\n")
            .params(r#"{"form":"ct_orig"}"#)
            .gives("a,x: 0; b,x: 0.693147180559…"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        by_column(board, |_, known| log_transform(known, self.form))
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        fn kept(board: &Scoreboard, values: &Values) -> Result<bool, String> {
            // Raw order: the direction plays no part in a transformation.
            if board.hierarchy.iter().any(|node| node.direction < 0.0) {
                return Ok(false);
            }
            order_kept(board, values)
        }
        vec![
            RelabelUnits,
            Holds("the order of a criterion is kept", Predicate(kept)),
        ]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("coinr-1.1", Self::default())]
    }
}

/// The logarithm of a column; [`Undefined::ZeroRange`] for equal values.
///
/// ```
/// use mercatoria_treatment::{LogForm, log_transform};
/// assert_eq!(log_transform(&[0.0, 1.0], LogForm::CtOrig).unwrap()[0], 0.0);
/// ```
pub fn log_transform(xs: &[f64], form: LogForm) -> Result<Vec<f64>, Undefined> {
    let (min, max) = extremes(xs);
    let range = max - min;
    if range <= 0.0 {
        return Err(Undefined::ZeroRange);
    }
    let up = match form {
        LogForm::CtPlus => skewness(xs)? > 0.0,
        _ => true,
    };
    if form == LogForm::Gii && max <= 1.0 {
        return Err(Undefined::OutOfDomain);
    }
    let of = |x: f64| match form {
        LogForm::Ct | LogForm::CtPlus if up => ln(x - min + 0.01 * range),
        LogForm::Ct | LogForm::CtPlus => -ln(max + 0.01 * range - x),
        LogForm::CtOrig => ln_1p(x - min),
        LogForm::Gii => ln_1p((max - 1.0) * (x - min) / range),
    };
    Ok(xs.iter().map(|x| of(*x)).collect())
}
