//! What if one value were another.
use crate::chain::Chain;
use mercatoria_core::*;
use mercatoria_normalisation::Scaling;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What if one value were another.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct WhatIf {
    /// The unit; without, the first.
    pub unit: Option<String>,
    /// The criterion; without, the first.
    pub criterion: Option<String>,
    /// Its new value; without, the best value of the criterion.
    pub value: Option<Finite>,
    /// Scale of the criteria.
    pub normalisation: Scaling,
    /// Power of the means.
    pub p: Finite,
}
impl Default for WhatIf {
    fn default() -> Self {
        Self {
            unit: None,
            criterion: None,
            value: None,
            normalisation: Scaling::MinMax,
            p: Finite::new(1.0),
        }
    }
}

impl Indicator for WhatIf {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "robustness.what_if",
        title: "What if one value were another",
        formula: "score and place of every unit after the change, and their changes",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::PERIOD],
            &["score", "rank", "score_change", "rank_change"],
        ),
        reading: "the scale is fitted again, so other units may move too; rank change below 0 is a gain",
        sources: &[
            "Becker, W. et al. (2022). COINr: an R package for composite indicators. Journal of Open Source Software 7(78).",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,0\nb,x,1\nc,x,2\n")
            .params(r#"{"unit":"a","value":2}"#)
            .gives("a,rank: 1; a,score_change: 1; b,rank: 3"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let n = board.units.len();
        let place = |axis: &Axis, label: &Option<String>| match label {
            Some(label) => axis.position(label),
            None => Some(0),
        };
        let (Some(unit), Some(criterion)) = (
            place(&board.units, &self.unit),
            place(&board.criteria, &self.criterion),
        ) else {
            return Values::undefined(4 * n * board.periods.len(), Undefined::OutsideReference);
        };
        board.by_period(n, 4, |period| {
            let chain = Chain::new(board, period, &[self.normalisation]);
            let mut choice = chain.nominal();
            choice.p = self.p.get();
            let mut columns: Vec<Vec<f64>> = (0..board.criteria.len())
                .map(|c| board.column(period, c))
                .collect();
            let (low, high) = mercatoria_normalisation::extremes(&mercatoria_normalisation::known(
                &columns[criterion],
            ));
            let best = if board.benefit(criterion) { high } else { low };
            columns[criterion][unit] = self.value.map_or(best, |v| v.get());
            match (
                chain.scores(&choice, None),
                chain.scores(&choice, Some(&columns)),
            ) {
                (Ok(before), Ok(after)) => {
                    let (a, b) = (Chain::places(&before), Chain::places(&after));
                    (0..n)
                        .flat_map(|u| {
                            let cell = |x: f64| {
                                if x.is_nan() {
                                    Err(Undefined::Missing)
                                } else {
                                    Ok(x)
                                }
                            };
                            [
                                cell(after[u]),
                                cell(b[u]),
                                cell(after[u] - before[u]),
                                cell(b[u] - a[u]),
                            ]
                        })
                        .collect()
                }
                (Err(why), _) | (_, Err(why)) => vec![Err(why); 4 * n],
            }
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![]
    }
}
