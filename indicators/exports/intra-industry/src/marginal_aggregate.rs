//! Marginal intra-industry trade of a country: A and B weighted by |Δx| + |Δm|, C added up.
use crate::marginal::{Changes, MarginalMeasure, marginal_of_all};
use mercatoria_core::{FlowsLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Marginal intra-industry trade of all products together, by country.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MarginalAggregate {
    /// Which measure.
    pub measure: MarginalMeasure,
}

impl Indicator for MarginalAggregate {
    type Input<'a> = Flows;
    type Output = Values;
    const CARD: Card = Card {
        id: "intra_industry.marginal_aggregate",
        title: "Marginal intra-industry trade, aggregate",
        formula: "A = Σ w A_p, B = Σ w B_p with w = (|Δx| + |Δm|)/Σ(|Δx| + |Δm|); C = Σ C_p",
        form: Form::Column(Flows::EXPORTER),
        reading: "1: every product's new exports are matched by new imports",
        sources: &[
            "Brülhart, M. (1994). Marginal intra-industry trade: measurement and relevance for the pattern of industrial adjustment. Weltwirtschaftliches Archiv 130(3).",
        ],
        example: Example::csv("exporter,product,market,period,value\nA,p,B,2019,1\nA,p,B,2021,4\nB,p,A,2019,1\nB,p,A,2021,2\n")
            .gives("A: 0.5; B: 0.5"),
        ..Card::BLANK
    };
    fn compute(&self, flows: &Flows) -> Values {
        let change = Changes::of(flows);
        let (e, p) = (
            flows.dims[Flows::EXPORTER].len(),
            flows.dims[Flows::PRODUCT].len(),
        );
        if let Err(why) = change.known {
            return Values::undefined(e, why);
        }
        let of = |c: usize| {
            let line = c * p..(c + 1) * p;
            let cells = change.exports[line.clone()]
                .iter()
                .zip(&change.imports[line]);
            marginal_of_all(cells.map(|(x, m)| (*x, *m)), self.measure)
        };
        (0..e).map(of).collect()
    }
    fn laws(&self) -> Vec<FlowsLaw> {
        match self.measure {
            MarginalMeasure::A => vec![ScaleFree, Order, Within(0.0, 1.0)],
            MarginalMeasure::B => vec![ScaleFree, Order, Within(-1.0, 1.0)],
            MarginalMeasure::C => vec![Homogeneous, Order],
        }
    }
}
