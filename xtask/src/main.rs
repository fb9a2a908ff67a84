//! Tasks of this workspace: `cargo xtask run`, `cargo xtask test`.
use std::{
    env,
    process::{Command, ExitCode},
};

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let rest = words.get(1..).unwrap_or_default();
    match words.first().map(String::as_str) {
        Some("test") => all(&[&["test", "--workspace", "--quiet"]]),
        Some("run") => {
            let mut command = vec![
                "run",
                "--quiet",
                "--profile",
                "study",
                "--package",
                "mercatoria-cli",
                "--",
                "run",
            ];
            command.extend(rest.iter().map(String::as_str));
            all(&[&command])
        }
        _ => {
            eprintln!("usage: cargo xtask run [STUDY] | test");
            ExitCode::from(2)
        }
    }
}

/// Runs cargo with each list of words until one fails; its exit code is ours.
fn all(steps: &[&[&str]]) -> ExitCode {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    for words in steps {
        match Command::new(&cargo).args(*words).status() {
            Ok(status) if status.success() => {}
            Ok(status) => {
                return ExitCode::from(
                    status
                        .code()
                        .and_then(|code| u8::try_from(code).ok())
                        .unwrap_or(1),
                );
            }
            Err(error) => {
                eprintln!("cargo cannot be started: {error}");
                return ExitCode::from(70);
            }
        }
    }
    ExitCode::SUCCESS
}
