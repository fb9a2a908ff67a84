//! 1 inside the ideal interval, falling to 0 at the ends of the range.
use crate::{
    ByCriterion, Reference,
    fit::{extremes, fitted},
};
use mercatoria_core::{ScoreboardLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Closeness to an interval that is best.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct IdealInterval {
    /// Lower end of the ideal; without, the middle of the range.
    pub low: Option<Finite>,
    /// Upper end of the ideal; without, the lower end: a single best value.
    pub high: Option<Finite>,
    /// Ideals by criterion, `[low, high]`, in the place of the common one.
    pub by_criterion: ByCriterion<[Finite; 2]>,
    /// Where the range comes from, at whose ends the score is 0.
    pub reference: Reference,
}

impl Indicator for IdealInterval {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "normalisation.ideal_interval",
        title: "Closeness to an ideal interval",
        formula: "1 for C ≤ x ≤ D; 1 − (C − x)/(C − A) below, 1 − (x − D)/(B − D) above, [A, B] the range",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::CRITERION, Scoreboard::PERIOD],
            &[],
        ),
        reading: "1: inside the ideal; 0: at the end of the range. Neither more nor less is better, so the direction is not used",
        sources: &[
            "Cables, E., Lamata, M. T., Verdegay, J. L. (2016). RIM: reference ideal method in multicriteria decision making. Information Sciences 337–338.",
        ],
        example: Example::csv("unit,criterion,value\na,x,0\nb,x,3\nc,x,5\nd,x,10\n")
            .params(r#"{"low":4,"high":6}"#)
            .gives("a,x: 0; b,x: 0.75; c,x: 1; d,x: 0"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        fitted(board, self.reference, |criterion, values, _| {
            let (min, max) = extremes(values);
            let own = self.by_criterion.get(board.criteria.label(criterion));
            let low = own.map_or(self.low, |ends| Some(ends[0]));
            let high = own.map_or(self.high, |ends| Some(ends[1]));
            let low = low.map_or((min + max) / 2.0, Finite::get);
            let high = high.map_or(low, Finite::get);
            if low > high {
                return Err(Undefined::Infeasible);
            }
            Ok(move |x: f64| {
                // Beyond the range the score would be negative: nothing is worse than its end.
                Ok(if x < low.min(min) || x > high.max(max) {
                    0.0
                } else if x < low {
                    1.0 - (low - x) / (low - min)
                } else if x > high {
                    1.0 - (x - high) / (max - high)
                } else {
                    1.0
                })
            })
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits, Within(0.0, 1.0)]
    }
}
