//! Average diversity of the exporters.
use mercatoria_advantage::{Advantage, PopulationName, Rule, Test, Threshold, presence};
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Average diversity of the exporters.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct KP1 {
    /// What makes a country present in a product.
    pub advantage: Advantage,
    /// Threshold of presence.
    pub threshold: Threshold,
    /// At or above the threshold, or above it only.
    pub test: Test,
    /// Attribute of the rows with the population, for `rpop` and `either`.
    pub population: PopulationName,
}
impl Indicator for KP1 {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "complexity.k_p1",
        title: "Average diversity of the exporters",
        formula: "k_p,1 = (1/u_p) Σ_c M_cp k_c",
        form: Form::Column(Matrix::COLUMN),
        reading: "high: made by countries that make much else",
        sources: &[
            "Hidalgo, C. A. and Hausmann, R. (2009). The building blocks of economic complexity. PNAS 106(26).",
        ],
        peers: &[],
        example: Example::csv("row,column,value\nA,a,1\nA,b,1\nB,b,1\n")
            .params(r#"{"advantage":"given"}"#)
            .gives("a: 2; b: 1.5"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let rule = Rule::new(self.advantage, self.threshold, self.test, &self.population);
        let found = match presence(m, &rule) {
            Ok(found) => found,
            Err(why) => return Values::undefined(m.axis(Matrix::COLUMN).len(), why),
        };
        let diversity: Vec<f64> = found.diversity.iter().map(|k| f64::from(*k)).collect();
        found
            .bits
            .transpose()
            .ones()
            .sums(&diversity)
            .iter()
            .zip(&found.ubiquity)
            .map(|(sum, u)| {
                if *u > 0 {
                    Ok(sum / f64::from(*u))
                } else {
                    Err(Undefined::EmptyColumn)
                }
            })
            .collect()
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        // Laws are drawn on tables without side inputs.
        if matches!(self.advantage, Advantage::Rpop | Advantage::Either) {
            return vec![];
        }
        if self.advantage == Advantage::Rca {
            vec![Relabel, ScaleFree]
        } else {
            vec![Relabel]
        }
    }
}
