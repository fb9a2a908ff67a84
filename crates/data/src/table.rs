//! Tables from files: every row, or a fault that names it.
use crate::Options;
use crate::number::{loses_digits, parse};
use crate::record::{Problem, Record};
use crate::stream::{self, InputFile};
use mercatoria_core::{Code, Column, Fault, Faults, Table, Tables};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Reads one table, with the warnings.
///
/// # Errors
/// All faults of the file, bounded per code.
pub fn read_table(
    path: impl AsRef<Path>,
    options: &Options,
) -> Result<(Table, Vec<Fault>), Vec<Fault>> {
    read(path.as_ref(), options).map(|(table, warnings, _)| (table, warnings))
}

/// Reads one table from the bytes of a file called `name`, with the warnings.
///
/// ```
/// use mercatoria_data::{Options, parse_table};
/// let text = "row,column,value\nR1,I1,2\nR1,I2,\n";
/// let (table, _) = parse_table("small.csv", text.as_bytes(), &Options::default()).unwrap();
/// assert_eq!((table.rows(), table.text(1, 1)), (2, "I2"));
///
/// let faults = parse_table("small.csv", b"label,value\nA,ten\n", &Options::default()).unwrap_err();
/// assert_eq!(
///     faults[0].to_string(),
///     "error[number_invalid] small.csv:2, field \"value\": \"ten\" is not a number (byte 14)"
/// );
/// ```
///
/// # Errors
/// All faults of the text, bounded per code.
pub fn parse_table(
    name: &str,
    bytes: &[u8],
    options: &Options,
) -> Result<(Table, Vec<Fault>), Vec<Fault>> {
    let text = stream::text(bytes.to_vec(), options.encoding).map_err(|f| vec![f.file(name)])?;
    Reader::new(name, options).read(&text)
}

/// Reads the input of a command: a file is the main table; of a folder, all tables are in `others` by file stem and the
/// caller chooses the main one. Returns the warnings and the hash of each file too.
///
/// # Errors
/// All faults of all files, bounded per code and file.
pub fn read_tables(
    path: impl AsRef<Path>,
    options: &Options,
) -> Result<(Tables, Vec<Fault>, Vec<InputFile>), Vec<Fault>> {
    let path = path.as_ref();
    if path.is_dir() {
        let (others, warnings, inputs) = read_folder(path, options)?;
        let main = Table {
            file: path.display().to_string(),
            ..Table::default()
        };
        return Ok((Tables { main, others }, warnings, inputs));
    }
    read(path, options).map(|(table, warnings, input)| (Tables::one(table), warnings, vec![input]))
}

/// Reads every table of a folder (`.csv`, `.tsv`, also with `.gz` or `.zst`), by file stem, in the order of the names.
///
/// # Errors
/// All faults of all files, bounded per code and file.
#[allow(clippy::type_complexity)]
pub fn read_folder(
    path: impl AsRef<Path>,
    options: &Options,
) -> Result<(Vec<(String, Table)>, Vec<Fault>, Vec<InputFile>), Vec<Fault>> {
    let path = path.as_ref();
    let unreadable = |error: std::io::Error| {
        vec![Fault::new(Code::FileUnreadable, error.to_string()).file(path.display().to_string())]
    };
    let mut files: Vec<(String, PathBuf)> = vec![];
    for entry in std::fs::read_dir(path).map_err(unreadable)? {
        let file = entry.map_err(unreadable)?.path();
        if let Some(stem) = stem(&file) {
            files.push((stem, file));
        }
    }
    files.sort();
    let (mut tables, mut warnings, mut inputs, mut faults) = (vec![], vec![], vec![], vec![]);
    for (stem, file) in files {
        match read(&file, options) {
            Ok((table, more, input)) => {
                tables.push((stem, table));
                warnings.extend(more);
                inputs.push(input);
            }
            Err(more) => faults.extend(more),
        }
    }
    if tables.is_empty() && faults.is_empty() {
        faults.push(
            Fault::new(Code::FileInFolder, "no CSV file in this folder")
                .file(path.display().to_string()),
        );
    }
    if faults.iter().any(Fault::is_error) {
        faults.extend(warnings);
        return Err(faults);
    }
    Ok((tables, warnings, inputs))
}

/// The stem of a file that may be a table.
fn stem(file: &Path) -> Option<String> {
    let name = file.file_name()?.to_str()?;
    let name = name
        .strip_suffix(".gz")
        .or_else(|| name.strip_suffix(".zst"))
        .unwrap_or(name);
    let stem = name
        .strip_suffix(".csv")
        .or_else(|| name.strip_suffix(".tsv"))?;
    (!stem.is_empty() && !stem.starts_with('.') && !file.is_dir()).then(|| stem.to_owned())
}

fn read(path: &Path, options: &Options) -> Result<(Table, Vec<Fault>, InputFile), Vec<Fault>> {
    let (text, input) = stream::read(path, options.encoding).map_err(|fault| vec![fault])?;
    let (table, warnings) = Reader::new(&input.path, options).read(&text)?;
    Ok((table, warnings, input))
}

/// The state of reading one text.
struct Reader<'a> {
    file: &'a str,
    options: &'a Options,
    faults: Faults,
    /// Line and byte where the record begins.
    line: u64,
    byte: usize,
}

enum Cells {
    Labels {
        index: HashMap<Box<str>, u32>,
        codes: Vec<u32>,
    },
    Numbers(Vec<f64>),
}

impl<'a> Reader<'a> {
    fn new(file: &'a str, options: &'a Options) -> Self {
        Self {
            file,
            options,
            faults: Faults::default(),
            line: 1,
            byte: 0,
        }
    }

    fn fault(&mut self, code: Code, place: Option<(usize, usize, &str)>, message: &str) {
        let byte = self.byte + place.map_or(0, |p| p.1);
        let mut fault =
            Fault::new(code, format!("{message} (byte {byte})")).at(self.file, self.line);
        if let Some((column, _, name)) = place {
            fault = fault.column(column as u64 + 1);
            if !name.is_empty() {
                fault = fault.field(name);
            }
        }
        self.faults.push(fault);
    }

    fn read(mut self, text: &[u8]) -> Result<(Table, Vec<Fault>), Vec<Fault>> {
        let mut record = Record::default();
        let delimiter = self.options.delimiter_of(self.skip_to_header(text));
        record.read(text.get(self.byte..).unwrap_or_default(), delimiter);
        let header = self.header(&record);
        if self.faults.has_errors() {
            return Err(self.faults.into_vec());
        }
        let mut columns: Vec<Cells> = header
            .iter()
            .map(|name| {
                if self.options.numbers.contains(name) {
                    Cells::Numbers(vec![])
                } else {
                    Cells::Labels {
                        index: HashMap::new(),
                        codes: vec![],
                    }
                }
            })
            .collect();
        let mut lines = vec![];
        let mut in_step = true;
        loop {
            self.byte += record.bytes;
            self.line += record.lines;
            let rest = text.get(self.byte..).unwrap_or_default();
            if rest.is_empty() {
                break;
            }
            record.read(rest, delimiter);
            if record.blank || self.is_comment(rest) {
                continue;
            }
            if self.row(&record, &header, &mut columns) {
                in_step &= self.line == lines.len() as u64 + 2;
                lines.push(self.line);
            }
        }
        if lines.is_empty() && self.faults.is_empty() {
            self.faults
                .push(Fault::new(Code::FileEmpty, "a header and not one row").file(self.file));
        }
        let file = self.file.to_owned();
        self.faults.finish(|| Table {
            file,
            columns: header
                .into_iter()
                .zip(columns.into_iter().map(finish))
                .collect(),
            lines: if in_step { vec![] } else { lines },
        })
    }

    fn is_comment(&self, rest: &[u8]) -> bool {
        self.options
            .comment
            .is_some_and(|mark| rest.first() == Some(&mark))
    }

    /// Goes over blank lines and comments; returns what begins with the header.
    fn skip_to_header<'t>(&mut self, text: &'t [u8]) -> &'t [u8] {
        loop {
            let rest = text.get(self.byte..).unwrap_or_default();
            let line = &rest[..memchr::memchr(b'\n', rest).map_or(rest.len(), |at| at + 1)];
            if line.is_empty() || !(matches!(line, b"\n" | b"\r\n") || self.is_comment(rest)) {
                return rest;
            }
            self.byte += line.len();
            self.line += 1;
        }
    }

    fn header(&mut self, record: &Record) -> Vec<String> {
        if record.blank {
            self.faults
                .push(Fault::new(Code::FileEmpty, "the file is empty").file(self.file));
            return vec![];
        }
        self.problem(record, &[]);
        let mut names: Vec<String> = vec![];
        for i in 0..record.len() {
            let place = |name| Some((i, record.offset(i), name));
            let Ok(name) = std::str::from_utf8(record.field(i)) else {
                self.fault(Code::Encoding, place(""), "a column's name is not UTF-8");
                continue;
            };
            let name = name.trim();
            if name.is_empty() {
                self.fault(Code::HeaderMissing, place(""), "a column without a name");
            } else if mercatoria_core::number(name).is_ok() {
                let message =
                    format!("the first line has the number {name} where a column is named");
                self.fault(Code::HeaderMissing, place(""), &message);
            } else if names.iter().any(|other| other == name) {
                self.fault(Code::HeaderDuplicate, place(name), "named before");
            }
            names.push(name.to_owned());
        }
        names
    }

    /// Notes what is wrong with the record as a whole.
    fn problem(&mut self, record: &Record, header: &[String]) -> bool {
        let Some(problem) = record.problem else {
            return false;
        };
        let (code, at, message) = match problem {
            Problem::AfterQuote(at) => (
                Code::Quoting,
                at,
                "text between a closing quotation mark and the delimiter",
            ),
            Problem::Unclosed(at) => (
                Code::Quoting,
                at,
                "a quotation mark opens here and never closes",
            ),
            Problem::TooLong(at) => (Code::FieldTooLong, at, "longer than 1 MB"),
            Problem::Nul(at) => (Code::NulByte, at, "NUL byte"),
            Problem::CarriageReturn(at) => (
                Code::Quoting,
                at,
                "a carriage return inside a field; a line ends with LF or CRLF",
            ),
        };
        let column = record.field_at(at);
        let name = header.get(column).map_or("", String::as_str);
        self.fault(code, Some((column, at, name)), message);
        true
    }

    /// Adds a row to the columns, unless something is wrong with it.
    fn row(&mut self, record: &Record, header: &[String], columns: &mut [Cells]) -> bool {
        if self.problem(record, header) {
            return false;
        }
        if record.len() != header.len() {
            let message = format!(
                "{} fields where the header has {}",
                record.len(),
                header.len()
            );
            self.fault(Code::RowLength, None, &message);
            return false;
        }
        for (i, (name, cells)) in header.iter().zip(columns).enumerate() {
            let place = Some((i, record.offset(i), name.as_str()));
            let bytes = record.field(i);
            let text = match std::str::from_utf8(bytes) {
                Ok(text) => text,
                Err(error) => {
                    let at = record.offset(i) + error.valid_up_to();
                    let hint = if encoding_rs::GB18030
                        .decode_without_bom_handling_and_without_replacement(bytes)
                        .is_some()
                    {
                        "not UTF-8; the bytes could be gb18030 or latin1"
                    } else {
                        "not UTF-8"
                    };
                    self.fault(Code::Encoding, Some((i, at, name.as_str())), hint);
                    ""
                }
            };
            match cells {
                Cells::Labels { index, codes } => {
                    let next = index.len() as u32;
                    let code = match index.get(text) {
                        Some(code) => *code,
                        None => *index.entry(text.into()).or_insert(next),
                    };
                    codes.push(code);
                }
                Cells::Numbers(numbers) => {
                    let number = parse(text, self.options).unwrap_or_else(|code| {
                        let shown: String = text.chars().take(40).collect();
                        self.fault(code, place, &format!("{shown:?} is not a number"));
                        f64::NAN
                    });
                    if loses_digits(text) {
                        self.fault(
                            Code::NumberLost,
                            place,
                            &format!("{} was rounded to {number}", text.trim()),
                        );
                    }
                    numbers.push(number);
                }
            }
        }
        true
    }
}

/// Sorted dictionary and codes from those in order of appearance.
fn finish(cells: Cells) -> Column {
    match cells {
        Cells::Numbers(numbers) => Column::Numbers(numbers),
        Cells::Labels { index, mut codes } => {
            let mut entries: Vec<(Box<str>, u32)> = index.into_iter().collect();
            entries.sort_unstable();
            let mut sorted = vec![0; entries.len()];
            for (code, (_, first)) in (0..).zip(&entries) {
                sorted[*first as usize] = code;
            }
            for code in &mut codes {
                *code = sorted[*code as usize];
            }
            Column::Labels {
                dictionary: entries.into_iter().map(|(text, _)| text).collect(),
                codes,
            }
        }
    }
}
