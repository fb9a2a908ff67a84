//! Spells of trade: runs of periods in which a line is served.
use mercatoria_core::Flows;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is followed over time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Exporter, product and market.
    #[default]
    ProductMarket,
    /// Exporter and product, whatever the market.
    Product,
    /// Exporter and market, whatever the product.
    Market,
}
/// What is done with spells that ran already in the first period, whose beginning is not seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LeftCensored {
    /// Left out.
    #[default]
    Drop,
    /// Kept, as if they began in the first period.
    Keep,
}
/// Which spells of a relation count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WhichSpells {
    /// Each is an observation of its own.
    #[default]
    All,
    /// The first one that is kept.
    First,
}
mercatoria_core::bounded! {
    /// Periods without trade that do not end a spell.
    Gap(u32): 0 => 1000, {"type": "integer", "minimum": 0, "maximum": 1000};
}
/// How spells are made.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Rules {
    pub(crate) relation: Relation,
    pub(crate) gap: u32,
    pub(crate) left_censored: LeftCensored,
    pub(crate) spells: WhichSpells,
    pub(crate) threshold: f64,
}
/// One spell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Spell {
    pub(crate) exporter: u32,
    pub(crate) product: u32,
    pub(crate) market: u32,
    /// Periods from its first to its last with trade.
    pub(crate) length: u32,
    /// Has it ended before the last period?
    pub(crate) ended: bool,
}
/// All spells, by exporter. Periods follow each other as they stand on their axis.
pub(crate) fn spells(flows: &Flows, rules: &Rules) -> Vec<Spell> {
    let last = flows.last_period();
    let mut out = vec![];
    for exporter in 0..flows.dims[Flows::EXPORTER].len() {
        let served = flows
            .of_exporter(exporter)
            .filter(|i| flows.value()[*i] > rules.threshold);
        let key = |i: usize| match rules.relation {
            Relation::ProductMarket => (flows.product()[i], flows.market()[i]),
            Relation::Product => (flows.product()[i], u32::MAX),
            Relation::Market => (u32::MAX, flows.market()[i]),
        };
        let mut places: Vec<((u32, u32), u32)> =
            served.map(|i| (key(i), flows.period()[i])).collect();
        if rules.relation != Relation::ProductMarket {
            places.sort_unstable();
        }
        let mut from = 0;
        while from < places.len() {
            let relation = places[from].0;
            let until = from + places[from..].partition_point(|p| p.0 <= relation);
            let mut first = true;
            let mut start = places[from].1;
            let mut end = start;
            let mut close = |start: u32, end: u32| {
                let kept = start > 0 || rules.left_censored == LeftCensored::Keep;
                let counted = first || rules.spells == WhichSpells::All;
                if kept && counted {
                    first = false;
                    out.push(Spell {
                        exporter: exporter as u32,
                        product: relation.0,
                        market: relation.1,
                        length: end - start + 1,
                        // A gap that may still be bridged after the last period does not end it.
                        ended: last - end > rules.gap,
                    });
                }
            };
            for (_, period) in &places[from..until] {
                if *period > end + 1 + rules.gap {
                    close(start, end);
                    start = *period;
                }
                end = *period;
            }
            close(start, end);
            from = until;
        }
    }
    out
}
