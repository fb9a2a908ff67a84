//! Every pack is there however a program is linked: debug, release with fat LTO, a C program with a static library, WebAssembly.
#![allow(clippy::unwrap_used)] // helpers of tests
mod support;
use std::{fs, path::PathBuf, process::Command};
use support::{cargo, manifest, package, root};

const BUNDLE: [(&str, &str); 2] = [
    ("mercatoria-bundle", "crates/bundle"),
    ("mercatoria-core", "crates/core"),
];
const LTO: &str =
    "\n[profile.release]\nlto = \"fat\"\ncodegen-units = 1\nopt-level = 1\nstrip = true\n";

fn ids() -> Vec<String> {
    let registry = mercatoria_bundle::registry().unwrap();
    registry
        .iter()
        .map(|(_, name)| name.id.to_owned())
        .collect()
}
fn program() -> PathBuf {
    let main = "fn main() {
    let registry = mercatoria_bundle::registry().unwrap_or_else(|why| panic!(\"{why}\"));
    for (_, name) in registry.iter() {
        println!(\"{}\", name.id);
    }
}
";
    package(
        "program",
        &[
            ("Cargo.toml", manifest("program", LTO, &BUNDLE)),
            ("src/main.rs", main.into()),
        ],
    )
}
fn printed(output: &std::process::Output) -> Vec<String> {
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(str::to_owned)
        .collect()
}

#[test]
fn all_in_debug_and_in_release_with_fat_lto_and_in_one_order() {
    let folder = program();
    assert_eq!(printed(&cargo(&folder, &["run", "--quiet"])), ids());
    assert_eq!(
        printed(&cargo(&folder, &["run", "--quiet", "--release"])),
        ids()
    );
}

#[test]
fn all_in_a_c_program_with_a_static_library() {
    let library = "//! The number of indicators, for C.
/// How many indicators the registry holds; 0 where it is incomplete.
#[unsafe(no_mangle)]
pub extern \"C\" fn mercatoria_count() -> usize {
    mercatoria_bundle::registry().map_or(0, |registry| registry.iter().count())
}
";
    let folder = package(
        "counted",
        &[
            ("Cargo.toml", manifest("counted", "\n[lib]\ncrate-type = [\"staticlib\"]\n", &BUNDLE)),
            ("src/lib.rs", library.into()),
            ("main.c", "#include <stdio.h>\nsize_t mercatoria_count(void);\nint main(void) { printf(\"%zu\\n\", mercatoria_count()); return 0; }\n".into()),
        ],
    );
    let built = cargo(&folder, &["build", "--quiet"]);
    assert!(
        built.status.success(),
        "{}",
        String::from_utf8_lossy(&built.stderr)
    );
    let archive = root().join("target/packages/target/debug/libcounted.a");
    let linked = Command::new("cc")
        .current_dir(&folder)
        .args(["main.c", "-o", "counted"])
        .arg(&archive)
        .args(["-lpthread", "-ldl", "-lm"])
        .output();
    let Ok(linked) = linked else {
        println!("skipped: no C compiler");
        return;
    };
    assert!(
        linked.status.success(),
        "{}",
        String::from_utf8_lossy(&linked.stderr)
    );
    let output = Command::new(folder.join("counted")).output().unwrap();
    assert_eq!(printed(&output), [ids().len().to_string()]);
}

#[test]
fn all_in_webassembly_where_the_target_is_installed() {
    let target = "wasm32-unknown-unknown";
    let sysroot = Command::new("rustc")
        .args(["--print", "sysroot"])
        .output()
        .unwrap();
    let sysroot = String::from_utf8_lossy(&sysroot.stdout).trim().to_owned();
    if fs::metadata(format!("{sysroot}/lib/rustlib/{target}")).is_err() {
        println!("skipped: the target {target} is not installed");
        return;
    }
    let folder = program();
    let built = cargo(&folder, &["build", "--quiet", "--target", target]);
    assert!(
        built.status.success(),
        "{}",
        String::from_utf8_lossy(&built.stderr)
    );
    let wasm = root().join(format!(
        "target/packages/target/{target}/debug/program.wasm"
    ));
    let bytes = fs::read(wasm).unwrap();
    // The statics of every pack are in the module: their ids are.
    for id in ids() {
        assert!(
            bytes
                .windows(id.len())
                .any(|window| window == id.as_bytes()),
            "{id}"
        );
    }
}

#[test]
fn one_crate_in_a_project_of_its_own_brings_few_packages() {
    let main = "fn main() {
    println!(\"{}\", mercatoria_diversity::herfindahl(&[3.0, 1.0], 4.0));
}
";
    let one = [("mercatoria-diversity", "indicators/structure/diversity")];
    let folder = package(
        "outside",
        &[
            ("Cargo.toml", manifest("outside", "", &one)),
            ("src/main.rs", main.into()),
        ],
    );
    assert_eq!(printed(&cargo(&folder, &["run", "--quiet"])), ["0.625"]);
    let tree = [
        "tree",
        "--edges",
        "normal,build",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ];
    let mut packages = printed(&cargo(&folder, &tree));
    packages
        .iter_mut()
        .for_each(|line| *line = line.replace(" (*)", ""));
    packages.sort();
    packages.dedup();
    assert!(
        packages.len() <= 25,
        "{} packages: {packages:#?}",
        packages.len()
    );
}
