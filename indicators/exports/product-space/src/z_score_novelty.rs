//! Co-occurrence against chance, in standard deviations of the hypergeometric.
use crate::without;
use mercatoria_advantage::{Advantage, PopulationName, Rule, Test, Threshold, presence};
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::{bits::CommonCounts, elementary::sqrt};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Z-score of co-occurrence.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ZScoreNovelty {
    /// What makes a country present in a product.
    pub advantage: Advantage,
    /// Threshold of presence.
    pub threshold: Threshold,
    /// At or above the threshold, or above it only.
    pub test: Test,
    /// Attribute of the rows with the population, for `rpop` and `either`.
    pub population: PopulationName,
}
impl Indicator for ZScoreNovelty {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "product_space.z_score_novelty",
        title: "Co-occurrence against chance",
        formula: "(J − μ) / √(μ (1 − u_p/n) (n − u_q)/(n − 1)), μ = u_p u_q / n, n countries; 0 on the diagonal",
        form: Form::Grid(Matrix::COLUMN, Matrix::COLUMN),
        reading: "below 0: fewer common countries than by chance, an atypical pair; undefined for a product that everybody has",
        sources: &[
            "Uzzi, B., Mukherjee, S., Stringer, M. and Jones, B. (2013). Atypical combinations and scientific impact. Science 342.",
        ],
        example: Example::csv("row,column,value\nA,a,1\nA,b,1\nB,b,1\nB,c,1\nC,c,1\n")
            .params(r#"{"advantage":"given"}"#)
            .gives("a,b: 0.707106781186…; a,a: 0; a,c: -1.414213562373…"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let (rule, width) = (
            Rule::new(self.advantage, self.threshold, self.test, &self.population),
            m.columns(),
        );
        let found = match presence(m, &rule) {
            Ok(found) => found,
            Err(why) => return without(why, width * width),
        };
        let columns = found.bits.transpose();
        let mut common = vec![0; width * width];
        CommonCounts::new(&columns).fill(&mut common, |_, _, counts, cells| {
            cells.copy_from_slice(counts)
        });
        // Countries that are present nowhere take no part.
        let n = found.diversity.iter().filter(|k| **k > 0).count() as f64;
        let mut out = Values::with_capacity(width * width);
        for p in 0..width {
            for q in 0..width {
                let (a, b) = (f64::from(found.ubiquity[p]), f64::from(found.ubiquity[q]));
                let chance = a * b / n;
                let spread = chance * (1.0 - a / n) * (n - b) / (n - 1.0);
                out.push(if a == 0.0 || b == 0.0 {
                    Err(Undefined::EmptyColumn)
                } else if p == q {
                    Ok(0.0)
                } else if a == n || b == n || n < 2.0 {
                    Err(Undefined::ZeroVariance)
                } else {
                    Ok((f64::from(common[p * width + q]) - chance) / sqrt(spread))
                });
            }
        }
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        // Laws are drawn on small tables without side inputs.
        if self.threshold.get() != 1.0
            || matches!(self.advantage, Advantage::Rpop | Advantage::Either)
        {
            return vec![];
        }
        if self.advantage == Advantage::Rca {
            vec![Relabel, ScaleFree, SymmetricPairs]
        } else {
            vec![Relabel, SymmetricPairs]
        }
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("econcomplex-1.0", Self::default())]
    }
}
