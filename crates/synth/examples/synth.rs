//! Writes a table and says how fast: `cargo run --release -p mercatoria-synth --example synth -- KIND ROWS SEED OUT`.
use mercatoria_synth::{KINDS, Options, run};
use std::time::Instant;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let numbers = |i: usize| words.get(i).and_then(|word| word.parse::<u64>().ok());
    let (Some(kind), Some(rows), Some(seed), Some(out)) =
        (words.first(), numbers(1), numbers(2), words.get(3))
    else {
        eprintln!("usage: synth KIND ROWS SEED OUT");
        KINDS
            .iter()
            .for_each(|(kind, what)| eprintln!("  {kind}: {what}"));
        std::process::exit(2);
    };
    let start = Instant::now();
    let options = Options {
        rows,
        seed,
        out: Some(out.into()),
    };
    match run(kind, &options) {
        Err(fault) => {
            eprintln!("{fault}");
            std::process::exit(1);
        }
        Ok(files) => {
            let bytes: u64 = files
                .iter()
                .filter_map(|file| Some(std::fs::metadata(file).ok()?.len()))
                .sum();
            let seconds = start.elapsed().as_secs_f64();
            let megabytes = bytes as f64 / 1e6;
            println!(
                "{megabytes:.1} MB in {seconds:.2} s: {:.0} MB/s",
                megabytes / seconds
            );
        }
    }
}
