//! Michaely's index: share in exports less share in imports.
use mercatoria_core::{TradeLaw::*, *};
use mercatoria_numeric::sum::sum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Michaely's index of specialisation.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MichaelySpecialisation {}
impl Indicator for MichaelySpecialisation {
    type Input<'a> = Trade<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "advantage.michaely_specialisation",
        title: "Michaely's index of specialisation",
        formula: "x_p / X − m_p / M",
        form: Form::Column(0),
        reading: "above 0: a larger part of exports than of imports; the sum is 0",
        sources: &["Michaely, M. (1962). Concentration in International Trade. North-Holland."],
        example: Example::csv("label,exports,imports\na,3,1\nb,1,1\n").gives("a: 0.25; b: -0.25"),
        ..Card::BLANK
    };
    fn compute(&self, t: &Trade<'_>) -> Values {
        let (x, m) = (sum(t.exports.amounts), sum(t.imports.amounts));
        if x == 0.0 || m == 0.0 {
            return Values::undefined(t.exports.amounts.len(), Undefined::Empty);
        }
        t.exports
            .amounts
            .iter()
            .zip(t.imports.amounts)
            .map(|(a, b)| Ok(a / x - b / m))
            .collect()
    }
    fn laws(&self) -> Vec<TradeLaw> {
        vec![
            ScaleFree,
            Relabel,
            ExchangeNegates,
            SumsTo(0.0),
            Within(-1.0, 1.0),
        ]
    }
}
