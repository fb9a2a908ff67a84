//! What must hold before a change lands.
use crate::{
    Stop, generate,
    workspace::{Package, cargo, finish, packages},
};

fn step(what: &str, words: &[&str]) -> Result<(), Stop> {
    println!("── {what}");
    let mut command = cargo();
    command.args(words);
    finish(command, what)
}

/// `check`: formatting, lints, generated files, rules of dependence.
pub(crate) fn check(words: &[String]) -> Result<(), Stop> {
    if !words.is_empty() {
        return Err(Stop::Usage("check takes no words".into()));
    }
    step("formatting", &["fmt", "--all", "--check"])?;
    step(
        "lints",
        &[
            "clippy",
            "--quiet",
            "--workspace",
            "--all-targets",
            "--",
            "--deny",
            "warnings",
        ],
    )?;
    println!("── rules of dependence");
    let broken = broken_rules(&packages()?);
    if !broken.is_empty() {
        return Err(Stop::Failed(broken.join("\n"), 3));
    }
    println!("── generated files");
    generate::generate(&["--check".into()])
}

/// `test`: `check`, then every test, then the main job on the embedded study.
pub(crate) fn test(words: &[String]) -> Result<(), Stop> {
    if !words.is_empty() {
        return Err(Stop::Usage("test takes no words".into()));
    }
    check(&[])?;
    // The benches build criterion; the lints have compiled them.
    step(
        "tests",
        &[
            "test",
            "--quiet",
            "--workspace",
            "--exclude",
            "mercatoria-bench-registry",
        ],
    )?;
    step(
        "the main job",
        &[
            "run",
            "--quiet",
            "--profile",
            "study",
            "--package",
            "mercatoria-cli",
            "--",
            "run",
            "--out",
            "target/test-report",
        ],
    )?;
    println!("all checks passed");
    Ok(())
}

/// Which package may depend on which; `docs/architecture.md` says why.
pub(crate) fn broken_rules(packages: &[Package]) -> Vec<String> {
    let mut broken = vec![];
    let known: Vec<&str> = packages.iter().map(|p| &*p.name).collect();
    let is_indicator = |name: &str| {
        packages
            .iter()
            .any(|p| p.name == name && p.kind.as_deref() == Some("indicators"))
    };
    for package in packages {
        let name = &*package.name;
        for dependency in package.dependencies.iter().map(String::as_str) {
            let wrong = |why: &str| Some(format!("{name} depends on {dependency}: {why}"));
            let allowed_to_indicators =
                ["mercatoria-core", "mercatoria-numeric", "serde", "schemars"];
            let fault = match dependency {
                "jsonschema" if name != "mercatoria-validate" => {
                    wrong("jsonschema is in mercatoria-validate alone")
                }
                "criterion" if !name.starts_with("mercatoria-bench-") => {
                    wrong("criterion is in benches alone")
                }
                "proptest" if name != "mercatoria-conformance" => wrong(
                    "proptest is in mercatoria-conformance and development dependencies alone",
                ),
                _ if is_indicator(name)
                    && !is_indicator(dependency)
                    && !allowed_to_indicators.contains(&dependency) =>
                {
                    wrong("an indicator crate knows core, numeric and other indicator crates")
                }
                _ if name == "mercatoria-core"
                    && known.contains(&dependency)
                    && dependency != "mercatoria-numeric" =>
                {
                    wrong("core knows numeric alone")
                }
                _ if name == "mercatoria-numeric" && dependency != "libm" => {
                    wrong("numeric knows libm alone")
                }
                _ if name == "xtask" && known.contains(&dependency) => {
                    wrong("xtask knows no crate of the project")
                }
                _ if dependency.starts_with("mercatoria-bench-") => {
                    wrong("nothing depends on a bench")
                }
                _ => None,
            };
            broken.extend(fault);
        }
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    fn package(name: &str, kind: Option<&str>, dependencies: &[&str]) -> Package {
        Package {
            name: name.into(),
            folder: PathBuf::new(),
            kind: kind.map(str::to_owned),
            dependencies: dependencies.iter().map(|d| (*d).to_owned()).collect(),
        }
    }

    #[test]
    fn the_workspace_keeps_its_rules() {
        let Ok(packages) = packages() else {
            panic!("cargo metadata")
        };
        assert!(packages.len() > 10);
        assert_eq!(broken_rules(&packages), Vec::<String>::new());
    }

    #[test]
    fn a_broken_rule_is_named() {
        let packages = [
            package("mercatoria-data", None, &["jsonschema"]),
            package(
                "mercatoria-gini",
                Some("indicators"),
                &["mercatoria-data", "serde"],
            ),
            package("mercatoria-numeric", None, &["serde"]),
        ];
        let broken = broken_rules(&packages);
        assert_eq!(broken.len(), 3, "{broken:?}");
        assert!(broken[1].starts_with("mercatoria-gini depends on mercatoria-data"));
    }
}
