//! Where things are, what cargo says of them, and how cargo is called.
use crate::Stop;
use serde_json::Value;
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The folder of the workspace.
pub(crate) fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_owned()
}

/// The cargo that called us.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// Runs a command to its end; its exit code is ours.
pub(crate) fn finish(mut command: Command, what: &str) -> Result<(), Stop> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => {
            let code = status.code().and_then(|code| u8::try_from(code).ok());
            Err(Stop::Failed(format!("{what} failed"), code.unwrap_or(1)))
        }
        Err(error) => Err(Stop::Failed(
            format!("{what} cannot be started: {error}"),
            70,
        )),
    }
}

/// What `cargo metadata` says.
pub(crate) fn metadata(with_dependencies: bool) -> Result<Value, Stop> {
    let mut command = cargo();
    command.args(["metadata", "--format-version", "1"]);
    if !with_dependencies {
        command.arg("--no-deps");
    }
    let fail = |why: String| Stop::Failed(format!("cargo metadata: {why}"), 70);
    let output = command.output().map_err(|error| fail(error.to_string()))?;
    if !output.status.success() {
        return Err(fail(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| fail(error.to_string()))
}

/// One package of this workspace.
#[derive(Debug, Clone)]
pub(crate) struct Package {
    /// Name.
    pub(crate) name: String,
    /// Folder.
    pub(crate) folder: PathBuf,
    /// `kind` under `package.metadata.mercatoria`.
    pub(crate) kind: Option<String>,
    /// Names of its normal dependencies, as its manifest states them.
    pub(crate) dependencies: Vec<String>,
}

/// The packages of this workspace, by name.
pub(crate) fn packages() -> Result<Vec<Package>, Stop> {
    let metadata = metadata(false)?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut packages: Vec<Package> = metadata["packages"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|package| {
            let manifest = PathBuf::from(text(&package["manifest_path"]));
            let kind = package["metadata"]["mercatoria"]["kind"].as_str();
            let dependencies = package["dependencies"].as_array().into_iter().flatten();
            Package {
                name: text(&package["name"]),
                folder: manifest.parent().unwrap_or(&manifest).to_owned(),
                kind: kind.map(str::to_owned),
                dependencies: dependencies
                    .filter(|d| d["kind"].is_null())
                    .map(|d| text(&d["name"]))
                    .collect(),
            }
        })
        .collect();
    packages.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(packages)
}

/// Writes a file if it differs; with `check`, only says so.
pub(crate) fn put(
    path: &Path,
    content: &str,
    check: bool,
    stale: &mut Vec<String>,
) -> Result<(), Stop> {
    if fs::read_to_string(path).is_ok_and(|old| old == content) {
        return Ok(());
    }
    stale.push(
        path.strip_prefix(root())
            .unwrap_or(path)
            .display()
            .to_string(),
    );
    if check {
        return Ok(());
    }
    let fail = |error: std::io::Error| Stop::Failed(format!("{}: {error}", path.display()), 1);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(fail)?;
    }
    fs::write(path, content).map_err(fail)
}
