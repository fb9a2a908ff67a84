//! What reading and grouping cost, beside other programs in the same run: `cargo xtask bench ingest`, or
//! `cargo run --release -p mercatoria-bench-ingest -- [--file CSV] [--rows N] [--repeat N] [--python PROGRAM] [TASK…]`.
//!
//! One line of JSON a measurement: seconds, seconds of the processor, largest resident set, cells and checksum. Each runs in
//! a process of its own on a file in the page cache; `peers.py` measures Polars and DuckDB the same way, where a Python with
//! them is found: `--python`, `$MERCATORIA_PYTHON`, `.venv/bin/python` or `python3`. At the end: the least of each, and how
//! often the processor time of ours goes into that of the fastest peer.
mod tasks;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use tasks::TASKS;

/// A measurement that a process printed.
struct Line {
    tool: String,
    task: String,
    seconds: f64,
    processor: f64,
}

struct Request {
    file: Option<PathBuf>,
    rows: u64,
    repeat: usize,
    python: Option<PathBuf>,
    tasks: Vec<String>,
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let done = match &words[..] {
        [here, file, task] if here == "--here" => {
            tasks::measured(file, task).map(|line| println!("{line}"))
        }
        words => request(words).and_then(|request| bench(&request)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn request(words: &[String]) -> Result<Request, String> {
    let mut request = Request {
        file: None,
        rows: 10_000_000,
        repeat: 3,
        python: std::env::var_os("MERCATORIA_PYTHON").map(PathBuf::from),
        tasks: vec![],
    };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let mut next = || words.next().ok_or_else(|| format!("{word} takes a value"));
        let number = |text: &String| {
            text.parse::<u64>()
                .map_err(|_| format!("{text:?} is no number"))
        };
        match &**word {
            "--file" => request.file = Some(next()?.into()),
            "--rows" => request.rows = number(next()?)?,
            "--repeat" => request.repeat = number(next()?)? as usize,
            "--python" => request.python = Some(next()?.into()),
            task if TASKS.contains(&task) => request.tasks.push(task.to_owned()),
            other => {
                return Err(format!(
                    "{other:?} is no task; there are {}",
                    TASKS.join(", ")
                ));
            }
        }
    }
    if request.tasks.is_empty() {
        request.tasks = TASKS.map(str::to_owned).to_vec();
    }
    Ok(request)
}

fn bench(request: &Request) -> Result<(), String> {
    let file = match &request.file {
        Some(file) => file.clone(),
        None => generated(request.rows)?,
    };
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut lines = vec![];
    for _ in 0..request.repeat {
        for task in &request.tasks {
            let mut command = Command::new(&program);
            command.arg("--here").arg(&file).arg(task);
            lines.extend(printed(command)?);
        }
    }
    match python(request.python.as_deref()) {
        None => eprintln!(
            "no Python found: Polars and DuckDB are skipped (python3 -m venv .venv && .venv/bin/pip install polars duckdb)"
        ),
        Some(python) => {
            let mut command = Command::new(python);
            command
                .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/peers.py"))
                .arg(&file);
            command.args(["--repeat", &request.repeat.to_string()]);
            let shared: Vec<&String> = request
                .tasks
                .iter()
                .filter(|task| ["group", "five_cubes"].contains(&&***task))
                .collect();
            if !shared.is_empty() {
                command.arg("--task").args(shared);
                lines.extend(printed(command)?);
            }
        }
    }
    summary(&lines);
    Ok(())
}

/// A table of so many rows, made once.
fn generated(rows: u64) -> Result<PathBuf, String> {
    let file = std::env::temp_dir().join(format!("mercatoria-ingest/trade-{rows}.csv"));
    if !file.exists() {
        eprintln!("writing {} …", file.display());
        let out = Some(file.clone());
        let options = mercatoria_synth::Options { rows, seed: 1, out };
        mercatoria_synth::run("trade", &options).map_err(|fault| fault.to_string())?;
    }
    // Into the page cache.
    let mut reader = std::fs::File::open(&file).map_err(|error| error.to_string())?;
    std::io::copy(&mut reader, &mut std::io::sink()).map_err(|error| error.to_string())?;
    Ok(file)
}

/// The first Python that starts.
fn python(wanted: Option<&Path>) -> Option<PathBuf> {
    let known = [Path::new(".venv/bin/python"), Path::new("python3")];
    let starts = |program: &&Path| {
        let mut command = Command::new(program);
        command
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    let found = wanted.into_iter().chain(known).find(starts);
    found.map(Path::to_owned)
}

/// Runs a process that prints measurements, prints them, and returns them.
fn printed(mut command: Command) -> Result<Vec<Line>, String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout);
    print!("{text}");
    if !output.status.success() {
        return Err(format!("{command:?}: {}", output.status));
    }
    Ok(text.lines().filter_map(line).collect())
}

fn line(json: &str) -> Option<Line> {
    let field = |name: &str| {
        let rest = json.split_once(&format!("\"{name}\":"))?.1.trim_start();
        let end = rest.find([',', '}'])?;
        Some(rest[..end].trim_matches('"').to_owned())
    };
    Some(Line {
        tool: field("tool")?,
        task: field("task")?,
        seconds: field("seconds")?.parse().ok()?,
        processor: field("cpu_seconds")?.parse().ok()?,
    })
}

fn summary(lines: &[Line]) {
    let mut least: BTreeMap<(&str, &str), (f64, f64)> = BTreeMap::new();
    for line in lines {
        let entry = least
            .entry((&line.task, &line.tool))
            .or_insert((f64::MAX, f64::MAX));
        *entry = (entry.0.min(line.seconds), entry.1.min(line.processor));
    }
    for ((task, tool), (seconds, processor)) in &least {
        let ours = least.get(&(*task, "mercatoria"));
        let ratio = ours
            .filter(|_| *tool != "mercatoria")
            .map(|ours| processor / ours.1);
        let ratio = ratio.map_or(String::new(), |ratio| format!(", {ratio:.1} times ours"));
        eprintln!("{task}, {tool}: {seconds:.2} s, {processor:.2} s of the processor{ratio}");
    }
}
