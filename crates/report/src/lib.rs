//! Results as pages for people. Results are data ([`mercatoria_runner::Results`]); here is only how they look: self-contained
//! HTML without network or script, and a summary for the terminal.
//!
//! | module | what it does |
//! | --- | --- |
//! | liaoning, trade, cities, law, claims, quality | the first page of the embedded study: its three questions, and what the data cannot answer |
//! | results | every result with its card; the same for the generated economy |
//! | laws | laws checked and speed measured |
//! | chart | rows with a strip of SVG that fits any width |
//! | number | numbers for people |
mod chart;
mod cities;
mod claims;
mod html;
mod law;
mod laws;
mod liaoning;
mod number;
mod quality;
mod results;
mod terminal;
mod trade;

use mercatoria_core::Fault;
use mercatoria_runner::Results;
pub use number::{fixed, percent, short, signed};
pub use terminal::terminal;

/// The pages of a run by file name. With `liaoning` the first page is that of the embedded study; else it lists what was computed.
///
/// # Errors
/// Faults of the embedded tables: our own.
pub fn pages(results: &Results, liaoning: bool) -> Result<Vec<(&'static str, String)>, Vec<Fault>> {
    let foot = foot(results);
    let title = |page: &str| format!("{page} · {}", results.title);
    let first = if liaoning {
        liaoning::body(results)?
    } else {
        format!(
            "{}<h1>{}</h1>{}{}",
            chart::HATCH,
            html::escape(&results.title),
            warnings(results),
            quality::table_of_missing(results)
        )
    };
    let page = |file: &'static str, name: &str, body: &str| {
        (file, html::page(file, &title(name), body, &foot))
    };
    Ok(vec![
        page("index.html", "Report", &first),
        page("results.html", "Every result", &results::every(results)),
        page(
            "generated.html",
            "Generated economy",
            &results::made(results),
        ),
        page("laws.html", "Laws and speed", &laws::page(results)),
    ])
}
fn warnings(results: &Results) -> String {
    if results.warnings.is_empty() {
        return String::new();
    }
    let items: String = results
        .warnings
        .iter()
        .map(|w| {
            format!(
                "<li>{}</li>",
                html::escape(w["message"].as_str().unwrap_or(""))
            )
        })
        .collect();
    format!("<h2>Warnings of the data</h2><ul>{items}</ul>")
}
fn foot(results: &Results) -> String {
    let p = &results.provenance;
    let inputs: String = p
        .inputs
        .iter()
        .map(|input| {
            format!(
                "<li><code>{}</code> {}</li>",
                input.sha256,
                html::escape(&input.path)
            )
        })
        .collect();
    format!(
        "Mercatoria {} · seed {} · {} indicator crates · <details><summary>{} input files with their SHA-256</summary><ul>{inputs}</ul></details>",
        html::escape(&p.version),
        p.seed,
        p.crates.len(),
        p.inputs.len()
    )
}
