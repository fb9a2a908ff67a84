//! Theil's index of a region's output by sector against its employment by sector.
use mercatoria_core::*;
use mercatoria_divergence::kullback_leibler;
use mercatoria_numeric::sum::sum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Rationalisation of the industrial structure: output against employment, region by region.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Rationalisation {}

impl Indicator for Rationalisation {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "specialisation.rationalisation",
        title: "Rationalisation of the industrial structure",
        formula: "TL_r = Σ_i (Y_ri/Y_r) ln((Y_ri/Y_r) / (L_ri/L_r)); Y in the table, L in reference.csv",
        form: Form::Column(Matrix::ROW),
        reading: "0: every sector is equally productive; the larger, the less labour is where output is",
        sources: &[
            "Gan, C., Zheng, R. and Yu, D. (2011). An empirical study on the effects of industrial structure on economic growth and fluctuations in China. Economic Research Journal 46(5).",
            "Theil, H. (1967). Economics and Information Theory. North-Holland.",
        ],
        example: Example::csv("row,column,value\nR1,I1,1\nR1,I2,0\n")
            .files(&[("reference", "row,column,value\nR1,I1,1\nR1,I2,1\n")])
            .gives("R1: 0.693147180559945…"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let Some(labour) = m.reference() else {
            let mut out = Values::undefined(m.rows(), Undefined::Missing);
            out.note(
                "side_missing",
                "needs employment by region and sector: reference.csv",
            );
            return out;
        };
        let columns: Vec<Option<usize>> = m
            .axis(Matrix::COLUMN)
            .labels()
            .map(|label| labour.axis(Matrix::COLUMN).position(label))
            .collect();
        let row = |r: usize| -> Measure {
            let output = m.row(r);
            if m.row_totals()[r] == 0.0 {
                return Err(Undefined::EmptyRow);
            }
            let at = labour
                .axis(Matrix::ROW)
                .position(m.axis(Matrix::ROW).label(r));
            let jobs = labour.row(at.ok_or(Undefined::Missing)?);
            let jobs: Vec<f64> = columns.iter().map(|c| c.map_or(0.0, |c| jobs[c])).collect();
            let totals = (m.row_totals()[r], sum(&jobs));
            if totals.1 == 0.0 {
                return Err(Undefined::ReferenceEmpty);
            }
            if output.iter().zip(&jobs).any(|(y, l)| *y > 0.0 && *l == 0.0) {
                return Err(Undefined::OutsideReference);
            }
            Ok(kullback_leibler(output, &jobs, totals))
        };
        (0..m.rows()).map(row).collect()
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![]
    }
}
