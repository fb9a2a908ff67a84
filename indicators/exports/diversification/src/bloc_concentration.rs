//! H over blocs of partners: Σ_B (Σ_{d ∈ B} s_cd)².
use crate::groups::Groups;
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_diversity::herfindahl;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Concentration of markets by bloc.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BlocConcentration {
    /// The text attribute of the columns (`column_attributes.csv`) that names the bloc; a column without one is a bloc of its own.
    pub attribute: String,
}
impl Default for BlocConcentration {
    fn default() -> Self {
        Self {
            attribute: "bloc".into(),
        }
    }
}

impl Indicator for BlocConcentration {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "diversification.bloc_concentration",
        title: "Concentration of markets by bloc",
        formula: "H_c = Σ_B (Σ_{d ∈ B} x_cd/X_c)²",
        form: Form::Column(Matrix::ROW),
        reading: "1: all exports go to one bloc; never below the concentration over single markets",
        sources: &[
            "Hirschman, A. O. (1945). National Power and the Structure of Foreign Trade. University of California Press.",
        ],
        example: Example::csv("row,column,value\nA,M,1\nA,N,2\nA,O,1\n")
            .files(&[("column_attributes", "column,bloc\nM,east\nN,west\nO,east\n")])
            .gives("A: 0.5"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let groups = match Groups::of(m, &self.attribute) {
            Ok(groups) => groups,
            Err(message) => {
                let mut out = Values::undefined(m.rows(), Undefined::Missing);
                out.note("attribute_missing", message);
                return out;
            }
        };
        (0..m.rows())
            .map(|r| match m.row_totals()[r] {
                0.0 => Err(Undefined::EmptyRow),
                total => Ok(herfindahl(&groups.sums(m.row(r)), total).min(1.0)),
            })
            .collect()
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![
            ScaleFree,
            Within(0.0, 1.0),
            Holds("grouping never lowers concentration", Predicate(not_lower)),
        ]
    }
}
fn not_lower(m: &Matrix, values: &Values) -> Result<bool, String> {
    let mut compared = false;
    for (r, h) in values.iter().enumerate() {
        let (Some(h), total) = (h.point(), m.row_totals()[r]) else {
            continue;
        };
        compared = true;
        if h < herfindahl(m.row(r), total) - 1e-12 {
            return Err(format!("row {r}: {h} by bloc"));
        }
    }
    Ok(compared)
}
