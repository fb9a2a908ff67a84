//! The weighted measures of inequality, side by side.
use crate::{
    AtkinsonWeighted, Centre, GeneralizedEntropyWeighted, GiniWeighted, ValuesAre, Williamson,
};
use mercatoria_core::{ContrastLaw::*, *};
use mercatoria_divergence::{CoulterAgainst, Dissimilarity};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Weighted measures of inequality, side by side; the reference holds the weights.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct InequalitySuiteWeighted {
    /// What the values are.
    pub values: ValuesAre,
}

impl Indicator for InequalitySuiteWeighted {
    type Input<'a> = Contrast<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "inequality.inequality_suite_weighted",
        title: "Weighted measures of inequality side by side",
        formula: "see the units gini_weighted, generalized_entropy_weighted, atkinson_weighted, williamson; hoover_ref_pop = ½ Σ |yᵢ/Σy − wᵢ/Σw|",
        form: Form::Table(
            &[],
            &[
                "gini2_weighted",
                "theil_T_weighted",
                "theil_L_weighted",
                "atkinson_0.5_weighted",
                "atkinson_1_weighted",
                "williamson",
                "williamson_wmean",
                "hoover_ref_pop",
                "coulter_ref_pop",
            ],
        ),
        reading: "0 in every measure: all units have the same value; hoover_ref_pop and coulter_ref_pop compare the values as they are with the weights",
        sources: &["Cowell, F. A. (2011). Measuring Inequality. Oxford University Press."],
        peers: &[
            "REAT 3.0 sorts the values but not the weights (gini), and divides the weighted Theil by n again.",
        ],
        example: Example::csv("label,value,reference\na,1,3\nb,3,1\n")
            .gives("gini2_weighted: 0.25; hoover_ref_pop: 0.5"),
    };
    fn compute(&self, c: &Contrast<'_>) -> Values {
        let values = self.values;
        let entropy = |alpha: f64| {
            let alpha = Finite::try_from(alpha).unwrap_or(Finite::new(1.0));
            Indicator::compute(&GeneralizedEntropyWeighted { alpha, values }, c)
        };
        let atkinson = |epsilon: f64| {
            let epsilon = Amount::try_from(epsilon).unwrap_or(Amount::new(1.0));
            Indicator::compute(&AtkinsonWeighted { epsilon, values }, c)
        };
        let williamson = |centre| Indicator::compute(&Williamson { centre, values }, c);
        [
            Indicator::compute(&GiniWeighted { values }, c),
            entropy(1.0),
            entropy(0.0),
            atkinson(0.5),
            atkinson(1.0),
            williamson(Centre::UnweightedMean),
            williamson(Centre::WeightedMean),
            Indicator::compute(&Dissimilarity::default(), c),
            Indicator::compute(&CoulterAgainst {}, c),
        ]
        .into_iter()
        .collect()
    }
    fn laws(&self) -> Vec<ContrastLaw> {
        vec![ScaleFree, Symmetric, Within(0.0, f64::MAX)]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("reat-3.0", Self::default())]
    }
}
