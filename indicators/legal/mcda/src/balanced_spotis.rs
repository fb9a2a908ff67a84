//! Balanced SPOTIS.
use crate::{Scores, method::rank_units};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{ByCriterion, Decision};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Balanced SPOTIS.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BalancedSpotis {
    /// Bounds by criterion, `[min, max]`; without, the range of the values.
    pub bounds: ByCriterion<[Finite; 2]>,
    /// Ideal value by criterion; without, the better bound.
    pub ideal: ByCriterion<Finite>,
    /// Expected value by criterion; without, the middle of the bounds.
    pub expected: ByCriterion<Finite>,
    /// Weight of the ideal against the expected point.
    pub alpha: Share,
}
impl Default for BalancedSpotis {
    fn default() -> Self {
        Self {
            bounds: ByCriterion::new(),
            ideal: ByCriterion::new(),
            expected: ByCriterion::new(),
            alpha: Share::new(0.5),
        }
    }
}

impl Indicator for BalancedSpotis {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.balanced_spotis",
        title: "Balanced SPOTIS",
        formula: "α P(ideal) + (1 − α) P(expected), P the SPOTIS distance to each point",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &["score", "rank"]),
        reading: "0: both points at once; lower is better",
        sources: &[
            "Shekhovtsov, A., Dezert, J., Sałabun, W. (2023). Enhancing personalized decision-making with the balanced SPOTIS algorithm. ICAART 2023.",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\n")
            .gives("b, score: 0.25; a, score: 0.75"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        rank_units(board, 2, |table| {
            let bounds = crate::spotis::bounds(board, table, &self.bounds);
            let ideal = crate::spotis::better_bound(board, table, &bounds, &self.ideal);
            let expected: Vec<f64> = bounds
                .iter()
                .enumerate()
                .map(|(c, (low, high))| {
                    let given = self.expected.get(board.criteria.label(c));
                    given.map_or((low + high) / 2.0, |x| x.get())
                })
                .collect();
            balanced_spotis(table, &bounds, &ideal, &expected, self.alpha.get())
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits]
    }
}

/// Distances to two points, mixed.
pub fn balanced_spotis(
    table: &Decision,
    bounds: &[(f64, f64)],
    ideal: &[f64],
    expected: &[f64],
    alpha: f64,
) -> Result<Scores, Undefined> {
    let ideal = crate::spotis(table, bounds, ideal)?;
    let expected = crate::spotis(table, bounds, expected)?;
    let mixed = ideal.quantities[0]
        .iter()
        .zip(&expected.quantities[0])
        .map(|(a, b)| alpha * a + (1.0 - alpha) * b)
        .collect();
    Ok(Scores::smaller(mixed))
}
