//! Bartlett's test of sphericity.
use crate::kmo::correlations;
use mercatoria_core::*;
use mercatoria_normalisation::Decision;
use mercatoria_numeric::{distribution::chi_square, eigen, elementary::ln};
use mercatoria_weighting::Correlation;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Bartlett's test of sphericity.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BartlettSphericity {}

impl Indicator for BartlettSphericity {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "robustness.bartlett_sphericity",
        title: "Bartlett's test of sphericity",
        formula: "χ² = −(n − 1 − (2q + 5)/6) ln det R, q(q − 1)/2 degrees of freedom",
        form: Form::Table(&[Scoreboard::PERIOD], &["statistic", "freedom", "p_value"]),
        reading: "a small probability: the criteria are correlated",
        sources: &[
            "Bartlett, M. S. (1954). A note on the multiplying factors for various χ² approximations. Journal of the Royal Statistical Society B 16.",
        ],
        peers: &[],
        example: Example::csv(
            "unit,criterion,value\na,x,1\nb,x,2\nc,x,3\nd,x,4\na,y,1\nb,y,3\nc,y,2\nd,y,4\n",
        )
        .gives("freedom: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        (0..board.periods.len())
            .flat_map(|period| {
                match bartlett_sphericity(&Decision::of(board, period..period + 1)) {
                    Ok(values) => values.map(Ok),
                    Err(why) => [Err(why); 3],
                }
            })
            .collect()
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![]
    }
}
/// χ², degrees of freedom and probability.
pub fn bartlett_sphericity(table: &Decision) -> Result<[f64; 3], Undefined> {
    let (n, q) = (table.units() as f64, table.criteria());
    if q < 2 {
        return Err(Undefined::OneLabel);
    }
    let r = correlations(table, Correlation::Pearson)?;
    let eigen = eigen::symmetric(&r, q).map_err(|_| Undefined::NotConverged)?;
    if eigen.values.iter().any(|v| *v < 1e-12) {
        return Err(Undefined::Degenerate);
    }
    let log: f64 = eigen.values.iter().map(|v| ln(*v)).sum();
    let size = q as f64;
    let chi = (-(n - 1.0 - (2.0 * size + 5.0) / 6.0) * log).max(0.0);
    let freedom = size * (size - 1.0) / 2.0;
    Ok([chi, freedom, chi_square::survival(chi, freedom)])
}
