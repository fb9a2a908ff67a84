//! Tables of the other families: matrices, plants, points, registers, scoreboards.
use crate::draw::{Purpose, choices, draws, log_normal, shares, twelve};
use crate::text::{push_thousandths, push_whole};
use mercatoria_numeric::elementary::{exp, powf};
use mercatoria_numeric::parallel;
use std::io::{self, Write};

/// Rows made at a time.
const BLOCK: usize = 1 << 12;

/// Writes `of(first row, rows)` for all rows, in blocks.
fn in_blocks(
    rows: u64,
    out: &mut (impl Write + ?Sized),
    of: impl Fn(u64, usize) -> Vec<u8> + Sync,
) -> io::Result<()> {
    let blocks = rows.div_ceil(BLOCK as u64) as usize;
    for window in (0..blocks).step_by(64) {
        let texts = parallel::map(64.min(blocks - window), |i| {
            let first = (window + i) as u64 * BLOCK as u64;
            of(first, (rows - first).min(BLOCK as u64) as usize)
        });
        texts.iter().try_for_each(|text| out.write_all(text))?;
    }
    Ok(())
}

/// A table of regions and industries: `row,column,value`, or with periods `row,column,period,value`; whole numbers, as of
/// employees. Regions with many industries have those of regions with few, and more; amounts have heavy tails.
///
/// ```
/// use mercatoria_synth::Matrix;
/// let mut text = vec![];
/// Matrix::new(100, 1).write(&mut text).unwrap();
/// assert!(text.starts_with(b"row,column,value\nR"));
/// assert_eq!(text.iter().filter(|byte| **byte == b'\n').count(), 101);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    /// Cells in each period, exactly.
    pub cells: u64,
    /// Of all random draws.
    pub seed: u64,
    /// Number of regions.
    pub rows: usize,
    /// Number of industries.
    pub columns: usize,
    /// The periods; none: no column of that name.
    pub periods: Vec<String>,
}

impl Matrix {
    /// So many cells, of which three to eight of ten places are empty: 1.14 million are 3000 regions and 1000 industries.
    pub fn new(cells: u64, seed: u64) -> Self {
        let columns = ((cells as f64 / 0.38 / 3.0).sqrt().ceil() as usize).max(1);
        Self {
            cells,
            seed,
            rows: columns * 3,
            columns,
            periods: vec![],
        }
    }

    fn label(prefix: char, i: usize, of: usize) -> String {
        let width = of.to_string().len();
        format!("{prefix}{:0width$}", i + 1)
    }

    /// Names of the regions: `R1`, with leading zeros.
    pub fn row_labels(&self) -> Vec<String> {
        (0..self.rows)
            .map(|i| Self::label('R', i, self.rows))
            .collect()
    }

    /// Names of the industries: `I1`, with leading zeros.
    pub fn column_labels(&self) -> Vec<String> {
        (0..self.columns)
            .map(|i| Self::label('I', i, self.columns))
            .collect()
    }

    /// Writes the table.
    ///
    /// # Errors
    /// Those of `out`, and [`io::ErrorKind::InvalidInput`] for more cells than there are places.
    pub fn write(&self, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
        let (rows, columns) = (self.row_labels(), self.column_labels());
        if self.cells > (self.rows * self.columns) as u64 {
            let message = format!(
                "{} cells do not fit {} × {}",
                self.cells, self.rows, self.columns
            );
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        let with_periods = !self.periods.is_empty();
        out.write_all(if with_periods {
            b"row,column,period,value\n"
        } else {
            b"row,column,value\n"
        })?;
        let traits = |purpose, n: usize| -> Vec<[f64; 5]> {
            let one = |i: usize| {
                let mut draws = draws(self.seed, purpose, i as u64);
                [(); 5].map(|()| draws.normal())
            };
            (0..n).map(one).collect()
        };
        let (regions, industries) = (
            traits(Purpose::Region, self.rows),
            traits(Purpose::Industry, self.columns),
        );
        // The better equipped a region, the more of its places are taken.
        let weights: Vec<u64> = regions
            .iter()
            .map(|r| 64 + (256.0 * exp(0.6 * r[0])) as u64)
            .collect();
        let mut counts = shares(self.cells, &weights);
        let mut over = 0;
        for _ in 0..2 {
            for count in &mut counts {
                let wanted = *count + over;
                *count = wanted.min(self.columns as u64);
                over = wanted - *count;
            }
        }
        let noise = log_normal(0.9);
        for window in (0..self.rows).step_by(64) {
            let texts = parallel::map(64.min(self.rows - window), |i| {
                let row = window + i;
                let region = &regions[row];
                let score = |(column, industry): (usize, &[f64; 5])| {
                    let place = (row * self.columns + column) as u64;
                    let mut draws = draws(self.seed, Purpose::Cell, place);
                    let related: f64 = (1..4).map(|k| region[k] * industry[k]).sum();
                    // Ease of the industry, what is related here, and chance.
                    let score = industry[0] + 0.6 * related + 0.5 * draws.normal();
                    (score, column, draws)
                };
                let mut scores: Vec<_> = industries.iter().enumerate().map(score).collect();
                scores.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
                scores.truncate(counts[row] as usize);
                scores.sort_by_key(|score| score.1);
                let mut text = vec![];
                for (score, column, mut draws) in scores {
                    let base =
                        exp(3.0 + 0.9 * region[0] + 0.7 * score + 0.8 * industries[column][4]);
                    let mut amount = base * noise[twelve(draws.next_u64(), 0)];
                    let periods = self.periods.len().max(1);
                    for period in 0..periods {
                        if period > 0 {
                            let shock = 0.15 * industries[column][1] + 0.1 * region[2];
                            amount *= exp(0.02 + 0.3 * shock + 0.1 * draws.normal());
                        }
                        text.extend_from_slice(rows[row].as_bytes());
                        text.push(b',');
                        text.extend_from_slice(columns[column].as_bytes());
                        text.push(b',');
                        if with_periods {
                            text.extend_from_slice(self.periods[period].as_bytes());
                            text.push(b',');
                        }
                        push_whole(&mut text, (amount as u64).max(1));
                        text.push(b'\n');
                    }
                }
                text
            });
            texts.iter().try_for_each(|text| out.write_all(text))?;
        }
        Ok(())
    }
}

/// Writes plants: `industry,region,size`. Every industry has regions of its own that it clusters in, and a size that is
/// usual in it; sizes have heavy tails.
///
/// # Errors
/// Those of `out`.
pub fn write_plants(rows: u64, seed: u64, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let industries = ((rows as f64 / 40.0).sqrt() as usize).clamp(2, 400);
    let regions = ((rows as f64 / 20.0).sqrt() as usize).clamp(3, 350);
    out.write_all(b"industry,region,size\n")?;
    let zipf = |n: usize| -> Vec<f64> { (0..n).map(|i| powf(i as f64 + 2.0, -0.9)).collect() };
    let (industry, region) = (choices(&zipf(industries)), choices(&zipf(regions)));
    let (usual, size) = (log_normal(0.8), log_normal(1.4));
    let (name_i, name_r) = (industries.to_string().len(), regions.to_string().len());
    in_blocks(rows, out, |first, rows| {
        let mut text = Vec::with_capacity(rows * 16);
        for row in 0..rows as u64 {
            let mut draws = draws(seed, Purpose::Plant, first + row);
            let (bits, more) = (draws.next_u64(), draws.next_u64());
            let i = industry[twelve(bits, 0)] as usize;
            let own = crate::draw::draws(seed, Purpose::Industry, i as u64).next_u64();
            // A third of an industry's plants are at one of its two own places.
            let r = if more % 3 == 0 {
                let place = twelve(own, if more & 64 == 0 { 0 } else { 1 });
                region[place] as usize
            } else {
                region[twelve(bits, 1)] as usize
            };
            let employees = 6.0 * usual[twelve(own, 2)] * size[twelve(bits, 2)];
            text.extend_from_slice(format!("I{:0name_i$},R{:0name_r$},", i + 1, r + 1).as_bytes());
            push_whole(&mut text, (employees as u64).max(1));
            text.push(b'\n');
        }
        text
    })
}

/// Writes points: `x,y,kind,weight`, in a square of side 100. Three of five stand in clusters around centres of their
/// kind, the others anywhere.
///
/// # Errors
/// Those of `out`.
pub fn write_points(rows: u64, seed: u64, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    const KINDS: u64 = 5;
    out.write_all(b"x,y,kind,weight\n")?;
    let centres = (rows / 40).clamp(1, 2000);
    let weights = log_normal(1.0);
    in_blocks(rows, out, |first, rows| {
        let mut text = Vec::with_capacity(rows * 24);
        for row in 0..rows as u64 {
            let mut draws = draws(seed, Purpose::Point, first + row);
            let kind = draws.below(KINDS);
            let (mut x, mut y) = (100.0 * draws.uniform(), 100.0 * draws.uniform());
            if draws.below(5) < 3 {
                let centre = draws.below(centres) * KINDS + kind;
                let mut of_centre = crate::draw::draws(seed, Purpose::Region, centre);
                // Back from the edge, as from a mirror.
                let mirrored = |x: f64| {
                    if x < 0.0 {
                        -x
                    } else if x > 100.0 {
                        200.0 - x
                    } else {
                        x
                    }
                };
                x = mirrored(100.0 * of_centre.uniform() + 1.5 * draws.normal());
                y = mirrored(100.0 * of_centre.uniform() + 1.5 * draws.normal());
            }
            push_thousandths(&mut text, (1000.0 * x) as u64);
            text.push(b',');
            push_thousandths(&mut text, (1000.0 * y) as u64);
            text.extend_from_slice(format!(",K{},", kind + 1).as_bytes());
            push_whole(
                &mut text,
                (10.0 * weights[twelve(draws.next_u64(), 0)]) as u64 + 1,
            );
            text.push(b'\n');
        }
        text
    })
}

/// First and last year of a register.
const REGISTER_YEARS: std::ops::RangeInclusive<u64> = 2000..=2024;
/// Criteria of registers and scoreboards.
const CRITERIA: usize = 24;
/// Groups of criteria.
const GROUPS: usize = 4;

fn criterion(i: usize) -> String {
    format!("C{:02}", i + 1)
}

/// Writes provisions of a register: `criterion,value,from,until`. Dates are days, months or years, as sources give them;
/// a third of the provisions end.
///
/// # Errors
/// Those of `out`.
pub fn write_provisions(rows: u64, seed: u64, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    out.write_all(b"criterion,value,from,until\n")?;
    let (first, last) = (*REGISTER_YEARS.start(), *REGISTER_YEARS.end());
    in_blocks(rows, out, |start, rows| {
        let mut text = vec![];
        for row in 0..rows as u64 {
            let mut draws = draws(seed, Purpose::Provision, start + row);
            let criterion = criterion(draws.below(CRITERIA as u64) as usize);
            let score = draws.below(21) * 50;
            let from = first + draws.below(last - first + 1);
            let (month, day) = (draws.below(12) + 1, draws.below(28) + 1);
            let precise = draws.below(10);
            let date = |year: u64| match precise {
                0 => format!("{year}"),
                1 | 2 => format!("{year}-{month:02}"),
                _ => format!("{year}-{month:02}-{day:02}"),
            };
            let until = from + 1 + draws.below(12);
            let until = if draws.below(3) == 0 && until <= last {
                date(until)
            } else {
                String::new()
            };
            text.extend_from_slice(criterion.as_bytes());
            text.push(b',');
            push_thousandths(&mut text, score);
            text.extend_from_slice(format!(",{},{until}\n", date(from)).as_bytes());
        }
        text
    })
}

/// Writes which years of a register were searched: `criterion,year,status`; every twelfth was not.
///
/// # Errors
/// Those of `out`.
pub fn write_coverage(seed: u64, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    writeln!(out, "criterion,year,status")?;
    for i in 0..CRITERIA {
        for year in REGISTER_YEARS {
            let mut draws = draws(seed, Purpose::Provision, 1 << 40 | (i as u64) << 16 | year);
            let status = if draws.below(12) == 0 {
                "not_searched"
            } else {
                "complete"
            };
            writeln!(out, "{},{year},{status}", criterion(i))?;
        }
    }
    Ok(())
}

/// Writes a scoreboard: `unit,criterion,period,value` for `units` by 24 criteria and the years from 2015 on, so many rows
/// as there are. A unit that is good at one thing tends to be good at the others.
///
/// # Errors
/// Those of `out`.
pub fn write_scoreboard(
    units: &[String],
    years: usize,
    seed: u64,
    out: &mut (impl Write + ?Sized),
) -> io::Result<()> {
    out.write_all(b"unit,criterion,period,value\n")?;
    let rows = (units.len() * years * CRITERIA) as u64;
    in_blocks(rows, out, |first, rows| {
        let mut text = Vec::with_capacity(rows * 24);
        for row in first..first + rows as u64 {
            let criterion_of = row as usize % CRITERIA;
            let year = row as usize / CRITERIA % years;
            let unit = row as usize / CRITERIA / years;
            let mut own = draws(seed, Purpose::Region, 1 << 40 | unit as u64);
            let mut here = draws(seed, Purpose::Score, row);
            let mut lasting = draws(
                seed,
                Purpose::Score,
                1 << 40 | (unit * CRITERIA + criterion_of) as u64,
            );
            let score = 50.0
                + 12.0 * own.normal()
                + 9.0 * lasting.normal()
                + 3.0 * here.normal()
                + 0.8 * year as f64;
            text.extend_from_slice(
                format!(
                    "{},{},{},",
                    units[unit],
                    criterion(criterion_of),
                    2015 + year
                )
                .as_bytes(),
            );
            push_thousandths(&mut text, (1000.0 * score.clamp(0.0, 100.0)) as u64);
            text.push(b'\n');
        }
        text
    })
}

/// Writes the criteria of the scoreboard: `criterion,parent,direction,weight`, in four groups under one root; less is
/// better in every sixth.
///
/// # Errors
/// Those of `out`.
pub fn write_criteria(out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    writeln!(out, "criterion,parent,direction,weight")?;
    for group in 0..GROUPS {
        writeln!(out, "G{},,,1", group + 1)?;
    }
    for i in 0..CRITERIA {
        let direction = if i % 6 == 5 { -1 } else { 1 };
        writeln!(
            out,
            "{},G{},{direction},{}",
            criterion(i),
            i * GROUPS / CRITERIA + 1,
            1 + i % 3
        )?;
    }
    Ok(())
}

/// Rows of a scoreboard of one unit and `years` years.
pub(crate) fn rows_of_a_unit(years: usize) -> u64 {
    (years * CRITERIA) as u64
}
