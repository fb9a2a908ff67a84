//! Question 1: partners and product groups.
use crate::chart::{Mark, Row, Scale, key, plot, ticks};
use crate::html::{escape, figure, table};
use crate::number::{fixed, percent};
use mercatoria_core::Fault;
use mercatoria_liaoning as data;
use mercatoria_runner::Results;

/// Group of goods in words.
fn words(item: &str) -> String {
    match item {
        "mechanical_and_electrical" => "Mechanical and electrical goods".into(),
        "textiles_and_clothing" => "Textiles and clothing".into(),
        "all_other" => "All other, not printed by group".into(),
        other => {
            let text = other.replace('_', " ");
            let mut letters = text.chars();
            letters.next().map_or(String::new(), |first| {
                first.to_uppercase().chain(letters).collect()
            })
        }
    }
}
/// The bounds of the study's computation of this name.
pub(crate) fn bounds(results: &Results, label: &str) -> Option<(f64, f64)> {
    results.labelled(label, "")?.cells.first()?.between
}
fn value(results: &Results, label: &str) -> Option<f64> {
    results.labelled(label, "")?.cells.first()?.value
}
/// Bounds over countries. Countries divide the printed partners further, so the index over them is at most that over partners as
/// printed; and it is at least what the five printed countries give alone.
pub(crate) fn over_countries(results: &Results) -> Option<(f64, f64)> {
    Some((
        bounds(results, "two_way_countries")?.0,
        bounds(results, "two_way_partners")?.1,
    ))
}

pub(crate) fn section(results: &Results) -> Result<String, Vec<Fault>> {
    let mut out = String::from(
        "<h2 id=trade>1 · Trade partners and product groups: what the published figures show, and what they cannot</h2>",
    );
    out += &partners()?;
    out += &concentration(results);
    out += &products(results)?;
    out += "<div class=two><div class=box><h4>What these figures show</h4><ul>\
<li>How two-way trade of 2023 divides over eight printed partners, five countries and three blocs.</li>\
<li>Between which bounds any completion of the table must lie.</li>\
<li>That mechanical and electrical goods were more than half of exports in January–May 2023 and in January–October 2025.</li></ul></div>\
<div class=box><h4>What they cannot show</h4><ul>\
<li>Where exports go: partners are printed for exports and imports together.</li>\
<li>How trade divides over the countries inside the blocs, or over the partners that are not printed.</li>\
<li>Which goods go to which partner, or at which stage of processing they are.</li>\
<li>Change over time: 2003 prints exports to five of 177 destinations, without their total.</li></ul></div></div>";
    Ok(out)
}

fn partners() -> Result<String, Vec<Fault>> {
    let printed = data::two_way_partners()?;
    let figures = data::trade_by_partner()?;
    let total = data::TWO_WAY_2023;
    let scale = Scale::from_zero(0.35);
    let mut rows: Vec<Row> = printed
        .axis
        .labels()
        .zip(&printed.amounts)
        .map(|(code, amount)| {
            let figure = figures.iter().find(|f| f.item == code);
            let bloc = figure.is_some_and(data::TradeFigure::is_bloc);
            let name = figure.map_or(code, |f| f.name);
            let share = amount / total;
            Row::new(
                name,
                vec![Mark::Bar(0.0, share, if bloc { 'c' } else { 'a' })],
                format!(
                    "{}&ensp;<span class=soft>{}</span>",
                    percent(share, 1),
                    fixed(*amount, 2)
                ),
            )
        })
        .collect();
    let rest = data::study::not_printed()?;
    rows.push(Row::new(
        "Not printed by partner",
        vec![Mark::Unknown(0.0, rest)],
        format!(
            "{}&ensp;<span class=soft>{}</span>",
            percent(rest, 1),
            fixed(rest * total, 2)
        ),
    ));
    let chart = plot(&rows, scale, &ticks(scale, 4, |x| percent(x, 0)));
    Ok(figure(
        "Two-way trade of Liaoning by partner as printed, 2023 (share of 765.96 billion CNY; amounts in billion CNY)",
        &(key(&[
            ("ba", "country"),
            ("bc", "bloc of countries"),
            ("b0", "not printed by partner"),
        ]) + &chart),
        "Exports plus imports. Source S26 (customs figures, first release). Blocs and countries stand side by side as in the source; \
none of the countries belongs to a bloc that is printed beside it.",
    ))
}

fn concentration(results: &Results) -> String {
    let Some(printed) = bounds(results, "two_way_partners") else {
        return "<p>The concentration of partners was not computed: this registry has no Herfindahl index.</p>".into();
    };
    let scale = Scale::from_zero(0.18);
    let pair = |(a, b): (f64, f64)| format!("{}–{}", fixed(a, 4), fixed(b, 4));
    let mut rows = vec![
        Row::new(
            "Over partners as printed",
            vec![Mark::Range(printed.0, printed.1, 'a')],
            pair(printed),
        )
        .hint("guaranteed: whatever the partners that are not printed are".into()),
    ];
    let countries = over_countries(results);
    if let Some(countries) = countries {
        rows.push(
            Row::new(
                "Over countries",
                vec![Mark::Range(countries.0, countries.1, 'a')],
                pair(countries),
            )
            .hint("guaranteed: whatever the blocs and the rest are made of".into()),
        );
    }
    let capped = value(results, "two_way_capped");
    if let Some(capped) = capped {
        rows.push(
            Row::new(
                "Under an assumption: no unprinted partner is larger than Africa",
                vec![Mark::Range(printed.0, capped, 'b')],
                pair((printed.0, capped)),
            )
            .hint("only if no partner that is not printed exceeds 15.32 billion CNY".into()),
        );
    }
    let chart = plot(&rows, scale, &ticks(scale, 4, |x| fixed(x, 2)));
    let mut refused: Vec<&str> = results
        .missing
        .iter()
        .filter(|m| m.table == "partners" && m.reason == "two_way_trade")
        .map(|m| &*m.id)
        .collect();
    refused.sort_by_key(|id| !id.contains("export"));
    let named = if refused.is_empty() {
        String::new()
    } else {
        let shown: Vec<String> = refused
            .iter()
            .take(6)
            .map(|id| format!("<code>{}</code>", escape(id)))
            .collect();
        let more = refused.len().saturating_sub(6);
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        format!(" Refused here: {}{more}.", shown.join(", "))
    };
    let equal = |h: f64| fixed(1.0 / h, 1);
    format!(
        "<h3>How concentrated is two-way trade over partners?</h3>\
<p>The Herfindahl index Σ s² lies between <b>{}</b> and <b>{}</b> over partners as printed: as in a world of {} to {} equal partners. \
The bounds are guaranteed: the lower one holds if the rest is spread over ever more partners, the upper one if it is a single partner. \
{}\
No benchmark is stated in the sources, so the number stands without an adjective.</p>{}\
<div class=box><h4>Not an index of export concentration</h4><p>The table holds exports plus imports. An index of export markets refuses it with the reason <code>two_way_trade</code>.{named} \
What would be needed: the same table for exports alone, by country.</p></div>",
        fixed(printed.0, 4),
        fixed(printed.1, 4),
        equal(printed.1),
        equal(printed.0),
        countries.map_or(String::new(), |c| format!(
            "Over countries the lower bound falls to {}, since what the blocs hold may be spread over their members. ",
            fixed(c.0, 4)
        )),
        figure(
            "Herfindahl index of two-way trade over partners, 2023",
            &(key(&[("ba", "guaranteed bounds"), ("bb", "bounds under the named assumption")]) + &chart),
            "The assumption is not in the source; it lowers the upper bound to 0.0791 and is never used elsewhere. Rescaling the eight printed shares to one \
would give 0.1528: it overstates, and is not an index of this trade.",
        )
    )
}

fn products(results: &Results) -> Result<String, Vec<Fault>> {
    let figures = data::exports_by_product()?;
    let of = |start: &str, end: &str| {
        figures
            .iter()
            .filter(|f| f.start == start && f.end == end)
            .cloned()
            .collect::<Vec<_>>()
    };
    let now = of("2023-01", "2023-05");
    let total: f64 = now.iter().filter(|f| !f.is_nested()).map(|f| f.value).sum();
    let scale = Scale::from_zero(0.6);
    let row = |f: &data::TradeFigure| {
        let share = f.value / total;
        let mark = if f.item == "all_other" {
            Mark::Unknown(0.0, share)
        } else {
            Mark::Bar(0.0, share, if f.is_nested() { 'c' } else { 'a' })
        };
        Row::new(
            &words(f.item),
            vec![mark],
            format!(
                "{}&ensp;<span class=soft>{}</span>",
                percent(share, 1),
                fixed(f.value, 2)
            ),
        )
    };
    let mut rows: Vec<Row> = now.iter().filter(|f| !f.is_nested()).map(row).collect();
    rows.push(Row::new(
        "Inside mechanical and electrical goods, as far as printed",
        vec![],
        String::new(),
    ));
    rows.extend(now.iter().filter(|f| f.is_nested()).map(row));
    let chart = plot(&rows, scale, &ticks(scale, 3, |x| percent(x, 0)));
    let groups = bounds(results, "export_groups").map_or(String::new(), |(low, high)| {
        format!(
            " Over groups the Herfindahl index lies between {} and {}; groups this broad say nothing about concentration over products.",
            fixed(low, 3),
            fixed(high, 3)
        )
    });
    let share = |start: &str, end: &str, item: &str, whole: f64, printed: Option<f64>| {
        of(start, end)
            .iter()
            .find(|f| f.item == item)
            .map(|f| {
                printed.map_or_else(
                    || percent(f.value / whole, 1),
                    |p| format!("{}\u{a0}%", fixed(p, 1)),
                )
            })
            .unwrap_or_default()
    };
    let over_time = table(
        &[
            "Period",
            "Mechanical and electrical, share of exports",
            "Exports",
            "How known",
        ],
        &[
            vec![
                "2002".into(),
                share(
                    "2002-01",
                    "2002-12",
                    "mechanical_and_electrical",
                    12.37,
                    Some(38.8),
                ),
                "12.37 bn USD".into(),
                "printed; overlaps high-tech goods (17.1 %)".into(),
            ],
            vec![
                "January–May 2023".into(),
                share(
                    "2023-01",
                    "2023-05",
                    "mechanical_and_electrical",
                    total,
                    Some(50.6),
                ),
                "145.29 bn CNY".into(),
                "printed".into(),
            ],
            vec![
                "January–October 2025".into(),
                share(
                    "2025-01",
                    "2025-10",
                    "mechanical_and_electrical",
                    338.37,
                    None,
                ),
                "338.37 bn CNY".into(),
                "170.59 of 338.37, both printed".into(),
            ],
        ],
        &[3],
    );
    Ok(format!(
        "<h3>Which product groups are exported?</h3>{}<p>The rest of 62.91 billion CNY holds steel, farm products, refined oil, magnesia and others; their values are not printed.{groups}</p>{over_time}\
<p class=soft>Periods of different length, and USD beside CNY: shares may be set side by side, amounts may not.</p>",
        figure(
            "Exports of Liaoning by product group, January–May 2023 (share of 145.29 billion CNY; amounts in billion CNY)",
            &(key(&[
                ("ba", "group"),
                ("bc", "part of a group"),
                ("b0", "not printed by group")
            ]) + &chart),
            "Five months. Source S27; the rest is 145.29 − 73.45 − 8.93. Mechanical and electrical goods are a customs group that holds parts as well as finished goods.",
        )
    ))
}
