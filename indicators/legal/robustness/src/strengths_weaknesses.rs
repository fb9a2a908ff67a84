//! Strengths and weaknesses.
use mercatoria_aggregation::places;
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{TieRule, rank_scores};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Strengths and weaknesses.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct StrengthsWeaknesses {
    /// Number of strengths and of weaknesses.
    pub k: Count,
}
impl Default for StrengthsWeaknesses {
    fn default() -> Self {
        Self { k: Count::new(3) }
    }
}

impl Indicator for StrengthsWeaknesses {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "robustness.strengths_weaknesses",
        title: "Strengths and weaknesses",
        formula: "place of the unit in each criterion, distance of its percentile rank from its mean one; strength where among the k best of its criteria, weakness where among the k worst",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::CRITERION, Scoreboard::PERIOD],
            &["rank", "relative", "strength"],
        ),
        reading: "strength 1, weakness −1, else 0",
        sources: &[
            "Becker, W. et al. (2022). COINr: an R package for composite indicators. Journal of Open Source Software 7(78).",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\na,y,2\nb,y,1\n")
            .params(r#"{"k":1}"#)
            .gives("a,y,strength: 1; a,x,strength: -1; a,x,rank: 2"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let (n, q, periods) = (board.units.len(), board.criteria.len(), board.periods.len());
        let mut cells = vec![Err(Undefined::Missing); 3 * n * q * periods];
        for period in 0..periods {
            let columns: Vec<Vec<f64>> = (0..q).map(|c| board.column(period, c)).collect();
            let place: Vec<Vec<f64>> = (0..q)
                .map(|c| places(&columns[c], board.benefit(c), TieRule::Min))
                .collect();
            let percentile: Vec<Vec<f64>> = (0..q)
                .map(|c| {
                    let m = mercatoria_normalisation::known(&columns[c]).len() as f64;
                    let ranks = rank_scores(&columns[c], board.benefit(c), TieRule::Average);
                    ranks
                        .into_iter()
                        .map(|r| if m > 1.0 { (r - 1.0) / (m - 1.0) } else { 0.5 })
                        .collect()
                })
                .collect();
            for unit in 0..n {
                let own: Vec<f64> = (0..q).map(|c| percentile[c][unit]).collect();
                let known = mercatoria_normalisation::known(&own);
                let Some(mean) = mercatoria_numeric::moments::mean(&known) else {
                    continue;
                };
                let best = places(&own, true, TieRule::Min);
                let worst = places(&own, false, TieRule::Min);
                let k = f64::from(self.k.get());
                for c in 0..q {
                    if own[c].is_nan() {
                        continue;
                    }
                    let mark = match (best[c] <= k, worst[c] <= k) {
                        (true, false) => 1.0,
                        (false, true) => -1.0,
                        _ => 0.0,
                    };
                    let at = 3 * ((unit * q + c) * periods + period);
                    cells[at..at + 3].copy_from_slice(&[
                        Ok(place[c][unit]),
                        Ok(own[c] - mean),
                        Ok(mark),
                    ]);
                }
            }
        }
        cells.into_iter().collect()
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![AffineInvariant]
    }
}
