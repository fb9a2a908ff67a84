//! Scores of a unit against its own past.
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_numeric::sum::{sum, sum_by};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Against what of the past.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TimeForm {
    /// Percent change since the period before.
    #[default]
    AnnualDifference,
    /// (x − mean over time)/mean absolute deviation over time.
    Cyclical,
}
/// What the change is divided by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DifferenceBase {
    /// The value of the period itself, as in the Handbook.
    #[default]
    Current,
    /// The value of the period before: a growth rate.
    Previous,
}
/// Percentage of annual differences, or deviation from the unit's mean.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AnnualDifference {
    /// Against what of the past.
    pub form: TimeForm,
    /// What the change is divided by.
    pub base: DifferenceBase,
}

impl Indicator for AnnualDifference {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "normalisation.annual_difference",
        title: "Annual difference",
        formula: "100 (x_t − x_{t−1})/x_t; cyclical (x_t − mean_t x)/mean_t |x_t − mean_t x|; signs turned for a cost",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::CRITERION, Scoreboard::PERIOD],
            &[],
        ),
        reading: "above 0: better than before; not applicable in the first period",
        sources: &[
            "OECD/JRC (2008). Handbook on constructing composite indicators. OECD, section 5.",
        ],
        example: Example::csv("unit,criterion,period,value\na,x,1,4\na,x,2,5\n")
            .gives("a,x,1: not_applicable; a,x,2: 20"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        board.by_cell(|period, criterion| {
            let sign = board.direction(criterion);
            (0..board.units.len())
                .map(|unit| {
                    let at = |period| board.cell(period, unit, criterion).measure();
                    let x = at(period)?;
                    match self.form {
                        TimeForm::AnnualDifference => {
                            if period == 0 {
                                return Err(Undefined::NotApplicable);
                            }
                            let before = at(period - 1)?;
                            let base = match self.base {
                                DifferenceBase::Current => x,
                                DifferenceBase::Previous => before,
                            };
                            if base == 0.0 {
                                return Err(Undefined::ZeroBase);
                            }
                            Ok(sign * 100.0 * (x - before) / base)
                        }
                        TimeForm::Cyclical => {
                            let path: Vec<f64> = (0..board.periods.len())
                                .filter_map(|period| at(period).ok())
                                .collect();
                            if crate::is_constant(&path) {
                                return Err(Undefined::Constant);
                            }
                            let n = path.len() as f64;
                            let mean = sum(&path) / n;
                            let spread = sum_by(&path, |x| (x - mean).abs()) / n;
                            Ok(sign * (x - mean) / spread)
                        }
                    }
                })
                .collect()
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits]
    }
}
