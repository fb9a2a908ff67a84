//! One scan of a text: chunks to workers, records to rows, faults with their place.
//!
//! A worker reads the records of a chunk on the fast path, which knows unquoted fields of known columns and plain numbers;
//! a record that is anything else it reads again on the careful path, [`Record`]. Both give the same rows, so what comes
//! out depends neither on the number of workers nor on the size of the chunks.
use crate::chunks::{Chunk, Chunks};
use crate::dictionary::Dictionary;
use crate::number::{self, Number, loses_digits};
use crate::record::{FIELD_LIMIT, Problem, Record};
use crate::stream::{Hashes, Stream};
use crate::{Options, Wide};
use mercatoria_core::{Code, Fault, Faults};
use mercatoria_numeric::parallel;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// What is read of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Nothing.
    Skip,
    /// Labels; their number among the columns of labels.
    Label(usize),
    /// Numbers; their number among the columns of numbers.
    Number(usize),
}

/// The columns of a file.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    /// As the file has them.
    pub(crate) names: Vec<String>,
    /// What is read of each of them.
    pub(crate) kinds: Vec<Kind>,
    /// As the rows have them: the same, but for wide columns.
    pub(crate) columns: Vec<(String, Kind)>,
    /// The power of ten that each column of numbers of the file is multiplied by; empty: none is.
    pub(crate) scales: Vec<i32>,
    pub(crate) wide: Option<Unpivot>,
    pub(crate) delimiter: u8,
    /// Line of the header, from 1.
    pub(crate) line: u64,
    /// Lines of the header.
    pub(crate) lines: u64,
}

/// Columns of the file that become rows.
#[derive(Debug, Clone)]
pub(crate) struct Unpivot {
    names: Vec<String>,
    /// The column of labels that their names become.
    label: Option<usize>,
    /// The column of numbers that their cells become, and the first of theirs.
    value: Option<(usize, usize)>,
}

impl Layout {
    /// Of columns that are read as they are.
    pub(crate) fn plain(names: Vec<String>, kinds: Vec<Kind>) -> Self {
        Self {
            columns: names.iter().cloned().zip(kinds.iter().copied()).collect(),
            names,
            kinds,
            scales: vec![],
            wide: None,
            delimiter: b',',
            line: 1,
            lines: 1,
        }
    }

    /// Of the columns of a file, as the options say.
    fn new(
        file: &str,
        names: Vec<String>,
        options: &Options,
        choose: impl FnOnce(&[String], &mut Faults) -> Vec<Kind>,
        faults: &mut Faults,
    ) -> Self {
        let mut missing = |name: &String, what: &str| {
            let message = format!("no column {name:?}, {what}; there are {}", names.join(", "));
            let fault = Fault::new(Code::ColumnMissing, message);
            faults.push(fault.file(file).field(name));
        };
        let exponent = |name: &String| {
            let scale = options.scales.iter().find(|(column, _)| column == name);
            scale.map_or(0, |scale| scale.1)
        };
        let Some(reshape) = &options.reshape else {
            for (name, _) in &options.scales {
                if !names.contains(name) {
                    missing(name, "which has a unit");
                }
            }
            let kinds = choose(&names, faults);
            let number = |(name, kind): (&String, &Kind)| {
                matches!(kind, Kind::Number(_)).then(|| exponent(name))
            };
            let scales: Vec<i32> = names.iter().zip(&kinds).filter_map(number).collect();
            let plain = Self::plain(names, kinds);
            return Self {
                scales: if scales.iter().any(|e| *e != 0) {
                    scales
                } else {
                    vec![]
                },
                ..plain
            };
        };
        for name in reshape.wide.names() {
            if !names.contains(name) {
                missing(name, "which the reshaping names");
            }
        }
        let (wide, kept): (Vec<String>, Vec<String>) = names
            .iter()
            .cloned()
            .partition(|name| reshape.wide.has(name));
        let mut said = |code, message: String| faults.push(Fault::new(code, message).file(file));
        if wide.is_empty() {
            said(Code::ColumnMissing, "no column becomes rows".into());
        }
        for name in [&reshape.label, &reshape.value] {
            if kept.contains(name) {
                said(
                    Code::HeaderDuplicate,
                    format!("a column {name:?} beside the one that reshaping makes"),
                );
            }
        }
        let mut logical = kept;
        logical.extend([reshape.label.clone(), reshape.value.clone()]);
        let chosen = choose(&logical, faults);
        let columns: Vec<(String, Kind)> = logical.into_iter().zip(chosen).collect();
        let kind = |name: &String| columns.iter().find(|(n, _)| n == name).map(|c| c.1);
        let count = |number: fn(&Kind) -> bool| columns.iter().filter(|c| number(&c.1)).count();
        let numbers = count(|kind| matches!(kind, Kind::Number(_)));
        let label = match kind(&reshape.label) {
            Some(Kind::Label(column)) => Some(column),
            _ => None,
        };
        let value = match kind(&reshape.value) {
            Some(Kind::Number(column)) => Some((column, numbers)),
            Some(Kind::Label(_)) => {
                let message = format!("{:?} is asked for as labels", reshape.value);
                faults.push(Fault::new(Code::ShapeWrong, message).file(file));
                None
            }
            _ => None,
        };
        let mut scales = vec![0; numbers];
        let mut next = numbers;
        let mut physical = |name: &String| {
            if !reshape.wide.has(name) {
                let kind = kind(name).unwrap_or(Kind::Skip);
                if let Kind::Number(column) = kind {
                    scales[column] = exponent(name);
                }
                return kind;
            }
            if value.is_none() {
                return Kind::Skip;
            }
            scales.push(exponent(&reshape.value));
            next += 1;
            Kind::Number(next - 1)
        };
        let kinds = names.iter().map(&mut physical).collect();
        if scales.iter().all(|e| *e == 0) {
            scales.clear();
        }
        Self {
            kinds,
            columns,
            scales,
            wide: Some(Unpivot {
                names: wide,
                label,
                value,
            }),
            ..Self::plain(names, vec![])
        }
    }

    /// What is read of the column of this name.
    pub(crate) fn kind(&self, name: &str) -> Option<Kind> {
        self.columns
            .iter()
            .find(|column| column.0 == name)
            .map(|column| column.1)
    }

    /// The name of a column of labels.
    pub(crate) fn label_name(&self, label: usize) -> String {
        let column = self.columns.iter().find(|c| c.1 == Kind::Label(label));
        column.map_or_else(String::new, |column| column.0.clone())
    }

    /// Number of columns of labels.
    pub(crate) fn labels(&self) -> usize {
        let label = |column: &&(String, Kind)| matches!(column.1, Kind::Label(_));
        self.columns.iter().filter(label).count()
    }

    /// Number of columns of numbers.
    pub(crate) fn numbers(&self) -> usize {
        let number = |column: &&(String, Kind)| matches!(column.1, Kind::Number(_));
        self.columns.iter().filter(number).count()
    }

    /// Columns of numbers of the file.
    fn numbers_read(&self) -> usize {
        let number = |kind: &&Kind| matches!(kind, Kind::Number(_));
        let wide = self.wide.as_ref().and_then(|wide| wide.value);
        let value = usize::from(wide.is_some());
        self.kinds.iter().filter(number).count() + value
    }
}

/// What is made of the rows; one for each worker.
pub(crate) trait Sink: Send {
    /// What is kept of one chunk.
    type Part: Send;
    /// A column of labels has these texts now: the next row may have any of their codes.
    fn grow(&mut self, column: usize, dictionary: &Dictionary);
    /// A row, with its line counted from the beginning of the chunk.
    fn row(&mut self, codes: &[u32], numbers: &[Number], line: u64);
    /// The end of a chunk.
    fn part(&mut self) -> Self::Part;
}

/// How a scan is done; the results do not depend on it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Manner {
    pub(crate) chunk: usize,
    /// Every record on the careful path?
    pub(crate) careful: bool,
}

impl Default for Manner {
    fn default() -> Self {
        Self {
            chunk: crate::chunks::CHUNK,
            careful: false,
        }
    }
}

/// A chunk that was read.
pub(crate) struct Read<P> {
    index: usize,
    /// The worker that read it, whose codes its part has.
    pub(crate) worker: usize,
    pub(crate) rows: u64,
    lines: u64,
    found: Found,
    pub(crate) part: P,
    /// Lines of the file before it.
    pub(crate) before: u64,
}

/// Everything that one scan gave.
pub(crate) struct Scan<S: Sink> {
    pub(crate) layout: Layout,
    /// Texts and sink of each worker.
    pub(crate) workers: Vec<(Vec<Dictionary>, S)>,
    /// In the order of the file.
    pub(crate) chunks: Vec<Read<S::Part>>,
    pub(crate) faults: Faults,
    pub(crate) hashes: Hashes,
}

/// Scans a text. `choose` says from the names of the columns what is read of them, `sink` makes one for each worker.
pub(crate) fn scan<S: Sink>(
    file: &str,
    stream: Stream<'_>,
    options: &Options,
    manner: Manner,
    choose: impl FnOnce(&[String], &mut Faults) -> Vec<Kind>,
    sink: impl Fn(&Layout) -> S + Sync,
) -> Result<Scan<S>, Vec<Fault>> {
    let mut faults = Faults::default();
    let mut chunks = Chunks::new(stream, options, manner.chunk);
    let mut header = Record::default();
    let (line, byte) = chunks.header(options, &mut header);
    let wide = options.reshape.as_ref().map(|reshape| &reshape.wide);
    let names = names(file, &header, (line, byte), wide, &mut faults);
    if faults.has_errors() {
        if let (_, Some(fault)) = chunks.finish() {
            return Err(vec![fault.file(file)]);
        }
        return Err(faults.into_vec());
    }
    let layout = Layout {
        delimiter: chunks.delimiter(),
        line,
        lines: header.lines,
        ..Layout::new(file, names, options, choose, &mut faults)
    };
    if faults.has_errors() {
        return Err(faults.into_vec());
    }
    let chunks = Mutex::new(chunks);
    let work = |worker: usize| {
        let mut worker = Worker::new(worker, &layout, options, manner.careful, sink(&layout));
        let mut read = vec![];
        let mut chunk = Chunk::default();
        loop {
            let next = chunks
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .next(chunk);
            let Some(claimed) = next else { break };
            chunk = claimed;
            read.push(worker.read(&chunk));
        }
        (worker.dictionaries, worker.sink, read)
    };
    let mut workers = vec![];
    let mut read = vec![];
    for (dictionaries, sink, parts) in parallel::map(parallel::threads(), work) {
        workers.push((dictionaries, sink));
        read.extend(parts);
    }
    read.sort_unstable_by_key(|part| part.index);
    let mut before = layout.line + layout.lines - 1;
    for part in &mut read {
        part.before = before;
        part.found.tell(file, before, &layout, &mut faults);
        before += part.lines;
    }
    let (hashes, fault) = chunks
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner)
        .finish();
    if let Some(fault) = fault {
        faults.push(if fault.code == Code::FileChanged {
            fault.file(file)
        } else {
            fault.at(file, before + 1)
        });
    }
    if read.iter().all(|part| part.rows == 0) && !faults.has_errors() {
        faults.push(Fault::new(Code::FileEmpty, "a header and not one row").file(file));
    }
    Ok(Scan {
        layout,
        workers,
        chunks: read,
        faults,
        hashes,
    })
}

/// The names of the columns.
fn names(
    file: &str,
    header: &Record,
    (line, byte): (u64, u64),
    wide: Option<&Wide>,
    faults: &mut Faults,
) -> Vec<String> {
    if header.blank {
        faults.push(Fault::new(Code::FileEmpty, "the file is empty").file(file));
        return vec![];
    }
    let mut fault = |code, column: usize, at: usize, message: String| {
        let message = format!("{message} (byte {})", byte + at as u64);
        faults.push(
            Fault::new(code, message)
                .at(file, line)
                .column(column as u64 + 1),
        );
    };
    if let Some(problem) = header.problem {
        let (code, at, message) = problem.fault();
        fault(code, header.field_at(at), at, message.into());
    }
    let mut names: Vec<String> = vec![];
    for i in 0..header.len() {
        let at = header.offset(i);
        let name = match std::str::from_utf8(header.field(i)) {
            Ok(name) => name.trim(),
            Err(error) => {
                fault(
                    Code::Encoding,
                    i,
                    at + error.valid_up_to(),
                    format!("a name that is {}", not_utf8(header.field(i))),
                );
                continue;
            }
        };
        if name.is_empty() {
            fault(Code::HeaderMissing, i, at, "a column without a name".into());
        } else if mercatoria_core::number(name).is_ok()
            && !wide.is_some_and(|wide| wide.has(&name.to_owned()))
        {
            fault(
                Code::HeaderMissing,
                i,
                at,
                format!("the first line has the number {name} where a column is named"),
            );
        } else if names.iter().any(|other| other == name) {
            fault(
                Code::HeaderDuplicate,
                i,
                at,
                format!("a second column {name:?}"),
            );
        }
        names.push(name.to_owned());
    }
    names
}

/// What bytes that are no UTF-8 could be.
fn not_utf8(bytes: &[u8]) -> &'static str {
    match encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(_) => "not UTF-8; the bytes could be gb18030 or latin1",
        None => "not UTF-8; the bytes could be latin1",
    }
}

impl Problem {
    /// Its code, its place in the record, and in words.
    fn fault(self) -> (Code, usize, &'static str) {
        match self {
            Self::AfterQuote(at) => (
                Code::Quoting,
                at,
                "text between a closing quotation mark and the delimiter",
            ),
            Self::Unclosed(at) => (
                Code::Quoting,
                at,
                "a quotation mark opens here and does not close within 1 MB",
            ),
            Self::TooLong(at) => (Code::FieldTooLong, at, "longer than 1 MB"),
            Self::Nul(at) => (Code::NulByte, at, "NUL byte"),
            Self::CarriageReturn(at) => (
                Code::Quoting,
                at,
                "a carriage return inside a field; a line ends with LF or CRLF",
            ),
        }
    }
}

/// Faults of one chunk, bounded per code, by line of the chunk.
#[derive(Debug, Default)]
struct Found {
    list: Vec<(Code, u64, u64, Option<usize>, String)>,
    counts: BTreeMap<Code, u64>,
}

impl Found {
    fn note(
        &mut self,
        code: Code,
        line: u64,
        byte: u64,
        column: Option<usize>,
        message: impl FnOnce() -> String,
    ) {
        let count = self.counts.entry(code).or_default();
        *count += 1;
        if *count <= Faults::LIMIT {
            self.list.push((code, line, byte, column, message()));
        }
    }

    /// Adds them to the faults of the file; `before`: lines before the chunk.
    fn tell(&mut self, file: &str, before: u64, layout: &Layout, faults: &mut Faults) {
        for (code, line, byte, column, message) in self.list.drain(..) {
            let mut fault =
                Fault::new(code, format!("{message} (byte {byte})")).at(file, before + line + 1);
            if let Some(column) = column {
                fault = fault.column(column as u64 + 1);
                if let Some(name) = layout.names.get(column) {
                    fault = fault.field(name);
                }
            }
            faults.push(fault);
        }
        for (code, count) in &self.counts {
            if *count > Faults::LIMIT {
                faults.count_more(*code, count - Faults::LIMIT);
            }
        }
    }
}

/// Reads chunks; its codes are its own.
struct Worker<'a, S> {
    id: usize,
    layout: &'a Layout,
    options: &'a Options,
    careful: bool,
    dictionaries: Vec<Dictionary>,
    /// Texts that the sink knows of, by column of labels.
    known: Vec<usize>,
    sink: S,
    codes: Vec<u32>,
    numbers: Vec<Number>,
    /// Where the record began that was read, in bytes from the beginning of the text.
    byte: u64,
    /// Codes of the names of wide columns.
    wide_codes: Vec<u32>,
    record: Record,
    found: Found,
}

impl<'a, S: Sink> Worker<'a, S> {
    fn new(id: usize, layout: &'a Layout, options: &'a Options, careful: bool, sink: S) -> Self {
        let mut worker = Self {
            id,
            layout,
            options,
            careful,
            dictionaries: vec![Dictionary::new(); layout.labels()],
            known: vec![0; layout.labels()],
            sink,
            codes: vec![0; layout.labels()],
            numbers: vec![Number::Missing; layout.numbers_read()],
            byte: 0,
            wide_codes: vec![],
            record: Record::default(),
            found: Found::default(),
        };
        if let Some(wide) = &layout.wide
            && let Some(column) = wide.label
        {
            let dictionary = &mut worker.dictionaries[column];
            worker.wide_codes = wide.names.iter().map(|n| dictionary.of_text(n)).collect();
            worker.grown(column);
        }
        worker
    }

    /// Hands the record over that was read; as how many rows?
    #[inline(always)]
    fn tell(&mut self, line: u64) -> u64 {
        if !self.layout.scales.is_empty() {
            for (number, exponent) in self.numbers.iter_mut().zip(&self.layout.scales) {
                *number = number.times(*exponent);
                if matches!(number, Number::Wide(x) if !x.is_finite()) {
                    *number = Number::Missing;
                    let message =
                        || format!("a number times 10^{exponent} is beyond the largest one");
                    self.found
                        .note(Code::NumberRange, line, self.byte, None, message);
                }
            }
        }
        match &self.layout.wide {
            None => {
                self.sink.row(&self.codes, &self.numbers, line);
                1
            }
            Some(wide) => self.tell_wide(wide, line),
        }
    }

    #[inline(never)]
    fn tell_wide(&mut self, wide: &Unpivot, line: u64) -> u64 {
        for i in 0..wide.names.len() {
            if let Some(column) = wide.label {
                self.codes[column] = self.wide_codes[i];
            }
            if let Some((column, first)) = wide.value {
                self.numbers[column] = self.numbers[first + i];
            }
            self.sink.row(&self.codes, &self.numbers, line);
        }
        wide.names.len() as u64
    }

    fn read(&mut self, chunk: &Chunk) -> Read<S::Part> {
        let text = chunk.padded();
        let end = chunk.text().len();
        // A word of text cannot tell a NUL from its end.
        let careful = self.careful || memchr::memchr(0, chunk.text()).is_some();
        let (mut at, mut line, mut rows) = (0, 0, 0);
        while at < end {
            let comment = self.options.comment.is_some_and(|mark| text[at] == mark);
            if !careful
                && !comment
                && let Some(next) = self.fast(text, at)
            {
                self.byte = chunk.byte + at as u64;
                rows += self.tell(line);
                line += 1;
                at = next;
                continue;
            }
            if comment {
                at += memchr::memchr(b'\n', &text[at..end]).map_or(end - at, |stop| stop + 1);
                line += 1;
                continue;
            }
            if self.careful(&text[at..end], chunk.byte + at as u64, line) {
                self.byte = chunk.byte + at as u64;
                rows += self.tell(line);
            }
            at += self.record.bytes;
            line += self.record.lines;
        }
        Read {
            index: chunk.index,
            worker: self.id,
            rows,
            lines: line,
            found: std::mem::take(&mut self.found),
            part: self.sink.part(),
            before: 0,
        }
    }

    #[cold]
    fn grown(&mut self, column: usize) {
        self.known[column] = self.dictionaries[column].len();
        self.sink.grow(column, &self.dictionaries[column]);
    }

    /// Reads the record at `at` of unquoted fields and plain numbers; returns where the next one begins. `None`: it is not
    /// of that kind, or something is wrong with it.
    #[inline(always)]
    fn fast(&mut self, text: &[u8], at: usize) -> Option<usize> {
        let delimiter = self.layout.delimiter;
        let (last, others) = self.layout.kinds.split_last()?;
        let mut at = at;
        for kind in others {
            match *kind {
                Kind::Label(column) => {
                    // A line end before the delimiter would be part of the text, which would then not be plain.
                    let rest = text.get(at..)?;
                    let word = u64::from_le_bytes(*rest.first_chunk()?);
                    let found = bytes_equal(word, delimiter);
                    let dictionary = &mut self.dictionaries[column];
                    let (code, len) = if found != 0 {
                        let bits = found.trailing_zeros() & !7;
                        (
                            dictionary.of_word(word & !(u64::MAX << bits))?,
                            bits as usize / 8,
                        )
                    } else {
                        let len = memchr::memchr(delimiter, rest).filter(|n| *n <= FIELD_LIMIT)?;
                        (dictionary.of_field(&rest[..len])?, len)
                    };
                    self.codes[column] = code;
                    if dictionary.len() != self.known[column] {
                        self.grown(column);
                    }
                    at += len + 1;
                }
                Kind::Number(column) => {
                    if text[at] == delimiter {
                        self.numbers[column] = Number::Missing;
                        at += 1;
                        continue;
                    }
                    let (mantissa, decimals, end) =
                        number::plain(text, at, self.options.decimal_mark)?;
                    if text.get(end) != Some(&delimiter) {
                        return None;
                    }
                    self.numbers[column] = Number::Short { mantissa, decimals };
                    at = end + 1;
                }
                Kind::Skip => {
                    let len = plain_field(text, at, delimiter)?;
                    if text.get(at + len) != Some(&delimiter) {
                        return None;
                    }
                    at += len + 1;
                }
            }
        }
        match *last {
            Kind::Number(column) => {
                let end = match text.get(at)? {
                    b'\n' | b'\r' => {
                        self.numbers[column] = Number::Missing;
                        at
                    }
                    _ => {
                        let (mantissa, decimals, end) =
                            number::plain(text, at, self.options.decimal_mark)?;
                        self.numbers[column] = Number::Short { mantissa, decimals };
                        end
                    }
                };
                line_end(text, end)
            }
            Kind::Label(column) => {
                let len = plain_field(text, at, delimiter)?;
                let next = line_end(text, at + len)?;
                let dictionary = &mut self.dictionaries[column];
                self.codes[column] = dictionary.of_field(&text[at..at + len])?;
                if dictionary.len() != self.known[column] {
                    self.grown(column);
                }
                Some(next)
            }
            Kind::Skip => line_end(text, at + plain_field(text, at, delimiter)?),
        }
        // A line that is empty is no row.
        .filter(|_| !self.layout.kinds.len().eq(&1) || !matches!(text[at], b'\n' | b'\r'))
    }

    /// Reads the record at the beginning of `text`, whatever it is; is it a row?
    #[cold]
    fn careful(&mut self, text: &[u8], byte: u64, line: u64) -> bool {
        self.record.read(text, self.layout.delimiter);
        let Self { record, found, .. } = self;
        if record.blank {
            return false;
        }
        if let Some(problem) = record.problem {
            let (code, at, message) = problem.fault();
            found.note(
                code,
                line,
                byte + at as u64,
                Some(record.field_at(at)),
                || message.into(),
            );
            return false;
        }
        if record.len() != self.layout.names.len() {
            found.note(Code::RowLength, line, byte, None, || {
                format!(
                    "{} fields where the header has {}",
                    record.len(),
                    self.layout.names.len()
                )
            });
            return false;
        }
        let mut whole = true;
        for (i, kind) in self.layout.kinds.iter().enumerate() {
            let at = byte + record.offset(i) as u64;
            let field = record.field(i);
            let text = match std::str::from_utf8(field) {
                Ok(text) => text,
                Err(_) if *kind == Kind::Skip => continue,
                Err(error) => {
                    let at = at + error.valid_up_to() as u64;
                    found.note(Code::Encoding, line, at, Some(i), || not_utf8(field).into());
                    whole = false;
                    continue;
                }
            };
            match *kind {
                Kind::Skip => {}
                Kind::Label(column) => {
                    self.codes[column] = self.dictionaries[column].of_text(text);
                    if self.dictionaries[column].len() != self.known[column] {
                        self.known[column] = self.dictionaries[column].len();
                        self.sink.grow(column, &self.dictionaries[column]);
                    }
                }
                Kind::Number(column) => match number::parse(text, self.options) {
                    Ok(number) => {
                        self.numbers[column] = number;
                        if number != Number::Missing && loses_digits(text) {
                            found.note(Code::NumberLost, line, at, Some(i), || {
                                format!(
                                    "{} was rounded to {}",
                                    shown(text.trim()),
                                    number.nearest()
                                )
                            });
                        }
                    }
                    Err(code) => {
                        found.note(code, line, at, Some(i), || {
                            format!("{:?} is not a number", shown(text))
                        });
                        whole = false;
                    }
                },
            }
        }
        whole
    }
}

/// The beginning of a text, for a message.
fn shown(text: &str) -> &str {
    text.char_indices()
        .nth(40)
        .map_or(text, |(end, _)| &text[..end])
}

const ONES: u64 = 0x0101_0101_0101_0101;
const TOPS: u64 = 0x8080_8080_8080_8080;

/// The lowest bit set is the top bit of the first byte of the word that equals `byte`; none is set if none does.
#[inline(always)]
fn bytes_equal(word: u64, byte: u8) -> u64 {
    let zeroed = word ^ (ONES * u64::from(byte));
    zeroed.wrapping_sub(ONES) & !zeroed & TOPS
}

/// Length of the field at `at`, up to a delimiter or a line end; a quotation mark or a carriage return elsewhere is left
/// to the careful path.
#[inline(always)]
fn plain_field(text: &[u8], at: usize, delimiter: u8) -> Option<usize> {
    let rest = text.get(at..)?;
    let word = u64::from_le_bytes(*rest.first_chunk()?);
    let found = bytes_equal(word, delimiter) | bytes_equal(word, b'\n');
    let len = if found != 0 {
        let bits = found.trailing_zeros() & !7;
        let field = word & !(u64::MAX << bits);
        if bytes_equal(field, b'"') | bytes_equal(field, b'\r') == 0 {
            return Some(bits as usize / 8);
        }
        bits as usize / 8
    } else {
        memchr::memchr2(delimiter, b'\n', rest).filter(|n| *n <= FIELD_LIMIT)?
    };
    plain_to(rest, len)
}

/// The same for a field that ends at `len`.
#[inline(never)]
fn plain_to(rest: &[u8], len: usize) -> Option<usize> {
    let field = &rest[..len];
    let field = match field.split_last() {
        Some((b'\r', before)) if rest[len] == b'\n' => before,
        _ => field,
    };
    memchr::memchr2(b'"', b'\r', field)
        .is_none()
        .then_some(field.len())
}

/// Where the next record begins if the line ends at `at`.
#[inline(always)]
fn line_end(text: &[u8], at: usize) -> Option<usize> {
    match text.get(at)? {
        b'\n' => Some(at + 1),
        b'\r' if text.get(at + 1) == Some(&b'\n') => Some(at + 2),
        _ => None,
    }
}
