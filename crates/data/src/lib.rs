//! Files in and out: tables from CSV (plain, gzip or zstd, in a declared encoding), never with a panic and never with a
//! row lost without a word.
//!
//! | module | what it does |
//! | --- | --- |
//! | [`Options`] | what a file is declared to be: delimiter, encoding, missing markers, decimal mark, columns of numbers |
//! | [`read_table`], [`parse_table`] | one table, with all of its faults |
//! | [`package`] | packages of tables with a descriptor: read, checked, and made into shapes |
//! | [`read_tables`], [`read_folder`] | a file or a folder of tables, with the hash of each |

mod chunks;
mod dictionary;
mod number;
mod options;
pub mod package;
mod record;
mod scan;
mod stream;
mod table;

pub use options::{Encoding, NUMBERS, Options};
pub use stream::InputFile;
pub use table::{parse_table, read_folder, read_table, read_tables};
