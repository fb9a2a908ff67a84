//! What a reader must know of the data; what is missing; governance with its intervals.
use crate::chart::{Mark, Row, Scale, key, plot, ticks};
use crate::html::{escape, figure, table};
use crate::number::{fixed, percent};
use mercatoria_core::Fault;
use mercatoria_liaoning as data;
use mercatoria_runner::{NotComputed, Results};
use std::collections::BTreeMap;

pub(crate) fn data_box() -> Result<String, Vec<Fault>> {
    let figures = data::city_value_added()?;
    let used: Vec<_> = figures
        .iter()
        .filter(|f| data::YEARS.contains(&f.year))
        .collect();
    let count = |status: data::Status| used.iter().filter(|f| f.origin.status == status).count();
    let residual = |sector: &str| {
        data::reconciliation().map(|rows| {
            rows.iter()
                .find(|r| r.year == "2023" && r.sector == sector)
                .map_or(0.0, |r| r.residual)
        })
    };
    let odd: Vec<String> = data::YEARS
        .iter()
        .map(|year| data::check(year))
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .flatten()
        .map(|fault| escape(&fault.message))
        .collect();
    Ok(format!(
        "<h2 id=quality>Data quality</h2><div class=box><ul>\
<li><b>Vintage.</b> 2019–2022 are at yearbook level, 2023 is a first release; it will be revised, the economic census of 2023 among the reasons. Growth 2019–2023 mixes revision and change.</li>\
<li><b>Current prices.</b> Every value is at current prices: growth mixes volume and price.</li>\
<li><b>Compilation.</b> Of the {} city figures of 2019–2023, {} are from one compilation of official statistics and {} are first releases; {} have a second source that agrees.</li>\
<li><b>Rounding.</b> One row exceeds the tolerance of 0.1: {}. It is used as printed; the sectors are added.</li>\
<li><b>Series break 2016–2018.</b> Overstated statistics were corrected, then came the economic census. Nothing is compared across it.</li>\
<li><b>Province and cities.</b> The province is {} (100 million CNY) larger than its 14 cities in 2023, {} of it in the secondary sector. The Shenfu demonstration zone, outside the city accounts, is the likely reason: an inference, not verified.</li>\
<li><b>Two-way trade.</b> Partners are printed for exports plus imports, with blocs beside countries, and {} of the total is not printed by partner.</li>\
<li><b>Part years.</b> Product groups are printed for January–May 2023; shares are used, growth is not.</li>\
<li><b>Law.</b> The register holds what was found, not all that exists; dates are as precise as their sources.</li>\
</ul></div>",
        used.len(),
        count(data::Status::Secondary)
            + count(data::Status::SecondaryUnchecked)
            + count(data::Status::SecondarySuperseded),
        count(data::Status::Preliminary),
        used.iter().filter(|f| f.confirmed).count(),
        odd.join("; "),
        fixed(residual("total")?, 1),
        fixed(residual("secondary")?, 1),
        percent(data::study::not_printed()?, 1)
    ))
}

/// What was refused or could not be computed on given tables, by its reason.
pub(crate) fn table_of_missing(results: &Results) -> String {
    let mut groups: BTreeMap<(&str, &str, &str), Vec<&NotComputed>> = BTreeMap::new();
    for missing in given(results) {
        groups
            .entry((&missing.class, &missing.message, &missing.needs))
            .or_default()
            .push(missing);
    }
    let rows: Vec<Vec<String>> = groups
        .into_iter()
        .map(|((class, message, needs), list)| {
            let mut ids: Vec<&str> = list.iter().map(|m| &*m.id).collect();
            ids.dedup();
            let shown: Vec<String> = ids
                .iter()
                .take(4)
                .map(|id| format!("<code>{}</code>", escape(id)))
                .collect();
            let more = ids.len().saturating_sub(4);
            let names = if more > 0 {
                format!("{} and {more} more", shown.join(", "))
            } else {
                shown.join(", ")
            };
            vec![
                escape(message),
                class.replace('_', " "),
                names,
                escape(needs),
            ]
        })
        .collect();
    format!(
        "<details><summary>By name <span class=soft>{} names or tables, as in results.csv</span></summary>{}</details>",
        given(results).count(),
        table(
            &["Reason", "Class", "Names", "Data that would be needed"],
            &rows,
            &[1, 2, 3]
        )
        .replace("<th>", "<th style=\"white-space:normal\">")
    )
}
fn given(results: &Results) -> impl Iterator<Item = &NotComputed> {
    let generated = |m: &&NotComputed| !m.table.starts_with("generated_");
    results.missing.iter().filter(generated)
}
pub(crate) fn missing(results: &Results) -> String {
    format!(
        "<h2 id=missing>What was refused or could not be computed, and what it would take</h2>\
<p>14 cities × 3 sectors carry no complexity, no proximity, no related variety, no statistic of points on 14 centres, no index of plants, and no difference in differences across 2016–2018. \
Where a name asks for one of these, the answer is a reason, not a number. At the level of products such names are shown on the <a href=generated.html>generated economy</a>, which is about no real place.</p>\
<div class=two><div class=box><h4>Not published, or not found</h4><ul>\
<li>Exports by destination country, and by product at 4 or 6 digits</li><li>Exports by city after 2013, other than single figures</li>\
<li>Employment, value added or plants by city and industry</li><li>A provincial input–output table with imports apart</li></ul></div>\
<div class=box><h4>Not searched, or not dated</h4><ul>\
<li>14 of 17 levers of Liaoning's law</li><li>Entry into force of the 2016 regulations, the coastal belt regulations, the 2023 amendment</li>\
<li>Enforcement of any measure</li><li>City accounts before 2019 on the corrected basis, and prices by sector</li></ul></div></div>\
{}",
        table_of_missing(results)
    )
}

pub(crate) fn governance() -> Result<String, Vec<Fault>> {
    let mut list = data::governance::composites("2019")?;
    list.sort_by(|a, b| b.mean.total_cmp(&a.mean));
    let scale = Scale {
        low: -1.5,
        high: 2.5,
    };
    let rows: Vec<Row> = list
        .iter()
        .map(|c| {
            Row::new(
                c.country,
                vec![
                    Mark::Range(c.mean - c.if_correlated, c.mean + c.if_correlated, 'c'),
                    Mark::Range(c.mean - c.if_independent, c.mean + c.if_independent, 'a'),
                    Mark::Dot(c.mean, 'a'),
                ],
                format!(
                    "{} <span class=soft>± {} / ± {}</span>",
                    fixed(c.mean, 2),
                    fixed(c.if_independent, 2),
                    fixed(c.if_correlated, 2)
                ),
            )
        })
        .collect();
    Ok(format!(
        "<h2 id=governance>Governance of six countries, with the errors carried through</h2>\
<p>The mean of the six Worldwide Governance Indicators in 2019, in standard deviations of the world's distribution. <b>National figures: none is about Liaoning.</b> \
They measure perceptions, and the standard errors are the publisher's. How errors of the six dimensions hang together is not published: independence is an assumption, perfect correlation the other end.</p>{}",
        figure(
            "Mean of six governance indicators, 2019, with 95&nbsp;% intervals",
            &(key(&[
                (
                    "ba",
                    "if errors of the six dimensions are independent (assumption)"
                ),
                ("bc", "if they are perfectly correlated")
            ]) + &plot(&rows, scale, &ticks(scale, 4, |x| fixed(x, 1)))),
            "World Bank, Worldwide Governance Indicators, 2020 edition (CC BY 4.0), source S48. Intervals of different kinds are not mixed: each bar is one kind.",
        )
    ))
}
