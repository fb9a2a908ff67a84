//! A country of regions: all tables of a study in regional mode.
use crate::draw::{Purpose, draws};
use crate::tables::{
    Matrix, write_coverage, write_criteria, write_plants, write_points, write_provisions,
    write_scoreboard,
};
use crate::trade::Trade;
use mercatoria_core::Fault;
use mercatoria_data::write_file;
use mercatoria_numeric::elementary::exp;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Years of the tables of activity.
const YEARS: [&str; 2] = ["2018", "2023"];

/// Writes a country into a folder; `rows` is the size of its table of exports, and the others go with it. Returns the files.
///
/// | file | columns |
/// | --- | --- |
/// | `activity/matrix.csv`, `change/change.csv` | `row,column[,period],value`: employees by region and industry |
/// | `activity/row_attributes.csv` | `row,population,area,x,y` |
/// | `activity/row_relation.csv` | `from,to,weight`: neighbours |
/// | `exports/flows.csv` | `period,exporter,product,market,value`: exports of the regions |
/// | `plants/plants.csv`, `points/points.csv` | `industry,region,size`; `x,y,kind,weight` |
/// | `law/provisions.csv`, `law/coverage.csv` | `criterion,value,from,until`; `criterion,year,status` |
/// | `scores/scoreboard.csv`, `scores/criteria.csv` | `unit,criterion,period,value`; `criterion,parent,direction,weight` |
///
/// # Errors
/// A file that cannot be written.
pub fn write_country(rows: u64, seed: u64, folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let trade = Trade {
        first_year: 2019,
        ..Trade::new(rows.max(500), seed)
    };
    let regions = trade.exporters;
    let columns = (trade.products / 8).clamp(12, 600);
    let cells = (regions * columns) as u64 * 2 / 5;
    let matrix = |periods: &[&str]| Matrix {
        cells,
        seed,
        rows: regions,
        columns,
        periods: periods.iter().map(|p| (*p).to_owned()).collect(),
    };
    let labels = matrix(&[]).row_labels();
    let mut files = vec![];
    let mut file = |name: &str, write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>| {
        let path = folder.join(name);
        write_file(&path, write)?;
        files.push(path);
        Ok::<(), Fault>(())
    };
    // One table of each kind to a folder: the shape of a folder is its main table's.
    file("activity/matrix.csv", &mut |out| matrix(&[]).write(out))?;
    file("activity/row_attributes.csv", &mut |out| {
        attributes(&labels, seed, out)
    })?;
    file("activity/row_relation.csv", &mut |out| {
        neighbours(&labels, out)
    })?;
    file("change/change.csv", &mut |out| matrix(&YEARS).write(out))?;
    file("exports/flows.csv", &mut |out| {
        with_regions(&trade, &labels, out)
    })?;
    file("plants/plants.csv", &mut |out| {
        write_plants(rows / 20 + 200, seed, out)
    })?;
    file("points/points.csv", &mut |out| {
        write_points(rows / 50 + 200, seed, out)
    })?;
    file("law/provisions.csv", &mut |out| {
        write_provisions(120, seed, out)
    })?;
    file("law/coverage.csv", &mut |out| write_coverage(seed, out))?;
    file("scores/scoreboard.csv", &mut |out| {
        write_scoreboard(&labels, 8, seed, out)
    })?;
    file("scores/criteria.csv", &mut |out| write_criteria(out))?;
    Ok(files)
}

/// Places on a square grid, as near to a square as their number allows.
fn width(n: usize) -> usize {
    ((n as f64).sqrt().ceil() as usize).max(1)
}

fn attributes(labels: &[String], seed: u64, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "row,population,area,x,y")?;
    let width = width(labels.len());
    for (i, label) in labels.iter().enumerate() {
        let mut draws = draws(seed, Purpose::Region, 1 << 41 | i as u64);
        let population = (1.0e6 * exp(0.9 * draws.normal())) as u64;
        let area = (8000.0 * exp(0.5 * draws.normal())) as u64;
        let (x, y) = (i % width * 10 + 5, i / width * 10 + 5);
        writeln!(out, "{label},{population},{area},{x},{y}")?;
    }
    Ok(())
}

fn neighbours(labels: &[String], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "from,to,weight")?;
    let width = width(labels.len());
    for (i, label) in labels.iter().enumerate() {
        let right = (i % width + 1 < width).then_some(i + 1);
        for other in right.into_iter().chain([i + width]) {
            if let Some(other) = labels.get(other) {
                writeln!(out, "{label},{other},1\n{other},{label},1")?;
            }
        }
    }
    Ok(())
}

/// The flows with the names of the regions for those of the exporters.
fn with_regions(trade: &Trade, labels: &[String], out: &mut dyn Write) -> io::Result<()> {
    let mut renamed = Renamed {
        labels,
        out,
        line: vec![],
        first: true,
    };
    trade.write(&mut renamed)?;
    renamed.flush()
}

struct Renamed<'a> {
    labels: &'a [String],
    out: &'a mut dyn Write,
    line: Vec<u8>,
    first: bool,
}

impl Write for Renamed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.line.extend_from_slice(line);
            if !line.ends_with(b"\n") {
                break;
            }
            let mut fields = self.line.splitn(3, |byte| *byte == b',');
            let (period, exporter, rest) = (fields.next(), fields.next(), fields.next());
            let place = exporter.filter(|_| !self.first).map(|code| {
                code.iter().fold(0, |n, letter| {
                    n * 26 + usize::from(letter.wrapping_sub(b'A'))
                })
            });
            match (place.and_then(|i| self.labels.get(i)), period, rest) {
                (Some(label), Some(period), Some(rest)) => {
                    self.out.write_all(period)?;
                    write!(self.out, ",{label},")?;
                    self.out.write_all(rest)?;
                }
                _ => self.out.write_all(&self.line)?,
            }
            self.first = false;
            self.line.clear();
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
