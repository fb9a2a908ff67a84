//! Benefit of the doubt with bounds on shares.
use crate::{Peers, best_weights, peers::score_units};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::ByCriterion;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Benefit of the doubt with bounds on shares.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BodConstrained {
    /// Least share of every criterion.
    pub low: Share,
    /// Largest share of every criterion.
    pub up: Share,
    /// Bounds by criterion, `[low, up]`.
    pub by_criterion: ByCriterion<[Share; 2]>,
}
impl Default for BodConstrained {
    fn default() -> Self {
        Self {
            low: Share::new(0.0),
            up: Share::new(1.0),
            by_criterion: ByCriterion::new(),
        }
    }
}

impl Indicator for BodConstrained {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "frontier.bod_constrained",
        title: "Benefit of the doubt with bounds on shares",
        formula: "max_w Σ w z_i, Σ w z_j ≤ 1, low_q ≤ w_q z_iq/Σ w z_i ≤ up_q",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &[]),
        reading: "as the plain one, and at most that; infeasible where the bounds contradict each other",
        sources: &[
            "Cherchye, L., Moesen, W., Rogge, N., Van Puyenbroeck, T. (2011). Constructing composite indicators with imprecise data: a proposal. Expert Systems with Applications 38.",
        ],
        peers: &["Compind 3.4 does not check whether bounds that clash left a solution."],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\nc,x,1\na,y,2\nb,y,1\nc,y,1\n")
            .params(r#"{"low":0.4,"up":0.6}"#)
            .gives("a: 0.909090909090…; c: 0.666666666666…"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let bounds: Vec<(f64, f64)> = board
            .criteria
            .labels()
            .map(|label| match self.by_criterion.get(label) {
                Some(ends) => (ends[0].get(), ends[1].get()),
                None => (self.low.get(), self.up.get()),
            })
            .collect();
        score_units(board, Peers::of, |_, peers, unit| {
            bod_constrained(peers, unit, &bounds)
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        // Bounds that no shares meet leave nothing to compare.
        if self.up.get() > 0.5 && self.low.get() < 0.5 {
            vec![RatioInvariant, Within(0.0, 1.0)]
        } else {
            vec![]
        }
    }
}
/// Score of a unit whose shares stay within bounds, (low, up) by criterion.
pub fn bod_constrained(peers: &Peers, unit: usize, bounds: &[(f64, f64)]) -> Measure {
    let q = peers.criteria;
    let row = peers.row(unit);
    let (low, up): (f64, f64) = (
        bounds.iter().map(|b| b.0).sum(),
        bounds.iter().map(|b| b.1).sum(),
    );
    if low > 1.0 + 1e-12 || up < 1.0 - 1e-12 || bounds.iter().any(|b| b.0 > b.1) {
        return Err(Undefined::Infeasible);
    }
    let mut columns = peers.columns(0..peers.units());
    for (c, (low, up)) in bounds.iter().enumerate() {
        let mut bound = |factor: f64, limit: f64| {
            // factor · (w_c z_c − limit Σ w z) ≤ 0.
            let column: Vec<f64> = (0..q)
                .map(|k| factor * (f64::from(k == c) - limit) * row[k])
                .collect();
            columns.push(&column, 0.0);
        };
        if *low > 0.0 {
            bound(-1.0, *low);
        }
        if *up < 1.0 {
            bound(1.0, *up);
        }
    }
    columns.prepare();
    let (score, _) = best_weights(row, &columns, Some(unit))?;
    if score < 1e-12 {
        // Only w = 0 meets the bounds: some share is of an amount that is zero.
        return Err(Undefined::Infeasible);
    }
    Ok(score.min(1.0))
}
