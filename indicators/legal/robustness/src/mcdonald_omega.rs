//! McDonald's omega.
use crate::kmo::correlations;
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::Decision;
use mercatoria_numeric::eigen;
use mercatoria_weighting::Correlation;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// McDonald's omega.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct McdonaldOmega {}

impl Indicator for McdonaldOmega {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "robustness.mcdonald_omega",
        title: "McDonald's omega",
        formula: "ω = (Σ l)²/((Σ l)² + Σ(1 − l²)), l the loadings of one principal-axis factor of the correlations, criteria turned by direction",
        form: Form::Table(&[Scoreboard::PERIOD], &[]),
        reading: "1: the criteria measure one thing",
        sources: &["McDonald, R. P. (1999). Test theory: a unified treatment. Erlbaum."],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\nc,x,3\nd,x,5\na,y,1\nb,y,2\nc,y,3\nd,y,5\na,z,1\nb,z,2\nc,z,3\nd,z,5\n").gives("1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        (0..board.periods.len())
            .map(|period| mcdonald_omega(&Decision::of(board, period..period + 1)))
            .collect()
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![Within(0.0, 1.0)]
    }
}
/// Omega of the criteria of a table.
pub fn mcdonald_omega(table: &Decision) -> Measure {
    let q = table.criteria();
    if q < 3 {
        return Err(Undefined::TooFew);
    }
    let mut r = correlations(table, Correlation::Pearson)?;
    // Principal axis factoring: communalities on the diagonal until they settle.
    let mut loadings = vec![0.0; q];
    for i in 0..q {
        r[i * q + i] = (0..q)
            .filter(|j| *j != i)
            .map(|j| r[i * q + j].abs())
            .fold(0.0, f64::max);
    }
    for _ in 0..2000 {
        let eigen = eigen::symmetric(&r, q).map_err(|_| Undefined::NotConverged)?;
        let scale = eigen.values[0].max(0.0).sqrt();
        let mut moved = 0.0_f64;
        for i in 0..q {
            loadings[i] = eigen.vector(0)[i] * scale;
            let communality = (loadings[i] * loadings[i]).min(1.0);
            moved = moved.max((communality - r[i * q + i]).abs());
            r[i * q + i] = communality;
        }
        if moved < 1e-13 {
            break;
        }
    }
    let sum: f64 = loadings.iter().sum();
    let own: f64 = loadings.iter().map(|l| (1.0 - l * l).max(0.0)).sum();
    Ok(sum * sum / (sum * sum + own))
}
