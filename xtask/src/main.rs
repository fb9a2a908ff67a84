//! Tasks of this workspace. Light on purpose: it depends on no crate of the project; heavy verbs build and spawn the program.
mod bench;
mod bundle;
mod check;
mod generate;
mod new;
mod run;
mod workspace;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask run [STUDY] [--only GLOB] [--skip laws,speed] [--out DIR] [--with NAME=PATH] [--seed N] [--threads N] [--thorough]
       cargo xtask test                  everything that is checked, as CI runs it
       cargo xtask new FAMILY/CRATE [--unit NAME]
       cargo xtask check                 formatting, lints, generated files, rules of dependence
       cargo xtask bench [GLOB|ingest|peers] [--against BASELINE]
       cargo xtask generate [--check]    bundle, pages, schemas, catalogue";

/// Why a task ended.
pub(crate) enum Stop {
    /// The words of the command line.
    Usage(String),
    /// A step that failed, with the exit code to hand on.
    Failed(String, u8),
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let rest = words.get(1..).unwrap_or_default();
    let done = match words.first().map(String::as_str) {
        Some("run") => run::run(rest),
        Some("test") => check::test(rest),
        Some("check") => check::check(rest),
        Some("new") => new::new(rest),
        Some("bench") => bench::bench(rest),
        Some("generate") => generate::generate(rest),
        Some("help" | "--help" | "-h") => {
            println!("{USAGE}");
            Ok(())
        }
        Some(other) => Err(Stop::Usage(format!("no task {other:?}"))),
        None => Err(Stop::Usage("which task?".into())),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Stop::Usage(message)) => {
            eprintln!("{message}\n{USAGE}");
            ExitCode::from(2)
        }
        Err(Stop::Failed(message, code)) => {
            eprintln!("{message}");
            ExitCode::from(code)
        }
    }
}
