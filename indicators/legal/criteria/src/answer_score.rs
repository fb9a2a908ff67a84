//! s = (x − worst) / (best − worst) for the answer to a question of the catalogue.
use crate::{Criterion, criteria};
use mercatoria_core::{ScoreboardLaw::Holds, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is done with a criterion of which it is contested whether more is better.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Contested {
    /// No score: the user must say.
    #[default]
    Undefined,
    /// More is better.
    MoreIsBetter,
    /// Less is better.
    LessIsBetter,
}
/// Score of coded answers, 0 to 1, by the scales and directions of the catalogue of criteria.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AnswerScore {
    /// A criterion of which it is contested whether more is better.
    pub contested: Contested,
    /// Scales by criterion, `[low, high]`, in the place of those of the catalogue, and for criteria that it has not.
    pub bounds: BTreeMap<String, [Finite; 2]>,
}
impl Indicator for AnswerScore {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "criteria.answer_score",
        title: "Score of coded answers",
        formula: "s = (x − worst) / (best − worst)",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::CRITERION, Scoreboard::PERIOD],
            &[],
        ),
        reading: "0: the worst answer of the scale; 1: the best; an answer off the scale has no score",
        sources: &[
            "Mercatoria, indicators/legal/criteria/data/criteria.csv: questions, scales, directions and the indices that ask them.",
        ],
        example: Example::csv(
            "unit,criterion,value\na,rg3_one_stop,1\na,tb1_tariff,10\na,cf1_information,1\n",
        )
        .gives("a,rg3_one_stop: 1; a,tb1_tariff: 0.8; a,cf1_information: 0.5"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let known: Vec<Option<&Criterion>> = board
            .criteria
            .labels()
            .map(|label| criteria().iter().find(|c| c.id == label))
            .collect();
        let mut out = Values::default();
        for unit in 0..board.units.len() {
            for (at, criterion) in known.iter().enumerate() {
                for period in 0..board.periods.len() {
                    let answer = board.cell(period, unit, at).measure();
                    out.push(answer.and_then(|x| self.score(x, *criterion, board, at)));
                }
            }
        }
        let new: Vec<&str> = board
            .criteria
            .labels()
            .zip(&known)
            .filter(|(l, c)| c.is_none() && !self.bounds.contains_key(*l))
            .map(|(l, _)| l)
            .collect();
        if !new.is_empty() {
            out.note(
                "no_scale",
                format!(
                    "not in the catalogue, and no bounds given: {}",
                    new.join(", ")
                ),
            );
        }
        out
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        fn within(_: &Scoreboard, values: &Values) -> Compared {
            match values
                .iter()
                .filter_map(Value::point)
                .find(|x| !(0.0..=1.0).contains(x))
            {
                Some(x) => Err(format!("{x}")),
                // Drawn criteria are not those of the catalogue: what is checked is that they then have no score.
                None => Ok(true),
            }
        }
        vec![Holds(
            "between 0 and 1, and only on a known scale",
            Predicate(within),
        )]
    }
}
impl AnswerScore {
    fn score(
        &self,
        x: f64,
        criterion: Option<&Criterion>,
        board: &Scoreboard,
        at: usize,
    ) -> Measure {
        let own = self
            .bounds
            .get(board.criteria.label(at))
            .map(|[low, high]| [low.get(), high.get()]);
        let [low, high] = own
            .or(criterion.and_then(|c| c.bounds))
            .ok_or(Undefined::NoClass)?;
        if low >= high {
            return Err(Undefined::ZeroRange);
        }
        if x < low
            || x > high
            || criterion.is_some_and(|c| c.answer == crate::Answer::Bool && x != 0.0 && x != 1.0)
        {
            return Err(Undefined::OutOfDomain);
        }
        let direction = match (
            criterion.map_or(board.direction(at), |c| f64::from(c.direction)),
            self.contested,
        ) {
            (0.0, Contested::Undefined) => return Err(Undefined::NotApplicable),
            (0.0, Contested::LessIsBetter) => -1.0,
            (0.0, Contested::MoreIsBetter) => 1.0,
            (direction, _) => direction,
        };
        Ok(if direction > 0.0 {
            (x - low) / (high - low)
        } else {
            (high - x) / (high - low)
        })
    }
}
