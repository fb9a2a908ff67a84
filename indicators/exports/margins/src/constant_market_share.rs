//! What constant market shares do: totals A = Σ g·x over levels of detail, kept with their rounding errors.
use crate::lines::{Line, less, lines};
use mercatoria_core::{Flows, Undefined};
use mercatoria_numeric::{parallel, sum::Compensated};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which of the two structures is taken out first; the other one is measured within it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Products, then markets within products.
    #[default]
    ProductFirst,
    /// Markets, then products within markets.
    MarketFirst,
    /// The mean of both orders.
    Mean,
}
/// What a country is measured against.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum World {
    /// All exporters, the country among them.
    #[default]
    All,
    /// All other exporters.
    Others,
}
/// Sums over the cells of one level of detail, of one exporter between two periods.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Level {
    /// Σ x₀ (W₁ − W₀)/W₀: what constant shares would have added.
    pub(crate) constant: Compensated,
    /// Σ x₁ W₀/W₁: what the shares of the end would have been worth at the start.
    pub(crate) backward: Compensated,
}
impl Level {
    fn add(&mut self, x: (f64, f64), world: (f64, f64), otherwise: f64) {
        if x.0 > 0.0 {
            let growth = if world.0 > 0.0 {
                (world.1 - world.0) / world.0
            } else {
                otherwise
            };
            self.constant.add(x.0 * growth);
        }
        if x.1 > 0.0 && world.1 > 0.0 {
            self.backward.add(x.1 * (world.0 / world.1));
        }
    }
}
/// All that the decompositions of one exporter need.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sums {
    pub(crate) before: Compensated,
    pub(crate) after: Compensated,
    pub(crate) whole: Level,
    pub(crate) products: Level,
    pub(crate) markets: Level,
    pub(crate) cells: Level,
    /// World totals at both periods.
    pub(crate) world: (f64, f64),
}
/// World trade by product and market at two periods.
struct Worlds {
    cells: [Vec<f64>; 2],
    products: [Vec<f64>; 2],
    markets: [Vec<f64>; 2],
    total: [f64; 2],
    width: usize,
}
impl Worlds {
    fn of(flows: &Flows, periods: (u32, u32)) -> Self {
        let (p, d) = (
            flows.dims[Flows::PRODUCT].len(),
            flows.dims[Flows::MARKET].len(),
        );
        let mut cells = [vec![0.0; p * d], vec![0.0; p * d]];
        let (product, market, period) = (flows.product(), flows.market(), flows.period());
        for (i, x) in flows.value().iter().enumerate() {
            let at = product[i] as usize * d + market[i] as usize;
            if period[i] == periods.0 {
                cells[0][at] += x;
            } else if period[i] == periods.1 {
                cells[1][at] += x;
            }
        }
        let sums = |key: &dyn Fn(usize) -> usize, n: usize| {
            [0, 1].map(|t: usize| {
                let mut sums = vec![Compensated::default(); n];
                let all = cells[t].iter().enumerate();
                all.for_each(|(at, x)| sums[key(at)].add(*x));
                sums.iter().map(Compensated::total).collect::<Vec<f64>>()
            })
        };
        let products = sums(&|at| at / d, p);
        let markets = sums(&|at| at % d, d);
        let total =
            [0, 1].map(|t: usize| products[t].iter().copied().collect::<Compensated>().total());
        Self {
            cells,
            products,
            markets,
            total,
            width: d,
        }
    }
}
fn at_both(of: &[Vec<f64>; 2], i: usize) -> (f64, f64) {
    (of[0][i], of[1][i])
}
/// The sums of every exporter between two periods.
pub(crate) fn sums(flows: &Flows, periods: (u32, u32), world: World) -> Vec<Sums> {
    let worlds = Worlds::of(flows, periods);
    let markets = flows.dims[Flows::MARKET].len();
    // Of the others: what is left when the own flow is taken out; never below zero by rounding.
    let seen = |all: (f64, f64), own: (f64, f64)| match world {
        World::All => all,
        World::Others => ((all.0 - own.0).max(0.0), (all.1 - own.1).max(0.0)),
    };
    let growth = |w: (f64, f64)| if w.0 > 0.0 { (w.1 - w.0) / w.0 } else { 0.0 };
    parallel::map(flows.dims[Flows::EXPORTER].len(), |c| {
        let mut out = Sums::default();
        let mut by_market = vec![(0.0, 0.0); markets];
        let mut own: Vec<Line> = Vec::with_capacity(flows.of_exporter(c).len());
        lines(flows, c, periods, |line| {
            out.before.add(line.before);
            out.after.add(line.after);
            let of_market = &mut by_market[line.market as usize];
            of_market.0 += line.before;
            of_market.1 += line.after;
            own.push(line);
        });
        let x = (out.before.total(), out.after.total());
        out.world = seen((worlds.total[0], worlds.total[1]), x);
        let whole = growth(out.world);
        out.whole.add(x, out.world, 0.0);
        for (d, x) in by_market.iter().enumerate() {
            out.markets
                .add(*x, seen(at_both(&worlds.markets, d), *x), whole);
        }
        let mut from = 0;
        while from < own.len() {
            let product = own[from].product;
            let until = from + own[from..].partition_point(|l| l.product == product);
            let of_product = &own[from..until];
            let total =
                |f: fn(&Line) -> f64| of_product.iter().map(f).collect::<Compensated>().total();
            let x = (total(|l| l.before), total(|l| l.after));
            let of_world = seen(at_both(&worlds.products, product as usize), x);
            out.products.add(x, of_world, whole);
            // A cell that nobody served at the start has no growth of its own: it takes that of its product.
            let otherwise = if of_world.0 > 0.0 {
                growth(of_world)
            } else {
                whole
            };
            for line in of_product {
                let at = product as usize * worlds.width + line.market as usize;
                let x = (line.before, line.after);
                out.cells
                    .add(x, seen(at_both(&worlds.cells, at), x), otherwise);
            }
            from = until;
        }
        out
    })
}
impl Sums {
    /// Without trade at the base of the world there are no rates of growth.
    pub(crate) fn defined(&self) -> Result<(), Undefined> {
        if self.world.0 > 0.0 {
            Ok(())
        } else {
            Err(Undefined::ZeroBase)
        }
    }
    pub(crate) fn change(&self) -> f64 {
        less(&self.after, &[&self.before])
    }
}
