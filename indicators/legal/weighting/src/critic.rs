//! w ∝ sd · Σ (1 − r): criteria that differ between units and say something of their own.
use crate::{Over, shares, spread::from_data};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{Decision, Scaling, is_constant};
use mercatoria_numeric::{correlation, moments};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Kind of correlation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Correlation {
    /// Product-moment.
    #[default]
    Pearson,
    /// Of ranks.
    Spearman,
    /// Of concordant and discordant pairs (tau-b).
    Kendall,
}
impl Correlation {
    /// The coefficient; `None` where one side is constant.
    pub fn of(self, xs: &[f64], ys: &[f64]) -> Option<f64> {
        match self {
            Correlation::Pearson => correlation::pearson(xs, ys),
            Correlation::Spearman => correlation::spearman(xs, ys),
            Correlation::Kendall => correlation::kendall(xs, ys),
        }
    }
}
/// CRITIC weights.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Critic {
    /// Kind of correlation.
    pub correlation: Correlation,
    /// Over which periods.
    pub over: Over,
}

impl Indicator for Critic {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "weighting.critic",
        title: "CRITIC weights",
        formula: "w_q ∝ sd_q Σ_k (1 − r_qk), on the min-max scale by direction",
        form: Form::Table(&[Scoreboard::CRITERION, Scoreboard::PERIOD], &[]),
        reading: "large where a criterion differs between units and is in conflict with the others; 0 for a constant one",
        sources: &[
            "Diakoulaki, D., Mavrotas, G., Papayannakis, L. (1995). Determining objective weights in multiple criteria problems: the CRITIC method. Computers & Operations Research 22(7).",
        ],
        peers: &[
            "pymcdm 1.4 takes every criterion as a benefit: with one cost it gives (0.132, 0.257, 0.384, 0.227) where the method gives (0.269, 0.283, 0.259, 0.188).",
        ],
        example: Example::csv(
            "unit,criterion,value\na,x,1\nb,x,2\nc,x,3\na,y,1\nb,y,2\nc,y,3\na,z,3\nb,z,2\nc,z,1\n",
        )
        .gives("x: 0.25; y: 0.25; z: 0.5"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        from_data(board, self.over, |table| critic(table, self.correlation))
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        let mut laws = vec![RelabelUnits, AffineInvariant];
        if self.over == Over::Panel {
            laws.push(crate::spread::adds_up());
        }
        laws
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("scikit-criteria-0.10", Self::default())]
    }
}

/// CRITIC weights of a table.
pub fn critic(table: &Decision, kind: Correlation) -> Result<Vec<f64>, Undefined> {
    if table.units() < 2 {
        return Err(Undefined::TooFew);
    }
    let columns = table.scaled_or_best(Scaling::MinMax)?;
    let differs: Vec<bool> = columns.iter().map(|column| !is_constant(column)).collect();
    let information = |q: usize| {
        if !differs[q] {
            return Ok(0.0);
        }
        let sd = moments::standard_deviation(&columns[q], 0).ok_or(Undefined::TooFew)?;
        let conflict: f64 = (0..columns.len())
            .filter(|k| *k != q && differs[*k])
            .map(|k| 1.0 - kind.of(&columns[q], &columns[k]).unwrap_or(0.0))
            .sum();
        Ok(sd * conflict.max(0.0))
    };
    shares(
        (0..columns.len())
            .map(information)
            .collect::<Result<_, _>>()?,
    )
}
