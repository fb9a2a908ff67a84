//! Stability of the product index.
use crate::stability::{Change, Design, Index, gap_remarks, stability};
use mercatoria_advantage::{Advantage, PopulationName, Rule, Test, Threshold};
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Stability of the product index.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PciStability {
    /// What is changed.
    pub method: Change,
    /// Which index.
    pub index: Index,
    /// Threshold of presence.
    pub threshold: Threshold,
    /// At or above the threshold, or above it only.
    pub test: Test,
    /// The thresholds of the sweep.
    pub thresholds: Vec<Threshold>,
    /// Draws of the bootstrap.
    pub draws: Count,
    /// Level of the bootstrap's interval.
    pub level: Level,
    /// Seed of the bootstrap.
    pub seed: Seed,
}
impl Default for PciStability {
    fn default() -> Self {
        Self {
            method: Change::default(),
            index: Index::default(),
            threshold: Threshold::default(),
            test: Test::default(),
            thresholds: [0.5, 0.75, 1.0, 1.25, 1.5, 2.0]
                .map(Threshold::new)
                .to_vec(),
            draws: Count::new(200),
            level: Level::new(0.95),
            seed: Seed::new(1),
        }
    }
}
impl Indicator for PciStability {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "complexity.pci_stability",
        title: "Stability of the product index",
        formula: "the index and its rank on the table, with the range (or percentiles) over tables with one row left out, another threshold, or rows drawn anew",
        form: Form::Table(&[Matrix::COLUMN], &["index", "rank"]),
        reading: "rank 1 is the most complex; where intervals of ranks overlap, two labels must not be compared, and a note says whose do. Leaving out and sweeping are sensitivities, the bootstrap takes the rows as a sample",
        sources: &[
            "Efron, B. and Tibshirani, R. (1993). An Introduction to the Bootstrap. Chapman & Hall.",
        ],
        peers: &["No package gives an interval of its complexity index."],
        example: Example::csv("row,column,value\nA,a,1\nA,b,1\nA,c,1\nB,a,1\nB,b,1\nC,a,1\n")
            .params(r#"{"method":"threshold","thresholds":[1]}"#)
            .gives("c, rank: [1, 1]"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let design = Design {
            change: self.method,
            rule: Rule::new(
                Advantage::Rca,
                self.threshold,
                self.test,
                &PopulationName::default(),
            ),
            thresholds: self.thresholds.iter().map(|t| t.get()).collect(),
            draws: self.draws.get() as usize,
            level: self.level.get(),
            seed: self.seed.get(),
        };
        let mut out = stability(m, &design, false, &|found| Ok(self.index.of(found)?.1));
        if self.index == Index::Eci {
            gap_remarks(m, &design.rule, &mut out);
        }
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        // Draws depend on the order of rows; at other thresholds small tables fall apart.
        if self.method == Change::Bootstrap
            || self.threshold.get() != 1.0
            || self.test == Test::Above
        {
            vec![]
        } else {
            vec![Relabel]
        }
    }
}
