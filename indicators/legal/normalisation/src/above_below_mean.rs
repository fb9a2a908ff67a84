//! 1, 0 or −1: above, about or below the mean.
use crate::{Reference, fit::fitted};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_numeric::moments;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Above or below the mean.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AboveBelowMean {
    /// Values within this part of the mean are about it.
    pub threshold: Share,
    /// The values whose mean is taken.
    pub reference: Reference,
}
impl Default for AboveBelowMean {
    fn default() -> Self {
        Self {
            threshold: Share::new(0.0),
            reference: Reference::Panel,
        }
    }
}

impl Indicator for AboveBelowMean {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "normalisation.above_below_mean",
        title: "Above or below the mean",
        formula: "1 if x/mean > 1 + p, −1 if x/mean < 1 − p, else 0; signs exchanged for a cost",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::CRITERION, Scoreboard::PERIOD],
            &[],
        ),
        reading: "1: better than the mean by more than the threshold",
        sources: &[
            "OECD/JRC (2008). Handbook on constructing composite indicators. OECD, section 5.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,3\nc,x,5\n")
            .params(r#"{"threshold":0.2}"#)
            .gives("a,x: -1; b,x: 0; c,x: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        fitted(board, self.reference, |_, values, benefit| {
            let mean = moments::mean(values).ok_or(Undefined::Missing)?;
            if mean == 0.0 {
                return Err(Undefined::ZeroDenominator);
            }
            if mean < 0.0 {
                return Err(Undefined::OutOfDomain);
            }
            let p = self.threshold.get();
            Ok(move |x: f64| {
                let above = f64::from(x > mean * (1.0 + p)) - f64::from(x < mean * (1.0 - p));
                Ok(if benefit { above } else { -above })
            })
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits, Within(-1.0, 1.0)]
    }
}
