//! z = k (x − g₀) / (g₁ − g₀), cut off at 0 and k.
use crate::{
    ByCriterion, Reference,
    fit::{extremes, fitted},
};
use mercatoria_core::{ScoreboardLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Between two given values.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Goalposts {
    /// Lower post of every criterion; without, the smallest value of the reference.
    pub low: Option<Finite>,
    /// Upper post of every criterion; without, the largest value of the reference.
    pub high: Option<Finite>,
    /// Posts by criterion, `[low, high]`, in the place of the common ones.
    pub by_criterion: ByCriterion<[Finite; 2]>,
    /// What a value at the better post gets.
    pub scale: Positive,
    /// Values beyond a post count as the post.
    pub truncate: bool,
    /// Where posts that are not given come from.
    pub reference: Reference,
}
impl Default for Goalposts {
    fn default() -> Self {
        Self {
            low: None,
            high: None,
            by_criterion: ByCriterion::new(),
            scale: Positive::new(1.0),
            truncate: true,
            reference: Reference::Panel,
        }
    }
}

impl Indicator for Goalposts {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "normalisation.goalposts",
        title: "Goalposts",
        formula: "z = k (x − g₀)/(g₁ − g₀), cut off at 0 and k; for a cost k (g₁ − x)/(g₁ − g₀)",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::CRITERION, Scoreboard::PERIOD],
            &[],
        ),
        reading: "0: at the worse post or beyond; k: at the better one or beyond",
        sources: &[
            "UNDP (2010). Human Development Report, technical notes.",
            "World Bank (2016). Doing Business: distance to frontier (best and worst frozen for five years).",
        ],
        peers: &[
            "COINr 1.1 exchanges and negates the posts of `scaled` when the direction comes from the metadata; here posts are values of the criterion and the direction turns the scale.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,3\nc,x,9\n")
            .params(r#"{"low":2,"high":8,"scale":10}"#)
            .gives("a,x: 0; b,x: 1.6666666666666667; c,x: 10"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        fitted(board, self.reference, |criterion, values, benefit| {
            let (min, max) = extremes(values);
            let own = self.by_criterion.get(board.criteria.label(criterion));
            let low = own.map_or(self.low, |posts| Some(posts[0]));
            let high = own.map_or(self.high, |posts| Some(posts[1]));
            let low = low.map_or(min, Finite::get);
            let high = high.map_or(max, Finite::get);
            if low == high {
                return Err(Undefined::ZeroRange);
            }
            let (k, truncate) = (self.scale.get(), self.truncate);
            Ok(move |x: f64| {
                let gain = if benefit { x - low } else { high - x };
                let z = gain / (high - low);
                Ok(k * if truncate { z.clamp(0.0, 1.0) } else { z })
            })
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        let mut laws = vec![RelabelUnits];
        if self.truncate {
            laws.push(Within(0.0, self.scale.get()));
        }
        laws
    }
}
