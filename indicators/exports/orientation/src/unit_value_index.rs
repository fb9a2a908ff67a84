//! Index of unit values of exports or imports, and what comes of both: terms of trade, purchasing power of exports.
use crate::price_index::{IndexFormula, PriceLine, price_index};
use mercatoria_core::{FlowsLaw::*, *};
use mercatoria_numeric::{parallel, sum::Compensated};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum IndexOf {
    /// Unit values of exports.
    #[default]
    Exports,
    /// Unit values of imports.
    Imports,
    /// Unit values of exports over those of imports.
    TermsOfTrade,
    /// Volume of exports times the terms of trade: their value over the unit values of imports.
    PurchasingPower,
    /// Volume of exports: their value over their unit values.
    ExportVolume,
    /// Volume of imports.
    ImportVolume,
}
/// What a line is whose unit value is followed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LineOf {
    /// A product, all partners together.
    #[default]
    Product,
    /// A product and a partner.
    ProductPartner,
}
/// Unit-value index of every period against the first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct UnitValueIndex {
    /// What is given.
    pub of: IndexOf,
    /// Formula of the index.
    pub formula: IndexFormula,
    /// What a line is.
    pub line: LineOf,
}

impl Indicator for UnitValueIndex {
    type Input<'a> = Flows;
    type Output = Values;
    const CARD: Card = Card {
        id: "orientation.unit_value_index",
        title: "Unit-value index and terms of trade",
        formula: "Laspeyres Σp₁q₀/Σp₀q₀, Paasche Σp₁q₁/Σp₀q₁, Fisher √(L·P), over lines with unit values in both periods; terms of trade P_x/P_m; purchasing power V_x/P_m",
        form: Form::Grid(Flows::EXPORTER, Flows::PERIOD),
        reading: "1 in the first period; unit values also move with the mix inside a line",
        sources: &[
            "UNCTAD Handbook of Statistics, notes on terms of trade and purchasing power indices.",
            "Fisher, I. (1922). The Making of Index Numbers.",
        ],
        peers: &["UNCTADstat prints 100 for the base year; here it is 1."],
        example: Example::csv("exporter,product,market,period,value,quantity\nA,p,B,2019,10,10\nA,p,B,2021,24,12\nB,q,A,2019,5,5\nB,q,A,2021,5,4\n")
            .gives("A,2019: 1; A,2021: 2; B,2021: 1.25"),
    };
    fn compute(&self, flows: &Flows) -> Values {
        let (exporters, periods) = (
            flows.dims[Flows::EXPORTER].len(),
            flows.dims[Flows::PERIOD].len(),
        );
        if flows.quantity().is_none() {
            return Values::undefined(exporters * periods, Undefined::Missing);
        }
        flows.by_market();
        let rows = parallel::map(exporters, |c| self.row(flows, c, periods));
        rows.into_iter().flatten().collect()
    }
    fn laws(&self) -> Vec<FlowsLaw> {
        vec![
            ScaleFree,
            Order,
            Holds("the first period is 1", Predicate(first_is_one)),
        ]
    }
}
fn first_is_one(flows: &Flows, values: &Values) -> Result<bool, String> {
    let periods = flows.dims[Flows::PERIOD].len();
    let mut compared = false;
    for x in (0..values.len())
        .step_by(periods)
        .filter_map(|i| values.get(i).point())
    {
        compared = true;
        if (x - 1.0).abs() > 1e-12 {
            return Err(format!("{x} in the first period"));
        }
    }
    Ok(compared)
}
/// Of one side of a country: lines matched with the first period, and values, by period.
struct Side {
    lines: Vec<Vec<PriceLine>>,
    values: Vec<f64>,
}
impl Side {
    fn index(&self, period: usize, formula: IndexFormula) -> Measure {
        price_index(&self.lines[period], formula)
    }
    fn value(&self, period: usize) -> Measure {
        if self.values[0] > 0.0 {
            Ok(self.values[period] / self.values[0])
        } else {
            Err(Undefined::ZeroBase)
        }
    }
}
impl UnitValueIndex {
    fn row(&self, flows: &Flows, c: usize, periods: usize) -> Vec<Measure> {
        let exports = self.side(flows, flows.of_exporter(c), flows.market(), periods);
        let imports = || {
            let bought: &[u32] = match flows.as_market()[c] {
                Flows::NOBODY => &[],
                market => flows.of_market(market as usize),
            };
            let places = bought.iter().map(|at| *at as usize);
            self.side(flows, places, flows.exporter(), periods)
        };
        let f = self.formula;
        let each = |of: &dyn Fn(usize) -> Measure| (0..periods).map(of).collect();
        match self.of {
            IndexOf::Exports => each(&|t| exports.index(t, f)),
            IndexOf::ExportVolume => each(&|t| Ok(exports.value(t)? / exports.index(t, f)?)),
            IndexOf::Imports => {
                let imports = imports();
                each(&|t| imports.index(t, f))
            }
            IndexOf::ImportVolume => {
                let imports = imports();
                each(&|t| Ok(imports.value(t)? / imports.index(t, f)?))
            }
            IndexOf::TermsOfTrade => {
                let imports = imports();
                each(&|t| Ok(exports.index(t, f)? / imports.index(t, f)?))
            }
            IndexOf::PurchasingPower => {
                let imports = imports();
                each(&|t| Ok(exports.value(t)? / imports.index(t, f)?))
            }
        }
    }
    /// Places come by product, then partner, then period.
    fn side(
        &self,
        flows: &Flows,
        places: impl Iterator<Item = usize>,
        partner: &[u32],
        periods: usize,
    ) -> Side {
        let mut values = vec![Compensated::default(); periods];
        let mut lines = vec![vec![]; periods];
        let mut open: Option<(u32, u32)> = None;
        let mut line = vec![(0.0, 0.0); periods];
        let mut close = |line: &mut Vec<(f64, f64)>| {
            let base = line[0];
            for (t, now) in line.iter().enumerate() {
                let matched = PriceLine {
                    value: (base.0, now.0),
                    quantity: (base.1, now.1),
                };
                if matched.is_matched() {
                    lines[t].push(matched);
                }
            }
            line.fill((0.0, 0.0));
        };
        for i in places {
            let partner = match self.line {
                LineOf::Product => 0,
                LineOf::ProductPartner => partner[i],
            };
            let key = (flows.product()[i], partner);
            if open.replace(key).is_some_and(|open| open != key) {
                close(&mut line);
            }
            let at = flows.period()[i] as usize;
            let quantity = flows.quantity().map_or(f64::NAN, |q| q[i]);
            values[at].add(flows.value()[i]);
            line[at].0 += flows.value()[i];
            line[at].1 += quantity;
        }
        if open.is_some() {
            close(&mut line);
        }
        Side {
            lines,
            values: values.iter().map(Compensated::total).collect(),
        }
    }
}
