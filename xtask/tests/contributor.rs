//! The contributor's path, timed: a new crate, a second unit in it, and a crate outside the workspace, in a copy of this
//! workspace. Nothing but the new crate is edited by hand.
#![allow(clippy::unwrap_used)] // helpers of tests
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()
        .unwrap()
}

/// A copy of the files that git knows, and of new ones that it does not ignore.
fn copy() -> PathBuf {
    let (root, copy) = (root(), root().join("target/contributor/workspace"));
    let _ = fs::remove_dir_all(&copy);
    let listed = Command::new("git")
        .args([
            "ls-files",
            "--cached",
            "--others",
            "--exclude-standard",
            "-z",
        ])
        .current_dir(&root)
        .output()
        .unwrap();
    for file in String::from_utf8(listed.stdout)
        .unwrap()
        .split('\0')
        .filter(|f| !f.is_empty())
    {
        let (from, to) = (root.join(file), copy.join(file));
        if from.is_file() {
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(from, to).unwrap();
        }
    }
    copy
}

fn run(folder: &Path, words: &[&str]) -> String {
    let started = Instant::now();
    let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(words)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", root().join("target/contributor/target"))
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "cargo {}\n{text}{errors}",
        words.join(" ")
    );
    println!(
        "{:6.1} s  cargo {}",
        started.elapsed().as_secs_f64(),
        words.join(" ")
    );
    text
}

#[test]
fn a_new_crate_a_second_unit_and_a_crate_from_outside() {
    let workspace = copy();
    let xtask = |words: &[&str]| {
        run(
            &workspace,
            &[&["run", "--quiet", "--package", "xtask", "--"], words].concat(),
        )
    };
    let written = xtask(&["new", "clusters/my-index", "--unit", "my_index"]);
    for file in [
        "src/my_index.rs",
        "docs/indicators/my_index.my_index.md",
        "crates/bundle/Cargo.toml",
    ] {
        assert!(written.contains(file), "{written}");
    }
    run(
        &workspace,
        &["test", "--quiet", "--package", "mercatoria-my-index"],
    );

    let library = workspace.join("indicators/clusters/my-index/src/lib.rs");
    let before = fs::read_to_string(&library).unwrap();
    xtask(&["new", "clusters/my-index", "--unit", "my_other"]);
    let after = fs::read_to_string(&library).unwrap();
    assert!(
        after.contains("my_other::MyOther") && after.len() < before.len() + 120,
        "{after}"
    );
    run(
        &workspace,
        &["test", "--quiet", "--package", "mercatoria-my-index"],
    );

    // The same crate outside, under a name of its own.
    let elsewhere = workspace.join("../elsewhere");
    let _ = fs::remove_dir_all(&elsewhere);
    fs::create_dir_all(elsewhere.join("src")).unwrap();
    let source =
        fs::read_to_string(workspace.join("indicators/clusters/my-index/src/my_index.rs")).unwrap();
    let source = source
        .replace("mercatoria_my_index", "elsewhere")
        .replace("my_index.my_index", "elsewhere.my_index");
    fs::write(elsewhere.join("src/my_index.rs"), source).unwrap();
    let library = "//! An index of somebody else.\nmod my_index;\npub use my_index::*;\nmercatoria_core::pack! { family: \"elsewhere\", units: [my_index::MyIndex], names: [] }\n";
    fs::write(elsewhere.join("src/lib.rs"), library).unwrap();
    let manifest = format!(
        "[package]\nname = \"elsewhere\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\nmercatoria-core = {{ path = {:?} }}\nschemars = \"1\"\nserde = {{ version = \"1\", features = [\"derive\"] }}\n",
        workspace.join("crates/core")
    );
    fs::write(elsewhere.join("Cargo.toml"), manifest).unwrap();
    let out = workspace.join("../report");
    let _ = fs::remove_dir_all(&out);
    let with = format!("elsewhere={}", elsewhere.display());
    xtask(&[
        "run",
        "--with",
        &with,
        "--skip",
        "speed",
        "--only",
        "my_index.*",
        "--only",
        "elsewhere.*",
        "--out",
        out.to_str().unwrap(),
    ]);
    let results = fs::read_to_string(out.join("results.csv")).unwrap();
    assert!(
        results.contains("elsewhere.my_index"),
        "{}",
        &results[..results.len().min(400)]
    );
    assert!(results.contains("my_index.my_other") || results.contains("my_index.my_index"));
}
