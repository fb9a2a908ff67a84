//! Leaving out one criterion.
use crate::chain::Chain;
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::Scaling;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Leaving out one criterion.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LeaveOneOut {
    /// Scale of the criteria.
    pub normalisation: Scaling,
    /// Power of the means.
    pub p: Finite,
}
impl Default for LeaveOneOut {
    fn default() -> Self {
        Self {
            normalisation: Scaling::MinMax,
            p: Finite::new(1.0),
        }
    }
}

impl Indicator for LeaveOneOut {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "robustness.leave_one_out",
        title: "Leaving out one criterion",
        formula: "place without the criterion, and its change against the place with all",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::CRITERION, Scoreboard::PERIOD],
            &["rank", "shift"],
        ),
        reading: "shift above 0: the unit loses places without the criterion",
        sources: &[
            "Becker, W. et al. (2022). COINr: an R package for composite indicators. Journal of Open Source Software 7(78).",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,0\nb,x,1\na,y,3\nb,y,0\na,z,0\nb,z,1\n")
            .gives("b,x,rank: 1; b,z,shift: 0"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let (n, q, periods) = (board.units.len(), board.criteria.len(), board.periods.len());
        let mut cells = vec![Err(Undefined::Missing); 2 * n * q * periods];
        for period in 0..periods {
            let chain = Chain::new(board, period, &[self.normalisation]);
            let mut choice = chain.nominal();
            choice.p = self.p.get();
            let all = chain.scores(&choice, None).map(|s| Chain::places(&s));
            for c in 0..q {
                choice.dropped = Some(c);
                let without = if q > 1 {
                    chain.scores(&choice, None).map(|s| Chain::places(&s))
                } else {
                    Err(Undefined::OneLabel)
                };
                for unit in 0..n {
                    let at = 2 * ((unit * q + c) * periods + period);
                    match (&all, &without) {
                        (Ok(all), Ok(without))
                            if !without[unit].is_nan() && !all[unit].is_nan() =>
                        {
                            cells[at] = Ok(without[unit]);
                            cells[at + 1] = Ok(without[unit] - all[unit]);
                        }
                        (Err(why), _) | (_, Err(why)) => cells[at..at + 2].fill(Err(*why)),
                        _ => {}
                    }
                }
            }
        }
        cells.into_iter().collect()
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits]
    }
}
