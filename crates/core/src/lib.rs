//! An indicator is its parameters; a formula reads one small borrowed shape; a cut says where in a table that shape comes
//! from; a name is a unit with typed parameters, a cut and a source; what comes out is a number, an interval or a reason,
//! with labels.
extern crate self as mercatoria_core;

mod axis;
mod cut;
pub mod dataset;
mod fault;
mod indicator;
mod pack;
pub mod param;
mod shape;
mod table;
mod value;
pub use axis::Axis;
pub use cut::{Block, Cut, compute, compute_against, contributions};
pub use fault::{Code, Fault, Faults, Severity};
pub use indicator::{About, Card, Enclose, Error, Example, Form, Indicator, LawOf, Output, Unit};
#[doc(hidden)]
pub use inventory;
#[doc(hidden)]
pub use pack::assert_ids;
pub use pack::{Name, Pack, Registry, assert_distinct, segment};
pub use param::{Amount, Count, Finite, Level, LogBase, Positive, Seed, Share};
#[doc(hidden)]
pub use schemars;
#[doc(hidden)]
pub use serde;
pub use serde_json::{Value as Json, json};
pub use shape::*;
pub use table::{Column, Table, Tables, code_texts, number};
pub use value::{Class, IntervalKind, Measure, Note, Undefined, Value, Values};
