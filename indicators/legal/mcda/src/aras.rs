//! Additive ratio assessment.
use crate::{Scores, method::rank_units, method::total};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{Decision, Scaling};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Additive ratio assessment.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Aras {}

impl Indicator for Aras {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.aras",
        title: "Additive ratio assessment",
        formula: "K = Σ w z/Σ w z(ideal), z the share of the sum over the units and the ideal",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &["score", "rank"]),
        reading: "1: as good as the ideal",
        sources: &[
            "Zavadskas, E. K., Turskis, Z. (2010). A new additive ratio assessment (ARAS) method in multicriteria decision-making. Technological and Economic Development of Economy 16(2).",
        ],
        peers: &["scikit-criteria 0.10 refuses cost criteria."],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\n")
            .gives("b, score: 1; a, score: 0.5"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        rank_units(board, 2, aras)
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits, RatioInvariant]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("pymcdm-1.4", Self::default())]
    }
}

/// Degrees of utility.
pub fn aras(table: &Decision) -> Result<Scores, Undefined> {
    if table.columns.iter().flatten().any(|x| *x < 0.0) {
        return Err(Undefined::OutOfDomain);
    }
    let mut extended = table.clone();
    for c in 0..table.criteria() {
        extended.columns[c].push(table.best_and_worst(c).0);
    }
    extended.rows.push((0, usize::MAX));
    let columns = extended.scaled_or_best(Scaling::Sum)?;
    let s = total(&extended, |c, u| table.weights[c] * columns[c][u]);
    let ideal = s[table.units()];
    if ideal == 0.0 {
        return Err(Undefined::ZeroDenominator);
    }
    Ok(Scores::larger(
        s[..table.units()].iter().map(|s| s / ideal).collect(),
    ))
}
