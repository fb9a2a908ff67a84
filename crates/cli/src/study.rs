//! `run`: the embedded Liaoning study, from figures to a report.
use crate::{
    Stop,
    output::{aligned, shown},
};
use lexopt::Arg;
use mercatoria_core::{Block, Code, Cut, Fault, Input, Kind, Registry, Value, compute};
use std::{fmt::Write, fs, path::PathBuf};

const YEARS: [&str; 5] = ["2019", "2020", "2021", "2022", "2023"];

/// One computed name.
struct Result {
    id: &'static str,
    title: &'static str,
    formula: &'static str,
    data: &'static str,
    block: Block,
}

/// `run`.
pub(crate) fn command(
    registry: &Registry,
    mut words: lexopt::Parser,
) -> std::result::Result<String, Stop> {
    let mut out = PathBuf::from("mercatoria-out");
    while let Some(word) = words.next()? {
        match word {
            Arg::Long("out") => out = words.value()?.into(),
            other => return Err(other.unexpected().into()),
        }
    }
    let stop = |faults: Vec<Fault>| Stop::Faults(faults, false);
    let mut warnings = vec![];
    for year in YEARS {
        warnings.extend(mercatoria_liaoning::check(year).map_err(stop)?);
    }
    warnings.push(Fault::new(
        Code::PriceCurrent,
        "growth 2019-2023 is at current prices: it mixes volume and price",
    ));
    warnings.push(Fault::new(
        Code::VintageMixed,
        "2019-2022 are yearbook figures, 2023 is a first release: growth also mixes revision",
    ));
    let (results, missing) = results(registry).map_err(stop)?;
    let text = summary(&results, &warnings, &missing);
    let page = page(&results, &warnings, &missing);
    let folder = |error: std::io::Error| {
        stop(vec![
            Fault::new(Code::OutputUnwritable, error.to_string()).file(out.display().to_string()),
        ])
    };
    fs::create_dir_all(&out).map_err(folder)?;
    for (name, content) in [
        ("index.html", &page),
        ("results.csv", &long_table(&results)),
    ] {
        // A killed run leaves the old result whole: write beside it, then rename.
        let temporary = out.join(format!(".{name}.{}", std::process::id()));
        fs::write(&temporary, content)
            .and_then(|()| fs::rename(&temporary, out.join(name)))
            .map_err(folder)?;
    }
    Ok(format!(
        "{text}\nReport: {}\n",
        out.join("index.html").display()
    ))
}

/// Every registered name that the embedded tables can carry, and what is missing for the others.
fn results(registry: &Registry) -> std::result::Result<(Vec<Result>, Vec<String>), Vec<Fault>> {
    let latest = mercatoria_liaoning::cities_by_sector("2023")?;
    let change = mercatoria_liaoning::change("2019", "2023")?;
    let partners = mercatoria_liaoning::two_way_partners()?;
    let (mut results, mut missing) = (vec![], vec![]);
    for (_, name) in registry.iter() {
        let unit = (name.make)();
        let (input, data) = match name.cut.of().unwrap_or(unit.about().kind) {
            Kind::Matrix => (
                Input::Matrix(&latest),
                "14 cities × 3 sectors, 2023, value added",
            ),
            Kind::Change => (
                Input::Change(change.shape()),
                "14 cities × 3 sectors, 2019 to 2023, value added at current prices",
            ),
            Kind::Distribution => (
                Input::Distribution(partners.shape()),
                "two-way trade by partner as printed, 2023; 30.9 % not printed",
            ),
            kind => {
                missing.push(format!("{}: needs {}", name.id, kind.needs()));
                continue;
            }
        };
        match compute(&*unit, name.cut, &input) {
            Ok(block) => results.push(Result {
                id: name.id,
                title: name.title,
                formula: unit.about().card.formula,
                data,
                block,
            }),
            Err(error) => missing.push(error.to_string()),
        }
    }
    // The size of the cities themselves: the table's margin.
    let herfindahl = registry
        .find("diversity.herfindahl")
        .map_err(|fault| vec![fault])?
        .1;
    let block = compute(
        &*(herfindahl.make)(),
        Cut::RowTotals,
        &Input::Matrix(&latest),
    )
    .map_err(|error| vec![Fault::new(Code::Defect, error.to_string())])?;
    results.push(Result {
        id: "diversity.herfindahl",
        title: "Herfindahl index of city value added",
        formula: "H = Σ sᵢ²",
        data: "14 cities, 2023, value added",
        block,
    });
    Ok((results, missing))
}

fn rows(result: &Result) -> Vec<Vec<String>> {
    let cell = |i: usize| {
        let (labels, quantity) = result.block.labels(i);
        let mut words: Vec<&str> = labels.iter().map(|(_, label)| *label).collect();
        words.extend(quantity);
        vec![words.join(" · "), shown(result.block.values.get(i))]
    };
    (0..result.block.values.len()).map(cell).collect()
}

fn summary(results: &[Result], warnings: &[Fault], missing: &[String]) -> String {
    let mut out = String::from("Liaoning: published figures 2019-2023\n\n");
    let short = |id: &str| {
        results
            .iter()
            .find(|r| r.id == id)
            .map(rows)
            .unwrap_or_default()
    };
    for (id, question) in [
        (
            "specialisation.hoover_spec",
            "How far is each city's mix of sectors from that of the 14 cities (share that would have to move, 2023)?",
        ),
        (
            "diversity.herfindahl",
            "How concentrated is two-way trade over the partners as printed (bounds: 30.9 % is not printed)?",
        ),
    ] {
        let _ = write!(out, "{question}\n{}\n", aligned(&short(id)));
    }
    let _ = writeln!(
        out,
        "{} results; {} names not computable with these tables",
        results.len(),
        missing.len()
    );
    for line in missing {
        let _ = writeln!(out, "  {line}");
    }
    for warning in warnings {
        let _ = writeln!(out, "{warning}");
    }
    out
}

fn long_table(results: &[Result]) -> String {
    let mut out = String::from("id,cut,labels,quantity,value,lower,upper,reason\n");
    for result in results {
        for i in 0..result.block.values.len() {
            let (labels, quantity) = result.block.labels(i);
            let labels: Vec<String> = labels
                .iter()
                .map(|(axis, label)| format!("{axis}={label}"))
                .collect();
            let value = result.block.values.get(i);
            let point = value.point().map_or(String::new(), |x| x.to_string());
            let (lower, upper) = if let Value::Interval { lower, upper, .. } = value {
                (lower.to_string(), upper.to_string())
            } else {
                Default::default()
            };
            let reason = if let Value::Undefined(why) = value {
                why.code()
            } else {
                ""
            };
            let _ = writeln!(
                out,
                "{},{},{},{},{point},{lower},{upper},{reason}",
                result.id,
                result.block.cut.as_str(),
                labels.join(";"),
                quantity.unwrap_or("")
            );
        }
    }
    out
}

/// A page that needs no network: one section a result, a bar where a number can be drawn.
fn page(results: &[Result], warnings: &[Fault], missing: &[String]) -> String {
    let escape = |text: &str| {
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
    };
    let mut body = String::new();
    for result in results {
        let largest = result
            .block
            .values
            .iter()
            .filter_map(Value::point)
            .fold(0.0, |max: f64, x| max.max(x.abs()));
        let _ = write!(
            body,
            "<section><h2>{}</h2><p><code>{}</code> · {} · {}</p><table>",
            escape(result.title),
            result.id,
            escape(result.formula),
            escape(result.data)
        );
        for (row, value) in rows(result).iter().zip(result.block.values.iter()) {
            let width = value
                .point()
                .filter(|_| largest > 0.0)
                .map_or(0.0, |x| 100.0 * x.abs() / largest);
            let sign = if value.point().is_some_and(|x| x < 0.0) {
                "minus"
            } else {
                "plus"
            };
            let _ = write!(
                body,
                "<tr><th>{}</th><td>{}</td><td class=bar><i class={sign} style=\"width:{width:.1}%\"></i></td></tr>",
                escape(&row[0]),
                escape(&row[1])
            );
        }
        body += "</table></section>";
    }
    let list = |items: Vec<String>| {
        items
            .iter()
            .map(|item| format!("<li>{}</li>", escape(item)))
            .collect::<String>()
    };
    let warnings = list(warnings.iter().map(ToString::to_string).collect());
    let missing = list(missing.to_vec());
    format!(
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content=\"width=device-width\"><title>Liaoning: published figures</title>\
<style>body{{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}}table{{border-collapse:collapse;width:100%}}\
th{{text-align:left;font-weight:400;padding:.1rem .6rem .1rem 0;white-space:nowrap}}td{{text-align:right;padding:.1rem .6rem;white-space:nowrap;font-variant-numeric:tabular-nums}}\
td.bar{{width:45%;text-align:left}}i{{display:block;height:.7rem}}i.plus{{background:#4477aa}}i.minus{{background:#cc6677}}section{{margin-top:2.5rem}}code{{color:#555}}</style>\
<h1>Liaoning: published figures 2019–2023</h1><p>Value added of 14 cities in three broad sectors at current prices, and two-way trade by partner as printed. \
Three sectors say how broad mixes differ; they are no map of clusters. No effect of any law is estimated.</p>\
<h2>Data quality</h2><ul>{warnings}</ul><h2>Not computable with these tables</h2><ul>{missing}</ul>{body}</html>\n"
    )
}
