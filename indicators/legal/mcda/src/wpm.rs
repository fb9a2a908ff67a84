//! Weighted product model.
use crate::{Scores, method::rank_units, method::total};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{Decision, Scaling};
use mercatoria_numeric::elementary::{exp, ln};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Weighted product model.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Wpm {
    /// How columns are made comparable.
    pub scaling: Scaling,
}
impl Default for Wpm {
    fn default() -> Self {
        Self {
            scaling: Scaling::Sum,
        }
    }
}

impl Indicator for Wpm {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.wpm",
        title: "Weighted product model",
        formula: "Π z^w",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::PERIOD],
            &["score", "rank", "log10"],
        ),
        reading: "larger is better",
        sources: &["Bridgman, P. W. (1922). Dimensional analysis. Yale University Press."],
        peers: &["scikit-criteria 0.10 reports the decimal logarithm."],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\n")
            .gives("a, score: 0.333333333333…"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        rank_units(board, 3, |table| wpm(table, self.scaling))
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        if self.scaling == Scaling::ZScore {
            vec![]
        } else {
            vec![RelabelUnits]
        }
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![
            ("pymcdm-1.4", Self::default()),
            ("scikit-criteria-0.10", Self::default()),
        ]
    }
}

/// Weighted products, and their decimal logarithms.
pub fn wpm(table: &Decision, scaling: Scaling) -> Result<Scores, Undefined> {
    let columns = table.scaled_or_best(scaling)?;
    if columns.iter().flatten().any(|z| *z < 0.0) {
        return Err(Undefined::OutOfDomain);
    }
    if columns.iter().flatten().any(|z| *z == 0.0) {
        return Err(Undefined::LogOfZero);
    }
    let logs = total(table, |c, u| table.weights[c] * ln(columns[c][u]));
    let products = logs.iter().map(|l| exp(*l)).collect();
    let decimal = logs.iter().map(|l| l * std::f64::consts::LOG10_E).collect();
    Ok(Scores::larger(products).and([decimal]))
}
