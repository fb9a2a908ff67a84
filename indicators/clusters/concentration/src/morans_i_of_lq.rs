//! Moran's I of an industry's location quotients: are specialised regions neighbours?
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Moran's I of location quotients.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MoransIOfLq {
    /// Divide the weights of each region's neighbours by their sum.
    pub row_standardised: bool,
}
impl Default for MoransIOfLq {
    fn default() -> Self {
        Self {
            row_standardised: true,
        }
    }
}

impl Indicator for MoransIOfLq {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "concentration.morans_i_of_lq",
        title: "Moran's I of location quotients",
        formula: "I = (n/Σw) Σ_r Σ_q w_rq (LQ_r − mean)(LQ_q − mean) / Σ_r (LQ_r − mean)²",
        form: Form::Column(Matrix::COLUMN),
        reading: "−1/(n − 1) is expected by chance; above: specialised regions are neighbours; a region without neighbours adds nothing",
        sources: &[
            "Moran, P. A. P. (1950). Notes on continuous stochastic phenomena. Biometrika 37.",
            "Lafourcade, M. and Mion, G. (2007). Concentration, agglomeration and the size of plants. Regional Science and Urban Economics 37(1).",
        ],
        example: Example::csv("row,column,value\nR1,I1,3\nR1,I2,1\nR2,I1,1\nR2,I2,3\n")
            .files(&[("row_relation", "from,to,weight\nR1,R2,1\nR2,R1,1\n")])
            .gives("I1: -1"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let Some(links) = &m.side(Matrix::ROW).links else {
            let message = "needs the neighbours of the rows: row_relation.csv (from,to,weight)";
            return crate::distances::missing(m.columns(), message.into());
        };
        let total = m.total();
        let places: Vec<usize> = (0..m.rows()).filter(|r| m.row_totals()[*r] > 0.0).collect();
        let mut at = vec![usize::MAX; m.rows()];
        places.iter().enumerate().for_each(|(i, r)| at[*r] = i);
        // Weights among the regions that have a location quotient.
        let mut weights: Vec<(usize, usize, f64)> = vec![];
        for (i, r) in places.iter().enumerate() {
            let of_row: Vec<(usize, f64)> = links
                .from(*r)
                .iter()
                .filter(|(_, q, w)| at[*q as usize] != usize::MAX && *q as usize != *r && *w != 0.0)
                .map(|(_, q, w)| (at[*q as usize], *w))
                .collect();
            let held: f64 = of_row.iter().map(|(_, w)| w).sum();
            let by = if self.row_standardised { held } else { 1.0 };
            if by != 0.0 {
                weights.extend(of_row.into_iter().map(|(q, w)| (i, q, w / by)));
            }
        }
        let all: f64 = weights.iter().map(|w| w.2).sum();
        crate::mean_distance::by_column(m, |amounts, of_column| {
            if places.len() < 2 {
                return Err(Undefined::TooFew);
            }
            if all == 0.0 {
                return Err(Undefined::NotApplicable); // nobody has a neighbour
            }
            let quotients: Vec<f64> = places
                .iter()
                .map(|r| amounts[*r] / m.row_totals()[*r] / (of_column / total))
                .collect();
            moran(&quotients, &weights, all)
        })
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![ScaleFree, Relabel]
    }
}
/// `(n/Σw) Σ w z z' / Σ z²`.
fn moran(values: &[f64], weights: &[(usize, usize, f64)], all: f64) -> Measure {
    let n = values.len() as f64;
    let mean = mercatoria_numeric::sum::sum(values) / n;
    let z: Vec<f64> = values.iter().map(|x| x - mean).collect();
    let spread = mercatoria_numeric::sum::sum_by(&z, |z| z * z);
    let size = values.iter().fold(0.0, |most: f64, x| most.max(x.abs()));
    if spread <= 1e-26 * size * size * n {
        return Err(Undefined::ZeroVariance);
    }
    let products: Vec<f64> = weights.iter().map(|(r, q, w)| w * z[*r] * z[*q]).collect();
    Ok(n / all * (mercatoria_numeric::sum::sum(&products) / spread))
}
