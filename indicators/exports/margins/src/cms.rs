//! x₁ − x₀ = g X₀ + Σ_p (g_p − g) X_p + Σ_pd (g_pd − g_p) X_pd + Σ_pd (X₁ − X₀ − g_pd X₀).
use crate::constant_market_share::{Order, Sums, World, sums};
use crate::lines::less;
use mercatoria_core::{FlowsLaw::*, *};
use mercatoria_numeric::sum::Compensated;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How many effects are told apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Effects {
    /// World growth and competitiveness.
    Two,
    /// World growth, the structure that comes first, and competitiveness.
    Three,
    /// World growth, commodities, markets and competitiveness.
    #[default]
    Four,
}
/// Constant market share analysis of the change from the first period to the last.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Cms {
    /// Which structure is taken out first; changes the commodity and the market effect.
    pub order: Order,
    /// How many effects; an effect that is not told apart is 0.
    pub effects: Effects,
    /// What a country is measured against.
    pub world: World,
    /// Add up the effects of each step from period to period, instead of one step from first to last.
    pub chained: bool,
}

impl Indicator for Cms {
    type Input<'a> = Flows;
    type Output = Values;
    const CARD: Card = Card {
        id: "margins.cms",
        title: "Constant market share",
        formula: "ΔX = g X₀ + Σ_p (g_p − g) X₀_p + Σ_pd (g_pd − g_p) X₀_pd + Σ_pd (X₁ − X₀ − g_pd X₀), rates from differences",
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
        reading: "in the unit of the data: what the country would have gained with constant shares of world trade, of its products and of its markets, and what it gained in shares; flows that are new to it are competitiveness",
        sources: &[
            "Leamer, E. E. and Stern, R. M. (1970). Quantitative International Economics. Allyn and Bacon.",
            "Richardson, J. D. (1971). Constant-market-shares analysis of export growth. Journal of International Economics 1(2).",
        ],
        peers: &[
            "Published tables often print one order only; the order moves the commodity and the market effect, here both are a parameter.",
        ],
        example: Example::csv("exporter,product,market,period,value\nA,p,M,2019,10\nA,p,M,2021,12\nB,p,M,2019,10\nB,p,M,2021,18\nB,q,M,2019,20\nB,q,M,2021,20\n")
            .gives("A, total_change: 2; A, world_growth: 2.5; A, commodity: 2.5; A, market: 0; A, competitiveness: -3"),
    };
    fn compute(&self, flows: &Flows) -> Values {
        let last = flows.last_period();
        let exporters = flows.dims[Flows::EXPORTER].len();
        if last == 0 {
            return Values::undefined(5 * exporters, Undefined::TooFew);
        }
        let steps: Vec<(u32, u32)> = if self.chained {
            (0..last).map(|t| (t, t + 1)).collect()
        } else {
            vec![(0, last)]
        };
        let all: Vec<Vec<Sums>> = steps
            .iter()
            .map(|step| sums(flows, *step, self.world))
            .collect();
        let mut values = Values::with_capacity(5 * exporters);
        for c in 0..exporters {
            let mut parts = [Compensated::default(); 5];
            let mut why = None;
            for sums in all.iter().map(|of_step| &of_step[c]) {
                why = why.or(sums.defined().err());
                let step = effects(sums, self.order, self.effects);
                parts.iter_mut().zip(step).for_each(|(sum, x)| sum.add(x));
            }
            for part in parts {
                values.push(why.map_or(Ok(part.total()), Err));
            }
        }
        values
    }
    fn laws(&self) -> Vec<FlowsLaw> {
        vec![Homogeneous, Order]
    }
}
fn effects(sums: &Sums, order: self::Order, effects: Effects) -> [f64; 5] {
    let (growth, cells) = (&sums.whole.constant, &sums.cells.constant);
    let (first, second) = match order {
        self::Order::ProductFirst => (&sums.products.constant, None),
        self::Order::MarketFirst => (&sums.markets.constant, None),
        self::Order::Mean => (&sums.products.constant, Some(&sums.markets.constant)),
    };
    let finest = match effects {
        Effects::Two => growth,
        Effects::Three => first,
        Effects::Four => cells,
    };
    let competitiveness = less(&sums.after, &[&sums.before, finest]);
    // The structure taken first, and the other one within it.
    let outer = |first: &Compensated| match effects {
        Effects::Two => 0.0,
        _ => less(first, &[growth]),
    };
    let inner = |first: &Compensated| match effects {
        Effects::Four => less(cells, &[first]),
        _ => 0.0,
    };
    let (commodity, market) = match (order, second) {
        (self::Order::MarketFirst, _) => (inner(first), outer(first)),
        (_, Some(markets)) if effects == Effects::Four => (
            f64::midpoint(outer(first), inner(markets)),
            f64::midpoint(inner(first), outer(markets)),
        ),
        _ => (outer(first), inner(first)),
    };
    [
        sums.change(),
        growth.total(),
        commodity,
        market,
        competitiveness,
    ]
}
