//! The catalogue of names, as data, against the registry: every name of the field resolves to one indicator.
use std::{collections::BTreeSet, fs, path::Path};

#[test]
fn every_name_of_the_catalogue_resolves() {
    let registry = mercatoria_bundle::registry().unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/catalogue");
    let mut wrong = BTreeSet::new();
    let mut names = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        for name in fs::read_to_string(&path).unwrap().lines() {
            let name = name.trim();
            if name.is_empty() || name.starts_with('#') {
                continue;
            }
            names += 1;
            if let Err(fault) = registry.find(name) {
                wrong.insert(format!(
                    "{}: {}",
                    path.file_stem().unwrap().display(),
                    fault.message
                ));
            }
        }
    }
    assert!(names > 300, "{names}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}
