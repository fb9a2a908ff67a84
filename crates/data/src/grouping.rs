//! Rows added up while they are parsed: the cubes of one scan, for each worker by its own codes, then together.
use crate::cells::{Cells, Overflow};
use crate::cube::{Cube, CubeRequest, Gather, Others, raised};
use crate::dictionary::{Dictionary, merge};
use crate::exact::Exact;
use crate::number::{Number, POWERS};
use crate::scan::{Kind, Layout, Sink};
use mercatoria_core::{Axis, Code, Fault};
use mercatoria_numeric::parallel;
use std::collections::HashMap;

/// Numbers with at most so many decimals are added as whole numbers of their last one: whatever of them a table holds,
/// their sums fit 128 bits. Those with more are binary numbers written out, and added as such.
const MOST_DECIMALS: u32 = 15;

/// One cube, as one worker has seen its rows.
struct Group {
    measure: Option<usize>,
    cells: Cells,
    /// Decimals of the units in the cells.
    decimals: u32,
    /// Sums of numbers with more decimals.
    others: HashMap<Box<[u32]>, Exact>,
    /// Rows without a number.
    missing: Option<Box<Cells>>,
    dimensions: Vec<usize>,
    conditions: Vec<Condition>,
    overflow: bool,
}

/// Rows that count: for each text of a column, whether it is one of the labels.
struct Condition {
    column: usize,
    labels: Vec<String>,
    keep: Vec<bool>,
}

impl Group {
    fn new(request: &CubeRequest, layout: &Layout) -> Self {
        let column = |name: &String| match layout.kind(name) {
            Some(Kind::Label(column)) => Some(column),
            _ => None,
        };
        let dimensions: Vec<usize> = request.dimensions.iter().filter_map(column).collect();
        let conditions = request.filters.iter().filter_map(|filter| {
            Some(Condition {
                column: column(&filter.dimension)?,
                labels: filter.labels.clone(),
                keep: vec![],
            })
        });
        Self {
            measure: request
                .measure
                .as_ref()
                .and_then(|name| match layout.kind(name) {
                    Some(Kind::Number(column)) => Some(column),
                    _ => None,
                }),
            cells: Cells::new(&dimensions),
            decimals: 0,
            others: HashMap::new(),
            missing: None,
            conditions: conditions.collect(),
            dimensions,
            overflow: false,
        }
    }

    #[inline(always)]
    fn add(&mut self, codes: &[u32], numbers: &[Number]) {
        let passes = self
            .conditions
            .iter()
            .all(|condition| condition.keep[codes[condition.column] as usize]);
        if !passes {
            return;
        }
        let added = match self.measure {
            None => self.cells.add(codes, 1),
            Some(measure) => match numbers[measure] {
                Number::Short { mantissa, decimals } if decimals == self.decimals => {
                    self.cells.add(codes, mantissa)
                }
                number => self.add_other(codes, number),
            },
        };
        self.overflow |= added.is_err();
    }

    #[inline(never)]
    fn add_other(&mut self, codes: &[u32], number: Number) -> Result<(), Overflow> {
        match number {
            Number::Short { mantissa, decimals } if decimals <= MOST_DECIMALS => {
                if decimals > self.decimals {
                    self.cells.raise(decimals - self.decimals)?;
                    self.decimals = decimals;
                }
                match mantissa.checked_mul(POWERS[(self.decimals - decimals) as usize]) {
                    Some(units) => self.cells.add(codes, units),
                    None => {
                        let units = raised(mantissa.into(), self.decimals - decimals);
                        self.cells.add_long(codes, units.ok_or(Overflow)?)
                    }
                }
            }
            Number::Missing => {
                let cells = &self.cells;
                self.missing
                    .get_or_insert_with(|| Box::new(cells.like()))
                    .add(codes, 1)
            }
            other => {
                // The cell has a row.
                self.cells.add(codes, 0)?;
                let own: Box<[u32]> = self.dimensions.iter().map(|d| codes[*d]).collect();
                self.others.entry(own).or_default().add(other.nearest());
                Ok(())
            }
        }
    }

    fn grow(&mut self, column: usize, dictionary: &Dictionary) {
        let texts = dictionary.texts();
        let mut grown = self.cells.grow(column, texts.len());
        if let Some(missing) = &mut self.missing {
            grown = grown.and(missing.grow(column, texts.len()));
        }
        self.overflow |= grown.is_err();
        for condition in self.conditions.iter_mut().filter(|c| c.column == column) {
            let new = texts[condition.keep.len()..].iter();
            let keep = new.map(|text| condition.labels.iter().any(|label| **label == **text));
            condition.keep.extend(keep);
        }
    }
}

/// All cubes of one worker.
pub(crate) struct Groups(Vec<Group>);

impl Groups {
    pub(crate) fn new(requests: &[CubeRequest], layout: &Layout) -> Self {
        Self(
            requests
                .iter()
                .map(|request| Group::new(request, layout))
                .collect(),
        )
    }
}

impl Sink for Groups {
    type Part = ();

    fn grow(&mut self, column: usize, dictionary: &Dictionary) {
        for group in &mut self.0 {
            group.grow(column, dictionary);
        }
    }

    #[inline(always)]
    fn row(&mut self, codes: &[u32], numbers: &[Number], _: u64) {
        for group in &mut self.0 {
            group.add(codes, numbers);
        }
    }

    fn part(&mut self) {
        for group in &mut self.0 {
            let mut flushed = group.cells.flush();
            if let Some(missing) = &mut group.missing {
                flushed = flushed.and(missing.flush());
            }
            group.overflow |= flushed.is_err();
        }
    }
}

/// The cubes of all workers, by the sorted labels of all; they do not depend on who read what.
pub(crate) fn together(
    file: &str,
    requests: &[CubeRequest],
    layout: &Layout,
    workers: Vec<(Vec<Dictionary>, Groups)>,
) -> Result<Vec<Cube>, Vec<Fault>> {
    let merged: Vec<_> = parallel::map(layout.labels(), |column| {
        let texts: Vec<&[Box<str>]> = workers.iter().map(|(d, _)| d[column].texts()).collect();
        merge(&texts)
    });
    let axes: Vec<(Axis, Vec<Vec<u32>>)> = merged
        .into_iter()
        .enumerate()
        .map(|(column, (texts, codes))| (Axis::new(layout.label_name(column), texts), codes))
        .collect();
    let cubes = parallel::map(requests.len(), |i| {
        let groups: Vec<&Group> = workers.iter().map(|(_, groups)| &groups.0[i]).collect();
        cube(&requests[i], &groups, &axes).ok_or_else(|| {
            let of = requests[i].measure.as_deref().unwrap_or("rows");
            let by = requests[i].dimensions.join(" × ");
            let message =
                format!("the sums of {of} by {by} have more cells or digits than can be kept");
            Fault::new(Code::NumberRange, message).file(file)
        })
    });
    let mut faults = vec![];
    let cubes = cubes
        .into_iter()
        .filter_map(|cube| cube.map_err(|fault| faults.push(fault)).ok());
    let cubes: Vec<Cube> = cubes.collect();
    if faults.is_empty() {
        Ok(cubes)
    } else {
        Err(faults)
    }
}

fn cube(request: &CubeRequest, groups: &[&Group], axes: &[(Axis, Vec<Vec<u32>>)]) -> Option<Cube> {
    if groups.iter().any(|group| group.overflow) {
        return None;
    }
    let dimensions = &groups.first()?.dimensions;
    let lens: Vec<usize> = dimensions.iter().map(|d| axes[*d].0.len()).collect();
    let decimals = groups.iter().map(|g| g.decimals).max().unwrap_or(0);
    let (mut sums, mut missing, mut others) =
        (Gather::new(&lens)?, Gather::new(&lens)?, Others::default());
    for (worker, group) in groups.iter().enumerate() {
        // What each code adds to the place.
        let mut stride = 1;
        let mut steps: Vec<Vec<u64>> = vec![];
        for (d, len) in dimensions.iter().zip(&lens).rev() {
            let codes = &axes[*d].1[worker];
            steps.push(codes.iter().map(|code| u64::from(*code) * stride).collect());
            stride *= *len as u64;
        }
        steps.reverse();
        let place =
            |codes: &[u32]| -> u64 { steps.iter().zip(codes).map(|(s, c)| s[*c as usize]).sum() };
        let up = decimals - group.decimals;
        let mut fits = true;
        group.cells.each(|codes, units| {
            match if up == 0 {
                Some(units)
            } else {
                raised(units, up)
            } {
                Some(units) => sums.add(place(codes), units),
                None => fits = false,
            }
        });
        if !fits {
            return None;
        }
        for (codes, exact) in &group.others {
            others.entry(place(codes)).or_default().join(exact);
        }
        if let Some(cells) = &group.missing {
            cells.each(|codes, rows| missing.add(place(codes), rows));
        }
    }
    let own = dimensions.iter().map(|d| axes[*d].0.clone()).collect();
    Cube::gathered(
        own,
        request.measure.clone(),
        decimals,
        sums,
        others,
        missing,
    )
}
