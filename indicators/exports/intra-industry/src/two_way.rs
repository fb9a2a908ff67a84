//! Both directions of trade of one country, product by product and partner by partner.
use mercatoria_core::Flows;

/// One cell: what a country sells to a partner and buys from it. Quantities are NaN where they are not known.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cell {
    pub(crate) exports: f64,
    pub(crate) imports: f64,
    pub(crate) sold: f64,
    pub(crate) bought: f64,
}
/// Calls `f(product, partner as a market, cell)` for every product and partner with trade, in one period; partners that are no
/// market (nobody is seen to sell to them) come last in a place of their own each. One scratch line, no search.
pub(crate) fn two_way(
    flows: &Flows,
    country: usize,
    period: u32,
    mut f: impl FnMut(u32, Partner, Cell),
) {
    let markets = flows.dims[Flows::MARKET].len();
    let exporters = flows.dims[Flows::EXPORTER].len();
    let quantity = |i: usize| flows.quantity().map_or(f64::NAN, |q| q[i]);
    let mut line = vec![Cell::default(); markets + exporters];
    let mut touched: Vec<usize> = vec![];
    let own = flows.of_exporter(country);
    let bought: &[u32] = match flows.as_market()[country] {
        Flows::NOBODY => &[],
        market => flows.of_market(market as usize),
    };
    let (product, at_period) = (flows.product(), flows.period());
    let (mut i, mut j) = (own.start, 0);
    while i < own.end || j < bought.len() {
        let sold_product = if i < own.end { product[i] } else { u32::MAX };
        let bought_product = bought.get(j).map_or(u32::MAX, |at| product[*at as usize]);
        let current = sold_product.min(bought_product);
        while i < own.end && product[i] == current {
            if at_period[i] == period {
                let place = flows.market()[i] as usize;
                touched.push(place);
                line[place].exports = flows.value()[i];
                line[place].sold = quantity(i);
            }
            i += 1;
        }
        while let Some(at) = bought.get(j).map(|at| *at as usize) {
            if product[at] != current {
                break;
            }
            if at_period[at] == period {
                let exporter = flows.exporter()[at] as usize;
                let place = match flows.as_market()[exporter] {
                    Flows::NOBODY => markets + exporter,
                    market => market as usize,
                };
                if line[place].exports == 0.0 {
                    touched.push(place);
                }
                line[place].imports = flows.value()[at];
                line[place].bought = quantity(at);
            }
            j += 1;
        }
        for place in touched.drain(..) {
            let cell = std::mem::take(&mut line[place]);
            let partner = if place < markets {
                Partner::Market(place)
            } else {
                Partner::Seller
            };
            f(current, partner, cell);
        }
    }
}
/// Who is on the other side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Partner {
    /// A label of the markets' axis.
    Market(usize),
    /// An exporter to whom nobody is seen to sell.
    Seller,
}
