//! Rank, rank − 1, or (rank − 1) / (m − 1) of the m known values.
use crate::{Reference, fit::fitted};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_numeric::order;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a rank becomes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RankScale {
    /// The rank, 1 for the worst.
    #[default]
    Rank,
    /// Borda points: rank − 1.
    Borda,
    /// (rank − 1)/(m − 1).
    Percentile,
}
/// Which rank equal values get.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TieRule {
    /// The mean of their places: a cost is then the mirror image of a benefit.
    #[default]
    Average,
    /// The lowest of their places.
    Min,
    /// The highest of their places.
    Max,
    /// The number of distinct values up to them.
    Dense,
    /// In the order of the units.
    First,
}
impl From<TieRule> for order::Ties {
    fn from(rule: TieRule) -> Self {
        match rule {
            TieRule::Average => order::Ties::Average,
            TieRule::Min => order::Ties::Min,
            TieRule::Max => order::Ties::Max,
            TieRule::Dense => order::Ties::Dense,
            TieRule::First => order::Ties::First,
        }
    }
}
/// Ranks within a criterion.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RankNorm {
    /// What a rank becomes.
    pub scale: RankScale,
    /// Equal values.
    pub ties: TieRule,
    /// The values that are ranked together.
    pub reference: Reference,
}

impl Indicator for RankNorm {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "normalisation.rank_norm",
        title: "Ranks as scores",
        formula: "rank (1 = worst); Borda points rank − 1; percentile (rank − 1)/(m − 1), m the number of known values",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::CRITERION, Scoreboard::PERIOD],
            &[],
        ),
        reading: "larger is better",
        sources: &[
            "OECD/JRC (2008). Handbook on constructing composite indicators. OECD, section 5.",
        ],
        peers: &[
            "COINr 1.1 gives ties their lowest rank, so that turning a criterion is not its mirror image; Compind 3.4 averages, as here.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,3\nc,x,3\nd,x,7\n")
            .gives("a,x: 1; b,x: 2.5; c,x: 2.5; d,x: 4"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        if self.reference == Reference::First {
            // A later value has no place among the first ones.
            return fitted(board, Reference::First, |_, values, benefit| {
                let values = values.to_vec();
                let m = values.len() as f64;
                let this = self.clone();
                Ok(move |x: f64| {
                    let worse = |v: &&f64| if benefit { **v < x } else { **v > x };
                    let below = values.iter().filter(worse).count() as f64;
                    let same = values.iter().filter(|v| **v == x).count() as f64;
                    this.put(1.0 + below + (same - 1.0).max(0.0) / 2.0, m)
                })
            });
        }
        let (units, periods) = (board.units.len(), board.periods.len());
        board.by_cell(|period, criterion| {
            let over = match self.reference {
                Reference::Period => period..period + 1,
                _ => 0..periods,
            };
            let column: Vec<f64> = over
                .clone()
                .flat_map(|period| board.column(period, criterion))
                .collect();
            let scores = self.scores(&column, board.benefit(criterion));
            let from = (period - over.start) * units;
            board
                .criterion(period, criterion)
                .zip(&scores[from..])
                .map(|(x, score)| x.and(*score))
                .collect()
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        let mut laws = vec![
            AffineInvariant,
            Holds(
                "the order of a criterion is kept",
                Predicate(crate::order_kept),
            ),
        ];
        if self.ties != TieRule::First {
            laws.push(RelabelUnits);
        }
        if self.scale == RankScale::Percentile && self.reference != Reference::First {
            laws.push(Within(0.0, 1.0));
        }
        laws
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        let coinr = Self {
            ties: TieRule::Min,
            ..Self::default()
        };
        vec![("coinr-1.1", coinr), ("compind-3.4", Self::default())]
    }
}
impl RankNorm {
    fn put(&self, rank: f64, m: f64) -> Measure {
        match self.scale {
            RankScale::Rank => Ok(rank),
            RankScale::Borda => Ok(rank - 1.0),
            RankScale::Percentile if m < 2.0 => Err(Undefined::TooFew),
            RankScale::Percentile => Ok((rank - 1.0) / (m - 1.0)),
        }
    }
    fn scores(&self, column: &[f64], benefit: bool) -> Vec<Measure> {
        let places: Vec<usize> = (0..column.len()).filter(|i| !column[*i].is_nan()).collect();
        let known: Vec<f64> = places
            .iter()
            .map(|i| if benefit { column[*i] } else { -column[*i] })
            .collect();
        let mut out = vec![Err(Undefined::Missing); column.len()];
        for (i, rank) in places.iter().zip(order::ranks(&known, self.ties.into())) {
            out[*i] = self.put(rank, known.len() as f64);
        }
        out
    }
}

/// Ranks among the known values, 1 for the worst; NaN stays.
///
/// ```
/// use mercatoria_normalisation::{TieRule, rank_scores};
/// assert_eq!(rank_scores(&[3.0, 1.0, 3.0], true, TieRule::Average), [2.5, 1.0, 2.5]);
/// ```
pub fn rank_scores(xs: &[f64], benefit: bool, ties: TieRule) -> Vec<f64> {
    let unit = RankNorm {
        ties,
        ..RankNorm::default()
    };
    let scores = unit.scores(xs, benefit);
    scores.into_iter().map(|z| z.unwrap_or(f64::NAN)).collect()
}
