//! A new indicator crate, or a new unit in one: compiles, is documented, law-checked, and in the next report.
use crate::{
    Stop, generate,
    workspace::{cargo, finish, put, root},
};
use std::{fs, path::Path};

/// `new FAMILY/CRATE [--unit NAME]`.
pub(crate) fn new(words: &[String]) -> Result<(), Stop> {
    let usage = || Stop::Usage("new takes FAMILY/CRATE and --unit NAME".into());
    let (mut place, mut unit, mut words) = (None, None, words.iter());
    while let Some(word) = words.next() {
        match word.strip_prefix("--unit") {
            Some("") => unit = Some(words.next().ok_or_else(usage)?.clone()),
            Some(given) => unit = Some(given.strip_prefix('=').ok_or_else(usage)?.to_owned()),
            None if place.is_none() => place = Some(word.clone()),
            None => return Err(usage()),
        }
    }
    let place = place.ok_or_else(usage)?;
    let (family, name) = place.split_once('/').ok_or_else(usage)?;
    let unit = unit.unwrap_or_else(|| name.replace('-', "_"));
    let lower = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let valid = |text: &str, joint: char| {
        text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.chars().all(|c| lower(c) || c == joint)
    };
    if !valid(family, '-') || !valid(name, '-') || !valid(&unit, '_') {
        return Err(Stop::Usage(
            "FAMILY and CRATE are written in kebab-case, NAME in snake_case".into(),
        ));
    }
    let root = root();
    let folder = root.join("indicators").join(family).join(name);
    let mut written = vec![];
    if folder.join("Cargo.toml").exists() {
        second(&folder, name, &unit, &mut written)?;
    } else {
        let files = [
            ("Cargo.toml", manifest(name)),
            ("src/lib.rs", library(family, &unit)),
            ("tests/conformance.rs", conformance(name)),
        ];
        for (file, content) in files {
            put(&folder.join(file), &content, false, &mut written)?;
        }
        let source = source(name, &unit);
        put(
            &folder.join(format!("src/{unit}.rs")),
            &source,
            false,
            &mut written,
        )?;
    }
    let mut format = cargo();
    format.args(["fmt", "--package", &format!("mercatoria-{name}")]);
    finish(format, "cargo fmt")?;
    written.iter().for_each(|file| println!("wrote {file}"));
    generate::generate(&[])?;
    println!(
        "now write the formula: indicators/{family}/{name}/src/{unit}.rs\nthen: cargo test -p mercatoria-{name} && cargo xtask run"
    );
    Ok(())
}

/// Adds a unit to a crate that there is: one file, and its line in `lib.rs`.
fn second(folder: &Path, name: &str, unit: &str, written: &mut Vec<String>) -> Result<(), Stop> {
    let fail = |why: String| Stop::Failed(why, 1);
    let (file, library) = (
        folder.join(format!("src/{unit}.rs")),
        folder.join("src/lib.rs"),
    );
    if file.exists() {
        return Err(fail(format!("{} exists", file.display())));
    }
    let text =
        fs::read_to_string(&library).map_err(|e| fail(format!("{}: {e}", library.display())))?;
    let (Some(pack), Some(units)) = (text.find("mercatoria_core::pack!"), text.find("units: ["))
    else {
        return Err(fail(format!(
            "{}: no pack! with units: [",
            library.display()
        )));
    };
    let before = text[..pack].rfind("\nmod ").map_or(pack, |at| at + 1);
    let (units, ty) = (units + "units: [".len(), camel(unit));
    let comma = if text[units..].trim_start().starts_with(']') {
        ""
    } else {
        ", "
    };
    let mut changed = text.clone();
    changed.insert_str(units, &format!("{unit}::{ty}{comma}"));
    changed.insert_str(before, &format!("mod {unit};\npub use {unit}::*;\n"));
    put(&file, &source(name, unit), false, written)?;
    put(&library, &changed, false, written)
}

fn camel(unit: &str) -> String {
    unit.split('_')
        .map(|word| {
            let (first, rest) = word.split_at(word.len().min(1));
            first.to_uppercase() + rest
        })
        .collect()
}

fn manifest(name: &str) -> String {
    format!(
        "[package]
name = \"mercatoria-{name}\"
description = \"Indicators of Mercatoria: {name}\"
version.workspace = true
edition.workspace = true
rust-version.workspace = true
license.workspace = true
keywords.workspace = true
categories.workspace = true

[package.metadata.mercatoria]
kind = \"indicators\"

[lints]
workspace = true

[dependencies]
mercatoria-core = {{ path = \"../../../crates/core\", version = \"0.1.0\" }}
mercatoria-numeric = {{ path = \"../../../crates/numeric\", version = \"0.1.0\" }}
schemars.workspace = true
serde.workspace = true

[dev-dependencies]
mercatoria-conformance = {{ path = \"../../../crates/conformance\" }}
"
    )
}

fn library(family: &str, unit: &str) -> String {
    format!(
        "//! What this crate measures, in one sentence.
mod {unit};
pub use {unit}::*;

mercatoria_core::pack! {{ family: \"{family}\", units: [{unit}::{}], names: [] }}
",
        camel(unit)
    )
}

fn conformance(name: &str) -> String {
    let krate = format!("mercatoria_{}", name.replace('-', "_"));
    format!(
        "//! Every unit of this crate against its laws and its worked example.

#[test]
fn laws() {{
    mercatoria_conformance::laws(&{krate}::PACK);
}}

#[test]
fn examples() {{
    mercatoria_conformance::examples(&{krate}::PACK);
}}
"
    )
}

fn source(name: &str, unit: &str) -> String {
    let (segment, ty) = (name.replace('-', "_"), camel(unit));
    format!(
        "//! S = max xᵢ / Σ xᵢ.
use mercatoria_core::{{DistributionLaw::*, *}};
use schemars::JsonSchema;
use serde::{{Deserialize, Serialize}};

/// Share of the largest label. Its fields are the conventions, each with the default that we recommend.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct {ty} {{}}

impl Indicator for {ty} {{
    type Input<'a> = Distribution<'a>;
    type Output = Measure;
    const CARD: Card = Card {{
        id: \"{segment}.{unit}\",
        title: \"Share of the largest\",
        formula: \"S = max xᵢ / Σ xᵢ\",
        reading: \"1: everything on one label; 1/n: equal split\",
        sources: &[\"Author (year). Title. Journal.\"],
        example: Example::csv(\"label,value\\na,3\\nb,1\\n\").gives(\"0.75\"),
        ..Card::BLANK
    }};
    fn compute(&self, d: &Distribution<'_>) -> Measure {{
        Ok({unit}(d.amounts, d.total()?))
    }}
    fn laws(&self) -> Vec<DistributionLaw> {{
        vec![ScaleFree, Symmetric, Within(0.0, 1.0), TransferRaises, MergingRaises]
    }}
}}

/// The largest amount as a share of the total.
///
/// ```
/// assert_eq!(mercatoria_{segment}::{unit}(&[3.0, 1.0], 4.0), 0.75);
/// ```
pub fn {unit}(amounts: &[f64], total: f64) -> f64 {{
    amounts.iter().copied().fold(0.0, f64::max) / total
}}
"
    )
}
