//! Alternative ranking order method accounting for two-step normalisation.
use crate::{Scores, method::rank_units, method::total};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{Decision, Scaling};
use mercatoria_numeric::elementary::powf;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Alternative ranking order method accounting for two-step normalisation.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Aroman {
    /// Weight of the min-max scale against the vector scale.
    pub beta: Share,
    /// Exponent of the costs; the original takes their share in the number of criteria.
    pub lambda: Share,
}
impl Default for Aroman {
    fn default() -> Self {
        Self {
            beta: Share::new(0.5),
            lambda: Share::new(0.5),
        }
    }
}

impl Indicator for Aroman {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.aroman",
        title: "Alternative ranking order method accounting for two-step normalisation",
        formula: "L^λ + A^(1 − λ), L, A the weighted sums of costs and benefits on the mean of min-max and vector scale",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &["score", "rank"]),
        reading: "larger is better",
        sources: &[
            "Bošković, S., Švadlenka, L., Jovčić, S. et al. (2023). An alternative ranking order method accounting for two-step normalization (AROMAN). IEEE Access 11.",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\n").gives("b, rank: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        rank_units(board, 2, |table| {
            aroman(table, self.beta.get(), self.lambda.get())
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("pymcdm-1.4", Self::default())]
    }
}

/// Scores.
pub fn aroman(table: &Decision, beta: f64, lambda: f64) -> Result<Scores, Undefined> {
    let plain = Decision {
        benefit: vec![true; table.criteria()],
        ..table.clone()
    };
    let range = plain.scaled_or_best(Scaling::MinMax)?;
    let vector = plain.scaled_or_best(Scaling::Vector)?;
    let cell = |c: usize, u: usize| {
        table.weights[c] * (beta * range[c][u] + (1.0 - beta) * vector[c][u]) / 2.0
    };
    let side = |benefit: bool| {
        total(table, |c, u| {
            if table.benefit[c] == benefit {
                cell(c, u)
            } else {
                0.0
            }
        })
    };
    let (low, high) = (side(false), side(true));
    Ok(Scores::larger(
        low.iter()
            .zip(&high)
            .map(|(l, a)| powf(*l, lambda) + powf(*a, 1.0 - lambda))
            .collect(),
    ))
}
