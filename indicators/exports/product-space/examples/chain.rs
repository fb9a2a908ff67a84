//! Seconds and checksums of the complexity chain on one year of trade (exporter, product, value; a header line), best of some
//! runs: `cargo run --release -p mercatoria-product-space --example chain -- panel.csv [runs] [leave-one-out]`.
use mercatoria_advantage::{Rule, presence};
use mercatoria_complexity::{
    Ddof, EciStability, FitnessMap, Order, ProductScale, Scale, SignRule, Variant, fitness, scaled,
    scaled_products, solved,
};
use mercatoria_core::{Axis, Indicator, Matrix, code_texts};
use mercatoria_numeric::sum::{sum, sum_by};
use mercatoria_product_space::{
    GainForm, Placed, Relatedness, Space, opportunity_gain, proximity_sum,
};
use std::time::Instant;

/// Resident memory now and at its peak, in MB, where the system tells.
fn memory(key: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(key));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) / 1024.0
}

fn read(path: &str) -> Result<Matrix, Box<dyn std::error::Error>> {
    let text = std::fs::read_to_string(path)?;
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().ok_or("no header")?.split(',').collect();
    let at = |name: &str| {
        header
            .iter()
            .position(|h| *h == name)
            .ok_or(format!("no column {name}"))
    };
    let (exporter, product, value) = (at("exporter")?, at("product")?, at("value")?);
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    let (exporters, of_row) = code_texts(rows.iter().map(|row| row[exporter]));
    let (products, of_column) = code_texts(rows.iter().map(|row| row[product]));
    let width = products.len();
    let mut values = vec![0.0; exporters.len() * width];
    for ((row, r), c) in rows.iter().zip(&of_row).zip(&of_column) {
        values[*r as usize * width + *c as usize] = row[value].parse()?;
    }
    let axes = [Axis::new("row", exporters), Axis::new("column", products)];
    Matrix::new(axes, values).map_err(|fault| fault.to_string().into())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let path = arguments.get(1).ok_or("which file?")?;
    let runs: usize = arguments.get(2).map_or(Ok(5), |text| text.parse())?;
    let mut values = None;
    let mut best: Vec<(&str, f64)> = vec![];
    let mut checks = vec![];
    let before = memory("VmRSS");
    for _ in 0..runs {
        // A fresh table each time: nothing derived is kept.
        let m = match values.take() {
            None => read(path)?,
            Some((axes, values)) => Matrix::new(axes, values).map_err(|fault| fault.to_string())?,
        };
        let loaded = memory("VmRSS");
        let mut seconds: Vec<(&str, f64)> = vec![];
        let mut clock = Instant::now();
        let mut lap = |name: &'static str| {
            seconds.push((name, clock.elapsed().as_secs_f64()));
            clock = Instant::now();
        };
        let space = Space::default();
        let found = presence(&m, &Rule::default()).map_err(|why| why.to_string())?;
        lap("rca_presence");
        let s = solved(&m, &Rule::default(), SignRule::Diversity);
        let s = s.as_ref().as_ref().map_err(|ill| ill.why.to_string())?;
        let eci = scaled(&s.rows, Scale::ZScore, Ddof::new(0)).map_err(|why| why.to_string())?;
        let pci = scaled_products(s, ProductScale::Harvard, Ddof::new(0))
            .map_err(|why| why.to_string())?;
        lap("eci_pci");
        let proximity = proximity_sum(&found);
        lap("proximity");
        let placed = Placed::new(&m, &space).map_err(|why| why.to_string())?;
        let density = placed
            .density(Relatedness::default())
            .map_err(|why| why.to_string())?;
        lap("density");
        let width = m.columns();
        let coi: Vec<f64> = (0..m.rows())
            .map(|r| {
                let missing = (0..width).filter(|p| !found.bits.get(r, *p));
                missing
                    .map(|p| density[r * width + p] * pci[p])
                    .filter(|x| !x.is_nan())
                    .sum()
            })
            .collect();
        lap("coi");
        let gain = opportunity_gain(&placed, &space, &pci, GainForm::Atlas)
            .map_err(|why| why.to_string())?;
        lap("cog");
        let map = FitnessMap {
            variant: Variant::Tacchella,
            order: Order::Simultaneous,
            iterations: 100,
            extremality: 1.0,
            delta: 0.0,
        };
        let f = fitness(&found.bits, &map).map_err(|why| why.to_string())?;
        lap("fitness_100");
        let chain = seconds.iter().map(|s| s.1).sum();
        seconds.push(("chain", chain));
        let missing_gain: f64 = (0..m.rows())
            .map(|r| {
                (0..width)
                    .filter(|p| !found.bits.get(r, *p))
                    .map(|p| gain[r * width + p].abs())
                    .filter(|x| !x.is_nan())
                    .sum::<f64>()
            })
            .sum();
        checks = vec![
            ("presences", found.bits.count() as f64),
            ("eci_abs_sum", sum_by(&eci, f64::abs)),
            ("lambda2", s.value),
            ("proximity_sum", proximity),
            ("density_sum", density.iter().filter(|x| !x.is_nan()).sum()),
            ("coi_sum", sum(&coi)),
            ("cog_abs_sum", missing_gain),
            ("fitness_max", f.rows.iter().copied().fold(0.0, f64::max)),
            ("memory_over_input_mb", memory("VmHWM") - loaded),
            ("memory_of_input_mb", loaded - before),
        ];
        for (name, time) in seconds {
            match best.iter_mut().find(|b| b.0 == name) {
                Some(b) => b.1 = b.1.min(time),
                None => best.push((name, time)),
            }
        }
        values = Some(([m.axis(0).clone(), m.axis(1).clone()], m.values().to_vec()));
        if arguments.get(3).is_some() {
            let start = Instant::now();
            let out = EciStability::default().compute(&m);
            best.push(("leave_one_out", start.elapsed().as_secs_f64()));
            checks.push(("stability_cells", out.len() as f64));
        }
    }
    best.iter()
        .for_each(|(name, time)| println!("{name:<16} {time:.4} s"));
    checks
        .iter()
        .for_each(|(name, value)| println!("{name:<22} {value}"));
    Ok(())
}
