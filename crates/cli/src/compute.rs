//! `compute`: one unit or name on one input.
use crate::{Stop, output};
use lexopt::Arg;
use mercatoria_core::{
    Absent, Code, Cut, Fault, Json, Kind, Name, Note, ReadOptions, Registry, Tables, compute,
};
use std::path::PathBuf;

struct Request {
    id: String,
    input: PathBuf,
    cut: Option<String>,
    params: Option<String>,
    options: ReadOptions,
    format: output::Format,
}

fn request(mut words: lexopt::Parser) -> Result<Request, Stop> {
    let mut places: Vec<PathBuf> = vec![];
    let (mut cut, mut params, mut options, mut format) =
        (None, None, ReadOptions::default(), output::Format::Table);
    while let Some(word) = words.next()? {
        let text = |words: &mut lexopt::Parser| {
            words
                .value()
                .map(|value| value.to_string_lossy().into_owned())
        };
        match word {
            Arg::Long("cut") => cut = Some(text(&mut words)?),
            Arg::Long("params") => params = Some(text(&mut words)?),
            Arg::Long("period") => options.period = Some(text(&mut words)?),
            Arg::Long("absent") => {
                options.absent = match &*text(&mut words)? {
                    "zero" => Absent::Zero,
                    "missing" => Absent::Missing,
                    other => {
                        return Err(Stop::Usage(format!(
                            "--absent is zero or missing, not {other:?}"
                        )));
                    }
                }
            }
            Arg::Long("format") => {
                let name = text(&mut words)?;
                format = output::Format::named(&name).ok_or_else(|| {
                    Stop::Usage(format!("no format {name:?}: table, json or csv"))
                })?;
            }
            Arg::Value(place) => places.push(place.into()),
            other => return Err(other.unexpected().into()),
        }
    }
    let [id, input]: [PathBuf; 2] = places
        .try_into()
        .map_err(|_| Stop::Usage("compute takes an ID and an INPUT".into()))?;
    Ok(Request {
        id: id.to_string_lossy().into_owned(),
        input,
        cut,
        params,
        options,
        format,
    })
}

fn parameters(text: &str) -> Result<Json, Fault> {
    let json = match text.strip_prefix('@') {
        None => text.to_owned(),
        Some(path) => std::fs::read_to_string(path)
            .map_err(|error| Fault::new(Code::FileMissing, error.to_string()).file(path))?,
    };
    serde_json::from_str(&json).map_err(|error| Fault::new(Code::JsonInvalid, error.to_string()))
}

/// The name of the table that gives a shape its rows, in a folder.
fn main_stem(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Register => &["provisions"],
        _ => &[],
    }
}

fn choose_main(mut tables: Tables, kind: Kind) -> Result<Tables, Fault> {
    let wanted = [main_stem(kind), &[kind.as_str(), "data", "values", "main"]].concat();
    let at = wanted
        .iter()
        .find_map(|stem| tables.others.iter().position(|(name, _)| name == stem));
    let sides = [
        "row_",
        "column_",
        "reference",
        "criteria",
        "coverage",
        "unit_",
        "measures",
        "events",
    ];
    let only = || {
        let left: Vec<usize> = (0..tables.others.len())
            .filter(|i| {
                !sides
                    .iter()
                    .any(|side| tables.others[*i].0.starts_with(side))
            })
            .collect();
        (left.len() == 1).then(|| left[0])
    };
    let Some(at) = at.or_else(only) else {
        let message = format!(
            "{} reads {}.csv; the folder has no file of that name",
            kind.needs(),
            wanted[0]
        );
        return Err(Fault::new(Code::FileInFolder, message).file(&tables.main.file));
    };
    tables.main = tables.others.remove(at).1;
    Ok(tables)
}

/// `compute`.
pub(crate) fn command(registry: &Registry, words: lexopt::Parser) -> Result<String, Stop> {
    let request = request(words)?;
    let as_json = request.format == output::Format::Json;
    let stop = |faults: Vec<Fault>| Stop::Faults(faults, as_json);
    let mut faults = vec![];
    let found = registry
        .find(&request.id)
        .map_err(|fault| faults.push(fault))
        .ok();
    let cut = request.cut.as_ref().map(|name| {
        Cut::named(name).ok_or_else(|| {
            let known: Vec<&str> = Cut::ALL.iter().map(|cut| cut.as_str()).collect();
            Fault::new(
                Code::CutUnknown,
                format!("no cut {name:?}; there are {}", known.join(", ")),
            )
        })
    });
    let cut = cut
        .transpose()
        .map_err(|fault| faults.push(fault))
        .ok()
        .flatten();
    let given = request
        .params
        .as_deref()
        .map(parameters)
        .transpose()
        .map_err(|fault| faults.push(fault))
        .ok()
        .flatten();
    let Some((pack, name)) = found else {
        return Err(stop(faults));
    };
    let unit = match &given {
        None => Some((name.make)()),
        Some(given) => (name.make)()
            .with(given)
            .map_err(|found| faults.extend(found))
            .ok(),
    };
    let cut = cut.unwrap_or(name.cut);
    let kind = (name.make)().about().kind;
    if cut.gives().is_some_and(|gives| gives != kind) {
        let message = format!(
            "{} reads {}; the cut {} does not give that",
            name.id,
            kind.needs(),
            cut.as_str()
        );
        faults.push(Fault::new(Code::CutImpossible, message));
    }
    let (Some(unit), true) = (unit, faults.is_empty()) else {
        return Err(stop(faults));
    };
    let kind = cut.of().unwrap_or(kind);
    let mut options = mercatoria_data::Options::default();
    if matches!(kind, Kind::Scoreboard | Kind::Ratings | Kind::Register) {
        options
            .numbers
            .retain(|column| !matches!(&**column, "weight" | "direction"));
    }
    if kind == Kind::Ratings {
        options.numbers.clear();
    }
    let (tables, mut warnings, inputs) =
        mercatoria_data::read_tables(&request.input, &options).map_err(stop)?;
    let tables = if tables.main.columns.is_empty() {
        choose_main(tables, kind).map_err(|fault| stop(vec![fault]))?
    } else {
        tables
    };
    let (owned, more) = kind.read(&tables, &request.options).map_err(stop)?;
    warnings.extend(more);
    let block =
        compute(&*unit, cut, &owned.input()).map_err(|error| Stop::Defect(error.to_string()))?;
    let mut notes: Vec<Note> = warnings
        .iter()
        .map(|w| Note {
            code: w.code.as_str(),
            message: w.to_string(),
        })
        .collect();
    notes.extend(assumed(&request.options, kind));
    notes.extend(block.values.notes().iter().cloned());
    let dialect = given
        .as_ref()
        .and_then(|given| given.get("dialect"))
        .cloned()
        .unwrap_or(Json::Null);
    let document = output::Document {
        name: document_name(name),
        version: pack.version,
        unit: &*unit,
        dialect,
        period: request.options.period,
        inputs,
        block,
        notes,
    };
    Ok(document.write(request.format))
}

fn document_name(name: &'static Name) -> &'static str {
    name.id
}

/// What a plain file was taken as.
fn assumed(options: &ReadOptions, kind: Kind) -> Option<Note> {
    let amounts = matches!(
        kind,
        Kind::Matrix | Kind::Change | Kind::Distribution | Kind::Contrast | Kind::Bilateral
    );
    let word = if options.absent == Absent::Zero {
        "zero"
    } else {
        "missing"
    };
    amounts.then(|| Note {
        code: "absent_cells",
        message: format!("a cell that is not in the file is taken as {word} (--absent)"),
    })
}
