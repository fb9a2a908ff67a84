//! The advantage that similar products of the country, or similar countries, lead one to expect.
use crate::relatedness_of_quotients;
use mercatoria_advantage::quotients;
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::parallel;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which neighbours speak for a cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Neighbours {
    /// Similar products of the same country.
    #[default]
    Products,
    /// Similar countries in the same product.
    Countries,
    /// The mean of both.
    Both,
}
/// Implied comparative advantage.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ImpliedComparativeAdvantage {
    /// Which neighbours speak.
    pub neighbours: Neighbours,
    /// How many of them (all that tie with the last).
    pub k: Count,
}
impl Default for ImpliedComparativeAdvantage {
    fn default() -> Self {
        Self {
            neighbours: Neighbours::default(),
            k: Count::new(50),
        }
    }
}
/// Σ_j φ_ij x_j / Σ_j φ_ij over the k nearest j ≠ i, for each line i of `x` (lines × cells); NaN without neighbours.
fn expected(x: &[f64], lines: usize, cells: usize, k: usize) -> Vec<f64> {
    let turned: Vec<f64> = (0..cells)
        .flat_map(|c| (0..lines).map(move |l| x[l * cells + c]))
        .collect();
    let phi = relatedness_of_quotients(&turned, cells, lines, false, false);
    let made = parallel::map(lines, |i| {
        let line = &phi[i * lines..][..lines];
        let mut near: Vec<usize> = (0..lines).filter(|j| *j != i && line[*j] > 0.0).collect();
        near.sort_by(|a, b| line[*b].total_cmp(&line[*a]).then(a.cmp(b)));
        let least = near
            .get(k.saturating_sub(1))
            .map_or(0.0, |j| line[*j] * (1.0 - 1e-12));
        near.retain(|j| line[*j] >= least);
        near.sort_unstable();
        let total: f64 = near.iter().map(|j| line[*j]).sum();
        let mut of = vec![0.0; cells];
        for j in &near {
            of.iter_mut()
                .zip(&x[j * cells..])
                .for_each(|(s, x)| *s += line[*j] * x);
        }
        of.iter()
            .map(|s| if total > 0.0 { s / total } else { f64::NAN })
            .collect::<Vec<f64>>()
    });
    made.concat()
}
impl Indicator for ImpliedComparativeAdvantage {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "product_space.implied_comparative_advantage",
        title: "Implied comparative advantage",
        formula: "Σ_q φ_pq RCA_cq / Σ_q φ_pq over the k nearest products q ≠ p (or countries), φ = (1 + correlation of RCA) / 2",
        form: Form::Grid(Matrix::ROW, Matrix::COLUMN),
        reading: "the advantage to expect from what is similar; well above the actual one: growth is likely",
        sources: &[
            "Hausmann, R., Stock, D. P. and Yıldırım, M. A. (2022). Implied comparative advantage. Research Policy 51(8).",
        ],
        example: Example::csv("row,column,value\nA,a,1\nA,b,1\nB,a,1\nB,b,1\n")
            .params(r#"{"k":1}"#)
            .gives("A,a: zero_denominator"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let all = quotients(m);
        let (rows, columns, k) = (m.rows(), m.columns(), self.k.get() as usize);
        let turned = |x: &[f64], a: usize, b: usize| -> Vec<f64> {
            (0..b)
                .flat_map(|j| (0..a).map(move |i| x[i * b + j]))
                .collect()
        };
        let by_products = || {
            turned(
                &expected(&turned(&all, rows, columns), columns, rows, k),
                columns,
                rows,
            )
        };
        let found: Vec<f64> = match self.neighbours {
            Neighbours::Products => by_products(),
            Neighbours::Countries => expected(&all, rows, columns, k),
            Neighbours::Both => by_products()
                .iter()
                .zip(expected(&all, rows, columns, k))
                .map(|(a, b)| (a + b) / 2.0)
                .collect(),
        };
        let cell = |(i, x): (usize, &f64)| {
            if m.row_totals()[i / columns] == 0.0 {
                Err(Undefined::EmptyRow)
            } else if m.column_totals()[i % columns] == 0.0 {
                Err(Undefined::EmptyColumn)
            } else if x.is_nan() {
                Err(Undefined::ZeroDenominator)
            } else {
                Ok(*x)
            }
        };
        found.iter().enumerate().map(cell).collect()
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![ScaleFree]
    }
}
