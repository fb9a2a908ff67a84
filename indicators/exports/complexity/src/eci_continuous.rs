//! The complexity index with weights in place of presence.
use crate::{
    Ddof, Ill, Scale, SignRule, cells, refused_on, remarks, scaled, spectral::spectral_weighted,
};
use mercatoria_advantage::quotients;
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::elementary::ln_1p;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What stands in place of presence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Weights {
    /// RCA.
    #[default]
    Rca,
    /// ln(1 + RCA).
    LogRca,
    /// The cell itself.
    Given,
}
/// Complexity without a threshold.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EciContinuous {
    /// What stands in place of presence.
    pub weights: Weights,
    /// Which direction is complex.
    pub sign: SignRule,
    /// Scale of the result.
    pub scale: Scale,
    /// Degrees of freedom of the standard deviation.
    pub ddof: Ddof,
}
impl Indicator for EciContinuous {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "complexity.eci_continuous",
        title: "Economic complexity without a threshold",
        formula: "second eigenvector of D⁻¹WU⁻¹Wᵀ, W = RCA or ln(1 + RCA), D and U its row and column sums",
        form: Form::Column(Matrix::ROW),
        reading: "as the index on presence, without a jump at the threshold; dominated by extreme quotients of small countries unless logarithms are taken",
        sources: &[
            "Inoua, S. (2023). A simple measure of economic complexity. Research Policy 52(7).",
        ],
        example: Example::csv(
            "row,column,value\nA,a,1\nA,b,1\nA,c,1\nA,d,1\nB,a,1\nB,b,1\nC,a,1\n",
        )
        .params(r#"{"weights":"given"}"#)
        .gives("A: 1.336306…; B: -0.267261…; C: -1.069044…"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let given = quotients(m);
        let weights = match self.weights {
            Weights::Given => m.values().to_vec(),
            Weights::Rca => given.to_vec(),
            Weights::LogRca => given.iter().map(|q| ln_1p(*q)).collect(),
        };
        let found: Result<_, Ill> = spectral_weighted(&weights, m.rows(), m.columns(), self.sign);
        match found {
            Err(ill) => refused_on(&ill, m, Matrix::ROW),
            Ok(s) => {
                let mut out = match scaled(&s.rows, self.scale, self.ddof) {
                    Ok(index) => cells(&index, Undefined::EmptyRow),
                    Err(why) => Values::undefined(m.rows(), why),
                };
                remarks(&s, m, &mut out);
                out
            }
        }
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        if self.weights == Weights::Given {
            vec![Relabel]
        } else {
            vec![Relabel, ScaleFree]
        }
    }
}
