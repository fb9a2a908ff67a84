//! PIE = mean of the main variables of a policy.
use crate::pmc_index::main_variables;
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::sum::sum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Policy modelling index and surface: the mean over a 3 × 3 table (or any other) of main variables.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PieIndex {}
impl Indicator for PieIndex {
    type Input<'a> = Matrix;
    type Output = Measure;
    const CARD: Card = Card {
        id: "register.pie_index",
        title: "PIE index",
        formula: "PIE = (1/n) Σ_j X_j",
        reading: "0.90 and above excellent, 0.70 to 0.89 good, 0.50 to 0.69 acceptable, 0.30 to 0.49 unsatisfactory, below poor (the author's bands)",
        sources: &["Ruiz Estrada, M. A. Policy modeling: PIE-Index and PIE-Surface. Revista Académica ECO 13, table 3."],
        example: Example::csv("row,column,value\n1,1,1\n1,2,0.75\n1,3,0.58\n2,1,1\n2,2,0.5\n2,3,0.67\n3,1,0.36\n3,2,0.36\n3,3,0.22\n")
            .gives("0.6044…"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Measure {
        let x = main_variables(m)?;
        Ok(sum(&x) / x.len() as f64)
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![Homogeneous, Relabel, Transpose]
    }
}
