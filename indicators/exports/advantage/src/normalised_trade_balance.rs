//! NTB = (X − M) / (X + M) of a country.
use crate::normalised_balance;
use mercatoria_core::{TradeLaw::*, *};
use mercatoria_numeric::sum::sum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Trade balance of a country over its trade.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NormalisedTradeBalance {}
impl Indicator for NormalisedTradeBalance {
    type Input<'a> = Trade<'a>;
    type Output = Measure;
    const CARD: Card = Card {
        id: "advantage.normalised_trade_balance",
        title: "Normalised trade balance",
        formula: "(X − M) / (X + M)",
        form: Form::Value,
        reading: "1: exports only; −1: imports only; 0: balanced",
        sources: &[
            "Mikic, M. and Gilbert, J. (2009). Trade Statistics in Policymaking: A Handbook of Commonly Used Trade Indices and Indicators. UN ESCAP.",
        ],
        example: Example::csv("label,exports,imports\na,3,1\nb,0,4\n").gives("-0.25"),
        ..Card::BLANK
    };
    fn compute(&self, t: &Trade<'_>) -> Measure {
        normalised_balance(sum(t.exports.amounts), sum(t.imports.amounts))
    }
    fn laws(&self) -> Vec<TradeLaw> {
        vec![ScaleFree, Relabel, ExchangeNegates, Within(-1.0, 1.0)]
    }
}
