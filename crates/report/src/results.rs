//! Every result with its card; the same for the generated economy.
use crate::chart::{Mark, Row, Scale, plot, ticks};
use crate::html::{anchor, escape, table};
use crate::number::{percent, short};
use mercatoria_core::Json;
use mercatoria_runner::{CardAbout, Cell, Computed, Layer, Results, TableAbout, words_of};
use std::collections::BTreeMap;

/// How many rows of a result a page shows; all are in results.csv.
const ROWS: usize = 42;
/// The same for what is generated: a demonstration needs no more.
const GENERATED_ROWS: usize = 12;

/// A value for people; an interval with its ends, a reason in words.
pub(crate) fn shown(computed: &Computed, cell: &Cell) -> String {
    let number = |x: f64| match computed.form.as_str() {
        "categories" => computed
            .words
            .get(x as usize)
            .cloned()
            .unwrap_or_else(|| short(x)),
        "dates" => date(x),
        _ => short(x),
    };
    match (cell.value, cell.between) {
        (Some(x), None) => number(x),
        (Some(x), Some((low, high))) => {
            format!("{} [{}, {}]", number(x), number(low), number(high))
        }
        (None, Some((low, high))) => format!("[{}, {}]", number(low), number(high)),
        (None, None) => {
            let reason = cell.reason.as_deref().unwrap_or("defect");
            format!(
                "<span class=soft title=\"{}\">{}</span>",
                escape(&words_of(reason)),
                escape(&reason.replace('_', " "))
            )
        }
    }
}
fn date(days: f64) -> String {
    let of = days as i32;
    let mut year = 1970 + of.div_euclid(366);
    while mercatoria_core::day(year + 1, 1, 1) <= of {
        year += 1;
    }
    let mut month = 12;
    while mercatoria_core::day(year, month, 1) > of {
        month -= 1;
    }
    format!(
        "{year}-{month:02}-{:02}",
        of - mercatoria_core::day(year, month, 1) + 1
    )
}

/// Results of some layers, a section a name.
pub(crate) fn sections(results: &Results, generated: bool) -> (String, usize) {
    let mut by_name: BTreeMap<(&str, &str), Vec<&Computed>> = BTreeMap::new();
    for computed in &results.computed {
        let Some(about) = results.table(&computed.table) else {
            continue;
        };
        if (about.about.layer == Layer::Generated) != generated {
            continue;
        }
        let family = results
            .names
            .get(&computed.id)
            .map_or("", |card| &card.family);
        by_name
            .entry((family, &computed.id))
            .or_default()
            .push(computed);
    }
    let count = by_name.len();
    let (mut out, mut family) = (String::new(), "");
    for ((of, id), list) in by_name {
        if of != family {
            out += &format!("<h2 id={}>{}</h2>", anchor(of), escape(&capital(of)));
            family = of;
        }
        let card = results.names.get(id).cloned().unwrap_or_default();
        out += &section(results, id, &card, &list, generated);
    }
    (out, count)
}
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(
        || "Other".into(),
        |first| first.to_uppercase().chain(letters).collect(),
    )
}

fn section(
    results: &Results,
    id: &str,
    card: &CardAbout,
    list: &[&Computed],
    generated: bool,
) -> String {
    // Periods of one computation on one table stand side by side.
    let mut groups: Vec<Vec<&Computed>> = vec![];
    for computed in list {
        let same = |group: &Vec<&Computed>| {
            group[0].table == computed.table
                && group[0].label == computed.label
                && group[0].quantities == computed.quantities
                && group[0].axes == computed.axes
        };
        match groups.iter_mut().find(|group| same(group)) {
            Some(group) => group.push(computed),
            None => groups.push(vec![computed]),
        }
    }
    let mark = if generated {
        "<span class=made-tag>generated</span> "
    } else {
        ""
    };
    let mut body = card_html(card);
    for group in &groups {
        body += &block(results, group, generated);
    }
    format!(
        "<details id={}><summary>{mark}<b>{}</b> <code>{}</code> <span class=soft>{}</span></summary>{body}</details>",
        anchor(id),
        escape(&card.title),
        escape(id),
        summary(&groups)
    )
}
/// The one number of a result that has one.
fn summary(groups: &[Vec<&Computed>]) -> String {
    let group = &groups[0];
    let last = group[group.len() - 1];
    let more = if groups.len() > 1 {
        format!(" · {} tables", groups.len())
    } else {
        String::new()
    };
    let what = if last.cells.len() == 1 {
        shown(last, &last.cells[0])
    } else {
        let known: Vec<f64> = last.cells.iter().filter_map(|c| c.value).collect();
        if known.is_empty() {
            format!("{} cells", last.cells.len())
        } else {
            let low = known.iter().copied().fold(f64::INFINITY, f64::min);
            let high = known.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            format!(
                "{} cells, {} to {}",
                last.cells.len(),
                short(low),
                short(high)
            )
        }
    };
    format!("{what}{more}")
}
fn card_html(card: &CardAbout) -> String {
    let mut out = String::from("<dl>");
    let mut line = |key: &str, value: String| {
        if !value.is_empty() {
            out += &format!("<dt>{key}</dt><dd>{value}</dd>");
        }
    };
    line("Formula", escape(&card.formula));
    line("Reading", escape(&card.reading));
    line(
        "Reads",
        format!(
            "{} (cut: {})",
            escape(&card.table_shape.replace('_', " ")),
            escape(&card.cut)
        ),
    );
    if card
        .params
        .as_object()
        .is_some_and(|params| !params.is_empty())
    {
        line("Parameters", parameters(&card.params));
    }
    line("Also called", escape(&card.aliases.join(", ")));
    line("Laws", escape(&card.laws.join("; ")));
    line("Elsewhere", escape(&card.peers.join(" ")));
    line("Sources", escape(&card.sources.join(" ")));
    out + "</dl>"
}
fn parameters(params: &Json) -> String {
    let pairs: Vec<String> = params
        .as_object()
        .into_iter()
        .flatten()
        .map(|(key, value)| {
            format!(
                "<code>{} = {}</code>",
                escape(key),
                escape(&value.to_string())
            )
        })
        .collect();
    pairs.join(" ")
}
fn block(results: &Results, group: &[&Computed], generated: bool) -> String {
    let last = group[group.len() - 1];
    let empty = TableAbout::default();
    let about = &results.table(&last.table).unwrap_or(&empty).about;
    let mut out = format!(
        "<h4>{}{}</h4>",
        if generated {
            "<span class=made-tag>generated</span> "
        } else {
            ""
        },
        escape(&about.title)
    );
    if last.title != results.names.get(&last.id).map_or("", |card| &card.title) {
        out += &format!("<p>{}</p>", escape(&last.title));
    }
    let mut facts = vec![];
    if !about.unit.is_empty() {
        facts.push(format!("amounts in {}", about.unit));
    }
    if !about.price_basis.is_empty() {
        facts.push(about.price_basis.clone());
    }
    if !about.vintage.is_empty() {
        facts.push(about.vintage.clone());
    }
    if last.cut != results.names.get(&last.id).map_or("", |card| &card.cut) {
        facts.push(format!("cut: {}", last.cut));
    }
    let kind = last.interval_kind();
    if !kind.is_empty() {
        facts.push(format!("intervals: {kind}"));
    }
    facts.extend(about.notes.iter().cloned());
    facts.extend(last.notes.iter().map(|(_, message)| message.clone()));
    if !facts.is_empty() {
        out += &format!(
            "<p class=soft><small>{}.</small></p>",
            escape(&facts.join("; "))
        );
    }
    out + &rows(group, generated)
}
fn rows(group: &[&Computed], generated: bool) -> String {
    let last = group[group.len() - 1];
    let n = last.quantities.len().max(1);
    let many = n > 1;
    // One column a quantity, or one a period; a chart where there is one of both.
    let lines = last.cells.len() / n;
    let label = |line: usize| {
        let (labels, _) = last.labels(line * n);
        let text = labels.join(" · ");
        let text = if text.is_empty() {
            "all".to_owned()
        } else {
            text
        };
        escape(&text)
    };
    let tagged = |text: String| {
        if generated {
            format!("{text} <span class=made-tag>generated</span>")
        } else {
            text
        }
    };
    let most = if generated { GENERATED_ROWS } else { ROWS };
    let more = if lines > most {
        format!(
            "<p class=soft>{} more rows in results.csv.</p>",
            lines - most
        )
    } else {
        String::new()
    };
    let shown_lines = lines.min(most);
    if many {
        let mut head = vec![String::new()];
        if group.len() > 1 {
            head.push("period".into());
        }
        head.extend(last.quantities.iter().map(|q| escape(&q.replace('_', " "))));
        let mut rows = vec![];
        for line in 0..shown_lines {
            for computed in group {
                let mut row = vec![tagged(label(line))];
                if group.len() > 1 {
                    row.push(computed.period.clone());
                }
                row.extend((0..n).map(|q| shown(computed, &computed.cells[line * n + q])));
                rows.push(row);
            }
        }
        let head: Vec<&str> = head.iter().map(String::as_str).collect();
        return table(&head, &rows, &[]) + &more;
    }
    let all: Vec<f64> = last
        .cells
        .iter()
        .take(shown_lines)
        .flat_map(|c| [c.value, c.between.map(|b| b.0), c.between.map(|b| b.1)])
        .flatten()
        .collect();
    let drawn = !matches!(last.form.as_str(), "categories" | "dates") && !all.is_empty();
    let largest = all.iter().fold(0.0, |m: f64, x| m.max(x.abs()));
    let negative = all.iter().any(|x| *x < 0.0);
    let plotted = if drawn && largest > 0.0 && lines > 0 {
        let scale = if negative {
            Scale::both(largest)
        } else {
            Scale::from_zero(largest)
        };
        let rows: Vec<Row> = (0..shown_lines)
            .map(|line| {
                let cell = &last.cells[line];
                let mut marks = vec![];
                if let Some((low, high)) = cell.between {
                    marks.push(Mark::Range(low, high, 'a'));
                }
                if let Some(x) = cell.value {
                    if cell.between.is_some() {
                        marks.push(Mark::Dot(x, 'a'));
                    } else {
                        marks.push(Mark::Bar(0.0, x, if x < 0.0 { 'b' } else { 'a' }));
                    }
                }
                if negative {
                    marks.push(Mark::Line(0.0));
                }
                Row {
                    label: tagged(label(line)),
                    marks,
                    value: shown(last, cell),
                    hint: String::new(),
                }
            })
            .collect();
        plot(&rows, scale, &ticks(scale, 2, short))
    } else {
        let rows: Vec<Vec<String>> = (0..shown_lines)
            .map(|line| vec![tagged(label(line)), shown(last, &last.cells[line])])
            .collect();
        table(&["", "value"], &rows, &[])
    };
    let when = if last.period.is_empty() {
        String::new()
    } else {
        format!("<p class=soft>{}</p>", escape(&last.period))
    };
    let history = if group.len() > 1 {
        let mut head = vec![String::new()];
        head.extend(group.iter().map(|c| c.period.clone()));
        let rows: Vec<Vec<String>> = (0..shown_lines)
            .map(|line| {
                let mut row = vec![tagged(label(line))];
                row.extend(group.iter().map(|c| shown(c, &c.cells[line])));
                row
            })
            .collect();
        let head: Vec<&str> = head.iter().map(String::as_str).collect();
        format!(
            "<details><summary class=soft>All periods</summary>{}</details>",
            table(&head, &rows, &[])
        )
    } else {
        String::new()
    };
    format!("{when}{plotted}{more}{history}")
}

/// `results.html`.
pub(crate) fn every(results: &Results) -> String {
    let (sections, count) = sections(results, false);
    let tables: Vec<Vec<String>> = results
        .tables
        .iter()
        .filter(|t| t.about.layer != Layer::Generated)
        .map(|t| {
            vec![
                escape(&t.about.title),
                format!("<code>{}</code>", escape(&t.about.id)),
                escape(&t.shape),
                escape(t.about.layer.as_str()),
                escape(
                    &t.periods
                        .iter()
                        .filter(|p| !p.is_empty())
                        .cloned()
                        .collect::<Vec<_>>()
                        .join(", "),
                ),
                escape(&t.about.unit),
                escape(&t.about.sources.join(", ")),
            ]
        })
        .collect();
    let cells: usize = results.computed.iter().map(|c| c.cells.len()).sum();
    let undefined = results
        .computed
        .iter()
        .flat_map(|c| &c.cells)
        .filter(|cell| cell.reason.is_some())
        .count();
    format!(
        "<h1>Every result, with its card</h1><p class=lead>{count} names on published tables. A value is a number, an interval with its kind, or a reason. The full table, generated results included, is <a href=results.csv>results.csv</a> \
({} cells, {} of them reasons: {}), described by <a href=datapackage.json>datapackage.json</a>; <a href=results.json>results.json</a> holds it with all provenance.</p>\
<h2>Tables</h2>{}{sections}",
        cells,
        undefined,
        percent(undefined as f64 / cells.max(1) as f64, 1),
        table(
            &[
                "Table", "Id", "Shape", "Layer", "Periods", "Unit", "Sources"
            ],
            &tables,
            &[1, 2, 3, 4, 5, 6]
        )
        .replace("<th>", "<th style=\"white-space:normal\">")
    )
}
/// `generated.html`.
pub(crate) fn made(results: &Results) -> String {
    let (sections, count) = sections(results, true);
    format!(
        "<h1>Generated economy</h1><p class=made><b>Everything on this page is generated from seed {}.</b> No number here is about Liaoning or any other real place. \
It shows what names that need products, plants, pairs or panels compute, where the published tables of the province cannot carry them.</p>\
<p>{count} names.</p>{sections}",
        results.provenance.seed
    )
}
