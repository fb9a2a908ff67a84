//! Files in and out: tables from CSV (plain, gzip or zstd, in a declared encoding), never with a panic and never with a
//! row lost without a word.
//!
//! | module | what it does |
//! | --- | --- |
//! | [`Options`] | what a file is declared to be: delimiter, encoding, missing markers, decimal mark, columns of numbers |
//! | [`read_table`], [`parse_table`] | one table, with all of its faults |
//! | [`CubeSource`], [`FileSource`], [`TableSource`] | sums by the labels of some columns, many of them in one scan |
//! | [`Reshape`], [`Unit`], [`difference_year_to_date`] | wide tables, units with powers of ten, figures since January |
//! | [`check_unique`], [`check_codes`], [`check_foreign`], [`check_range`] | rules, checked on dictionaries, with the rows that break them |
//! | [`Output`], [`write_file`] | files that are there whole or not at all |
//! | [`package`] | packages of tables with a descriptor: read, checked, and made into shapes |
//! | [`read_tables`], [`read_folder`] | a file or a folder of tables, with the hash of each |

mod cache;
mod cells;
mod checks;
mod chunks;
mod cube;
mod cumulative;
mod dictionary;
mod exact;
mod fingerprint;
mod grouping;
mod number;
mod options;
mod output;
pub mod package;
mod record;
mod scan;
mod source;
mod stream;
mod table;
mod unit;

pub use checks::{check_codes, check_foreign, check_range, check_unique};
pub use cube::{Cube, CubeRequest, CubeSource, Filter};
pub use cumulative::difference_year_to_date;
pub use options::{Encoding, NUMBERS, Options, Reshape, Wide};
pub use output::{Output, unwritable, write_file};
pub use source::{CubePlan, FileSource, TableSource, parse_cubes};
pub use stream::InputFile;
pub use table::{parse_table, read_folder, read_table, read_tables};
pub use unit::Unit;
