//! Unit values.
use crate::prices;
use mercatoria_core::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Unit values.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct UnitValue {
    /// Which period; the last where none is named.
    pub period: Option<String>,
}
impl Indicator for UnitValue {
    type Input<'a> = Flows;
    type Output = Values;
    const CARD: Card = Card {
        id: "sophistication.unit_value",
        title: "Unit values",
        formula: "v / q, all markets together",
        form: Form::Grid(Flows::EXPORTER, Flows::PRODUCT),
        reading: "a price if the product is one; undefined without a quantity",
        sources: &[
            "Silver, M. (2010). The wrongs and rights of unit value indices. Review of Income and Wealth 56(s1).",
        ],
        example: Example::csv(
            "exporter,product,market,period,value,quantity\nA,a,X,1,6,2\nB,a,X,1,2,2\nB,b,X,1,1,\n",
        )
        .gives("A,a: 3; B,a: 1; B,b: no_quantity; A,b: empty"),
        ..Card::BLANK
    };
    fn compute(&self, f: &Flows) -> Values {
        let found = match prices::gather(f, self.period.as_deref()) {
            Ok(found) => found,
            Err(why) => return Values::undefined(f.dims[0].len() * f.dims[1].len(), why),
        };
        let mut out: Values = (0..found.value.len())
            .map(|i| found.unit_value(i))
            .collect();
        found.remark(&mut out);
        out
    }
    fn laws(&self) -> Vec<FlowsLaw> {
        if self.period.is_none() {
            vec![FlowsLaw::Order]
        } else {
            vec![]
        }
    }
}
