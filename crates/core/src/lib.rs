//! An indicator is its parameters; a formula reads one small borrowed shape; a cut says where in a table that shape comes
//! from; a name is a unit with typed parameters, a cut and a source; what comes out is a number, an interval or a reason,
//! with labels.
mod axis;
mod fault;
mod table;
pub use axis::Axis;
pub use fault::{Code, Fault, Faults, Severity};
pub use table::{Column, Table, Tables, code_texts, number};
