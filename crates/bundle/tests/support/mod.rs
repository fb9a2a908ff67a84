//! Packages written for one test, built with the cargo that runs the tests.
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// The workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}
/// A fresh package under the target folder; `files` are its manifest (after `[package]`) and sources.
pub(crate) fn package(name: &str, files: &[(&str, String)]) -> PathBuf {
    let folder = root().join("target/packages").join(name);
    let _ = fs::remove_dir_all(&folder);
    for (file, content) in files {
        let path = folder.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    // The versions that the workspace was tested with.
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    folder
}
/// The manifest of a package of its own, with these dependencies of the project by path.
pub(crate) fn manifest(name: &str, more: &str, dependencies: &[(&str, &str)]) -> String {
    let mut text = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n{more}\n[dependencies]\nserde = {{ version = \"1\", features = [\"derive\"] }}\nschemars = \"1\"\n"
    );
    for (dependency, path) in dependencies {
        text += &format!("{dependency} = {{ path = {:?} }}\n", root().join(path));
    }
    text
}
/// Runs cargo in a package; all of them share one target folder.
pub(crate) fn cargo(folder: &Path, words: &[&str]) -> Output {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(words)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", root().join("target/packages/target"))
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap()
}
