//! Unrelated, semi-related and related variety: the entropy of a region's industries, between groups and within them.
use crate::levels::{Nested, classification, entropy, group_lists, note_missing};
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which part of the entropy.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum VarietyPart {
    /// Within the groups.
    #[default]
    Related,
    /// Between the coarsest groups.
    Unrelated,
    /// Between the finer groups within the coarsest ones; 0 where there is one level of groups.
    SemiRelated,
    /// Of the industries themselves.
    Total,
}
/// Within which groups industries are related.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Within {
    /// The finest ones, so that unrelated, semi-related and related variety add up.
    #[default]
    Finest,
    /// The coarsest ones, as Frenken, van Oort and Verburg have it; semi-related variety is then part of it.
    Coarsest,
}
/// Variety of regions along a classification.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Variety {
    /// Which part of the entropy.
    pub part: VarietyPart,
    /// Base of the logarithm: bits, as in the literature.
    pub base: LogBase,
    /// Groups by the first digits of the codes, for instance [2, 4]; without, by `column_tree`.
    pub digits: Vec<Count>,
    /// Within which groups industries are related.
    pub within: Within,
}
impl Default for Variety {
    fn default() -> Self {
        Self {
            part: VarietyPart::Related,
            base: LogBase::Two,
            digits: vec![],
            within: Within::Finest,
        }
    }
}

impl Indicator for Variety {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "variety.variety",
        title: "Variety of regions along a classification",
        formula: "related Σ_g P_g H(industries within g); unrelated H(groups); semi-related H(finer groups) − H(groups)",
        form: Form::Column(Matrix::ROW),
        reading: "bits; related: spread over industries of the same group; unrelated: over groups",
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
            .gives("A: 0.5; B: 0"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let digits: Vec<u32> = self.digits.iter().map(|n| n.get()).collect();
        let levels = match self.part {
            VarietyPart::Total => Ok(vec![]),
            _ => classification(m, &digits),
        };
        let levels = match levels {
            Ok(levels) => levels,
            Err(why) => {
                let mut out = Values::undefined(m.rows(), why);
                note_missing(&mut out, why);
                return out;
            }
        };
        let groups = group_lists(&levels);
        let nested = Nested::new(&groups);
        let unit = self.base.per_nat();
        (0..m.rows())
            .map(|r| {
                if self.part == VarietyPart::Total {
                    return Ok(entropy(m.row(r)).ok_or(Undefined::EmptyRow)? * unit);
                }
                let parts = nested.entropies(m.row(r));
                let [first, middle @ .., last] = &parts[..] else {
                    return Err(Undefined::EmptyRow);
                };
                let middle: f64 = middle.iter().sum();
                let of = match (self.part, self.within) {
                    (VarietyPart::Unrelated, _) => *first,
                    (VarietyPart::SemiRelated, _) => middle,
                    (_, Within::Finest) => *last,
                    (_, Within::Coarsest) => middle + last,
                };
                Ok(of * unit)
            })
            .collect()
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![ScaleFree, Relabel, MatrixLaw::Within(0.0, 1e15)]
    }
}
