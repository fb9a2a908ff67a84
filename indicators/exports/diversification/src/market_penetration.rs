//! Pairs (product, market) served, of those that could be: the exporter sells the product, the market buys it from somebody.
use mercatoria_core::{FlowsLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Index of export market penetration.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MarketPenetration {
    /// A flow counts where it is above this.
    pub threshold: Amount,
}
impl Default for MarketPenetration {
    fn default() -> Self {
        Self {
            threshold: Amount::new(0.0),
        }
    }
}

impl Indicator for MarketPenetration {
    type Input<'a> = Flows;
    type Output = Values;
    const CARD: Card = Card {
        id: "diversification.market_penetration",
        title: "Export market penetration",
        formula: "#{(p, d) : c sells p to d} / #{(p, d) : c exports p, d ≠ c imports p from anybody}",
        form: Form::Column(Flows::EXPORTER),
        reading: "1: the exporter reaches every market that buys what it sells",
        sources: &["World Bank, World Integrated Trade Solution: index of export market penetration."],
        example: Example::csv("exporter,product,market,period,value\nA,p,M,2020,3\nB,p,M,2020,1\nB,p,N,2020,1\nB,q,A,2020,1\n")
            .gives("A: 0.5; B: 1"),
        ..Card::BLANK
    };
    fn compute(&self, flows: &Flows) -> Values {
        let last = flows.last_period();
        let counts =
            |i: &usize| flows.period()[*i] == last && flows.value()[*i] > self.threshold.get();
        let (products, markets) = (
            flows.dims[Flows::PRODUCT].len(),
            flows.dims[Flows::MARKET].len(),
        );
        let mut bought = vec![false; products * markets];
        let mut buyers = vec![0u32; products];
        for i in (0..flows.len()).filter(counts) {
            let product = flows.product()[i] as usize;
            let at = product * markets + flows.market()[i] as usize;
            if !std::mem::replace(&mut bought[at], true) {
                buyers[product] += 1;
            }
        }
        let mut values: Values = (0..flows.dims[Flows::EXPORTER].len())
            .map(|c| {
                let own = flows.as_market()[c];
                let (mut served, mut possible, mut current) = (0u64, 0u64, u32::MAX);
                for i in flows.of_exporter(c).filter(counts) {
                    let product = flows.product()[i];
                    if product != current {
                        current = product;
                        let at = product as usize;
                        let to_itself = own != Flows::NOBODY && bought[at * markets + own as usize];
                        possible += u64::from(buyers[at] - u32::from(to_itself));
                    }
                    served += u64::from(flows.market()[i] != own);
                }
                match possible {
                    0 => Err(Undefined::EmptyRow),
                    _ => Ok(served as f64 / possible as f64),
                }
            })
            .collect();
        flows.note_period(&mut values);
        values
    }
    fn laws(&self) -> Vec<FlowsLaw> {
        let mut laws = vec![Order, Within(0.0, 1.0)];
        if self.threshold.get() == 0.0 {
            laws.push(ScaleFree);
        }
        laws
    }
}
