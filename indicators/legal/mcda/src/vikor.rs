//! Compromise ranking (VIKOR).
use crate::{Scores, method::rank_units, method::total};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::Decision;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Compromise ranking (VIKOR).
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Vikor {
    /// Weight of the majority against the single worst criterion.
    pub v: Share,
}
impl Default for Vikor {
    fn default() -> Self {
        Self { v: Share::new(0.5) }
    }
}

impl Indicator for Vikor {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.vikor",
        title: "Compromise ranking (VIKOR)",
        formula: "S = Σ w(f* − f)/(f* − f⁻), R = max of the same, Q = v(S − S*)/(S⁻ − S*) + (1 − v)(R − R*)/(R⁻ − R*)",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::PERIOD],
            &["q", "rank", "s", "r"],
        ),
        reading: "lower is better",
        sources: &[
            "Opricovic, S., Tzeng, G.-H. (2004). Compromise solution by MCDM methods. European Journal of Operational Research 156(2).",
        ],
        peers: &[
            "pyrepo-mcda gives NaN where R is the same for all; here that term is 0.",
            "scikit-criteria 0.10 ranks by compromise sets, so several units share the first place.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\n").gives("b, q: 0; a, q: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        rank_units(board, 4, |table| vikor(table, self.v.get()))
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits, AffineInvariant]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![
            ("pymcdm-1.4", Self::default()),
            ("scikit-criteria-0.10", Self::default()),
        ]
    }
}

/// Q, S and R. A criterion without range adds nothing; where S or R is the same for all, its term is 0.
pub fn vikor(table: &Decision, v: f64) -> Result<Scores, Undefined> {
    let loss = |c: usize, u: usize| {
        let (best, worst) = table.best_and_worst(c);
        if best == worst {
            0.0
        } else {
            table.weights[c] * (best - table.columns[c][u]) / (best - worst)
        }
    };
    let s = total(table, loss);
    let r: Vec<f64> = (0..table.units())
        .map(|u| {
            (0..table.criteria())
                .map(|c| loss(c, u))
                .fold(0.0, f64::max)
        })
        .collect();
    let relative = |xs: &[f64]| -> Option<Vec<f64>> {
        let (low, high) = mercatoria_normalisation::extremes(xs);
        (high - low > 1e-12 * high.abs())
            .then(|| xs.iter().map(|x| (x - low) / (high - low)).collect())
    };
    let zeros = vec![0.0; table.units()];
    let q = match (relative(&s), relative(&r)) {
        (None, None) => return Err(Undefined::Constant),
        (a, b) => {
            let (a, b) = (a.unwrap_or(zeros.clone()), b.unwrap_or(zeros));
            a.iter()
                .zip(&b)
                .map(|(a, b)| v * a + (1.0 - v) * b)
                .collect()
        }
    };
    Ok(Scores::smaller(q).and([s, r]))
}
