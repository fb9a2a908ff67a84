//! The embedded study: published figures of Liaoning province and dated legal measures, every one with its source. Nothing is
//! estimated; an absent row means that no published figure is known. All values are at current prices, 2023 is a first
//! release: growth over these years mixes volume, price and revision.
//!
//! | module | what it does |
//! | --- | --- |
//! | [`mod@files`] | the embedded CSV files |
//! | figures | every table as typed records with status and source |
//! | measures | dated legal measures, events, published indices |
//! | shapes | the figures as the shapes that indicators read |
//! | [`mod@governance`] | composites with their intervals under two assumptions |
//! | [`generated`] | a generated economy, named as such |
//! | [`study`] | the tables, refusals and derivations of the default study |
mod figures;
pub mod files;
pub mod generated;
pub mod governance;
mod measures;
mod shapes;
pub mod study;

pub use figures::*;
pub use files::{FILES, Origin, Status};
pub use measures::*;
pub use shapes::*;
