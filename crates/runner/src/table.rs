//! A table of a study: what it is, and its shapes by period.
use mercatoria_core::{Kind, Owned, TradeFlow};
use serde::{Deserialize, Serialize};

/// What kind of knowledge a table is. Layers are never mixed in one table, and every title says which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    /// Published and complete.
    #[default]
    Real,
    /// Published figures with gaps: no full table is known.
    Sparse,
    /// Made by a seeded generator: about no real place.
    Generated,
}
impl Layer {
    /// By its name in a study.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "real" => Some(Self::Real),
            "sparse" => Some(Self::Sparse),
            "generated" => Some(Self::Generated),
            _ => None,
        }
    }
    /// As in results.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Real => "real",
            Self::Sparse => "sparse",
            Self::Generated => "generated",
        }
    }
}
/// Which way trade goes in a table, where it is trade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flow {
    /// Exports.
    Exports,
    /// Imports.
    Imports,
    /// Exports plus imports; neither.
    TwoWay,
}
impl Flow {
    /// By its name in a study.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "exports" => Some(Self::Exports),
            "imports" => Some(Self::Imports),
            "two_way" => Some(Self::TwoWay),
            _ => None,
        }
    }
    /// As names of indicators know it.
    pub fn trade(self) -> TradeFlow {
        match self {
            Self::Exports => TradeFlow::Exports,
            Self::Imports => TradeFlow::Imports,
            Self::TwoWay => TradeFlow::TwoWay,
        }
    }
    /// As a package has it.
    pub(crate) fn of(flow: TradeFlow) -> Self {
        match flow {
            TradeFlow::Exports => Self::Exports,
            TradeFlow::Imports => Self::Imports,
            TradeFlow::TwoWay => Self::TwoWay,
        }
    }
}

/// What a table is, in words that stand beside every number made from it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct About {
    /// Its id in the study.
    pub id: String,
    /// In words.
    pub title: String,
    /// What kind of knowledge it is.
    pub layer: Layer,
    /// Unit of its amounts.
    pub unit: String,
    /// Current prices, constant prices of a year, or empty.
    pub price_basis: String,
    /// Which release the figures are of.
    pub vintage: String,
    /// Which way trade goes.
    pub flow: Option<Flow>,
    /// What a reader must know.
    pub notes: Vec<String>,
    /// Where it comes from.
    pub sources: Vec<String>,
    /// Only these names may read it; empty: every one that can.
    pub only: Vec<String>,
    /// Why no others may.
    pub only_because: String,
}

/// A table of a study.
pub struct DataTable {
    /// What it is.
    pub about: About,
    /// Its shapes, one a period; the period is empty where there is only one.
    pub periods: Vec<(String, Owned)>,
}
impl DataTable {
    /// Without a period.
    pub fn new(about: About, shape: Owned) -> Self {
        Self::at(about, vec![(String::new(), shape)])
    }
    /// One shape a period.
    pub fn at(about: About, periods: Vec<(String, Owned)>) -> Self {
        Self { about, periods }
    }
    /// The shape.
    pub fn kind(&self) -> Option<Kind> {
        self.periods.first().map(|(_, shape)| shape.kind())
    }
}
