//! Means or medians for missing cells.
use crate::{all_cells, filled, known_stay};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_numeric::{moments, order::median};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is put in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Statistic {
    /// The mean.
    #[default]
    Mean,
    /// The median.
    Median,
}
/// Over what it is taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ImputeOver {
    /// The units of the period.
    #[default]
    Column,
    /// The criteria of the unit, on the min-max scale by direction, then put back.
    Row,
}
/// Imputation by a mean.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ImputeMean {
    /// What is put in.
    pub statistic: Statistic,
    /// Over what it is taken.
    pub over: ImputeOver,
    /// The attribute of the units that names their group: only units of the same group count; a unit without one is skipped.
    pub group: Option<String>,
}

impl Indicator for ImputeMean {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "treatment.impute_mean",
        title: "Means for missing cells",
        formula: "missing → mean (or median) of the known units of the period, of its group, or of the unit's criteria on the min-max scale",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::CRITERION, Scoreboard::PERIOD],
            &[],
        ),
        reading: "known cells are untouched; a note counts the imputed ones. Understates the spread",
        sources: &[
            "OECD/JRC (2008). Handbook on constructing composite indicators. OECD, section 3.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,\nc,x,5\n")
            .gives("a,x: 1; b,x: 3; c,x: 5"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let (n, q) = (board.units.len(), board.criteria.len());
        let mut cells = all_cells(board);
        let groups = self.group.as_ref().map(|name| board.side.texts(name));
        let statistic = |xs: &[f64]| match self.statistic {
            Statistic::Mean => moments::mean(xs),
            Statistic::Median => median(xs),
        };
        for period in 0..board.periods.len() {
            let ends: Vec<(f64, f64)> = (0..q)
                .map(|c| {
                    let column = mercatoria_normalisation::known(&board.column(period, c));
                    mercatoria_normalisation::extremes(&column)
                })
                .collect();
            for unit in 0..n {
                for c in 0..q {
                    if !board.number(period, unit, c).is_nan() {
                        continue;
                    }
                    let found = match self.over {
                        ImputeOver::Column => {
                            let same = |other: &usize| match &groups {
                                None => true,
                                Some(Some(names)) => {
                                    !names[unit].is_empty() && names[*other] == names[unit]
                                }
                                Some(None) => false,
                            };
                            let known: Vec<f64> = (0..n)
                                .filter(same)
                                .map(|other| board.number(period, other, c))
                                .filter(|x| !x.is_nan())
                                .collect();
                            statistic(&known)
                        }
                        ImputeOver::Row => {
                            let z = |k: usize| {
                                let (low, high) = ends[k];
                                let z = (board.number(period, unit, k) - low) / (high - low);
                                if board.benefit(k) { z } else { 1.0 - z }
                            };
                            let known: Vec<f64> = (0..q).map(z).filter(|z| z.is_finite()).collect();
                            let (low, high) = ends[c];
                            let back = |z: f64| {
                                let z = if board.benefit(c) { z } else { 1.0 - z };
                                low + z * (high - low)
                            };
                            statistic(&known).map(back).filter(|x| x.is_finite())
                        }
                    };
                    if let Some(x) = found {
                        cells[(period * n + unit) * q + c] = x;
                    }
                }
            }
        }
        let mut out = filled(board, &cells);
        if matches!(groups, Some(None)) {
            out.note(
                "groups",
                "unit_attributes.csv has no such column of texts, so nothing was imputed",
            );
        }
        out
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![
            RelabelUnits,
            Holds("known cells are untouched", Predicate(known_stay)),
        ]
    }
}
