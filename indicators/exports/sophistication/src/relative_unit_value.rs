//! Relative unit values.
use crate::prices;
use mercatoria_core::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Relative unit values.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RelativeUnitValue {
    /// Which period; the last where none is named.
    pub period: Option<String>,
}
impl Indicator for RelativeUnitValue {
    type Input<'a> = Flows;
    type Output = Values;
    const CARD: Card = Card {
        id: "sophistication.relative_unit_value",
        title: "Relative unit values",
        formula: "(v/q)_cp / (V/Q)_p",
        form: Form::Grid(Flows::EXPORTER, Flows::PRODUCT),
        reading: "1: the average unit value of all exporters of the product; weighted by quantity the mean is 1",
        sources: &[
            "Berthou, A. and Emlinger, C. (2011). The trade unit values database. International Economics 128.",
        ],
        example: Example::csv(
            "exporter,product,market,period,value,quantity\nA,a,X,1,6,2\nB,a,X,1,2,2\nB,b,X,1,1,\n",
        )
        .gives("A,a: 1.5; B,a: 0.5"),
        ..Card::BLANK
    };
    fn compute(&self, f: &Flows) -> Values {
        let found = match prices::gather(f, self.period.as_deref()) {
            Ok(found) => found,
            Err(why) => return Values::undefined(f.dims[0].len() * f.dims[1].len(), why),
        };
        let mut out: Values = found.relative().into_iter().collect();
        found.remark(&mut out);
        out
    }
    fn laws(&self) -> Vec<FlowsLaw> {
        if self.period.is_none() {
            vec![FlowsLaw::Order, FlowsLaw::ScaleFree]
        } else {
            vec![]
        }
    }
}
