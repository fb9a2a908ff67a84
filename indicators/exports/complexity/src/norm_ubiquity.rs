//! Normalised ubiquity.
use mercatoria_advantage::{Advantage, PopulationName, Rule, Test, Threshold, presence};
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Normalised ubiquity.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NormUbiquity {
    /// What makes a country present in a product.
    pub advantage: Advantage,
    /// Threshold of presence.
    pub threshold: Threshold,
    /// At or above the threshold, or above it only.
    pub test: Test,
    /// Attribute of the rows with the population, for `rpop` and `either`.
    pub population: PopulationName,
}
impl Indicator for NormUbiquity {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "complexity.norm_ubiquity",
        title: "Normalised ubiquity",
        formula: "(X_p / X) / (u_p / Σ u)",
        form: Form::Column(Matrix::COLUMN),
        reading: "above 1: a larger share of trade than of exporters",
        sources: &[
            "Balland, P.-A. (2017). Economic Geography in R: Introduction to the EconGeo package. Papers in Evolutionary Economic Geography 17.09.",
        ],
        peers: &["EconGeo 1.3 rounds to 2 decimals."],
        example: Example::csv("row,column,value\nA,a,1\nA,b,1\nB,b,2\n").gives("a: 0.5; b: 1.5"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let rule = Rule::new(self.advantage, self.threshold, self.test, &self.population);
        let found = match presence(m, &rule) {
            Ok(found) => found,
            Err(why) => return Values::undefined(m.axis(Matrix::COLUMN).len(), why),
        };
        if m.total() == 0.0 {
            return Values::undefined(m.columns(), Undefined::Empty);
        }
        let all: f64 = found.ubiquity.iter().map(|u| f64::from(*u)).sum();
        m.column_totals()
            .iter()
            .zip(&found.ubiquity)
            .map(|(of_column, u)| match u {
                0 => Err(Undefined::EmptyColumn),
                u => Ok((of_column / m.total()) / (f64::from(*u) / all)),
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
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![
            ("econcomplex-1.0", Self::default()),
            ("econgeo-1.3", Self::default()),
        ]
    }
}
