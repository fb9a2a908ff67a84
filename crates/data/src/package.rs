//! Packages of tables: a folder with `datapackage.json`, read, checked by typed rules, and made into shapes.
//!
//! | function | what it does |
//! | --- | --- |
//! | [`open`] | reads the descriptor and every table, and lists all faults of all of them |
//! | [`Package::table`] | one table by name |
//! | [`PackageTable::shape`] | the shape that an indicator reads, from the roles of the columns |
//! | [`input`] | all of it in one step, for a command |
//!
//! Faults of a descriptor stand at line and column of the JSON text, faults of a table at line and field of its file; both
//! carry the JSON pointer of what they are about.
#![allow(clippy::result_large_err)] // a fault ends the work: its size costs nothing
mod column;
mod place;
mod rules;
mod shape;

mod table;
mod totals;

pub use place::Places;
pub use shape::{Loaded, Selection, refusal};

pub use table::PackageTable;

use crate::InputFile;
use mercatoria_core::dataset::{self, ResourceName};
use mercatoria_core::{Code, Fault, Faults, Json, Kind, ReadOptions};
use std::path::{Path, PathBuf};

/// Largest descriptor that is read.
const DESCRIPTOR_LIMIT: u64 = 64 << 20;

/// A package: its descriptor and its tables, all of them checked.
#[derive(Debug)]
pub struct Package {
    /// The descriptor.
    pub descriptor: dataset::Package,
    /// Its file.
    pub file: String,
    /// The tables in the order of the descriptor.
    pub tables: Vec<PackageTable>,
    /// Every file that was read, with its hash.
    pub inputs: Vec<InputFile>,
}

impl Package {
    /// A table by its name.
    ///
    /// # Errors
    /// A fault with the names there are.
    pub fn table(&self, name: &str) -> Result<&PackageTable, Fault> {
        let found = self.tables.iter().find(|table| table.name() == name);
        found.ok_or_else(|| {
            let known: Vec<&str> = self.tables.iter().map(PackageTable::name).collect();
            let meant = mercatoria_core::param::nearest(name, known.iter().copied())
                .map_or(String::new(), |meant| format!("; did you mean {meant:?}?"));
            let message = format!("no table {name:?}{meant}; there are {}", known.join(", "));
            Fault::new(Code::TableUnknown, message).file(&self.file)
        })
    }

    /// Are the figures of this package generated?
    pub fn is_generated(&self) -> bool {
        let profile = self.descriptor.mercatoria.as_ref();
        profile.is_some_and(|profile| profile.generated)
    }
}

/// Is this input a package: a descriptor, or a folder with one?
pub fn is_package(path: impl AsRef<Path>) -> bool {
    let path = path.as_ref();
    match path.extension() {
        Some(extension) if extension == "json" => true,
        _ => path.join("datapackage.json").is_file(),
    }
}

/// Reads a package: a folder that holds `datapackage.json`, or the descriptor itself. Returns the warnings too.
///
/// # Errors
/// All faults of the descriptor; if it has none, all faults of all tables, bounded per code.
pub fn open(path: impl AsRef<Path>) -> Result<(Package, Vec<Fault>), Vec<Fault>> {
    let path = path.as_ref();
    let file = if path.is_dir() {
        path.join("datapackage.json")
    } else {
        path.to_owned()
    };
    let name = file.display().to_string();
    let table = ["csv", "tsv", "gz", "zst"];
    let ending = file.extension().and_then(|ending| ending.to_str());
    if ending.is_some_and(|ending| table.contains(&ending)) {
        let message = "this is a table; a package is a folder with datapackage.json";
        return Err(vec![
            Fault::new(Code::DescriptorInvalid, message).file(name),
        ]);
    }
    let text = read_descriptor(&file).map_err(|fault| vec![fault])?;
    let (descriptor, places, warnings) = parse(&text, &name)?;
    let folder = file.parent().map(Path::to_owned).unwrap_or_default();
    let mut faults = Faults::default();
    faults.extend(warnings);
    let (tables, mut inputs) = table::read_all(&descriptor, &folder, &name, &places, &mut faults);
    rules::across(&descriptor, &tables, &mut faults);
    inputs.insert(0, hash_of(&name, text.as_bytes()));
    faults.finish(|| Package {
        descriptor,
        file: name,
        tables,
        inputs,
    })
}

/// The descriptor of a text, the places of its parts, and the warnings.
///
/// # Errors
/// All faults, each with line, column and pointer.
pub fn parse(text: &str, file: &str) -> Result<(dataset::Package, Places, Vec<Fault>), Vec<Fault>> {
    let text_without_mark = text.strip_prefix('\u{feff}').unwrap_or(text);
    let json: Json = serde_json::from_str(text_without_mark).map_err(|error| {
        let fault = Fault::new(Code::JsonInvalid, error.to_string())
            .at(file, error.line().max(1) as u64)
            .column(error.column().max(1) as u64);
        vec![fault]
    })?;
    let places = Places::of(text_without_mark);
    let mut faults = Faults::default();
    faults.extend(places.duplicates());
    faults.extend(dataset::faults(&json));
    if faults.has_errors() {
        let located = faults.into_vec().into_iter();
        let mut located: Vec<Fault> = located.map(|fault| places.locate(fault, file)).collect();
        located.sort_by_key(|fault| (fault.row, fault.column));
        return Err(located);
    }
    let descriptor = dataset::read(&json).map_err(|fault| vec![places.locate(fault, file)])?;
    let warnings = faults.into_vec().into_iter();
    let warnings = warnings.map(|fault| places.locate(fault, file)).collect();
    Ok((descriptor, places, warnings))
}

/// The text of a descriptor.
pub(crate) fn read_descriptor(file: &Path) -> Result<String, Fault> {
    let name = file.display().to_string();
    let unreadable = |error: std::io::Error| {
        let code = match error.kind() {
            std::io::ErrorKind::NotFound => Code::FileMissing,
            _ => Code::FileUnreadable,
        };
        Fault::new(code, error.to_string()).file(&name)
    };
    let length = std::fs::metadata(file).map_err(unreadable)?.len();
    if length > DESCRIPTOR_LIMIT {
        let message = format!("a descriptor of {length} bytes is not read");
        return Err(Fault::new(Code::FieldTooLong, message).file(&name));
    }
    let bytes = std::fs::read(file).map_err(unreadable)?;
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let before = &error.as_bytes()[..valid];
        let row = before.iter().filter(|b| **b == b'\n').count() as u64 + 1;
        let message = format!("a descriptor is UTF-8; byte {} is not", valid + 1);
        Fault::new(Code::Encoding, message).at(&name, row)
    })
}

/// What a command computes on: the shape, made from a table of a package by the roles of its columns.
///
/// `table` names the table; without it the package has exactly one that fits.
///
/// # Errors
/// All faults of the package, or of making the shape.
pub fn input(
    path: impl AsRef<Path>,
    kind: Kind,
    options: &ReadOptions,
    table: Option<&str>,
) -> Result<Loaded, Vec<Fault>> {
    let selection = Selection {
        table: table.map(str::to_owned),
        ..Selection::default()
    };
    input_with(path, kind, options, &selection)
}

/// The same with a selection of rows, a flow, levels.
///
/// # Errors
/// All faults of the package, or of making the shape.
pub fn input_with(
    path: impl AsRef<Path>,
    kind: Kind,
    options: &ReadOptions,
    selection: &Selection,
) -> Result<Loaded, Vec<Fault>> {
    let (package, warnings) = open(path)?;
    let mut loaded = package.shape(kind, options, selection)?;
    loaded.warnings.splice(0..0, warnings);
    Ok(loaded)
}

/// Joins a folder and a path of a descriptor; the path has been checked, links inside the folder have not.
pub(crate) fn inside(folder: &Path, path: &str) -> Result<PathBuf, Fault> {
    let joined = folder.join(path);
    if let (Ok(real), Ok(root)) = (joined.canonicalize(), folder_of(folder).canonicalize())
        && !real.starts_with(&root)
    {
        let message = format!("{path:?} is a link that leaves the folder of the package");
        return Err(Fault::new(Code::PathUnsafe, message));
    }
    Ok(joined)
}

fn folder_of(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    }
}

/// A name as text, for maps.
pub(crate) fn named(name: &ResourceName) -> &str {
    name.as_str()
}

fn hash_of(path: &str, bytes: &[u8]) -> InputFile {
    use sha2::Digest;
    use std::fmt::Write;
    let mut sha256 = String::with_capacity(64);
    for byte in sha2::Sha256::digest(bytes) {
        let _ = write!(sha256, "{byte:02x}");
    }
    InputFile {
        path: path.to_owned(),
        sha256,
    }
}
