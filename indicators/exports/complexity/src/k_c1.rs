//! Average ubiquity of the basket.
use mercatoria_advantage::{Advantage, PopulationName, Rule, Test, Threshold, presence};
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Average ubiquity of the basket.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct KC1 {
    /// What makes a country present in a product.
    pub advantage: Advantage,
    /// Threshold of presence.
    pub threshold: Threshold,
    /// At or above the threshold, or above it only.
    pub test: Test,
    /// Attribute of the rows with the population, for `rpop` and `either`.
    pub population: PopulationName,
}
impl Indicator for KC1 {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "complexity.k_c1",
        title: "Average ubiquity of the basket",
        formula: "k_c,1 = (1/k_c) Σ_p M_cp u_p",
        form: Form::Column(Matrix::ROW),
        reading: "low: the country makes what few others make",
        sources: &[
            "Hidalgo, C. A. and Hausmann, R. (2009). The building blocks of economic complexity. PNAS 106(26).",
        ],
        peers: &[],
        example: Example::csv("row,column,value\nA,a,1\nA,b,1\nB,b,1\n")
            .params(r#"{"advantage":"given"}"#)
            .gives("A: 1.5; B: 2"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let rule = Rule::new(self.advantage, self.threshold, self.test, &self.population);
        let found = match presence(m, &rule) {
            Ok(found) => found,
            Err(why) => return Values::undefined(m.axis(Matrix::ROW).len(), why),
        };
        let ubiquity: Vec<f64> = found.ubiquity.iter().map(|u| f64::from(*u)).collect();
        found
            .bits
            .ones()
            .sums(&ubiquity)
            .iter()
            .zip(&found.diversity)
            .map(|(sum, k)| {
                if *k > 0 {
                    Ok(sum / f64::from(*k))
                } else {
                    Err(Undefined::EmptyRow)
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
