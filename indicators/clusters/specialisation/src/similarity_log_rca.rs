//! Correlation of two regions' ln(LQ + offset) over industries.
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::{elementary::ln, elementary::sqrt, moments, sum::sum_by2};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Correlation of logarithmic location quotients of pairs of regions.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SimilarityLogRca {
    /// Added before the logarithm, so that LQ = 0 has one.
    pub offset: Positive,
}
impl Default for SimilarityLogRca {
    fn default() -> Self {
        Self {
            offset: Positive::new(0.1),
        }
    }
}

impl Indicator for SimilarityLogRca {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "specialisation.similarity_log_rca",
        title: "Similarity of pairs of regions by logarithmic location quotients",
        formula: "S_rq = corr_i(ln(LQ_ri + 0.1), ln(LQ_qi + 0.1)), over the industries that exist",
        form: Form::Grid(Matrix::ROW, Matrix::ROW),
        reading: "1: the same pattern of specialisation; −1: the opposite",
        sources: &[
            "Bahar, D., Hausmann, R. and Hidalgo, C. A. (2014). Neighbors and the evolution of the comparative advantage of nations. Journal of International Economics 92(1).",
        ],
        peers: &[
            "econcomplex 1.0 calls it export similarity (Finger–Kreinin), which is Σ min(s, p), another index.",
        ],
        example: Example::csv("row,column,value\nR1,I1,3\nR1,I2,1\nR2,I1,1\nR2,I2,3\n")
            .gives("R1, R2: -1; R1, R1: 1"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let there: Vec<usize> = (0..m.columns())
            .filter(|c| m.column_totals()[*c] > 0.0)
            .collect();
        let total = m.total();
        // Each row's logarithms, centred and of length 1.
        let rows: Vec<Result<Vec<f64>, Undefined>> = (0..m.rows())
            .map(|r| {
                let of_row = m.row_totals()[r];
                if of_row == 0.0 {
                    return Err(Undefined::EmptyRow);
                }
                let logs: Vec<f64> = there
                    .iter()
                    .map(|c| {
                        let quotient = m.row(r)[*c] / of_row / (m.column_totals()[*c] / total);
                        ln(quotient + self.offset.get())
                    })
                    .collect();
                let mean = moments::mean(&logs).ok_or(Undefined::TooFew)?;
                let centred: Vec<f64> = logs.iter().map(|x| x - mean).collect();
                let length = sqrt(sum_by2(&centred, &centred, |a, b| a * b));
                let size = logs.iter().fold(1.0, |most: f64, x| most.max(x.abs()));
                if length <= 1e-13 * size * sqrt(logs.len() as f64) {
                    return Err(Undefined::ZeroVariance);
                }
                Ok(centred.into_iter().map(|x| x / length).collect())
            })
            .collect();
        let mut out = Values::with_capacity(m.rows() * m.rows());
        for a in &rows {
            for b in &rows {
                out.push(match (a, b) {
                    // The same reason for a pair in either order.
                    (Err(a), Err(b)) => Err(*a.min(b)),
                    (Err(why), _) | (_, Err(why)) => Err(*why),
                    (Ok(a), Ok(b)) => Ok(sum_by2(a, b, |x, y| x * y).clamp(-1.0, 1.0)),
                });
            }
        }
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![ScaleFree, Relabel, SymmetricPairs, Within(-1.0, 1.0)]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("econcomplex-1.0", Self::default())]
    }
}
