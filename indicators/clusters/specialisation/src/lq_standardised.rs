//! z = (LQ − mean) / sd over the regions of one industry; or of ln LQ.
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::{elementary::ln, moments};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is standardised.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standardised {
    /// LQ (O'Donoghue and Gleave).
    #[default]
    Og,
    /// ln LQ (Tian); cells with LQ = 0 have none.
    T,
}
/// Standardised location quotient.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LqStandardised {
    /// What is standardised.
    pub norm: Standardised,
    /// Degrees of freedom taken off in the standard deviation.
    pub ddof: mercatoria_inequality::Ddof,
}
impl Default for LqStandardised {
    fn default() -> Self {
        Self {
            norm: Standardised::Og,
            ddof: mercatoria_inequality::Ddof::new(1),
        }
    }
}

impl Indicator for LqStandardised {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "specialisation.lq_standardised",
        title: "Standardised location quotient",
        formula: "z = (LQ_ri − mean_r LQ_ri) / sd_r LQ_ri within an industry; norm t: of ln LQ",
        form: Form::Grid(Matrix::ROW, Matrix::COLUMN),
        reading: "standard deviations above the mean of the regions; beyond 1.96 called a cluster by O'Donoghue and Gleave if LQ is normal",
        sources: &[
            "O'Donoghue, D. and Gleave, B. (2004). A note on methods for measuring industrial agglomeration. Regional Studies 38(4).",
            "Tian, Z. (2013). Measuring agglomeration using the standardized location quotient with a bootstrap method. Journal of Regional Analysis and Policy 43(2).",
        ],
        peers: &[
            "REAT 3.0 (LQ.norm) subtracts the means of the regions, recycled over the industries, but divides by the standard deviation of the industries.",
        ],
        example: Example::csv("row,column,value\nR1,I1,3\nR1,I2,1\nR2,I1,1\nR2,I2,3\n")
            .gives("R1, I1: 0.707106781186547…; R2, I1: -0.707106781186547…"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let (rows, columns) = (m.rows(), m.columns());
        let mut by_column: Vec<Vec<Measure>> = Vec::with_capacity(columns);
        for c in 0..columns {
            let of_column = m.column_totals()[c];
            let cells: Vec<Measure> = m
                .column(c)
                .iter()
                .zip(m.row_totals())
                .map(|(x, of_row)| {
                    if *of_row == 0.0 {
                        Err(Undefined::EmptyRow)
                    } else if of_column == 0.0 {
                        Err(Undefined::EmptyColumn)
                    } else {
                        let quotient = x / of_row / (of_column / m.total());
                        match self.norm {
                            Standardised::Og => Ok(quotient),
                            Standardised::T if quotient == 0.0 => Err(Undefined::LogOfZero),
                            Standardised::T => Ok(ln(quotient)),
                        }
                    }
                })
                .collect();
            let defined: Vec<f64> = cells.iter().filter_map(|q| q.ok()).collect();
            let spread = moments::mean(&defined).zip(moments::standard_deviation(
                &defined,
                self.ddof.get() as usize,
            ));
            // Equal quotients differ by their last digits.
            let noise = defined.iter().fold(0.0, |most: f64, q| most.max(q.abs())) * 1e-14;
            by_column.push(
                cells
                    .into_iter()
                    .map(|q| match (q, spread) {
                        (Err(why), _) => Err(why),
                        (_, None) => Err(Undefined::TooFew),
                        (_, Some((_, sd))) if sd <= noise => Err(Undefined::ZeroVariance),
                        (Ok(q), Some((mean, sd))) => Ok((q - mean) / sd),
                    })
                    .collect(),
            );
        }
        let cells = (0..rows).flat_map(|r| (0..columns).map(move |c| (r, c)));
        cells.map(|(r, c)| by_column[c][r]).collect()
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![ScaleFree, Relabel, ColumnsSumTo(0.0)]
    }
}
