//! Question 2: the mix of three sectors.
use crate::chart::{Mark, Row, Scale, key, plot, ticks};
use crate::html::{escape, figure, table};
use crate::number::{fixed, percent, signed};
use mercatoria_core::{Fault, Matrix};
use mercatoria_liaoning as data;
use mercatoria_runner::{Computed, Results};

/// Value of each city at a period, by the labels of the axis.
fn by_city(results: &Results, label: &str, period: &str) -> Vec<(String, f64)> {
    let Some(computed) = results.labelled(label, period) else {
        return vec![];
    };
    (0..computed.cells.len())
        .filter_map(|i| {
            let (labels, _) = computed.labels(i);
            Some(((*labels.first()?).to_owned(), computed.cells[i].value?))
        })
        .collect()
}
fn at(list: &[(String, f64)], city: &str) -> Option<f64> {
    list.iter().find(|(name, _)| name == city).map(|(_, x)| *x)
}
/// The smallest and the largest.
pub(crate) fn ends(results: &Results, label: &str, period: &str) -> Option<[(String, f64); 2]> {
    let mut list = by_city(results, label, period);
    list.sort_by(|a, b| a.1.total_cmp(&b.1));
    Some([list.first()?.clone(), list.last()?.clone()])
}

pub(crate) fn section(results: &Results) -> Result<String, Vec<Fault>> {
    let mut out = String::from(
        "<h2 id=cities>2 · The mix of three broad sectors: city against the 14 cities and against China, 2019 to 2023</h2>\
<p>Value added in primary, secondary and tertiary sector at current prices. Three sectors show how broad mixes differ. They are no map of clusters: \
a city may hold a cluster that three sectors hide, and two cities with the same mix may share no industry.</p>",
    );
    out += &mixes()?;
    out += &distances(results);
    out += &shifts(results);
    out += &quotients(results);
    Ok(out)
}

fn shares(values: &[f64]) -> Vec<f64> {
    let total: f64 = values.iter().sum();
    values.iter().map(|x| x / total).collect()
}
fn mixes() -> Result<String, Vec<Fault>> {
    let (before, now) = (
        data::cities_by_sector("2019")?,
        data::cities_by_sector("2023")?,
    );
    let scale = Scale {
        low: 0.0,
        high: 1.0,
    };
    let stack = |label: &str, values: &[f64], size: String| {
        let parts = shares(values);
        let (a, b) = (parts[0], parts[0] + parts[1]);
        Row::new(
            label,
            vec![
                Mark::Bar(0.0, a, 'd'),
                Mark::Bar(a, b, 'a'),
                Mark::Bar(b, 1.0, '0'),
            ],
            size,
        )
        .hint(format!(
            "primary {}, secondary {}, tertiary {}",
            percent(parts[0], 1),
            percent(parts[1], 1),
            percent(parts[2], 1)
        ))
    };
    let triple = |values: &[f64]| {
        let parts = shares(values);
        format!(
            "<span class=soft>{} · {} · {}</span>",
            fixed(100.0 * parts[0], 1),
            fixed(100.0 * parts[1], 1),
            fixed(100.0 * parts[2], 1)
        )
    };
    let (china_before, china_now) = (
        data::china_by_sector("2019")?,
        data::china_by_sector("2023")?,
    );
    let mut rows = vec![
        stack(
            "China 2019",
            china_before.row(0),
            triple(china_before.row(0)),
        ),
        stack("China 2023", china_now.row(0), triple(china_now.row(0))),
        stack(
            "14 cities 2019",
            before.column_totals(),
            triple(before.column_totals()),
        ),
        stack(
            "14 cities 2023",
            now.column_totals(),
            triple(now.column_totals()),
        ),
        Row::new("Cities, 2023, by value added", vec![], String::new()),
    ];
    let mut order: Vec<usize> = (0..now.rows()).collect();
    order.sort_by(|a, b| now.row_totals()[*b].total_cmp(&now.row_totals()[*a]));
    for r in order {
        rows.push(stack(
            now.axis(Matrix::ROW).label(r),
            now.row(r),
            triple(now.row(r)),
        ));
    }
    Ok(figure(
        "Shares of the three sectors in value added",
        &(key(&[
            ("bd", "primary"),
            ("ba", "secondary"),
            ("f0 b-", "tertiary"),
        ])
        .replace("class=\"f0 b-\"", "style=\"background:#cfd6dc\"")
            + &plot(&rows, scale, &ticks(scale, 4, |x| percent(x, 0)))),
        "Per cent: primary · secondary · tertiary. Cities: S04; China: first releases of the National Bureau of Statistics (S51–S55). The sectors of a city are added; the printed total is not used.",
    ))
}

fn distances(results: &Results) -> String {
    let mut out = String::from(
        "<h3>How far is each city's mix from that of the 14 cities, and from China's?</h3>\
<p>Distance is ½ Σ |s − p|: the share of value added that would have to be in another sector for the two mixes to agree. 0: the same mix; 1: nothing in common. \
The 14 cities include the city itself.</p><div class=two>",
    );
    for (label, title) in [
        (
            "mix_against_cities",
            "Distance from the mix of the 14 cities",
        ),
        ("mix_against_china", "Distance from China's mix"),
    ] {
        let (before, now) = (
            by_city(results, label, "2019"),
            by_city(results, label, "2023"),
        );
        if now.is_empty() {
            continue;
        }
        let mut order = now.clone();
        order.sort_by(|a, b| b.1.total_cmp(&a.1));
        let largest = now
            .iter()
            .chain(&before)
            .map(|(_, x)| *x)
            .fold(0.0, f64::max);
        let scale = Scale::from_zero(largest);
        let rows: Vec<Row> = order
            .iter()
            .map(|(city, x)| {
                let mut marks = vec![];
                if let Some(old) = at(&before, city) {
                    marks.push(Mark::Link(old, *x));
                    marks.push(Mark::Ring(old, 'a'));
                }
                marks.push(Mark::Dot(*x, 'a'));
                Row::new(city, marks, fixed(*x, 3))
            })
            .collect();
        out += &figure(
            title,
            &(key(&[("bo dot", "2019"), ("ba dot", "2023")])
                + &plot(&rows, scale, &ticks(scale, 3, |x| fixed(x, 2)))),
            "Sorted by 2023; the number is 2023.",
        );
    }
    out += "</div>";
    if let Some(province) = results
        .labelled("province_against_china", "2023")
        .and_then(|c| c.cells.first()?.value)
    {
        out += &format!(
            "<p>The province as published, which is larger than its 14 cities together, was {} from China's mix in 2023 (first releases on both sides).</p>",
            fixed(province, 3)
        );
    }
    out
}

fn shifts(results: &Results) -> String {
    let Some(change) = results.labelled("city_change", "") else {
        return String::new();
    };
    let quantities: Vec<&str> = change.quantities.iter().map(String::as_str).collect();
    let [whole, parts @ ..] = &quantities[..] else {
        return String::new();
    };
    let cities: Vec<&str> = change.axes.first().map_or(vec![], |axis| {
        axis.labels.iter().map(String::as_str).collect()
    });
    let sectors: Vec<&str> = change.axes.get(1).map_or(vec![], |axis| {
        axis.labels.iter().map(String::as_str).collect()
    });
    let sum = |city: &str, quantity: &str| -> f64 {
        sectors
            .iter()
            .filter_map(|s| change.value(&[city, s], quantity))
            .sum()
    };
    let base = data::cities_by_sector("2019").map_or(0.0, |m| m.total());
    let total: f64 = cities.iter().map(|city| sum(city, whole)).sum();
    let mut rows: Vec<Vec<String>> = cities
        .iter()
        .map(|city| {
            let mut row = vec![escape(city), signed(sum(city, whole), 1)];
            row.extend(parts.iter().map(|part| signed(sum(city, part), 1)));
            row
        })
        .collect();
    let value = |city: &str, part: &str| sum(city, part);
    let last = parts.last().copied().unwrap_or_default();
    let mut order: Vec<&str> = cities.clone();
    order.sort_by(|a, b| value(b, last).total_cmp(&value(a, last)));
    let largest = cities
        .iter()
        .flat_map(|city| parts.iter().skip(1).map(|part| value(city, part).abs()))
        .fold(0.0, f64::max);
    let scale = Scale::both(largest);
    let chart: Vec<Row> = order
        .iter()
        .map(|city| {
            let mix = parts.get(1).map_or(0.0, |part| value(city, part));
            let own = value(city, last);
            Row::new(
                city,
                vec![
                    Mark::Bar(0.0, own, 'a'),
                    Mark::Dot(mix, 'b'),
                    Mark::Line(0.0),
                ],
                signed(own, 1),
            )
        })
        .collect();
    rows.sort_by(|a, b| a[0].cmp(&b[0]));
    let mut head = vec!["City", "Change"];
    let names: Vec<String> = parts.iter().map(|part| part.replace('_', " ")).collect();
    head.extend(names.iter().map(String::as_str));
    let shifted = moved(results);
    format!(
        "<h3>How did the mix shift from 2019 to 2023?</h3>\
<p>Value added of the 14 cities together grew by {} (100 million CNY), {} of its size in 2019, at current prices: volume, price and revision together, since 2023 is a first release and 2019–2022 are not. \
Shift-share divides each city's change into what it would have been at the growth of all (national), what its sectors' growth adds (industry mix), and the rest (regional).{shifted}</p>{}{}",
        signed(total, 1),
        if base > 0.0 {
            percent(total / base, 1)
        } else {
            String::new()
        },
        figure(
            "Beyond the growth of all 14 cities: regional part and industry mix, 2019–2023 (100 million CNY)",
            &(key(&[("ba", "regional part"), ("bb dot", "industry mix")])
                + &plot(&chart, scale, &ticks(scale, 4, |x| signed(x, 0)))),
            "Both add up to zero over the 14 cities. Sorted by the regional part, whose number is shown. It is what the three sectors do not explain, not a measure of competitiveness.",
        ),
        format_args!(
            "<details><summary>The table by city <span class=soft>100 million CNY at current prices; the parts add up to the change</span></summary>{}</details>",
            table(&head, &rows, &[])
        )
    )
}
fn moved(results: &Results) -> String {
    let mut list = by_city(results, "mix_shift", "");
    list.sort_by(|a, b| b.1.total_cmp(&a.1));
    match (list.first(), list.last()) {
        (Some(most), Some(least)) => format!(
            " Between the two years the mix itself moved most in {} ({} of value added in another sector) and least in {} ({}).",
            escape(&most.0),
            percent(most.1, 1),
            escape(&least.0),
            percent(least.1, 1)
        ),
        _ => String::new(),
    }
}
fn quotients(results: &Results) -> String {
    let (Some(before), Some(now)) = (
        results.labelled("city_quotients", "2019"),
        results.labelled("city_quotients", "2023"),
    ) else {
        return String::new();
    };
    let of = |c: &Computed, city: &str, sector: &str| {
        c.value(&[city, sector], "")
            .map_or(String::new(), |x| fixed(x, 2))
    };
    let cities = now.axes.first().map_or(&[][..], |axis| &axis.labels);
    let rows: Vec<Vec<String>> = cities
        .iter()
        .map(|city| {
            let mut row = vec![escape(city)];
            for sector in data::SECTORS {
                row.push(of(before, city, sector));
                row.push(of(now, city, sector));
            }
            row
        })
        .collect();
    format!(
        "<details><summary>Location quotients of the three sectors <span class=soft>1: the city's share of the sector equals its share of all value added of the 14 cities</span></summary>{}</details>",
        table(
            &[
                "City",
                "primary 2019",
                "2023",
                "secondary 2019",
                "2023",
                "tertiary 2019",
                "2023"
            ],
            &rows,
            &[]
        )
    )
}
