//! WRCA = RCA_cp / mean_p RCA_c·.
use crate::quotients;
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::sum::sum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Revealed comparative advantage over its mean in the country.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Wrca {}
impl Indicator for Wrca {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "advantage.wrca",
        title: "Weighted revealed comparative advantage",
        formula: "WRCA = RCA_cp / (1/N Σ_p RCA_cp), over the N products that somebody exports",
        form: Form::Grid(Matrix::ROW, Matrix::COLUMN),
        reading: "1: the country's average advantage; the mean of each country is 1, so that the whole distribution can be followed over time",
        sources: &[
            "Proudman, J. and Redding, S. (2000). Evolving patterns of international trade. Review of International Economics 8(3).",
        ],
        example: Example::csv("row,column,value\nA,a,1\nA,b,1\nB,b,2\n")
            .gives("A,a: 1.5; A,b: 0.5; B,a: 0; B,b: 2"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let all = quotients(m);
        let width = m.columns();
        let n = m.column_totals().iter().filter(|x| **x > 0.0).count() as f64;
        let mut out = Values::with_capacity(all.len());
        for (r, total) in m.row_totals().iter().enumerate() {
            let row = &all[r * width..][..width];
            let mean = sum(row) / n;
            for (q, of_column) in row.iter().zip(m.column_totals()) {
                out.push(if *total == 0.0 {
                    Err(Undefined::EmptyRow)
                } else if *of_column == 0.0 {
                    Err(Undefined::EmptyColumn)
                } else {
                    Ok(q / mean)
                });
            }
        }
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![
            ScaleFree,
            Relabel,
            Proportional(1.0),
            Holds("the mean of each row is 1", Predicate(mean_is_one)),
        ]
    }
}
fn mean_is_one(m: &Matrix, out: &Values) -> Compared {
    let mut compared = false;
    for r in 0..m.rows() {
        let row: Vec<f64> = (0..m.columns())
            .filter_map(|p| out.get(r * m.columns() + p).point())
            .collect();
        if !row.is_empty() {
            compared = true;
            let mean = sum(&row) / row.len() as f64;
            if (mean - 1.0).abs() > 1e-12 {
                return Err(format!("row {r} has the mean {mean}"));
            }
        }
    }
    Ok(compared)
}
