//! The tasks, each measured in the process that calls.
use mercatoria_core::Fault;
use mercatoria_data::{Cube, CubeRequest, CubeSource, FileSource, Options, read_table};
use std::collections::HashMap;
use std::time::Instant;

/// | task | what is done |
/// | --- | --- |
/// | `group` | read, dictionary, group by period × exporter × product |
/// | `group_hashed` | the same, and SHA-256 of the file |
/// | `five_cubes` | five groupings in one scan |
/// | `cached` | the same as `group` on an unchanged file, the second time |
/// | `table` | the whole table in memory |
/// | `csv_crate` | `group` as one writes it with the csv crate |
pub(crate) const TASKS: [&str; 6] = [
    "group",
    "group_hashed",
    "five_cubes",
    "cached",
    "table",
    "csv_crate",
];

/// Does a task and describes it in one line.
pub(crate) fn measured(file: &str, task: &str) -> Result<String, String> {
    let said = |faults: Vec<Fault>| -> String {
        faults.iter().map(|fault| format!("{fault}\n")).collect()
    };
    let [period, exporter, product, market] = columns(file)?;
    let main = CubeRequest::new([&period, &exporter, &product], "value");
    let requests = match task {
        "five_cubes" => vec![
            main,
            CubeRequest::new([&period, &product, &market], "value"),
            CubeRequest::new([&period, &exporter, &market], "value"),
            CubeRequest::new([&exporter, &product], "value"),
            CubeRequest::counts([&period, &exporter]),
        ],
        "group" | "group_hashed" | "cached" | "table" | "csv_crate" => vec![main],
        other => return Err(format!("no task {other:?}; there are {}", TASKS.join(", "))),
    };
    let source = FileSource::new(file, Options::default());
    let source = match task {
        "group" | "five_cubes" => source.without_hash(),
        "cached" => {
            let folder = std::env::temp_dir().join("mercatoria-ingest/cache");
            let source = source.cached_in(folder);
            // The first run fills the cache, the second one is measured.
            source.cubes(&requests).map_err(said)?;
            source
        }
        _ => source,
    };
    let (start, before) = (Instant::now(), processor_seconds());
    let (cells, total) = match task {
        "table" => {
            let read = read_table(file, &Options::default());
            (read.map_err(said)?.0.rows(), 0.0)
        }
        "csv_crate" => {
            by_csv_crate(file, [&period, &exporter, &product]).map_err(|e| e.to_string())?
        }
        _ => {
            let (cubes, _) = source.cubes(&requests).map_err(said)?;
            let total = (0..cubes[0].len()).map(|i| cubes[0].sum(i)).sum();
            (cubes.iter().map(Cube::len).sum(), total)
        }
    };
    let seconds = start.elapsed().as_secs_f64();
    let tool = if task == "csv_crate" {
        task
    } else {
        "mercatoria"
    };
    let task = if task == "csv_crate" { "group" } else { task };
    let processor = processor_seconds() - before;
    let peak = peak_megabytes();
    Ok(format!(
        "{{\"tool\":\"{tool}\",\"task\":\"{task}\",\"seconds\":{seconds:.3},\"cpu_seconds\":{processor:.3},\"peak_mb\":{peak},\"cells\":{cells},\"checksum\":{total}}}"
    ))
}

/// What the file calls period, exporter, product and market.
fn columns(file: &str) -> Result<[String; 4], String> {
    use std::io::BufRead;
    let opened = std::fs::File::open(file).map_err(|error| format!("{file}: {error}"))?;
    let mut header = String::new();
    let mut reader = std::io::BufReader::new(opened);
    reader
        .read_line(&mut header)
        .map_err(|error| format!("{file}: {error}"))?;
    let has = |name: &str| header.trim_end().split(',').any(|field| field == name);
    let either = |a: &str, b: &str| if has(a) { a.to_owned() } else { b.to_owned() };
    Ok([
        either("period", "year"),
        "exporter".to_owned(),
        "product".to_owned(),
        either("market", "importer"),
    ])
}

/// The same group by, as one writes it with the csv crate.
fn by_csv_crate(file: &str, names: [&str; 3]) -> Result<(usize, f64), csv::Error> {
    let mut reader = csv::Reader::from_path(file)?;
    let header = reader.byte_headers()?.clone();
    let place = |name: &str| {
        header
            .iter()
            .position(|field| field == name.as_bytes())
            .unwrap_or(0)
    };
    let (keys, value) = (names.map(place), place("value"));
    let mut sums: HashMap<[Box<[u8]>; 3], f64> = HashMap::new();
    let mut record = csv::ByteRecord::new();
    while reader.read_byte_record(&mut record)? {
        let key = keys.map(|i| Box::from(&record[i]));
        let text = std::str::from_utf8(&record[value]).unwrap_or_default();
        *sums.entry(key).or_default() += text.parse::<f64>().unwrap_or(0.0);
    }
    Ok((sums.len(), sums.values().sum()))
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
