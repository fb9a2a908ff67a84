//! Location quotient of a region together with its neighbours.
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::elementary::exp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the links between rows become weights.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kernel {
    /// The links are weights.
    #[default]
    Weights,
    /// The links are distances: (1 − (d/h)²)² below h, the distance of the k-th nearest neighbour.
    Bisquare,
    /// The links are distances: exp(−d/h), h the mean distance of all links.
    Exponential,
}
/// Focal location quotient.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LqFocal {
    /// How links become weights.
    pub kernel: Kernel,
    /// Which neighbour's distance bounds the bi-square kernel.
    pub k: Count,
    /// Weight of the region itself.
    pub self_weight: Amount,
}
impl Default for LqFocal {
    fn default() -> Self {
        Self {
            kernel: Kernel::Weights,
            k: Count::new(5),
            self_weight: Amount::new(1.0),
        }
    }
}

impl Indicator for LqFocal {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "specialisation.lq_focal",
        title: "Focal location quotient",
        formula: "LQ = (Σ_q w_rq x_qi / Σ_q w_rq X_q) / (X_i / X)",
        form: Form::Grid(Matrix::ROW, Matrix::COLUMN),
        reading: "like the location quotient, of a neighbourhood instead of a region",
        sources: &[
            "Cromley, R. G. and Hanink, D. M. (2012). Focal location quotients: specification and application. Geographical Analysis 44(4).",
        ],
        peers: &[
            "lctools 0.2 normalises the kernel's weights again inside the loop over neighbours, so that its result depends on their order.",
        ],
        example: Example::csv("row,column,value\nR1,I1,3\nR1,I2,1\nR2,I1,1\nR2,I2,3\n")
            .files(&[("row_relation", "from,to,weight\nR1,R2,1\nR2,R1,0\n")])
            .gives("R1, I1: 1; R2, I2: 1.5"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let Some(links) = &m.side(Matrix::ROW).links else {
            let mut out = Values::undefined(m.values().len(), Undefined::Missing);
            out.note(
                "side_missing",
                "needs the links between rows: row_relation.csv (from,to,weight)",
            );
            return out;
        };
        let (of_column, total) = (m.column_totals(), m.total());
        let weights: Vec<f64> = links.links.iter().map(|l| l.2).collect();
        let mean = mercatoria_numeric::moments::mean(&weights).unwrap_or(1.0);
        let mut out = Values::with_capacity(m.values().len());
        for r in 0..m.rows() {
            let mut line = vec![0.0; m.columns()];
            let mut held = 0.0;
            let mut add = |q: usize, w: f64| {
                held += w * m.row_totals()[q];
                let cells = line.iter_mut().zip(m.row(q));
                cells.for_each(|(sum, x)| *sum += w * x);
            };
            add(r, self.self_weight.get());
            for (q, w) in self.neighbours(links.from(r), r, mean) {
                add(q, w);
            }
            for (c, x) in line.iter().enumerate() {
                out.push(if held <= 0.0 {
                    Err(Undefined::EmptyRow)
                } else if of_column[c] == 0.0 {
                    Err(Undefined::EmptyColumn)
                } else {
                    Ok(x / held / (of_column[c] / total))
                });
            }
        }
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![ScaleFree, Relabel, Proportional(1.0)]
    }
}
impl LqFocal {
    fn neighbours(&self, links: &[(u32, u32, f64)], own: usize, mean: f64) -> Vec<(usize, f64)> {
        let others = links.iter().filter(|(_, to, _)| *to as usize != own);
        let mut distances: Vec<f64> = others.clone().map(|l| l.2).collect();
        mercatoria_numeric::order::sort(&mut distances);
        let bound = distances
            .get(self.k.get() as usize - 1)
            .or(distances.last())
            .copied()
            .unwrap_or(0.0);
        others
            .map(|(_, to, x)| {
                let weight = match self.kernel {
                    Kernel::Weights => x.max(0.0),
                    Kernel::Bisquare if *x < bound => {
                        let inside = 1.0 - (x / bound) * (x / bound);
                        inside * inside
                    }
                    Kernel::Bisquare => 0.0,
                    Kernel::Exponential => exp(-x / mean.max(f64::MIN_POSITIVE)),
                };
                (*to as usize, weight)
            })
            .collect()
    }
}
