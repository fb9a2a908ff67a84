//! G = Σ (2k − n − 1) y₍ₖ₎ / (n Σ y); corrected × n/(n − 1).
use mercatoria_core::{DistributionLaw::*, *};
use mercatoria_divergence::{sorted_gini, zeros_first};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Gini coefficient of a value over units.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Gini {
    /// Multiply by n/(n − 1), so that all on one unit gives 1; replication then changes the value.
    pub corrected: bool,
}

impl Indicator for Gini {
    type Input<'a> = Distribution<'a>;
    type Output = Measure;
    const CARD: Card = Card {
        id: "inequality.gini",
        title: "Gini coefficient",
        formula: "G = Σ (2k − n − 1) y₍ₖ₎ / (n Σ y); corrected: × n/(n − 1)",
        reading: "0: all equal; (n − 1)/n, corrected 1: everything on one unit",
        sources: &["Gini, C. (1912). Variabilità e mutabilità. Bologna."],
        peers: &[
            "EconGeo 1.3 rounds to 3 decimals; econcomplex 1.0 clips negative values to 0 and gives 0 where there is nothing.",
            "PySAL inequality 1.1 gives NaN without a word for all zeros, and 0.667 without a warning with a negative value.",
            "REAT 3.0 gini(weighting=) sorts the values but not their weights (0.2155 where its gini2 gives 0.2839).",
        ],
        example: Example::csv("label,value\na,1\nb,3\n").gives("0.25"),
        ..Card::BLANK
    };
    fn compute(&self, d: &Distribution<'_>) -> Measure {
        d.total()?;
        let g = gini(d.amounts);
        match (self.corrected, d.len() as f64) {
            (false, _) => Ok(g),
            (true, n) if n < 2.0 => Err(Undefined::OneLabel),
            (true, n) => Ok((g * (n / (n - 1.0))).min(1.0)),
        }
    }
    fn enclosure(&self) -> Option<Enclose<Self>> {
        Some(|unit, d| {
            let n = d.len() as f64;
            let by = match unit.corrected {
                true if n < 2.0 => return Value::Undefined(Undefined::OneLabel).into(),
                true => n / (n - 1.0),
                false => 1.0,
            };
            crate::bounds::of(d, |x, _| gini(x) * by, 1.0)
        })
    }
    fn laws(&self) -> Vec<DistributionLaw> {
        let mut laws = vec![
            ScaleFree,
            Symmetric,
            EqualSplit(0.0),
            Within(0.0, 1.0),
            TransferRaises,
        ];
        if !self.corrected {
            laws.push(ReplicationTimes(1.0));
        }
        laws
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        let corrected = |corrected| Self { corrected };
        vec![
            ("econgeo-1.3", corrected(false)),
            ("econcomplex-1.0", corrected(false)),
            ("pysal-inequality-1.1", corrected(false)),
            ("reat-3.0", corrected(false)),
            ("reat-3.0:gini(coefnorm)", corrected(true)),
        ]
    }
}

/// Gini coefficient of non-negative values with a positive sum, in the form with maximum (n − 1)/n.
///
/// ```
/// assert_eq!(mercatoria_inequality::gini(&[3.0, 1.0]), 0.25);
/// ```
pub fn gini(values: &[f64]) -> f64 {
    sorted_gini(&zeros_first(values))
}
