#![allow(missing_docs)]
use mercatoria_core::*;
use std::time::Instant;
fn board() -> Scoreboard {
    let mut s = mercatoria_numeric::random::Stream::new(3, 0);
    let (n, q) = (200, 60);
    let mut cells = Values::default();
    for _ in 0..n * q {
        cells.push(Ok((0.7 * s.normal()).exp()));
    }
    let mut b = Scoreboard::flat(Axis::numbered("unit", "u", n), Axis::numbered("criterion", "k", q), cells);
    for j in 0..q {
        b.hierarchy[j].parent = Some(q + j / 5);
        if s.uniform() < 0.25 { b.hierarchy[j].direction = -1.0; }
    }
    let g = |id: String, p| Criterion { id: id.into(), parent: p, direction: 1.0, weight: 1.0 };
    for j in 0..12 { b.hierarchy.push(g(format!("g{j}"), Some(72 + j / 3))); }
    for j in 0..4 { b.hierarchy.push(g(format!("h{j}"), Some(76))); }
    b.hierarchy.push(g("index".into(), None));
    b
}
fn best(name: &str, k: usize, mut f: impl FnMut()) {
    let mut t = f64::MAX;
    for _ in 0..k { let s = Instant::now(); f(); t = t.min(s.elapsed().as_secs_f64()); }
    println!("{name}: {:.2} ms", t * 1e3);
}
#[test]
fn speed() {
    let b = board();
    use mercatoria_robustness::*;
    use mercatoria_normalisation::Scaling;
    let ua = UncertaintyAnalysis { replications: Count::new(10_000), normalisations: vec![Scaling::MinMax, Scaling::ZScore, Scaling::PercentileRank], ..Default::default() };
    best("uncertainty 10000", 4, || { std::hint::black_box(Indicator::compute(&ua, &b)); });
    let se = Sensitivity { points: Count::new(1024), ..Default::default() };
    best("sobol N=1024", 2, || { std::hint::black_box(Indicator::compute(&se, &b)); });
    best("copeland", 10, || { std::hint::black_box(Indicator::compute(&mercatoria_aggregation::Copeland::default(), &b)); });
    best("winsorise", 10, || { std::hint::black_box(Indicator::compute(&mercatoria_treatment::TreatPipeline::default(), &b)); });
    best("scorecard", 10, || { std::hint::black_box(Indicator::compute(&mercatoria_aggregation::Scorecard::default(), &b)); });
    let mut s = mercatoria_numeric::random::Stream::new(5, 0);
    let cells: Values = (0..5000).map(|_| Ok((0.5 * s.normal()).exp())).collect();
    let f = Scoreboard::flat(Axis::numbered("unit", "u", 500), Axis::numbered("criterion", "k", 10), cells);
    best("bod 500x10", 5, || { std::hint::black_box(Indicator::compute(&mercatoria_frontier::Bod::default(), &f)); });
    best("order-m", 2, || { std::hint::black_box(Indicator::compute(&mercatoria_frontier::BodOrderM::default(), &f)); });
    best("constrained", 2, || { std::hint::black_box(Indicator::compute(&mercatoria_frontier::BodConstrained { low: Share::new(0.02), up: Share::new(0.5), ..Default::default() }, &f)); });
    let k20 = Scoreboard::flat(Axis::numbered("unit", "u", 20), Axis::numbered("criterion", "k", 5), (0..100).map(|_| Ok(s.uniform())).collect());
    best("kemeny 20", 1, || { std::hint::black_box(Indicator::compute(&mercatoria_aggregation::Kemeny::default(), &k20)); });
}
