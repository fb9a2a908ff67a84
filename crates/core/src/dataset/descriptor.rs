//! The descriptor of Data Package 2.0: the properties of the standard that are read, and room for the profile. Properties of
//! the standard that say nothing about the figures (titles, licences, …) are checked for their form and carried.
use super::{FieldProfile, PackageProfile, ResourceName, SafePath, TableProfile};
use crate::Json;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A package of tables: the content of `datapackage.json`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
#[schemars(extend("required" = ["resources"]))]
pub struct Package {
    /// The profile of the standard: `https://datapackage.org/profiles/2.0/datapackage.json`.
    #[serde(rename = "$schema", skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// The profile in version 1 of the standard.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// A short name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// An identifier that is unique in the world.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Home page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub homepage: Option<String>,
    /// Version of the package.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// When it was made (RFC 3339).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<String>,
    /// Image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// Key words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keywords: Option<Vec<String>>,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contributors: Option<Vec<Contributor>>,
    /// Where the figures come from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sources: Option<Vec<SourceOfData>>,
    /// Under which terms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licenses: Option<Vec<License>>,
    /// The tables.
    #[schemars(length(min = 1))]
    pub resources: Vec<Resource>,
    /// What Mercatoria has to know of the package.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mercatoria: Option<PackageProfile>,
}

/// Who made a package.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct Contributor {
    /// Name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Given name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_name: Option<String>,
    /// Family name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family_name: Option<String>,
    /// Address on the web.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Address for letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
    /// What they did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roles: Option<Vec<String>>,
    /// The same in version 1 of the standard.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
}

/// Where figures come from.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct SourceOfData {
    /// Title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Address for letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Version of the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
}

/// A licence: its name or its address.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct License {
    /// Identifier of the Open Definition, such as `CC-BY-4.0`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Address of its text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// One table.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Resource {
    /// Its name, unique in the package.
    pub name: ResourceName,
    /// The profile of the standard.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema_of: Option<String>,
    /// `table`.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<ResourceType>,
    /// `tabular-data-resource` in version 1 of the standard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// The file, or several files of one structure; this or `data`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<Paths>,
    /// Rows inside the descriptor: a list of lists (the first is the header) or of objects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<Json>,
    /// Title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// File format: `csv`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// Media type: `text/csv`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mediatype: Option<String>,
    /// Encoding; UTF-8 where none is declared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Size of the file in bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// Hash of the file: MD5, or `sha256:…`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hash: Option<String>,
    /// Where the figures come from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sources: Option<Vec<SourceOfData>>,
    /// Under which terms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licenses: Option<Vec<License>>,
    /// How the file is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dialect: Option<Dialect>,
    /// What its columns are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<TableSchema>,
    /// What Mercatoria has to know of the table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mercatoria: Option<TableProfile>,
}

/// What a resource is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ResourceType {
    /// A table.
    Table,
}

/// One file or several.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Paths {
    /// One file.
    One(SafePath),
    /// Files of one structure, read one after the other.
    Many(#[schemars(length(min = 1))] Vec<SafePath>),
}
impl Paths {
    /// All of them.
    pub fn all(&self) -> &[SafePath] {
        match self {
            Paths::One(path) => std::slice::from_ref(path),
            Paths::Many(paths) => paths,
        }
    }
}

/// One name or several.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum OneOrMany {
    /// Several, as version 2 of the standard has it.
    Many(#[schemars(length(min = 1))] Vec<String>),
    /// One, as version 1 had it.
    One(String),
}
impl OneOrMany {
    /// All of them.
    pub fn all(&self) -> &[String] {
        match self {
            OneOrMany::One(name) => std::slice::from_ref(name),
            OneOrMany::Many(names) => names,
        }
    }
}

/// How a file of delimited text is written.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct Dialect {
    /// The profile of the standard.
    #[serde(rename = "$schema", skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Has the file a header line? It must.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<bool>,
    /// Rows of the header: `[1]`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_rows: Option<Vec<u32>>,
    /// What joins header rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_join: Option<String>,
    /// Rows that are left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment_rows: Option<Vec<u32>>,
    /// First character of lines that are left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment_char: Option<String>,
    /// Between fields: one ASCII character, `,` by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<String>,
    /// Between rows; both `\n` and `\r\n` are read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line_terminator: Option<String>,
    /// Around fields: `"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote_char: Option<String>,
    /// Two quotation marks inside a quoted field stand for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub double_quote: Option<bool>,
    /// Escape character; not read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub escape_char: Option<String>,
    /// What stands for a missing value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub null_sequence: Option<String>,
    /// Some programs nest the properties here; they stand directly in the dialect.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub csv: Option<Json>,
    /// Is space after a delimiter left out? It is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip_initial_space: Option<bool>,
}

/// What the columns of a table are.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
#[schemars(extend("required" = ["fields"]))]
pub struct TableSchema {
    /// The profile of the standard.
    #[serde(rename = "$schema", skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The columns.
    #[schemars(length(min = 1))]
    pub fields: Vec<Field>,
    /// How the columns of the file match them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fields_match: Option<FieldMatch>,
    /// Texts that stand for a missing value; `[""]` by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing_values: Option<Vec<Missing>>,
    /// Columns that together name a row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary_key: Option<OneOrMany>,
    /// Other columns whose combinations stand once.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1))]
    pub unique_keys: Option<Vec<Uniqueness>>,
    /// References to rows of another table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub foreign_keys: Option<Vec<ForeignKey>>,
}

/// Columns whose combinations stand once.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Uniqueness(#[schemars(length(min = 1))] pub Vec<String>);

/// How the columns of a file match the declared ones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FieldMatch {
    /// The same columns in the same order.
    #[default]
    Exact,
    /// The same columns in any order.
    Equal,
    /// All declared columns, and perhaps more.
    Subset,
    /// Only declared columns, perhaps fewer.
    Superset,
    /// At least one declared column.
    Partial,
}

/// A text that stands for a missing value.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Missing {
    /// The text.
    Text(String),
    /// The text, and why a value is missing.
    Labelled {
        /// The text.
        value: String,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        label: Option<String>,
    },
}
impl Missing {
    /// The text.
    pub fn text(&self) -> &str {
        match self {
            Missing::Text(text) | Missing::Labelled { value: text, .. } => text,
        }
    }
}

/// A reference to rows of another table.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ForeignKey {
    /// Columns of this table.
    pub fields: OneOrMany,
    /// What they refer to.
    pub reference: Reference,
}

/// What a foreign key refers to.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Reference {
    /// The other table; left out for this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resource: Option<String>,
    /// Its columns, as many as in `fields`.
    pub fields: OneOrMany,
}

/// One column.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Field {
    /// Name, as in the header line.
    #[schemars(length(min = 1))]
    pub name: String,
    /// What its cells are; `any` by default.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<FieldType>,
    /// How they are written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// Title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// An example of a cell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<Json>,
    /// What its cells obey.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub constraints: Option<Constraints>,
    /// The only values there are, as a list or as objects with `value` and `label`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub categories: Option<Vec<Json>>,
    /// Do the categories have an order?
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub categories_ordered: Option<bool>,
    /// Texts that stand for a missing value in this column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing_values: Option<Vec<Missing>>,
    /// What the column means, as an address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rdf_type: Option<String>,
    /// Before the decimals: `.` by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimal_char: Option<String>,
    /// Between groups of digits: nothing by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group_char: Option<String>,
    /// May no other character stand around the digits? `true` by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bare_number: Option<bool>,
    /// Texts that mean true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub true_values: Option<Vec<String>>,
    /// Texts that mean false.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub false_values: Option<Vec<String>>,
    /// Between the items of a list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<String>,
    /// What the items of a list are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item_type: Option<FieldType>,
    /// What Mercatoria has to know of the column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mercatoria: Option<FieldProfile>,
}

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FieldType {
    /// Text.
    String,
    /// A number.
    Number,
    /// A whole number.
    Integer,
    /// True or false.
    Boolean,
    /// A JSON object.
    Object,
    /// A JSON array.
    Array,
    /// Items with a delimiter between them.
    List,
    /// A date with a time.
    Datetime,
    /// A date.
    Date,
    /// A time of the day.
    Time,
    /// A year.
    Year,
    /// A year and a month.
    Yearmonth,
    /// A length of time.
    Duration,
    /// A point on the earth.
    Geopoint,
    /// A shape on the earth.
    Geojson,
    /// Whatever stands there.
    #[default]
    Any,
}
impl FieldType {
    /// As in a descriptor.
    pub fn as_str(self) -> &'static str {
        match self {
            FieldType::String => "string",
            FieldType::Number => "number",
            FieldType::Integer => "integer",
            FieldType::Boolean => "boolean",
            FieldType::Object => "object",
            FieldType::Array => "array",
            FieldType::List => "list",
            FieldType::Datetime => "datetime",
            FieldType::Date => "date",
            FieldType::Time => "time",
            FieldType::Year => "year",
            FieldType::Yearmonth => "yearmonth",
            FieldType::Duration => "duration",
            FieldType::Geopoint => "geopoint",
            FieldType::Geojson => "geojson",
            FieldType::Any => "any",
        }
    }
}

/// What the cells of a column obey.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct Constraints {
    /// Is every cell filled?
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required: Option<bool>,
    /// Does every value stand once?
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unique: Option<bool>,
    /// Fewest characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_length: Option<u64>,
    /// Most characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u64>,
    /// Smallest value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum: Option<Json>,
    /// Largest value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum: Option<Json>,
    /// The values lie above this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exclusive_minimum: Option<Json>,
    /// The values lie below this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exclusive_maximum: Option<Json>,
    /// A JSON Schema for cells that hold JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub json_schema: Option<Json>,
    /// A regular expression that the whole text matches.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// The only values there are.
    #[serde(rename = "enum", skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1))]
    pub values: Option<Vec<Json>>,
}
