//! Shares of groups of partners: Σ_{d ∈ B} x_cd / X_c.
use crate::groups::Groups;
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Shares of blocs of partners (or of groups of products) in each row.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BlocShares {
    /// The text attribute of the columns (`column_attributes.csv`) that names the bloc; a column without one is a bloc of its own.
    pub attribute: String,
}
impl Default for BlocShares {
    fn default() -> Self {
        Self {
            attribute: "bloc".into(),
        }
    }
}

impl Indicator for BlocShares {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "diversification.bloc_shares",
        title: "Shares of blocs of partners",
        formula: "S_cB = Σ_{d ∈ B} x_cd / X_c",
        form: Form::Own(&[]),
        reading: "the part of a row's total that goes to each bloc; the shares of a row add up to 1",
        sources: &[
            "ESCAP (2009). Trade Statistics in Policymaking: a Handbook of Commonly Used Trade Indices and Indicators.",
        ],
        example: Example::csv("row,column,value\nA,M,1\nA,N,2\nA,O,1\n")
            .files(&[("column_attributes", "column,bloc\nM,east\nN,west\nO,east\n")])
            .gives("A,east: 0.5; A,west: 0.5"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let groups = match Groups::of(m, &self.attribute) {
            Ok(groups) => groups,
            Err(message) => return missing(m, message),
        };
        let axes = vec![
            m.axis(Matrix::ROW).clone(),
            Axis::new("bloc", groups.labels.iter().cloned()),
        ];
        let mut out = Values::over(axes);
        for r in 0..m.rows() {
            let total = m.row_totals()[r];
            for sum in groups.sums(m.row(r)) {
                out.push(if total > 0.0 {
                    Ok(sum / total)
                } else {
                    Err(Undefined::EmptyRow)
                });
            }
        }
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![ScaleFree, Within(0.0, 1.0)]
    }
}
fn missing(m: &Matrix, message: String) -> Values {
    let mut out = Values::over(vec![
        m.axis(Matrix::ROW).clone(),
        Axis::new("bloc", ["all"]),
    ]);
    (0..m.rows()).for_each(|_| out.push(Err(Undefined::Missing)));
    out.note("attribute_missing", message);
    out
}
