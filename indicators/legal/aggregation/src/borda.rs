//! Weighted sum of ranks.
use crate::{ZeroRule, mean_min::known, power_mean};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{TieRule, rank_scores};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Borda score.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Borda {
    /// Equal values.
    pub ties: TieRule,
}

impl Indicator for Borda {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "aggregation.borda",
        title: "Borda score",
        formula: "Σ w_q (rank_q − 1)/Σ w_q over the known criteria, rank 1 the worst",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &[]),
        reading: "mean number of units that are worse; n − 1 at most",
        sources: &[
            "Borda, J.-C. de (1784). Mémoire sur les élections au scrutin. Histoire de l'Académie Royale des Sciences.",
        ],
        peers: &["The tie rule of pyDecision 5.1 could not be established."],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\nc,x,2\n")
            .gives("a: 0; b: 1.5; c: 1.5"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let weights = board.effective_weights();
        board.by_period(board.units.len(), 1, |period| {
            let ranks: Vec<Vec<f64>> = (0..board.criteria.len())
                .map(|c| rank_scores(&board.column(period, c), board.benefit(c), self.ties))
                .collect();
            (0..board.units.len())
                .map(|unit| {
                    let row: Vec<f64> = ranks.iter().map(|r| r[unit] - 1.0).collect();
                    let (row, weights) = known(&row, &weights);
                    power_mean(&row, &weights, 1.0, ZeroRule::Undefined)
                })
                .collect()
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        if self.ties == TieRule::First {
            vec![AffineInvariant, Monotone]
        } else {
            vec![RelabelUnits, AffineInvariant, Monotone]
        }
    }
}
