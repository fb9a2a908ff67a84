//! Shapley effects.
use crate::{
    sensitivity::{Model, base_points},
    shapley,
};
use mercatoria_core::*;
use mercatoria_normalisation::Scaling;
use mercatoria_numeric::parallel;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Shapley effects.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ShapleyEffects {
    /// Base points.
    pub points: Count,
    /// Largest relative disturbance of a weight.
    pub noise: Share,
    /// Scales; the first is the nominal one.
    pub normalisations: Vec<Scaling>,
    /// Powers of the means; the first is the nominal one.
    pub powers: Vec<Finite>,
}
impl Default for ShapleyEffects {
    fn default() -> Self {
        Self {
            points: Count::new(128),
            noise: Share::new(0.25),
            normalisations: vec![Scaling::MinMax, Scaling::ZScore, Scaling::PercentileRank],
            powers: vec![Finite::new(1.0)],
        }
    }
}

impl Indicator for ShapleyEffects {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "robustness.shapley_effects",
        title: "Shapley effects",
        formula: "Shapley value of the game v(S) = Var E[y | factors in S]/Var y, by pick-freeze of every set of factors",
        form: Form::Own(&[]),
        reading: "share of the variance that the factor accounts for, interactions split evenly; the shares add up to 1. Factors as in sensitivity; at most ten",
        sources: &[
            "Owen, A. B. (2014). Sobol indices and Shapley value. SIAM/ASA Journal on Uncertainty Quantification 2(1).",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,0\nb,x,1\na,y,1\nb,y,0\n")
            .params(r#"{"points":4,"noise":0,"normalisations":["min_max"]}"#)
            .gives("weight: x: zero_variance"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let model = Model::new(board, self.noise.get(), &self.normalisations, &self.powers);
        let d = model.names.len();
        let mut out = Values::over(vec![Axis::new(
            "factor",
            model.names.iter().map(String::as_str),
        )]);
        match effects(&model, self.points.get() as usize) {
            Ok(effects) => effects.into_iter().for_each(|x| out.push(Ok(x))),
            Err(why) => (0..d).for_each(|_| out.push(Err(why))),
        }
        out
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![]
    }
}
fn effects(model: &Model<'_>, n: usize) -> Result<Vec<f64>, Undefined> {
    let d = model.names.len();
    if d > 10 {
        return Err(Undefined::OutOfDomain);
    }
    let base = base_points(n, d);
    // For every set: ½ mean (f(A) − f(A with the others from B))², the variance left when the set is known.
    let chunks = parallel::map_chunks(n, 4, |range| {
        range
            .map(|k| {
                let row = &base[k * 2 * d..(k + 1) * 2 * d];
                let a = model.run(&row[..d])?;
                (0..1usize << d)
                    .map(|set| {
                        let u: Vec<f64> = (0..d)
                            .map(|j| {
                                if set >> j & 1 == 1 {
                                    row[j]
                                } else {
                                    row[d + j]
                                }
                            })
                            .collect();
                        let y = model.run(&u)?;
                        Ok((a - y) * (a - y) / 2.0)
                    })
                    .collect::<Result<Vec<f64>, Undefined>>()
            })
            .collect::<Result<Vec<_>, Undefined>>()
    });
    let mut left = vec![0.0; 1 << d];
    for rows in chunks {
        for row in rows? {
            left.iter_mut()
                .zip(row)
                .for_each(|(a, b)| *a += b / n as f64);
        }
    }
    let whole = left[0];
    if whole <= 0.0 {
        return Err(Undefined::ZeroVariance);
    }
    let known: Vec<f64> = left.iter().map(|l| 1.0 - l / whole).collect();
    Ok(shapley(&known, d))
}
