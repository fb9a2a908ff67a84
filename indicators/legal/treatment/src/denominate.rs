//! Amounts by head, by area, by any other criterion.
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::ByCriterion;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Division by a denominator.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Denominate {
    /// The criterion, or the attribute of the units, that all criteria are divided by; without, none but those listed.
    pub denominator: Option<String>,
    /// Denominators by criterion.
    pub by_criterion: ByCriterion<String>,
    /// The result is by so many units of the denominator.
    pub scale: Positive,
}
impl Default for Denominate {
    fn default() -> Self {
        Self {
            denominator: None,
            by_criterion: ByCriterion::new(),
            scale: Positive::new(1.0),
        }
    }
}

impl Indicator for Denominate {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "treatment.denominate",
        title: "Division by a denominator",
        formula: "x/(d/scale)",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::CRITERION, Scoreboard::PERIOD],
            &[],
        ),
        reading: "amount by `scale` units of the denominator; a criterion without one, and the denominator itself, are left as they are",
        sources: &[
            "OECD/JRC (2008). Handbook on constructing composite indicators. OECD, section 2.",
        ],
        example: Example::csv("unit,criterion,value\na,firms,10\na,people,200\n")
            .params(r#"{"denominator":"people","scale":1000}"#)
            .gives("a,firms: 50; a,people: 200"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        board.by_cell(|period, criterion| {
            let label = board.criteria.label(criterion);
            let own = self.by_criterion.get(label).or(self.denominator.as_ref());
            board
                .criterion(period, criterion)
                .enumerate()
                .map(|(unit, x)| {
                    let Some(name) = own.filter(|name| **name != label) else {
                        return x;
                    };
                    let d = match (board.criteria.position(name), board.side.numbers(name)) {
                        (Some(c), _) => board.cell(period, unit, c).measure()?,
                        (None, Some(numbers)) if !numbers[unit].is_nan() => numbers[unit],
                        (None, Some(_)) => return Err(Undefined::Missing),
                        (None, None) => return Err(Undefined::OutsideReference),
                    };
                    if d == 0.0 {
                        return Err(Undefined::ZeroDenominator);
                    }
                    Ok(x? / (d / self.scale.get()))
                })
                .collect()
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits]
    }
}
