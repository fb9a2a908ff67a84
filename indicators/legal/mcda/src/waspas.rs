//! Weighted aggregated sum product assessment.
use crate::{Scores, method::rank_units, method::total};
use mercatoria_core::*;
use mercatoria_normalisation::{Decision, Scaling};
use mercatoria_numeric::elementary::powf;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Weighted aggregated sum product assessment.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Waspas {
    /// How columns are made comparable.
    pub scaling: Scaling,
    /// Weight of the sum against the product.
    pub lambda: Share,
}
impl Default for Waspas {
    fn default() -> Self {
        Self {
            scaling: Scaling::Linear,
            lambda: Share::new(0.5),
        }
    }
}

impl Indicator for Waspas {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.waspas",
        title: "Weighted aggregated sum product assessment",
        formula: "λ Σ w z + (1 − λ) Π z^w",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::PERIOD],
            &["score", "rank", "wsm", "wpm"],
        ),
        reading: "larger is better",
        sources: &[
            "Zavadskas, E. K., Turskis, Z., Antucheviciene, J., Zakarevicius, A. (2012). Optimization of weighted aggregated sum product assessment. Elektronika ir Elektrotechnika 122(6).",
        ],
        peers: &[
            "scikit-criteria 0.10 does not normalise, so its score depends on the units of measure; `inverse` reproduces it.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\n")
            .gives("b, score: 1; a, score: 0.5"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        rank_units(board, 4, |table| {
            waspas(table, self.scaling, self.lambda.get())
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        crate::method::ratio_laws(self.scaling)
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![
            ("pymcdm-1.4", Self::default()),
            (
                "scikit-criteria-0.10",
                Self {
                    scaling: Scaling::Inverse,
                    ..Self::default()
                },
            ),
        ]
    }
}

/// The mixture, the sum and the product.
pub fn waspas(table: &Decision, scaling: Scaling, lambda: f64) -> Result<Scores, Undefined> {
    let columns = table.scaled_or_best(scaling)?;
    if columns.iter().flatten().any(|z| *z < 0.0) {
        return Err(Undefined::OutOfDomain);
    }
    let sums = total(table, |c, u| table.weights[c] * columns[c][u]);
    let products: Vec<f64> = (0..table.units())
        .map(|u| {
            let powers = columns
                .iter()
                .zip(&table.weights)
                .map(|(z, w)| powf(z[u], *w));
            powers.product()
        })
        .collect();
    let mixed = sums
        .iter()
        .zip(&products)
        .map(|(s, p)| lambda * s + (1.0 - lambda) * p)
        .collect();
    Ok(Scores::larger(mixed).and([sums, products]))
}
