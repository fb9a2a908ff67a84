//! Z_i = Σ_r s_ri z_r / mean z, z_r = Σ_q Y_q / δ_rq: is an industry where the markets are?
use crate::{distances, mean_distance::by_column};
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::sum::{sum, sum_by2};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What makes a region central.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Central {
    /// All activity, nearer activity counting more: Σ_q X_q / δ_rq over q ≠ r.
    #[default]
    Potential,
    /// An attribute of the rows, such as GDP a head or a given centrality.
    Attribute,
}
/// Hallet's centrality: where an industry is on a scale from periphery to centre.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct HalletCentrality {
    /// What makes a region central.
    pub centrality: Central,
    /// Attribute of the rows, for the centrality `attribute`.
    pub attribute: String,
}
impl Default for HalletCentrality {
    fn default() -> Self {
        Self {
            centrality: Central::Potential,
            attribute: "gdp".into(),
        }
    }
}

impl Indicator for HalletCentrality {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "concentration.hallet_centrality",
        title: "Centrality of an industry (Hallet)",
        formula: "Z_i = Σ_r s_ri z_r / Σ_r p_r z_r, z_r = Σ_{q≠r} X_q/δ_rq or an attribute of the region",
        form: Form::Column(Matrix::COLUMN),
        reading: "1: as central as all activity; above: nearer to the centre",
        sources: &[
            "Hallet, M. (2000). Regional Specialisation and Concentration in the EU. European Economy, Economic Papers 141.",
        ],
        example: Example::csv("row,column,value\nR1,I1,1\nR1,I2,1\nR2,I1,0\nR2,I2,2\n")
            .files(&[
                ("row_relation", "from,to,weight\nR1,R2,10\nR2,R1,10\n"),
                ("row_attributes", "row,gdp\nR1,3\nR2,1\n"),
            ])
            .params("{\"centrality\":\"attribute\"}")
            .gives("I1: 1.5"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let n = m.rows();
        let z: Result<Vec<f64>, String> = match self.centrality {
            Central::Potential => distances::of(m, "").map(|kernel| {
                let near = |r: usize, q: usize| m.row_totals()[q] / kernel[r * n + q];
                (0..n)
                    .map(|r| {
                        let others: Vec<f64> =
                            (0..n).filter(|q| *q != r).map(|q| near(r, q)).collect();
                        sum(&others)
                    })
                    .collect()
            }),
            Central::Attribute => match m.side(Matrix::ROW).numbers(&self.attribute) {
                Some(z) if z.iter().all(|z| z.is_finite()) => Ok(z.to_vec()),
                _ => Err(format!(
                    "needs row_attributes.csv with the numeric column {:?}",
                    self.attribute
                )),
            },
        };
        let z = match z {
            Ok(z) => z,
            Err(message) => return distances::missing(m.columns(), message),
        };
        if z.iter().any(|z| !z.is_finite()) {
            return Values::undefined(m.columns(), Undefined::ZeroDenominator);
        }
        let mean = sum_by2(m.row_totals(), &z, |x, z| x * z) / m.total();
        by_column(m, |amounts, total| {
            if mean == 0.0 {
                return Err(Undefined::ZeroDenominator);
            }
            Ok(sum_by2(amounts, &z, |x, z| x * z) / total / mean)
        })
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![ScaleFree, Relabel, Proportional(1.0), Within(0.0, f64::MAX)]
    }
}
