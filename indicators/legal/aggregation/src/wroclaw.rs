//! Distance to the ideal unit, by its mean and spread.
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{Ddof, Decision, Scaling};
use mercatoria_numeric::moments;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Wroclaw taxonomic method.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Wroclaw {
    /// The scale on which distances are taken; `none` for values that are comparable already.
    pub scaling: Scaling,
    /// Of the standard deviation of the distances.
    pub ddof: Ddof,
}
impl Default for Wroclaw {
    fn default() -> Self {
        Self {
            scaling: Scaling::None,
            ddof: Ddof::new(1),
        }
    }
}

impl Indicator for Wroclaw {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "aggregation.wroclaw",
        title: "Wroclaw taxonomic method",
        formula: "d_i/(mean d + 2 sd d), d_i the Euclidean distance to the best value of each criterion",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::PERIOD],
            &["score", "distance"],
        ),
        reading: "0: best in everything; lower is better",
        sources: &[
            "Hellwig, Z. (1968). Zastosowanie metody taksonomicznej do typologicznego podziału krajów. Przegląd Statystyczny 15.",
        ],
        peers: &["Compind 3.4 switches off all warnings of the session."],
        example: Example::csv("unit,criterion,value\na,x,0\nb,x,1\na,y,0\nb,y,0\n")
            .gives("a, distance: 1; b, score: 0"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        board.by_period(board.units.len(), 2, |period| {
            let table = Decision::of(board, period..period + 1);
            let mut out = vec![Err(Undefined::Missing); 2 * board.units.len()];
            let scores = wroclaw(&table, self.scaling, self.ddof.get() as usize);
            for (at, (_, unit)) in table.rows.iter().enumerate() {
                match &scores {
                    Ok((scores, distances)) => {
                        out[2 * unit] = Ok(scores[at]);
                        out[2 * unit + 1] = Ok(distances[at]);
                    }
                    Err(why) => out[2 * unit..2 * unit + 2].fill(Err(*why)),
                }
            }
            out
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits]
    }
}
/// Scores and distances of the units of a table.
pub fn wroclaw(
    table: &Decision,
    scaling: Scaling,
    ddof: usize,
) -> Result<(Vec<f64>, Vec<f64>), Undefined> {
    let columns = table.scaled_or_best(scaling)?;
    let ideal: Vec<f64> = columns
        .iter()
        .zip(&table.benefit)
        .map(|(column, benefit)| {
            let (min, max) = mercatoria_normalisation::extremes(column);
            if *benefit || scaling != Scaling::None {
                max
            } else {
                min
            }
        })
        .collect();
    let distances: Vec<f64> = (0..table.units())
        .map(|u| {
            columns
                .iter()
                .zip(&ideal)
                .map(|(c, best)| (c[u] - best) * (c[u] - best))
                .sum::<f64>()
                .sqrt()
        })
        .collect();
    let mean = moments::mean(&distances).ok_or(Undefined::Missing)?;
    let sd = moments::standard_deviation(&distances, ddof).ok_or(Undefined::TooFew)?;
    let scale = mean + 2.0 * sd;
    if scale == 0.0 {
        return Err(Undefined::Constant);
    }
    Ok((distances.iter().map(|d| d / scale).collect(), distances))
}
