//! Ubiquity of products.
use mercatoria_advantage::{Advantage, PopulationName, Rule, Test, Threshold, presence};
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Ubiquity of products.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ProductUbiquity {
    /// What makes a country present in a product.
    pub advantage: Advantage,
    /// Threshold of presence.
    pub threshold: Threshold,
    /// At or above the threshold, or above it only.
    pub test: Test,
    /// Attribute of the rows with the population, for `rpop` and `either`.
    pub population: PopulationName,
}
impl Indicator for ProductUbiquity {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "complexity.product_ubiquity",
        title: "Ubiquity of products",
        formula: "u_p = Σ_c M_cp",
        form: Form::Column(Matrix::COLUMN),
        reading: "number of countries that are present in the product",
        sources: &[
            "Hidalgo, C. A. and Hausmann, R. (2009). The building blocks of economic complexity. PNAS 106(26).",
        ],
        peers: &[],
        example: Example::csv("row,column,value\nA,a,1\nA,b,1\nB,b,1\n")
            .params(r#"{"advantage":"given"}"#)
            .gives("a: 1; b: 2"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let rule = Rule::new(self.advantage, self.threshold, self.test, &self.population);
        let found = match presence(m, &rule) {
            Ok(found) => found,
            Err(why) => return Values::undefined(m.axis(Matrix::COLUMN).len(), why),
        };
        found.ubiquity.iter().map(|u| Ok(f64::from(*u))).collect()
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
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![
            ("ecomplexity-0.5", Self::default()),
            (
                "stata-ecomplexity",
                Self {
                    test: Test::Above,
                    ..Self::default()
                },
            ),
        ]
    }
}
