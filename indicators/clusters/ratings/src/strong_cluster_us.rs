//! Strong clusters: the top quarter of the location quotients of an industry, above minimum sizes.
use crate::eco_stars::top;
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Rule of strong clusters.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct StrongClusterUs {
    /// Part of the regions with the highest location quotients of an industry.
    pub top_share: Share,
    /// Location quotient that is needed besides.
    pub lq_minimum: Amount,
    /// Amount in the cell that is needed besides.
    pub minimum: Amount,
    /// Share of the industry that is needed besides.
    pub minimum_share: Share,
}
impl Default for StrongClusterUs {
    fn default() -> Self {
        Self {
            top_share: Share::new(0.25),
            lq_minimum: Amount::new(1.0),
            minimum: Amount::new(0.0),
            minimum_share: Share::new(0.0),
        }
    }
}

impl Indicator for StrongClusterUs {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "ratings.strong_cluster_us",
        title: "Strong clusters",
        formula: "1[LQ_ri among the top 25 % of the regions of the industry, LQ_ri ≥ 1, x_ri and x_ri/X_i above their minima]",
        form: Form::Categories(&[Matrix::ROW, Matrix::COLUMN], &["other", "strong"]),
        reading: "strong: among the most specialised regions of the industry; the minima of the published rule are not confirmed, so they are 0 unless given",
        sources: &[
            "Delgado, M., Porter, M. E. and Stern, S. (2014). Clusters, convergence, and economic performance. Research Policy 43(10).",
        ],
        example: Example::csv("row,column,value\nR1,I1,9\nR1,I2,1\nR2,I1,1\nR2,I2,9\n")
            .params("{\"top_share\":0.5}")
            .gives("R1, I1: 1; R2, I1: 0"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let (rows, columns) = (m.rows(), m.columns());
        let mut strong = vec![Err(Undefined::EmptyRow); rows * columns];
        for c in 0..columns {
            let of_column = m.column_totals()[c];
            let quotient = |r: usize| match (m.row_totals()[r], of_column) {
                (0.0, _) | (_, 0.0) => 0.0,
                (of_row, _) => m.row(r)[c] / of_row / (of_column / m.total()),
            };
            let there: Vec<(f64, usize)> = (0..rows)
                .filter(|r| m.row_totals()[*r] > 0.0)
                .map(|r| (quotient(r), r))
                .collect();
            let best = top(there.clone(), self.top_share.get());
            for (q, r) in there {
                let x = m.row(r)[c];
                let is = best.contains(&r)
                    && q >= self.lq_minimum.get()
                    && x >= self.minimum.get()
                    && x >= self.minimum_share.get() * of_column;
                strong[r * columns + c] = if of_column == 0.0 {
                    Err(Undefined::EmptyColumn)
                } else {
                    Ok(f64::from(u8::from(is)))
                };
            }
        }
        strong.into_iter().collect()
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        let mut laws = vec![Within(0.0, 1.0)];
        if self.minimum.get() == 0.0 {
            laws.push(ScaleFree);
        }
        laws
    }
}
