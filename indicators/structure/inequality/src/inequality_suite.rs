//! The measures of inequality of one vector, side by side.
use crate::{
    atkinson, coefficient_of_variation, coulter_equal, generalized_entropy, gini, mssd, schutz,
    wolfson,
};
use mercatoria_core::{DistributionLaw::*, *};
use mercatoria_numeric::elementary::sqrt;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Measures of inequality of one vector, side by side.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct InequalitySuite {}

impl Indicator for InequalitySuite {
    type Input<'a> = Distribution<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "inequality.inequality_suite",
        title: "Measures of inequality side by side",
        formula: "see the units gini, generalized_entropy, atkinson, coulter, coefficient_of_variation, schutz, wolfson, mssd",
        form: Form::Table(
            &[],
            &[
                "gini",
                "gini_norm",
                "theil_T",
                "theil_L_MLD",
                "atkinson_0.5",
                "atkinson_1",
                "atkinson_2",
                "coulter",
                "cv",
                "cv_norm",
                "cv_pop",
                "hoover",
                "wolfson",
                "mssd",
            ],
        ),
        reading: "0 in every measure: all equal; they weigh the ends of the distribution differently",
        sources: &["Cowell, F. A. (2011). Measuring Inequality. Oxford University Press."],
        peers: &[
            "REAT 3.0 calls the mean log deviation theil; its weighted Theil, its weighted Gini and its Dalton index are wrong.",
        ],
        example: Example::csv("label,value\na,1\nb,3\n")
            .gives("gini: 0.25; gini_norm: 0.5; cv_pop: 0.5; hoover: 0.25; mssd: 4"),
    };
    fn compute(&self, d: &Distribution<'_>) -> Values {
        let total = match d.total() {
            Ok(total) => total,
            Err(why) => return Values::undefined(Self::CARD.form.quantities().len(), why),
        };
        let (y, n) = (d.amounts, d.len() as f64);
        let several = |x: f64| {
            if n > 1.0 {
                Ok(x)
            } else {
                Err(Undefined::OneLabel)
            }
        };
        let g = gini(y);
        [
            Ok(g),
            several((g * (n / (n - 1.0))).min(1.0)),
            generalized_entropy(y, total, 1.0),
            generalized_entropy(y, total, 0.0),
            Ok(atkinson(y, total, 0.5)),
            Ok(atkinson(y, total, 1.0)),
            Ok(atkinson(y, total, 2.0)),
            Ok(coulter_equal(y, total)),
            several(coefficient_of_variation(y, total, 1.0)),
            several(coefficient_of_variation(y, total, 1.0) / sqrt(n - 1.0)),
            Ok(coefficient_of_variation(y, total, 0.0)),
            Ok(schutz(y, total)),
            wolfson(y),
            if n > 1.0 {
                Ok(mssd(y))
            } else {
                Err(Undefined::OneLabel)
            },
        ]
        .into_iter()
        .collect()
    }
    fn laws(&self) -> Vec<DistributionLaw> {
        vec![EqualSplit(0.0)]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("reat-3.0", Self {})]
    }
}
