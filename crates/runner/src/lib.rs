//! From a study to results: plan → cut → compute → collect, in parallel, with the same bits for any number of threads. What was
//! not computed, why, and which data it would need is part of the result.
//!
//! | module | what it does |
//! | --- | --- |
//! | table | what a table is, in words that stand beside every number made from it |
//! | study | which tables and names, what is derived, what is refused; TOML with every fault listed |
//! | run | plan and computation |
//! | results | one long table as CSV with a Data Package descriptor, and JSON with provenance |
//! | speed | time per cell and growth exponent of each unit |
mod glob;
mod results;
mod run;
mod speed;
mod study;
mod table;
mod walk;
mod write;

pub use glob::fits;
pub use results::*;
pub use run::run;
pub use speed::{SIZES, Sized, measure};
pub use study::{Derivation, Refusal, Request, Study};
pub use table::{About, DataTable, Flow, Layer};
pub use walk::Place;
pub use write::write_all;
