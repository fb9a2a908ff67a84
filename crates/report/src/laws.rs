//! Laws that were checked and speed that was measured in the run.
use crate::chart::{Mark, Row, Scale, plot, ticks};
use crate::html::{escape, table};
use crate::number::{fixed, short};
use mercatoria_runner::Results;
use std::collections::BTreeMap;

/// `laws.html`.
pub(crate) fn page(results: &Results) -> String {
    format!("<h1>Laws and speed</h1>{}{}", laws(results), speed(results))
}
fn laws(results: &Results) -> String {
    if results.laws.is_empty() {
        return "<h2 id=laws>Laws</h2><p>Not checked in this run.</p>".into();
    }
    let broken: Vec<_> = results.laws.iter().filter(|law| !law.held).collect();
    let failures: String = broken
        .iter()
        .map(|law| {
            format!(
                "<div class=box><b class=no>{}</b>: {}<br><code>{}</code></div>",
                escape(&law.id),
                escape(&law.law),
                escape(law.counterexample.as_deref().unwrap_or(""))
            )
        })
        .collect();
    let mut units: BTreeMap<&str, Vec<Vec<String>>> = BTreeMap::new();
    for law in &results.laws {
        let held = if law.held {
            "<span class=yes>held</span>"
        } else {
            "<span class=no>broken</span>"
        };
        units.entry(&law.id).or_default().push(vec![
            escape(&law.law),
            law.compared.to_string(),
            held.into(),
        ]);
    }
    let details: String = units
        .iter()
        .map(|(id, rows)| {
            let broken = rows.iter().filter(|row| row[2].contains("broken")).count();
            let state = if broken == 0 {
                format!("{} held", rows.len())
            } else {
                format!("<span class=no>{broken} of {} broken</span>", rows.len())
            };
            format!(
                "<details><summary><code>{}</code> <span class=soft>{state}</span></summary>{}</details>",
                escape(id),
                table(&["Law", "Values compared", ""], rows, &[2]).replace("<th>", "<th style=\"white-space:normal\">")
            )
        })
        .collect();
    let compared: u64 = results.laws.iter().map(|law| law.compared).sum();
    format!(
        "<h2 id=laws>Laws</h2><p>{} laws of {} units on drawn inputs, {} values compared, {} broken. A law says what must hold for every input (multiplying all amounts changes nothing, parts add up to their whole …); \
one that never compared a value would count as broken. In a run they share a small time budget; the tests check each in full.</p>{failures}{details}",
        results.laws.len(),
        units.len(),
        fixed(compared as f64, 0),
        broken.len()
    )
}
/// Seconds in a unit that can be read.
fn time(seconds: f64) -> String {
    if seconds >= 1.0 {
        format!("{} s", short(seconds))
    } else if seconds >= 1e-3 {
        format!("{} ms", short(seconds * 1e3))
    } else if seconds >= 1e-6 {
        format!("{} µs", short(seconds * 1e6))
    } else {
        format!("{} ns", short(seconds * 1e9))
    }
}
/// Two decimals, unless the interval says nothing.
fn bounded(x: f64) -> String {
    if x.abs() < 100.0 {
        fixed(x, 2)
    } else {
        short(x)
    }
}
fn speed(results: &Results) -> String {
    if results.speed.is_empty() {
        return "<h2 id=speed>Speed</h2><p>Not measured in this run.</p>".into();
    }
    let scale = Scale {
        low: 0.0,
        high: 3.0,
    };
    let measured: Vec<Row> = results
        .speed
        .iter()
        .filter_map(|row| {
            let exponent = row.exponent?;
            let (low, high) = row.between?;
            let (cells, seconds) = row.sizes.last()?;
            Some(Row {
                label: format!("<code>{}</code>", escape(&row.id)),
                marks: vec![
                    Mark::Line(1.0),
                    Mark::Range(low.clamp(0.0, 3.0), high.clamp(0.0, 3.0), 'a'),
                    Mark::Dot(exponent.clamp(0.0, 3.0), 'a'),
                ],
                value: format!(
                    "{} <span class=soft>[{}, {}] · {}</span>",
                    fixed(exponent, 2),
                    bounded(low),
                    bounded(high),
                    time(seconds / (*cells).max(1) as f64)
                ),
                hint: row
                    .sizes
                    .iter()
                    .map(|(cells, seconds)| format!("{cells} cells: {}", time(*seconds)))
                    .collect::<Vec<_>>()
                    .join("; "),
            })
        })
        .collect();
    let rest: Vec<Vec<String>> = results
        .speed
        .iter()
        .filter(|row| row.exponent.is_none())
        .map(|row| {
            let sizes: Vec<String> = row
                .sizes
                .iter()
                .map(|(cells, seconds)| format!("{cells} cells: {}", time(*seconds)))
                .collect();
            vec![
                format!("<code>{}</code>", escape(&row.id)),
                sizes.join("; "),
                escape(&row.message),
            ]
        })
        .collect();
    let rest = if rest.is_empty() {
        String::new()
    } else {
        format!(
            "<details><summary>Without an exponent <span class=soft>{}</span></summary>{}</details>",
            rest.len(),
            table(&["Unit", "Measured", "Why"], &rest, &[1, 2])
        )
    };
    format!(
        "<h2 id=speed>Speed</h2><p>One thread, three sizes of made input. Growth exponent of time over cells with its 95&nbsp;% interval (1: twice the cells take twice the time), and time per cell at the largest size. \
Small inputs have fixed costs, so an exponent below 1 is no claim about large ones; benches measure those.</p>{}{rest}",
        plot(&measured, scale, &ticks(scale, 3, |x| fixed(x, 0)))
    )
}
