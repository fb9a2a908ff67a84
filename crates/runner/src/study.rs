//! The study: which tables, which names, what is derived from what, what is refused. Read from TOML with every fault listed, or
//! put together in code.
use crate::{
    About, DataTable, Flow, Input, Layer,
    walk::{Origin, Place, Walk},
};
use mercatoria_core::{
    Absent, Code, Column, Cut, Fault, Hidden, Json, Kind, Owned, ReadOptions, Table, Tables,
    Undefined, json,
};
use mercatoria_data::package::{self, Selection};
use mercatoria_numeric::sum::sum;
use std::path::Path;

/// Names that are refused on some tables, and why.
#[derive(Debug, Clone)]
pub struct Refusal {
    /// Globs over ids.
    pub names: Vec<String>,
    /// Globs over table ids; empty: every table.
    pub tables: Vec<String>,
    /// The reason.
    pub reason: Undefined,
    /// In words.
    pub message: String,
    /// The data that would be needed.
    pub needs: String,
}
/// A computation that the study asks for by itself.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Its id in the results.
    pub label: String,
    /// Its title; empty: that of the name.
    pub title: String,
    /// The name.
    pub name: String,
    /// The table, or another derivation.
    pub table: String,
    /// Globs over periods; empty: every period.
    pub periods: Vec<String>,
    /// Another cut than the name's.
    pub cut: Option<Cut>,
    /// Label or attribute of a cut that measures against one.
    pub against: String,
    /// Parameters, a `dialect` among them.
    pub params: Option<Json>,
    /// Where it stands.
    pub place: Place,
}
/// A table made from what a name returns.
#[derive(Debug, Clone)]
pub struct Derivation {
    /// What the new table is.
    pub about: About,
    /// What it is made from; its label is the id of the table.
    pub from: Request,
    /// Which quantity, where there are several.
    pub quantity: String,
    /// The new table's shape: distribution, matrix or scoreboard.
    pub shape: Kind,
}
/// A study.
#[derive(Default)]
pub struct Study {
    /// Its title.
    pub title: String,
    /// Seed of everything random.
    pub seed: u64,
    /// Globs over names that are computed on every table that can carry them; empty: all.
    pub select: Vec<String>,
    /// Globs over names that are left out.
    pub leave: Vec<String>,
    /// Tables.
    pub tables: Vec<DataTable>,
    /// Refusals.
    pub refuse: Vec<Refusal>,
    /// Computations of its own.
    pub compute: Vec<Request>,
    /// Derived tables.
    pub derive: Vec<Derivation>,
    /// Files that were read.
    pub inputs: Vec<Input>,
    /// Warnings of the data.
    pub warnings: Vec<Fault>,
}

impl Study {
    /// Reads a study file and its tables; a path in it starts at the file's folder.
    ///
    /// # Errors
    /// All faults of the study and of its tables.
    pub fn open(path: &Path) -> Result<Self, Vec<Fault>> {
        let file = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| {
            let code = if error.kind() == std::io::ErrorKind::NotFound {
                Code::FileMissing
            } else {
                Code::FileUnreadable
            };
            vec![Fault::new(code, error.to_string()).file(&file)]
        })?;
        let folder = path.parent().unwrap_or_else(|| Path::new(""));
        let mut study = Self::parse(&file, &text, folder)?;
        study.inputs.insert(0, Input::of(&file, text.as_bytes()));
        Ok(study)
    }
    /// The same from a text. Tables without a path are left for the caller to add.
    ///
    /// # Errors
    /// All faults of the study and of its tables.
    pub fn parse(file: &str, text: &str, folder: &Path) -> Result<Self, Vec<Fault>> {
        let mut walk = Walk::new(file, text);
        let mut study = Self::default();
        let Some(root) = walk.root() else {
            return Err(walk.faults);
        };
        walk.known(
            &root,
            &[
                "title", "seed", "select", "leave", "table", "refuse", "compute", "derive",
            ],
        );
        study.title = walk.text(&root, "title").unwrap_or_else(|| "Study".into());
        study.seed = walk.whole(&root, "seed").unwrap_or(1);
        study.select = walk.texts(&root, "select");
        study.leave = walk.texts(&root, "leave");
        for node in walk.list(&root, "table") {
            walk.known(&node, TABLE);
            study.table(&mut walk, &node, folder);
        }
        for node in walk.list(&root, "refuse") {
            walk.known(&node, &["names", "tables", "reason", "message", "needs"]);
            let code = walk.needed(&node, "reason");
            let reason = Undefined::ALL.iter().find(|why| why.code() == code);
            if reason.is_none() && !code.is_empty() {
                let known = Undefined::ALL.iter().map(|why| why.code());
                walk.unknown(&node, "reason", &code, "reason", known);
            }
            let names = walk.texts(&node, "names");
            if names.is_empty() {
                walk.missing(&node, "names");
            }
            study.refuse.push(Refusal {
                names,
                tables: walk.texts(&node, "tables"),
                reason: reason.copied().unwrap_or(Undefined::NotApplicable),
                message: walk.text(&node, "message").unwrap_or_default(),
                needs: walk.text(&node, "needs").unwrap_or_default(),
            });
        }
        for node in walk.list(&root, "compute") {
            walk.known(&node, &[&["id"], REQUEST].concat());
            let request = request(&mut walk, &node);
            study.compute.push(request);
        }
        for node in walk.list(&root, "derive") {
            walk.known(
                &node,
                &[
                    &["id", "shape", "quantity", "unit", "layer", "notes"],
                    REQUEST,
                ]
                .concat(),
            );
            let from = request(&mut walk, &node);
            let word = walk.text(&node, "shape").unwrap_or_else(|| "matrix".into());
            let shapes = [Kind::Distribution, Kind::Matrix, Kind::Scoreboard];
            let shape = shapes.into_iter().find(|kind| kind.as_str() == word);
            if shape.is_none() {
                let known = shapes.iter().map(|kind| kind.as_str());
                walk.unknown(&node, "shape", &word, "shape of a derived table", known);
            }
            let about = About {
                id: from.label.clone(),
                title: from.title.clone(),
                layer: walk.layer(&node),
                unit: walk.text(&node, "unit").unwrap_or_default(),
                notes: walk.texts(&node, "notes"),
                ..About::default()
            };
            study.derive.push(Derivation {
                about,
                quantity: walk.text(&node, "quantity").unwrap_or_default(),
                shape: shape.unwrap_or(Kind::Matrix),
                from,
            });
        }
        let mut faults = walk.faults;
        faults.extend(study.cycles());
        if faults.iter().any(Fault::is_error) {
            return Err(faults);
        }
        study.warnings.extend(faults);
        Ok(study)
    }
    /// Adds a table that was put together in code.
    pub fn add(&mut self, table: DataTable) {
        self.tables.push(table);
    }

    fn table<'t>(&mut self, walk: &mut Walk<'t>, node: &crate::walk::Node<'t>, folder: &Path) {
        let about = About {
            id: walk.needed(node, "id"),
            title: walk.text(node, "title").unwrap_or_default(),
            layer: walk.layer(node),
            unit: walk.text(node, "unit").unwrap_or_default(),
            price_basis: walk.text(node, "price_basis").unwrap_or_default(),
            vintage: walk.text(node, "vintage").unwrap_or_default(),
            flow: walk.text(node, "flow").and_then(|word| {
                let flow = Flow::named(&word);
                if flow.is_none() {
                    walk.unknown(
                        node,
                        "flow",
                        &word,
                        "flow",
                        ["exports", "imports", "two_way"].into_iter(),
                    );
                }
                flow
            }),
            notes: walk.texts(node, "notes"),
            sources: walk.texts(node, "sources"),
            only: walk.texts(node, "only"),
            only_because: walk.text(node, "only_because").unwrap_or_default(),
        };
        let word = walk.needed(node, "shape");
        let kind = Kind::ALL.iter().copied().find(|kind| kind.as_str() == word);
        if kind.is_none() && !word.is_empty() {
            let known = Kind::ALL.iter().map(|kind| kind.as_str());
            walk.unknown(node, "shape", &word, "shape", known);
        }
        let origin = walk.origin(node, folder);
        let (axes, value) = (walk.texts(node, "axes"), walk.text(node, "value"));
        let as_printed = walk.flag(node, "as_printed");
        let absent = match walk.text(node, "absent").as_deref() {
            None | Some("zero") => Absent::Zero,
            Some("missing") => Absent::Missing,
            Some(other) => {
                walk.unknown(
                    node,
                    "absent",
                    other,
                    "meaning of an absent cell",
                    ["zero", "missing"].into_iter(),
                );
                Absent::Zero
            }
        };
        let renamed = walk.object(node, "columns");
        let kept = walk.object(node, "where");
        let mut periods = walk.texts(node, "periods");
        let total = walk.number(node, "total");
        let unknown_rest = walk.text(node, "rest").is_some_and(|word| {
            if word != "unknown" {
                walk.unknown(node, "rest", &word, "rest", ["unknown"].into_iter());
            }
            true
        });
        let (Some(kind), Some(origin)) = (kind, origin) else {
            return;
        };
        let path = match origin {
            Origin::Files(path) => path,
            Origin::Package(path, table) => {
                let selection = Selection {
                    table,
                    rows: rows_of(&kept),
                    axes,
                    value,
                    as_printed,
                    ..Selection::default()
                };
                return self.packaged(walk, about, kind, &path, &periods, absent, &selection);
            }
        };
        let options = mercatoria_data::Options {
            // Labels such as years and codes stay texts; shapes read their numbers themselves.
            numbers: vec![],
            ..mercatoria_data::Options::default()
        };
        let (tables, warnings, files) = match mercatoria_data::read_tables(&path, &options) {
            Ok(read) => read,
            Err(faults) => return walk.faults.extend(faults),
        };
        self.warnings.extend(warnings);
        self.inputs.extend(files.into_iter().map(|file| Input {
            path: file.path,
            sha256: file.sha256,
        }));
        let mut tables = match with_main(tables, kind) {
            Ok(tables) => tables,
            Err(fault) => return walk.faults.push(fault),
        };
        rows_where(&mut tables.main, &kept, walk, node);
        rename(&mut tables.main, &renamed, walk, node);
        if periods.is_empty() {
            periods.push(String::new());
        }
        let mut shapes = vec![];
        for period in periods {
            let options = ReadOptions {
                period: (!period.is_empty()).then(|| period.clone()),
                absent,
                ..ReadOptions::default()
            };
            match kind.read(&tables, &options) {
                Ok((mut shape, warnings)) => {
                    self.warnings.extend(warnings);
                    if let Err(fault) = hide(&mut shape, total, unknown_rest) {
                        walk.faults.push(walk.here(node, "total", fault));
                    }
                    shapes.push((period, shape));
                }
                Err(faults) => walk.faults.extend(faults),
            }
        }
        self.tables.push(DataTable::at(about, shapes));
    }

    /// A table of a package: its descriptor says what the columns are.
    #[allow(clippy::too_many_arguments)] // one call, all of it what the study says of one table
    fn packaged(
        &mut self,
        walk: &mut Walk<'_>,
        mut about: About,
        kind: Kind,
        path: &Path,
        periods: &[String],
        absent: Absent,
        selection: &Selection,
    ) {
        let package = match package::open(path) {
            Ok((package, warnings)) => {
                self.warnings.extend(warnings);
                package
            }
            Err(faults) => return walk.faults.extend(faults),
        };
        let all = [String::new()];
        let periods = if periods.is_empty() { &all } else { periods };
        let mut shapes = vec![];
        for period in periods {
            let options = ReadOptions {
                period: (!period.is_empty()).then(|| period.clone()),
                absent,
                ..ReadOptions::default()
            };
            match package.shape(kind, &options, selection) {
                Ok(loaded) => {
                    about.flow = about.flow.or(loaded.trade_flow().map(Flow::of));
                    if loaded.generated {
                        about.layer = Layer::Generated;
                    }
                    if about.unit.is_empty() {
                        about.unit = loaded.unit.or(loaded.currency).unwrap_or_default();
                    }
                    for note in loaded.notes {
                        if !about.notes.contains(&note.message) {
                            about.notes.push(note.message);
                        }
                    }
                    self.warnings.extend(loaded.warnings);
                    for file in loaded.inputs {
                        let input = Input {
                            path: file.path,
                            sha256: file.sha256,
                        };
                        if !self.inputs.contains(&input) {
                            self.inputs.push(input);
                        }
                    }
                    shapes.push((period.clone(), loaded.owned));
                }
                Err(faults) => walk.faults.extend(faults),
            }
        }
        self.tables.push(DataTable::at(about, shapes));
    }

    /// Faults of derivations that lead back to themselves, and the order in which the others can be made.
    fn cycles(&self) -> Vec<Fault> {
        let mut faults = vec![];
        let mut reported: Vec<usize> = vec![];
        for (start, derivation) in self.derive.iter().enumerate() {
            let (mut path, mut at) = (vec![start], &derivation.from.table);
            while let Some(next) = self.derive.iter().position(|d| d.about.id == *at) {
                if let Some(from) = path.iter().position(|seen| *seen == next) {
                    let ring = &path[from..];
                    if !ring.iter().any(|i| reported.contains(i)) {
                        reported.extend(ring);
                        let mut names: Vec<&str> =
                            ring.iter().map(|i| &*self.derive[*i].about.id).collect();
                        names.push(names[0]);
                        let place = &self.derive[ring[0]].from.place;
                        let message = format!("derived from itself: {}", names.join(" from "));
                        faults.push(place.fault(Code::Cycle, message));
                    }
                    break;
                }
                path.push(next);
                at = &self.derive[next].from.table;
            }
        }
        faults
    }
}
const TABLE: &[&str] = &[
    "id",
    "title",
    "path",
    "package",
    "resource",
    "shape",
    "layer",
    "unit",
    "price_basis",
    "vintage",
    "flow",
    "notes",
    "sources",
    "only",
    "only_because",
    "absent",
    "columns",
    "where",
    "periods",
    "total",
    "rest",
    "axes",
    "value",
    "as_printed",
];
const REQUEST: &[&str] = &[
    "title", "name", "table", "periods", "cut", "against", "params",
];

fn request<'t>(walk: &mut Walk<'t>, node: &crate::walk::Node<'t>) -> Request {
    let cut = walk.text(node, "cut").and_then(|word| {
        let cut = Cut::named(&word);
        if cut.is_none() {
            let known = Cut::ALL.iter().map(|cut| cut.as_str());
            walk.unknown(node, "cut", &word, "cut", known);
        }
        cut
    });
    Request {
        label: walk.needed(node, "id"),
        title: walk.text(node, "title").unwrap_or_default(),
        name: walk.needed(node, "name"),
        table: walk.needed(node, "table"),
        periods: walk.texts(node, "periods"),
        cut,
        against: walk.text(node, "against").unwrap_or_default(),
        params: walk.object(node, "params"),
        place: walk.place(node),
    }
}
/// The table of a folder that gives the shape its rows.
fn with_main(mut tables: Tables, kind: Kind) -> Result<Tables, Fault> {
    if !tables.main.columns.is_empty() {
        return Ok(tables);
    }
    let wanted = match kind {
        Kind::Register => vec!["provisions"],
        _ => vec![kind.as_str(), "data", "values", "main"],
    };
    let at = wanted
        .iter()
        .find_map(|stem| tables.others.iter().position(|(name, _)| name == stem));
    let Some(at) = at else {
        let message = format!("{} reads {}.csv", kind.needs(), wanted[0]);
        return Err(Fault::new(Code::FileInFolder, message).file(&tables.main.file));
    };
    tables.main = tables.others.remove(at).1;
    Ok(tables)
}
/// Columns and the values that their rows may have.
fn rows_of(kept: &Option<Json>) -> Vec<(String, Vec<String>)> {
    let values = |wanted: &Json| match wanted {
        Json::Array(list) => list
            .iter()
            .filter_map(Json::as_str)
            .map(str::to_owned)
            .collect(),
        other => other.as_str().map(str::to_owned).into_iter().collect(),
    };
    kept.iter()
        .flat_map(|kept| kept.as_object())
        .flatten()
        .map(|(name, wanted)| (name.clone(), values(wanted)))
        .collect()
}
/// Keeps the rows whose cells are among the wanted.
fn rows_where(table: &mut Table, kept: &Option<Json>, walk: &mut Walk, node: &crate::walk::Node) {
    for (name, wanted) in kept.iter().flat_map(|kept| kept.as_object()).flatten() {
        let Some(column) = table.columns.iter().position(|(n, _)| n == name) else {
            walk.faults.push(
                Fault::new(Code::ColumnMissing, format!("column {name:?} is missing"))
                    .file(&table.file)
                    .pointer(format!("{}/where/{name}", node.pointer)),
            );
            continue;
        };
        let texts: Vec<&str> = match wanted {
            Json::Array(list) => list.iter().filter_map(Json::as_str).collect(),
            other => other.as_str().into_iter().collect(),
        };
        let keep: Vec<usize> = (0..table.rows())
            .filter(|row| texts.contains(&table.text(column, *row)))
            .collect();
        let lines = keep.iter().map(|row| table.line(*row)).collect();
        for (_, column) in &mut table.columns {
            match column {
                Column::Labels { codes, .. } => *codes = keep.iter().map(|i| codes[*i]).collect(),
                Column::Numbers(numbers) => *numbers = keep.iter().map(|i| numbers[*i]).collect(),
            }
        }
        table.lines = lines;
    }
}
fn rename(table: &mut Table, names: &Option<Json>, walk: &mut Walk, node: &crate::walk::Node) {
    for (role, name) in names.iter().flat_map(|names| names.as_object()).flatten() {
        let name = name.as_str().unwrap_or_default();
        match table.columns.iter().position(|(n, _)| n == name) {
            Some(at) => table.columns[at].0.clone_from(role),
            None => walk.faults.push(
                Fault::new(Code::ColumnMissing, format!("column {name:?} is missing"))
                    .file(&table.file)
                    .pointer(format!("{}/columns/{role}", node.pointer)),
            ),
        }
    }
}
/// What of a distribution is not printed.
fn hide(shape: &mut Owned, total: Option<f64>, unknown: bool) -> Result<(), Fault> {
    if total.is_none() && !unknown {
        return Ok(());
    }
    let Owned::Distribution(d) = shape else {
        return Err(Fault::new(
            Code::StudyInvalid,
            "a total or a rest belongs to a distribution",
        ));
    };
    d.hidden = Hidden::Unknown;
    if let Some(total) = total {
        let rest = total - sum(&d.amounts);
        if rest < 0.0 {
            return Err(Fault::new(
                Code::PartsExceed,
                format!("the parts add up to more than the total {total}"),
            ));
        }
        d.hidden = if rest > 0.0 {
            Hidden::Amount(rest)
        } else {
            Hidden::Nothing
        };
    }
    Ok(())
}
impl Request {
    /// A request put together in code.
    pub fn new(label: &str, title: &str, name: &str, table: &str) -> Self {
        Self {
            label: label.into(),
            title: title.into(),
            name: name.into(),
            table: table.into(),
            ..Self::default()
        }
    }
    /// Under this cut.
    #[must_use]
    pub fn cut(self, cut: Cut) -> Self {
        Self {
            cut: Some(cut),
            ..self
        }
    }
    /// With these parameters.
    #[must_use]
    pub fn params(self, params: Json) -> Self {
        Self {
            params: Some(params),
            ..self
        }
    }
}
/// An empty object of parameters.
pub(crate) fn none() -> Json {
    json!({})
}
