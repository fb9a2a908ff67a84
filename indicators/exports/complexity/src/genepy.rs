//! GENEPY of countries.
use crate::{cells, genepy_index};
use mercatoria_advantage::{Advantage, PopulationName, Rule, Test, Threshold, presence};
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// GENEPY of countries.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Genepy {
    /// What makes a country present in a product.
    pub advantage: Advantage,
    /// Threshold of presence.
    pub threshold: Threshold,
    /// At or above the threshold, or above it only.
    pub test: Test,
    /// Attribute of the rows with the population, for `rpop` and `either`.
    pub population: PopulationName,
}
impl Indicator for Genepy {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "complexity.genepy",
        title: "GENEPY of countries",
        formula: "G = (Σ_i λ_i X_i²)² + 2 Σ_i λ_i² X_i², i = 1, 2, of N = WWᵀ with an empty diagonal, W_cp = M_cp / (k_c u'_p), u'_p = Σ_c M_cp / k_c",
        form: Form::Column(Matrix::ROW),
        reading: "at least 0, larger is more complex; free of the sign of eigenvectors. The formula follows the paper's text and has not been checked against its own numbers",
        sources: &[
            "Sciarra, C., Chiarotti, G., Ridolfi, L. and Laio, F. (2020). Reconciling contrasting views on economic complexity. Nature Communications 11.",
        ],
        example: Example::csv("row,column,value\nA,a,1\nA,b,1\nB,b,1\n")
            .params(r#"{"advantage":"given"}"#)
            .gives("A: 0.0987654320987…; B: 0.0987654320987…"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let rule = Rule::new(self.advantage, self.threshold, self.test, &self.population);
        match presence(m, &rule).and_then(|found| genepy_index::genepy(&found.bits, false)) {
            Err(why) => Values::undefined(m.axis(Matrix::ROW).len(), why),
            Ok((index, [first, second])) => {
                let mut out = cells(&index, Undefined::EmptyRow);
                out.note("eigenvalues", format!("λ₁ = {first}, λ₂ = {second}"));
                out
            }
        }
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        // Laws are drawn on small tables without side inputs, which fall apart at other thresholds.
        if self.threshold.get() != 1.0
            || matches!(self.advantage, Advantage::Rpop | Advantage::Either)
        {
            return vec![];
        }
        let mut laws = vec![Relabel, Within(0.0, f64::INFINITY)];
        if self.advantage == Advantage::Rca {
            laws.push(ScaleFree);
        }
        laws
    }
}
