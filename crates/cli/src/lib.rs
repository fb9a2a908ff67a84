//! The `mercatoria` program as a library, so that a program with further indicator crates is one line. Exit codes: 0 done; 1
//! the data or the request is wrong (all faults listed, nothing written); 2 usage; 3 a check failed; 70 our own defect.
mod catalogue;
mod compute;
mod output;
mod pages;
mod study;
mod synth;
mod validate;

use mercatoria_core::{Code, Fault, Pack, Registry, json};
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
       mercatoria explain ID [--cite]
       mercatoria compute ID INPUT [--cut CUT] [--against LABEL] [--params JSON|@FILE] [--seed N] [--period PERIOD]
                          [--table NAME] [--select COLUMN=VALUE,…] [--absent zero|missing] [--flow exports|imports|two_way]
                          [--format table|json|csv] [--explain] [--compare-dialects]
       mercatoria validate PACKAGE [--format table|json]
       mercatoria synth KIND [--rows N] [--seed N] [OUT]
       mercatoria run [STUDY] [--only GLOB] [--skip laws,speed] [--out DIR] [--seed N] [--threads N] [--thorough]
       mercatoria report RESULTS [--out DIR]
       mercatoria schema [ID|package|result]
INPUT is a CSV file, a folder for shapes of several files, or a datapackage.json. Without a STUDY, `run` computes the
embedded Liaoning study.";

/// The program, with the indicators of these crates.
pub fn main(packs: &[&'static Pack]) -> ExitCode {
    let stop = match run(packs) {
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

fn run(packs: &[&'static Pack]) -> Result<String, Stop> {
    let registry = Registry::new(packs).map_err(Stop::Defect)?;
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
        "pages" => pages::command(&registry, words),
        "synth" => synth::command(words),
        "validate" => validate::command(words),
        "run" => study::command(&registry, words),
        "report" => study::report(words),
        "help" => Ok(format!("{USAGE}\n")),
        other => Err(Stop::Usage(format!("no verb {other:?}"))),
    }
}
