//! Election based on relative value distances.
use crate::{Scores, method::rank_units, method::total};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{ByCriterion, Decision};
use mercatoria_numeric::elementary::powf;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Election based on relative value distances.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Ervd {
    /// Reference value by criterion; without, the mean.
    pub reference: ByCriterion<Finite>,
    /// Power of gains and losses.
    pub alpha: Positive,
    /// How much a loss weighs.
    pub lambda: Positive,
}
impl Default for Ervd {
    fn default() -> Self {
        Self {
            reference: ByCriterion::new(),
            alpha: Positive::new(0.88),
            lambda: Positive::new(2.25),
        }
    }
}

impl Indicator for Ervd {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.ervd",
        title: "Election based on relative value distances",
        formula: "S⁻/(S⁺ + S⁻) of the values (x − μ)^α for gains, −λ(μ − x)^α for losses against a reference, on shares of the sum",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &["score", "rank"]),
        reading: "1: best",
        sources: &[
            "Shyur, H.-J., Yin, L., Shih, H.-S., Cheng, C.-B. (2015). A multiple criteria decision making method based on relative value distances. Foundations of Computing and Decision Sciences 40(4).",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\n")
            .gives("b, score: 1; a, score: 0"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        rank_units(board, 2, |table| {
            let reference: Vec<f64> = (0..table.criteria())
                .map(|c| match self.reference.get(board.criteria.label(c)) {
                    Some(given) => given.get(),
                    None => mercatoria_numeric::sum::sum(&table.columns[c]) / table.units() as f64,
                })
                .collect();
            ervd(table, &reference, self.alpha.get(), self.lambda.get())
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits, Within(0.0, f64::MAX)]
    }
}

/// Scores from reference values by criterion.
pub fn ervd(
    table: &Decision,
    reference: &[f64],
    alpha: f64,
    lambda: f64,
) -> Result<Scores, Undefined> {
    if table.columns.iter().flatten().any(|x| *x < 0.0) {
        return Err(Undefined::OutOfDomain);
    }
    let mut columns = vec![];
    for (c, column) in table.columns.iter().enumerate() {
        let all = mercatoria_numeric::sum::sum(column);
        if all == 0.0 {
            return Err(Undefined::EmptyColumn);
        }
        let mu = reference[c] / all;
        let value = |x: &f64| {
            let gain = if table.benefit[c] {
                x / all - mu
            } else {
                mu - x / all
            };
            if gain >= 0.0 {
                powf(gain, alpha)
            } else {
                -lambda * powf(-gain, alpha)
            }
        };
        columns.push(column.iter().map(value).collect::<Vec<f64>>());
    }
    let gap = |best: bool| {
        total(table, |c, u| {
            let (low, high) = mercatoria_normalisation::extremes(&columns[c]);
            table.weights[c] * (columns[c][u] - if best { high } else { low }).abs()
        })
    };
    let (plus, minus) = (gap(true), gap(false));
    if plus.iter().zip(&minus).any(|(p, m)| p + m == 0.0) {
        return Err(Undefined::Constant);
    }
    Ok(Scores::larger(
        plus.iter().zip(&minus).map(|(p, m)| m / (p + m)).collect(),
    ))
}
