//! Economies that do not exist, for demonstrations, tests and measurements: the same bytes for the same seed, on every
//! platform and for any number of threads.
//!
//! Every draw is a function of the seed, what it is for and where; tables are written in blocks, so that their size is
//! bounded by the disk alone. [`run`] is what the program's verb `synth` does; the plain functions write into anything.
mod country;
mod draw;
mod tables;
mod text;
mod trade;

pub use country::write_country;
pub use tables::{
    Matrix, write_coverage, write_criteria, write_plants, write_points, write_provisions,
    write_scoreboard,
};
pub use trade::Trade;

use mercatoria_core::{Code, Fault};
use mercatoria_data::{unwritable, write_file};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The kinds of tables, with what they are.
pub const KINDS: &[(&str, &str)] = &[
    ("trade", "flows: period,exporter,product,market,value"),
    ("matrix", "regions by industries: row,column,value"),
    (
        "change",
        "the same in 2018 and 2023: row,column,period,value",
    ),
    ("plants", "industry,region,size"),
    ("points", "x,y,kind,weight"),
    (
        "register",
        "a folder: provisions.csv (criterion,value,from,until) and coverage.csv",
    ),
    (
        "scoreboard",
        "a folder: scoreboard.csv (unit,criterion,period,value) and criteria.csv",
    ),
    (
        "country",
        "a folder of folders: all tables of a study in regional mode",
    ),
];

/// What is written, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Rows of the (main) table.
    pub rows: u64,
    /// Of all random draws.
    pub seed: u64,
    /// A file, or a folder for kinds of several files; `None`: standard output.
    pub out: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            rows: 10_000,
            seed: 1,
            out: None,
        }
    }
}

/// Writes tables of a kind; returns the files. A file is there whole or not at all.
///
/// ```
/// use mercatoria_synth::{Options, run};
/// let folder = std::env::temp_dir().join(format!("mercatoria-synth-{}", std::process::id()));
/// let options = Options { rows: 500, out: Some(folder.join("trade.csv")), ..Options::default() };
/// assert_eq!(run("trade", &options).unwrap(), [folder.join("trade.csv")]);
/// assert_eq!(run("tarde", &options).unwrap_err().message, "no kind \"tarde\"; there are trade, matrix, change, plants, points, register, scoreboard, country");
/// # std::fs::remove_dir_all(folder).unwrap();
/// ```
///
/// # Errors
/// An unknown kind, numbers that do not go together, or an output that cannot be written.
pub fn run(kind: &str, options: &Options) -> Result<Vec<PathBuf>, Fault> {
    let Options { rows, seed, .. } = *options;
    let one = |write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>| one_file(options, write);
    match kind {
        "trade" => one(&mut |out| Trade::new(rows, seed).write(out)),
        "matrix" => one(&mut |out| Matrix::new(rows, seed).write(out)),
        "change" => one(&mut |out| {
            let periods = vec!["2018".to_owned(), "2023".to_owned()];
            let matrix = Matrix::new(rows.div_ceil(2), seed);
            Matrix { periods, ..matrix }.write(out)
        }),
        "plants" => one(&mut |out| write_plants(rows, seed, out)),
        "points" => one(&mut |out| write_points(rows, seed, out)),
        "register" => {
            let folder = folder(kind, options)?;
            let files = [folder.join("provisions.csv"), folder.join("coverage.csv")];
            write_file(&files[0], |out| write_provisions(rows, seed, out))?;
            write_file(&files[1], |out| write_coverage(seed, out))?;
            Ok(files.into())
        }
        "scoreboard" => {
            let folder = folder(kind, options)?;
            let files = [folder.join("scoreboard.csv"), folder.join("criteria.csv")];
            let years = 8;
            let units = rows.div_ceil(tables::rows_of_a_unit(years)).max(2) as usize;
            let width = units.to_string().len();
            let units: Vec<String> = (1..=units).map(|i| format!("U{i:0width$}")).collect();
            write_file(&files[0], |out| write_scoreboard(&units, years, seed, out))?;
            write_file(&files[1], |out| write_criteria(out))?;
            Ok(files.into())
        }
        "country" => write_country(rows, seed, folder(kind, options)?),
        other => {
            let kinds: Vec<&str> = KINDS.iter().map(|kind| kind.0).collect();
            let message = format!("no kind {other:?}; there are {}", kinds.join(", "));
            Err(Fault::new(Code::ParamValue, message))
        }
    }
}

fn folder<'o>(kind: &str, options: &'o Options) -> Result<&'o Path, Fault> {
    options.out.as_deref().ok_or_else(|| {
        let message = format!("a {kind} is several files: name a folder for them");
        Fault::new(Code::OutputUnwritable, message)
    })
}

fn one_file(
    options: &Options,
    write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
) -> Result<Vec<PathBuf>, Fault> {
    let said = |error: io::Error, path: &Path| match error.kind() {
        io::ErrorKind::InvalidInput => Fault::new(Code::ParamValue, error.to_string()),
        _ => unwritable(path, &error),
    };
    let Some(path) = &options.out else {
        let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
        let written = write(&mut out).and_then(|()| out.flush());
        return match written {
            // A reader that has enough is no failure of ours.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(vec![]),
            Err(error) => Err(said(error, Path::new("standard output"))),
            Ok(()) => Ok(vec![]),
        };
    };
    let mut invalid = None;
    let written = write_file(path, |out| {
        write(out).inspect_err(|error| {
            if error.kind() == io::ErrorKind::InvalidInput {
                invalid = Some(Fault::new(Code::ParamValue, error.to_string()));
            }
        })
    });
    match invalid {
        Some(fault) => Err(fault),
        None => written.map(|()| vec![path.clone()]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mercatoria_core::{Kind, ReadOptions};
    use mercatoria_data::read_tables;

    fn temporary(name: &str) -> PathBuf {
        std::env::temp_dir().join(format!("mercatoria-synth-{name}-{}", std::process::id()))
    }

    /// FNV-1a: the bytes are part of the contract.
    fn fingerprint(bytes: &[u8]) -> u64 {
        bytes.iter().fold(0xcbf2_9ce4_8422_2325, |h, b| {
            (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3)
        })
    }

    #[test]
    fn every_kind_is_read_as_its_shape() {
        let shapes = [
            ("trade", Kind::Flows, None),
            ("matrix", Kind::Matrix, None),
            ("change", Kind::Change, None),
            ("register", Kind::Register, Some("provisions")),
            ("scoreboard", Kind::Scoreboard, Some("scoreboard")),
        ];
        for (kind, shape, main) in shapes {
            let out = temporary(kind);
            let options = Options {
                rows: 1200,
                out: Some(out.clone()),
                ..Options::default()
            };
            let files = run(kind, &options).unwrap();
            let mut reading = mercatoria_data::Options::default();
            reading
                .numbers
                .retain(|n| !matches!(&**n, "weight" | "direction"));
            let (mut tables, warnings, _) = read_tables(&out, &reading).unwrap();
            if let Some(main) = main {
                let at = tables.others.iter().position(|(name, _)| name == main);
                tables.main = tables.others.remove(at.unwrap()).1;
            }
            assert!(warnings.is_empty());
            let rows = tables.main.rows();
            assert!((1100..1400).contains(&rows), "{kind} {rows}");
            let read = shape.read(&tables, &ReadOptions::default());
            assert!(read.is_ok(), "{kind} {:?}", read.err());
            if main.is_some() {
                std::fs::remove_dir_all(&out).unwrap();
            } else {
                std::fs::remove_file(&files[0]).unwrap();
            }
        }
    }

    #[test]
    fn the_bytes_are_the_seeds_and_nothing_else() {
        let mut found = vec![];
        for threads in [1, 3] {
            mercatoria_numeric::parallel::set_threads(threads);
            let out = temporary("bytes");
            let mut prints = vec![];
            for kind in [
                "matrix",
                "change",
                "plants",
                "points",
                "register",
                "scoreboard",
                "country",
            ] {
                let options = Options {
                    rows: 700,
                    seed: 9,
                    out: Some(out.join(kind)),
                };
                for file in run(kind, &options).unwrap() {
                    prints.push(fingerprint(&std::fs::read(file).unwrap()));
                }
            }
            std::fs::remove_dir_all(&out).unwrap();
            found.push(prints);
        }
        mercatoria_numeric::parallel::set_threads(0);
        assert_eq!(found[0], found[1]);
        let all: Vec<u8> = found[0]
            .iter()
            .flat_map(|print| print.to_le_bytes())
            .collect();
        assert_eq!(fingerprint(&all), 12_352_483_337_683_967_838);
    }

    #[test]
    fn kinds_of_several_files_need_a_folder() {
        for kind in ["register", "scoreboard", "country"] {
            let fault = run(kind, &Options::default()).unwrap_err();
            assert_eq!(fault.code, Code::OutputUnwritable);
        }
    }
}
