//! 100 / n Σ sign(x_t − x_{t−1}).
use mercatoria_core::{ScoreboardLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Balance of opinions.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BalanceOfOpinions {}

impl Indicator for BalanceOfOpinions {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "normalisation.balance_of_opinions",
        title: "Balance of opinions",
        formula: "B_t = 100/n Σ sign(x_t − x_{t−1}) over the n units known in both periods; signs turned for a cost",
        form: Form::Table(&[Scoreboard::CRITERION, Scoreboard::PERIOD], &[]),
        reading: "100: all better than before; −100: all worse; not applicable in the first period",
        sources: &[
            "OECD/JRC (2008). Handbook on constructing composite indicators. OECD, section 5.",
        ],
        example: Example::csv(
            "unit,criterion,period,value\na,x,1,4\na,x,2,5\nb,x,1,2\nb,x,2,3\nc,x,1,2\nc,x,2,1\nd,x,1,2\nd,x,2,2\n",
        )
        .gives("x,1: not_applicable; x,2: 25"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        board.by_period(board.criteria.len(), 1, |period| {
            (0..board.criteria.len())
                .map(|criterion| {
                    if period == 0 {
                        return Err(Undefined::NotApplicable);
                    }
                    let (before, now) = (
                        board.column(period - 1, criterion),
                        board.column(period, criterion),
                    );
                    let (mut balance, mut n) = (0.0, 0.0);
                    for (before, now) in before.iter().zip(&now) {
                        if !before.is_nan() && !now.is_nan() {
                            balance += f64::from(now > before) - f64::from(now < before);
                            n += 1.0;
                        }
                    }
                    if n == 0.0 {
                        return Err(Undefined::Missing);
                    }
                    Ok(board.direction(criterion) * 100.0 * balance / n)
                })
                .collect()
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits, Within(-100.0, 100.0)]
    }
}
