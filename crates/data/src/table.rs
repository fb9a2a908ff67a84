//! Tables from files: every row, or a fault that names it.
use crate::Options;
use crate::dictionary::{Dictionary, merge};
use crate::number::Number;
use crate::scan::{Kind, Layout, Manner, Scan, Sink, scan};
use crate::stream::{Hashing, InputFile, Stream};
use mercatoria_core::{Code, Column, Fault, Faults, Table, Tables};
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
    let stream =
        Stream::of_bytes(bytes, options.encoding).map_err(|fault| vec![fault.file(name)])?;
    table(name, stream, options, Manner::default()).map(|(table, warnings, _)| (table, warnings))
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
    let name = path.display().to_string();
    let stream = Stream::open(path, options.encoding, Hashing::Sha256)
        .map_err(|fault| vec![fault.file(&name)])?;
    let (table, warnings, sha256) = table(&name, stream, options, Manner::default())?;
    Ok((table, warnings, InputFile { path: name, sha256 }))
}

/// Reads a table in the given manner.
fn table(
    name: &str,
    stream: Stream<'_>,
    options: &Options,
    manner: Manner,
) -> Result<(Table, Vec<Fault>, String), Vec<Fault>> {
    let choose = |names: &[String], _: &mut Faults| {
        let (mut labels, mut numbers) = (0.., 0..);
        let made = options.reshape.as_ref().map(|reshape| &reshape.value);
        let kind = |name| {
            if options.numbers.contains(name) || made == Some(name) {
                numbers.next().map(Kind::Number)
            } else {
                labels.next().map(Kind::Label)
            }
        };
        names.iter().filter_map(kind).collect()
    };
    let scan = scan(name, stream, options, manner, choose, Rows::new)?;
    let Scan {
        layout,
        workers,
        mut chunks,
        faults,
        hashes,
    } = scan;
    if faults.has_errors() {
        return Err(faults.into_vec());
    }
    let mut columns = vec![];
    for (name, kind) in &layout.columns {
        let column = match *kind {
            Kind::Skip => continue,
            Kind::Number(i) => {
                let parts: Vec<Vec<f64>> = chunks
                    .iter_mut()
                    .map(|c| std::mem::take(&mut c.part.numbers[i]))
                    .collect();
                Column::Numbers(parts.concat())
            }
            Kind::Label(i) => {
                let texts: Vec<&[Box<str>]> = workers
                    .iter()
                    .map(|(dictionaries, _)| dictionaries[i].texts())
                    .collect();
                let (dictionary, merged) = merge(&texts);
                let mut codes = Vec::with_capacity(chunks.iter().map(|c| c.rows as usize).sum());
                for chunk in &mut chunks {
                    let merged = &merged[chunk.worker];
                    codes.extend(
                        std::mem::take(&mut chunk.part.codes[i])
                            .into_iter()
                            .map(|code| merged[code as usize]),
                    );
                }
                Column::Labels { dictionary, codes }
            }
        };
        columns.push((name.clone(), column));
    }
    let mut lines = vec![];
    for chunk in &chunks {
        match &chunk.part.lines {
            Some(own) => lines.extend(own.iter().map(|line| chunk.before + line + 1)),
            None => lines.extend((1..=chunk.rows).map(|row| chunk.before + row)),
        }
    }
    if lines
        .iter()
        .zip(2..)
        .all(|(line, expected)| *line == expected)
    {
        lines = vec![];
    }
    let table = Table {
        file: name.to_owned(),
        columns,
        lines,
    };
    Ok((table, faults.into_vec(), hashes.sha256.unwrap_or_default()))
}

/// The columns of one chunk.
#[derive(Default)]
struct Rows {
    codes: Vec<Vec<u32>>,
    numbers: Vec<Vec<f64>>,
    /// Line of each row in the chunk, where that is not the row's own number.
    lines: Option<Vec<u64>>,
    rows: u64,
}

impl Rows {
    fn new(layout: &Layout) -> Self {
        Self {
            codes: vec![vec![]; layout.labels()],
            numbers: vec![vec![]; layout.numbers()],
            lines: None,
            rows: 0,
        }
    }
}

impl Sink for Rows {
    type Part = Self;

    fn grow(&mut self, _: usize, _: &Dictionary) {}

    fn row(&mut self, codes: &[u32], numbers: &[Number], line: u64) {
        for (column, code) in self.codes.iter_mut().zip(codes) {
            column.push(*code);
        }
        for (column, number) in self.numbers.iter_mut().zip(numbers) {
            column.push(number.nearest());
        }
        if line != self.rows || self.lines.is_some() {
            let in_step = self.rows;
            self.lines
                .get_or_insert_with(|| (0..in_step).collect())
                .push(line);
        }
        self.rows += 1;
    }

    fn part(&mut self) -> Self {
        let next = Self {
            codes: self
                .codes
                .iter()
                .map(|column| Vec::with_capacity(column.len()))
                .collect(),
            numbers: self
                .numbers
                .iter()
                .map(|column| Vec::with_capacity(column.len()))
                .collect(),
            ..Self::default()
        };
        std::mem::replace(self, next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Outcome = Result<(Table, Vec<Fault>), Vec<Fault>>;

    fn read_as(bytes: &[u8], options: &Options, manner: Manner) -> Outcome {
        let stream = Stream::of_bytes(bytes, options.encoding).map_err(|fault| vec![*fault])?;
        table("t.csv", stream, options, manner).map(|(table, warnings, _)| (table, warnings))
    }

    /// To the last bit, as text.
    fn written(outcome: &Outcome) -> String {
        match outcome {
            Err(faults) => format!("{faults:#?}"),
            Ok((table, warnings)) => {
                let columns: Vec<String> = table
                    .columns
                    .iter()
                    .map(|(name, column)| match column {
                        Column::Labels { .. } => format!("{name} {column:?}"),
                        Column::Numbers(xs) => format!(
                            "{name} {:?}",
                            xs.iter().map(|x| x.to_bits()).collect::<Vec<_>>()
                        ),
                    })
                    .collect();
                format!("{columns:#?} {:?} {warnings:#?}", table.lines)
            }
        }
    }

    /// One careful worker and one chunk, against everything else.
    fn all_manners_agree(bytes: &[u8], options: &Options) -> Outcome {
        let whole = Manner {
            chunk: 1 << 20,
            careful: true,
        };
        let expected = read_as(bytes, options, whole);
        for threads in [1, 2, 7] {
            mercatoria_numeric::parallel::set_threads(threads);
            for chunk in [1, 5, 32, 300, 1 << 19] {
                for careful in [false, true] {
                    let found = read_as(bytes, options, Manner { chunk, careful });
                    let how = format!("{threads} threads, chunks of {chunk}, careful: {careful}");
                    assert_eq!(written(&found), written(&expected), "{how}");
                }
            }
        }
        expected
    }

    fn quoted(field: &str) -> String {
        format!("\"{}\"", field.replace('"', "\"\""))
    }

    /// A field, and how it is written.
    fn label() -> impl Strategy<Value = (String, String)> {
        let pieces = prop::sample::select(vec![
            "",
            "R1",
            "R2",
            "seven77",
            "eight888",
            "nine99999",
            "Liaoning",
            "辽宁",
            "Łódź",
            ",",
            ";",
            "\"",
            "\n",
            "\r\n",
            " ",
            "#",
            "5\"",
        ]);
        (prop::collection::vec(pieces, 0..3), any::<bool>()).prop_map(|(pieces, always)| {
            let field = pieces.concat();
            let needed = field.contains([',', '\n', '\r', '"']);
            let text = if needed || always {
                quoted(&field)
            } else {
                field.clone()
            };
            (field, text)
        })
    }

    fn amount() -> impl Strategy<Value = (Option<f64>, String)> {
        let short = (-999_999i64..999_999, 0usize..4)
            .prop_map(|(n, decimals)| format!("{:.decimals$}", n as f64 / 1000.0));
        let any_text = prop_oneof![
            short,
            any::<f64>()
                .prop_filter("finite", |x| x.is_finite())
                .prop_map(|x| x.to_string()),
            any::<f64>()
                .prop_filter("finite", |x| x.is_finite())
                .prop_map(|x| format!("{x:e}")),
            any::<u64>().prop_map(|n| n.to_string()),
            Just(String::new()),
        ];
        (any_text, any::<bool>()).prop_map(|(text, always)| {
            let value = text.parse::<f64>().ok().map(|x| x + 0.0);
            let text = if always { quoted(&text) } else { text };
            (value, text)
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn what_was_written_is_read_in_every_manner(
            rows in prop::collection::vec((label(), amount(), label()), 1..40),
            ends in prop::sample::select(vec!["\n", "\r\n"]),
            mark in any::<bool>(),
            closed in any::<bool>(),
            last_number in any::<bool>(),
        ) {
            let mut text = String::from(if mark { "\u{FEFF}" } else { "" });
            text += if last_number { "a,b,value" } else { "a,value,b" };
            for ((_, a), (_, value), (_, b)) in &rows {
                let fields = if last_number { [a, b, value] } else { [a, value, b] };
                text += ends;
                text += &fields.map(String::as_str).join(",");
            }
            // Without a line end, a last field that is empty is no more than the delimiter before it.
            text += if closed { ends } else { "" };
            let (table, _) = all_manners_agree(text.as_bytes(), &Options::default()).map_err(|f| TestCaseError::fail(format!("{f:?}")))?;
            prop_assert_eq!(table.rows(), rows.len());
            let at = |name: &str| table.columns.iter().position(|(n, _)| n == name).unwrap();
            let Some(Column::Numbers(values)) = table.column("value") else { panic!("value is numbers") };
            for (i, ((a, _), (value, _), (b, _))) in rows.iter().enumerate() {
                prop_assert_eq!(table.text(at("a"), i), a.as_str());
                prop_assert_eq!(table.text(at("b"), i), b.as_str());
                match value {
                    None => prop_assert!(values[i].is_nan()),
                    Some(value) => prop_assert_eq!(values[i].to_bits(), value.to_bits()),
                }
            }
            // The csv crate, which knows nothing of ours, reads the same fields.
            let mut peer = csv::ReaderBuilder::new().from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
            for (i, record) in peer.records().enumerate() {
                let record = record.unwrap();
                prop_assert_eq!(&record[0], table.text(at("a"), i));
            }
        }

        #[test]
        fn wide_tables_are_the_same_in_every_manner(
            rows in prop::collection::vec((label(), prop::collection::vec(amount(), 3)), 1..20),
            exponent in -9i32..9,
            first in any::<bool>(),
        ) {
            let mut text = String::from(if first { "a,2020,2021,2022" } else { "2020,a,2021,2022" });
            for ((_, a), cells) in &rows {
                let mut fields: Vec<&str> = cells.iter().map(|cell| cell.1.as_str()).collect();
                fields.insert(usize::from(!first), a);
                text += "\n";
                text += &fields.join(",");
            }
            text.push('\n');
            let reshape = crate::Reshape {
                wide: crate::Wide::AllBut(vec!["a".into()]),
                label: "period".into(),
                value: "amount".into(),
            };
            let scales = vec![("amount".to_owned(), exponent)];
            let options = Options { reshape: Some(reshape), scales, ..Options::default() };
            let found = all_manners_agree(text.as_bytes(), &options);
            let scaled = |x: &Option<f64>| x.map_or(f64::NAN, |x| format!("{x}e{exponent}").parse::<f64>().unwrap());
            let expected: Vec<f64> = rows.iter().flat_map(|row| row.1.iter().map(|cell| scaled(&cell.0))).collect();
            if expected.iter().any(|x| x.is_infinite()) {
                prop_assert!(found.is_err());
                return Ok(());
            }
            let (table, _) = found.map_err(|f| TestCaseError::fail(format!("{f:?}")))?;
            prop_assert_eq!(table.rows(), rows.len() * 3);
            let Some(Column::Numbers(values)) = table.column("amount") else { panic!("amount is numbers") };
            for (i, (value, expected)) in values.iter().zip(&expected).enumerate() {
                prop_assert_eq!(table.text(0, i), rows[i / 3].0.0.as_str());
                prop_assert_eq!(table.text(1, i), ["2020", "2021", "2022"][i % 3]);
                // Texts with more digits than a word are rounded twice.
                prop_assert!(value == expected || (value - expected).abs() <= 1e-15 * expected.abs() || value.is_nan() && expected.is_nan());
            }
        }

        #[test]
        fn any_bytes_are_the_same_in_every_manner(
            pieces in prop::collection::vec(prop::sample::select(vec![
                "a", "R1", "12345678", "123456789", "1.5", "-2", ",", ",", ",", "\"", "\"\"", "\n", "\n", "\r\n", "\r", "\0", "#", " ",
            ]), 0..60),
            bad in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..2),
            comment in any::<bool>(),
        ) {
            let mut bytes = b"a,value,b\n".to_vec();
            bytes.extend(pieces.concat().bytes());
            for (at, byte) in bad {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            let options = Options { comment: comment.then_some(b'#'), ..Options::default() };
            let _ = all_manners_agree(&bytes, &options);
        }
    }
}
