//! Entropy of a region's industries = unrelated + semi-related + related variety.
use crate::levels::{Nested, classification, entropy, group_lists, note_missing};
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Variety taken apart.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct VarietyDecomposition {
    /// Base of the logarithm: bits, as in the literature.
    pub base: LogBase,
    /// Groups by the first digits of the codes, for instance [2, 4]; without, by `column_tree`.
    pub digits: Vec<Count>,
}
impl Default for VarietyDecomposition {
    fn default() -> Self {
        Self {
            base: LogBase::Two,
            digits: vec![],
        }
    }
}
const QUANTITIES: &[&str] = &["total", "unrelated", "semi_related", "related"];

impl Indicator for VarietyDecomposition {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "variety.variety_decomposition",
        title: "Variety = unrelated + semi-related + related",
        formula: "H(industries) = H(coarsest groups) + [H(finest groups) − H(coarsest groups)] + Σ_g P_g H(industries within finest g)",
        form: Form::Parts(&[Matrix::ROW], QUANTITIES),
        reading: "bits; the parts add up to the entropy of the industries",
        sources: &[
            "Frenken, K., van Oort, F. and Verburg, T. (2007). Related variety, unrelated variety and regional economic growth. Regional Studies 41(5).",
        ],
        peers: &[
            "No package has the set; entropy within groups of elbersb's segregation 1.1 agrees.",
        ],
        example: Example::csv("row,column,value\nA,011,1\nA,012,1\nA,021,2\nB,021,5\n")
            .files(&[(
                "column_tree",
                "code,parent\n011,01\n012,01\n021,02\n01,\n02,\n",
            )])
            .gives("A,total: 1.5; A,unrelated: 1; A,semi_related: 0; A,related: 0.5; B,total: 0"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let digits: Vec<u32> = self.digits.iter().map(|n| n.get()).collect();
        let levels = match classification(m, &digits) {
            Ok(levels) => levels,
            Err(why) => {
                let mut out = Values::undefined(m.rows() * QUANTITIES.len(), why);
                note_missing(&mut out, why);
                return out;
            }
        };
        let groups = group_lists(&levels);
        let nested = Nested::new(&groups);
        let unit = self.base.per_nat();
        let mut out = Values::with_capacity(m.rows() * QUANTITIES.len());
        for r in 0..m.rows() {
            let parts = nested.entropies(m.row(r));
            let ([first, middle @ .., last], Some(whole)) = (&parts[..], entropy(m.row(r))) else {
                QUANTITIES
                    .iter()
                    .for_each(|_| out.push(Err(Undefined::EmptyRow)));
                continue;
            };
            let middle: f64 = middle.iter().sum();
            out.extend_points([whole, *first, middle, *last].into_iter().map(|h| h * unit));
        }
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![ScaleFree, Relabel, Within(0.0, 1e15)]
    }
}
