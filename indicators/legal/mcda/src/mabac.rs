//! Multi-attributive border approximation area comparison.
use crate::{Scores, method::rank_units, method::total};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{Decision, Scaling};
use mercatoria_numeric::elementary::{exp, ln};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Multi-attributive border approximation area comparison.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Mabac {
    /// How columns are made comparable.
    pub scaling: Scaling,
}
impl Default for Mabac {
    fn default() -> Self {
        Self {
            scaling: Scaling::MinMax,
        }
    }
}

impl Indicator for Mabac {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.mabac",
        title: "Multi-attributive border approximation area comparison",
        formula: "Σ (w(1 + z) − g), g the geometric mean of the criterion over the units",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &["score", "rank"]),
        reading: "above 0: nearer to the ideal than the border",
        sources: &[
            "Pamučar, D., Ćirović, G. (2015). The selection of transport and handling resources in logistics centers using MABAC. Expert Systems with Applications 42(6).",
        ],
        peers: &["scikit-criteria 0.10 refuses cost criteria."],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\n")
            .gives("b, score: 0.585786437626…"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        rank_units(board, 2, |table| mabac(table, self.scaling))
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("pymcdm-1.4", Self::default())]
    }
}

/// Sums of distances from the border.
pub fn mabac(table: &Decision, scaling: Scaling) -> Result<Scores, Undefined> {
    let columns = table.scaled_or_best(scaling)?;
    let cell = |c: usize, u: usize| table.weights[c] * (columns[c][u] + 1.0);
    if columns.iter().flatten().any(|z| *z <= -1.0) {
        return Err(Undefined::OutOfDomain);
    }
    let border: Vec<f64> = (0..table.criteria())
        .map(|c| {
            let logs: Vec<f64> = columns[c].iter().map(|z| ln(z + 1.0)).collect();
            table.weights[c] * exp(mercatoria_numeric::sum::sum(&logs) / table.units() as f64)
        })
        .collect();
    Ok(Scores::larger(total(table, |c, u| cell(c, u) - border[c])))
}
