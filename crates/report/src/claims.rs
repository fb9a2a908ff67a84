//! Statements about the province, and what the figures say to each: supported, contradicted, or not testable with these data.
use crate::html::escape;
use crate::number::{fixed, percent};
use crate::{law, trade};
use mercatoria_core::Fault;
use mercatoria_liaoning as data;
use mercatoria_runner::Results;

enum Verdict {
    Supported,
    Contradicted,
    NotTestable,
}
struct Claim {
    statement: &'static str,
    verdict: Verdict,
    /// On what rule the verdict rests, or why there is none.
    figure: String,
    needs: &'static str,
}

fn share_of_two(results: &Results, sector: &str) -> Option<f64> {
    results
        .labelled("sector_concentration", "2023")?
        .value(&[sector], "")
}

fn claims(results: &Results) -> Result<Vec<Claim>, Vec<Fault>> {
    let mut claims = vec![Claim {
        statement: "Exports are “mostly raw and semi-finished” goods.",
        verdict: Verdict::Contradicted,
        figure: "Mechanical and electrical goods were 50.6 % of exports in January–May 2023 and 50.4 % in January–October 2025. Rule: where one group holds more than half, \
the others together hold less than half. In 2002 the group held 38.8 %, which contradicts nothing. The group holds parts as well as finished goods, so the opposite statement is not supported either."
            .into(),
        needs: "exports by product at 6 digits, with a classification by stage of processing",
    }];
    if let Some((low, high)) = trade::bounds(results, "two_way_partners") {
        claims.push(Claim {
            statement: "Exports go to few markets.",
            verdict: Verdict::NotTestable,
            figure: format!(
                "Only two-way trade is printed: its Herfindahl index over partners lies between {} and {}. It is not an index of exports.",
                fixed(low, 4),
                fixed(high, 4)
            ),
            needs: "exports by destination country, and a benchmark (another province, another year)",
        });
    }
    if let Some((low, high)) = trade::bounds(results, "export_groups") {
        claims.push(Claim {
            statement: "Exports are concentrated on few products.",
            verdict: Verdict::NotTestable,
            figure: format!(
                "Two groups and a rest are printed for January–May 2023; over groups the index lies between {} and {}. Groups this broad bound nothing over products.",
                fixed(low, 3),
                fixed(high, 3)
            ),
            needs: "exports by product at 4 or 6 digits",
        });
    }
    claims.push(Claim {
        statement: "Exports carry little domestic value added.",
        verdict: Verdict::NotTestable,
        figure: "No published table links the province's exports to its value added.".into(),
        needs: "a provincial input–output table with imports apart",
    });
    if let (Some(secondary), Some(tertiary)) = (
        share_of_two(results, "secondary"),
        share_of_two(results, "tertiary"),
    ) {
        let over = secondary > 0.5 && tertiary > 0.5;
        claims.push(Claim {
            statement: "Economic activity centres on Shenyang and Dalian.",
            verdict: if over { Verdict::Supported } else { Verdict::Contradicted },
            figure: format!(
                "The two largest cities hold {} of the secondary and {} of the tertiary sector's value added of the 14 cities in 2023; two of 14 equal cities would hold {}. Rule: more than half. \
This is size. Whether their industries form clusters is not testable here.",
                percent(secondary, 1),
                percent(tertiary, 1),
                percent(2.0 / 14.0, 1)
            ),
            needs: "for clusters: employment or plants by city and industry",
        });
    }
    if let Some([least, most]) = crate::cities::ends(results, "mix_against_cities", "2023") {
        claims.push(Claim {
            statement: "The cities' industrial structures are alike.",
            verdict: Verdict::NotTestable,
            figure: format!(
                "Over three sectors the distance from the mix of the 14 cities runs from {} ({}) to {} ({}) in 2023. Three sectors cannot tell a shipyard from a refinery.",
                fixed(least.1, 3),
                escape(&least.0),
                fixed(most.1, 3),
                escape(&most.0)
            ),
            needs: "value added or employment by city and industry at 2 digits or finer",
        });
    }
    let (before, now) = (
        data::cities_by_sector("2019")?,
        data::cities_by_sector("2023")?,
    );
    let tertiary = |m: &mercatoria_core::Matrix| m.column_totals()[2] / m.total();
    let (old, new) = (tertiary(&before), tertiary(&now));
    claims.push(Claim {
        statement: "The economy moves towards services.",
        verdict: Verdict::NotTestable,
        figure: format!(
            "The tertiary share of the 14 cities was {} in 2019 and {} in 2023, at current prices and over two vintages. A share at current prices does not tell price from volume.",
            percent(old, 1),
            percent(new, 1)
        ),
        needs: "value added by sector at constant prices, of one vintage",
    });
    let measures = data::measures()?;
    let (days, all) = law::known(&measures, "CN-LN");
    claims.push(Claim {
        statement: "The reforms of the business environment (2016, 2019, 2023) raised growth.",
        verdict: Verdict::NotTestable,
        figure: format!(
            "Entry into force is known to the day for {days} of the {all} measures of Liaoning; the statistics were corrected in 2016–2018, between the first and the second version. \
A difference in differences across the break would measure the correction."
        ),
        needs: "dates of entry into force, city accounts revised backwards, and cities that the measure did not reach",
    });
    claims.push(Claim {
        statement: "The free trade zone of 2017 raised exports.",
        verdict: Verdict::NotTestable,
        figure: "Exports of the province were 44.9 bn USD in 2017 and 48.8 in 2018, at current prices. One province without a comparison, and no exports by city over these years.".into(),
        needs: "exports by city and year, before and after, inside and outside the three zones",
    });
    let composites = data::governance::composites("2019")?;
    let of = |country: &str| composites.iter().find(|c| c.country == country);
    if let Some(china) = of("China") {
        let apart: Vec<&str> = composites
            .iter()
            .filter(|c| c.mean - c.if_correlated > china.mean + china.if_correlated)
            .map(|c| c.country)
            .collect();
        claims.push(Claim {
            statement: "The legal environment is weaker than in the comparison countries.",
            verdict: Verdict::NotTestable,
            figure: format!(
                "Nationally, the mean of six governance indicators of China in 2019 was {} (95&nbsp;% interval {} to {} if errors are perfectly correlated); the intervals of {} lie wholly above it. \
These are indicators of perception for countries. Nothing here is measured for Liaoning.",
                fixed(china.mean, 2),
                fixed(china.mean - china.if_correlated, 2),
                fixed(china.mean + china.if_correlated, 2),
                apart.join(", ")
            ),
            needs: "an indicator of law measured for provinces, with its error",
        });
    }
    Ok(claims)
}

pub(crate) fn section(results: &Results) -> Result<String, Vec<Fault>> {
    let mut out = String::from(
        "<h2 id=claims>Statements under test</h2><p>What is often said of the province's clusters, exports and law, against the published figures. Words in quotation marks are quoted. \
A verdict states its rule; where these data cannot decide, the data that could are named.</p><div class=claims>",
    );
    for claim in claims(results)? {
        let (class, word) = match claim.verdict {
            Verdict::Supported => ("yes", "supported"),
            Verdict::Contradicted => ("no", "contradicted"),
            Verdict::NotTestable => ("open-q", "not testable with these data"),
        };
        out += &format!(
            "<div class=claim><div><b>{}</b><br><span class=\"tag {class}\">{word}</span></div><div><p>{}</p><p class=soft>Would decide it: {}.</p></div></div>",
            claim.statement, claim.figure, claim.needs
        );
    }
    Ok(out + "</div>")
}
