//! The `mercatoria` objects of a descriptor: what figures mean, so that nothing has to be guessed.
use super::{CurrencyCode, DecimalText, OneOrMany, ResourceName};
use crate::TradeFlow;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Version of the profile.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Version {
    /// The first.
    #[default]
    #[serde(rename = "1")]
    One,
}

/// What holds for a whole package.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PackageProfile {
    /// Version of the profile: `"1"`.
    pub profile: Version,
    /// The lists that codes are taken from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub code_lists: Vec<CodeList>,
    /// Are the figures generated? Results then carry the mark in every title and row.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub generated: bool,
}

/// A list of codes of one vintage: a table of the package, or written here.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeList {
    /// Its name; fields refer to it.
    #[schemars(length(min = 1))]
    pub id: String,
    /// The classification, without its vintage: `HS`.
    #[schemars(length(min = 1))]
    pub classification: String,
    /// Its vintage: `2017`.
    #[schemars(length(min = 1))]
    pub vintage: String,
    /// The table that holds it; this or `codes`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resource: Option<ResourceName>,
    /// The column of codes in that table; `code` by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The codes themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1))]
    pub codes: Option<Vec<String>>,
    /// What its codes have beside those of the list: totals, residuals (`TOTAL`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
}

/// What a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TableRole {
    /// Activity (jobs, value added, output, establishments) by region and industry.
    Activity,
    /// Trade by region or country, product, partner and flow.
    TradeFlows,
    /// Single plants.
    Plants,
    /// Points with coordinates.
    Points,
    /// What is known of the labels of an axis: names, population, area, coordinates.
    Attributes,
    /// Links between labels: distance, neighbours, concordance, membership.
    Relation,
    /// An input-output table.
    InputOutput,
    /// Dated legal measures.
    Measures,
    /// What happened to legal measures, and when.
    Events,
    /// Values of criteria by unit and period.
    Scores,
    /// Units by periods with named columns.
    Panel,
    /// A list of codes.
    Codes,
    /// The sources of figures.
    Sources,
    /// Expected results, for tests.
    Expected,
}

/// Which way trade goes.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Flow {
    /// Exports.
    Exports,
    /// Imports.
    Imports,
    /// Exports and imports together; never taken for exports.
    TwoWay,
    /// Exports less imports.
    Balance,
}
impl Flow {
    /// As in a descriptor.
    pub fn as_str(self) -> &'static str {
        match self {
            Flow::Exports => "exports",
            Flow::Imports => "imports",
            Flow::TwoWay => "two_way",
            Flow::Balance => "balance",
        }
    }
    /// As readers and names know it; a balance is none of them.
    pub fn trade(self) -> Option<TradeFlow> {
        match self {
            Flow::Exports => Some(TradeFlow::Exports),
            Flow::Imports => Some(TradeFlow::Imports),
            Flow::TwoWay => Some(TradeFlow::TwoWay),
            Flow::Balance => None,
        }
    }
    /// By its word.
    pub fn named(word: &str) -> Option<Self> {
        [Flow::Exports, Flow::Imports, Flow::TwoWay, Flow::Balance]
            .into_iter()
            .find(|flow| flow.as_str() == word)
    }
}

impl From<TradeFlow> for Flow {
    fn from(flow: TradeFlow) -> Self {
        match flow {
            TradeFlow::Exports => Flow::Exports,
            TradeFlow::Imports => Flow::Imports,
            TradeFlow::TwoWay => Flow::TwoWay,
        }
    }
}

/// What regional trade is counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Where the exporter is registered.
    RegisteredExporter,
    /// Where the goods were made or are used.
    DomesticOrigin,
}

/// What a combination of labels means that has no row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Absent {
    /// The amount is zero.
    Zero,
    /// The amount cannot be anything but zero.
    StructuralZero,
    /// The amount is not known.
    #[default]
    Missing,
    /// The amount is withheld, and lies between bounds.
    Suppressed(Bounds),
    /// Only the largest are printed: what is not printed is at most the smallest printed one.
    Truncated,
    /// The question does not arise.
    NotApplicable,
}

/// Bounds of withheld amounts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bounds {
    /// At least; 0 by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lower: Option<DecimalText>,
    /// At most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upper: Option<DecimalText>,
    /// Below this amounts are withheld: at most this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold: Option<DecimalText>,
}

/// How well a figure is known.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Printed by the source that is named.
    Published,
    /// First release, to be revised.
    #[serde(alias = "published-preliminary")]
    Preliminary,
    /// From a compilation of published figures.
    #[serde(alias = "published-secondary")]
    Secondary,
    /// From a compilation, and known to be revised since.
    #[serde(alias = "published-secondary-superseded")]
    SecondarySuperseded,
    /// From a compilation, not checked.
    #[serde(alias = "published-secondary-unchecked")]
    SecondaryUnchecked,
    /// Arithmetic on published figures.
    Derived,
    /// Estimated.
    Estimated,
    /// Withheld by the source; the cell has no value.
    Suppressed,
}
impl Status {
    /// Every status.
    pub const ALL: [Status; 8] = [
        Status::Published,
        Status::Preliminary,
        Status::Secondary,
        Status::SecondarySuperseded,
        Status::SecondaryUnchecked,
        Status::Derived,
        Status::Estimated,
        Status::Suppressed,
    ];
    /// As in a table.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Published => "published",
            Status::Preliminary => "preliminary",
            Status::Secondary => "secondary",
            Status::SecondarySuperseded => "secondary_superseded",
            Status::SecondaryUnchecked => "secondary_unchecked",
            Status::Derived => "derived",
            Status::Estimated => "estimated",
            Status::Suppressed => "suppressed",
        }
    }
    /// By its word, with or without `published-` before it.
    ///
    /// ```
    /// use mercatoria_core::dataset::Status;
    /// assert_eq!(Status::named("published-secondary-unchecked"), Some(Status::SecondaryUnchecked));
    /// assert_eq!(Status::named("guessed"), None);
    /// ```
    pub fn named(word: &str) -> Option<Self> {
        let short = word
            .strip_prefix("published-")
            .unwrap_or(word)
            .replace('-', "_");
        Self::ALL
            .into_iter()
            .find(|status| status.as_str() == short)
    }
}

/// What holds for a table.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TableProfile {
    /// What it is.
    pub role: TableRole,
    /// Its flow, where no column says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flow: Option<Flow>,
    /// Its customs regime (ordinary, processing, …), where no column says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub regime: Option<String>,
    /// Ownership of the firms, where no column says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ownership: Option<String>,
    /// What regional trade is counted by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// What a combination of labels means that has no row; `missing` by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub absent: Option<Absent>,
    /// Labels that are the total of others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub totals: Vec<Total>,
    /// Labels that stand for what is left.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub residuals: Vec<Residual>,
    /// Labels that contain or overlap others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    /// Where the series break.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breaks: Vec<Break>,
    /// Does a month or quarter hold the sum since the beginning of its year?
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cumulative: bool,
    /// Are the figures generated?
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub generated: bool,
    /// Anything else a reader has to know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A label that is the total of others. Rows with it are checked against their parts and are no label of an axis.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Total {
    /// The column.
    pub field: String,
    /// The label of the total.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Its parts; all other labels but residuals of other totals, by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1))]
    pub parts: Option<Vec<String>>,
    /// Largest difference that rounding explains: `"0.1"`. A difference of exactly this much passes. `"0"` by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tolerance: Option<DecimalText>,
    /// Are all parts listed? If not, known parts may fall short of the total but not exceed it.
    #[serde(default = "yes", skip_serializing_if = "Clone::clone")]
    pub complete: bool,
    /// The total stands in another table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elsewhere: Option<TotalElsewhere>,
}
fn yes() -> bool {
    true
}

/// A total that stands in another table.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TotalElsewhere {
    /// The table.
    pub resource: ResourceName,
    /// Columns that both tables have, and by whose values rows match.
    #[serde(default)]
    pub fields: Vec<String>,
    /// Which of its rows; several values of a column are added up, and all of them must be there.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rows: BTreeMap<String, OneOrMany>,
    /// Its column of amounts.
    pub value: String,
}

/// A label that stands for what is left: part of a total, but no label to be compared with others.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Residual {
    /// The column.
    pub field: String,
    /// The label.
    pub code: String,
}

/// A label that contains others, or overlaps them.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// The column.
    pub field: String,
    /// The label of the group.
    pub code: String,
    /// Labels that lie wholly inside it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
    /// Labels that share something with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overlaps: Vec<String>,
}

/// Where a series breaks: values up to `after` are comparable with each other, values from `before` on too, but not across,
/// and what lies between with neither.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Break {
    /// Last period of the old series.
    pub after: String,
    /// First period of the new series.
    pub before: String,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The prices that values are measured at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Prices {
    /// Those of each period: growth mixes volume and price.
    Current,
    /// Those of one year.
    Constant(u16),
    /// Those of the period before, chained.
    Chained,
}

/// What a column is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum FieldRole {
    /// Dimension: region.
    Region,
    /// Dimension: industry.
    Industry,
    /// Dimension: product.
    Product,
    /// Dimension: partner, the other end of trade.
    Partner,
    /// Dimension: period.
    Period,
    /// First month or day of the period.
    PeriodStart,
    /// Last month or day of the period.
    PeriodEnd,
    /// Dimension: what is observed in a panel or scored.
    Unit,
    /// Dimension: criterion.
    Criterion,
    /// Dimension: exports, imports, two_way.
    Flow,
    /// Dimension: customs regime.
    Regime,
    /// Dimension: ownership of the firms.
    Ownership,
    /// Dimension: registered exporter or domestic origin.
    Basis,
    /// Dimension: which measure a value is of.
    Measure,
    /// Measure: amounts, never negative.
    Value,
    /// Measure: numbers of either sign, such as balances, changes, scores.
    Score,
    /// Measure: a physical quantity.
    Quantity,
    /// Lower bound of a value.
    Lower,
    /// Upper bound of a value.
    Upper,
    /// Standard error of a value.
    Error,
    /// A rank.
    Rank,
    /// Unit of measure of the row's value.
    UnitOfMeasure,
    /// Currency of the row's value.
    Currency,
    /// Prices of the row's value.
    Prices,
    /// Vintage of the row's value.
    Vintage,
    /// Level of the row's label.
    Level,
    /// Status of the row's value.
    Status,
    /// Sources of the row's value.
    Source,
    /// A note.
    Note,
    /// The words for a code.
    Name,
    /// A code that other tables refer to.
    Code,
    /// The code above.
    Parent,
    /// From: one end of a link.
    From,
    /// To: the other end of a link.
    To,
    /// A weight.
    Weight,
    /// 1 or -1.
    Direction,
    /// East-west coordinate.
    X,
    /// North-south coordinate.
    Y,
    /// Begin or end of something, or when it happened.
    Date,
    /// Precision of a date: day, month, year.
    Precision,
    /// Anything that is known of the row.
    Attribute,
}
impl FieldRole {
    /// As in a descriptor.
    pub fn as_str(self) -> String {
        serde_json::to_value(self)
            .ok()
            .and_then(|word| word.as_str().map(str::to_owned))
            .unwrap_or_default()
    }
    /// Is it a dimension: part of the name of a cell?
    pub fn is_dimension(self) -> bool {
        use FieldRole as R;
        matches!(
            self,
            R::Region
                | R::Industry
                | R::Product
                | R::Partner
                | R::Period
                | R::PeriodStart
                | R::PeriodEnd
                | R::Unit
                | R::Criterion
                | R::Flow
                | R::Regime
                | R::Ownership
                | R::Basis
                | R::Measure
        )
    }
    /// Is it a number that is measured?
    pub fn is_measure(self) -> bool {
        matches!(
            self,
            FieldRole::Value | FieldRole::Score | FieldRole::Quantity
        )
    }
}

/// The level of a label: `country`, `bloc`, `city`, `2` (digits), …
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(transparent)]
pub struct LevelName(#[schemars(length(min = 1))] pub String);

/// What holds for a column.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldProfile {
    /// What it is.
    pub role: FieldRole,
    /// The column that it says something of: for bounds, errors, names, precisions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// The code list that its codes are taken from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub codes: Option<String>,
    /// The level of its labels, but for those of `levels`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<LevelName>,
    /// Labels of other levels: `{"bloc": ["EU", "ASEAN"]}`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub levels: BTreeMap<LevelName, Vec<String>>,
    /// Unit of measure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<CurrencyCode>,
    /// Prices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prices: Option<Prices>,
    /// Vintage of the figures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vintage: Option<String>,
    /// What stands between several values in one cell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1))]
    pub separator: Option<String>,
    /// What the words of this column mean in ours: `{"total": "two_way"}`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub words: BTreeMap<String, String>,
}
