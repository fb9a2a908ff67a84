//! The tables of a package: read, matched with the declared columns, typed.
use super::column::{Cell, Column, Reading, Wrong};
use super::{Places, inside};
use crate::{Encoding, InputFile, Options};
use mercatoria_core::dataset::{
    self, Field, FieldMatch, FieldProfile, FieldRole, Resource, TableProfile, TableSchema,
};
use mercatoria_core::{Code, Fault, Faults, Json, Table, code_texts};
use std::collections::BTreeMap;
use std::path::Path;

/// One table of a package, typed as its descriptor declares.
#[derive(Debug)]
pub struct PackageTable {
    /// What the descriptor says of it.
    pub resource: Resource,
    /// Its columns; those of the file where none is declared.
    pub schema: TableSchema,
    /// Place in the descriptor.
    pub(super) index: usize,
    /// Files of the rows: the first row of each.
    parts: Vec<(usize, String)>,
    lines: Vec<u64>,
    rows: usize,
    /// By declared field; `None` where the file may lack it.
    pub(super) columns: Vec<Option<Column>>,
}

impl PackageTable {
    /// Its name.
    pub fn name(&self) -> &str {
        self.resource.name.as_str()
    }
    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }
    /// The declared columns.
    pub fn fields(&self) -> &[Field] {
        &self.schema.fields
    }
    /// What the profile says of the table.
    pub fn profile(&self) -> Option<&TableProfile> {
        self.resource.mercatoria.as_ref()
    }
    /// What the profile says of a column.
    pub fn role(&self, field: usize) -> Option<&FieldProfile> {
        self.schema.fields.get(field)?.mercatoria.as_ref()
    }
    /// The places of the columns with a role.
    pub fn with_role(&self, role: FieldRole) -> impl Iterator<Item = usize> + '_ {
        (0..self.schema.fields.len())
            .filter(move |field| self.role(*field).is_some_and(|p| p.role == role))
    }
    /// The place of a column by name.
    pub fn field(&self, name: &str) -> Option<usize> {
        self.schema
            .fields
            .iter()
            .position(|field| field.name == name)
    }
    /// The text of a cell; empty where the file lacks the column.
    pub fn text(&self, field: usize, row: usize) -> &str {
        self.column(field).map_or("", |column| column.text(row))
    }
    /// The number of a cell; `None` where it is missing or no number.
    pub fn number(&self, field: usize, row: usize) -> Option<f64> {
        match self.column(field)?.cell(row) {
            Cell::Number(x) => Some(x.to_f64()),
            Cell::Wide(x) => Some(*x),
            _ => None,
        }
    }
    pub(super) fn column(&self, field: usize) -> Option<&Column> {
        self.columns.get(field)?.as_ref()
    }
    /// File and line of a row.
    pub(super) fn place(&self, row: usize) -> (&str, u64) {
        let part = self
            .parts
            .partition_point(|(start, _)| *start <= row)
            .saturating_sub(1);
        let file = self.parts.get(part).map_or("", |(_, file)| file);
        (file, self.lines.get(row).copied().unwrap_or_default())
    }
    pub(super) fn file_of(&self, row: usize) -> &str {
        self.place(row).0
    }
    /// The JSON pointer of a declared column.
    pub(super) fn pointer(&self, field: usize) -> String {
        match self.resource.schema {
            Some(_) => format!("/resources/{}/schema/fields/{field}", self.index),
            None => format!("/resources/{}", self.index),
        }
    }
    /// A fault at a cell.
    pub(super) fn fault(
        &self,
        code: Code,
        row: usize,
        field: usize,
        message: impl Into<String>,
    ) -> Fault {
        let (file, line) = self.place(row);
        let mut fault = Fault::new(code, message)
            .at(file, line)
            .pointer(self.pointer(field));
        if let Some(declared) = self.schema.fields.get(field) {
            fault = fault.field(&declared.name);
        }
        match self.column(field) {
            Some(column) => fault.column(column.position as u64 + 1),
            None => fault,
        }
    }
    /// The table with its texts, as the reader of plain files would give it.
    pub fn plain(&self) -> Table {
        let columns = self
            .schema
            .fields
            .iter()
            .zip(&self.columns)
            .filter_map(|(field, column)| {
                let column = column.as_ref()?;
                let texts = column.texts.clone();
                let coded = mercatoria_core::Column::Labels {
                    dictionary: texts,
                    codes: column.codes.clone(),
                };
                Some((field.name.clone(), coded))
            });
        Table {
            file: self
                .parts
                .first()
                .map(|(_, file)| file.clone())
                .unwrap_or_default(),
            columns: columns.collect(),
            lines: self.lines.clone(),
        }
    }
}

/// Reads every table; what cannot be read is a fault and left out.
pub(super) fn read_all(
    descriptor: &dataset::Package,
    folder: &Path,
    file: &str,
    places: &Places,
    faults: &mut Faults,
) -> (Vec<PackageTable>, Vec<InputFile>) {
    let (mut tables, mut inputs) = (vec![], vec![]);
    for (index, resource) in descriptor.resources.iter().enumerate() {
        let reader = Reader {
            resource,
            index,
            folder,
            file,
            places,
        };
        if let Some(table) = reader.read(&mut inputs, faults) {
            super::rules::within(&table, faults);
            tables.push(table);
        }
    }
    (tables, inputs)
}

struct Reader<'a> {
    resource: &'a Resource,
    index: usize,
    folder: &'a Path,
    file: &'a str,
    places: &'a Places,
}

/// Rows of one file as texts.
struct Part {
    table: Table,
    file: String,
}

impl Reader<'_> {
    fn at(&self, property: &str) -> String {
        format!("/resources/{}/{property}", self.index)
    }

    fn descriptor_fault(&self, code: Code, message: impl Into<String>, property: &str) -> Fault {
        self.places.locate(
            Fault::new(code, message).pointer(self.at(property)),
            self.file,
        )
    }

    fn read(&self, inputs: &mut Vec<InputFile>, faults: &mut Faults) -> Option<PackageTable> {
        let mut parts = vec![];
        if let Some(data) = &self.resource.data {
            parts.push(self.inline(data, faults)?);
        }
        let paths = self
            .resource
            .path
            .as_ref()
            .map_or(&[][..], |paths| paths.all());
        let mut sound = true;
        for path in paths {
            match self.read_file(path.as_str(), inputs, faults) {
                Some(Some(part)) => parts.push(part),
                Some(None) => {}
                None => sound = false,
            }
        }
        if !sound || parts.is_empty() {
            return None;
        }
        self.typed(parts, faults)
    }

    /// `None`: a fault; `Some(None)`: a file that is no table.
    fn read_file(
        &self,
        path: &str,
        inputs: &mut Vec<InputFile>,
        faults: &mut Faults,
    ) -> Option<Option<Part>> {
        let joined = match inside(self.folder, path) {
            Ok(joined) => joined,
            Err(fault) => {
                faults.push(
                    self.places
                        .locate(fault.pointer(self.at("path")), self.file),
                );
                return None;
            }
        };
        let metadata = match std::fs::metadata(&joined) {
            Ok(metadata) if metadata.is_file() => metadata,
            Ok(_) => {
                faults.push(self.descriptor_fault(
                    Code::FileUnreadable,
                    format!("{path:?} is no file"),
                    "path",
                ));
                return None;
            }
            Err(_) => {
                faults.push(self.descriptor_fault(
                    Code::FileMissing,
                    format!("the package has no file {path:?}"),
                    "path",
                ));
                return None;
            }
        };
        if self
            .resource
            .bytes
            .is_some_and(|bytes| bytes != metadata.len())
        {
            let message = format!("{path:?} has {} bytes", metadata.len());
            faults.push(self.descriptor_fault(Code::FileHash, message, "bytes"));
        }
        let plain = path
            .strip_suffix(".gz")
            .or_else(|| path.strip_suffix(".zst"))
            .unwrap_or(path);
        let format = self.resource.format.as_deref();
        let tabular = self.resource.kind.is_some()
            || self.resource.schema.is_some()
            || matches!(format, Some("csv" | "tsv"))
            || plain.ends_with(".csv")
            || plain.ends_with(".tsv");
        if !tabular {
            return Some(None);
        }
        let ending = plain
            .rsplit_once('.')
            .map(|(_, ending)| ending.to_ascii_lowercase());
        let other = [
            "xlsx", "xls", "ods", "json", "parquet", "sqlite", "xml", "zip",
        ];
        let unread = |word: &str| other.contains(&word);
        if ending.as_deref().is_some_and(unread) || format.is_some_and(unread) {
            let message = format!("{path:?} is no CSV file");
            faults.push(self.descriptor_fault(Code::DialectUnsupported, message, "path"));
            return None;
        }
        let options = self.options(plain, faults)?;
        let name = joined.display().to_string();
        match crate::read_tables(&joined, &options) {
            Ok((tables, warnings, files)) => {
                self.hash(&files, faults);
                faults.extend(
                    warnings
                        .into_iter()
                        .map(|fault| self.completed(fault, &tables.main)),
                );
                inputs.extend(files);
                Some(Some(Part {
                    table: tables.main,
                    file: name,
                }))
            }
            Err(found) => {
                let none = Table::default();
                faults.extend(found.into_iter().map(|fault| self.completed(fault, &none)));
                None
            }
        }
    }

    fn hash(&self, files: &[InputFile], faults: &mut Faults) {
        let declared = self
            .resource
            .hash
            .as_deref()
            .and_then(|hash| hash.strip_prefix("sha256:"));
        let Some(declared) = declared else { return };
        for file in files
            .iter()
            .filter(|file| !file.sha256.eq_ignore_ascii_case(declared))
        {
            let message = format!("the file has the hash sha256:{}", file.sha256);
            faults.push(self.descriptor_fault(Code::FileHash, message, "hash"));
        }
    }

    /// How the file is written: as declared, else as the standard says.
    fn options(&self, plain: &str, faults: &mut Faults) -> Option<Options> {
        let dialect = self.resource.dialect.as_ref();
        let encoding = match self.resource.encoding.as_deref() {
            None => Encoding::Utf8,
            Some(name) => match Encoding::named(name) {
                Some(encoding) => encoding,
                None => {
                    let message = format!(
                        "the encoding {name:?} is not read; there are utf-8, latin1, gb18030"
                    );
                    faults.push(self.descriptor_fault(Code::Encoding, message, "encoding"));
                    return None;
                }
            },
        };
        let byte = |text: Option<&String>| text.and_then(|text| text.bytes().next());
        let tabs = plain.ends_with(".tsv") || self.resource.format.as_deref() == Some("tsv");
        let delimiter = byte(dialect.and_then(|d| d.delimiter.as_ref())).unwrap_or(if tabs {
            b'\t'
        } else {
            b','
        });
        Some(Options {
            delimiter: Some(delimiter),
            encoding,
            comment: byte(dialect.and_then(|d| d.comment_char.as_ref())),
            // Texts stay texts here, so that sums are decimal.
            numbers: vec![],
            ..Options::default()
        })
    }

    /// A fault of the file reader, with the pointer and column of its field.
    fn completed(&self, mut fault: Fault, table: &Table) -> Fault {
        let fields = self
            .resource
            .schema
            .as_ref()
            .map_or(&[][..], |schema| &schema.fields);
        let field = fault
            .field
            .as_ref()
            .and_then(|name| fields.iter().position(|f| f.name == *name));
        let position = fault
            .field
            .as_ref()
            .and_then(|name| table.columns.iter().position(|(n, _)| n == name));
        if let (None, Some(position)) = (fault.column, position) {
            fault.column = Some(position as u64 + 1);
        }
        if fault.pointer.is_none() {
            fault.pointer = Some(match field {
                Some(field) => self.at(&format!("schema/fields/{field}")),
                None => self.at(if self.resource.data.is_some() {
                    "data"
                } else {
                    "path"
                }),
            });
        }
        fault
    }

    /// Rows that stand in the descriptor.
    fn inline(&self, data: &Json, faults: &mut Faults) -> Option<Part> {
        let text = |json: &Json| match json {
            Json::String(text) => text.clone(),
            Json::Null => String::new(),
            other => other.to_string(),
        };
        let rows = data.as_array()?;
        let mut header: Vec<String> = vec![];
        let mut cells: Vec<(usize, Vec<String>)> = vec![];
        for (i, row) in rows.iter().enumerate() {
            match row {
                Json::Array(row) if i == 0 => header = row.iter().map(text).collect(),
                Json::Array(row) if row.len() == header.len() => {
                    cells.push((i, row.iter().map(text).collect()))
                }
                Json::Object(row) => {
                    if i == 0 {
                        // An object has no order: that of the declared columns.
                        let declared = self.resource.schema.iter().flat_map(|s| &s.fields);
                        let declared: Vec<&str> = declared.map(|field| &*field.name).collect();
                        header = row.keys().cloned().collect();
                        header.sort_by_key(|name| declared.iter().position(|d| d == name));
                    }
                    cells.push((
                        i,
                        header
                            .iter()
                            .map(|name| row.get(name).map_or(String::new(), text))
                            .collect(),
                    ));
                    if let Some(extra) = row.keys().find(|name| !header.contains(name)) {
                        let message = format!("the first row has no {extra:?}");
                        faults.push(self.descriptor_fault(
                            Code::ColumnUndeclared,
                            message,
                            &format!("data/{i}"),
                        ));
                    }
                }
                _ => {
                    let message = format!("a row is a list of {} cells or an object", header.len());
                    faults.push(self.descriptor_fault(
                        Code::RowLength,
                        message,
                        &format!("data/{i}"),
                    ));
                }
            }
        }
        if cells.is_empty() {
            faults.push(self.descriptor_fault(Code::FileEmpty, "the data have no row", "data"));
            return None;
        }
        let mut table = Table::from_rows(
            self.file,
            &header.iter().map(String::as_str).collect::<Vec<_>>(),
            cells
                .iter()
                .map(|(_, row)| row.iter().map(String::as_str).collect()),
        );
        let line = |i: usize| {
            self.places
                .find(&self.at(&format!("data/{i}")))
                .map_or(1, |(line, _)| line)
        };
        table.lines = cells.iter().map(|(i, _)| line(*i)).collect();
        Some(Part {
            table,
            file: self.file.to_owned(),
        })
    }

    /// Matches the columns of the files with the declared ones, and types them.
    fn typed(&self, parts: Vec<Part>, faults: &mut Faults) -> Option<PackageTable> {
        let first = parts.first()?;
        let header: Vec<&str> = first
            .table
            .columns
            .iter()
            .map(|(name, _)| &**name)
            .collect();
        let schema = match &self.resource.schema {
            Some(schema) => schema.clone(),
            None => TableSchema {
                fields: header.iter().map(|name| undeclared(name)).collect(),
                ..TableSchema::default()
            },
        };
        let mut sound = true;
        for part in &parts {
            sound &= self.matches(&schema, part, faults);
        }
        if !sound {
            return None;
        }
        let rows = parts.iter().map(|part| part.table.rows()).sum();
        let mut starts = vec![];
        let mut lines = vec![];
        for part in &parts {
            starts.push((lines.len(), part.file.clone()));
            lines.extend((0..part.table.rows()).map(|row| part.table.line(row)));
        }
        let mut table = PackageTable {
            resource: self.resource.clone(),
            columns: schema.fields.iter().map(|_| None).collect(),
            schema,
            index: self.index,
            parts: starts,
            lines,
            rows,
        };
        for field in 0..table.schema.fields.len() {
            let name = table.schema.fields[field].name.clone();
            let position = |table: &Table| table.columns.iter().position(|(n, _)| *n == name);
            let Some(place) = position(&first.table) else {
                continue;
            };
            let (texts, codes) = if let [only] = &parts[..] {
                only.table.labels(place)
            } else {
                let each = parts.iter().flat_map(|part| {
                    let place = position(&part.table);
                    (0..part.table.rows())
                        .map(move |row| place.map_or("", |p| part.table.text(p, row)))
                });
                code_texts(each.collect::<Vec<_>>().into_iter())
            };
            table.columns[field] = Some(Column {
                field,
                position: place,
                cells: vec![Cell::Text; texts.len()],
                texts,
                codes,
            });
            self.type_column(&mut table, field, faults);
        }
        Some(table)
    }

    fn type_column(&self, table: &mut PackageTable, field: usize, faults: &mut Faults) {
        let null = self
            .resource
            .dialect
            .as_ref()
            .and_then(|d| d.null_sequence.as_deref());
        let Some(column) = table.columns[field].as_ref() else {
            return;
        };
        let reading = match Reading::new(&table.schema.fields[field], &table.schema, null) {
            Ok(reading) => reading,
            Err(Wrong { code, message }) => {
                let pointer = format!("schema/fields/{field}/constraints/pattern");
                return faults.push(self.descriptor_fault(code, message, &pointer));
            }
        };
        let read: Vec<Result<Cell, Wrong>> =
            column.texts.iter().map(|text| reading.read(text)).collect();
        let namibia = reading.keeps_namibia();
        if read.iter().any(Result::is_err) {
            for row in 0..table.rows {
                if let Err(Wrong { code, message }) = &read[column.codes[row] as usize] {
                    faults.push(table.fault(*code, row, field, message.clone()));
                }
            }
        }
        if namibia && let Some(row) = (0..table.rows).find(|row| column.text(*row) == "NA") {
            let message = "NA is declared missing, and is the code of Namibia in this column; it is kept as a label";
            faults.push(table.fault(Code::NamibiaMissing, row, field, message));
        }
        let cells = read
            .into_iter()
            .map(|cell| cell.unwrap_or(Cell::Missing))
            .collect();
        if let Some(column) = table.columns[field].as_mut() {
            column.cells = cells;
        }
    }

    /// Do the columns of a file match the declared ones?
    fn matches(&self, schema: &TableSchema, part: &Part, faults: &mut Faults) -> bool {
        let header: Vec<&str> = part.table.columns.iter().map(|(name, _)| &**name).collect();
        let rule = schema.fields_match.unwrap_or_default();
        let declared: Vec<&str> = schema.fields.iter().map(|field| &*field.name).collect();
        let mut found = vec![];
        let fault = |code, message: String, column: Option<usize>, field: Option<usize>| {
            let mut fault =
                Fault::new(code, message).at(&part.file, part.table.lines.first().map_or(1, |_| 1));
            if let Some(column) = column {
                fault = fault.column(column as u64 + 1).field(header[column]);
            }
            if let Some(field) = field {
                fault = fault
                    .field(declared[field])
                    .pointer(self.at(&format!("schema/fields/{field}")));
            } else {
                fault = fault.pointer(self.at("schema/fields"));
            }
            fault
        };
        let meant = |name: &str, known: &[&str]| {
            mercatoria_core::param::nearest(name, known.iter().copied())
                .map_or(String::new(), |meant| format!("; did you mean {meant:?}?"))
        };
        if !matches!(rule, FieldMatch::Superset | FieldMatch::Partial) {
            for (field, name) in declared
                .iter()
                .enumerate()
                .filter(|(_, name)| !header.contains(name))
            {
                let spare: Vec<&str> = header
                    .iter()
                    .copied()
                    .filter(|h| !declared.contains(h))
                    .collect();
                let message = format!("the file has no column {name:?}{}", meant(name, &spare));
                found.push(fault(Code::ColumnMissing, message, None, Some(field)));
            }
        }
        if !matches!(rule, FieldMatch::Subset | FieldMatch::Partial) {
            for (column, name) in header
                .iter()
                .enumerate()
                .filter(|(_, name)| !declared.contains(name))
            {
                let spare: Vec<&str> = declared
                    .iter()
                    .copied()
                    .filter(|d| !header.contains(d))
                    .collect();
                let message = format!("the column {name:?} is not declared{}", meant(name, &spare));
                found.push(fault(Code::ColumnUndeclared, message, Some(column), None));
            }
        }
        if rule == FieldMatch::Exact && found.is_empty() && header != declared {
            let place = (0..header.len())
                .find(|i| header[*i] != declared[*i])
                .unwrap_or(0);
            let message = format!(
                "{:?} stands where {:?} is declared",
                header[place], declared[place]
            );
            found.push(
                fault(Code::ColumnOrder, message, Some(place), Some(place)).field(header[place]),
            );
        }
        if rule == FieldMatch::Partial && !header.iter().any(|name| declared.contains(name)) {
            found.push(fault(
                Code::ColumnMissing,
                "the file has none of the declared columns".into(),
                None,
                Some(0),
            ));
        }
        let sound = found.is_empty();
        faults.extend(found);
        sound
    }
}

/// A column that nobody declared.
fn undeclared(name: &str) -> Field {
    let field = serde_json::from_value(serde_json::json!({ "name": name }));
    field.unwrap_or_else(|_| Field {
        name: name.to_owned(),
        kind: None,
        format: None,
        title: None,
        description: None,
        example: None,
        constraints: None,
        categories: None,
        categories_ordered: None,
        missing_values: None,
        rdf_type: None,
        decimal_char: None,
        group_char: None,
        bare_number: None,
        true_values: None,
        false_values: None,
        delimiter: None,
        item_type: None,
        mercatoria: None,
    })
}

/// The rows of a table grouped by the texts of some columns.
pub(super) fn grouped<'t>(
    table: &'t PackageTable,
    fields: &[usize],
    rows: impl Iterator<Item = usize>,
) -> BTreeMap<Vec<&'t str>, Vec<usize>> {
    let mut groups: BTreeMap<Vec<&str>, Vec<usize>> = BTreeMap::new();
    for row in rows {
        let key = fields.iter().map(|field| table.text(*field, row)).collect();
        groups.entry(key).or_default().push(row);
    }
    groups
}
