//! What there is: the catalogue, a card in words, the schemas.
use crate::Stop;
use lexopt::Arg;
use mercatoria_core::{Fault, Json, Name, Pack, Registry, json, param::nearest};
use std::fmt::Write;

/// One entry of the catalogue.
pub(crate) fn entry(pack: &Pack, name: &Name) -> Json {
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
        "quantities": card.form.quantities(),
        "cut": name.cut.as_str(),
        "against": (!name.against.is_empty()).then_some(name.against),
        "flow": name.flow.map(|flow| flow.as_str()),
        "aliases": name.aliases,
        "formula": card.formula,
        "reading": card.reading,
        "params": unit.params(),
        "schema": unit.schema(),
        "dialects": dialects,
        "laws": unit.laws().statements(),
        "sources": card.sources,
        "peers": card.peers,
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
        return Ok(format!("{}\n", all(registry)));
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
/// The catalogue as JSON.
pub(crate) fn all(registry: &Registry) -> Json {
    let all: Vec<Json> = registry
        .iter()
        .map(|(pack, name)| entry(pack, name))
        .collect();
    json!({"schema": "mercatoria-catalogue/1", "indicators": all})
}

/// `explain`: the card in words, with `--cite` as a paragraph on methods with BibTeX.
pub(crate) fn explain(registry: &Registry, mut words: lexopt::Parser) -> Result<String, Stop> {
    let (mut id, mut cite) = (None, false);
    while let Some(word) = words.next()? {
        match word {
            Arg::Long("cite") => cite = true,
            Arg::Value(text) if id.is_none() => id = Some(text.to_string_lossy().into_owned()),
            other => return Err(other.unexpected().into()),
        }
    }
    let id = id.ok_or_else(|| Stop::Usage("which indicator?".into()))?;
    let (pack, name) = one(registry, &id)?;
    Ok(if cite {
        citation(pack, name)
    } else {
        card(name)
    })
}
fn card(name: &Name) -> String {
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
    line("Against", name.against);
    line("Gives", card.form.name(0));
    line("Quantities", &card.form.quantities().join(", "));
    line("Reading", card.reading);
    line("Parameters", &unit.params().to_string());
    let dialects = unit.dialects();
    let dialects: Vec<&str> = dialects.iter().map(|(name, _)| *name).collect();
    line("Dialects", &dialects.join(", "));
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
    out
}
fn citation(pack: &Pack, name: &Name) -> String {
    let unit = (name.make)();
    let card = unit.about().card;
    let mut out = format!(
        "{} was computed as {} ({}, Mercatoria {}) with the parameters {}{}.",
        name.title,
        card.formula,
        name.id,
        pack.version,
        unit.params(),
        if name.cut.as_str() == "whole" {
            String::new()
        } else {
            format!(", on the cut {}", name.cut.as_str().replace('_', " "))
        }
    );
    if !card.sources.is_empty() {
        let _ = write!(out, " Sources: {}", card.sources.join(" "));
    }
    out.push_str("\n\n");
    for (i, source) in card.sources.iter().enumerate() {
        let _ = writeln!(
            out,
            "@misc{{{}_{},\n  note = {{{source}}}\n}}",
            name.id.replace('.', "_"),
            i + 1
        );
    }
    let _ = writeln!(
        out,
        "@software{{mercatoria,\n  title = {{Mercatoria: {}}},\n  version = {{{}}}\n}}",
        pack.package, pack.version
    );
    out
}

/// `schema`: of the parameters of an indicator, or of a package, a study or a result.
pub(crate) fn schema(registry: &Registry, mut words: lexopt::Parser) -> Result<String, Stop> {
    let id = match words.next()? {
        None => None,
        Some(Arg::Value(text)) => Some(text.to_string_lossy().into_owned()),
        Some(other) => return Err(other.unexpected().into()),
    };
    if let Some(extra) = words.next()? {
        return Err(extra.unexpected().into());
    }
    let documents = crate::pages::schemas();
    let Some(id) = id else {
        let names: Vec<&str> = documents.iter().map(|(name, _)| *name).collect();
        return Ok(format!("{}\n", names.join("\n")));
    };
    if let Some((_, schema)) = documents.iter().find(|(name, _)| *name == id) {
        return Ok(format!("{schema:#}\n"));
    }
    Ok(format!("{:#}\n", (one(registry, &id)?.1.make)().schema()))
}

/// The one indicator a command is about.
fn one(registry: &Registry, id: &str) -> Result<(&'static Pack, &'static Name), Stop> {
    registry
        .find(id)
        .map_err(|fault: Fault| Stop::Faults(vec![fault], false))
}

/// "did you mean", for words that are not ids.
pub(crate) fn meant<'a>(typed: &str, known: impl Iterator<Item = &'a str>) -> String {
    nearest(typed, known).map_or(String::new(), |word| format!("; did you mean {word:?}?"))
}
