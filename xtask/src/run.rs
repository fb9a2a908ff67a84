//! The main job: builds the program and hands it the words; with crates from outside, a runner that links them too.
use crate::{
    Stop,
    workspace::{cargo, finish, put, root},
};
use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

/// `run`.
pub(crate) fn run(words: &[String]) -> Result<(), Stop> {
    let (mut outside, mut rest) = (vec![], vec![]);
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let given = match word.strip_prefix("--with") {
            Some("") => Some(words.next().map_or("", String::as_str)),
            Some(given) => given.strip_prefix('='),
            None => None,
        };
        match given.map(|given| given.split_once('=')) {
            Some(Some((name, path))) if !name.is_empty() && !path.is_empty() => {
                outside.push((name.to_owned(), PathBuf::from(path)));
            }
            Some(_) => return Err(Stop::Usage("--with takes NAME=PATH".into())),
            None => rest.push(word.clone()),
        }
    }
    finish(program(&outside, &rest)?, "mercatoria run")
}
/// The program, called from where we were called, so that paths in the words are the caller's.
fn program(outside: &[(String, PathBuf)], rest: &[String]) -> Result<std::process::Command, Stop> {
    let mut command = cargo();
    command.args(["run", "--quiet", "--profile", "study"]);
    if outside.is_empty() {
        command.args(["--package", "mercatoria-cli", "--bin", "mercatoria"]);
        command
            .arg("--manifest-path")
            .arg(root().join("Cargo.toml"));
    } else {
        command.arg("--manifest-path").arg(runner(outside)?);
        if std::env::var_os("CARGO_TARGET_DIR").is_none() {
            command.arg("--target-dir").arg(root().join("target"));
        }
    }
    command.args(["--", "run"]).args(rest);
    if let Ok(here) = std::env::current_dir() {
        command.current_dir(here);
    }
    Ok(command)
}

/// A package under `target/` whose program is ours with these crates linked and listed.
fn runner(outside: &[(String, PathBuf)]) -> Result<PathBuf, Stop> {
    let root = root();
    let folder = root.join("target/with");
    let mut manifest = format!(
        "[package]\nname = \"mercatoria-with\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[workspace]\n\n\
         [dependencies]\nmercatoria-bundle = {{ path = {bundle:?} }}\nmercatoria-cli = {{ path = {cli:?} }}\nmercatoria-core = {{ path = {core:?} }}\n",
        bundle = root.join("crates/bundle"),
        cli = root.join("crates/cli"),
        core = root.join("crates/core"),
    );
    let (mut packs, mut segments) = (String::new(), String::new());
    for (name, path) in outside {
        let absolute = absolute(path)?;
        let package = package_name(&absolute)?;
        if package != *name && package.strip_prefix("mercatoria-") != Some(name) {
            let message = format!(
                "{} is the package {package:?}, not {name:?}",
                path.display()
            );
            return Err(Stop::Failed(message, 1));
        }
        let _ = writeln!(manifest, "{package} = {{ path = {absolute:?} }}");
        let krate = package.replace('-', "_");
        let _ = write!(packs, " packs.push(&{krate}::PACK);");
        let _ = write!(
            segments,
            " mercatoria_core::assert_distinct(&[{krate}::SEGMENT]); apart({krate}::SEGMENT);"
        );
    }
    let profile = fs::read_to_string(root.join("Cargo.toml")).unwrap_or_default();
    if let Some(at) = profile.find("[profile.") {
        manifest.push('\n');
        manifest.push_str(&profile[at..]);
    }
    let program = format!(
        "//! The program with crates from outside the workspace.
/// Stops the build if a crate from outside claims a first segment that the bundle has.
const fn apart(segment: &'static str) {{
    let (mut i, all) = (0, mercatoria_bundle::SEGMENTS);
    while i < all.len() {{
        mercatoria_core::assert_distinct(&[all[i], segment]);
        i += 1;
    }}
}}
const _: () = {{{segments} }};
fn main() -> std::process::ExitCode {{
    let mut packs = mercatoria_bundle::PACKS.to_vec();
   {packs}
    mercatoria_cli::main(&packs)
}}
"
    );
    let mut written = vec![];
    put(&folder.join("Cargo.toml"), &manifest, false, &mut written)?;
    put(&folder.join("src/main.rs"), &program, false, &mut written)?;
    if !folder.join("Cargo.lock").exists() {
        // The versions that the workspace was tested with.
        let _ = fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"));
    }
    Ok(folder.join("Cargo.toml"))
}
fn absolute(path: &Path) -> Result<PathBuf, Stop> {
    fs::canonicalize(path).map_err(|error| Stop::Failed(format!("{}: {error}", path.display()), 1))
}
fn package_name(folder: &Path) -> Result<String, Stop> {
    let manifest = folder.join("Cargo.toml");
    let text = fs::read_to_string(&manifest)
        .map_err(|error| Stop::Failed(format!("{}: {error}", manifest.display()), 1))?;
    let name = text
        .lines()
        .find_map(|line| line.trim().strip_prefix("name"));
    let name = name
        .and_then(|rest| rest.split('"').nth(1))
        .map(str::to_owned);
    name.ok_or_else(|| Stop::Failed(format!("{}: no package name", manifest.display()), 1))
}
