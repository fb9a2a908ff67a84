//! IM = P · Q: P = Π (p_c/p_r)^w, Q = Π (q_c/q_r)^w over common lines, w by logarithmic means of shares (Sato–Vartia).
use crate::against_rest::{Group, against_rest, geometric};
use crate::hummels_klenow::{MarginLevel, MarginReference};
use mercatoria_core::{FlowsLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The intensive margin split into price and quantity.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct HummelsKlenowPriceQuantity {
    /// Over which lines.
    pub level: MarginLevel,
    /// Against whom.
    pub reference: MarginReference,
}

impl Indicator for HummelsKlenowPriceQuantity {
    type Input<'a> = Flows;
    type Output = Values;
    const CARD: Card = Card {
        id: "margins.hummels_klenow_price_quantity",
        title: "Price and quantity of the intensive margin (Hummels–Klenow)",
        formula: "IM = P · Q, P = Π (p_c/p_r)^w, Q = Π (q_c/q_r)^w over lines that both export, w by logarithmic means of shares",
        form: Form::Table(&[Flows::EXPORTER], &["price", "quantity", "intensive"]),
        reading: "price: unit values relative to the reference's; quantity: the same for quantities; every common line needs a quantity on both sides",
        sources: &[
            "Hummels, D. and Klenow, P. J. (2005). The variety and quality of a nation's exports. American Economic Review 95(3).",
            "Sato, K. (1976). The ideal log-change index number. Review of Economics and Statistics 58(2).",
        ],
        example: Example::csv("exporter,product,market,period,value,quantity\nA,p,M,2020,2,1\nB,p,M,2020,6,6\nB,q,M,2020,2,2\n")
            .gives("A, price: 2; A, quantity: 0.16666666666…; A, intensive: 0.33333333333…"),
        ..Card::BLANK
    };
    fn compute(&self, flows: &Flows) -> Values {
        let mut values = Values::default();
        for against in against_rest(flows, self.level, self.reference, true) {
            let split = |group: &Group, which: usize| -> Measure {
                if group.own == 0.0 {
                    return Err(Undefined::EmptyRow);
                }
                if group.lines.is_empty() {
                    return Err(Undefined::ZeroDenominator);
                }
                group.index(which)
            };
            if self.level == MarginLevel::Product {
                let overall = against.overall();
                (0..3).for_each(|which| values.push(split(&overall, which)));
                continue;
            }
            let weights = against.weights();
            for which in 0..3 {
                values.push(if against.overall().own == 0.0 {
                    Err(Undefined::EmptyRow)
                } else {
                    geometric(&weights, &|d| split(&against.groups[d], which))
                });
            }
        }
        flows.note_period(&mut values);
        values
    }
    fn laws(&self) -> Vec<FlowsLaw> {
        vec![
            Order,
            Holds(
                "price times quantity is the intensive margin",
                Predicate(product),
            ),
        ]
    }
}
fn product(_: &Flows, values: &Values) -> Result<bool, String> {
    let mut compared = false;
    for row in 0..values.len() / 3 {
        let cell = |k: usize| values.get(row * 3 + k).point();
        if let (Some(p), Some(q), Some(intensive)) = (cell(0), cell(1), cell(2)) {
            compared = true;
            if (p * q - intensive).abs() > 1e-11 * intensive {
                return Err(format!("{p} · {q} is not {intensive}"));
            }
        }
    }
    Ok(compared)
}
