//! ΔX = Σ s̄ ΔW + Σ W̄ Δs with the means of both ends: no residual, and the same backwards.
use crate::constant_market_share::{Level, Order, Sums, World, sums};
use crate::lines::less;
use mercatoria_core::{FlowsLaw::*, *};
use mercatoria_numeric::sum::Compensated;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Constant market share analysis with the mean weights of both ends.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CmsExact {
    /// Which structure is taken out first; changes the commodity and the market effect.
    pub order: Order,
    /// What a country is measured against.
    pub world: World,
}
impl Default for CmsExact {
    fn default() -> Self {
        Self {
            order: Order::ProductFirst,
            world: World::All,
        }
    }
}

impl Indicator for CmsExact {
    type Input<'a> = Flows;
    type Output = Values;
    const CARD: Card = Card {
        id: "margins.cms_exact",
        title: "Constant market share, exact mid-weight form",
        formula: "ΔX = s̄ΔW + Σ_p (s̄_p ΔW_p) − s̄ΔW + Σ_pd s̄_pd ΔW_pd − Σ_p s̄_p ΔW_p + Σ_pd W̄_pd Δs_pd, s̄ = ½(s₀ + s₁), W̄ = ½(W₀ + W₁)",
        form: Form::Parts(
            &[Flows::EXPORTER],
            &[
                "total_change",
                "world_growth",
                "commodity",
                "market",
                "competitiveness",
            ],
        ),
        reading: "as constant market share, without a choice of base: exchanging the periods changes the signs; half of a flow to where nobody sold before is structure, half competitiveness",
        sources: &[
            "Milana, C. (1988). Constant-market-shares analysis and index number theory. European Journal of Political Economy 4(4).",
            "Nyssens, A. and Poullet, G. (1990). Parts de marché des producteurs de l'UEBL sur les marchés extérieurs et intérieur. Cahier 7, National Bank of Belgium.",
        ],
        example: Example::csv("exporter,product,market,period,value\nA,p,M,2019,10\nA,p,M,2021,12\nB,p,M,2019,10\nB,p,M,2021,18\nB,q,M,2019,20\nB,q,M,2021,20\n")
            .gives("A, total_change: 2; A, world_growth: 2.45; A, commodity: 2.05; A, market: 0; A, competitiveness: -2.5"),
        ..Card::BLANK
    };
    fn compute(&self, flows: &Flows) -> Values {
        let last = flows.last_period();
        let exporters = flows.dims[Flows::EXPORTER].len();
        if last == 0 {
            return Values::undefined(5 * exporters, Undefined::TooFew);
        }
        let mut values = Values::with_capacity(5 * exporters);
        for sums in sums(flows, (0, last), self.world) {
            let why = sums.defined().err();
            for part in parts(&sums, self.order) {
                values.push(why.map_or(Ok(part), Err));
            }
        }
        values
    }
    fn laws(&self) -> Vec<FlowsLaw> {
        vec![Homogeneous, Order]
    }
}
/// Σ s̄ ΔW = ½ (a + x₁ − b), with a and b as in `constant_market_share`.
fn structure(sums: &Sums, level: &Level) -> Compensated {
    let mut twice = level.constant;
    twice.merge(sums.after);
    let head = less(&twice, &[&level.backward]);
    let mut half = Compensated::default();
    half.add(head / 2.0);
    // What the head does not hold.
    let mut headed = Compensated::default();
    headed.add(head);
    half.add(less(&twice, &[&level.backward, &headed]) / 2.0);
    half
}
fn parts(sums: &Sums, order: self::Order) -> [f64; 5] {
    let [whole, products, markets, cells] =
        [&sums.whole, &sums.products, &sums.markets, &sums.cells]
            .map(|level| structure(sums, level));
    let (commodity, market) = match order {
        self::Order::ProductFirst => (less(&products, &[&whole]), less(&cells, &[&products])),
        self::Order::MarketFirst => (less(&cells, &[&markets]), less(&markets, &[&whole])),
        self::Order::Mean => (
            f64::midpoint(less(&products, &[&whole]), less(&cells, &[&markets])),
            f64::midpoint(less(&cells, &[&products]), less(&markets, &[&whole])),
        ),
    };
    [
        sums.change(),
        whole.total(),
        commodity,
        market,
        less(&sums.after, &[&sums.before, &cells]),
    ]
}
