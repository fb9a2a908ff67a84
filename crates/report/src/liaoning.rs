//! The first page of the embedded study.
use crate::chart::HATCH;
use crate::number::fixed;
use crate::{cities, claims, law, quality, trade};
use mercatoria_core::Fault;
use mercatoria_liaoning as data;
use mercatoria_runner::Results;

pub(crate) fn body(results: &Results) -> Result<String, Vec<Fault>> {
    let partner = trade::bounds(results, "two_way_partners")
        .map_or("not computed".into(), |(a, b)| {
            format!("{}–{}", fixed(a, 3), fixed(b, 3))
        });
    let city = cities::ends(results, "mix_against_cities", "2023").map_or_else(
        || ("not computed".to_owned(), String::new()),
        |[least, most]| {
            (
                format!("{}–{}", fixed(least.1, 3), fixed(most.1, 3)),
                format!(
                    "{} is nearest to the 14-city mix in 2023, {} farthest",
                    least.0, most.0
                ),
            )
        },
    );
    let measures = data::measures()?;
    let (days, all) = law::known(&measures, "CN-LN");
    let mut out = format!(
        "{HATCH}<h1>Liaoning: trade, sectors and law in published figures</h1>\
<p class=lead>Fourteen cities, three broad sectors, a partner table of two-way trade and 45 dated legal measures. This report says what these figures show, between which bounds, and what they cannot show. \
Every number has a source; nothing is estimated or filled in.</p>\
<div class=cards>\
<div class=card><h3><a href=#trade>1 · What do the figures show about trade partners and product groups?</a></h3><b>{partner}</b><p>Herfindahl index of two-way trade over partners as printed, 2023: guaranteed bounds, since 30.9 % is not printed by partner. It is no index of exports.</p></div>\
<div class=card><h3><a href=#cities>2 · How do the cities' sector mixes differ, and how did they shift?</a></h3><b>{}</b><p>Share of value added that would have to be in another sector: {}.</p></div>\
<div class=card><h3><a href=#law>3 · Which measures were in force when?</a></h3><b>{days} of {all}</b><p>measures of Liaoning have a day of entry into force. The others are open between adoption and end. Effects are not estimated.</p></div></div>\
<p class=soft>Also here: <a href=#claims>statements under test</a> · <a href=#governance>governance of six countries</a> · <a href=#quality>data quality</a> · <a href=#missing>what is missing</a> · <a href=results.html>every result with its card</a></p>",
        city.0, city.1
    );
    out += &trade::section(results)?;
    out += &cities::section(results)?;
    out += &law::section(results)?;
    out += &claims::section(results)?;
    out += &quality::governance()?;
    out += &quality::data_box()?;
    out += &quality::missing(results);
    out += &sources()?;
    Ok(out)
}
fn sources() -> Result<String, Vec<Fault>> {
    let rows: Vec<Vec<String>> = data::sources()?
        .iter()
        .map(|s| {
            vec![
                s.id.to_owned(),
                crate::html::escape(s.title),
                crate::html::escape(s.used_for),
                crate::html::escape(s.confidence),
            ]
        })
        .collect();
    Ok(format!(
        "<h2 id=sources>Sources</h2><p>City centres: GeoNames, CC BY 4.0. Governance indicators: World Bank, CC BY 4.0. Figures are facts of official statistics, each with its source.</p>\
<details><summary>All {} sources <span class=soft>what was taken from each, and how far it is trusted</span></summary>{}</details>",
        rows.len(),
        crate::html::table(
            &["Id", "Source", "Used for", "Confidence"],
            &rows,
            &[1, 2, 3]
        )
    ))
}
