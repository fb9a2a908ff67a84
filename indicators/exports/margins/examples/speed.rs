//! Times of the units that read single flows, on ten million rows: `cargo run --release -p mercatoria-margins --example speed [ROWS]`.
use mercatoria_core::{Axis, Flows, Indicator};
use mercatoria_intra_industry::{GrubelLloydBilateral, MarginalAggregate, UnitValueSplit};
use mercatoria_margins::{
    Cms, CmsExact, ExportSurvivalKm, HummelsKlenow, HummelsKlenowPriceQuantity, MarginLevel,
    MarginsGrowth,
};
use mercatoria_numeric::random::Stream;
use std::{hint::black_box, time::Instant};

/// Flows of 230 countries in 5 000 products at two periods, heavy-tailed, no pair twice.
fn drawn(rows: usize) -> Flows {
    const COUNTRIES: u64 = 230;
    const PRODUCTS: u64 = 5_000;
    let cells = COUNTRIES * PRODUCTS * COUNTRIES * 2;
    let mut stream = Stream::new(1, 0);
    let mut codes = [vec![], vec![], vec![], vec![]];
    let (mut value, mut quantity) = (vec![], vec![]);
    let step = cells as f64 / rows as f64;
    let mut at = 0.0;
    for _ in 0..rows {
        let cell = (at + stream.uniform() * (step - 1.0)) as u64;
        at += step;
        let market = cell / 2 % COUNTRIES;
        let product = cell / 2 / COUNTRIES % PRODUCTS;
        let exporter = cell / 2 / COUNTRIES / PRODUCTS;
        for (codes, code) in codes.iter_mut().zip([exporter, product, market, cell % 2]) {
            codes.push(code as u32);
        }
        let x = 1.0 / (1e-6 + stream.uniform());
        value.push((x * 1e3).round() / 1e3);
        quantity.push(x * (0.5 + stream.uniform()));
    }
    let countries =
        |name: &'static str| Axis::new(name, (0..COUNTRIES).map(|i| format!("C{i:03}")));
    let dims = [
        countries("exporter"),
        Axis::new("product", (0..PRODUCTS).map(|i| format!("{i:06}"))),
        countries("market"),
        Axis::new("period", ["2019", "2020"]),
    ];
    Flows::from_columns(dims, codes, value, quantity).expect("drawn without duplicates")
}
fn time<I>(name: &str, unit: &I, flows: &Flows)
where
    for<'a> I: Indicator<Input<'a> = Flows>,
{
    let (mut best, mut work) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..3 {
        let (start, before) = (Instant::now(), processor_seconds());
        black_box(unit.compute(flows));
        best = best.min(start.elapsed().as_secs_f64());
        work = work.min(processor_seconds() - before);
    }
    println!("{name:32} {best:8.3} s, {work:8.2} s of processor time");
}
/// Of this process, where the system tells it (Linux); NaN elsewhere.
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit_once(')').map_or("", |(_, after)| after);
    let fields: Vec<f64> = after
        .split_whitespace()
        .filter_map(|x| x.parse().ok())
        .collect();
    match fields[..] {
        [.., _] if fields.len() > 12 => (fields[10] + fields[11]) / 100.0,
        _ => f64::NAN,
    }
}
fn main() {
    let rows = std::env::args().nth(1).and_then(|n| n.parse().ok());
    let rows = rows.unwrap_or(10_000_000);
    let flows = drawn(rows);
    println!("{} rows", flows.len());
    let start = Instant::now();
    flows.by_market();
    println!(
        "{:32} {:8.3} s",
        "order by market (once)",
        start.elapsed().as_secs_f64()
    );
    time(
        "grubel_lloyd_bilateral",
        &GrubelLloydBilateral::default(),
        &flows,
    );
    time("unit_value_split", &UnitValueSplit::default(), &flows);
    time("marginal_aggregate", &MarginalAggregate::default(), &flows);
    time("hummels_klenow", &HummelsKlenow::default(), &flows);
    let by_destination = HummelsKlenow {
        level: MarginLevel::Destination,
        ..HummelsKlenow::default()
    };
    time("hummels_klenow, by destination", &by_destination, &flows);
    let price = HummelsKlenowPriceQuantity::default();
    time("hummels_klenow_price_quantity", &price, &flows);
    time("margins_growth", &MarginsGrowth::default(), &flows);
    time("cms", &Cms::default(), &flows);
    time("cms_exact", &CmsExact::default(), &flows);
    time("export_survival_km", &ExportSurvivalKm::default(), &flows);
}
