//! Weights by the effect of removing a criterion.
use crate::{Over, shares, spread::from_data};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::Decision;
use mercatoria_numeric::elementary::{ln, ln_1p};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// MEREC weights.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Merec {
    /// Over which periods.
    pub over: Over,
}

impl Indicator for Merec {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "weighting.merec",
        title: "MEREC weights",
        formula: "z = min/x for a benefit, x/max for a cost; S = ln(1 + mean|ln z|); E_j = Σ|S without j − S|; w = E/ΣE",
        form: Form::Table(&[Scoreboard::CRITERION, Scoreboard::PERIOD], &[]),
        reading: "large where the total changes most without the criterion",
        sources: &[
            "Keshavarz-Ghorabaee, M. et al. (2021). Determination of objective weights using a new method based on the removal effects of criteria (MEREC). Symmetry 13(4).",
        ],
        peers: &["pyDecision 5.1 adds an epsilon to the table."],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,1\na,y,1\nb,y,2\n")
            .gives("x: 0; y: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        from_data(board, self.over, merec)
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        let mut laws = vec![RelabelUnits, RatioInvariant];
        if self.over == Over::Panel {
            laws.push(crate::spread::adds_up());
        }
        laws
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![
            ("pymcdm-1.4", Self::default()),
            ("scikit-criteria-0.10", Self::default()),
        ]
    }
}

/// MEREC weights of a table of positive values.
pub fn merec(table: &Decision) -> Result<Vec<f64>, Undefined> {
    let q = table.criteria();
    let mut logs = vec![];
    for (column, benefit) in table.columns.iter().zip(&table.benefit) {
        let (min, max) = mercatoria_normalisation::extremes(column);
        if min == 0.0 {
            return Err(Undefined::LogOfZero);
        }
        if min < 0.0 {
            return Err(Undefined::OutOfDomain);
        }
        let z = |x: f64| if *benefit { min / x } else { x / max };
        logs.push(column.iter().map(|x| ln(z(*x)).abs()).collect::<Vec<f64>>());
    }
    let mut effect = vec![0.0; q];
    for unit in 0..table.units() {
        let total: f64 = logs.iter().map(|log| log[unit]).sum();
        let whole = ln_1p(total / q as f64);
        for (e, log) in effect.iter_mut().zip(&logs) {
            *e += (ln_1p((total - log[unit]).max(0.0) / q as f64) - whole).abs();
        }
    }
    shares(effect)
}
