//! `mercatoria-validate PACKAGE [--format table|json]`: every fault of a package. Exit codes: 0 no error (warnings are
//! listed); 1 errors; 2 usage.
use mercatoria_core::{Fault, json};
use std::process::ExitCode;

const USAGE: &str = "usage: mercatoria-validate PACKAGE [--format table|json]\nPACKAGE is a folder with datapackage.json, or the descriptor.";

fn main() -> ExitCode {
    let (mut path, mut format) = (None, "table".to_owned());
    let mut words = std::env::args_os().skip(1);
    while let Some(word) = words.next() {
        match word.to_str() {
            Some("--format") => match words.next().and_then(|word| word.into_string().ok()) {
                Some(name) if matches!(&*name, "table" | "json") => format = name,
                _ => return usage("--format is table or json"),
            },
            Some("-h" | "--help") => {
                println!("{USAGE}");
                return ExitCode::SUCCESS;
            }
            Some(option) if option.starts_with('-') => {
                return usage(&format!("no option {option}"));
            }
            _ if path.is_some() => return usage("one package at a time"),
            _ => path = Some(word),
        }
    }
    let Some(path) = path else {
        return usage("which package?");
    };
    let faults = mercatoria_validate::faults(path);
    let errors = faults.iter().filter(|fault| fault.is_error()).count();
    let text = if format == "json" {
        format!(
            "{}\n",
            json!({"schema": "mercatoria-faults/1", "faults": faults})
        )
    } else {
        let mut text: String = faults
            .iter()
            .map(|fault| format!("{fault}\n  help: {}\n", fault.code.help()))
            .collect();
        text.push_str(&format!(
            "{errors} errors, {} warnings\n",
            faults.len() - errors
        ));
        text
    };
    // A closed pipe (`| head`) is no failure of ours.
    let _ = std::io::Write::write_all(&mut std::io::stdout().lock(), text.as_bytes());
    ExitCode::from(u8::from(faults.iter().any(Fault::is_error)))
}

fn usage(message: &str) -> ExitCode {
    eprintln!("{message}\n{USAGE}");
    ExitCode::from(2)
}
