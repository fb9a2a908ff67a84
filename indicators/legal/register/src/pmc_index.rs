//! PMC = Σ_j X_j, where X_j is the mean of the sub-variables of main variable j.
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::sum::sum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Policy modelling consistency index; rows are main variables, columns their sub-variables.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PmcIndex {}
impl Indicator for PmcIndex {
    type Input<'a> = Matrix;
    type Output = Measure;
    const CARD: Card = Card {
        id: "register.pmc_index",
        title: "PMC index",
        formula: "PMC = Σ_j (1/n_j) Σ_i x_ji",
        reading: "0 to the number of main variables; 9 to 10 perfect, 7 to 8.99 good, 5 to 6.99 acceptable, below low (bands not verified in print)",
        sources: &[
            "Ruiz Estrada, M. A. (2011). Policy modeling: definition, classification and evaluation. Journal of Policy Modeling 33(4).",
        ],
        example: Example::csv("row,column,value\na,1,1\na,2,0\nb,1,1\nb,2,1\n").gives("1.5"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Measure {
        main_variables(m).map(|x| sum(&x))
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![Homogeneous, Relabel]
    }
}
/// The mean of each row.
pub(crate) fn main_variables(m: &Matrix) -> Result<Vec<f64>, Undefined> {
    if m.rows() == 0 || m.columns() == 0 {
        return Err(Undefined::Empty);
    }
    Ok((0..m.rows())
        .map(|r| sum(m.row(r)) / m.columns() as f64)
        .collect())
}
