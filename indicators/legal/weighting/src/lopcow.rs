//! Weights by the logarithm of root mean square over standard deviation.
use crate::{Over, shares, spread::from_data};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{Decision, Scaling};
use mercatoria_numeric::{elementary::ln, moments, sum::sum_by};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// LOPCOW weights.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Lopcow {
    /// Over which periods.
    pub over: Over,
}

impl Indicator for Lopcow {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "weighting.lopcow",
        title: "LOPCOW weights",
        formula: "PV = 100 |ln(√(Σz²/n)/σ)| on the min-max scale by direction, σ of a sample; w = PV/ΣPV",
        form: Form::Table(&[Scoreboard::CRITERION, Scoreboard::PERIOD], &[]),
        reading: "large where the level is high against the differences",
        sources: &[
            "Ecer, F., Pamucar, D. (2022). A novel LOPCOW-DOBI multi-criteria sustainability performance assessment methodology. Omega 112.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\nc,x,3\na,y,5\nb,y,4\nc,y,3\n")
            .gives("x: 0.5; y: 0.5"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        from_data(board, self.over, lopcow)
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        let mut laws = vec![RelabelUnits, AffineInvariant];
        if self.over == Over::Panel {
            laws.push(crate::spread::adds_up());
        }
        laws
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("pymcdm-1.4", Self::default())]
    }
}

/// LOPCOW weights of a table; [`Undefined::ZeroRange`] for a constant criterion.
pub fn lopcow(table: &Decision) -> Result<Vec<f64>, Undefined> {
    let n = table.units() as f64;
    let power = |column: Vec<f64>| {
        let root = (sum_by(&column, |z| z * z) / n).sqrt();
        let sd = moments::standard_deviation(&column, 1).ok_or(Undefined::TooFew)?;
        Ok(100.0 * ln(root / sd).abs())
    };
    let columns = table.scaled(Scaling::MinMax)?;
    shares(
        columns
            .into_iter()
            .map(power)
            .collect::<Result<_, Undefined>>()?,
    )
}
