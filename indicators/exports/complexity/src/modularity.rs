//! Bipartite modularity.
use crate::nestedness;
use mercatoria_advantage::{Advantage, PopulationName, Rule, Test, Threshold, presence};
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Bipartite modularity.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Modularity {
    /// What makes a country present in a product.
    pub advantage: Advantage,
    /// Threshold of presence.
    pub threshold: Threshold,
    /// At or above the threshold, or above it only.
    pub test: Test,
    /// Attribute of the rows with the population, for `rpop` and `either`.
    pub population: PopulationName,
}
impl Indicator for Modularity {
    type Input<'a> = Matrix;
    type Output = Measure;
    const CARD: Card = Card {
        id: "complexity.modularity",
        title: "Bipartite modularity",
        formula: "max Q = 1/E Σ (M_cp − k_c u_p / E) δ(g_c, h_p), by label propagation and merging",
        form: Form::Value,
        reading: "0: no groups beyond chance; towards 1: countries and products fall into groups of their own. A lower bound of the largest",
        sources: &[
            "Barber, M. J. (2007). Modularity and community detection in bipartite networks. Physical Review E 76.",
        ],
        example: Example::csv(
            "row,column,value\nA,a,1\nA,b,1\nB,a,1\nB,b,1\nC,c,1\nC,d,1\nD,c,1\nD,d,1\n",
        )
        .params(r#"{"advantage":"given"}"#)
        .gives("0.5"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Measure {
        let rule = Rule::new(self.advantage, self.threshold, self.test, &self.population);
        nestedness::modularity(&presence(m, &rule)?.bits)
            .map(|found| found.0)
            .ok_or(Undefined::Empty)
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        // Laws are drawn on tables without side inputs.
        if matches!(self.advantage, Advantage::Rpop | Advantage::Either) {
            return vec![];
        }
        if self.advantage == Advantage::Rca {
            vec![ScaleFree, Within(-0.5, 1.0)]
        } else {
            vec![Within(-0.5, 1.0)]
        }
    }
}
