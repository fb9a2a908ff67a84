//! What is wrong with something a person gave: values with stable codes and positions, never panics.
use serde::Serialize;
use std::fmt;

/// Does a fault stop the work?
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// Listed and carried into the results.
    Warning,
}

macro_rules! codes { ($($name:ident = $code:literal, $severity:ident, $title:literal, $help:literal;)*) => {
    /// The kinds of faults. Codes are part of the contract and never change their meaning.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[non_exhaustive]
    pub enum Code { $(#[doc = $title] $name),* }
    impl Code {
        /// Every code, in the order of the documentation.
        pub const ALL: &'static [Code] = &[$(Code::$name),*];
        fn row(self) -> (&'static str, Severity, &'static str, &'static str) {
            match self { $(Code::$name => ($code, Severity::$severity, $title, $help)),* }
        }
    }
} }
codes! {
    FileMissing = "file_missing", Error, "File not found", "Check the path; a relative path starts at the folder of the file that names it.";
    FileUnreadable = "file_unreadable", Error, "File cannot be read", "Check permissions and whether the file is complete.";
    FileChanged = "file_changed", Error, "File changed while it was read", "Run again once the file is no longer being written.";
    FileEmpty = "file_empty", Error, "File without data", "A table has a header line and at least one row.";
    PathUnsafe = "path_unsafe", Error, "Path leaves the package", "Paths in a package are relative, without `..`, and stay inside its folder.";
    OutputUnwritable = "output_unwritable", Error, "Result cannot be written", "Choose another folder with --out; what was there is unchanged.";
    Encoding = "encoding", Error, "Bytes that are not text in the declared encoding", "Save the file as UTF-8, or declare its encoding in the descriptor (for instance gb18030 or latin1).";
    NulByte = "nul_byte", Error, "NUL byte in a text file", "The file is damaged, or is UTF-16: save it as UTF-8.";
    Truncated = "truncated", Error, "Compressed file ends too early", "Fetch the file again.";
    Quoting = "quoting", Error, "Quotation mark in the wrong place", "A quoted field ends with a quotation mark before the next delimiter; inside it, write two.";
    FieldTooLong = "field_too_long", Error, "Field longer than the limit", "Usually a quotation mark that is never closed.";
    RowLength = "row_length", Error, "Row with another number of fields than the header", "Check the delimiter and quote fields that contain it.";
    HeaderMissing = "header_missing", Error, "Header line missing", "The first line names the columns.";
    HeaderDuplicate = "header_duplicate", Error, "Column named twice", "Rename one of the columns.";
    ColumnMissing = "column_missing", Error, "Column missing", "Add the column, or rename the one that holds it.";
    ColumnUnknown = "column_unknown", Warning, "Column not used", "Nothing reads this column.";
    NumberInvalid = "number_invalid", Error, "Not a number", "Write plain numbers with a decimal point; declare another decimal mark in the descriptor.";
    NumberNotFinite = "number_not_finite", Error, "NaN or infinity", "Leave the cell empty and declare what an absent cell means.";
    NumberNegative = "number_negative", Error, "Negative amount", "Amounts are zero or more; a balance or a change is not an amount.";
    NumberRange = "number_range", Error, "Number out of range", "See the range of the field.";
    NumberLost = "number_lost", Warning, "Digits lost", "The number has more digits than a double holds.";
    DateInvalid = "date_invalid", Error, "Not a date", "Write YYYY-MM-DD, YYYY-MM or YYYY.";
    DateOrder = "date_order", Error, "Dates in the wrong order", "An end lies after its beginning.";
    Retroactive = "retroactive", Warning, "Effective before adopted", "A retroactive measure is flagged, not refused.";
    LabelEmpty = "label_empty", Error, "Empty label", "Every row names its cell.";
    LabelSpace = "label_space", Warning, "Label with space around it", "Labels are compared exactly; remove the space if it is not meant.";
    LabelTwin = "label_twin", Warning, "Labels that differ only in case or space", "They count as two; make them equal if they are one.";
    CodeLostZeros = "code_lost_zeros", Error, "Code that lost its leading zeros", "Codes are text: import the column as text, and restore the zeros.";
    CodeUnknown = "code_unknown", Error, "Code that is not in its list", "Correct the code, or use the list of the right vintage.";
    CodeVintage = "code_vintage", Error, "Code of another vintage", "Convert the table to one vintage of the classification.";
    NamibiaMissing = "namibia_missing", Warning, "NA may be Namibia", "Country columns: NA is the code of Namibia. It was kept as text.";
    KeyDuplicate = "key_duplicate", Error, "Cell given twice", "Each combination of labels stands once; add up or remove the second row.";
    KeyForeign = "key_foreign", Error, "Reference to something that does not exist", "Add the missing row or correct the reference.";
    PartsTotal = "parts_total", Warning, "Parts do not add up to their total", "Check the row; beyond the tolerance of the rounding it is an error of the source or of the copy.";
    PartsExceed = "parts_exceed", Error, "Parts exceed their total", "Check the row: known parts are larger than the total that contains them.";
    GroupsOverlap = "groups_overlap", Error, "Overlapping groups added together", "Use either the group or its members.";
    LevelsMixed = "levels_mixed", Error, "Levels mixed on one axis", "Countries and blocs, or classes of different depth, are computed only by name.";
    UnitsMixed = "units_mixed", Error, "Units of measure mixed", "Convert the values to one unit.";
    CurrencyMixed = "currency_mixed", Error, "Currencies mixed", "Convert the values to one currency.";
    PeriodPart = "period_part", Error, "Part-year period beside full years", "Compare periods of equal length.";
    PeriodUnknown = "period_unknown", Error, "Period not in the table", "The message lists the periods there are.";
    PeriodNeeded = "period_needed", Error, "Several periods and none chosen", "Choose one with --period.";
    SeriesBreak = "series_break", Error, "Series break crossed", "Values before and after the break are not comparable.";
    VintageMixed = "vintage_mixed", Warning, "Vintages mixed", "Growth across vintages mixes revision and change.";
    PriceCurrent = "price_current", Warning, "Growth at current prices", "It mixes volume and price.";
    FlowRefused = "flow_refused", Error, "Another flow than the one asked for", "Two-way trade is not exports; use the name for the flow that the table holds.";
    Cycle = "cycle", Error, "Cycle", "Something is derived from itself, or is its own ancestor.";
    TreeBroken = "tree_broken", Error, "Tree that is not a tree", "Each code has one parent, and one root is above all.";
    TooFewRows = "too_few_rows", Error, "Too few rows", "The shape needs more.";
    FileInFolder = "file_in_folder", Error, "File missing in the folder", "Shapes of several files are a folder that holds all of them.";
    ShapeWrong = "shape_wrong", Error, "Data of another shape than the indicator reads", "`mercatoria explain ID` says which columns it needs.";
    SideMissing = "side_missing", Error, "Side input missing", "Add the file that the message names.";
    NotComputable = "not_computable", Error, "Not computable", "The message names the data that would be needed.";
    IdUnknown = "id_unknown", Error, "No indicator of this name", "`mercatoria list` shows all.";
    IdAmbiguous = "id_ambiguous", Error, "Several indicators of this name", "Give the full id.";
    CutUnknown = "cut_unknown", Error, "No cut of this name", "The message lists the cuts.";
    CutImpossible = "cut_impossible", Error, "Cut that this shape does not have", "Choose another cut.";
    DialectUnknown = "dialect_unknown", Error, "No dialect of this name", "`mercatoria explain ID` lists the dialects.";
    ParamsType = "params_type", Error, "Parameters are not a JSON object", "Write {\"name\": value}.";
    ParamUnknown = "param_unknown", Error, "No parameter of this name", "`mercatoria schema ID` lists the parameters.";
    ParamValue = "param_value", Error, "Parameter out of its domain", "`mercatoria schema ID` lists the values.";
    JsonInvalid = "json_invalid", Error, "Not valid JSON", "See the position.";
    TomlInvalid = "toml_invalid", Error, "Not valid TOML", "See the position.";
    DescriptorInvalid = "descriptor_invalid", Error, "Descriptor against its schema", "See docs/data-format.md and the pointer.";
    FieldUnknown = "field_unknown", Error, "Unknown property", "See docs/data-format.md; the message names the nearest known one.";
    FieldMissing = "field_missing", Error, "Required property missing", "See docs/data-format.md.";
    StatusUnknown = "status_unknown", Error, "Unknown status of a cell", "See the list of statuses in docs/data-format.md.";
    SourceMissing = "source_missing", Error, "Figure without a source", "Every figure has a source.";
    BoundsInvalid = "bounds_invalid", Error, "Bounds that enclose nothing", "The lower bound is at most the upper one.";
    DirectionInvalid = "direction_invalid", Error, "Direction that is neither 1 nor -1", "1: more is better; -1: less is better.";
    WeightInvalid = "weight_invalid", Error, "Weight that is not a positive number", "Weights are zero or more, and one of them is positive.";
    StudyInvalid = "study_invalid", Error, "Study file against its schema", "See docs/data-format.md.";
    TooMany = "too_many", Warning, "More faults of one kind", "Only the first are listed.";
    JsonDuplicate = "json_duplicate", Error, "Property given twice", "JSON keeps only one of them; remove the other.";
    NameDuplicate = "name_duplicate", Error, "Name given twice", "Names of tables, columns and code lists are unique.";
    DialectUnsupported = "dialect_unsupported", Error, "Way of writing tables that is not read", "Write the file as plain CSV; docs/data-format.md lists what is read.";
    ColumnOrder = "column_order", Error, "Columns in another order than declared", "Reorder them, or declare \"fieldsMatch\": \"equal\".";
    ColumnUndeclared = "column_undeclared", Error, "Column that is not declared", "Declare it in the schema, or say \"fieldsMatch\": \"subset\".";
    ValueMissing = "value_missing", Error, "Required value missing", "Fill the cell; a key is never empty.";
    ValueType = "value_type", Error, "Value of another type than declared", "Correct the cell, or the type of the column.";
    ValueListed = "value_listed", Error, "Value that is not one of the listed", "See the enum or the categories of the column.";
    ValuePattern = "value_pattern", Error, "Value that does not match the pattern", "See the constraints of the column.";
    FileHash = "file_hash", Error, "File differs from its declared size or hash", "Fetch the file again, or correct the descriptor.";
    SuppressedValue = "suppressed_value", Error, "Withheld cell with a value", "A suppressed cell is empty; its bounds stand beside it.";
    PricesMixed = "prices_mixed", Error, "Price bases mixed", "Convert the values to one price basis.";
    TableUnknown = "table_unknown", Error, "No table of this name in the package", "The message lists the tables.";
    TableNeeded = "table_needed", Error, "Several tables and none chosen", "Choose one with --table.";
    RoleMissing = "role_missing", Error, "Table without a column of the role that is needed", "Give the column its role in the descriptor.";
    SelectionNeeded = "selection_needed", Error, "Several values of a column and none chosen", "Choose one with --where column=value.";
    SelectionEmpty = "selection_empty", Error, "Nothing left of the table", "The message lists the values there are.";
    Defect = "defect", Error, "Our own defect", "Please report it with the input.";
}
impl Code {
    /// The stable text, as in JSON.
    pub fn as_str(self) -> &'static str {
        self.row().0
    }
    /// Error or warning.
    pub fn severity(self) -> Severity {
        self.row().1
    }
    /// In a few words.
    pub fn title(self) -> &'static str {
        self.row().2
    }
    /// What to do.
    pub fn help(self) -> &'static str {
        self.row().3
    }
}
impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One fault and where it is.
///
/// ```
/// use mercatoria_core::{Code, Fault};
/// let fault = Fault::new(Code::NumberNegative, "-3 is not an amount").at("employment.csv", 7).field("value");
/// assert_eq!(fault.to_string(), "error[number_negative] employment.csv:7, field \"value\": -3 is not an amount");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// Its kind.
    pub code: Code,
    /// Normally that of the code; a rule may lower it.
    pub severity: Severity,
    /// This very case.
    pub message: String,
    /// File, as given.
    pub file: Option<String>,
    /// Line in the file, from 1; the header is line 1.
    pub row: Option<u64>,
    /// Column in the line, from 1, counted in fields.
    pub column: Option<u64>,
    /// Name of the field.
    pub field: Option<String>,
    /// JSON pointer into parameters, descriptor or study.
    pub pointer: Option<String>,
}
impl Fault {
    /// A fault of this kind.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            file: None,
            row: None,
            column: None,
            field: None,
            pointer: None,
        }
    }
    /// From what [`Serialize`] writes; none where the code is not known.
    pub fn from_json(json: &serde_json::Value) -> Option<Self> {
        let text = |key: &str| json[key].as_str().map(str::to_owned);
        let code = Code::ALL
            .iter()
            .find(|c| Some(c.as_str()) == json["code"].as_str())?;
        Some(Self {
            code: *code,
            severity: if json["severity"] == "warning" {
                Severity::Warning
            } else {
                Severity::Error
            },
            message: text("message")?,
            file: text("file"),
            row: json["row"].as_u64(),
            column: json["column"].as_u64(),
            field: text("field"),
            pointer: text("pointer"),
        })
    }
    /// In this file, at this line.
    #[must_use]
    pub fn at(mut self, file: impl Into<String>, row: u64) -> Self {
        self.file = Some(file.into());
        self.row = Some(row);
        self
    }
    /// In this file.
    #[must_use]
    pub fn file(mut self, file: impl Into<String>) -> Self {
        self.file = Some(file.into());
        self
    }
    /// In this field.
    #[must_use]
    pub fn field(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }
    /// In this column, from 1.
    #[must_use]
    pub fn column(mut self, column: u64) -> Self {
        self.column = Some(column);
        self
    }
    /// At this JSON pointer.
    #[must_use]
    pub fn pointer(mut self, pointer: impl Into<String>) -> Self {
        self.pointer = Some(pointer.into());
        self
    }
    /// Listed, but not stopping.
    #[must_use]
    pub fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }
    /// Does it stop the work?
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = if self.is_error() { "error" } else { "warning" };
        write!(f, "{severity}[{}]", self.code)?;
        let mut colon = false;
        if let Some(file) = &self.file {
            write!(f, " {file}")?;
            if let Some(row) = self.row {
                write!(f, ":{row}")?;
            }
            colon = true;
        } else if let Some(row) = self.row {
            write!(f, " row {row}")?;
            colon = true;
        }
        if let Some(field) = &self.field {
            write!(f, "{}field {field:?}", if colon { ", " } else { " " })?;
            colon = true;
        } else if let Some(column) = self.column {
            write!(f, "{}column {column}", if colon { ", " } else { " " })?;
            colon = true;
        }
        if let Some(pointer) = self.pointer.as_ref().filter(|p| !p.is_empty()) {
            write!(f, "{}{pointer}", if colon { ", " } else { " " })?;
        }
        write!(f, ": {}", self.message)
    }
}
impl std::error::Error for Fault {}
impl Serialize for Fault {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut s = serializer.serialize_struct("Fault", 10)?;
        s.serialize_field("code", self.code.as_str())?;
        s.serialize_field("severity", &self.severity)?;
        s.serialize_field("title", self.code.title())?;
        s.serialize_field("message", &self.message)?;
        s.serialize_field("file", &self.file)?;
        s.serialize_field("row", &self.row)?;
        s.serialize_field("column", &self.column)?;
        s.serialize_field("field", &self.field)?;
        s.serialize_field("pointer", &self.pointer)?;
        s.serialize_field("help", self.code.help())?;
        s.end()
    }
}

/// Faults of one piece of work, bounded per code: what is beyond is counted, not lost.
#[derive(Debug, Clone, Default)]
pub struct Faults {
    list: Vec<Fault>,
    counts: std::collections::BTreeMap<Code, u64>,
}
impl Faults {
    /// How many faults of one code are listed.
    pub const LIMIT: u64 = 100;
    /// Adds one.
    pub fn push(&mut self, fault: Fault) {
        let count = self.counts.entry(fault.code).or_default();
        *count += 1;
        if *count <= Self::LIMIT {
            self.list.push(fault);
        }
    }
    /// Adds all.
    pub fn extend(&mut self, faults: impl IntoIterator<Item = Fault>) {
        faults.into_iter().for_each(|fault| self.push(fault));
    }
    /// Counts faults that were found but not formed, beyond the limit.
    pub fn count_more(&mut self, code: Code, more: u64) {
        *self.counts.entry(code).or_default() += more;
    }
    /// Is there an error?
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(Fault::is_error)
    }
    /// None at all?
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
    /// The faults so far, without the closing counts.
    pub fn as_slice(&self) -> &[Fault] {
        &self.list
    }
    /// All, with one closing line per code that has more than the limit.
    pub fn into_vec(self) -> Vec<Fault> {
        let mut list = self.list;
        for (code, count) in self
            .counts
            .iter()
            .filter(|(_, count)| **count > Self::LIMIT)
        {
            list.push(Fault::new(
                Code::TooMany,
                format!("{} more of {code}; {count} in all", count - Self::LIMIT),
            ));
        }
        list
    }
    /// The value if there is no error (with the warnings), else all faults.
    pub fn finish<T>(self, value: impl FnOnce() -> T) -> Result<(T, Vec<Fault>), Vec<Fault>> {
        if self.has_errors() {
            Err(self.into_vec())
        } else {
            Ok((value(), self.into_vec()))
        }
    }
}
