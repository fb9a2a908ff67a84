//! ΔX = Σ s₀ ΔW + Σ Δs W₀ + Σ Δs ΔW, each split further.
use crate::constant_market_share::{Sums, World, sums};
use crate::lines::less;
use mercatoria_core::{FlowsLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Constant market share analysis with its second-order effects.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CmsSecondOrder {
    /// What a country is measured against.
    pub world: World,
}

impl Indicator for CmsSecondOrder {
    type Input<'a> = Flows;
    type Output = Values;
    const CARD: Card = Card {
        id: "margins.cms_second_order",
        title: "Constant market share with second-order effects",
        formula: "ΔX = [s₀ΔW + commodity + market + structural interaction] + [ΔsW₀ + specific] + [(W₁/W₀ − 1) ΣΔs_pd W₀_pd + dynamic], s_pd = X_pd/W_pd",
        form: Form::Parts(
            &[Flows::EXPORTER],
            &[
                "total_change",
                "world_growth",
                "commodity",
                "market",
                "structural_interaction",
                "general_competitiveness",
                "specific_competitiveness",
                "pure_second_order",
                "dynamic_second_order",
            ],
        ),
        reading: "structural: shares as they were; competitive: the world as it was; second order: shares won where the world grew (dynamic) or in step with world growth (pure)",
        sources: &[
            "Jepma, C. J. (1986). Extensions and application possibilities of the constant market shares analysis. University of Groningen.",
            "Milana, C. (1988). Constant-market-shares analysis and index number theory. European Journal of Political Economy 4(4).",
        ],
        example: Example::csv("exporter,product,market,period,value\nA,p,M,2019,10\nA,p,M,2021,12\nB,p,M,2019,10\nB,p,M,2021,18\nB,q,M,2019,20\nB,q,M,2021,20\n")
            .gives("A, total_change: 2; A, world_growth: 2.5; A, commodity: 2.5; A, market: 0; A, general_competitiveness: -0.4; A, specific_competitiveness: -1.6; A, pure_second_order: -0.5; A, dynamic_second_order: -0.5"),
        ..Card::BLANK
    };
    fn compute(&self, flows: &Flows) -> Values {
        let last = flows.last_period();
        let exporters = flows.dims[Flows::EXPORTER].len();
        if last == 0 {
            return Values::undefined(9 * exporters, Undefined::TooFew);
        }
        let mut values = Values::with_capacity(9 * exporters);
        for sums in sums(flows, (0, last), self.world) {
            let why = sums.defined().err();
            for part in parts(&sums) {
                values.push(why.map_or(Ok(part), Err));
            }
        }
        values
    }
    fn laws(&self) -> Vec<FlowsLaw> {
        vec![Homogeneous, Order]
    }
}
/// With a = Σ x₀ ΔW/W₀ and b = Σ x₁ W₀/W₁ at each level: s₀ΔW = a, Δs W₀ = b − x₀, Δs ΔW = x₁ − b − a.
fn parts(sums: &Sums) -> [f64; 9] {
    let [whole, products, markets, cells] =
        [&sums.whole, &sums.products, &sums.markets, &sums.cells];
    let (a, b) = (&cells.constant, &cells.backward);
    let growth = if sums.world.0 > 0.0 {
        (sums.world.1 - sums.world.0) / sums.world.0
    } else {
        0.0
    };
    let competitive = less(b, &[&sums.before]);
    let second = less(&sums.after, &[b, a]);
    let pure = growth * competitive;
    let mut interaction = products.constant;
    interaction.merge(markets.constant);
    [
        sums.change(),
        whole.constant.total(),
        less(a, &[&markets.constant]),
        less(a, &[&products.constant]),
        less(&interaction, &[&whole.constant, a]),
        less(&whole.backward, &[&sums.before]),
        less(b, &[&whole.backward]),
        pure,
        second - pure,
    ]
}
