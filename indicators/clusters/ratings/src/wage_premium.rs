//! How much a region pays above the whole, at its own mix of industries and because of it.
use crate::labour;
use mercatoria_core::*;
use mercatoria_numeric::sum::{Compensated, sum};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Wage premium of a region, its mix of industries taken off; wages in the table, employment in `reference.csv`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct WagePremium {}

impl Indicator for WagePremium {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "ratings.wage_premium",
        title: "Wage premium with the composition taken off",
        formula: "(w_r − w)/w = Σ_i s_ri (w_ri − w_i)/w + Σ_i (s_ri − p_i) w_i/w, s and p shares of employment",
        form: Form::Parts(&[Matrix::ROW], &["difference", "premium", "composition"]),
        reading: "premium: paid more in the same industries; composition: more jobs where all regions pay more",
        sources: &[
            "Porter, M. E. (2003). The economic performance of regions. Regional Studies 37(6–7).",
            "Oaxaca, R. (1973). Male-female wage differentials in urban labor markets. International Economic Review 14(3).",
        ],
        example: Example::csv("row,column,value\nR1,I1,6\nR1,I2,2\nR2,I1,2\nR2,I2,2\n")
            .files(&[(
                "reference",
                "row,column,value\nR1,I1,2\nR1,I2,1\nR2,I1,2\nR2,I2,1\n",
            )])
            .gives(
                "R1, difference: 0.333333333333…; R1, premium: 0.333333333333…; R1, composition: 0",
            ),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let Some(jobs) = labour::beside(m) else {
            return labour::missing(3 * m.rows());
        };
        let columns = m.columns();
        let lines: Vec<&[f64]> = jobs.chunks(columns.max(1)).collect();
        let mut of_column = vec![0.0; columns];
        for line in &lines {
            of_column
                .iter_mut()
                .zip(*line)
                .for_each(|(sum, l)| *sum += l);
        }
        let all = sum(&of_column);
        let mean = m.total() / all;
        let wages: Vec<f64> = m
            .column_totals()
            .iter()
            .zip(&of_column)
            .map(|(w, l)| if *l > 0.0 { w / l } else { 0.0 })
            .collect();
        let mut out = Values::with_capacity(3 * m.rows());
        for (r, line) in lines.iter().enumerate() {
            let held = sum(line);
            let outside = m
                .row(r)
                .iter()
                .zip(*line)
                .any(|(w, l)| *w > 0.0 && *l == 0.0);
            let why = if held == 0.0 {
                Some(Undefined::EmptyRow)
            } else if m.total() == 0.0 {
                Some(Undefined::ZeroDenominator)
            } else {
                outside.then_some(Undefined::OutsideReference)
            };
            if let Some(why) = why {
                (0..3).for_each(|_| out.push(Err(why)));
                continue;
            }
            let premium: Vec<f64> = (0..columns)
                .map(|c| (m.row(r)[c] - line[c] * wages[c]) / held / mean)
                .collect();
            let composition: Vec<f64> = (0..columns)
                .map(|c| (line[c] / held - of_column[c] / all) * wages[c] / mean)
                .collect();
            let parts = [sum(&premium), sum(&composition)];
            out.push(Ok(parts.into_iter().collect::<Compensated>().total()));
            parts.into_iter().for_each(|x| out.push(Ok(x)));
        }
        out
    }
}
