//! The smallest change that reaches a place.
use crate::chain::Chain;
use mercatoria_core::*;
use mercatoria_normalisation::Scaling;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The smallest change that reaches a place.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RankTarget {
    /// The wanted place.
    pub k: Count,
    /// How far beyond the best value a criterion may go, in ranges.
    pub beyond: Amount,
    /// Scale of the criteria; fitted again for each trial.
    pub normalisation: Scaling,
    /// Power of the means.
    pub p: Finite,
}
impl Default for RankTarget {
    fn default() -> Self {
        Self {
            k: Count::new(1),
            beyond: Amount::new(0.0),
            normalisation: Scaling::MinMax,
            p: Finite::new(1.0),
        }
    }
}

impl Indicator for RankTarget {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "robustness.rank_target",
        title: "The smallest change that reaches a place",
        formula: "value of each criterion, all else equal, at which the unit stands on the wanted place or better; bisection on the score, which rises with the criterion",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::CRITERION, Scoreboard::PERIOD],
            &["value", "change"],
        ),
        reading: "not applicable where the place is reached already; diverges where no value up to the best of the criterion (or `beyond` times its range more) reaches it",
        sources: &[
            "Becker, W. et al. (2022). COINr: an R package for composite indicators. Journal of Open Source Software 7(78).",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,0\nb,x,1\nc,x,2\n")
            .gives("c,x,value: not_applicable; a,x,value: 2"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let (n, q, periods) = (board.units.len(), board.criteria.len(), board.periods.len());
        let mut cells = vec![Err(Undefined::Missing); 2 * n * q * periods];
        let k = f64::from(self.k.get());
        for period in 0..periods {
            let chain = Chain::new(board, period, &[self.normalisation]);
            let mut choice = chain.nominal();
            choice.p = self.p.get();
            let columns: Vec<Vec<f64>> = (0..q).map(|c| board.column(period, c)).collect();
            let now = chain.scores(&choice, None).map(|s| Chain::places(&s));
            for unit in 0..n {
                for c in 0..q {
                    let at = 2 * ((unit * q + c) * periods + period);
                    let found = match &now {
                        Err(why) => Err(*why),
                        Ok(places) if places[unit].is_nan() => Err(Undefined::Missing),
                        Ok(places) if places[unit] <= k => Err(Undefined::NotApplicable),
                        Ok(_) if columns[c][unit].is_nan() => Err(Undefined::Missing),
                        Ok(_) => {
                            let (low, high) = mercatoria_normalisation::extremes(
                                &mercatoria_normalisation::known(&columns[c]),
                            );
                            let more = self.beyond.get() * (high - low);
                            let end = if board.benefit(c) {
                                high + more
                            } else {
                                low - more
                            };
                            let reaches = |x: f64| {
                                let mut trial = columns.clone();
                                trial[c][unit] = x;
                                let scores = chain.scores(&choice, Some(&trial));
                                scores.is_ok_and(|s| Chain::places(&s)[unit] <= k)
                            };
                            if reaches(end) {
                                let (mut short, mut enough) = (columns[c][unit], end);
                                for _ in 0..60 {
                                    let middle = short + (enough - short) / 2.0;
                                    if reaches(middle) {
                                        enough = middle;
                                    } else {
                                        short = middle;
                                    }
                                }
                                Ok(enough)
                            } else {
                                Err(Undefined::Diverges)
                            }
                        }
                    };
                    cells[at] = found;
                    cells[at + 1] = found.map(|x| x - columns[c][unit]);
                }
            }
        }
        cells.into_iter().collect()
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![]
    }
}
