//! What holds a unit back: its weighted gaps to the best, as shares.
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{Decision, Scaling};
use mercatoria_weighting::EntropyWeights;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where the weights come from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ObstacleWeights {
    /// Entropy of the min-max values, as in most studies.
    #[default]
    Entropy,
    /// The table of criteria.
    Given,
}
/// Obstacle degree.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ObstacleDegree {
    /// Where the weights come from.
    pub weights: ObstacleWeights,
}

impl Indicator for ObstacleDegree {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "coordination.obstacle_degree",
        title: "Obstacle degree",
        formula: "O_ij = (1 − z_ij) w_j/Σ_j (1 − z_ij) w_j, z min-max by direction over all periods",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::CRITERION, Scoreboard::PERIOD],
            &[],
        ),
        reading: "share of the criterion in the unit's gap to the best; undefined for a unit that is best in everything",
        sources: &[
            "Lei, X., Qiu, G. (2016). Empirical study about the carrying capacity evaluation of regional resources and environment based on entropy-weight TOPSIS model. Acta Scientiae Circumstantiae 36(1).",
        ],
        example: Example::csv("unit,criterion,value\na,x,0\nb,x,4\na,y,1\nb,y,3\n")
            .params(r#"{"weights":"given"}"#)
            .gives("a,x: 0.5; a,y: 0.5; b,x: zero_denominator"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let (n, q, periods) = (board.units.len(), board.criteria.len(), board.periods.len());
        let table = Decision::of(board, 0..periods);
        let found = self.degrees(&table);
        let mut cells = vec![Err(Undefined::Missing); n * q * periods];
        for (at, (period, unit)) in table.rows.iter().enumerate() {
            for c in 0..q {
                cells[(unit * q + c) * periods + period] = match &found {
                    Ok(degrees) => degrees[at][c],
                    Err(why) => Err(*why),
                };
            }
        }
        cells.into_iter().collect()
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits, AffineInvariant, Within(0.0, 1.0)]
    }
}
impl ObstacleDegree {
    fn degrees(&self, table: &Decision) -> Result<Vec<Vec<Measure>>, Undefined> {
        if table.units() == 0 {
            return Err(Undefined::Missing);
        }
        let columns = table.scaled_or_best(Scaling::MinMax)?;
        let weights = match self.weights {
            ObstacleWeights::Given => table.weights.clone(),
            ObstacleWeights::Entropy => {
                let unit = EntropyWeights {
                    scaling: Scaling::MinMax,
                    ..EntropyWeights::default()
                };
                unit.weights(table)?
            }
        };
        Ok((0..table.units())
            .map(|u| {
                let gaps: Vec<f64> = columns
                    .iter()
                    .zip(&weights)
                    .map(|(z, w)| (1.0 - z[u]) * w)
                    .collect();
                let total: f64 = gaps.iter().sum();
                let share = |g: f64| {
                    if total > 0.0 {
                        Ok(g / total)
                    } else {
                        Err(Undefined::ZeroDenominator)
                    }
                };
                gaps.into_iter().map(share).collect()
            })
            .collect())
    }
}
