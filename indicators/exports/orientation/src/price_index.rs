//! Price and quantity indices over matched lines: Laspeyres, Paasche, Fisher.
use mercatoria_core::{Measure, Undefined};
use mercatoria_numeric::{elementary::sqrt, sum::compensated_sum};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Formula of a price index.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum IndexFormula {
    /// Weights of the base: Σ p₁q₀ / Σ p₀q₀.
    Laspeyres,
    /// Weights of the current period: Σ p₁q₁ / Σ p₀q₁.
    Paasche,
    /// The geometric mean of both, which is its own inverse backwards.
    #[default]
    Fisher,
}
/// Values and quantities of one line in the base and in the current period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PriceLine {
    /// Values.
    pub value: (f64, f64),
    /// Quantities; NaN where they are not known.
    pub quantity: (f64, f64),
}
impl PriceLine {
    /// Has it a unit value at both ends?
    pub fn is_matched(&self) -> bool {
        let positive = |pair: (f64, f64)| pair.0 > 0.0 && pair.1 > 0.0;
        positive(self.value) && positive(self.quantity)
    }
    /// p₁q₀
    fn forward(&self) -> f64 {
        self.value.1 / self.quantity.1 * self.quantity.0
    }
    /// p₀q₁
    fn backward(&self) -> f64 {
        self.value.0 / self.quantity.0 * self.quantity.1
    }
}
/// Σ p₀q₀, Σ p₁q₀, Σ p₀q₁, Σ p₁q₁ over matched lines.
fn sums(lines: &[PriceLine]) -> Result<[f64; 4], Undefined> {
    if lines.is_empty() {
        return Err(Undefined::TooFew);
    }
    let sum = |f: fn(&PriceLine) -> f64| compensated_sum(lines.iter().map(f));
    Ok([
        sum(|l| l.value.0),
        sum(PriceLine::forward),
        sum(PriceLine::backward),
        sum(|l| l.value.1),
    ])
}
/// The price index of matched lines.
///
/// ```
/// use mercatoria_orientation::{IndexFormula, PriceLine, price_index};
/// let lines = [PriceLine { value: (10.0, 24.0), quantity: (10.0, 12.0) }, PriceLine { value: (10.0, 10.0), quantity: (10.0, 10.0) }];
/// assert_eq!(price_index(&lines, IndexFormula::Laspeyres), Ok(1.5));
/// ```
pub fn price_index(lines: &[PriceLine], formula: IndexFormula) -> Measure {
    let [base, forward, backward, current] = sums(lines)?;
    let (laspeyres, paasche) = (forward / base, current / backward);
    Ok(match formula {
        IndexFormula::Laspeyres => laspeyres,
        IndexFormula::Paasche => paasche,
        IndexFormula::Fisher => sqrt(laspeyres * paasche),
    })
}
/// The quantity index that makes up the value with the price index: Paasche's with a Laspeyres price, Laspeyres' with a Paasche
/// price, Fisher's with Fisher's.
pub fn quantity_index(lines: &[PriceLine], formula: IndexFormula) -> Measure {
    let [base, forward, backward, current] = sums(lines)?;
    let (laspeyres, paasche) = (backward / base, current / forward);
    Ok(match formula {
        IndexFormula::Laspeyres => paasche,
        IndexFormula::Paasche => laspeyres,
        IndexFormula::Fisher => sqrt(laspeyres * paasche),
    })
}
