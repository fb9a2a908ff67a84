//! Mean with a penalty for uneven profiles: M ∓ S² / M.
use crate::{generalised_mean::has_cost, mean_min::known};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::Ddof;
use mercatoria_numeric::moments;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Sign of the penalty.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Penalty {
    /// M − S²/M: for phenomena where more is better.
    #[default]
    Subtract,
    /// M + S²/M: for phenomena where more is worse.
    Add,
}
/// Mazziotta-Pareto index of values that are on its scale already.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Mpi {
    /// Sign of the penalty.
    pub penalty: Penalty,
    /// 0: variance of all values of the unit, as in the original; 1: of a sample.
    pub ddof: Ddof,
}
impl Default for Mpi {
    fn default() -> Self {
        Self {
            penalty: Penalty::Subtract,
            ddof: Ddof::new(0),
        }
    }
}

impl Indicator for Mpi {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "aggregation.mpi",
        title: "Mazziotta-Pareto index",
        formula: "M ∓ S²/M over the criteria of a unit, unweighted, on the scale 100 ± 10 (see mpi_scale)",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::PERIOD],
            &["score", "mean", "penalty"],
        ),
        reading: "about 70 to 130; equal to the mean where all criteria are equal",
        sources: &[
            "De Muro, P., Mazziotta, M., Pareto, A. (2011). Composite indices of development and poverty: an application to MDGs. Social Indicators Research 104.",
        ],
        peers: &[
            "Compind 3.4: ci_mpi calls \"POS\" what subtracts and takes the sample deviation, ci_ampi calls \"NEG\" what subtracts and takes that of the population.",
        ],
        example: Example::csv("unit,criterion,value\na,x,90\na,y,110\n")
            .gives("a, score: 99; a, mean: 100; a, penalty: -1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let weights = vec![1.0; board.criteria.len()];
        board.by_period(board.units.len(), 3, |period| {
            (0..board.units.len())
                .flat_map(|unit| {
                    if has_cost(board) {
                        return [Err(Undefined::CostNotTurned); 3];
                    }
                    let (row, _) = known(&board.row(period, unit), &weights);
                    penalised(&row, self.penalty, self.ddof.get() as usize)
                })
                .collect()
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        let compind = Self {
            ddof: Ddof::new(1),
            ..Self::default()
        };
        vec![("compind-3.4", compind)]
    }
}
/// Score, mean and signed penalty.
pub(crate) fn penalised(row: &[f64], penalty: Penalty, ddof: usize) -> [Measure; 3] {
    match mazziotta_pareto(row, penalty, ddof) {
        Ok((score, mean, penalty)) => [Ok(score), Ok(mean), Ok(penalty)],
        Err(why) => [Err(why); 3],
    }
}
/// Score, mean and signed penalty of the values of a unit.
///
/// ```
/// use mercatoria_aggregation::{Penalty, mazziotta_pareto};
/// assert_eq!(mazziotta_pareto(&[90.0, 110.0], Penalty::Subtract, 0), Ok((99.0, 100.0, -1.0)));
/// ```
pub fn mazziotta_pareto(
    row: &[f64],
    penalty: Penalty,
    ddof: usize,
) -> Result<(f64, f64, f64), Undefined> {
    let mean = moments::mean(row).ok_or(Undefined::Missing)?;
    let variance = moments::variance(row, ddof).ok_or(Undefined::TooFew)?;
    if mean == 0.0 {
        return Err(Undefined::ZeroDenominator);
    }
    if mean < 0.0 {
        return Err(Undefined::OutOfDomain);
    }
    let size = variance / mean;
    let signed = match penalty {
        Penalty::Subtract => -size,
        Penalty::Add => size,
    };
    Ok((mean + signed, mean, signed))
}
