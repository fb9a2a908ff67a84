//! The runner on small studies: what is computed, what is not, faults with positions, and the same bits on any number of threads.
#![allow(clippy::unwrap_used)] // helpers of tests
use mercatoria_core::{Axis, Code, Matrix, Owned, Pack, Registry, inventory};
use mercatoria_numeric::parallel::set_threads;
use mercatoria_runner::{About, DataTable, Results, Study, run, write_all};
use std::path::{Path, PathBuf};

/// The crates named here, and those that they bring along.
fn linked() -> Registry {
    let named = [
        &mercatoria_diversity::PACK,
        &mercatoria_specialisation::PACK,
        &mercatoria_growth::PACK,
        &mercatoria_divergence::PACK,
    ];
    let all: Vec<&'static Pack> = inventory::iter::<&'static Pack>
        .into_iter()
        .copied()
        .collect();
    assert!(all.len() >= named.len());
    Registry::new(&all).unwrap()
}
fn registry() -> Registry {
    linked()
}
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder =
        std::env::temp_dir().join(format!("mercatoria-runner-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    for (file, text) in files {
        std::fs::write(folder.join(file), text).unwrap();
    }
    folder
}
const EMPLOYMENT: &str = "city,sector,year,jobs\nA,x,2020,3\nA,y,2020,1\nB,x,2020,2\nB,y,2020,2\nA,x,2021,4\nA,y,2021,1\nB,x,2021,2\nB,y,2021,3\n";
const STUDY: &str = r#"
title = "Two towns"
seed = 7
select = ["diversity.*", "specialisation.*", "growth.*"]
leave = ["hill_*"]

[[table]]
id = "jobs"
path = "jobs.csv"
shape = "matrix"
unit = "persons"
columns = { row = "city", column = "sector", period = "year", value = "jobs" }
periods = ["2020", "2021"]

[[table]]
id = "partners"
path = "partners.csv"
shape = "distribution"
unit = "euro"
flow = "two_way"
total = 10

[[refuse]]
names = ["krugman_bilateral"]
reason = "too_few_cells"
message = "two towns have one pair"

[[compute]]
id = "towns"
title = "Size of the towns"
name = "herfindahl"
table = "jobs"
cut = "row_totals"

[[derive]]
id = "quotients"
name = "location_quotient"
table = "jobs"
periods = ["2021"]

[[derive]]
id = "entropy"
name = "specialisation.shannon_spec"
table = "quotients"
shape = "distribution"
"#;
fn study(name: &str) -> Result<Study, Vec<mercatoria_core::Fault>> {
    let files = [
        ("jobs.csv", EMPLOYMENT),
        ("partners.csv", "label,value\nP,4\nQ,3\n"),
    ];
    Study::parse("study.toml", STUDY, &folder(name, &files))
}
fn results(name: &str) -> Results {
    run(&registry(), study(name).unwrap(), &|_, _| {}).unwrap()
}

#[test]
fn every_name_a_table_can_carry_and_reasons_for_the_others() {
    let results = results("plain");
    let towns = results.labelled("towns", "2021").unwrap();
    assert_eq!(towns.value(&[], ""), Some(0.5));
    let lq = results
        .on("specialisation.location_quotient", "jobs", "2020")
        .unwrap();
    assert!(
        lq.value(&["A", "x"], "")
            .is_some_and(|x| (x - 1.2).abs() < 1e-15)
    );
    assert_eq!(lq.unit_of_measure, "1");
    let bounds = results.on("diversity.herfindahl", "partners", "").unwrap();
    let (lower, upper) = bounds.cells[0].between.unwrap();
    assert!(lower == 0.25 && (upper - 0.34).abs() < 1e-15);
    assert_eq!(bounds.interval_kind(), "bound");
    let missing = |id: &str| results.missing.iter().find(|m| m.id == id).unwrap();
    let refused = missing("specialisation.krugman_bilateral");
    assert_eq!(
        (&*refused.reason, &*refused.class),
        ("too_few_cells", "refused")
    );
    // No table of the study is a change.
    let change = missing("growth.shift_share");
    assert_eq!(change.class, "data_missing");
    assert!(change.needs.contains("period"));
    assert!(
        !results
            .computed
            .iter()
            .any(|c| c.id == "diversity.hill_numbers")
    );
    // A derived table is computed on as others are.
    assert!(
        results
            .on("diversity.herfindahl", "entropy", "2021")
            .is_some()
    );
    let csv = results.csv();
    assert!(
        csv.lines().all(|line| line.matches(',').count() >= 16),
        "{csv}"
    );
    assert_eq!(Results::read(&results.json().unwrap()).unwrap().csv(), csv);
}

#[test]
fn the_same_bits_for_any_number_of_threads() {
    let folder = folder(
        "threads",
        &[
            ("jobs.csv", EMPLOYMENT),
            ("partners.csv", "label,value\nP,4\nQ,3\n"),
        ],
    );
    let once = |threads: usize| {
        set_threads(threads);
        let study = Study::parse("study.toml", STUDY, &folder).unwrap();
        let results = run(&registry(), study, &|_, _| {}).unwrap();
        results.json().unwrap() + &results.csv()
    };
    let runs = [1, 2, 7].map(once);
    set_threads(0);
    assert!(runs[0] == runs[1] && runs[1] == runs[2]);
}

#[test]
fn all_faults_with_their_lines() {
    let text = "titel = \"x\"\n\n[[table]]\nid = \"a\"\npath = \"missing.csv\"\nshape = \"matrx\"\n\n[[derive]]\nid = \"b\"\nname = \"rca\"\ntable = \"c\"\n\n[[derive]]\nid = \"c\"\nname = \"rca\"\ntable = \"b\"\ncut = \"row\"\n";
    let Err(faults) = Study::parse("study.toml", text, Path::new("nowhere")) else {
        panic!("faults expected")
    };
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "error[field_unknown] study.toml:1, /titel: unknown property \"titel\"; did you mean \"title\"?",
            "error[study_invalid] study.toml:6, /table/0/shape: no shape \"matrx\"; did you mean \"matrix\"?",
            "error[study_invalid] study.toml:17, /derive/1/cut: no cut \"row\"; did you mean \"rows\"?",
            "error[cycle] study.toml:8, /derive/0: derived from itself: b from c from b",
        ]
    );
}

#[test]
fn all_faults_of_the_syntax() {
    let Err(faults) = Study::parse("s.toml", "title = \nseed = = 3\n", Path::new("")) else {
        panic!("faults expected")
    };
    assert!(faults.len() >= 2 && faults.iter().all(|f| f.code == Code::TomlInvalid));
    assert_eq!(faults[0].row, Some(1));
}

#[test]
fn faults_against_the_registry() {
    let text = STUDY
        .replace("name = \"herfindahl\"", "name = \"herfindal\"")
        .replace("table = \"quotients\"", "table = \"quotient\"")
        .replace("periods = [\"2021\"]", "params = { shape = 1 }");
    let files = [
        ("jobs.csv", EMPLOYMENT),
        ("partners.csv", "label,value\nP,4\nQ,3\n"),
    ];
    let study = Study::parse("study.toml", &text, &folder("faulty", &files)).unwrap();
    let Err(faults) = run(&registry(), study, &|_, _| {}) else {
        panic!("faults expected")
    };
    let codes: Vec<Code> = faults.iter().map(|f| f.code).collect();
    assert_eq!(
        codes,
        [Code::IdUnknown, Code::ParamUnknown, Code::KeyForeign]
    );
    assert!(faults.iter().all(|f| f.row.is_some()));
    assert_eq!(faults[1].pointer.as_deref(), Some("/derive/0/params/shape"));
}

#[test]
fn a_table_put_together_in_code() {
    let axes = [
        Axis::new("region", ["A", "B"]),
        Axis::new("industry", ["x", "y"]),
    ];
    let mut study = Study::default();
    let about = About {
        id: "m".into(),
        ..About::default()
    };
    let matrix = Matrix::new(axes, vec![1.0, 0.0, 0.0, 1.0]).unwrap();
    study.add(DataTable::new(about, Owned::Matrix(matrix)));
    let results = run(&registry(), study, &|_, _| {}).unwrap();
    let herfindahl = results
        .on("specialisation.herfindahl_spec", "m", "")
        .unwrap();
    assert_eq!(herfindahl.value(&["A"], ""), Some(1.0));
}

#[test]
fn outputs_are_whole_or_as_before() {
    let folder = folder("outputs", &[("a.txt", "old")]);
    write_all(&folder, [("a.txt", &b"new"[..]), ("b.txt", b"b")]).unwrap();
    assert_eq!(
        std::fs::read_to_string(folder.join("a.txt")).unwrap(),
        "new"
    );
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 2);
    std::fs::create_dir_all(folder.join("c.txt")).unwrap();
    let fault = write_all(&folder, [("c.txt", &b"c"[..])]).unwrap_err();
    assert_eq!(fault.code, Code::OutputUnwritable);
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 3);
}

#[test]
fn a_table_of_a_package_brings_its_unit_and_flow() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../liaoning/data");
    let text = r#"
select = ["diversity.*", "specialisation.rca", "specialisation.location_quotient"]
[[table]]
id = "cities"
title = "Cities"
package = "datapackage.json"
resource = "city_gdp_by_sector"
shape = "matrix"
where = { sector = ["primary", "secondary", "tertiary"] }
axes = ["code", "sector"]
periods = ["2019", "2023"]
"#;
    let study = match Study::parse("study.toml", text, &data) {
        Ok(study) => study,
        Err(faults) => panic!("{faults:#?}"),
    };
    let results = run(&registry(), study, &|_, _| {}).unwrap();
    let about = &results.table("cities").unwrap().about;
    assert!(!about.unit.is_empty());
    assert!(!results.provenance.inputs.is_empty());
    let lq = results
        .on("specialisation.location_quotient", "cities", "2023")
        .unwrap();
    let x = lq.value(&["210200", "primary"], "").unwrap();
    assert!((x - 0.7721656090107016).abs() < 1e-12, "{x}");
}
