//! The small shapes that formulas read, and the laws that make sense for each. A closed set, owned by the core: borrowing
//! stays plain, `match` is checked for completeness, and every cut, law generator and reader knows every shape. A new
//! indicator practically never needs a new shape; if one does, that is a change of the core.
mod change;
mod contrast;
mod distribution;
mod flows;
mod matrix;
mod panel;
mod ratings;
mod register;
mod relation;
mod scoreboard;
mod side;
mod trade;
pub use change::{Change, ChangeLaw, OwnedChange};
pub use contrast::{Contrast, ContrastLaw, OwnedContrast};
pub use distribution::{Distribution, DistributionLaw, Gap, Hidden, OwnedDistribution};
pub use flows::{ByMarket, Flow, Flows, FlowsLaw};
pub use matrix::{Margins, Matrix, MatrixLaw};
pub use panel::{Panel, PanelLaw};
pub use ratings::{Ratings, RatingsLaw};
pub use register::{
    Day, Measure as LegalMeasure, Provision, Register, RegisterLaw, Search, Span, Step, When,
    date_text, day, year_of,
};
pub use relation::{Relation, RelationLaw};
pub use scoreboard::{Criterion, Scoreboard, ScoreboardLaw};
pub use side::{Attribute, Level as TreeLevel, Links, Side, Tree};
pub use trade::{Bilateral, BilateralLaw, OwnedTrade, Trade, TradeLaw};

use crate::{Axis, Fault, Tables};
use serde::{Deserialize, Serialize};

macro_rules! shapes { ($($(#[doc = $doc:literal])* $kind:ident($shape:ty, held as $held:ty, laws $law:ident, owned $owned:ty) = $code:literal, $needs:literal;)*) => {
    /// Which shape.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Kind { $($(#[doc = $doc])* $kind),* }
    impl Kind {
        /// Every shape.
        pub const ALL: &'static [Kind] = &[$(Kind::$kind),*];
        /// In the catalogue.
        pub fn as_str(self) -> &'static str { match self { $(Kind::$kind => $code),* } }
        /// In words, with the columns it is read from.
        pub fn needs(self) -> &'static str { match self { $(Kind::$kind => $needs),* } }
        /// Builds the shape from tables in long form; all faults are listed.
        pub fn read(self, tables: &Tables, options: &ReadOptions) -> Result<(Owned, Vec<Fault>), Vec<Fault>> {
            match self { $(Kind::$kind => <$owned>::read(tables, options).map(|(shape, warnings)| (Owned::$kind(shape), warnings))),* }
        }
    }
    /// One shape, borrowed: what crosses the erased interface.
    pub enum Input<'a> { $($(#[doc = $doc])* $kind($held)),* }
    impl<'a> Input<'a> {
        /// Which shape.
        pub fn kind(&self) -> Kind { match self { $(Input::$kind(_) => Kind::$kind),* } }
        /// Its axes.
        pub fn axes(&self) -> Vec<&Axis> { match self { $(Input::$kind(x) => x.axes()),* } }
    }
    /// One shape that owns its data, as read from tables.
    #[allow(clippy::large_enum_variant)] // one a run, never many
    pub enum Owned { $($(#[doc = $doc])* $kind($owned)),* }
    impl Owned {
        /// Which shape.
        pub fn kind(&self) -> Kind { match self { $(Owned::$kind(_) => Kind::$kind),* } }
    }
    /// Laws of a unit, erased.
    #[derive(Debug, Clone)]
    pub enum Laws { $($(#[doc = $doc])* $kind(Vec<$law>)),* }
    impl Laws {
        /// Each law as declared, for lists and pages.
        pub fn names(&self) -> Vec<String> { match self { $(Laws::$kind(laws) => laws.iter().map(|law| format!("{law:?}")).collect()),* } }
        /// Each law in words.
        pub fn statements(&self) -> Vec<String> { match self { $(Laws::$kind(laws) => laws.iter().map($law::statement).collect()),* } }
    }
    $(impl<'a> Shape<'a> for $shape {
        const KIND: Kind = Kind::$kind;
        type Law = $law;
        fn of<'s>(input: &'s Input<'a>) -> Option<&'s Self> { if let Input::$kind(x) = input { Some(x) } else { None } }
        fn erase(laws: Vec<$law>) -> Laws { Laws::$kind(laws) }
    })*
} }
shapes! {
    /// Amounts by label.
    Distribution(Distribution<'a>, held as Distribution<'a>, laws DistributionLaw, owned OwnedDistribution) = "distribution", "a distribution (label, value)";
    /// Amounts and reference amounts by label.
    Contrast(Contrast<'a>, held as Contrast<'a>, laws ContrastLaw, owned OwnedContrast) = "contrast", "a contrast (label, value, reference)";
    /// Rows × columns.
    Matrix(Matrix, held as &'a Matrix, laws MatrixLaw, owned Matrix) = "matrix", "a matrix (row, column, value)";
    /// The same matrix at two or more times.
    Change(Change<'a>, held as Change<'a>, laws ChangeLaw, owned OwnedChange) = "change", "a change (row, column, period, value)";
    /// Exports and imports by label.
    Trade(Trade<'a>, held as Trade<'a>, laws TradeLaw, owned OwnedTrade) = "trade", "trade (label, exports, imports)";
    /// Exports and imports, rows × columns.
    Bilateral(Bilateral, held as &'a Bilateral, laws BilateralLaw, owned Bilateral) = "bilateral", "bilateral trade (row, column, exports, imports)";
    /// Single trade flows.
    Flows(Flows, held as &'a Flows, laws FlowsLaw, owned Flows) = "flows", "flows (exporter, product, market, period, value[, quantity])";
    /// Dated legal provisions.
    Register(Register, held as &'a Register, laws RegisterLaw, owned Register) = "register", "a register (folder with measures.csv, events.csv, provisions.csv)";
    /// Units × criteria × periods.
    Scoreboard(Scoreboard, held as &'a Scoreboard, laws ScoreboardLaw, owned Scoreboard) = "scoreboard", "a scoreboard (unit, criterion, period, value; criteria.csv)";
    /// Coders × items.
    Ratings(Ratings, held as &'a Ratings, laws RatingsLaw, owned Ratings) = "ratings", "ratings (coder, item, value)";
    /// A square table on one axis.
    Relation(Relation, held as &'a Relation, laws RelationLaw, owned Relation) = "relation", "a relation (from, to, value)";
    /// Units × periods with named columns.
    Panel(Panel, held as &'a Panel, laws PanelLaw, owned Panel) = "panel", "a panel (unit, period, columns)";
}
impl Owned {
    /// Borrowed, as indicators read it.
    pub fn input(&self) -> Input<'_> {
        match self {
            Owned::Distribution(x) => Input::Distribution(x.shape()),
            Owned::Contrast(x) => Input::Contrast(x.shape()),
            Owned::Matrix(x) => Input::Matrix(x),
            Owned::Change(x) => Input::Change(x.shape()),
            Owned::Trade(x) => Input::Trade(x.shape()),
            Owned::Bilateral(x) => Input::Bilateral(x),
            Owned::Flows(x) => Input::Flows(x),
            Owned::Register(x) => Input::Register(x),
            Owned::Scoreboard(x) => Input::Scoreboard(x),
            Owned::Ratings(x) => Input::Ratings(x),
            Owned::Relation(x) => Input::Relation(x),
            Owned::Panel(x) => Input::Panel(x),
        }
    }
}

impl Owned {
    /// A shape of less detail from single flows, added up over the axes that it has not: a matrix, a change, or exports beside
    /// imports. `None` where the shape cannot come from flows; a fault where a period must be chosen.
    pub fn from_flows(flows: &Flows, kind: Kind, over: [usize; 2]) -> Option<Result<Self, Fault>> {
        let [rows, columns] = over;
        let periods = &flows.dims[Flows::PERIOD];
        let one = || match periods.len() {
            1 => Ok(0),
            _ => {
                let listed: Vec<&str> = periods.labels().collect();
                let message = format!(
                    "the table has the periods {}; choose one",
                    listed.join(", ")
                );
                Err(Fault::new(crate::Code::PeriodNeeded, message))
            }
        };
        Some(match kind {
            Kind::Matrix => one()
                .and_then(|t| flows.matrix(rows, columns, t))
                .map(Owned::Matrix),
            Kind::Change => flows.change(rows, columns).map(Owned::Change),
            Kind::Bilateral => one()
                .and_then(|t| flows.bilateral(columns, t))
                .map(Owned::Bilateral),
            _ => return None,
        })
    }
}

/// A shape that formulas read. Implemented by `shapes!` alone.
pub trait Shape<'a>: Facts {
    /// Its tag.
    const KIND: Kind;
    /// The laws that make sense for it.
    type Law: std::fmt::Debug;
    #[doc(hidden)]
    fn of<'s>(input: &'s Input<'a>) -> Option<&'s Self>;
    #[doc(hidden)]
    fn erase(laws: Vec<Self::Law>) -> Laws;
}
/// What the framework asks of every shape.
pub trait Facts {
    /// Its axes, in the order of the result's labels.
    fn axes(&self) -> Vec<&Axis>;
    /// Is every part of it observed?
    fn is_complete(&self) -> bool {
        true
    }
}

/// What a law's own check says: compared and true, nothing to compare here, or how it is broken.
pub type Compared = Result<bool, String>;
/// A check that a law carries; a function pointer that prints as its law does.
#[derive(Clone, Copy)]
pub struct Predicate<F>(pub F);
impl<F> std::fmt::Debug for Predicate<F> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("check")
    }
}

/// What a table of trade holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TradeFlow {
    /// Exports.
    Exports,
    /// Imports.
    Imports,
    /// Exports and imports together.
    TwoWay,
}
impl TradeFlow {
    /// By its name in results and options.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Exports, Self::Imports, Self::TwoWay]
            .into_iter()
            .find(|flow| flow.as_str() == name)
    }
    /// As in results and options.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Exports => "exports",
            Self::Imports => "imports",
            Self::TwoWay => "two_way",
        }
    }
}

/// What an absent row of a table means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Absent {
    /// The amount is zero.
    #[default]
    Zero,
    /// The amount is not known.
    Missing,
}
/// How tables become a shape.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// Only this period, where the table has periods and the shape has none.
    pub period: Option<String>,
    /// What an absent cell means; amounts only.
    pub absent: Absent,
    /// Which table of a package.
    pub table: Option<String>,
    /// What a plain file of trade is taken as, where that is said.
    pub flow: Option<TradeFlow>,
}
