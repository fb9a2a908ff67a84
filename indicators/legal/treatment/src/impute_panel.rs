//! Missing cells from other periods of the same unit.
use crate::{all_cells, filled, known_stay};
use mercatoria_core::{ScoreboardLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How periods are bridged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PanelRule {
    /// The last known value before: never looks into the future.
    #[default]
    Locf,
    /// Linear between known values; beyond them missing.
    Linear,
    /// The nearest known value, the earlier of two.
    Constant,
    /// Linear between known values, constant beyond them.
    LinearConstant,
}
/// Imputation along time.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ImputePanel {
    /// How periods are bridged.
    pub rule: PanelRule,
    /// Most periods between the cell and the known value; without, any number.
    pub limit: Option<Count>,
}

impl Indicator for ImputePanel {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "treatment.impute_panel",
        title: "Values of other periods for missing cells",
        formula: "last observation carried forward; linear between; nearest; linear between and constant beyond",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::CRITERION, Scoreboard::PERIOD],
            &[],
        ),
        reading: "known cells are untouched; a note counts the imputed ones. Periods count as equally spaced unless all are numbers",
        sources: &[
            "OECD/JRC (2008). Handbook on constructing composite indicators. OECD, section 3.",
        ],
        peers: &["COINr 1.1 refuses a single year; here nothing is imputed then."],
        example: Example::csv("unit,criterion,period,value\na,x,2019,1\na,x,2020,\na,x,2021,5\n")
            .params(r#"{"rule":"linear"}"#)
            .gives("a,x,2019: 1; a,x,2020: 3; a,x,2021: 5"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let (n, q, periods) = (board.units.len(), board.criteria.len(), board.periods.len());
        let times: Option<Vec<f64>> = board
            .periods
            .labels()
            .map(|label| number(label).ok().filter(|x| !x.is_nan()))
            .collect();
        let times = times.unwrap_or_else(|| (0..periods).map(|p| p as f64).collect());
        let limit = self.limit.map_or(usize::MAX, |l| l.get() as usize);
        let mut cells = all_cells(board);
        for unit in 0..n {
            for c in 0..q {
                let path: Vec<f64> = (0..periods).map(|p| board.number(p, unit, c)).collect();
                for period in 0..periods {
                    if !path[period].is_nan() {
                        continue;
                    }
                    let before = (0..period).rev().find(|p| !path[*p].is_nan());
                    let after = (period + 1..periods).find(|p| !path[*p].is_nan());
                    let near = |p: &usize| p.abs_diff(period) <= limit;
                    let (before, after) = (before.filter(near), after.filter(near));
                    let between = || {
                        let (a, b) = (before?, after?);
                        let share = (times[period] - times[a]) / (times[b] - times[a]);
                        Some(path[a] + share * (path[b] - path[a]))
                    };
                    let nearest = || match (before, after) {
                        (Some(a), Some(b)) if b - period < period - a => Some(path[b]),
                        (Some(a), _) => Some(path[a]),
                        (None, b) => b.map(|b| path[b]),
                    };
                    let found = match self.rule {
                        PanelRule::Locf => before.map(|p| path[p]),
                        PanelRule::Linear => between(),
                        PanelRule::Constant => nearest(),
                        PanelRule::LinearConstant => between().or_else(nearest),
                    };
                    if let Some(x) = found {
                        cells[(period * n + unit) * q + c] = x;
                    }
                }
            }
        }
        filled(board, &cells)
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![
            RelabelUnits,
            Holds("known cells are untouched", Predicate(known_stay)),
        ]
    }
}
