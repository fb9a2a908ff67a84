//! Combinative distance-based assessment.
use crate::{Scores, method::rank_units, method::total, method::weighted};
use mercatoria_core::*;
use mercatoria_normalisation::{Decision, Scaling};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Combinative distance-based assessment.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Codas {
    /// How columns are made comparable.
    pub scaling: Scaling,
    /// Euclidean distances closer than this count as equal.
    pub tau: Amount,
}
impl Default for Codas {
    fn default() -> Self {
        Self {
            scaling: Scaling::Linear,
            tau: Amount::new(0.02),
        }
    }
}

impl Indicator for Codas {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.codas",
        title: "Combinative distance-based assessment",
        formula: "H = Σ_k (E_i − E_k) + ψ(E_i − E_k)(T_i − T_k), E, T Euclidean and taxicab distances to the worst, ψ = 1 from τ on",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::PERIOD],
            &["score", "rank", "euclidean", "taxicab"],
        ),
        reading: "larger is better",
        sources: &[
            "Keshavarz Ghorabaee, M., Zavadskas, E. K., Turskis, Z., Antucheviciene, J. (2016). A new combinative distance-based assessment (CODAS) method for multi-criteria decision-making. Economic Computation and Economic Cybernetics Studies and Research 50(3).",
        ],
        peers: &["scikit-criteria 0.10 refuses a table that is not normalised."],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\n")
            .gives("b, score: 1; a, score: -1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        rank_units(board, 4, |table| codas(table, self.scaling, self.tau.get()))
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        crate::method::ratio_laws(self.scaling)
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("pymcdm-1.4", Self::default())]
    }
}

/// Assessment scores, and both distances.
pub fn codas(table: &Decision, scaling: Scaling, tau: f64) -> Result<Scores, Undefined> {
    let columns = weighted(table, scaling)?;
    let worst: Vec<f64> = columns
        .iter()
        .map(|c| mercatoria_normalisation::extremes(c).0)
        .collect();
    let gap = |c: usize, u: usize| columns[c][u] - worst[c];
    let e: Vec<f64> = total(table, |c, u| gap(c, u) * gap(c, u))
        .into_iter()
        .map(f64::sqrt)
        .collect();
    let t = total(table, |c, u| gap(c, u).abs());
    let h = (0..table.units())
        .map(|i| {
            let against = |k: usize| {
                let (d, taxi) = (e[i] - e[k], t[i] - t[k]);
                d + if d.abs() >= tau { taxi } else { 0.0 }
            };
            (0..table.units()).map(against).sum()
        })
        .collect();
    Ok(Scores::larger(h).and([e, t]))
}
