//! What a file is declared to be; the defaults are plain UTF-8 CSV.

/// How the bytes of a file stand for text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    #[default]
    Utf8,
    /// ISO 8859-1 as browsers read it: Windows-1252.
    Latin1,
    /// GB 18030, which includes GBK and GB 2312.
    Gb18030,
}

impl Encoding {
    /// The encoding of this name, in any case; `None` for one that is not read.
    ///
    /// ```
    /// use mercatoria_data::Encoding;
    /// assert_eq!(Encoding::named("GBK"), Some(Encoding::Gb18030));
    /// assert_eq!(Encoding::named("utf-16"), None);
    /// ```
    pub fn named(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "utf8" | "utf-8" | "ascii" | "us-ascii" => Some(Self::Utf8),
            "latin1" | "latin-1" | "iso-8859-1" | "iso8859-1" | "windows-1252" | "cp1252" => {
                Some(Self::Latin1)
            }
            "gb18030" | "gbk" | "gb2312" | "cp936" => Some(Self::Gb18030),
            _ => None,
        }
    }
}

/// Columns that are read as numbers where nothing else is declared.
pub const NUMBERS: &[&str] = &[
    "value",
    "reference",
    "exports",
    "imports",
    "size",
    "x",
    "y",
    "weight",
    "quantity",
    "lower",
    "upper",
    "direction",
];

/// How a table is written down.
///
/// ```
/// use mercatoria_data::{Options, parse_table};
/// let german = Options { decimal_mark: b',', ..Options::default() };
/// let (table, _) = parse_table("a.csv", "label;value\nKohle;1,5\n".as_bytes(), &german).unwrap();
/// assert_eq!(table.numbers(1, &mut Default::default()), [1.5]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Between fields; `None`: whichever of comma, semicolon, tab and bar the header has most of.
    pub delimiter: Option<u8>,
    /// How bytes stand for text.
    pub encoding: Encoding,
    /// What a cell of numbers says when its value is missing; an empty cell always does. Labels are never missing: `NA`
    /// stays Namibia.
    pub missing: Vec<String>,
    /// Before the decimals.
    pub decimal_mark: u8,
    /// Names of the columns read as numbers; the others are labels.
    pub numbers: Vec<String>,
    /// First byte of lines that are skipped.
    pub comment: Option<u8>,
    /// Columns that become rows.
    pub reshape: Option<Reshape>,
    /// Columns of numbers that are multiplied by a power of ten, exactly: a column in 亿元 and the exponent 8 is in yuan.
    pub scales: Vec<(String, i32)>,
}

/// How a wide table, with a column for each year or product, becomes a long one: every row is as many rows as it has wide
/// columns, each with the name of its column as a label.
///
/// ```
/// use mercatoria_data::{Options, Reshape, Wide, parse_table};
/// let reshape = Reshape { wide: Wide::AllBut(vec!["region".into()]), label: "period".into(), value: "value".into() };
/// let options = Options { reshape: Some(reshape), ..Options::default() };
/// let (table, _) = parse_table("a.csv", b"region,2022,2023\nA,1.5,2\nB,,3\n", &options).unwrap();
/// assert_eq!((table.rows(), table.text(1, 3)), (4, "2023"));
/// assert_eq!(table.numbers(2, &mut Default::default())[..2], [1.5, 2.0]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reshape {
    /// The columns that become rows; an empty cell becomes a row without a value.
    pub wide: Wide,
    /// Name of the column that their names become.
    pub label: String,
    /// Name of the column of numbers that their cells become.
    pub value: String,
}

/// Which columns become rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wide {
    /// These.
    Named(Vec<String>),
    /// All but these.
    AllBut(Vec<String>),
}

impl Wide {
    pub(crate) fn has(&self, name: &String) -> bool {
        match self {
            Self::Named(names) => names.contains(name),
            Self::AllBut(names) => !names.contains(name),
        }
    }

    pub(crate) fn names(&self) -> &[String] {
        match self {
            Self::Named(names) | Self::AllBut(names) => names,
        }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            delimiter: None,
            encoding: Encoding::Utf8,
            missing: vec![],
            decimal_mark: b'.',
            numbers: NUMBERS.iter().map(|name| (*name).to_owned()).collect(),
            comment: None,
            reshape: None,
            scales: vec![],
        }
    }
}

impl Options {
    /// The delimiter of a header line: the declared one, else the most frequent candidate outside quotes, else a comma.
    pub(crate) fn delimiter_of(&self, header: &[u8]) -> u8 {
        const CANDIDATES: [u8; 4] = *b",;\t|";
        if let Some(declared) = self.delimiter {
            return declared;
        }
        let mut counts = [0usize; CANDIDATES.len()];
        let mut quoted = false;
        for &byte in header {
            match byte {
                b'"' => quoted = !quoted,
                b'\n' if !quoted => break,
                _ if quoted => {}
                _ => {
                    if let Some(i) = CANDIDATES.iter().position(|c| *c == byte) {
                        counts[i] += 1;
                    }
                }
            }
        }
        let mut best = 0;
        for i in 1..CANDIDATES.len() {
            if counts[i] > counts[best] {
                best = i;
            }
        }
        CANDIDATES[best]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_most_frequent_outside_quotes() {
        let options = Options::default();
        assert_eq!(options.delimiter_of(b"a;b;c\n1,2,3,4"), b';');
        assert_eq!(options.delimiter_of(b"\"a;b;c\",d"), b',');
        assert_eq!(options.delimiter_of(b"a\tb"), b'\t');
        assert_eq!(options.delimiter_of(b"only"), b',');
        let declared = Options {
            delimiter: Some(b'|'),
            ..options
        };
        assert_eq!(declared.delimiter_of(b"a,b"), b'|');
    }
}
