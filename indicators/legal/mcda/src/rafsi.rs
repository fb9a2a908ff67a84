//! Ranking of alternatives through functional mapping of criterion sub-intervals into a single interval.
use crate::{Scores, method::rank_units, method::total};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{ByCriterion, Decision};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Ranking of alternatives through functional mapping of criterion sub-intervals into a single interval.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Rafsi {
    /// Ends by criterion (anti-ideal and ideal, smaller first); without, the range of the values.
    pub bounds: ByCriterion<[Finite; 2]>,
    /// Lower end of the common interval.
    pub n1: Positive,
    /// Upper end of the common interval: how many times better the ideal is.
    pub n2: Positive,
}
impl Default for Rafsi {
    fn default() -> Self {
        Self {
            bounds: ByCriterion::new(),
            n1: Positive::new(1.0),
            n2: Positive::new(6.0),
        }
    }
}

impl Indicator for Rafsi {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.rafsi",
        title: "Ranking of alternatives through functional mapping of criterion sub-intervals into a single interval",
        formula: "Σ w z, z = s/(2A) for a benefit and H/(2s) for a cost, s the value mapped to [n₁, n₂], A, H the means of n₁ and n₂",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &["score", "rank"]),
        reading: "larger is better; no rank reversal with given ideals",
        sources: &[
            "Žižović, M., Pamučar, D., Albijanić, M., Chatterjee, P., Pribićević, I. (2020). Eliminating rank reversal problem using a new multi-attribute model: the RAFSI method. Mathematics 8(6).",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\n")
            .gives("b, score: 0.857142857142…; a, score: 0.142857142857…"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        rank_units(board, 2, |table| {
            let bounds = crate::spotis::bounds(board, table, &self.bounds);
            rafsi(table, &bounds, (self.n1.get(), self.n2.get()))
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        if self.n1.get() < self.n2.get() {
            vec![RelabelUnits]
        } else {
            vec![]
        }
    }
}

/// Scores from the ends of each criterion (lower, upper) and of the common interval.
pub fn rafsi(
    table: &Decision,
    bounds: &[(f64, f64)],
    ends: (f64, f64),
) -> Result<Scores, Undefined> {
    let (from, to) = ends;
    if from >= to {
        return Err(Undefined::OutOfDomain);
    }
    let (mean, harmonic) = ((from + to) / 2.0, 2.0 / (1.0 / from + 1.0 / to));
    if bounds.iter().any(|(low, high)| low > high) {
        return Err(Undefined::OutOfDomain);
    }
    Ok(Scores::larger(total(table, |c, u| {
        let (low, high) = bounds[c];
        let share = if low == high {
            1.0
        } else {
            (table.columns[c][u] - low) / (high - low)
        };
        let s = from + share.clamp(0.0, 1.0) * (to - from);
        table.weights[c]
            * if table.benefit[c] {
                s / (2.0 * mean)
            } else {
                harmonic / (2.0 * s)
            }
    })))
}
