//! Places, 1 for the best.
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::TieRule;
use mercatoria_numeric::order;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Places of the units by criterion.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Ranks {
    /// Equal values: `min` is the rule of sports, 1, 2, 2, 4.
    pub ties: TieRule,
}
impl Default for Ranks {
    fn default() -> Self {
        Self { ties: TieRule::Min }
    }
}

impl Indicator for Ranks {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "aggregation.ranks",
        title: "Places",
        formula: "1 + number of better units",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::CRITERION, Scoreboard::PERIOD],
            &[],
        ),
        reading: "1: the best; values are never rounded before they are ranked",
        sources: &[
            "OECD/JRC (2008). Handbook on constructing composite indicators. OECD, section 5.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,3\nc,x,3\n")
            .gives("a,x: 3; b,x: 1; c,x: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        board.by_cell(|period, criterion| {
            let places = places(
                &board.column(period, criterion),
                board.benefit(criterion),
                self.ties,
            );
            board
                .criterion(period, criterion)
                .zip(places)
                .map(|(x, place)| x.map(|_| place))
                .collect()
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        if self.ties == TieRule::First {
            vec![AffineInvariant]
        } else {
            vec![RelabelUnits, AffineInvariant]
        }
    }
}
/// Places from 1 for the best; NaN stays.
///
/// ```
/// use mercatoria_normalisation::TieRule;
/// assert_eq!(mercatoria_aggregation::places(&[1.0, 3.0, 3.0], true, TieRule::Min), [3.0, 1.0, 1.0]);
/// ```
pub fn places(xs: &[f64], benefit: bool, ties: TieRule) -> Vec<f64> {
    let at: Vec<usize> = (0..xs.len()).filter(|i| !xs[*i].is_nan()).collect();
    let known: Vec<f64> = at
        .iter()
        .map(|i| if benefit { -xs[*i] } else { xs[*i] })
        .collect();
    let mut out = vec![f64::NAN; xs.len()];
    for (i, rank) in at.iter().zip(order::ranks(&known, ties.into())) {
        out[*i] = rank;
    }
    out
}
