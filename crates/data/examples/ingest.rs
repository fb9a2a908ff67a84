//! What reading and grouping cost: `cargo run --release -p mercatoria-data --example ingest -- FILE [TASK]…` prints one line
//! of JSON a task, with seconds, seconds of the processor, the largest resident set and a checksum.
use mercatoria_data::{CubeRequest, CubeSource, FileSource, Options, read_table};
use std::time::Instant;

const TASKS: [&str; 4] = ["group", "group_hashed", "five_cubes", "table"];

fn main() {
    let mut words = std::env::args().skip(1);
    let Some(file) = words.next() else {
        eprintln!("usage: ingest FILE [{}]…", TASKS.join("|"));
        std::process::exit(2);
    };
    let mut tasks: Vec<String> = words.collect();
    if tasks.is_empty() {
        tasks = TASKS.map(str::to_owned).to_vec();
    }
    for task in &tasks {
        let (start, before) = (Instant::now(), processor_seconds());
        let (cells, total) = match measured(&file, task) {
            Ok(done) => done,
            Err(message) => {
                eprintln!("{message}");
                std::process::exit(1);
            }
        };
        let seconds = start.elapsed().as_secs_f64();
        let processor = processor_seconds() - before;
        println!(
            "{{\"tool\":\"mercatoria\",\"task\":\"{task}\",\"seconds\":{seconds:.3},\"cpu_seconds\":{processor:.3},\"peak_mb\":{},\"cells\":{cells},\"checksum\":{total}}}",
            peak_megabytes()
        );
    }
}

fn measured(file: &str, task: &str) -> Result<(usize, f64), String> {
    let said = |faults: Vec<_>| {
        format!(
            "{}",
            faults.first().map_or(String::new(), ToString::to_string)
        )
    };
    if task == "table" {
        let (table, _) = read_table(file, &Options::default())
            .map_err(|f: Vec<mercatoria_core::Fault>| said(f))?;
        return Ok((table.rows(), 0.0));
    }
    let main = CubeRequest::new(["year", "exporter", "product"], "value");
    let requests = match task {
        "group" | "group_hashed" => vec![main],
        "five_cubes" => vec![
            main,
            CubeRequest::new(["year", "product", "importer"], "value"),
            CubeRequest::new(["year", "exporter", "importer"], "value"),
            CubeRequest::new(["exporter", "product"], "value"),
            CubeRequest::counts(["year", "exporter"]),
        ],
        other => return Err(format!("no task {other:?}; there are {}", TASKS.join(", "))),
    };
    let source = FileSource::new(file, Options::default());
    let source = if task == "group" {
        source.without_hash()
    } else {
        source
    };
    let (cubes, _) = source.cubes(&requests).map_err(said)?;
    let total = (0..cubes[0].len()).map(|i| cubes[0].sum(i)).sum();
    Ok((cubes.iter().map(mercatoria_data::Cube::len).sum(), total))
}

/// Seconds of all threads so far; 0 where the system does not say.
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat
        .rsplit(") ")
        .next()
        .unwrap_or_default()
        .split(' ')
        .collect();
    let ticks = |i: usize| {
        fields
            .get(i)
            .and_then(|t| t.parse::<f64>().ok())
            .unwrap_or(0.0)
    };
    // User and system time, in hundredths of a second on every Linux.
    (ticks(11) + ticks(12)) / 100.0
}

/// Largest resident set so far; 0 where the system does not say.
fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok())
        .unwrap_or(0)
        / 1024
}
