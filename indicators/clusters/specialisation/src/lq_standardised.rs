//! z = (LQ − mean) / sd over the regions of one industry; or of ln LQ.
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::elementary::{ln, sqrt};
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
        let (columns, total) = (m.columns(), m.total());
        let of_column = m.column_totals();
        let quotient = |x: f64, of_row: f64, c: usize| -> Measure {
            if of_row == 0.0 {
                return Err(Undefined::EmptyRow);
            }
            if of_column[c] == 0.0 {
                return Err(Undefined::EmptyColumn);
            }
            let quotient = x / of_row / (of_column[c] / total);
            match self.norm {
                Standardised::Og => Ok(quotient),
                Standardised::T if quotient == 0.0 => Err(Undefined::LogOfZero),
                Standardised::T => Ok(ln(quotient)),
            }
        };
        // Row by row, so that the table is read in the order it lies: count and sum, then squares, then the cells.
        let each = |f: &mut dyn FnMut(usize, Measure)| {
            for (r, of_row) in m.row_totals().iter().enumerate() {
                for (c, x) in m.row(r).iter().enumerate() {
                    f(c, quotient(*x, *of_row, c));
                }
            }
        };
        // Count, mean, squared deviations and largest size of each column.
        let mut of = vec![[0.0f64; 4]; columns];
        each(&mut |c, q| {
            if let Ok(q) = q {
                let [n, sum, _, size] = &mut of[c];
                (*n, *sum, *size) = (*n + 1.0, *sum + q, size.max(q.abs()));
            }
        });
        of.iter_mut().for_each(|[n, sum, _, _]| *sum /= n.max(1.0));
        each(&mut |c, q| {
            if let Ok(q) = q {
                let [_, mean, squares, _] = &mut of[c];
                *squares += (q - *mean) * (q - *mean);
            }
        });
        let ddof = f64::from(self.ddof.get());
        let deviation = |[n, _, squares, _]: &[f64; 4]| sqrt(squares / (n - ddof));
        let deviations: Vec<f64> = of.iter().map(deviation).collect();
        let mut out = Values::with_capacity(m.values().len());
        each(&mut |c, q| {
            let [n, mean, _, size] = of[c];
            out.push(match q {
                Err(why) => Err(why),
                Ok(_) if n - ddof <= 0.0 => Err(Undefined::TooFew),
                // Equal quotients differ by their last digits.
                Ok(_) if deviations[c] <= 1e-14 * size => Err(Undefined::ZeroVariance),
                Ok(q) => Ok((q - mean) / deviations[c]),
            });
        });
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![ScaleFree, Relabel, ColumnsSumTo(0.0)]
    }
}
