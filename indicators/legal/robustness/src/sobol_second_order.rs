//! Sobol indices of pairs.
use crate::sobol_indices::{Blocks, Centring, VarianceOf};
use mercatoria_core::*;
use mercatoria_numeric::{moments, sum::sum};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Sobol indices of pairs.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SobolSecondOrder {
    /// What the outputs are centred by; `all` includes the BA blocks.
    pub centring: Centring,
    /// Denominator of the variance of A and B together.
    pub variance: VarianceOf,
}
impl Default for SobolSecondOrder {
    fn default() -> Self {
        Self {
            centring: Centring::AB,
            variance: VarianceOf::Sample,
        }
    }
}

impl Indicator for SobolSecondOrder {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "robustness.sobol_second_order",
        title: "Sobol indices of pairs",
        formula: "S_jk = mean (f_BAj f_ABk − f_A f_B)/V − S_j − S_k",
        form: Form::Own(&[]),
        reading: "share of the variance by the interaction of two factors alone; blocks as for sobol_indices, and BA followed by the name of the factor",
        sources: &[
            "Saltelli, A. et al. (2010). Variance based sensitivity analysis of model output. Computer Physics Communications 181(2).",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\n1,A,0\n1,B,1\n1,ABx,1\n1,ABz,0\n1,BAx,0\n1,BAz,1\n2,A,1\n2,B,0\n2,ABx,0\n2,ABz,1\n2,BAx,1\n2,BAz,0\n").gives("x,x: not_applicable"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let (ab, ba) = (Blocks::of(board, "AB"), Blocks::of(board, "BA"));
        let labels: Vec<&str> = ab.factors.iter().map(|(name, _)| &**name).collect();
        let axis = Axis::new("factor", labels);
        let mut axes = vec![axis.clone(), axis.other()];
        let named = board.periods.len() != 1 || !board.periods.label(0).is_empty();
        if named {
            axes.push(board.periods.clone());
        }
        let mut out = Values::over(axes);
        let d = ab.factors.len();
        for j in 0..d {
            for k in 0..d {
                for period in 0..board.periods.len() {
                    out.push(if j == k {
                        Err(Undefined::NotApplicable)
                    } else {
                        self.pair(board, &ab, &ba, (j, k), period)
                    });
                }
            }
        }
        out
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![(
            "salib-1.6",
            Self {
                centring: Centring::All,
                variance: VarianceOf::Population,
            },
        )]
    }
}
impl SobolSecondOrder {
    fn pair(
        &self,
        board: &Scoreboard,
        ab: &Blocks,
        ba: &Blocks,
        (j, k): (usize, usize),
        period: usize,
    ) -> Measure {
        // The estimator is not symmetric in the pair: the first in order gives the BA block.
        let (j, k) = (j.min(k), j.max(k));
        let column = |c: usize| {
            let column = board.column(period, c);
            if column.iter().any(|y| y.is_nan()) {
                Err(Undefined::Missing)
            } else {
                Ok(column)
            }
        };
        let of = |blocks: &Blocks, name: &str| {
            let found = blocks.factors.iter().find(|(n, _)| n == name);
            found.map(|(_, c)| *c).ok_or(Undefined::Missing)
        };
        let a = column(ab.a.ok_or(Undefined::Missing)?)?;
        let b = column(ab.b.ok_or(Undefined::Missing)?)?;
        let (ab_j, ab_k) = (column(ab.factors[j].1)?, column(ab.factors[k].1)?);
        let ba_j = column(of(ba, &ab.factors[j].0)?)?;
        let both: Vec<f64> = a.iter().chain(&b).copied().collect();
        let centre = match self.centring {
            Centring::AB => moments::mean(&both),
            Centring::All => {
                let mut all = both.clone();
                for (_, c) in ab.factors.iter().chain(&ba.factors) {
                    all.extend(column(*c)?);
                }
                moments::mean(&all)
            }
        };
        let centre = centre.ok_or(Undefined::TooFew)?;
        if mercatoria_normalisation::is_constant(&both) {
            return Err(Undefined::ZeroVariance);
        }
        let ddof = usize::from(self.variance == VarianceOf::Sample);
        let v = moments::variance(&both, ddof).ok_or(Undefined::TooFew)?;
        let mean = |f: &dyn Fn(usize) -> f64| {
            let parts: Vec<f64> = (0..a.len()).map(f).collect();
            sum(&parts) / a.len() as f64 / v
        };
        let c = |x: f64| x - centre;
        let joint = mean(&|i| c(ba_j[i]) * c(ab_k[i]) - c(a[i]) * c(b[i]));
        let first = |m: &[f64]| mean(&|i| c(b[i]) * (m[i] - a[i]));
        Ok(joint - first(&ab_j) - first(&ab_k))
    }
}
