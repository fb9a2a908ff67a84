//! What must not compile, and what the compiler then says. Each snapshot holds the lines of its own words; the compiler's
//! drawing around them changes from version to version.
#![allow(clippy::unwrap_used)] // helpers of tests
mod support;
use std::fs;
use support::{cargo, manifest, package, root};

const CORE: (&str, &str) = ("mercatoria-core", "crates/core");

fn unit(id: &str) -> String {
    format!(
        "//! A unit.
use mercatoria_core::*;
use schemars::JsonSchema;
use serde::{{Deserialize, Serialize}};
/// A unit.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
pub struct Share {{}}
impl Indicator for Share {{
    type Input<'a> = Distribution<'a>;
    type Output = Measure;
    const CARD: Card = Card {{ id: \"{id}\", ..Card::BLANK }};
    fn compute(&self, d: &Distribution<'_>) -> Measure {{
        d.total()
    }}
}}
"
    )
}
fn library(names: &str) -> String {
    format!(
        "//! A crate.
pub mod share;
mercatoria_core::pack! {{ family: \"test\", units: [share::Share], names: [{names}] }}
"
    )
}
/// The compiler's own words of each error, and the words of the check that failed.
fn words(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    let errors = text
        .lines()
        .filter(|line| line.starts_with("error[") || line.contains("evaluation panicked"));
    errors.map(|line| format!("{}\n", line.trim())).collect()
}
fn fails(name: &str, folder: &std::path::Path) {
    let output = cargo(folder, &["check", "--quiet"]);
    assert!(!output.status.success(), "{name} compiles");
    let found = words(&output.stderr);
    let snapshot = root()
        .join("crates/bundle/tests/compile_fail")
        .join(format!("{name}.stderr"));
    let expected = fs::read_to_string(&snapshot).unwrap_or_default();
    assert_eq!(
        found,
        expected,
        "{}\n{}",
        snapshot.display(),
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn two_names_with_one_id_in_a_crate() {
    let name =
        "mercatoria_core::Name::new(\"shares.share\", \"Again\", || Box::new(share::Share {}))";
    let folder = package(
        "shares",
        &[
            ("Cargo.toml", manifest("shares", "", &[CORE])),
            ("src/lib.rs", library(name)),
            ("src/share.rs", unit("shares.share")),
        ],
    );
    fails("same_id_in_a_crate", &folder);
}

#[test]
fn a_unit_in_the_file_of_another_name() {
    let folder = package(
        "files",
        &[
            ("Cargo.toml", manifest("files", "", &[CORE])),
            ("src/lib.rs", library("")),
            ("src/share.rs", unit("files.portion")),
        ],
    );
    fails("unit_in_another_file", &folder);
}

#[test]
fn two_crates_with_one_first_segment() {
    for (folder, package_name) in [("twin-a", "mercatoria-twin"), ("twin-b", "twin")] {
        package(
            folder,
            &[
                ("Cargo.toml", manifest(package_name, "", &[CORE])),
                ("src/lib.rs", library("")),
                ("src/share.rs", unit("twin.share")),
            ],
        );
    }
    let twins = [
        CORE,
        ("mercatoria-twin", "target/packages/twin-a"),
        ("twin", "target/packages/twin-b"),
    ];
    let list = "//! A bundle of two.
use mercatoria_core::Pack;
pub static PACKS: &[&Pack] = &[&mercatoria_twin::PACK, &twin::PACK];
const _: () = mercatoria_core::assert_distinct(&[mercatoria_twin::SEGMENT, twin::SEGMENT]);
";
    let folder = package(
        "twins",
        &[
            ("Cargo.toml", manifest("twins", "", &twins)),
            ("src/lib.rs", list.into()),
        ],
    );
    fails("same_segment_across_the_bundle", &folder);
}
