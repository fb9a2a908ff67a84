//! The mean of a measure of countries over the exporters that are present in a product.
use crate::measure;
use mercatoria_advantage::{Advantage, PopulationName, Rule, Test, Threshold, presence};
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Product Gini index, and its relatives with another measure.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Pgi {
    /// Attribute of the rows with the measure: the Gini of incomes, the intensity of emissions.
    pub measure: String,
    /// Threshold of presence.
    pub threshold: Threshold,
    /// At or above the threshold, or above it only.
    pub test: Test,
}
impl Default for Pgi {
    fn default() -> Self {
        Self {
            measure: "gini".into(),
            threshold: Threshold::default(),
            test: Test::default(),
        }
    }
}
impl Indicator for Pgi {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "sophistication.pgi",
        title: "Product Gini index",
        formula: "PGI_p = Σ_c M_cp s_cp G_c / Σ_c M_cp s_cp, s_cp = x_cp / X_c",
        form: Form::Column(Matrix::COLUMN),
        reading: "the inequality of incomes (or another measure) that goes with a product among those who have an advantage in it",
        sources: &[
            "Hartmann, D., Guevara, M. R., Jara-Figueroa, C., Aristarán, M. and Hidalgo, C. A. (2017). Linking economic complexity, institutions, and income inequality. World Development 93.",
            "Romero, J. P. and Gramkow, C. (2021). Economic complexity and greenhouse gas emissions. World Development 139.",
        ],
        example: Example::csv("row,column,value\nA,a,1\nA,b,1\nB,b,2\n")
            .files(&[("row_attributes", "row,gini\nA,0.25\nB,0.5\n")])
            .gives("a: 0.25; b: 0.5"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let rule = Rule::new(
            Advantage::Rca,
            self.threshold,
            self.test,
            &PopulationName::default(),
        );
        let found = match presence(m, &rule) {
            Ok(found) => found,
            Err(why) => return Values::undefined(m.columns(), why),
        };
        let Ok(y) = measure::measure(m, &self.measure) else {
            return measure::missing(&self.measure, m.columns());
        };
        let of = |p: usize| {
            if found.ubiquity[p] == 0 {
                return Err(Undefined::EmptyColumn);
            }
            let holders = (0..m.rows()).filter(|r| found.bits.get(*r, p));
            measure::weighted_mean(holders.map(|r| (m.row(r)[p] / m.row_totals()[r], y[r])))
                .ok_or(Undefined::Missing)
        };
        let mut out: Values = (0..m.columns()).map(of).collect();
        measure::remark(m, y, &mut out);
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        if self.measure != "gini" || self.threshold.get() != 1.0 {
            vec![]
        } else {
            vec![ScaleFree, Relabel]
        }
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![
            ("oec-0.3", Self::default()),
            ("econcomplex-1.0", Self::default()),
        ]
    }
}
