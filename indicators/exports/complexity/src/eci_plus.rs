//! ECI+: exports corrected by how hard products are to export.
use crate::Iterations;
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::{
    elementary::{exp, ln},
    parallel,
    sum::sum,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// ECI+.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EciPlus {
    /// Number of updates.
    pub iterations: Iterations,
}
impl Default for EciPlus {
    fn default() -> Self {
        Self {
            iterations: Iterations::new(100),
        }
    }
}
impl Indicator for EciPlus {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "complexity.eci_plus",
        title: "ECI+",
        formula: "X_c^n = Σ_p x_cp / Σ_c' (x_c'p / X_c'^(n−1)), divided by its geometric mean; ECI+ = ln X^∞ − ln Σ_p x_cp / X_p; X^0 = Σ_p x_cp",
        form: Form::Column(Matrix::ROW),
        reading: "above 0: corrected exports exceed the average share in products; its authors later showed it equivalent to fitness",
        sources: &[
            "Albeaik, S., Kaltenberg, M., Alsaleh, M. and Hidalgo, C. A. (2017). Improving the economic complexity index. arXiv 1707.05826.",
        ],
        example: Example::csv("row,column,value\nA,a,1\nA,b,1\nB,a,1\nB,b,1\n").gives("A: 0; B: 0"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let rows: Vec<usize> = (0..m.rows()).filter(|r| m.row_totals()[*r] > 0.0).collect();
        if rows.is_empty() {
            return Values::undefined(m.rows(), Undefined::Empty);
        }
        let unit_mean = |x: &mut [f64]| {
            let logs: Vec<f64> = x.iter().map(|x| ln(*x)).collect();
            let mean = exp(sum(&logs) / x.len() as f64);
            x.iter_mut().for_each(|x| *x /= mean);
        };
        let weighed = |weights: &[f64]| -> Vec<f64> {
            parallel::map_chunks(m.columns(), 512, |columns| {
                let mut sums = vec![0.0; columns.len()];
                for (r, w) in rows.iter().zip(weights) {
                    sums.iter_mut()
                        .zip(&m.row(*r)[columns.clone()])
                        .for_each(|(s, x)| *s += x / w);
                }
                sums
            })
            .concat()
        };
        let shares = |of: &[f64]| -> Vec<f64> {
            parallel::map(rows.len(), |i| {
                let terms: Vec<f64> = m
                    .row(rows[i])
                    .iter()
                    .zip(of)
                    .map(|(x, s)| if *s > 0.0 { x / s } else { 0.0 })
                    .collect();
                sum(&terms)
            })
        };
        let mut x: Vec<f64> = rows.iter().map(|r| m.row_totals()[*r]).collect();
        unit_mean(&mut x);
        let mut change = 0.0;
        for _ in 0..self.iterations.get() {
            let mut next = shares(&weighed(&x));
            unit_mean(&mut next);
            change = next
                .iter()
                .zip(&x)
                .map(|(a, b)| (a / b - 1.0).abs())
                .fold(0.0, f64::max);
            x = next;
        }
        let base = shares(m.column_totals());
        let mut out = Values::default();
        let mut at = 0;
        for r in 0..m.rows() {
            if rows.get(at) == Some(&r) {
                out.push(Ok(ln(x[at]) - ln(base[at])));
                at += 1;
            } else {
                out.push(Err(Undefined::EmptyRow));
            }
        }
        if change > 1e-9 {
            out.note(
                "not_converged",
                format!("the last update changed a value by {change:.1e} of itself"),
            );
        }
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![ScaleFree, Relabel]
    }
}
