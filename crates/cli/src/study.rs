//! `run`: validate → compute → check laws → measure speed → report; `report`: the pages of earlier results.
use crate::Stop;
use lexopt::Arg;
use mercatoria_conformance::{Budget, LawResult};
use mercatoria_core::{Code, Example, Fault, Kind, Owned, Registry};
use mercatoria_numeric::parallel;
use mercatoria_runner::{LawOutcome, Results, Study, run, write_all};
use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// The laws' share of a run; `--thorough` lifts it.
const LAWS: Duration = Duration::from_millis(3000);
/// The same for the speed.
const SPEED: Duration = Duration::from_millis(2000);

#[derive(Default)]
struct Request {
    study: Option<PathBuf>,
    out: Option<PathBuf>,
    only: Vec<String>,
    skip: Vec<String>,
    seed: Option<u64>,
    thorough: bool,
}
fn request(mut words: lexopt::Parser) -> Result<Request, Stop> {
    let mut request = Request::default();
    while let Some(word) = words.next()? {
        let number = |words: &mut lexopt::Parser, name: &str| -> Result<u64, Stop> {
            let text = words.value()?.to_string_lossy().into_owned();
            text.parse()
                .map_err(|_| Stop::Usage(format!("--{name} is a whole number, not {text:?}")))
        };
        match word {
            Arg::Long("out") => request.out = Some(words.value()?.into()),
            Arg::Long("only") => request
                .only
                .push(words.value()?.to_string_lossy().into_owned()),
            Arg::Long("skip") => {
                for stage in words.value()?.to_string_lossy().split(',') {
                    if !matches!(stage, "laws" | "speed") {
                        return Err(Stop::Usage(format!(
                            "--skip is laws or speed, not {stage:?}"
                        )));
                    }
                    request.skip.push(stage.to_owned());
                }
            }
            Arg::Long("seed") => request.seed = Some(number(&mut words, "seed")?),
            Arg::Long("threads") => {
                let n = number(&mut words, "threads")?;
                parallel::set_threads(usize::try_from(n).unwrap_or(usize::MAX));
            }
            Arg::Long("thorough") => request.thorough = true,
            Arg::Value(study) if request.study.is_none() => request.study = Some(study.into()),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(request)
}

/// Tells a person how far the work is: one line that moves on a terminal, one line a stage elsewhere.
struct Progress {
    moving: bool,
    last: Mutex<Instant>,
}
impl Progress {
    fn new() -> Self {
        Self {
            moving: std::io::stderr().is_terminal(),
            last: Mutex::new(Instant::now()),
        }
    }
    fn step(&self, stage: &str, done: usize, of: usize) {
        let Ok(mut last) = self.last.lock() else {
            return;
        };
        if self.moving && (last.elapsed() > Duration::from_millis(50) || done == of) {
            *last = Instant::now();
            let full = 30 * done / of.max(1);
            eprint!("\r{stage:9} [{:30}] {done}/{of}", "#".repeat(full));
            let _ = std::io::stderr().flush();
        }
    }
    fn stage(&self, stage: &str, started: Instant, what: &str) {
        let clear = if self.moving { "\r\x1b[2K" } else { "" };
        eprintln!(
            "{clear}{stage:9} {what} ({:.1} s)",
            started.elapsed().as_secs_f64()
        );
    }
}

/// `run`.
pub(crate) fn command(registry: &Registry, words: lexopt::Parser) -> Result<String, Stop> {
    let request = request(words)?;
    let stop = |faults: Vec<Fault>| Stop::Faults(faults, false);
    let progress = Progress::new();

    let started = Instant::now();
    let embedded = request.study.is_none();
    let mut study = match &request.study {
        Some(path) => Study::open(path).map_err(stop)?,
        None => mercatoria_liaoning::study::study(
            registry,
            request.seed.unwrap_or(1),
            &|kind, size, seed| made(kind, &Example::NONE, size * size, seed),
        )
        .map_err(stop)?,
    };
    if let Some(seed) = request.seed {
        study.seed = seed;
    }
    if !request.only.is_empty() {
        study.select.clone_from(&request.only);
    }
    let seed = study.seed;
    let what = format!(
        "{} tables, {} warnings",
        study.tables.len(),
        study.warnings.len()
    );
    progress.stage("validate", started, &what);

    let started = Instant::now();
    let step = |done, of| progress.step("compute", done, of);
    let mut results = run(registry, study, &step).map_err(stop)?;
    let cells: usize = results.computed.iter().map(|c| c.cells.len()).sum();
    let what = format!(
        "{} results, {cells} cells; {} not computed, with reasons",
        results.computed.len(),
        results.missing.len()
    );
    progress.stage("compute", started, &what);

    let skips = |stage: &str| request.skip.iter().any(|s| s == stage);
    if !skips("laws") {
        let started = Instant::now();
        results.laws = laws(registry, seed, &request, &progress);
        let broken = results.laws.iter().filter(|law| !law.held).count();
        progress.stage(
            "laws",
            started,
            &format!("{} checked, {broken} broken", results.laws.len()),
        );
    }
    if !skips("speed") {
        let started = Instant::now();
        let budget = if request.thorough { SPEED * 20 } else { SPEED };
        results.speed = mercatoria_runner::measure(registry, budget, seed, &made);
        progress.stage("speed", started, &format!("{} units", results.speed.len()));
    }

    let started = Instant::now();
    let out = request
        .out
        .unwrap_or_else(|| PathBuf::from("mercatoria-out"));
    let pages = pages(&results, embedded)?;
    let json = results.json().map_err(Stop::Defect)?;
    let (csv, descriptor) = (results.csv(), results.descriptor());
    let mut files: Vec<(&str, &[u8])> = vec![
        ("results.csv", csv.as_bytes()),
        ("results.json", json.as_bytes()),
        ("datapackage.json", descriptor.as_bytes()),
    ];
    files.extend(pages.iter().map(|(name, page)| (*name, page.as_bytes())));
    write_all(&out, files).map_err(|fault| stop(vec![fault]))?;
    progress.stage("report", started, &out.display().to_string());

    let mut text = mercatoria_report::terminal(&results, embedded);
    text += &format!("\nReport: {}\n", out.join("index.html").display());
    if results.laws.iter().any(|law| !law.held) {
        return Err(Stop::Check(text));
    }
    Ok(text)
}

/// `report`: the pages again, from results.json or the folder that holds it, there or in another folder.
pub(crate) fn report(mut words: lexopt::Parser) -> Result<String, Stop> {
    let (mut place, mut out): (Option<PathBuf>, Option<PathBuf>) = (None, None);
    while let Some(word) = words.next()? {
        match word {
            Arg::Long("out") => out = Some(words.value()?.into()),
            Arg::Value(value) if place.is_none() => place = Some(value.into()),
            other => return Err(other.unexpected().into()),
        }
    }
    let place =
        place.ok_or_else(|| Stop::Usage("report takes the folder of the results".into()))?;
    let stop = |fault: Fault| Stop::Faults(vec![fault], false);
    let (folder, file) = if place.is_dir() {
        (place.clone(), place.join("results.json"))
    } else {
        let folder = place.parent().unwrap_or_else(|| Path::new("")).to_owned();
        (folder, place)
    };
    let name = file.display().to_string();
    let text = std::fs::read_to_string(&file)
        .map_err(|error| stop(Fault::new(Code::FileMissing, error.to_string()).file(&name)))?;
    let results = Results::read(&text)
        .map_err(|error| stop(Fault::new(Code::JsonInvalid, error).file(&name)))?;
    let embedded = results
        .provenance
        .inputs
        .iter()
        .any(|input| input.path.starts_with("liaoning/"));
    let pages = pages(&results, embedded)?;
    let folder = out.unwrap_or(folder);
    write_all(
        &folder,
        pages.iter().map(|(name, page)| (*name, page.as_bytes())),
    )
    .map_err(stop)?;
    Ok(format!("Report: {}\n", folder.join("index.html").display()))
}

fn pages(results: &Results, embedded: bool) -> Result<Vec<(&'static str, String)>, Stop> {
    mercatoria_report::pages(results, embedded).map_err(|faults| Stop::Faults(faults, false))
}
fn made(kind: Kind, example: &Example, cells: usize, seed: u64) -> Option<Owned> {
    mercatoria_conformance::sized(kind, example, cells, seed)
        .read(kind)
        .ok()
}

/// Laws of every unit, on all threads; a unit's parameter sets count as one check of the law.
fn laws(registry: &Registry, seed: u64, request: &Request, progress: &Progress) -> Vec<LawOutcome> {
    let chosen = |id: &str| {
        request.only.is_empty()
            || request
                .only
                .iter()
                .any(|only| mercatoria_runner::fits(only, id))
    };
    let names: Vec<_> = registry
        .iter()
        .map(|(_, name)| name)
        .filter(|name| name.id == (name.make)().about().card.id && chosen(name.id))
        .collect();
    let threads = u32::try_from(parallel::threads()).unwrap_or(1);
    let share = LAWS * threads / u32::try_from(names.len().max(1)).unwrap_or(u32::MAX);
    let budget = if request.thorough {
        Budget {
            seed: Some(seed),
            ..Budget::default()
        }
    } else {
        Budget {
            cases: 24,
            sets: 3,
            seed: Some(seed),
            time: Some(share),
        }
    };
    let started = Instant::now();
    let done = std::sync::atomic::AtomicUsize::new(0);
    let checked = parallel::map(names.len(), |i| {
        // Some units cannot keep to their share; the whole stays near its budget all the same.
        let results = if !request.thorough && started.elapsed() > LAWS * 2 {
            vec![LawResult {
                id: names[i].id,
                params: (names[i].make)().params(),
                law: "not checked in this run: its time was used up (--thorough)".into(),
                compared: 0,
                broken: None,
            }]
        } else {
            mercatoria_conformance::check([names[i]], budget)
        };
        let done = 1 + done.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        progress.step("laws", done, names.len());
        results
    });
    let mut outcomes: BTreeMap<(String, String), LawOutcome> = BTreeMap::new();
    for LawResult {
        id,
        params,
        law,
        compared,
        broken,
    } in checked.into_iter().flatten()
    {
        let key = (id.to_owned(), law.clone());
        let outcome = outcomes.entry(key).or_insert_with(|| LawOutcome {
            id: id.to_owned(),
            law,
            held: true,
            ..LawOutcome::default()
        });
        outcome.compared += compared;
        if let Some(broken) = broken {
            outcome.held = false;
            outcome
                .counterexample
                .get_or_insert_with(|| format!("under {params}: {broken}"));
        }
    }
    outcomes.into_values().collect()
}
