//! Peers' inputs as tables in long form.
use mercatoria_core::{Json, Kind, Table, Tables};
use std::{fmt::Write, fs, path::Path};

/// The tables of a case: its input as the kind reads it, and the files that `ours` adds.
pub(crate) fn tables(
    folder: &Path,
    document: &Json,
    case: &Json,
    ours: &Json,
    kind: Kind,
) -> Result<Tables, String> {
    let mut files: Vec<(String, String)> = vec![];
    let named = ours.get("input").unwrap_or(&case["input"]);
    if ours["files"].get("main").is_none() {
        let names: Vec<&str> = match named {
            Json::String(name) => vec![name],
            Json::Array(names) => names.iter().filter_map(Json::as_str).collect(),
            _ => vec![],
        };
        let inputs: Vec<&Json> = names
            .iter()
            .map(|name| &document["inputs"][*name])
            .collect();
        files = rows(folder, &inputs, kind)?;
    }
    for (stem, text) in ours["files"].as_object().into_iter().flatten() {
        let text = text.as_str().ok_or("a file is a text")?;
        files.retain(|(known, _)| known != stem);
        files.push((stem.clone(), content(folder, text)?));
    }
    let mut tables = Tables::default();
    for (stem, text) in files {
        let table = table(&stem, &text);
        if stem == "main" {
            tables.main = table;
        } else {
            tables.others.push((stem, table));
        }
    }
    Ok(tables)
}
fn content(folder: &Path, text: &str) -> Result<String, String> {
    match text.strip_prefix('@') {
        Some(path) => {
            let path = folder.join(path);
            fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))
        }
        None => Ok(text.to_owned()),
    }
}
fn table(stem: &str, text: &str) -> Table {
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap_or("").split(',').collect();
    Table::from_rows(
        &format!("{stem}.csv"),
        &header,
        lines.map(|line| line.split(',').collect()),
    )
}

fn texts(json: &Json) -> Vec<&str> {
    json.as_array()
        .into_iter()
        .flatten()
        .filter_map(Json::as_str)
        .collect()
}
/// (row, column, number) of a matrix or scoreboard; an empty text for a missing number.
fn grid(input: &Json) -> impl Iterator<Item = (&str, &str, String)> {
    let (rows, columns) = (texts(&input["rows"]), texts(&input["columns"]));
    let values = input["values"].as_array().into_iter().flatten();
    rows.into_iter().zip(values).flat_map(move |(row, line)| {
        let cells = line.as_array().into_iter().flatten();
        let cells: Vec<_> = columns
            .clone()
            .into_iter()
            .zip(cells)
            .map(|(column, x)| {
                (
                    row,
                    column,
                    x.as_f64().map_or(String::new(), |_| x.to_string()),
                )
            })
            .collect();
        cells.into_iter()
    })
}

fn rows(folder: &Path, inputs: &[&Json], kind: Kind) -> Result<Vec<(String, String)>, String> {
    let first = *inputs.first().ok_or("the case has no input; give files")?;
    if let Some(path) = first["file"].as_str() {
        return Ok(vec![("main".into(), content(folder, &format!("@{path}"))?)]);
    }
    let mut files = vec![];
    let mut main = String::new();
    match kind {
        Kind::Change => {
            main += "row,column,period,value\n";
            for (period, input) in inputs.iter().enumerate() {
                for (row, column, x) in grid(input) {
                    let _ = writeln!(main, "{row},{column},{},{x}", period + 1);
                }
            }
        }
        Kind::Scoreboard => {
            main += "unit,criterion,value\n";
            for (row, column, x) in grid(first) {
                let _ = writeln!(main, "{row},{column},{x}");
            }
            let mut criteria = String::from("criterion,parent,direction,weight\n");
            for column in texts(&first["columns"]) {
                let of = |key: &str| first[key][column].as_f64().unwrap_or(1.0);
                let _ = writeln!(criteria, "{column},,{},{}", of("direction"), of("weights"));
            }
            files.push(("criteria".into(), criteria));
        }
        Kind::Distribution | Kind::Contrast | Kind::Trade => {
            let labels = texts(&first["labels"]);
            let columns: &[&str] = match kind {
                Kind::Distribution => &["value"],
                Kind::Contrast => &["value", "reference"],
                _ => &["exports", "imports"],
            };
            main = format!("label,{}\n", columns.join(","));
            let of = |input: &Json, i: usize| input["values"][i].to_string();
            for (i, label) in labels.iter().enumerate() {
                let cells: Vec<String> = if columns.len() == 1 {
                    vec![of(first, i)]
                } else {
                    inputs.iter().map(|input| of(input, i)).collect()
                };
                let _ = writeln!(main, "{label},{}", cells.join(","));
            }
        }
        _ => {
            main += "row,column,value\n";
            for (row, column, x) in grid(first) {
                let _ = writeln!(main, "{row},{column},{x}");
            }
        }
    }
    files.push(("main".into(), main));
    Ok(files)
}
