//! TBI = (x − m) / (x + m).
use mercatoria_core::{TradeLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Trade balance of each product over its trade.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TradeBalanceIndex {}
impl Indicator for TradeBalanceIndex {
    type Input<'a> = Trade<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "advantage.trade_balance_index",
        title: "Trade balance index",
        formula: "(x − m) / (x + m)",
        form: Form::Column(0),
        reading: "1: exported only; −1: imported only; 0: balanced",
        sources: &[
            "Mikic, M. and Gilbert, J. (2009). Trade Statistics in Policymaking: A Handbook of Commonly Used Trade Indices and Indicators. UN ESCAP.",
        ],
        example: Example::csv("label,exports,imports\na,3,1\nb,0,0\n").gives("a: 0.5; b: empty"),
        ..Card::BLANK
    };
    fn compute(&self, t: &Trade<'_>) -> Values {
        t.exports
            .amounts
            .iter()
            .zip(t.imports.amounts)
            .map(|(x, m)| normalised_balance(*x, *m))
            .collect()
    }
    fn laws(&self) -> Vec<TradeLaw> {
        vec![ScaleFree, Relabel, ExchangeNegates, Within(-1.0, 1.0)]
    }
}

/// `(x − m) / (x + m)`; without any trade the question does not arise.
///
/// # Errors
/// [`Undefined::Empty`] where both are zero.
///
/// ```
/// assert_eq!(mercatoria_advantage::normalised_balance(3.0, 1.0), Ok(0.5));
/// ```
pub fn normalised_balance(exports: f64, imports: f64) -> Measure {
    let both = exports + imports;
    if both > 0.0 {
        Ok((exports - imports) / both)
    } else {
        Err(Undefined::Empty)
    }
}
