//! The number of lines, product and market, that an exporter serves.
use mercatoria_core::{FlowsLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Number of active lines of an exporter.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ActiveLines {
    /// A flow counts where it is above this.
    pub threshold: Amount,
}
impl Default for ActiveLines {
    fn default() -> Self {
        Self {
            threshold: Amount::new(0.0),
        }
    }
}

impl Indicator for ActiveLines {
    type Input<'a> = Flows;
    type Output = Values;
    const CARD: Card = Card {
        id: "diversification.active_lines",
        title: "Number of active export lines",
        formula: "#{(p, d) : x_cpd > threshold}",
        form: Form::Column(Flows::EXPORTER),
        reading: "pairs of product and market that the exporter serves",
        sources: &["World Bank, World Integrated Trade Solution, notes on indicators."],
        example: Example::csv(
            "exporter,product,market,period,value\nA,p,M,2020,3\nA,p,N,2020,1\nB,p,M,2020,0\n",
        )
        .gives("A: 2; B: 0"),
        ..Card::BLANK
    };
    fn compute(&self, flows: &Flows) -> Values {
        let last = flows.last_period();
        let active =
            |i: &usize| flows.period()[*i] == last && flows.value()[*i] > self.threshold.get();
        let exporters = 0..flows.dims[Flows::EXPORTER].len();
        let mut values: Values = exporters
            .map(|c| Ok(flows.of_exporter(c).filter(active).count() as f64))
            .collect();
        flows.note_period(&mut values);
        values
    }
    fn laws(&self) -> Vec<FlowsLaw> {
        if self.threshold.get() == 0.0 {
            vec![ScaleFree, Order]
        } else {
            vec![Order]
        }
    }
}
