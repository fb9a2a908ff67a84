//! V₁/V₀ = P · Q: growth of value over lines served at both ends, as price times quantity.
use crate::lines::lines;
use mercatoria_core::{FlowsLaw::*, *};
use mercatoria_numeric::{parallel, sum::compensated_sum};
use mercatoria_orientation::{IndexFormula, PriceLine, price_index, quantity_index};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Price and quantity in the growth of exports.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PriceQuantityGrowth {
    /// Formula of the price index; the quantity index is the one that makes up the value with it.
    pub formula: IndexFormula,
}
impl Default for PriceQuantityGrowth {
    fn default() -> Self {
        Self {
            formula: IndexFormula::Fisher,
        }
    }
}

impl Indicator for PriceQuantityGrowth {
    type Input<'a> = Flows;
    type Output = Values;
    const CARD: Card = Card {
        id: "margins.price_quantity_growth",
        title: "Price and quantity in the growth of exports",
        formula: "V₁/V₀ = P · Q over lines with unit values at both ends; Fisher: P = √(P_L P_P), Q = √(Q_L Q_P)",
        form: Form::Table(
            &[Flows::EXPORTER],
            &["value", "price", "quantity", "coverage"],
        ),
        reading: "ratios of the last period to the first; coverage: the part of the exports of both ends that has unit values at both",
        sources: &[
            "Fisher, I. (1922). The Making of Index Numbers.",
            "United Nations (2010). International Merchandise Trade Statistics: Concepts and Definitions.",
        ],
        example: Example::csv(
            "exporter,product,market,period,value,quantity\nA,p,M,2019,10,10\nA,p,M,2021,24,12\n",
        )
        .gives("A, value: 2.4; A, price: 2; A, quantity: 1.2; A, coverage: 1"),
        ..Card::BLANK
    };
    fn compute(&self, flows: &Flows) -> Values {
        let last = flows.last_period();
        let exporters = flows.dims[Flows::EXPORTER].len();
        if last == 0 || flows.quantity().is_none() {
            let why = if last == 0 {
                Undefined::TooFew
            } else {
                Undefined::Missing
            };
            return Values::undefined(4 * exporters, why);
        }
        let rows = parallel::map(exporters, |c| {
            let (mut kept, mut all) = (vec![], vec![]);
            lines(flows, c, (0, last), |l| {
                all.push(l.before + l.after);
                let line = PriceLine {
                    value: (l.before, l.after),
                    quantity: l.quantity,
                };
                if line.is_matched() {
                    kept.push(line);
                }
            });
            let all = compensated_sum(all);
            let before = compensated_sum(kept.iter().map(|l| l.value.0));
            let after = compensated_sum(kept.iter().map(|l| l.value.1));
            if all == 0.0 {
                return [Err(Undefined::EmptyRow); 4];
            }
            let covered = Ok((before + after) / all);
            if kept.is_empty() {
                return [
                    Err(Undefined::TooFew),
                    Err(Undefined::TooFew),
                    Err(Undefined::TooFew),
                    covered,
                ];
            }
            [
                Ok(after / before),
                price_index(&kept, self.formula),
                quantity_index(&kept, self.formula),
                covered,
            ]
        });
        rows.into_iter().flatten().collect()
    }
    fn laws(&self) -> Vec<FlowsLaw> {
        vec![
            ScaleFree,
            Order,
            Holds("price times quantity is value", Predicate(product)),
        ]
    }
}
fn product(_: &Flows, values: &Values) -> Result<bool, String> {
    let mut compared = false;
    for row in 0..values.len() / 4 {
        let cell = |k: usize| values.get(row * 4 + k).point();
        if let (Some(v), Some(p), Some(q)) = (cell(0), cell(1), cell(2)) {
            compared = true;
            if (p * q - v).abs() > 1e-12 * v {
                return Err(format!("{p} · {q} is not {v}"));
            }
        }
    }
    Ok(compared)
}
