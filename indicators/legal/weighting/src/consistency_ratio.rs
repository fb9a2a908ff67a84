//! How far pairwise comparisons are from consistent ones.
use crate::{Prioritisation, ahp, ahp::comparisons};
use mercatoria_core::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Consistency ratio of pairwise comparisons.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ConsistencyRatio {}

/// Saaty's mean index of random comparisons of n criteria, from n = 1.
const RANDOM: [f64; 15] = [
    0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59,
];

impl Indicator for ConsistencyRatio {
    type Input<'a> = Relation;
    type Output = Measure;
    const CARD: Card = Card {
        id: "weighting.consistency_ratio",
        title: "Consistency ratio",
        formula: "CR = (λ − n)/((n − 1) RI_n), RI Saaty's random index",
        reading: "0: consistent; above 0.1 Saaty advises to ask again",
        sources: &["Saaty, T. L. (1980). The analytic hierarchy process. McGraw-Hill."],
        example: Example::csv("from,to,value\nx,y,2\ny,z,2\nx,z,4\n").gives("0"),
        ..Card::BLANK
    };
    fn compute(&self, relation: &Relation) -> Measure {
        let n = relation.axis.len();
        let matrix = comparisons(relation)?;
        let (_, largest) = ahp(&matrix, n, Prioritisation::Eigenvector)?;
        match RANDOM.get(n - 1) {
            Some(random) if *random > 0.0 => {
                let ratio = (largest - n as f64) / (n as f64 - 1.0) / random;
                // Consistent comparisons differ from 0 by rounding alone.
                Ok(if ratio < 1e-13 { 0.0 } else { ratio })
            }
            Some(_) => Err(Undefined::TooFew),
            None => Err(Undefined::OutOfDomain),
        }
    }
    fn laws(&self) -> Vec<RelationLaw> {
        vec![]
    }
}
