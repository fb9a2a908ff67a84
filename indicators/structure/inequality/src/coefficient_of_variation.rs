//! CV = standard deviation / mean; normalised by √n or √(n − 1).
use mercatoria_core::{DistributionLaw::*, *};
use mercatoria_numeric::{elementary::sqrt, sum::sum_by};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

mercatoria_core::bounded! {
    /// Degrees of freedom taken off: 0 divides by n, 1 by n − 1.
    Ddof(u32): 0 => 1, {"type": "integer", "minimum": 0, "maximum": 1};
}
/// By what the coefficient is divided.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum VariationScale {
    /// By nothing.
    #[default]
    None,
    /// By √n.
    RootN,
    /// By √(n − 1).
    RootNMinusOne,
}
/// Coefficient of variation.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CoefficientOfVariation {
    /// Degrees of freedom taken off: 0 for all units there are, 1 for a sample.
    pub ddof: Ddof,
    /// By what it is divided, so that its largest value does not grow with n.
    pub normalised: VariationScale,
}
impl Default for CoefficientOfVariation {
    fn default() -> Self {
        Self {
            ddof: Ddof::new(0),
            normalised: VariationScale::None,
        }
    }
}

impl Indicator for CoefficientOfVariation {
    type Input<'a> = Distribution<'a>;
    type Output = Measure;
    const CARD: Card = Card {
        id: "inequality.coefficient_of_variation",
        title: "Coefficient of variation",
        formula: "CV = √(Σ (y − μ)² / (n − ddof)) / μ; normalised CV/√n or CV/√(n − 1)",
        reading: "0: all equal; ddof 0: √(n − 1) where everything is on one unit",
        sources: &[
            "Pearson, K. (1896). Regression, heredity and panmixia. Philosophical Transactions A 187.",
        ],
        peers: &[
            "REAT 3.0 divides by n − 1 unless told otherwise, and normalises that by √(n − 1).",
        ],
        example: Example::csv("label,value\na,1\nb,3\n").gives("0.5"),
        ..Card::BLANK
    };
    fn compute(&self, d: &Distribution<'_>) -> Measure {
        self.of(d.amounts, d.total()?)
    }
    fn enclosure(&self) -> Option<Enclose<Self>> {
        Some(|unit, d| {
            if let Err(why) = unit.of(&vec![1.0; d.len()], d.len() as f64) {
                return Value::Undefined(why).into();
            }
            let f = |x: &[f64], total: f64| unit.of(x, total).unwrap_or(f64::INFINITY);
            crate::bounds::of(d, f, f64::MAX)
        })
    }
    fn laws(&self) -> Vec<DistributionLaw> {
        let mut laws = vec![
            ScaleFree,
            Symmetric,
            EqualSplit(0.0),
            Within(0.0, f64::MAX),
            TransferRaises,
        ];
        if self.ddof.get() == 0 && self.normalised == VariationScale::None {
            laws.push(ReplicationTimes(1.0));
        }
        laws
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        let reat = |normalised| Self {
            ddof: Ddof::new(1),
            normalised,
        };
        vec![
            ("reat-3.0", reat(VariationScale::None)),
            ("reat-3.0:cv(coefnorm)", reat(VariationScale::RootNMinusOne)),
        ]
    }
}
impl CoefficientOfVariation {
    fn of(&self, values: &[f64], total: f64) -> Measure {
        let (n, ddof) = (values.len() as f64, f64::from(self.ddof.get()));
        let by = match self.normalised {
            VariationScale::None => 1.0,
            VariationScale::RootN => sqrt(n),
            VariationScale::RootNMinusOne => sqrt(n - 1.0),
        };
        if n - ddof <= 0.0 || by == 0.0 {
            return Err(Undefined::OneLabel);
        }
        Ok(coefficient_of_variation(values, total, ddof) / by)
    }
}

/// Standard deviation over mean, with `ddof` degrees of freedom taken off.
///
/// ```
/// assert_eq!(mercatoria_inequality::coefficient_of_variation(&[1.0, 3.0], 4.0, 0.0), 0.5);
/// ```
pub fn coefficient_of_variation(values: &[f64], total: f64, ddof: f64) -> f64 {
    let n = values.len() as f64;
    let squares = sum_by(values, |y| (y * n - total) * (y * n - total));
    sqrt(squares / (n - ddof)) / total
}
