//! Malformed packages and parameters: exactly the faults that are expected, at their places, and nothing else.
//!
//! `fixtures/<name>/expected.json` lists what a package gives when it is opened (`open`), when shapes are made of it
//! (`shapes`), or what a set of parameters gives (`params`).
#![allow(clippy::unwrap_used)] // helpers of tests
use mercatoria_core::dataset::Flow;
use mercatoria_core::{Code, Fault, Json, Kind, ReadOptions, Unit, json};
use mercatoria_data::package::{self, Selection};
use std::path::{Path, PathBuf};

fn fixtures() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let entries = std::fs::read_dir(root).unwrap();
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

/// A fault as `expected.json` writes it.
fn written(fault: &Fault, folder: &Path) -> Json {
    let file = fault.file.as_ref().map(|file| {
        let inside = Path::new(file).strip_prefix(folder);
        inside.map_or(file.clone(), |path| path.display().to_string())
    });
    json!({
        "code": fault.code.as_str(), "severity": fault.severity, "file": file, "row": fault.row, "column": fault.column,
        "field": fault.field, "pointer": fault.pointer,
    })
}

fn sorted(mut list: Vec<Json>) -> Vec<String> {
    let key = |fault: &Json| {
        let number = |name: &str| fault[name].as_u64().unwrap_or(0);
        (
            fault["file"].to_string(),
            number("row"),
            number("column"),
            fault["code"].to_string(),
        )
    };
    list.sort_by_key(key);
    list.iter().map(Json::to_string).collect()
}

fn expected(list: &Json) -> Vec<String> {
    sorted(list.as_array().cloned().unwrap_or_default())
}

fn found(faults: &[Fault], folder: &Path) -> Vec<String> {
    sorted(faults.iter().map(|fault| written(fault, folder)).collect())
}

fn texts(list: &Json) -> Vec<String> {
    let each = list.as_array().into_iter().flatten();
    each.filter_map(|one| one.as_str().map(str::to_owned))
        .collect()
}

/// Faults of making one shape.
fn shaped(folder: &Path, request: &Json) -> Vec<Fault> {
    let text = |name: &str| request[name].as_str().map(str::to_owned);
    let kind = Kind::ALL
        .iter()
        .copied()
        .find(|kind| Some(kind.as_str()) == request["kind"].as_str())
        .unwrap();
    let options = ReadOptions {
        period: text("period"),
        ..ReadOptions::default()
    };
    let mut selection = Selection {
        table: text("table"),
        flow: text("flow").and_then(|word| Flow::named(&word)),
        as_printed: request["as_printed"] == true,
        axes: texts(&request["axes"]),
        ..Selection::default()
    };
    for row in texts(&request["where"]) {
        selection.add(&row).unwrap();
    }
    for level in texts(&request["levels"]) {
        let (column, level) = level.split_once('=').unwrap();
        selection.levels.push((column.into(), level.into()));
    }
    package::input_with(folder, kind, &options, &selection)
        .err()
        .unwrap_or_default()
}

fn parameters(folder: &Path) -> Vec<Fault> {
    let given = json_file(&folder.join("params.json"));
    let id = given["id"].as_str().unwrap();
    let packs = [
        &mercatoria_diversity::PACK,
        &mercatoria_specialisation::PACK,
    ];
    let name = packs
        .iter()
        .flat_map(|pack| pack.all())
        .find(|name| name.id == id)
        .unwrap();
    let unit: Box<dyn Unit> = (name.make)();
    unit.with(&given["params"]).err().unwrap_or_default()
}

fn json_file(path: &Path) -> Json {
    let text = std::fs::read_to_string(path).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn every_fixture_gives_its_faults_and_no_other() {
    let folders = fixtures();
    assert!(folders.len() >= 100, "{} fixtures", folders.len());
    let mut wrong = String::new();
    let mut compare = |folder: &Path, what: &str, got: Vec<String>, wanted: Vec<String>| {
        if got != wanted {
            let name = folder.file_name().unwrap().to_string_lossy().into_owned();
            wrong.push_str(&format!(
                "{name} ({what})\n  expected\n    {}\n  found\n    {}\n",
                wanted.join("\n    "),
                got.join("\n    ")
            ));
        }
    };
    for folder in &folders {
        let wanted = json_file(&folder.join("expected.json"));
        if folder.join("params.json").exists() {
            let faults = parameters(folder);
            compare(
                folder,
                "params",
                found(&faults, folder),
                expected(&wanted["params"]),
            );
            continue;
        }
        let faults = mercatoria_validate::faults(folder);
        compare(
            folder,
            "open",
            found(&faults, folder),
            expected(&wanted["open"]),
        );
        for request in wanted["shapes"].as_array().into_iter().flatten() {
            let faults = shaped(folder, request);
            let what = request.to_string();
            compare(
                folder,
                &what,
                found(&faults, folder),
                expected(&request["faults"]),
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Two readers of one schema: what the walker of the core lists and what an independent validator lists is the same.
#[test]
fn walker_and_json_schema_agree() {
    for folder in fixtures() {
        let Ok(text) = std::fs::read_to_string(folder.join("datapackage.json")) else {
            continue;
        };
        let Ok(descriptor) = serde_json::from_str::<Json>(&text) else {
            continue;
        };
        let form = |faults: Vec<Fault>| {
            let mut places: Vec<(Code, Option<String>)> = faults
                .into_iter()
                .map(|fault| (fault.code, fault.pointer))
                .collect();
            places.sort();
            places
        };
        let by_schema = form(mercatoria_validate::by_schema(&descriptor));
        let typed = form(mercatoria_core::dataset::faults(&descriptor));
        let name = folder.display();
        for place in &by_schema {
            assert!(
                typed.contains(place),
                "{name}: only the schema finds {place:?}"
            );
        }
        // Rules over several parts are not in the schema; a slip in a name of the standard neither.
        if !by_schema.is_empty() {
            for place in &typed {
                assert!(
                    by_schema.contains(place),
                    "{name}: only the walker finds {place:?}"
                );
            }
        }
        // The types read a property that is null as one that is left out, and do not count; the schema is stricter.
        let read = mercatoria_core::dataset::read(&descriptor);
        assert!(read.is_ok() || !by_schema.is_empty(), "{name}: {read:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_package_is_not_followed() {
    let folder = std::env::temp_dir().join(format!("mercatoria-link-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/sound/regions.csv");
    let link = folder.join("regions.csv");
    let _ = std::fs::remove_file(&link);
    std::os::unix::fs::symlink(target, &link).unwrap();
    std::fs::write(
        folder.join("datapackage.json"),
        "{\"resources\": [{\"name\": \"regions\", \"path\": \"regions.csv\"}]}",
    )
    .unwrap();
    let faults = mercatoria_validate::faults(&folder);
    std::fs::remove_dir_all(&folder).unwrap();
    let codes: Vec<Code> = faults.iter().map(|fault| fault.code).collect();
    assert_eq!(codes, [Code::PathUnsafe]);
}

#[test]
fn a_field_of_ten_megabytes_and_a_thousand_faults_are_bounded() {
    let folder = std::env::temp_dir().join(format!("mercatoria-large-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let schema = "{\"fields\": [{\"name\": \"a\", \"type\": \"number\"}, {\"name\": \"b\"}]}";
    let descriptor = format!(
        "{{\"resources\": [{{\"name\": \"t\", \"path\": \"t.csv\", \"schema\": {schema}}}]}}"
    );
    std::fs::write(folder.join("datapackage.json"), descriptor).unwrap();
    std::fs::write(
        folder.join("t.csv"),
        format!("a,b\n1,{}\n", "x".repeat(10 << 20)),
    )
    .unwrap();
    let long = mercatoria_validate::faults(&folder);
    std::fs::write(
        folder.join("t.csv"),
        format!("a,b\n{}", "x,y\n".repeat(1000)),
    )
    .unwrap();
    let many = mercatoria_validate::faults(&folder);
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(long.len(), 1);
    assert_eq!((long[0].code, long[0].row), (Code::FieldTooLong, Some(2)));
    assert_eq!(many.len(), 101);
    assert_eq!(many[100].code, Code::TooMany);
    assert!(many[100].message.contains("1000 in all"), "{}", many[100]);
}
