//! The examples of `docs/data-format.md` are read, and give the faults that stand there; the lists of words are whole.
#![allow(clippy::unwrap_used)] // helpers of tests
use mercatoria_core::dataset::{FieldRole, Status, TableRole};
use mercatoria_core::{Fault, ReadOptions};
use mercatoria_data::package::{self, Selection};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn docs(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../docs")
        .join(name)
}

#[derive(Default, Clone)]
struct Example {
    plain: bool,
    files: BTreeMap<String, String>,
    faults: Vec<String>,
}

/// Fenced blocks by the comment before them.
fn examples(text: &str) -> BTreeMap<String, Example> {
    let mut all: BTreeMap<String, Example> = BTreeMap::new();
    let mut current = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(words) = line
            .strip_prefix("<!-- example: ")
            .and_then(|l| l.strip_suffix(" -->"))
        {
            let mut words = words.split(", ");
            current = words.next().unwrap().to_owned();
            let mut example = Example::default();
            for word in words {
                if let Some(from) = word.strip_prefix("from ") {
                    example.files = all[from].files.clone();
                } else if let Some(change) = word.strip_prefix("replace ") {
                    let (old, rest) = change.split_once(" by ").unwrap();
                    let (new, file) = rest.split_once(" in ").unwrap();
                    let content = example.files.get_mut(file).unwrap();
                    assert!(content.contains(old), "{current}: {old}");
                    *content = content.replace(old, new);
                } else {
                    assert_eq!(word, "plain");
                    example.plain = true;
                }
            }
            all.insert(current.clone(), example);
        }
        let Some(info) = line.strip_prefix("```").filter(|info| !info.is_empty()) else {
            continue;
        };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let Some(example) = all.get_mut(&current) else {
            continue;
        };
        if let Some((_, file)) = info.split_once(" file=") {
            example
                .files
                .insert(file.to_owned(), format!("{}\n", block.join("\n")));
        } else if info == "faults" {
            example.faults = block.iter().map(|line| (*line).to_owned()).collect();
        }
    }
    all
}

#[test]
fn examples_are_read_as_they_say() {
    let text = std::fs::read_to_string(docs("data-format.md")).unwrap();
    let examples = examples(&text);
    assert!(examples.len() >= 5);
    for (name, example) in examples {
        let folder =
            std::env::temp_dir().join(format!("mercatoria-docs-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        for (file, content) in &example.files {
            std::fs::write(folder.join(file), content).unwrap();
        }
        if example.plain {
            let read = mercatoria_data::read_folder(&folder, &mercatoria_data::Options::default());
            assert_eq!(read.unwrap().0.len(), example.files.len(), "{name}");
        } else {
            let prefix = format!("{}/", folder.display());
            let faults = mercatoria_validate::faults(&folder);
            let found: Vec<String> = faults
                .iter()
                .map(|f| f.to_string().replace(&prefix, ""))
                .collect();
            assert_eq!(found, example.faults, "{name}");
            if !faults.iter().any(Fault::is_error) {
                let options = ReadOptions {
                    period: Some("2022".into()),
                    ..ReadOptions::default()
                };
                let kind = mercatoria_core::Kind::Matrix;
                package::input_with(&folder, kind, &options, &Selection::default()).unwrap();
            }
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }
}

/// The words of an enum, from its schema.
fn words<T: schemars::JsonSchema>() -> Vec<String> {
    let schema = schemars::SchemaGenerator::default().into_root_schema_for::<T>();
    let listed = mercatoria_core::param::words(schema.as_value());
    listed
        .iter()
        .filter_map(|word| word.as_str().map(str::to_owned))
        .collect()
}

#[test]
fn every_word_is_documented() {
    let text = std::fs::read_to_string(docs("data-format.md")).unwrap();
    let mut all = words::<TableRole>();
    all.extend(words::<FieldRole>());
    all.extend(Status::ALL.map(|status| status.as_str().to_owned()));
    assert!(all.len() > 50, "{all:?}");
    for word in all {
        assert!(
            text.contains(&format!("`{word}`")),
            "{word} is not documented"
        );
    }
}
