//! Correlation over products of ln(RCA + ε) of two exporters.
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::{correlation::pearson, elementary::ln};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Export similarity of pairs of exporters by the logarithm of comparative advantage.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ExportSimilarityBahar {
    /// Added to the quotient before the logarithm.
    pub epsilon: Positive,
}
impl Default for ExportSimilarityBahar {
    fn default() -> Self {
        Self {
            epsilon: Positive::new(0.1),
        }
    }
}

impl Indicator for ExportSimilarityBahar {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "orientation.export_similarity_bahar",
        title: "Export similarity (Bahar, Hausmann and Hidalgo)",
        formula: "S_cd = corr_p(ln(RCA_cp + ε), ln(RCA_dp + ε))",
        form: Form::Grid(Matrix::ROW, Matrix::ROW),
        reading: "1: the same pattern of advantages; products that nobody exports are left out",
        sources: &[
            "Bahar, D., Hausmann, R. and Hidalgo, C. A. (2014). Neighbors and the evolution of the comparative advantage of nations. Journal of International Economics 92(1).",
        ],
        peers: &[
            "econcomplex 1.0 calls this export similarity after Finger and Kreinin, which is another index (Σ min of shares).",
        ],
        example: Example::csv("row,column,value\nA,p,1\nA,q,3\nB,p,1\nB,q,3\nC,p,3\nC,q,1\n")
            .gives("A,B: 1; A,C: -1"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let products: Vec<usize> = (0..m.columns())
            .filter(|p| m.column_totals()[*p] > 0.0)
            .collect();
        let logs: Vec<Option<Vec<f64>>> = (0..m.rows())
            .map(|r| {
                let own = m.row_totals()[r];
                let log = |p: &usize| {
                    let quotient = (m.row(r)[*p] / own) * (m.total() / m.column_totals()[*p]);
                    ln(quotient + self.epsilon.get())
                };
                (own > 0.0).then(|| products.iter().map(log).collect())
            })
            .collect();
        let mut out = Values::with_capacity(m.rows() * m.rows());
        for (c, a) in logs.iter().enumerate() {
            for (d, b) in logs.iter().enumerate() {
                out.push(match (a, b) {
                    (Some(a), Some(b)) => match pearson(a, b) {
                        None => Err(Undefined::ZeroVariance),
                        Some(_) if c == d => Ok(1.0),
                        Some(r) => Ok(r.clamp(-1.0, 1.0)),
                    },
                    _ => Err(Undefined::EmptyRow),
                });
            }
        }
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![ScaleFree, Relabel, SymmetricPairs, Within(-1.0, 1.0)]
    }
}
