//! The `mercatoria` program: `list`, `explain`, `compute`, `schema`, `run`. Exit codes: 0 done; 1 the data or the request is
//! wrong (all faults listed, nothing written); 2 usage; 3 a check failed; 70 our own defect.
mod catalogue;
mod compute;
mod output;
mod study;

use mercatoria_core::{Code, Fault, Registry, json};
use std::process::ExitCode;

/// Why a command ended without a result.
pub(crate) enum Stop {
    /// The words of the command line.
    Usage(String),
    /// The data or the request; printed as JSON if that was asked for.
    Faults(Vec<Fault>, bool),
    /// A check failed: the text goes out as a result does, with exit code 3.
    Check(String),
    /// Our own fault.
    Defect(String),
}
impl From<lexopt::Error> for Stop {
    fn from(error: lexopt::Error) -> Self {
        Stop::Usage(error.to_string())
    }
}

const USAGE: &str = "\
usage: mercatoria list [--format table|json]
       mercatoria explain ID
       mercatoria compute ID INPUT [--cut CUT] [--params JSON|@FILE] [--period PERIOD] [--absent zero|missing]
                                   [--format table|json|csv]
       mercatoria schema ID
       mercatoria run [STUDY] [--out FOLDER] [--only GLOB] [--skip laws,speed] [--seed N] [--threads N] [--thorough]
       mercatoria report RESULTS
INPUT is a CSV file, or a folder for shapes of several files. Without arguments `run` computes the embedded Liaoning study.";

fn main() -> ExitCode {
    let stop = match run() {
        Ok(text) => {
            // A closed pipe (`| head`) is no failure of ours.
            let _ = std::io::Write::write_all(&mut std::io::stdout().lock(), text.as_bytes());
            return ExitCode::SUCCESS;
        }
        Err(stop) => stop,
    };
    match stop {
        Stop::Usage(message) => {
            eprintln!("{message}\n{USAGE}");
            ExitCode::from(2)
        }
        Stop::Faults(faults, as_json) => {
            if as_json {
                println!(
                    "{}",
                    json!({"schema": "mercatoria-faults/1", "faults": faults})
                );
            }
            for fault in &faults {
                eprintln!("{fault}\n  help: {}", fault.code.help());
            }
            ExitCode::from(1)
        }
        Stop::Check(text) => {
            let _ = std::io::Write::write_all(&mut std::io::stdout().lock(), text.as_bytes());
            ExitCode::from(3)
        }
        Stop::Defect(message) => {
            eprintln!("{}", Fault::new(Code::Defect, message));
            ExitCode::from(70)
        }
    }
}

fn run() -> Result<String, Stop> {
    let registry = mercatoria_bundle::registry().map_err(Stop::Defect)?;
    let mut words = lexopt::Parser::from_env();
    let verb = match words.next()? {
        Some(lexopt::Arg::Value(verb)) => verb.to_string_lossy().into_owned(),
        Some(lexopt::Arg::Short('h') | lexopt::Arg::Long("help")) => {
            return Ok(format!("{USAGE}\n"));
        }
        Some(lexopt::Arg::Short('V') | lexopt::Arg::Long("version")) => {
            return Ok(format!("mercatoria {}\n", env!("CARGO_PKG_VERSION")));
        }
        Some(other) => return Err(other.unexpected().into()),
        None => return Err(Stop::Usage("which verb?".into())),
    };
    match &*verb {
        "list" => catalogue::list(&registry, words),
        "explain" => catalogue::explain(&registry, words),
        "schema" => catalogue::schema(&registry, words),
        "compute" => compute::command(&registry, words),
        "run" => study::command(&registry, words),
        "report" => study::report(words),
        "help" => Ok(format!("{USAGE}\n")),
        other => Err(Stop::Usage(format!("no verb {other:?}"))),
    }
}

/// The one indicator a command is about.
pub(crate) fn one<'a>(
    registry: &'a Registry,
    words: &mut lexopt::Parser,
) -> Result<(&'a str, &'static mercatoria_core::Name), Stop> {
    let id = words
        .value()
        .map_err(|_| Stop::Usage("which indicator?".into()))?;
    let (pack, name) = registry
        .find(&id.to_string_lossy())
        .map_err(|fault| Stop::Faults(vec![fault], false))?;
    if let Some(extra) = words.next()? {
        return Err(extra.unexpected().into());
    }
    Ok((pack.version, name))
}
