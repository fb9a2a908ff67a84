//! Change of the geometric score between periods.
use crate::{Peers, bod_scores};
use mercatoria_core::*;
use mercatoria_normalisation::Decision;
use mercatoria_numeric::elementary::{exp, ln};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Change of the geometric score between periods.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BodIntertemporal {}

impl Indicator for BodIntertemporal {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "frontier.bod_intertemporal",
        title: "Change of the geometric score between periods",
        formula: "Π_q (z_q,t/z_q,t−1)^s_q, s the mean of the shares at the best weights in both periods",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &[]),
        reading: "above 1: better than in the period before; not applicable in the first",
        sources: &[
            "Van Puyenbroeck, T., Rogge, N. (2017). Geometric mean quantity index numbers with benefit-of-the-doubt weights. European Journal of Operational Research 256(3).",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,period,value\na,x,1,1\na,x,2,2\nb,x,1,4\nb,x,2,4\n")
            .gives("a,2: 2; a,1: not_applicable"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let (n, periods) = (board.units.len(), board.periods.len());
        let shares: Vec<Result<Vec<Option<Vec<f64>>>, Undefined>> = (0..periods)
            .map(|period| {
                let table = Decision::of(board, period..period + 1);
                let peers = Peers::of(&table)?;
                let mut of_units = vec![None; n];
                for (at, (found, (_, unit))) in
                    bod_scores(&peers).into_iter().zip(&table.rows).enumerate()
                {
                    let (score, weights) = found?;
                    if score > 0.0 {
                        let row = peers.row(at);
                        of_units[*unit] = Some(
                            row.iter()
                                .zip(&weights)
                                .map(|(z, w)| w * z / score)
                                .collect(),
                        );
                    }
                }
                Ok(of_units)
            })
            .collect();
        board.by_period(n, 1, |period| {
            (0..n)
                .map(|unit| {
                    if period == 0 {
                        return Err(Undefined::NotApplicable);
                    }
                    let of = |period: usize| match &shares[period] {
                        Ok(of_units) => of_units[unit].as_ref().ok_or(Undefined::Missing),
                        Err(why) => Err(*why),
                    };
                    let (before, now) = (of(period - 1)?, of(period)?);
                    let mut sum = 0.0;
                    for c in 0..board.criteria.len() {
                        let share = (before[c] + now[c]) / 2.0;
                        if share > 0.0 {
                            let (a, b) = (
                                board.number(period - 1, unit, c),
                                board.number(period, unit, c),
                            );
                            if a == 0.0 || b == 0.0 {
                                return Err(Undefined::LogOfZero);
                            }
                            sum += share * ln(b / a);
                        }
                    }
                    Ok(exp(sum))
                })
                .collect()
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![]
    }
}
