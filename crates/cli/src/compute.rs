//! `compute`: one unit or name on one input.
use crate::{Stop, catalogue::meant, output};
use lexopt::Arg;
use mercatoria_core::{
    Absent, Block, Code, Cut, Error, Fault, Flows, Json, Kind, Name, Note, Owned, ReadOptions,
    Registry, Tables, TradeFlow, Undefined, Unit, Values, compute_against, contributions,
};
use mercatoria_data::package;
use std::path::PathBuf;

struct Request {
    id: String,
    input: PathBuf,
    cut: Option<String>,
    against: Option<String>,
    params: Option<String>,
    seed: Option<u64>,
    select: Vec<String>,
    options: ReadOptions,
    format: output::Format,
    explain: bool,
    compare: bool,
}

fn request(mut words: lexopt::Parser) -> Result<Request, Stop> {
    let mut places: Vec<PathBuf> = vec![];
    let mut request = Request {
        id: String::new(),
        input: PathBuf::new(),
        cut: None,
        against: None,
        params: None,
        seed: None,
        select: vec![],
        options: ReadOptions::default(),
        format: output::Format::Table,
        explain: false,
        compare: false,
    };
    let text = |words: &mut lexopt::Parser| {
        words
            .value()
            .map(|value| value.to_string_lossy().into_owned())
    };
    while let Some(word) = words.next()? {
        match word {
            Arg::Long("cut") => request.cut = Some(text(&mut words)?),
            Arg::Long("against") => request.against = Some(text(&mut words)?),
            Arg::Long("params") => request.params = Some(text(&mut words)?),
            Arg::Long("seed") => {
                let seed = text(&mut words)?;
                let number = seed
                    .parse()
                    .map_err(|_| Stop::Usage(format!("--seed is a whole number, not {seed:?}")))?;
                request.seed = Some(number);
            }
            Arg::Long("period") => request.options.period = Some(text(&mut words)?),
            Arg::Long("table") => request.options.table = Some(text(&mut words)?),
            Arg::Long("select") => request.select.push(text(&mut words)?),
            Arg::Long("explain") => request.explain = true,
            Arg::Long("compare-dialects") => request.compare = true,
            Arg::Long("absent") => {
                request.options.absent = match &*text(&mut words)? {
                    "zero" => Absent::Zero,
                    "missing" => Absent::Missing,
                    other => {
                        let message = format!("--absent is zero or missing, not {other:?}");
                        return Err(Stop::Usage(message));
                    }
                }
            }
            Arg::Long("flow") => {
                let flow = text(&mut words)?;
                request.options.flow = Some(TradeFlow::named(&flow).ok_or_else(|| {
                    Stop::Usage(format!(
                        "--flow is exports, imports or two_way, not {flow:?}"
                    ))
                })?);
            }
            Arg::Long("format") => {
                let name = text(&mut words)?;
                request.format = output::Format::named(&name).ok_or_else(|| {
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
    request.id = id.to_string_lossy().into_owned();
    request.input = input;
    Ok(request)
}

fn parameters(text: &str) -> Result<Json, Fault> {
    let (json, file) = match text.strip_prefix('@') {
        None => (text.to_owned(), None),
        Some(path) => (
            std::fs::read_to_string(path)
                .map_err(|error| Fault::new(Code::FileMissing, error.to_string()).file(path))?,
            Some(path),
        ),
    };
    serde_json::from_str(&json).map_err(|error| {
        let fault = Fault::new(Code::JsonInvalid, format!("parameters: {error}"));
        match file {
            Some(file) => fault
                .at(file, error.line() as u64)
                .column(error.column() as u64),
            None => fault,
        }
    })
}

/// Parameters with the seed of the command line, where the unit has one.
fn seeded(unit: &dyn Unit, given: Option<Json>, seed: Option<u64>) -> Result<Option<Json>, Fault> {
    let Some(seed) = seed else {
        return Ok(given);
    };
    if unit.params().get("seed").is_none() {
        let message = format!("{} draws nothing: it has no seed", unit.about().card.id);
        return Err(Fault::new(Code::ParamUnknown, message).pointer("/seed"));
    }
    let mut params = given.unwrap_or_else(|| Json::Object(Default::default()));
    if let Some(params) = params.as_object_mut() {
        params.insert("seed".into(), seed.into());
    }
    Ok(Some(params))
}

/// The table of a folder that gives a shape its rows.
fn choose_main(mut tables: Tables, kind: Kind) -> Result<Tables, Fault> {
    let first: &[&str] = match kind {
        Kind::Register => &["provisions"],
        _ => &[],
    };
    let wanted = [first, &[kind.as_str(), "data", "values", "value", "main"]].concat();
    let at = wanted
        .iter()
        .find_map(|stem| tables.others.iter().position(|(name, _)| name == stem));
    let is_side = |stem: &str| {
        let ends = ["_attributes", "_tree", "_relation", "_totals"];
        let whole = [
            "reference",
            "criteria",
            "coverage",
            "measures",
            "events",
            "measure_events",
            "targets",
            "total",
            "neighbours",
        ];
        ends.iter().any(|end| stem.ends_with(end)) || whole.contains(&stem)
    };
    let only = || {
        let left: Vec<usize> = (0..tables.others.len())
            .filter(|i| !is_side(&tables.others[*i].0))
            .collect();
        (left.len() == 1).then(|| left[0])
    };
    let Some(at) = at.or_else(only) else {
        if kind == Kind::Register && tables.get("measures").is_some() {
            // Measures and their events say enough.
            return Ok(tables);
        }
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

/// A shape as read, with what has to be said of it.
struct Input {
    owned: Owned,
    flow: Option<TradeFlow>,
    notes: Vec<Note>,
    files: Vec<mercatoria_data::InputFile>,
}
fn note_of(fault: &Fault) -> Note {
    Note {
        code: fault.code.as_str(),
        message: fault.to_string(),
    }
}

/// Reads the input as a shape: a package by the roles of its columns, plain files by their names.
fn read(request: &Request, kind: Kind, cut: &mut Cut, name: &Name) -> Result<Input, Vec<Fault>> {
    let options = &request.options;
    if package::is_package(&request.input) {
        let mut selection = package::Selection {
            table: options.table.clone(),
            prefer: options.flow.or(name.flow).map(Into::into),
            ..package::Selection::default()
        };
        for text in &request.select {
            selection.add(text).map_err(|fault| vec![fault])?;
        }
        let loaded = package::input_with(&request.input, kind, options, &selection)?;
        let mut notes: Vec<Note> = loaded.warnings.iter().map(note_of).collect();
        if loaded.generated {
            notes.push(Note {
                code: "generated",
                message: "the figures of this package are generated".into(),
            });
        }
        notes.extend(loaded.notes.iter().cloned());
        return Ok(Input {
            flow: loaded.trade_flow().or(options.flow),
            owned: loaded.owned,
            notes,
            files: loaded.inputs,
        });
    }
    let (owned, warnings, files) = read_plain(request, kind, cut, name)?;
    let mut notes: Vec<Note> = warnings.iter().map(note_of).collect();
    notes.extend(assumed(options, cut.of().unwrap_or(kind), name));
    Ok(Input {
        owned,
        flow: options.flow,
        notes,
        files,
    })
}
fn read_plain(
    request: &Request,
    mut kind: Kind,
    cut: &mut Cut,
    name: &Name,
) -> Result<(Owned, Vec<Fault>, Vec<mercatoria_data::InputFile>), Vec<Fault>> {
    let mut options = mercatoria_data::Options::default();
    match kind {
        // Empty weights and directions have defaults.
        Kind::Scoreboard | Kind::Register => options
            .numbers
            .retain(|column| !matches!(&**column, "weight" | "direction" | "lower" | "upper")),
        // Answers of coders and columns of panels may be words.
        Kind::Ratings | Kind::Panel => options.numbers.clear(),
        _ => {}
    }
    let (tables, mut warnings, inputs) = mercatoria_data::read_tables(&request.input, &options)
        .map_err(|faults| further(request, kind, faults))?;
    let tables = if tables.main.columns.is_empty() {
        choose_main(tables, kind).map_err(|fault| vec![fault])?
    } else {
        tables
    };
    if Flows::fits(&tables.main) && kind != Kind::Flows {
        // Exports and imports of every country, from a table of single flows.
        if kind == Kind::Trade && *cut == Cut::Whole {
            (kind, *cut) = (Kind::Bilateral, Cut::TradeRows);
        }
        // One distribution an exporter.
        if kind == Kind::Distribution && *cut == Cut::Whole {
            (kind, *cut) = (Kind::Matrix, Cut::Rows);
        }
        let mut options = request.options.clone();
        if kind == Kind::Change {
            options.period = None;
        }
        let (flows, more) = Flows::read_loosely(&tables, &options)?;
        if let Some(made) = Owned::from_flows(&flows, kind, name.over) {
            let owned = made.map_err(|fault| vec![fault.file(&tables.main.file)])?;
            warnings.extend(more);
            return Ok((owned, warnings, inputs));
        }
    }
    let (owned, more) = kind.read(&tables, &request.options)?;
    warnings.extend(more);
    Ok((owned, warnings, inputs))
}

/// The faults of a file that could not be read as numbers, and those that its labels have besides: read once more as texts.
fn further(request: &Request, kind: Kind, mut faults: Vec<Fault>) -> Vec<Fault> {
    let texts = mercatoria_data::Options {
        numbers: vec![],
        ..mercatoria_data::Options::default()
    };
    let Ok((tables, ..)) = mercatoria_data::read_tables(&request.input, &texts) else {
        return faults;
    };
    let tables = match tables.main.columns.is_empty() {
        true => choose_main(tables, kind),
        false => Ok(tables),
    };
    let more = tables
        .map_err(|fault| vec![fault])
        .and_then(|tables| kind.read(&tables, &request.options).map(|_| ()));
    for fault in more.err().into_iter().flatten() {
        let same = |f: &Fault| f.code == fault.code && f.row == fault.row && f.field == fault.field;
        if !faults.iter().any(same) {
            faults.push(fault);
        }
    }
    faults.sort_by(|a, b| (&a.file, a.row).cmp(&(&b.file, b.row)));
    faults
}

/// The same cells, all with one reason.
fn refused(block: Block, why: Undefined) -> Block {
    let mut values = Values::undefined(block.values.len(), why);
    values.note(why.code(), format!("refused: {why}"));
    Block { values, ..block }
}

fn stopped(error: Error, as_json: bool) -> Stop {
    let code = match &error {
        Error::Needs { .. } => Code::ShapeWrong,
        Error::Against { .. } => Code::SideMissing,
        Error::Cells { .. } | Error::Parts { .. } => return Stop::Defect(error.to_string()),
    };
    Stop::Faults(vec![Fault::new(code, error.to_string())], as_json)
}

/// `compute`.
pub(crate) fn command(registry: &Registry, words: lexopt::Parser) -> Result<String, Stop> {
    let request = request(words)?;
    let as_json = request.format == output::Format::Json;
    let stop = |faults: Vec<Fault>| Stop::Faults(faults, as_json);
    let mut faults = vec![];
    let mut keep = |fault: Fault| faults.push(fault);
    let found = registry.find(&request.id).map_err(&mut keep).ok();
    let cut = request.cut.as_deref().and_then(|name| {
        Cut::named(name).or_else(|| {
            let known: Vec<&str> = Cut::ALL.iter().map(|cut| cut.as_str()).collect();
            let meant = meant(name, known.iter().copied());
            let message = format!("no cut {name:?}{meant}; there are {}", known.join(", "));
            keep(Fault::new(Code::CutUnknown, message));
            None
        })
    });
    let given = request.params.as_deref().map(parameters).transpose();
    let given = given.map_err(&mut keep).ok().flatten();
    let Some((pack, name)) = found else {
        return Err(stop(faults));
    };
    let default = (name.make)();
    let given = seeded(&*default, given, request.seed)
        .map_err(&mut keep)
        .ok()
        .flatten();
    let unit = match &given {
        None => Some((name.make)()),
        Some(given) => default
            .with(given)
            .map_err(|found| faults.extend(found))
            .ok(),
    };
    let mut cut = cut.unwrap_or(name.cut);
    let kind = default.about().kind;
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
    let read = read(&request, cut.of().unwrap_or(kind), &mut cut, name).map_err(stop)?;
    let (owned, mut notes) = (read.owned, read.notes);
    let cut = cut;
    let against = request.against.as_deref().unwrap_or(name.against);
    let input = owned.input();
    let compute = |unit: &dyn Unit| {
        compute_against(unit, cut, against, &input).map_err(|error| stopped(error, as_json))
    };
    let mut block = compute(&*unit)?;
    match (name.flow, read.flow) {
        (Some(wanted), Some(TradeFlow::TwoWay)) if wanted != TradeFlow::TwoWay => {
            block = refused(block, Undefined::TwoWayTrade);
        }
        (Some(wanted), Some(given)) if wanted != given => {
            let message = format!(
                "{} is of {}, the table holds {}",
                name.id,
                wanted.as_str(),
                given.as_str()
            );
            return Err(stop(vec![Fault::new(Code::FlowRefused, message)]));
        }
        _ => {}
    }
    notes.extend(block.values.notes().iter().cloned());
    let parts = if request.explain {
        contributions(&*unit, cut, against, &input).map_err(|error| stopped(error, as_json))?
    } else {
        None
    };
    if request.explain && parts.is_none() {
        let message = "the value is not a sum over labels, or not defined: no contributions";
        notes.push(Note {
            code: "no_contributions",
            message: message.into(),
        });
    }
    let mut dialects = vec![];
    if request.compare {
        for (dialect, params) in unit.dialects() {
            if let Ok(other) = unit.with(&params) {
                dialects.push((dialect, params, compute(&*other)?));
            }
        }
    }
    let dialect = given.as_ref().and_then(|given| given.get("dialect"));
    let document = output::Document {
        name: name.id,
        version: pack.version,
        unit: &*unit,
        dialect: dialect.cloned().unwrap_or(Json::Null),
        period: request.options.period,
        inputs: read.files,
        block,
        notes,
        contributions: parts,
        dialects,
    };
    Ok(document.write(request.format))
}

/// What a plain file was taken as.
fn assumed(options: &ReadOptions, kind: Kind, name: &Name) -> Vec<Note> {
    let amounts = matches!(
        kind,
        Kind::Matrix | Kind::Change | Kind::Distribution | Kind::Contrast | Kind::Bilateral
    );
    let word = if options.absent == Absent::Zero {
        "zero"
    } else {
        "missing"
    };
    let mut notes = vec![];
    if amounts {
        notes.push(Note {
            code: "absent_cells",
            message: format!("a cell that is not in the file is taken as {word} (--absent)"),
        });
    }
    if let (Some(wanted), None) = (name.flow, options.flow) {
        notes.push(Note {
            code: "flow_assumed",
            message: format!("the table is taken as {} (--flow)", wanted.as_str()),
        });
    }
    notes
}
