//! `validate`: every fault of a package. The typed rules decide; where the program `mercatoria-validate` lies beside this one,
//! it lists what its JSON Schema finds too.
use crate::Stop;
use lexopt::Arg;
use mercatoria_core::{Fault, json};
use mercatoria_data::package;
use std::{path::PathBuf, process::Command};

/// `validate PACKAGE [--format table|json]`.
pub(crate) fn command(mut words: lexopt::Parser) -> Result<String, Stop> {
    let (mut path, mut as_json) = (None, false);
    while let Some(word) = words.next()? {
        match word {
            Arg::Long("format") => match &*words.value()?.to_string_lossy() {
                "json" => as_json = true,
                "table" => as_json = false,
                other => return Err(Stop::Usage(format!("no format {other:?}: table or json"))),
            },
            Arg::Value(text) if path.is_none() => path = Some(PathBuf::from(text)),
            other => return Err(other.unexpected().into()),
        }
    }
    let path = path.ok_or_else(|| Stop::Usage("which package?".into()))?;
    match package::open(&path) {
        Ok((package, warnings)) => Ok(listed(&warnings, package.tables.len(), as_json)),
        Err(faults) => Err(Stop::Faults(
            by_schema_too(&path).unwrap_or(faults),
            as_json,
        )),
    }
}
fn listed(warnings: &[Fault], tables: usize, as_json: bool) -> String {
    if as_json {
        let document = json!({"schema": "mercatoria-faults/1", "faults": warnings});
        return format!("{document}\n");
    }
    let mut out: String = warnings
        .iter()
        .map(|fault| format!("{fault}\n  help: {}\n", fault.code.help()))
        .collect();
    out += &format!("{tables} tables, no error, {} warnings\n", warnings.len());
    out
}
/// The list of the validator beside this program; none where there is no such program or it cannot be understood.
fn by_schema_too(path: &std::path::Path) -> Option<Vec<Fault>> {
    let beside = std::env::current_exe()
        .ok()?
        .with_file_name("mercatoria-validate");
    let output = Command::new(beside)
        .arg(path)
        .args(["--format", "json"])
        .output()
        .ok()?;
    let document: mercatoria_core::Json = serde_json::from_slice(&output.stdout).ok()?;
    let faults = document["faults"].as_array()?;
    faults.iter().map(Fault::from_json).collect()
}
