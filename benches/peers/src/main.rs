//! `cargo xtask bench peers`: indicators beside the vectorised numpy bars in `../shared/bars`, in one run, on the same input,
//! with their checksums. The bars run in the Python that `MERCATORIA_PYTHON` names, else `.venv/bin/python`; without it, or
//! without the bars, a family is skipped with a word.
use mercatoria_core::{Json, Kind, ReadOptions, Registry, Tables, Value, compute_against};
use mercatoria_data::{Options, read_tables};
use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

/// One step of a bar and the name that does the same.
struct Task {
    /// Key of the bar's seconds.
    bar: &'static str,
    /// Key of the bar's checksum; empty where the two are scaled differently.
    check: &'static str,
    id: &'static str,
    params: &'static str,
    sum: fn(&[f64]) -> f64,
}
fn total(x: &[f64]) -> f64 {
    x.iter().sum()
}
fn absolute(x: &[f64]) -> f64 {
    x.iter().map(|x| x.abs()).sum()
}
fn largest(x: &[f64]) -> f64 {
    x.iter().copied().fold(0.0, f64::max)
}
const fn task(bar: &'static str, check: &'static str, id: &'static str) -> Task {
    Task {
        bar,
        check,
        id,
        params: "{}",
        sum: total,
    }
}
const CLUSTERS: &[Task] = &[
    task(
        "location_quotient",
        "location_quotient",
        "location_quotient",
    ),
    task("herfindahl_rows", "herfindahl_rows", "herfindahl_spec"),
    task(
        "herfindahl_columns",
        "herfindahl_columns",
        "herfindahl_conc",
    ),
    task("shannon_rows", "shannon_rows", "shannon_spec"),
    task("krugman_rows", "krugman_rows", "krugman_spec"),
    task(
        "gini_locational_columns",
        "gini_locational_columns",
        "gini_locational",
    ),
    task(
        "relatedness_density",
        "relatedness_density",
        "relatedness_density",
    ),
    task("complexity_smaller_side", "", "kci"),
];
const EXPORTS: &[Task] = &[
    task("rca_presence", "presences", "rca_binary"),
    Task {
        sum: absolute,
        ..task("eci_pci", "eci_abs_sum", "eci")
    },
    task("proximity", "proximity_sum", "proximity"),
    task("density", "density_sum", "density"),
    task("coi", "coi_sum", "coi"),
    Task {
        sum: absolute,
        ..task("cog", "cog_abs_sum", "cog")
    },
    Task {
        sum: largest,
        ..task("fitness_100", "fitness_max", "fitness")
    },
];
const LEGAL: &[Task] = &[
    Task {
        params: r#"{"replications":10000,"normalisations":["min_max","z_score","percentile_rank"]}"#,
        ..task("uncertainty_10000", "", "uncertainty_analysis")
    },
    Task {
        sum: absolute,
        ..task("copeland", "copeland_abs_sum", "copeland")
    },
];

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()?;
    let bars = root.join("../shared/bars");
    let registry = mercatoria_bundle::registry()?;
    let python =
        std::env::var_os("MERCATORIA_PYTHON").map_or(root.join(".venv/bin/python"), PathBuf::from);
    let input = root.join("target/bench/peers");
    fs::create_dir_all(&input)?;
    let chosen: Vec<String> = std::env::args().skip(1).collect();
    for (family, tasks) in [
        ("clusters", CLUSTERS),
        ("exports", EXPORTS),
        ("legal", LEGAL),
    ] {
        if !chosen.is_empty() && !chosen.iter().any(|c| c == family) {
            continue;
        }
        let script = bars.join(format!("{family}.py"));
        if !script.exists() {
            println!("{family}: skipped, {} is not there", script.display());
            continue;
        }
        let made = match family {
            "exports" => {
                let generator = root.join("../shared/examples/gen_trade.py");
                Command::new(&python)
                    .arg(generator)
                    .args(["panel", "--years", "1", "-o"])
                    .arg(input.join("panel1.csv"))
                    .status()
            }
            _ => Command::new(&python)
                .arg(&script)
                .arg("--write")
                .arg(&input)
                .status(),
        };
        if family == "legal" {
            // numpy 2 prints its scalars with their type.
            let file = input.join("scoreboard.csv");
            let plain = fs::read_to_string(&file).unwrap_or_default();
            fs::write(&file, plain.replace("np.float64(", "").replace(')', ""))?;
        }
        if !made.is_ok_and(|status| status.success()) {
            println!(
                "{family}: skipped, {} does not run the bar (numpy?)",
                python.display()
            );
            continue;
        }
        let output = Command::new(&python)
            .arg(&script)
            .arg(&input)
            .env_remove("OPENBLAS_CORETYPE")
            .env_remove("OPENBLAS_L2_SIZE")
            .output()?;
        let bar: Json = serde_json::from_slice(&output.stdout)?;
        println!(
            "{family}: {:26} {:>10} {:>10} {:>6}  checksums",
            "", "numpy s", "here s", "ratio"
        );
        let tables = tables(family, &input)?;
        for task in tasks {
            line(&registry, task, &tables, &bar)?;
        }
    }
    Ok(())
}

fn tables(family: &str, input: &Path) -> Result<Tables, Box<dyn Error>> {
    let file = match family {
        "clusters" => "matrix_3000x1000.csv",
        "exports" => "panel1.csv",
        _ => "scoreboard.csv",
    };
    let read = |file: &str| -> Result<_, Box<dyn Error>> {
        let read = read_tables(input.join(file), &Options::default());
        let (mut tables, ..) = read.map_err(|faults| {
            faults
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("\n")
        })?;
        if family == "exports" {
            // A year of trade as a matrix.
            for (name, _) in &mut tables.main.columns {
                let known = match &**name {
                    "exporter" => "row",
                    "product" => "column",
                    other => other,
                };
                *name = known.to_owned();
            }
            tables
                .main
                .columns
                .retain(|(name, _)| matches!(&**name, "row" | "column" | "value"));
        }
        Ok(tables)
    };
    let mut tables = read(file)?;
    if family == "legal" {
        tables
            .others
            .push(("criteria".into(), read("criteria.csv")?.main));
    }
    Ok(tables)
}

fn line(
    registry: &Registry,
    task: &Task,
    tables: &Tables,
    bar: &Json,
) -> Result<(), Box<dyn Error>> {
    let name = registry.find(task.id).map_err(|fault| fault.to_string())?.1;
    let unit = (name.make)();
    let params: Json = serde_json::from_str(task.params)?;
    let unit = unit.with(&params).map_err(|faults| format!("{faults:?}"))?;
    let kind: Kind = name.cut.of().unwrap_or(unit.about().kind);
    let (mut best, mut sum) = (f64::INFINITY, 0.0);
    for _ in 0..5 {
        // A fresh shape each time: what it keeps for other units must be made again.
        let (owned, _) = kind
            .read(tables, &ReadOptions::default())
            .map_err(|faults| format!("{faults:?}"))?;
        let started = Instant::now();
        let block = compute_against(&*unit, name.cut, name.against, &owned.input())?;
        best = best.min(started.elapsed().as_secs_f64());
        let points: Vec<f64> = block.values.iter().filter_map(Value::point).collect();
        sum = (task.sum)(&points);
    }
    let seconds = bar["seconds"][task.bar].as_f64().unwrap_or(f64::NAN);
    let checks = match bar["checks"][task.check].as_f64() {
        Some(check) => format!("{check:.6} {sum:.6}"),
        None => "-".into(),
    };
    println!(
        "  {:34} {seconds:10.5} {best:10.5} {:6.2}  {checks}",
        name.id,
        best / seconds
    );
    Ok(())
}
