//! Benefit of the doubt of order m among similar units.
use crate::{Peers, bod_order_m::order_m, peers::score_units};
use mercatoria_core::*;
use mercatoria_numeric::elementary::{exp, powf};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Benefit of the doubt of order m among similar units.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BodConditional {
    /// The attribute of the units (unit_attributes.csv) that makes them similar.
    pub attribute: String,
    /// h; without, Silverman's 1.06 sd n^(−1/5).
    pub bandwidth: Option<Positive>,
    /// Units in a sample.
    pub m: Count,
    /// Number of samples.
    pub draws: Count,
    /// Seed.
    pub seed: Seed,
}
impl Default for BodConditional {
    fn default() -> Self {
        Self {
            attribute: "condition".into(),
            bandwidth: None,
            m: Count::new(20),
            draws: Count::new(50),
            seed: Seed::new(1),
        }
    }
}

impl Indicator for BodConditional {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "frontier.bod_conditional",
        title: "Benefit of the doubt of order m among similar units",
        formula: "mean over B samples of the score against m units drawn in proportion to exp(−(q_i − q_j)²/2h²)",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &[]),
        reading: "as order m, among units of similar circumstances",
        sources: &[
            "Daraio, C., Simar, L. (2005). Introducing environmental variables in nonparametric frontier models: a probabilistic approach. Journal of Productivity Analysis 24.",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,1\na,y,1\nb,y,1\n")
            .files(&[("unit_attributes", "unit,condition\na,1\nb,2\n")])
            .gives("a: 1; b: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let Some(all) = board.side.numbers(&self.attribute) else {
            let cells = board.units.len() * board.periods.len();
            let mut out = Values::undefined(cells, Undefined::NoClass);
            out.note(
                "attribute",
                format!(
                    "unit_attributes.csv has no column of numbers {:?}",
                    self.attribute
                ),
            );
            return out;
        };
        score_units(board, Peers::of, |table, peers, unit| {
            let of: Vec<f64> = table.rows.iter().map(|(_, u)| all[*u]).collect();
            if of.iter().any(|x| x.is_nan()) {
                return Err(Undefined::NoClass);
            }
            let sd = mercatoria_numeric::moments::standard_deviation(&of, 0).unwrap_or(0.0);
            let h = match self.bandwidth {
                Some(h) => h.get(),
                None => 1.06 * sd * powf(of.len() as f64, -0.2),
            };
            let weight = |x: &f64| {
                if h > 0.0 {
                    exp(-(x - of[unit]) * (x - of[unit]) / (2.0 * h * h))
                } else {
                    1.0
                }
            };
            let mut upto = vec![];
            let mut total = 0.0;
            for x in &of {
                total += weight(x);
                upto.push(total);
            }
            order_m(
                peers,
                unit,
                self.m.get(),
                self.draws.get(),
                self.seed.get(),
                |stream| {
                    let at = stream.uniform() * total;
                    upto.partition_point(|u| *u <= at).min(upto.len() - 1)
                },
            )
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![]
    }
}
