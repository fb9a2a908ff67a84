//! The summary on a terminal: aligned, and honest about gaps.
use crate::number::{fixed, percent};
use crate::{cities, trade};
use mercatoria_runner::{Layer, Results};
use std::collections::BTreeMap;
use std::fmt::Write;

/// How many broken laws are shown with their counterexamples; all are in laws.html.
const BROKEN: usize = 10;

/// Aligned columns: the first to the left, the others to the right.
fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width: Vec<usize> = (0..columns)
        .map(|i| {
            rows.iter()
                .filter_map(|row| row.get(i))
                .map(|c| c.chars().count())
                .max()
                .unwrap_or(0)
        })
        .collect();
    let mut out = String::new();
    for row in rows {
        for (i, cell) in row.iter().enumerate() {
            let pad = " ".repeat(width[i] - cell.chars().count());
            let _ = if i == 0 {
                write!(out, "  {cell}{pad}")
            } else {
                write!(out, "  {pad}{cell}")
            };
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
    }
    out
}
/// The summary of a run.
pub fn terminal(results: &Results, liaoning: bool) -> String {
    let mut out = format!("\n{}\n\n", results.title);
    if liaoning {
        out += &questions(results);
    }
    let real = |table: &str| {
        results
            .table(table)
            .is_some_and(|t| t.about.layer != Layer::Generated)
    };
    let published: Vec<_> = results.computed.iter().filter(|c| real(&c.table)).collect();
    let generated = results.computed.len() - published.len();
    let mut names: Vec<&str> = published.iter().map(|c| &*c.id).collect();
    names.sort_unstable();
    names.dedup();
    let made = if generated > 0 {
        format!(", {generated} on generated ones")
    } else {
        String::new()
    };
    let _ = writeln!(
        out,
        "Results     {} on the given tables ({} names){made}",
        published.len(),
        names.len()
    );
    let mut classes: BTreeMap<String, usize> = BTreeMap::new();
    for missing in results
        .missing
        .iter()
        .filter(|m| !m.table.starts_with("generated_"))
    {
        *classes.entry(missing.class.replace('_', " ")).or_default() += 1;
    }
    let classes: Vec<String> = classes
        .iter()
        .map(|(class, n)| format!("{n} {class}"))
        .collect();
    if !classes.is_empty() {
        let _ = writeln!(
            out,
            "Not computed  {} (reasons and needed data are in the report)",
            classes.join(", ")
        );
    }
    if !results.laws.is_empty() {
        let broken = results.laws.iter().filter(|law| !law.held).count();
        let _ = writeln!(
            out,
            "Laws        {} checked, {broken} broken",
            results.laws.len()
        );
        for law in results.laws.iter().filter(|law| !law.held).take(BROKEN) {
            let _ = writeln!(
                out,
                "  {}: {}\n    {}",
                law.id,
                law.law,
                law.counterexample.as_deref().unwrap_or("")
            );
        }
    }
    let broken = results.laws.iter().filter(|law| !law.held).count();
    if broken > BROKEN {
        let _ = writeln!(out, "  {} more in laws.html", broken - BROKEN);
    }
    if !results.speed.is_empty() {
        let exponents = results
            .speed
            .iter()
            .filter(|row| row.exponent.is_some())
            .count();
        let _ = writeln!(
            out,
            "Speed       {} units, {exponents} with a growth exponent",
            results.speed.len()
        );
    }
    for warning in &results.warnings {
        let file = warning["file"].as_str().map_or(String::new(), |file| {
            warning["row"]
                .as_u64()
                .map_or(format!("{file}: "), |row| format!("{file}:{row}: "))
        });
        let _ = writeln!(
            out,
            "Warning     {file}{}",
            warning["message"].as_str().unwrap_or("")
        );
    }
    out
}
fn questions(results: &Results) -> String {
    let mut out = String::new();
    if let Some((low, high)) = trade::bounds(results, "two_way_partners") {
        let mut rows = vec![vec![
            "over partners as printed".into(),
            format!("{} to {}", fixed(low, 4), fixed(high, 4)),
            "guaranteed".to_owned(),
        ]];
        if let Some((low, high)) = trade::over_countries(results) {
            rows.push(vec![
                "over countries".into(),
                format!("{} to {}", fixed(low, 4), fixed(high, 4)),
                "guaranteed".into(),
            ]);
        }
        let _ = write!(
            out,
            "1  Concentration of two-way trade over partners, 2023 (Herfindahl; 30.9 % is not printed; not exports)\n{}\n",
            aligned(&rows)
        );
    }
    let pick = |label: &str| cities::ends(results, label, "2023");
    if let (Some(own), Some(china)) = (pick("mix_against_cities"), pick("mix_against_china")) {
        let row = |name: &str, [least, most]: &[(String, f64); 2]| {
            vec![
                name.to_owned(),
                format!("{} {}", least.0, percent(least.1, 1)),
                "to".into(),
                format!("{} {}", most.0, percent(most.1, 1)),
            ]
        };
        let _ = write!(
            out,
            "2  Mix of three sectors: share of value added that would have to be in another sector, 2023\n{}\n",
            aligned(&[row("from the 14 cities", &own), row("from China", &china)])
        );
    }
    if let Ok(measures) = mercatoria_liaoning::measures() {
        let (days, all) = crate::law::known(&measures, "CN-LN");
        let _ = write!(
            out,
            "3  Dated measures of Liaoning: {days} of {all} have a day of entry into force; no effect is estimated\n\n"
        );
    }
    out
}
