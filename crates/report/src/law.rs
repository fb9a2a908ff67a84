//! Question 3: which measures were in force when, and how well each date is known.
use crate::chart::{Mark, Row, Scale, key, plot, steps};
use crate::html::{escape, figure, table};
use crate::number::{fixed, short};
use mercatoria_core::{Day, Fault, When, day};
use mercatoria_liaoning::{self as data, InForce, Measure};
use mercatoria_runner::Results;

const FIRST: i32 = 2006;
const LAST: i32 = 2027;

/// `2023-07`: as precise as it is known.
fn date(when: Option<When>) -> String {
    let Some(when) = when else {
        return "not known".into();
    };
    let (y, m, d) = civil(when.earliest);
    if when.earliest == when.latest {
        format!("{y}-{m:02}-{d:02}")
    } else if when.latest - when.earliest < 31 {
        format!("{y}-{m:02}")
    } else {
        y.to_string()
    }
}
/// Year, month and day of a day's number.
fn civil(of: Day) -> (i32, i32, i32) {
    let mut year = 1970 + of.div_euclid(366);
    while day(year + 1, 1, 1) <= of {
        year += 1;
    }
    let mut month = 12;
    while day(year, month, 1) > of {
        month -= 1;
    }
    (year, month, of - day(year, month, 1) + 1)
}
fn place(of: Day) -> f64 {
    f64::from(of)
}
/// The precision of a date in a word.
fn precision(when: Option<When>) -> &'static str {
    match when {
        None => "not known",
        Some(when) if when.earliest == when.latest => "day",
        Some(when) if when.latest - when.earliest < 31 => "month",
        Some(_) => "year",
    }
}

pub(crate) fn section(results: &Results) -> Result<String, Vec<Fault>> {
    let measures = data::measures()?;
    let mut out = String::from(
        "<h2 id=law>3 · Dated measures: which were in force when, and how well each date is known</h2>\
<p>De jure only: nothing is known here of enforcement. No effect of any measure is estimated, and no composite legal score of Liaoning is formed: \
3 of 17 levers have a measure here, and none was searched completely. A lever without a measure is not a lever without law.</p>",
    );
    out += &timeline(&measures)?;
    out += &status(&measures);
    out += &searched(&measures);
    out += &precisions(&measures);
    out += &intensity(results, &measures)?;
    Ok(out)
}

fn row(measure: &Measure, events: &[data::Event]) -> Row {
    let end = day(LAST, 1, 1);
    let clip = |d: Day| place(d.clamp(day(FIRST, 1, 1), end));
    let last = measure.ended.map_or(end, |when| when.earliest);
    let gone = measure.ended.map_or(end, |when| when.latest);
    let mut marks = vec![];
    match measure.effective {
        Some(start) => {
            if start.earliest < start.latest {
                marks.push(Mark::Unknown(clip(start.earliest), clip(start.latest)));
            }
            let colour = if measure.verified { 'a' } else { 'c' };
            marks.push(Mark::Bar(clip(start.latest), clip(last), colour));
        }
        None => {
            let known = measure.adopted.or(measure.published);
            let from = known.map_or(day(FIRST, 1, 1), |when| when.earliest);
            marks.push(Mark::Unknown(clip(from), clip(gone)));
        }
    }
    if last < gone {
        marks.push(Mark::Unknown(clip(last), clip(gone)));
    }
    let within = |when: &When| when.latest >= day(FIRST, 1, 1);
    if let Some(adopted) = measure.adopted.filter(within) {
        marks.push(Mark::Ring(clip(adopted.earliest), 'k'));
    }
    let changed = events
        .iter()
        .filter(|e| e.measure == measure.id && e.event == "amended")
        .filter_map(|e| e.date)
        .filter(|when| within(when));
    marks.extend(changed.map(|when| Mark::Dot(clip(when.earliest), 'b')));
    let from = measure
        .effective
        .map_or("?".into(), |_| date(measure.effective));
    let until = if measure.ended.is_some() {
        format!("–{}", date(measure.ended))
    } else {
        String::new()
    };
    Row {
        label: format!(
            "<span title=\"{}\">{}</span>",
            escape(measure.title),
            escape(&name(measure))
        ),
        marks,
        value: format!("<span class=soft>{from}{until}</span>"),
        hint: format!("{}: {}", measure.title, measure.note),
    }
}
/// A short name.
fn name(measure: &Measure) -> String {
    match measure.id {
        "LN-BE-2016" => "Business environment regulations, 2016 version".into(),
        "LN-BE-2019" => "Business environment regulations, 2019 version".into(),
        "LN-FTZ-2017" => "Free trade zone: framework plan".into(),
        "LN-FTZ-2017-launch" => "Free trade zone: launch".into(),
        "LN-COAST-2010" => "Coastal belt regulations".into(),
        _ => {
            let title = measure
                .title
                .split(['(', ','])
                .next()
                .unwrap_or(measure.title)
                .trim();
            if title.chars().count() > 46 {
                let cut: String = title.chars().take(44).collect();
                format!("{cut}…")
            } else {
                title.to_owned()
            }
        }
    }
}
const GROUPS: [(&str, &str); 6] = [
    ("CN-LN", "Liaoning"),
    ("CN", "China"),
    ("treaty", "Treaties"),
    ("DE", "Germany"),
    ("VN", "Viet Nam"),
    ("TH", "Thailand"),
];
fn of_group<'m>(measures: &'m [Measure], group: &str) -> Vec<&'m Measure> {
    measures
        .iter()
        .filter(|m| {
            m.jurisdiction == group || group == "treaty" && m.jurisdiction.starts_with("treaty")
        })
        .collect()
}
fn timeline(measures: &[Measure]) -> Result<String, Vec<Fault>> {
    let events = data::events()?;
    let scale = Scale {
        low: place(day(FIRST, 1, 1)),
        high: place(day(LAST, 1, 1)),
    };
    let years: Vec<(f64, String)> = [2010, 2015, 2020, 2025]
        .iter()
        .map(|y| (place(day(*y, 1, 1)), y.to_string()))
        .collect();
    let rows = |group: &str| -> Vec<Row> {
        let mut list: Vec<&Measure> = of_group(measures, group)
            .into_iter()
            .filter(|m| !m.is_amendment())
            .collect();
        list.sort_by_key(|m| {
            m.effective
                .or(m.adopted)
                .or(m.published)
                .map_or(Day::MAX, |when| when.earliest)
        });
        list.into_iter().map(|m| row(m, &events)).collect()
    };
    let mut all = vec![];
    for (group, title) in &GROUPS[..3] {
        all.push(Row::new(title, vec![], String::new()));
        all.extend(rows(group));
    }
    let swatches = key(&[
        ("ba", "in force"),
        ("bc", "in force, but the measure is only partly verified"),
        ("b0", "perhaps in force: a date is open"),
        ("bb dot", "amended"),
    ])
    .replace(
        "</div>",
        "<span><svg><circle class=\"open sk\" cx=7 cy=7 r=4 /></svg>adopted</span></div>",
    );
    let main = figure(
        "Measures of Liaoning and China, and treaties",
        &(swatches.clone() + &plot(&all, scale, &years)),
        "The date beside a bar is the first day in force, as precisely as it is known; “?” where no date of entry into force was found, then the bar is hatched from the adoption on. Bars that begin at the left edge began earlier.",
    );
    let mut others = vec![];
    for (group, title) in &GROUPS[3..] {
        others.push(Row::new(title, vec![], String::new()));
        others.extend(rows(group));
    }
    Ok(format!(
        "{main}<details><summary>Comparison cases: Germany, Viet Nam, Thailand</summary>{}</details>",
        figure(
            "Measures of the comparison cases",
            &(swatches + &plot(&others, scale, &years)),
            "Not a complete list of any jurisdiction's law."
        )
    ))
}
fn status(measures: &[Measure]) -> String {
    let years = [2012, 2016, 2017, 2018, 2019, 2020, 2022, 2023];
    let mut head: Vec<String> = vec!["Liaoning, on 31 December".into()];
    head.extend(years.iter().map(ToString::to_string));
    let rows: Vec<Vec<String>> = of_group(measures, "CN-LN")
        .into_iter()
        .filter(|m| !m.is_amendment())
        .map(|m| {
            let mut row = vec![escape(&name(m))];
            row.extend(years.iter().map(|y| {
                match m.in_force(day(*y, 12, 31)) {
                    InForce::Yes => "<span class=yes>in force</span>",
                    InForce::No => "–",
                    InForce::Unknown => "<span class=open-q>open</span>",
                }
                .to_owned()
            }));
            row
        })
        .collect();
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    format!(
        "<h3>In force or not, in three values</h3>{}<p class=soft>Open: no date of entry into force is known, so between adoption and end neither yes nor no can be said. The 2023 amendment of the 2019 regulations is known to the month of its adoption (2023-07); when it took effect is not known.</p>",
        table(&head, &rows, &[])
    )
}
/// Levers with a measure of Liaoning, and those where nobody looked.
fn searched(measures: &[Measure]) -> String {
    let mine = of_group(measures, "CN-LN");
    let words = |lever: &str| lever.replace("_industry40", "").replace('_', " ");
    let has = |lever: &str| mine.iter().any(|m| m.lever.split(';').any(|l| l == lever));
    let (with, without): (Vec<&str>, Vec<&str>) = data::LEVERS.iter().partition(|lever| has(lever));
    let list = |levers: &[&str]| {
        levers
            .iter()
            .map(|l| words(l))
            .collect::<Vec<_>>()
            .join(", ")
    };
    format!(
        "<div class=two><div class=box><h4>Levers with a measure of Liaoning ({})</h4><p>{}. Searched without a claim to be complete.</p></div>\
<div class=box><h4>Levers not searched ({})</h4><p>{}. Their state is not known: it is not zero.</p></div></div>",
        with.len(),
        list(&with),
        without.len(),
        list(&without)
    )
}
/// How many of these measures have a date of entry into force known to the day.
pub(crate) fn known(measures: &[Measure], group: &str) -> (usize, usize) {
    let list = of_group(measures, group);
    let days = list
        .iter()
        .filter(|m| precision(m.effective) == "day")
        .count();
    (days, list.len())
}
fn precisions(measures: &[Measure]) -> String {
    let mut rows = vec![];
    let mut totals = [0; 4];
    for (group, title) in GROUPS {
        let list = of_group(measures, group);
        let mut row = vec![title.to_owned(), list.len().to_string()];
        for (i, word) in ["day", "month", "year", "not known"].iter().enumerate() {
            let n = list
                .iter()
                .filter(|m| precision(m.effective) == *word)
                .count();
            totals[i] += n;
            row.push(n.to_string());
        }
        let retroactive = list.iter().filter(|m| m.retroactive).count();
        row.push(retroactive.to_string());
        row.push(list.iter().filter(|m| !m.verified).count().to_string());
        rows.push(row);
    }
    let mut last = vec!["All".to_owned(), measures.len().to_string()];
    last.extend(totals.iter().map(ToString::to_string));
    last.push(
        measures
            .iter()
            .filter(|m| m.retroactive)
            .count()
            .to_string(),
    );
    last.push(measures.iter().filter(|m| !m.verified).count().to_string());
    rows.push(last);
    format!(
        "<h3>How well is the entry into force known?</h3>{}<p class=soft>Amending acts counted. Retroactive: effective before it was adopted; flagged, not refused. Partly verified: some cell could not be seen in a source; nothing of these enters a score.</p>",
        table(
            &[
                "",
                "measures",
                "to the day",
                "month",
                "year",
                "not known",
                "retroactive",
                "partly verified"
            ],
            &rows,
            &[]
        )
    )
}
fn unit(unit: &str) -> &str {
    match unit {
        "eur_assessment_base_cap" => "EUR (cap on the base)",
        "percent_extra_deduction" => "% extra deduction",
        "percent_tariff_lines" => "% of tariff lines",
        "km2" => "km²",
        "years_max_cit_exemption" => "years of exemption at most",
        other => other,
    }
}
fn intensity(results: &Results, measures: &[Measure]) -> Result<String, Vec<Fault>> {
    let events = data::events()?;
    let mut rows: Vec<Vec<String>> = vec![];
    for event in events.iter().filter(|e| e.event == "phase_value") {
        let title = measures
            .iter()
            .find(|m| m.id == event.measure)
            .map_or(event.measure.to_owned(), name);
        let from = match (event.date, event.after_years) {
            (Some(_), _) => format!("<span style=white-space:nowrap>{}</span>", date(event.date)),
            (None, Some(years)) => format!("{} years after entry", fixed(years, 0)),
            (None, None) => "not known".into(),
        };
        rows.push(vec![
            escape(&title),
            escape(event.scope),
            from,
            event.value.map_or(String::new(), short),
            unit(event.unit).into(),
            escape(event.note),
        ]);
    }
    // Day-weighted means, where the registry computes them.
    let path = results.on("register.intensity_path", "measures", "");
    let means: Vec<String> = path
        .iter()
        .flat_map(|c| (0..c.cells.len()).map(move |i| (c, i)))
        .filter_map(|(c, i)| {
            let (labels, _) = c.labels(i);
            let [what, year] = labels[..] else {
                return None;
            };
            let value = c.cells[i].value.filter(|x| *x > 0.0)?;
            what.starts_with("DE-FZULG-2019")
                .then(|| format!("{year}: {}", fixed(value / 1e6, 4)))
        })
        .collect();
    let means = if means.is_empty() {
        String::new()
    } else {
        format!(
            "<p>Weighted by days, the German cap was, in million EUR: {}. In 2020 it was 2 for 182 days and 4 for 184: 1100/366.</p>",
            means.join("; ")
        )
    };
    let cap: Vec<(f64, f64)> = events
        .iter()
        .filter(|e| e.measure == "DE-FZULG-2019" && e.event == "phase_value")
        .filter_map(|e| Some((place(e.date?.earliest), e.value? / 1e6)))
        .collect();
    let scale = Scale {
        low: place(day(2019, 1, 1)),
        high: place(day(LAST, 1, 1)),
    };
    let years: Vec<(f64, String)> = [2020, 2022, 2024, 2026]
        .iter()
        .map(|y| (place(day(*y, 1, 1)), y.to_string()))
        .collect();
    let chart = figure(
        "Germany: cap on the assessment base of the research allowance (million EUR)",
        &steps(&cap, scale, &years, |x| fixed(x, 0)),
        "A cap on an assessment base; not comparable with a deduction in per cent without a B-index, which is not formed here. All four dates are known to the day.",
    );
    Ok(format!(
        "<h3>Numeric intensity: what a measure grants, from when</h3>{chart}{means}<details><summary>All dated values <span class=soft>units differ: a cap on an assessment base, a deduction in per cent and a share of tariff lines are not set beside one another</span></summary>{}</details>",
        table(
            &["Measure", "For", "From", "Value", "Unit", "Remark"],
            &rows,
            &[1, 2, 4, 5]
        )
    ))
}
