//! The committed JSON Schemas are those of the types, and they are JSON Schemas.
#![allow(clippy::unwrap_used)] // helpers of tests
use mercatoria_core::{dataset, json};
use std::path::Path;

#[test]
fn committed_schemas_are_up_to_date() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schemas");
    for (name, schema) in dataset::schemas() {
        let path = folder.join(format!("{name}.json"));
        let text = format!("{schema:#}\n");
        if std::env::var_os("MERCATORIA_WRITE").is_some() {
            std::fs::write(&path, &text).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            committed == text,
            "docs/schemas/{name}.json is stale: cargo xtask generate"
        );
        jsonschema::meta::validate(&schema).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

/// What reading packages writes, reading packages takes.
#[test]
fn a_descriptor_survives_being_written() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../liaoning/data/datapackage.json");
    let text = std::fs::read_to_string(path).unwrap();
    let given: mercatoria_core::Json = serde_json::from_str(&text).unwrap();
    let package = dataset::read(&given).unwrap();
    let written = json!(package);
    assert_eq!(dataset::faults(&written), []);
    assert_eq!(given, written);
}
