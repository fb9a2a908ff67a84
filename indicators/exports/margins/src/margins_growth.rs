//! X₁ − X₀ = lines that go on (growth, decline) + new (products, markets) − ended (products, markets).
use crate::lines::lines;
use mercatoria_core::{FlowsLaw::*, *};
use mercatoria_numeric::{parallel, sum::Compensated};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// In what the parts are given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PartScale {
    /// The unit of the data.
    #[default]
    Amount,
    /// Relative to exports at the start: contributions to the rate of growth.
    OfBase,
}
/// Intensive and extensive margin of export growth from the first period to the last.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MarginsGrowth {
    /// In what the parts are given.
    pub scale: PartScale,
    /// A flow up to this counts as none.
    pub threshold: Amount,
}
impl Default for MarginsGrowth {
    fn default() -> Self {
        Self {
            scale: PartScale::Amount,
            threshold: Amount::new(0.0),
        }
    }
}

impl Indicator for MarginsGrowth {
    type Input<'a> = Flows;
    type Output = Values;
    const CARD: Card = Card {
        id: "margins.margins_growth",
        title: "Margins of export growth",
        formula: "ΔX = Σ_both (x₁ − x₀) + Σ_new x₁ − Σ_ended x₀, by product and market",
        form: Form::Parts(
            &[Flows::EXPORTER],
            &[
                "change",
                "intensive_growth",
                "intensive_decline",
                "new_products",
                "new_markets",
                "ended_products",
                "ended_markets",
            ],
        ),
        reading: "intensive: lines served at both ends; a new line is a new product where the country did not export it to anybody at the start, else a new market; ended lines likewise",
        sources: &[
            "Evenett, S. J. and Venables, A. J. (2002). Export growth in developing countries: market entry and bilateral trade flows. Working paper.",
            "Amiti, M. and Freund, C. (2010). The anatomy of China's export growth. In: Feenstra and Wei (eds.), China's Growing Role in World Trade.",
            "Besedeš, T. and Prusa, T. J. (2011). The role of extensive and intensive margins and export growth. Journal of Development Economics 96(2).",
        ],
        example: Example::csv("exporter,product,market,period,value\nA,p,M,2019,10\nA,p,M,2021,12\nA,p,N,2021,3\nA,q,M,2019,4\nA,r,M,2021,5\n")
            .gives("A, change: 6; A, intensive_growth: 2; A, new_products: 5; A, new_markets: 3; A, ended_products: -4; A, ended_markets: 0"),
        ..Card::BLANK
    };
    fn compute(&self, flows: &Flows) -> Values {
        let last = flows.last_period();
        let exporters = flows.dims[Flows::EXPORTER].len();
        if last == 0 {
            return Values::undefined(7 * exporters, Undefined::TooFew);
        }
        let above = |x: f64| if x > self.threshold.get() { x } else { 0.0 };
        let all = parallel::map(exporters, |c| {
            let mut sums = Margins::default();
            let mut product: Vec<(f64, f64)> = vec![];
            let mut current = u32::MAX;
            lines(flows, c, (0, last), |line| {
                if line.product != current {
                    sums.product(&product);
                    product.clear();
                    current = line.product;
                }
                product.push((above(line.before), above(line.after)));
            });
            sums.product(&product);
            sums
        });
        let mut values = Values::with_capacity(7 * exporters);
        for sums in all {
            let base = sums.before.total();
            for part in sums.parts() {
                values.push(match self.scale {
                    PartScale::Amount => Ok(part),
                    PartScale::OfBase if base > 0.0 => Ok(part / base),
                    PartScale::OfBase => Err(Undefined::ZeroBase),
                });
            }
        }
        values
    }
    fn laws(&self) -> Vec<FlowsLaw> {
        match self.scale {
            _ if self.threshold.get() > 0.0 => vec![Order],
            PartScale::Amount => vec![Homogeneous, Order],
            PartScale::OfBase => vec![ScaleFree, Order],
        }
    }
}
#[derive(Default)]
struct Margins {
    change: Compensated,
    before: Compensated,
    parts: [Compensated; 6],
}
impl Margins {
    /// One product: its lines before and after.
    fn product(&mut self, lines: &[(f64, f64)]) {
        let had = lines.iter().any(|l| l.0 > 0.0);
        let has = lines.iter().any(|l| l.1 > 0.0);
        for (before, after) in lines.iter().copied() {
            self.change.add(after);
            self.change.add(-before);
            self.before.add(before);
            let part = match (before > 0.0, after > 0.0) {
                (true, true) if after >= before => 0,
                (true, true) => 1,
                (false, true) => 2 + usize::from(had),
                (true, false) => 4 + usize::from(has),
                (false, false) => continue,
            };
            self.parts[part].add(after - before);
        }
    }
    fn parts(&self) -> Vec<f64> {
        let all = std::iter::once(&self.change).chain(&self.parts);
        all.map(Compensated::total).collect()
    }
}
