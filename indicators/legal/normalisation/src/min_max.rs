//! z = l + (x − min) / (max − min) · (u − l).
use crate::{
    ConstantColumn, Reference,
    fit::{extremes, fitted, order_kept},
};
use mercatoria_core::{ScoreboardLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Min-max scale.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MinMax {
    /// What the worst gets.
    pub low: Finite,
    /// What the best gets.
    pub high: Finite,
    /// The values whose range is taken.
    pub reference: Reference,
    /// A column of equal values.
    pub constant: ConstantColumn,
}
impl Default for MinMax {
    fn default() -> Self {
        Self {
            low: Finite::new(0.0),
            high: Finite::new(1.0),
            reference: Reference::Panel,
            constant: ConstantColumn::Undefined,
        }
    }
}

impl Indicator for MinMax {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "normalisation.min_max",
        title: "Min-max normalisation",
        formula: "z = l + (x − min)/(max − min) · (u − l); for a cost (max − x)/(max − min)",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::CRITERION, Scoreboard::PERIOD],
            &[],
        ),
        reading: "low: the worst of the reference; high: the best",
        sources: &[
            "OECD/JRC (2008). Handbook on constructing composite indicators. OECD, section 5.",
        ],
        peers: &[
            "COINr 1.1 maps to [0, 100] and gives NaN with a warning for a constant column.",
            "pymcdm 1.4 gives 1 everywhere for a constant column; here it is undefined, or the middle where asked for.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,3\nc,x,5\n")
            .gives("a,x: 0; b,x: 0.5; c,x: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let (low, high) = (self.low.get(), self.high.get());
        fitted(board, self.reference, |_, values, benefit| {
            let (min, max) = extremes(values);
            let constant = min == max;
            if constant && self.constant == ConstantColumn::Undefined {
                return Err(Undefined::ZeroRange);
            }
            Ok(move |x: f64| {
                if constant {
                    return Ok((low + high) / 2.0);
                }
                let gain = if benefit { x - min } else { max - x };
                Ok(low + gain / (max - min) * (high - low))
            })
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        let mut laws = vec![RelabelUnits, AffineInvariant];
        if self.low.get() <= self.high.get() {
            laws.push(Holds(
                "the order of a criterion is kept",
                Predicate(order_kept),
            ));
            if self.reference != Reference::First {
                laws.push(Within(self.low.get(), self.high.get()));
            }
        }
        laws
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        let coinr = Self {
            high: Finite::new(100.0),
            ..Self::default()
        };
        vec![
            ("coinr-1.1", coinr),
            ("compind-3.4", Self::default()),
            ("pymcdm-1.4", Self::default()),
        ]
    }
}

/// The values between 0 for the worst and 1 for the best; NaN stays. [`Undefined::ZeroRange`] where all known are equal.
///
/// ```
/// use mercatoria_normalisation::min_max;
/// assert_eq!(min_max(&[1.0, 3.0, 5.0], true), Ok(vec![0.0, 0.5, 1.0]));
/// assert_eq!(min_max(&[1.0, 3.0, 5.0], false), Ok(vec![1.0, 0.5, 0.0]));
/// ```
pub fn min_max(xs: &[f64], benefit: bool) -> Result<Vec<f64>, Undefined> {
    let (min, max) = extremes(xs);
    if min == max {
        return Err(Undefined::ZeroRange);
    }
    if min > max {
        return Err(Undefined::Missing);
    }
    let gain = |x: f64| if benefit { x - min } else { max - x };
    Ok(xs.iter().map(|x| gain(*x) / (max - min)).collect())
}
