//! Generated files: the bundle here, and what only the registry knows (pages, schemas, catalogue) by the program itself.
use crate::{
    Stop, bundle,
    workspace::{cargo, finish, put, root},
};
use std::{fs, path::Path};

/// `generate [--check]`.
pub(crate) fn generate(words: &[String]) -> Result<(), Stop> {
    let check = match words {
        [] => false,
        [word] if word == "--check" => true,
        _ => return Err(Stop::Usage("generate takes --check or nothing".into())),
    };
    let mut stale = vec![];
    bundle::generate(check, &mut stale)?;
    pages(check, &mut stale)?;
    for file in &stale {
        println!("{} {file}", if check { "out of date:" } else { "wrote" });
    }
    if check && !stale.is_empty() {
        let message = format!(
            "{} generated files are out of date: cargo xtask generate",
            stale.len()
        );
        return Err(Stop::Failed(message, 3));
    }
    Ok(())
}

/// Has the program write its pages into a folder of its own, then compares file by file, so that a file of a unit that is
/// gone is found too.
fn pages(check: bool, stale: &mut Vec<String>) -> Result<(), Stop> {
    let (root, fresh) = (root(), root().join("target/generated"));
    let fail = |error: std::io::Error| Stop::Failed(format!("{}: {error}", fresh.display()), 1);
    if fresh.exists() {
        fs::remove_dir_all(&fresh).map_err(fail)?;
    }
    let mut command = cargo();
    command.args([
        "run",
        "--quiet",
        "--package",
        "mercatoria-cli",
        "--",
        "pages",
        "--out",
    ]);
    command.arg(&fresh);
    finish(command, "mercatoria pages")?;
    for part in ["indicators", "schemas"] {
        let (new, old) = (fresh.join(part), root.join("docs").join(part));
        for name in names(&new) {
            let content = fs::read_to_string(new.join(&name)).map_err(fail)?;
            put(&old.join(&name), &content, check, stale)?;
        }
        for name in names(&old) {
            if !new.join(&name).exists() {
                stale.push(format!("docs/{part}/{name} (no longer generated)"));
                if !check {
                    fs::remove_file(old.join(&name)).map_err(fail)?;
                }
            }
        }
    }
    for name in ["catalogue.json", "catalogue.md", "faults.md"] {
        let content = fs::read_to_string(fresh.join(name)).map_err(fail)?;
        put(&root.join("docs").join(name), &content, check, stale)?;
    }
    Ok(())
}
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter(|entry| entry.path().is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}
