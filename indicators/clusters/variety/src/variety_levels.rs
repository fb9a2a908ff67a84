//! What each level of a classification adds to the entropy of a region's industries.
use crate::levels::{Nested, classification, group_lists, note_missing};
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Variety by level of a classification of any depth.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct VarietyLevels {
    /// Base of the logarithm: bits, as in the literature.
    pub base: LogBase,
    /// Groups by the first digits of the codes, for instance [2, 4]; without, by `column_tree`.
    pub digits: Vec<Count>,
}
impl Default for VarietyLevels {
    fn default() -> Self {
        Self {
            base: LogBase::Two,
            digits: vec![],
        }
    }
}

impl Indicator for VarietyLevels {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "variety.variety_levels",
        title: "Variety by level of the classification",
        formula: "level 1: H(coarsest groups); level l: Σ_g P_g H(level l within g of level l − 1); they add up to H(industries)",
        form: Form::Own(&[]),
        reading: "bits that each step down the classification adds",
        sources: &[
            "Frenken, K., van Oort, F. and Verburg, T. (2007). Related variety, unrelated variety and regional economic growth. Regional Studies 41(5).",
        ],
        peers: &[],
        example: Example::csv("row,column,value\nA,011,1\nA,012,1\nA,021,2\nB,021,5\n")
            .files(&[(
                "column_tree",
                "code,parent\n011,01\n012,01\n021,02\n01,\n02,\n",
            )])
            .gives("A,1: 1; A,2: 0.5; B,1: 0"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let digits: Vec<u32> = self.digits.iter().map(|n| n.get()).collect();
        let levels = match classification(m, &digits) {
            Ok(levels) => levels,
            Err(why) => {
                let mut out = Values::undefined(1, why);
                note_missing(&mut out, why);
                return out;
            }
        };
        let groups = group_lists(&levels);
        let nested = Nested::new(&groups);
        let unit = self.base.per_nat();
        let level = Axis::numbered("level", "", levels.len());
        let mut out = Values::over(vec![m.axis(Matrix::ROW).clone(), level]);
        for r in 0..m.rows() {
            let parts = nested.entropies(m.row(r));
            if parts.is_empty() {
                groups
                    .iter()
                    .for_each(|_| out.push(Err(Undefined::EmptyRow)));
            }
            out.extend_points(parts.into_iter().map(|h| h * unit));
        }
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![ScaleFree]
    }
}
