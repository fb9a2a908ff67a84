//! Lafay's index of the contribution of a product to the trade balance.
use mercatoria_core::{TradeLaw::*, *};
use mercatoria_numeric::sum::sum_by2;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Lafay's index of trade specialisation.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Lafay {}
impl Indicator for Lafay {
    type Input<'a> = Trade<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "advantage.lafay",
        title: "Lafay's index",
        formula: "100 · [(x−m)/(x+m) − Σ(x−m)/Σ(x+m)] · (x+m)/Σ(x+m); 0 where x + m = 0",
        form: Form::Column(0),
        reading: "above 0: the product contributes more to the balance than the country's overall balance would; the sum is 0; −50 to 50",
        sources: &[
            "Lafay, G. (1992). The measurement of revealed comparative advantages. In Dagenais and Muet (eds.), International Trade Modelling. Chapman & Hall.",
        ],
        example: Example::csv("label,exports,imports\na,3,1\nb,1,3\n").gives("a: 25; b: -25"),
        ..Card::BLANK
    };
    fn compute(&self, t: &Trade<'_>) -> Values {
        let (x, m) = (t.exports.amounts, t.imports.amounts);
        let (both, balance) = (sum_by2(x, m, |x, m| x + m), sum_by2(x, m, |x, m| x - m));
        if both == 0.0 {
            return Values::undefined(x.len(), Undefined::Empty);
        }
        // (x − m)/both − balance/both · (x + m)/both, without dividing by x + m.
        x.iter()
            .zip(m)
            .map(|(x, m)| Ok(100.0 * ((x - m) - balance / both * (x + m)) / both))
            .collect()
    }
    fn laws(&self) -> Vec<TradeLaw> {
        vec![
            ScaleFree,
            Relabel,
            ExchangeNegates,
            SumsTo(0.0),
            Within(-50.0, 50.0),
        ]
    }
}
