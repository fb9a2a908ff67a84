//! The embedded files, and their rows by column name.
use mercatoria_core::{Code, Fault, Table, number};
use std::sync::OnceLock;

/// One embedded file; it is parsed once, at first use.
pub struct File {
    /// Path inside the package.
    pub path: &'static str,
    /// Its text.
    pub text: &'static str,
    table: OnceLock<Result<Table, Vec<Fault>>>,
}
impl File {
    const fn new(path: &'static str, text: &'static str) -> Self {
        Self {
            path,
            text,
            table: OnceLock::new(),
        }
    }
    /// The parsed table; all columns are texts.
    pub fn table(&'static self) -> Result<&'static Table, Vec<Fault>> {
        let parse = || {
            let options = mercatoria_data::Options {
                numbers: vec![],
                ..mercatoria_data::Options::default()
            };
            mercatoria_data::parse_table(self.path, self.text.as_bytes(), &options)
                .map(|(table, _)| table)
        };
        self.table.get_or_init(parse).as_ref().map_err(Vec::clone)
    }
    /// Its rows, each turned into a record; all faults are listed.
    pub(crate) fn records<T>(
        &'static self,
        record: impl Fn(&Row) -> Result<T, Fault>,
    ) -> Result<Vec<T>, Vec<Fault>> {
        let table = self.table()?;
        let (mut records, mut faults) = (Vec::with_capacity(table.rows()), vec![]);
        for row in 0..table.rows() {
            match record(&Row { table, row }) {
                Ok(record) => records.push(record),
                Err(fault) => faults.push(fault),
            }
        }
        if faults.is_empty() {
            Ok(records)
        } else {
            Err(faults)
        }
    }
}

/// One row of an embedded file.
pub(crate) struct Row {
    table: &'static Table,
    row: usize,
}
impl Row {
    /// Line in the file.
    pub(crate) fn line(&self) -> u64 {
        self.table.line(self.row)
    }
    /// A fault here.
    pub(crate) fn fault(&self, code: Code, field: &str, message: String) -> Fault {
        self.table.fault(code, self.row, field, message)
    }
    /// The text of a cell; empty where it is not known.
    pub(crate) fn text(&self, field: &str) -> Result<&'static str, Fault> {
        let column = self
            .table
            .columns
            .iter()
            .position(|(name, _)| name == field);
        let missing = || {
            Fault::new(Code::ColumnMissing, format!("column {field:?} is missing"))
                .file(&self.table.file)
        };
        Ok(self.table.text(column.ok_or_else(missing)?, self.row))
    }
    /// A number, where the cell is not empty.
    pub(crate) fn number(&self, field: &str) -> Result<Option<f64>, Fault> {
        let text = self.text(field)?;
        match number(text) {
            Ok(x) => Ok((!x.is_nan()).then_some(x)),
            Err(code) => Err(self.fault(code, field, format!("{text:?} is not a number"))),
        }
    }
    /// A number that must be there.
    pub(crate) fn needed(&self, field: &str) -> Result<f64, Fault> {
        self.number(field)?
            .ok_or_else(|| self.fault(Code::FieldMissing, field, "no number".into()))
    }
    /// Status and sources of the figure.
    pub(crate) fn origin(&self) -> Result<Origin, Fault> {
        let status = self.text("status")?;
        let Some(status) = Status::named(status) else {
            return Err(self.fault(
                Code::StatusUnknown,
                "status",
                format!("{status:?} is no status"),
            ));
        };
        let has = |field: &str| self.table.columns.iter().any(|(name, _)| name == field);
        Ok(Origin {
            status,
            sources: if has("source_ids") {
                self.text("source_ids")?
            } else {
                ""
            },
            note: if has("note") { self.text("note")? } else { "" },
            line: self.line(),
        })
    }
}

/// How a figure came to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Printed by the source named.
    Published,
    /// First release, revised later.
    Preliminary,
    /// From a compilation of the official figures.
    Secondary,
    /// The same, and known to be revised since.
    SecondarySuperseded,
    /// The same, without a check.
    SecondaryUnchecked,
    /// Arithmetic on published figures; the formula is in the note.
    Derived,
}
impl Status {
    /// Every status.
    pub const ALL: &'static [Status] = &[
        Status::Published,
        Status::Preliminary,
        Status::Secondary,
        Status::SecondarySuperseded,
        Status::SecondaryUnchecked,
        Status::Derived,
    ];
    /// As in the files.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Published => "published",
            Status::Preliminary => "published-preliminary",
            Status::Secondary => "published-secondary",
            Status::SecondarySuperseded => "published-secondary-superseded",
            Status::SecondaryUnchecked => "published-secondary-unchecked",
            Status::Derived => "derived",
        }
    }
    /// By its word in the files; any other word is an error.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|s| s.as_str() == word)
    }
}

/// Where a figure comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// How it came to be known.
    pub status: Status,
    /// Ids of [`crate::sources`], separated by `;`; empty in a derived table.
    pub sources: &'static str,
    /// Remark of the file.
    pub note: &'static str,
    /// Line in the file.
    pub line: u64,
}
impl Origin {
    /// The ids one by one.
    pub fn source_ids(&self) -> impl Iterator<Item = &'static str> {
        self.sources.split(';').filter(|id| !id.is_empty())
    }
}

macro_rules! embedded { ($($(#[doc = $doc:literal])* $name:ident = $path:literal;)*) => {
    $($(#[doc = $doc])* pub static $name: File = File::new($path, include_str!(concat!("../data/", $path)));)*
    /// Every embedded table.
    pub static FILES: &[&File] = &[$(&$name),*];
} }
embedded! {
    /// The 14 cities: code, names, level, centre, area, coastal belt, free trade zone.
    CITIES = "cities.csv";
    /// Value added by city, year and sector, 100 million CNY at current prices.
    CITY_GDP = "city_gdp_by_sector.csv";
    /// Resident population by city and year, 10,000 persons.
    CITY_POPULATION = "city_population.csv";
    /// Utilised foreign direct investment by city and year, million USD.
    CITY_FDI = "city_fdi.csv";
    /// Sparse trade figures of cities.
    CITY_TRADE = "city_trade.csv";
    /// Sparse city × industry figures.
    CITY_INDUSTRY_CELLS = "city_industry_cells.csv";
    /// Official lists of clusters.
    CITY_CLUSTERS = "city_cluster_membership.csv";
    /// Value added of the province.
    PROVINCE_GDP = "province_gdp.csv";
    /// Trade of the province.
    PROVINCE_TRADE = "province_trade.csv";
    /// Trade of the province by partner as printed.
    PARTNERS = "province_trade_by_partner.csv";
    /// Exports of the province by product group as printed.
    PRODUCTS = "province_exports_by_product.csv";
    /// Value added of China, 100 million CNY at current prices, first releases.
    CHINA_GDP = "china_gdp_by_sector.csv";
    /// Worldwide Governance Indicators of six countries.
    GOVERNANCE = "comparison_wgi.csv";
    /// The cities together against the province.
    RECONCILIATION = "reconciliation.csv";
    /// The sources of all figures.
    SOURCES = "SOURCES.csv";
    /// Dated legal measures.
    MEASURES = "legal/measures.csv";
    /// What happened to a measure, one date a row.
    MEASURE_EVENTS = "legal/measure_events.csv";
    /// Published values of existing indices of law.
    INDEX_VALUES = "legal/index_values.csv";
}
