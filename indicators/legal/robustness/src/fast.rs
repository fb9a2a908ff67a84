//! Extended Fourier amplitude sensitivity test.
use crate::morris::in_order;
use mercatoria_core::*;
use mercatoria_numeric::elementary::{cos, sin};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Extended Fourier amplitude sensitivity test.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Fast {
    /// M.
    pub harmonics: Count,
}
impl Default for Fast {
    fn default() -> Self {
        Self {
            harmonics: Count::new(4),
        }
    }
}

impl Indicator for Fast {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "robustness.fast",
        title: "Extended Fourier amplitude sensitivity test",
        formula: "first 2Σ_{p ≤ M} Λ(pω)/V, total 1 − 2Σ_{k ≤ ω/2} Λ(k)/V along the search curve of the factor, ω = ⌊(N − 1)/2M⌋",
        form: Form::Own(&["first", "total"]),
        reading: "as Sobol indices. Units are the points of the search curve in order of their labels, criteria the outputs along the curve of each factor",
        sources: &[
            "Saltelli, A., Tarantola, S., Chan, K. P.-S. (1999). A quantitative model-independent method for global sensitivity analysis of model output. Technometrics 41(1).",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\n1,x,0\n2,x,2\n3,x,1\n4,x,-1\n5,x,-2\n")
            .params(r#"{"harmonics":1}"#)
            .gives("x,first: 0.00806504495…"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let mut out = Values::over(vec![board.criteria.named("factor")]);
        let order = in_order(&board.units);
        let n = order.len();
        let m = self.harmonics.get() as usize;
        let omega = (n.max(1) - 1) / (2 * m);
        for c in 0..board.criteria.len() {
            let all = board.column(0, c);
            let y: Vec<f64> = order.iter().map(|u| all[*u]).collect();
            let found = if y.iter().any(|y| y.is_nan()) {
                Err(Undefined::Missing)
            } else if omega < 2 {
                Err(Undefined::TooFew)
            } else if mercatoria_normalisation::is_constant(&y) {
                Err(Undefined::ZeroVariance)
            } else {
                let power = |k: usize| {
                    let (mut re, mut im) = (0.0, 0.0);
                    for (t, y) in y.iter().enumerate() {
                        let angle = 2.0 * std::f64::consts::PI * (k * t % n) as f64 / n as f64;
                        re += y * cos(angle);
                        im += y * sin(angle);
                    }
                    (re * re + im * im) / (n * n) as f64
                };
                let half: Vec<f64> = (1..=(n - 1) / 2).map(power).collect();
                let v: f64 = 2.0 * half.iter().sum::<f64>();
                let first: f64 = (1..=m).filter_map(|p| half.get(p * omega - 1)).sum();
                let low: f64 = half[..omega / 2].iter().sum();
                Ok([2.0 * first / v, 1.0 - 2.0 * low / v])
            };
            match found {
                Ok(cells) => cells.into_iter().for_each(|x| out.push(Ok(x))),
                Err(why) => (0..2).for_each(|_| out.push(Err(why))),
            }
        }
        out
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![]
    }
}
