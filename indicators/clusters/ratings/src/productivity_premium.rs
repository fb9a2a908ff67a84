//! Productivity of a region's industry against the same industry elsewhere.
use crate::labour;
use mercatoria_core::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Productivity premium of each cell; output in the table, employment in `reference.csv`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ProductivityPremium {}

impl Indicator for ProductivityPremium {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "ratings.productivity_premium",
        title: "Productivity premium",
        formula: "π_ri = (Y_ri/L_ri − q)/q, q = (Y_i − Y_ri)/(L_i − L_ri): the rest of the industry",
        form: Form::Grid(Matrix::ROW, Matrix::COLUMN),
        reading: "0.1: a tenth more output a worker than in the rest of the industry; a difference, not an effect",
        sources: &[
            "Porter, M. E. (2003). The economic performance of regions. Regional Studies 37(6–7).",
        ],
        example: Example::csv("row,column,value\nR1,I1,6\nR2,I1,4\n")
            .files(&[("reference", "row,column,value\nR1,I1,2\nR2,I1,2\n")])
            .gives("R1, I1: 0.5"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let Some(jobs) = labour::beside(m) else {
            return labour::missing(m.values().len());
        };
        let columns = m.columns();
        let mut of_column = vec![0.0; columns];
        for line in jobs.chunks(columns.max(1)) {
            of_column
                .iter_mut()
                .zip(line)
                .for_each(|(sum, l)| *sum += l);
        }
        let cell = |(at, (y, l)): (usize, (&f64, &f64))| {
            let c = at % columns;
            let rest = (m.column_totals()[c] - y, of_column[c] - l);
            match (*l, rest) {
                (0.0, _) if *y > 0.0 => Err(Undefined::OutsideReference),
                (0.0, _) => Err(Undefined::Absent),
                (_, (_, 0.0)) => Err(Undefined::OneRow),
                (_, (0.0, _)) => Err(Undefined::ZeroDenominator),
                (l, (others, others_jobs)) => {
                    let elsewhere = others / others_jobs;
                    Ok((y / l - elsewhere) / elsewhere)
                }
            }
        };
        m.values().iter().zip(&jobs).enumerate().map(cell).collect()
    }
}
