//! Reads a table and says how fast: `cargo run --release -p mercatoria-data --example ingest -- FILE`.
use mercatoria_data::{Options, read_table};
use std::time::Instant;

fn main() {
    for file in std::env::args().skip(1) {
        let start = Instant::now();
        match read_table(&file, &Options::default()) {
            Ok((table, warnings)) => println!(
                "{file}: {} rows in {:.3} s, {} warnings",
                table.rows(),
                start.elapsed().as_secs_f64(),
                warnings.len()
            ),
            Err(faults) => faults.iter().for_each(|fault| println!("{fault}")),
        }
    }
}
