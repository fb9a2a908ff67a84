//! Cronbach's alpha.
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{Decision, z_score};
use mercatoria_numeric::moments;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Cronbach's alpha.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
pub struct CronbachAlpha {
    /// Of standard scores instead of raw values.
    pub standardised: bool,
}

impl Indicator for CronbachAlpha {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "robustness.cronbach_alpha",
        title: "Cronbach's alpha",
        formula: "α = k/(k − 1) (1 − Σ var_q/var(Σ x)) of the criteria turned by direction, raw or standardised",
        form: Form::Table(&[Scoreboard::PERIOD], &[]),
        reading: "1: the criteria measure one thing",
        sources: &[
            "Cronbach, L. J. (1951). Coefficient alpha and the internal structure of tests. Psychometrika 16.",
        ],
        peers: &["COINr 1.1 does not turn costs: α = −0.55 for a group with one."],
        example: Example::csv(
            "unit,criterion,value\na,x,1\nb,x,2\nc,x,3\nd,x,5\na,y,1\nb,y,2\nc,y,3\nd,y,5\n",
        )
        .gives("1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        (0..board.periods.len())
            .map(|period| {
                cronbach_alpha(&Decision::of(board, period..period + 1), self.standardised)
            })
            .collect()
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits]
    }
}
/// Alpha of the criteria of a table.
pub fn cronbach_alpha(table: &Decision, standardised: bool) -> Measure {
    let k = table.criteria() as f64;
    if table.criteria() < 2 || table.units() < 2 {
        return Err(Undefined::TooFew);
    }
    let columns: Vec<Vec<f64>> = table
        .columns
        .iter()
        .zip(&table.benefit)
        .map(|(column, benefit)| {
            column
                .iter()
                .map(|x| if *benefit { *x } else { -x })
                .collect()
        })
        .collect();
    let scaled = columns
        .into_iter()
        .map(|c| {
            if standardised {
                z_score(&c, true, 1)
            } else {
                Ok(c)
            }
        })
        .collect::<Result<Vec<_>, _>>()?;
    let variance = |xs: &[f64]| moments::variance(xs, 1).ok_or(Undefined::TooFew);
    let mut parts = 0.0;
    for column in &scaled {
        parts += variance(column)?;
    }
    let sums: Vec<f64> = (0..table.units())
        .map(|u| scaled.iter().map(|c| c[u]).sum())
        .collect();
    let whole = variance(&sums)?;
    // What is left of a sum that cancels is rounding.
    if whole <= 1e-12 * parts {
        return Err(Undefined::ZeroVariance);
    }
    Ok(k / (k - 1.0) * (1.0 - parts / whole))
}
