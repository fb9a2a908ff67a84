//! What there is: the catalogue, a card in words, the schema of parameters.
use crate::{Stop, one};
use lexopt::Arg;
use mercatoria_core::{Json, Name, Pack, Registry, json};
use std::fmt::Write;

fn entry(pack: &Pack, name: &Name) -> Json {
    let unit = (name.make)();
    let card = unit.about().card;
    let dialects: Vec<Json> = unit
        .dialects()
        .into_iter()
        .map(|(name, params)| json!({"name": name, "params": params}))
        .collect();
    json!({
        "id": name.id,
        "kind": if name.id == card.id { "unit" } else { "name" },
        "unit": card.id,
        "title": name.title,
        "crate": pack.package,
        "family": pack.family,
        "shape": unit.about().kind.as_str(),
        "input": name.cut.of().unwrap_or(unit.about().kind).as_str(),
        "form": card.form.name(0),
        "cut": name.cut.as_str(),
        "aliases": name.aliases,
        "formula": card.formula,
        "params": unit.params(),
        "schema": unit.schema(),
        "dialects": dialects,
        "laws": unit.laws().names(),
        "sources": card.sources,
    })
}

/// `list`: every unit and name, sorted by id.
pub(crate) fn list(registry: &Registry, mut words: lexopt::Parser) -> Result<String, Stop> {
    let mut as_json = false;
    while let Some(word) = words.next()? {
        match word {
            Arg::Long("format") => match &*words.value()?.to_string_lossy() {
                "json" => as_json = true,
                "table" => as_json = false,
                other => return Err(Stop::Usage(format!("no format {other:?}: table or json"))),
            },
            other => return Err(other.unexpected().into()),
        }
    }
    if as_json {
        let all: Vec<Json> = registry
            .iter()
            .map(|(pack, name)| entry(pack, name))
            .collect();
        return Ok(format!(
            "{}\n",
            json!({"schema": "mercatoria-catalogue/1", "indicators": all})
        ));
    }
    let width = registry
        .iter()
        .map(|(_, name)| name.id.len())
        .max()
        .unwrap_or(0);
    let mut out = String::new();
    for (_, name) in registry.iter() {
        let _ = writeln!(out, "{:width$}  {}", name.id, name.title);
    }
    Ok(out)
}

/// `explain`: the card in words.
pub(crate) fn explain(registry: &Registry, mut words: lexopt::Parser) -> Result<String, Stop> {
    let (_, name) = one(registry, &mut words)?;
    let unit = (name.make)();
    let card = unit.about().card;
    let mut out = format!("{} ({})\n\n  {}\n\n", name.title, name.id, card.formula);
    let mut line = |key: &str, text: &str| {
        if !text.is_empty() {
            let _ = writeln!(out, "{key:11} {text}");
        }
    };
    line("Unit", card.id);
    line("Reads", name.cut.of().unwrap_or(unit.about().kind).needs());
    line("Cut", name.cut.as_str());
    line("Gives", card.form.name(0));
    line("Reading", card.reading);
    line("Parameters", &unit.params().to_string());
    line("Also called", &name.aliases.join(", "));
    for law in unit.laws().statements() {
        line("Law", &law);
    }
    for peer in card.peers {
        line("Elsewhere", peer);
    }
    for source in card.sources {
        line("Source", source);
    }
    Ok(out)
}

/// `schema`: the JSON Schema of the parameters.
pub(crate) fn schema(registry: &Registry, mut words: lexopt::Parser) -> Result<String, Stop> {
    let (_, name) = one(registry, &mut words)?;
    Ok(format!("{:#}\n", (name.make)().schema()))
}
