//! Recorded results of other packages and exact references, replayed: one JSON file a unit, schema `mercatoria-oracle/1`, with
//! the provenance, the convention and the tolerance beside each case.
//!
//! Each case says under `ours` how we compute it, once or as a list:
//!
//! | field | meaning |
//! | --- | --- |
//! | `id`, `params`, `cut`, `against`, `period` | as on the command line |
//! | `quantity` | the quantity that the expected numbers are |
//! | `path` | keys that lead to the part of `expected` that this call gives |
//! | `rename` | label in `expected` → label of ours; `null` leaves it out |
//! | `input` | another input of the file than the case's own |
//! | `files` | stem → CSV text (or `@path`, relative to the JSON file), instead of or beside the input; `main` is the table |
//! | `sign_free` | equal up to one common sign (eigenvectors) |
//!
//! or `skip` with the reason. A `reference` or `peer` case must agree, a `suspect` one must not.
mod inputs;

use mercatoria_core::{
    Block, Cut, Json, Pack, ReadOptions, Undefined, Unit, Value, compute_against,
};
use std::{collections::BTreeMap, fs, path::Path};

/// What came of a folder.
#[derive(Debug, Default, Clone)]
pub struct Summary {
    /// Cases that agree (or, where suspect, differ).
    pub passed: usize,
    /// Cases left out, with the reason.
    pub skipped: Vec<String>,
    /// Cases that fail, with what differs.
    pub failed: Vec<String>,
}

/// Replays every file of a folder; panics with all cases that fail. Prints what was left out.
pub fn replay(pack: &Pack, folder: impl AsRef<Path>) {
    let folder = folder.as_ref();
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "{}: no oracle", folder.display());
    let mut all = Summary::default();
    for file in files {
        let found = check(pack, &file);
        all.passed += found.passed;
        all.skipped.extend(found.skipped);
        all.failed.extend(found.failed);
    }
    println!(
        "{} cases agree; {} left out:",
        all.passed,
        all.skipped.len()
    );
    all.skipped.iter().for_each(|line| println!("  {line}"));
    assert!(all.failed.is_empty(), "\n{}", all.failed.join("\n"));
}

/// Replays one file.
pub fn check(pack: &Pack, file: &Path) -> Summary {
    let mut out = Summary::default();
    let text = fs::read_to_string(file).map_err(|e| e.to_string());
    let json = text.and_then(|text| text.parse::<Json>().map_err(|e| e.to_string()));
    let document = match json {
        Ok(document) => document,
        Err(error) => {
            out.failed.push(format!("{}: {error}", file.display()));
            return out;
        }
    };
    let folder = file.parent().unwrap_or(Path::new("."));
    for case in document["cases"].as_array().into_iter().flatten() {
        let name = case["name"].as_str().unwrap_or("?");
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        if let Some(reason) = case["skip"].as_str() {
            out.skipped.push(format!("{stem}/{name}: {reason}"));
            continue;
        }
        let calls = match &case["ours"] {
            Json::Array(calls) => calls.clone(),
            Json::Object(_) => vec![case["ours"].clone()],
            _ => {
                let why = "says neither how we compute it (ours) nor why not (skip)";
                out.failed.push(format!("{stem}/{name}: {why}"));
                continue;
            }
        };
        let suspect = case["status"] == "suspect";
        let outcomes = calls
            .iter()
            .map(|ours| replay_case(pack, folder, &document, case, ours));
        let wrong: Vec<String> = outcomes.filter_map(Result::err).collect();
        match (wrong.is_empty(), suspect) {
            (true, false) => out.passed += 1,
            (false, true) if wrong.iter().all(|w| w.starts_with("differs")) => out.passed += 1,
            (true, true) => out.failed.push(format!(
                "{stem}/{name}: reproduces a result that is known to be wrong"
            )),
            _ => out
                .failed
                .push(format!("{stem}/{name}: {}", wrong.join("; "))),
        }
    }
    out
}

fn unit_of(pack: &Pack, id: &str) -> Result<(Box<dyn Unit>, Cut, &'static str), String> {
    let name = pack
        .all()
        .find(|n| n.id == id || n.id.rsplit('.').next() == Some(id) || n.aliases.contains(&id));
    let name = name.ok_or_else(|| format!("{} has no {id:?}", pack.package))?;
    Ok(((name.make)(), name.cut, name.against))
}

fn replay_case(
    pack: &Pack,
    folder: &Path,
    document: &Json,
    case: &Json,
    ours: &Json,
) -> Result<(), String> {
    let id = ours["id"].as_str().ok_or("ours has no id")?;
    let (unit, cut, against) = unit_of(pack, id)?;
    let params = match &ours["params"] {
        Json::Null => Json::Object(Default::default()),
        given => given.clone(),
    };
    let unit = unit.with(&params).map_err(|faults| {
        let words: Vec<String> = faults.iter().map(ToString::to_string).collect();
        words.join("; ")
    })?;
    let cut = match ours["cut"].as_str() {
        None => cut,
        Some(name) => Cut::named(name).ok_or_else(|| format!("no cut {name:?}"))?,
    };
    let kind = cut.of().unwrap_or(unit.about().kind);
    let tables = inputs::tables(folder, document, case, ours, kind)?;
    let options = ReadOptions {
        period: ours["period"].as_str().map(Into::into),
        ..ReadOptions::default()
    };
    let (owned, _) = kind.read(&tables, &options).map_err(|faults| {
        let words: Vec<String> = faults.iter().map(ToString::to_string).collect();
        words.join("; ")
    })?;
    let against = ours["against"].as_str().unwrap_or(against);
    let block = compute_against(&*unit, cut, against, &owned.input()).map_err(|e| e.to_string())?;
    let mut expected = &case["expected"];
    for key in ours["path"].as_array().into_iter().flatten() {
        let key = key.as_str().unwrap_or_default();
        expected = expected
            .get(key)
            .ok_or_else(|| format!("expected has no {key:?}"))?;
    }
    compare(&block, expected, case, ours)
}

/// One expected number with the labels that lead to it.
type Leaf<'a> = (Vec<&'a str>, &'a Json);
fn leaves<'a>(expected: &'a Json, labels: &[&'a str], out: &mut Vec<Leaf<'a>>) {
    let texts = |key: &str| -> Option<Vec<&'a str>> {
        expected
            .get(key)?
            .as_array()?
            .iter()
            .map(Json::as_str)
            .collect()
    };
    if let (Some(rows), Some(columns), Some(values)) = (
        texts("rows"),
        texts("columns"),
        expected.get("values").and_then(Json::as_array),
    ) {
        for (row, line) in rows.iter().zip(values) {
            for (column, value) in columns.iter().zip(line.as_array().into_iter().flatten()) {
                out.push(([labels, &[*row, *column]].concat(), value));
            }
        }
        return;
    }
    match expected {
        Json::Object(object) => {
            for (key, inner) in object {
                // Sampled matrices: `row|column`.
                let more: Vec<&str> = key.split('|').collect();
                leaves(inner, &[labels, &more].concat(), out);
            }
        }
        Json::Array(_) => {}
        value => out.push((labels.to_vec(), value)),
    }
}

fn compare(block: &Block, expected: &Json, case: &Json, ours: &Json) -> Result<(), String> {
    let cells: BTreeMap<Vec<&str>, Value> = (0..block.values.len())
        .map(|i| {
            let (labels, quantity) = block.labels(i);
            let words = labels.into_iter().map(|(_, label)| label).chain(quantity);
            (words.collect(), block.values.get(i))
        })
        .collect();
    let mut wanted = vec![];
    leaves(expected, &[], &mut wanted);
    let rename = |label: &str| -> Option<String> {
        match &ours["rename"][label] {
            Json::String(ours) => Some(ours.clone()),
            Json::Null if ours["rename"].get(label).is_some() => None,
            _ => Some(label.to_owned()),
        }
    };
    let tolerance = |key: &str| case["tolerance"][key].as_f64().unwrap_or(0.0);
    let (relative, absolute) = (tolerance("rel"), tolerance("abs"));
    let mut sign = if ours["sign_free"] == true {
        None
    } else {
        Some(1.0)
    };
    let (mut compared, mut wrong) = (0, vec![]);
    for (labels, value) in wanted {
        let Some(mut key) = labels
            .iter()
            .map(|l| rename(l))
            .collect::<Option<Vec<String>>>()
        else {
            continue;
        };
        key.extend(ours["quantity"].as_str().map(str::to_owned));
        key.retain(|word| !word.is_empty());
        let borrowed: Vec<&str> = key.iter().map(String::as_str).collect();
        let same_words = |cell: &&Vec<&str>| {
            let (mut a, mut b) = ((*cell).clone(), borrowed.clone());
            a.sort_unstable();
            b.sort_unstable();
            a == b
        };
        let cell = cells
            .get(&borrowed)
            .or_else(|| cells.keys().find(same_words).and_then(|key| cells.get(key)));
        let undefined = value.is_null() || value.is_string();
        let Some(cell) = cell else {
            if !undefined {
                wrong.push(format!("no cell {key:?}"));
            }
            continue;
        };
        compared += 1;
        let fails = match (cell.point(), number(value)) {
            (None, None) => matches!(cell, Value::Undefined(Undefined::Defect)),
            (Some(x), Some(y)) => {
                let s = *sign.get_or_insert_with(|| if x * y < 0.0 { -1.0 } else { 1.0 });
                (s * x - y).abs() > absolute + relative * y.abs()
            }
            (None, Some(_)) | (Some(_), None) => true,
        };
        if fails {
            wrong.push(format!("{key:?}: {cell:?} against {value}"));
        }
    }
    if compared == 0 {
        let first = cells.keys().next();
        return Err(format!(
            "no expected number was compared; a cell of ours: {first:?}"
        ));
    }
    if wrong.is_empty() {
        return Ok(());
    }
    let missing = wrong.iter().filter(|w| w.starts_with("no cell")).count();
    let shown = wrong.len().min(4);
    let word = if missing > 0 { "lacks" } else { "differs" };
    Err(format!(
        "{word} in {} of {compared}: {}",
        wrong.len(),
        wrong[..shown].join(", ")
    ))
}
fn number(value: &Json) -> Option<f64> {
    value
        .as_bool()
        .map(|b| f64::from(u8::from(b)))
        .or_else(|| value.as_f64())
}
