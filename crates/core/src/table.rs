//! Tables in long form, dictionary-coded: what readers hand over and shapes are built from.
use crate::{Code, Fault, Faults};

/// One column of a table.
#[derive(Debug, Clone)]
pub enum Column {
    /// Labels: each distinct text once, sorted by bytes, and the code of every row.
    Labels {
        /// Distinct texts, sorted.
        dictionary: Vec<Box<str>>,
        /// Index into the dictionary, row by row.
        codes: Vec<u32>,
    },
    /// Numbers; NaN stands for an empty (or declared missing) cell.
    Numbers(Vec<f64>),
}

/// A table in long form: named columns of equal length.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// File, as given; for messages.
    pub file: String,
    /// Names and columns, in the order of the file.
    pub columns: Vec<(String, Column)>,
    /// Line of each row in the file; empty when row `i` stands on line `i + 2`.
    pub lines: Vec<u64>,
}

/// Tables that belong together, by file stem (`row_attributes`, `criteria`, …); the main one first.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    /// The table that gives the shape its rows.
    pub main: Table,
    /// Others of the same folder, by file stem.
    pub others: Vec<(String, Table)>,
}
impl Tables {
    /// A single table.
    pub fn one(main: Table) -> Self {
        Self {
            main,
            others: vec![],
        }
    }
    /// Another table of the folder.
    pub fn get(&self, stem: &str) -> Option<&Table> {
        self.others
            .iter()
            .find(|(name, _)| name == stem)
            .map(|(_, table)| table)
    }
}

impl Table {
    /// Number of rows.
    pub fn rows(&self) -> usize {
        match self.columns.first() {
            Some((_, Column::Labels { codes, .. })) => codes.len(),
            Some((_, Column::Numbers(numbers))) => numbers.len(),
            None => 0,
        }
    }
    /// The line of a row in the file.
    pub fn line(&self, row: usize) -> u64 {
        self.lines.get(row).copied().unwrap_or(row as u64 + 2)
    }
    /// A column by name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, column)| column)
    }
    /// A column by name, else by position where no column of the file has any of the wanted names.
    pub fn find(&self, wanted: &[&str], name: &str) -> Option<usize> {
        if let Some(at) = self.columns.iter().position(|(n, _)| n == name) {
            return Some(at);
        }
        let by_order = !self.columns.iter().any(|(n, _)| wanted.contains(&&**n));
        by_order
            .then(|| wanted.iter().position(|w| *w == name))
            .flatten()
            .filter(|at| *at < self.columns.len())
    }
    /// A fault at a row and field of this table.
    pub fn fault(&self, code: Code, row: usize, field: &str, message: impl Into<String>) -> Fault {
        Fault::new(code, message)
            .at(&self.file, self.line(row))
            .field(field)
    }
    /// The text of a label column's cell.
    pub fn text(&self, column: usize, row: usize) -> &str {
        match &self.columns[column].1 {
            Column::Labels { dictionary, codes } => &dictionary[codes[row] as usize],
            Column::Numbers(_) => "",
        }
    }
    /// A column read as numbers; NaN for an empty cell. Texts that are no numbers are faults.
    pub fn numbers(&self, column: usize, faults: &mut Faults) -> Vec<f64> {
        let (name, column) = &self.columns[column];
        match column {
            Column::Numbers(numbers) => numbers.clone(),
            Column::Labels { dictionary, codes } => {
                let parsed: Vec<Result<f64, Code>> =
                    dictionary.iter().map(|text| number(text)).collect();
                let mut out = Vec::with_capacity(codes.len());
                for (row, code) in codes.iter().enumerate() {
                    match parsed[*code as usize] {
                        Ok(x) => out.push(x),
                        Err(code_of_fault) => {
                            let text = &dictionary[*code as usize];
                            faults.push(self.fault(
                                code_of_fault,
                                row,
                                name,
                                format!("{text:?} in a column of numbers"),
                            ));
                            out.push(f64::NAN);
                        }
                    }
                }
                out
            }
        }
    }
    /// A column read as labels, whatever it was read as: dictionary (sorted) and codes.
    pub fn labels(&self, column: usize) -> (Vec<Box<str>>, Vec<u32>) {
        match &self.columns[column].1 {
            Column::Labels { dictionary, codes } => (dictionary.clone(), codes.clone()),
            Column::Numbers(numbers) => {
                let texts: Vec<String> = numbers
                    .iter()
                    .map(|x| {
                        if x.is_nan() {
                            String::new()
                        } else {
                            x.to_string()
                        }
                    })
                    .collect();
                code_texts(texts.iter().map(String::as_str))
            }
        }
    }
    /// A table from header and rows of text, as a simple reader has them. Columns named in `numbers` become numbers where
    /// every cell is one.
    pub fn from_rows<'a>(
        file: &str,
        header: &[&str],
        rows: impl IntoIterator<Item = Vec<&'a str>>,
    ) -> Self {
        let mut cells: Vec<Vec<&str>> = vec![vec![]; header.len()];
        for row in rows {
            for (column, text) in cells
                .iter_mut()
                .zip(row.into_iter().chain(std::iter::repeat("")))
            {
                column.push(text);
            }
        }
        let columns = header.iter().zip(cells).map(|(name, texts)| {
            let (dictionary, codes) = code_texts(texts.into_iter());
            ((*name).to_owned(), Column::Labels { dictionary, codes })
        });
        Self {
            file: file.to_owned(),
            columns: columns.collect(),
            lines: vec![],
        }
    }
}

/// The number a text stands for: NaN where it is empty; a fault where it is none.
pub fn number(text: &str) -> Result<f64, Code> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(f64::NAN);
    }
    let plain = text
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'));
    match text.parse::<f64>() {
        Ok(x) if plain && x.is_finite() => Ok(x),
        Ok(x) if !x.is_finite() => Err(Code::NumberNotFinite),
        _ => Err(Code::NumberInvalid),
    }
}

/// Distinct texts, sorted by bytes, and the code of each.
pub fn code_texts<'a>(texts: impl Iterator<Item = &'a str> + Clone) -> (Vec<Box<str>>, Vec<u32>) {
    let mut dictionary: Vec<&str> = texts.clone().collect();
    dictionary.sort_unstable();
    dictionary.dedup();
    let index: std::collections::HashMap<&str, u32> = dictionary
        .iter()
        .zip(0u32..)
        .map(|(text, i)| (*text, i))
        .collect();
    let codes = texts.map(|text| index[text]).collect();
    (dictionary.into_iter().map(Into::into).collect(), codes)
}
