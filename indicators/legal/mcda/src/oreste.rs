//! ORESTE.
use crate::{Scores, method::rank_units, method::total};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::Decision;
use mercatoria_numeric::{
    elementary::powf,
    order::{Ties, ranks},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// ORESTE.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Oreste {
    /// Weight of the rank of the criterion against that of the unit.
    pub alpha: Share,
    /// Power of the mean.
    pub r: Positive,
}
impl Default for Oreste {
    fn default() -> Self {
        Self {
            alpha: Share::new(1.0 / 3.0),
            r: Positive::new(3.0),
        }
    }
}

impl Indicator for Oreste {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.oreste",
        title: "ORESTE",
        formula: "Σ over criteria of the rank of (α r_c^R + (1 − α) r_i^R)^(1/R) among all, r_c, r_i mean ranks of the criterion and of the unit in it",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &["score", "rank"]),
        reading: "lower is better",
        sources: &[
            "Roubens, M. (1982). Preference relations on actions and criteria in multicriteria decision making. European Journal of Operational Research 10(1).",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\n")
            .gives("b, score: 1; a, score: 2"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        rank_units(board, 2, |table| {
            oreste(table, self.alpha.get(), self.r.get())
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits, AffineInvariant]
    }
}

/// Sums of global ranks.
pub fn oreste(table: &Decision, alpha: f64, r: f64) -> Result<Scores, Undefined> {
    let by_weight: Vec<f64> = table.weights.iter().map(|w| -w).collect();
    let of_criteria = ranks(&by_weight, Ties::Average);
    let mut distances = vec![];
    for (c, column) in table.columns.iter().enumerate() {
        let sign = if table.benefit[c] { -1.0 } else { 1.0 };
        let turned: Vec<f64> = column.iter().map(|x| sign * x).collect();
        for rank in ranks(&turned, Ties::Average) {
            let d = alpha * powf(of_criteria[c], r) + (1.0 - alpha) * powf(rank, r);
            distances.push((powf(d, 1.0 / r) * 1e12).round());
        }
    }
    let global = ranks(&distances, Ties::Average);
    let n = table.units();
    Ok(Scores::smaller(total(table, |c, u| global[c * n + u])))
}
