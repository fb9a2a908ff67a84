//! Units × criteria × periods, with directions, weights and a hierarchy.
use super::{Facts, ReadOptions, Side};
use crate::{Axis, Code, Fault, Faults, Measure, Tables, Undefined, Value, Values, number};
use std::collections::HashMap;

/// What is known of a criterion or of a group of criteria.
#[derive(Debug, Clone, PartialEq)]
pub struct Criterion {
    /// Id.
    pub id: Box<str>,
    /// The group above, as a place in `Scoreboard::hierarchy`; `None` at the top.
    pub parent: Option<usize>,
    /// 1: more is better; −1: less is better.
    pub direction: f64,
    /// Weight inside its group, not yet normalised.
    pub weight: f64,
}
/// Units × criteria × periods. Cells are numbers or reasons, as results are: what one unit returns another may read.
pub struct Scoreboard {
    /// What is scored.
    pub units: Axis,
    /// By what; the leaves of the hierarchy.
    pub criteria: Axis,
    /// When.
    pub periods: Axis,
    /// Period by period, unit by unit, criterion by criterion.
    pub cells: Values,
    /// The criteria in the order of the axis, then the groups above them.
    pub hierarchy: Vec<Criterion>,
    /// Standard error of each cell, in the order of the cells, NaN where none is given; empty where no cell has one.
    pub errors: Vec<f64>,
    /// What is known of the units.
    pub side: Side,
}
impl Scoreboard {
    /// Number of the units' axis.
    pub const UNIT: usize = 0;
    /// Number of the criteria's axis.
    pub const CRITERION: usize = 1;
    /// Number of the periods' axis.
    pub const PERIOD: usize = 2;
    /// One period, all criteria benefits of equal weight, no groups.
    pub fn flat(units: Axis, criteria: Axis, cells: Values) -> Self {
        let leaf = |id: &str| Criterion {
            id: id.into(),
            parent: None,
            direction: 1.0,
            weight: 1.0,
        };
        let hierarchy = criteria.labels().map(leaf).collect();
        Self {
            units,
            criteria,
            periods: Axis::new("period", [""]),
            cells,
            hierarchy,
            errors: vec![],
            side: Side::default(),
        }
    }
    /// One cell.
    pub fn cell(&self, period: usize, unit: usize, criterion: usize) -> Value {
        self.cells
            .get((period * self.units.len() + unit) * self.criteria.len() + criterion)
    }
    /// One criterion over the units of one period.
    pub fn criterion(
        &self,
        period: usize,
        criterion: usize,
    ) -> impl ExactSizeIterator<Item = Measure> + '_ {
        (0..self.units.len()).map(move |unit| self.cell(period, unit, criterion).measure())
    }
    /// The number in a cell, NaN where there is none.
    #[inline]
    pub fn number(&self, period: usize, unit: usize, criterion: usize) -> f64 {
        self.cell(period, unit, criterion)
            .point()
            .unwrap_or(f64::NAN)
    }
    /// One criterion over the units of one period, NaN for what is not known.
    pub fn column(&self, period: usize, criterion: usize) -> Vec<f64> {
        (0..self.units.len())
            .map(|unit| self.number(period, unit, criterion))
            .collect()
    }
    /// One unit in one period over the criteria, NaN for what is not known.
    pub fn row(&self, period: usize, unit: usize) -> Vec<f64> {
        (0..self.criteria.len())
            .map(|criterion| self.number(period, unit, criterion))
            .collect()
    }
    /// Units × criteria of one period, row by row, NaN for what is not known.
    pub fn table(&self, period: usize) -> Vec<f64> {
        let cells = self.units.len() * self.criteria.len();
        (period * cells..(period + 1) * cells)
            .map(|at| self.cells.get(at).point().unwrap_or(f64::NAN))
            .collect()
    }
    /// Is more of this criterion better?
    pub fn benefit(&self, criterion: usize) -> bool {
        self.direction(criterion) > 0.0
    }
    /// The members of each node of the hierarchy, in its order, and those at the top.
    pub fn members(&self) -> (Vec<Vec<usize>>, Vec<usize>) {
        let mut members = vec![vec![]; self.hierarchy.len()];
        let mut top = vec![];
        for (at, node) in self.hierarchy.iter().enumerate() {
            match node.parent {
                Some(up) => members[up].push(at),
                None => top.push(at),
            }
        }
        (members, top)
    }
    /// What a rule gives for each criterion in each period over the units, in the order unit, criterion, period.
    pub fn by_cell(&self, rule: impl Fn(usize, usize) -> Vec<Measure>) -> Values {
        let (units, criteria, periods) =
            (self.units.len(), self.criteria.len(), self.periods.len());
        let mut out = vec![Err(Undefined::Defect); units * criteria * periods];
        for period in 0..periods {
            for criterion in 0..criteria {
                for (unit, cell) in rule(period, criterion).into_iter().enumerate() {
                    out[(unit * criteria + criterion) * periods + period] = cell;
                }
            }
        }
        out.into_iter().collect()
    }
    /// What a rule gives in each period for each label of an axis of `labels`, `width` quantities each, in the order label,
    /// period, quantity.
    pub fn by_period(
        &self,
        labels: usize,
        width: usize,
        rule: impl Fn(usize) -> Vec<Measure>,
    ) -> Values {
        let periods = self.periods.len();
        let mut out = vec![Err(Undefined::Defect); labels * width * periods];
        for period in 0..periods {
            for (at, cell) in rule(period).into_iter().enumerate() {
                out[(at / width * periods + period) * width + at % width] = cell;
            }
        }
        out.into_iter().collect()
    }
    /// 1 or −1.
    pub fn direction(&self, criterion: usize) -> f64 {
        self.hierarchy[criterion].direction
    }
    /// Weight of each criterion in the whole: the product of the normalised weights down the tree.
    pub fn effective_weights(&self) -> Vec<f64> {
        let mut sums: HashMap<Option<usize>, f64> = HashMap::new();
        self.hierarchy
            .iter()
            .for_each(|node| *sums.entry(node.parent).or_default() += node.weight);
        let share = |node: &Criterion| node.weight / sums[&node.parent];
        let whole = |leaf: usize| {
            let (mut at, mut weight) = (leaf, share(&self.hierarchy[leaf]));
            while let Some(up) = self.hierarchy[at].parent {
                weight *= share(&self.hierarchy[up]);
                at = up;
            }
            weight
        };
        (0..self.criteria.len()).map(whole).collect()
    }
    /// From (unit, criterion[, period], value) rows and `criteria` (criterion, parent, direction, weight).
    pub fn read(tables: &Tables, options: &ReadOptions) -> Result<(Self, Vec<Fault>), Vec<Fault>> {
        let mut faults = Faults::default();
        let table = &tables.main;
        let periodic =
            options.period.is_none() && table.columns.iter().any(|(name, _)| name == "period");
        let labels: &[&'static str] = if periodic {
            &["unit", "criterion", "period"]
        } else {
            &["unit", "criterion"]
        };
        let Some(read) = super::matrix::cells(table, labels, &[], options, &mut faults) else {
            return Err(faults.into_vec());
        };
        let wanted = [labels, &["value"]].concat();
        let Some(value) = table.find(&wanted, "value") else {
            faults.push(
                Fault::new(Code::ColumnMissing, "column \"value\" is missing")
                    .at(&table.file, 1)
                    .field("value"),
            );
            return Err(faults.into_vec());
        };
        let numbers = table.numbers(value, &mut faults);
        let errors_of = table
            .columns
            .iter()
            .position(|(name, _)| name == "error" || name == "standard_error");
        let errors_of = errors_of.map(|column| table.numbers(column, &mut faults));
        let kept = match (
            &options.period,
            table.columns.iter().position(|(name, _)| name == "period"),
        ) {
            (Some(period), Some(column)) => {
                let (dictionary, codes) = table.labels(column);
                (0..table.rows())
                    .filter(|row| *dictionary[codes[*row] as usize] == **period)
                    .collect::<Vec<_>>()
            }
            _ => (0..table.rows()).collect(),
        };
        let (units, criteria) = (read.axes[0].clone(), read.axes[1].clone());
        let chosen = || Axis::new("period", [options.period.as_deref().unwrap_or("")]);
        let periods = if periodic {
            read.axes[2].clone()
        } else {
            chosen()
        };
        let mut cells = vec![Err(Undefined::Missing); units.len() * criteria.len() * periods.len()];
        for (key, row) in read.keys.iter().zip(&kept) {
            let period = if periodic { key[2] as usize } else { 0 };
            let x = numbers[*row];
            cells[(period * units.len() + key[0] as usize) * criteria.len() + key[1] as usize] =
                if x.is_nan() {
                    Err(Undefined::Missing)
                } else {
                    Ok(x)
                };
        }
        let mut errors = vec![];
        if let Some(given) = &errors_of {
            errors = vec![f64::NAN; cells.len()];
            for (key, row) in read.keys.iter().zip(&kept) {
                let period = if periodic { key[2] as usize } else { 0 };
                let at =
                    (period * units.len() + key[0] as usize) * criteria.len() + key[1] as usize;
                errors[at] = given[*row];
                if given[*row] < 0.0 {
                    faults.push(table.fault(
                        Code::NumberNegative,
                        *row,
                        "error",
                        format!("{} is not a standard error", given[*row]),
                    ));
                }
            }
        }
        let hierarchy = hierarchy(tables, &criteria, &mut faults);
        let side = Side::read(tables, "unit", &units, &mut faults);
        faults.finish(|| Self {
            units,
            criteria,
            periods,
            cells: cells.into_iter().collect(),
            hierarchy,
            errors,
            side,
        })
    }
}

fn hierarchy(tables: &Tables, criteria: &Axis, faults: &mut Faults) -> Vec<Criterion> {
    let leaf = |id: &str| Criterion {
        id: id.into(),
        parent: None,
        direction: 1.0,
        weight: 1.0,
    };
    let mut nodes: Vec<Criterion> = criteria.labels().map(leaf).collect();
    let Some(table) = tables.get("criteria") else {
        return nodes;
    };
    let wanted = ["criterion", "parent", "direction", "weight"];
    let Some(id) = table.find(&wanted, "criterion") else {
        faults.push(
            Fault::new(Code::ColumnMissing, "column \"criterion\" is missing")
                .at(&table.file, 1)
                .field("criterion"),
        );
        return nodes;
    };
    let columns = ["parent", "direction", "weight"].map(|name| {
        table
            .find(&wanted, name)
            .map(|column| (name, table.labels(column)))
    });
    let text = |which: usize, row: usize| {
        columns[which]
            .as_ref()
            .map_or("", |(_, (dictionary, codes))| {
                &dictionary[codes[row] as usize]
            })
    };
    let (ids, codes) = table.labels(id);
    let mut place: HashMap<&str, usize> = criteria.labels().zip(0..).collect();
    let mut given = std::collections::HashSet::new();
    for (row, code) in codes.iter().enumerate() {
        let id = &*ids[*code as usize];
        if !given.insert(id) {
            faults.push(table.fault(
                Code::KeyDuplicate,
                row,
                "criterion",
                format!("{id:?} stands twice"),
            ));
        }
        place.entry(id).or_insert_with(|| {
            nodes.push(leaf(id));
            nodes.len() - 1
        });
    }
    for (row, code) in codes.iter().enumerate() {
        let at = place[&*ids[*code as usize]];
        let (parent, direction, weight) = (text(0, row), text(1, row), text(2, row));
        if !parent.is_empty() {
            match place.get(parent) {
                Some(up) if *up >= criteria.len() => nodes[at].parent = Some(*up),
                Some(_) => faults.push(table.fault(
                    Code::TreeBroken,
                    row,
                    "parent",
                    format!("{parent:?} holds values, so it cannot be a group"),
                )),
                None => {
                    // A group that has no row of its own has weight 1.
                    nodes.push(leaf(parent));
                    nodes[at].parent = Some(nodes.len() - 1);
                    let id = columns[0].as_ref().and_then(|(_, (dictionary, _))| {
                        dictionary.iter().find(|d| ***d == *parent)
                    });
                    if let Some(id) = id {
                        place.insert(id, nodes.len() - 1);
                    }
                }
            }
        }
        match direction {
            "" | "1" | "+1" | "+" => {}
            "-1" | "-" => nodes[at].direction = -1.0,
            other if number(other) == Ok(1.0) => {}
            other if number(other) == Ok(-1.0) => nodes[at].direction = -1.0,
            other => faults.push(table.fault(
                Code::DirectionInvalid,
                row,
                "direction",
                format!("{other:?} is neither 1 nor -1"),
            )),
        }
        match number(weight) {
            Ok(x) if x.is_nan() => {}
            Ok(x) if x >= 0.0 => nodes[at].weight = x,
            _ => faults.push(table.fault(
                Code::WeightInvalid,
                row,
                "weight",
                format!("{weight:?} is not a weight"),
            )),
        }
    }
    let mut sums: HashMap<Option<usize>, f64> = HashMap::new();
    nodes
        .iter()
        .for_each(|node| *sums.entry(node.parent).or_default() += node.weight);
    for (group, _) in sums.iter().filter(|(_, sum)| **sum == 0.0) {
        let name = group.map_or("the top", |at| &nodes[at].id);
        faults.push(
            Fault::new(
                Code::WeightInvalid,
                format!("all weights in {name:?} are zero"),
            )
            .file(&table.file),
        );
    }
    for start in 0..nodes.len() {
        let (mut at, mut steps) = (start, 0);
        while let Some(up) = nodes[at].parent {
            at = up;
            steps += 1;
            if steps > nodes.len() {
                faults.push(
                    Fault::new(
                        Code::Cycle,
                        format!("{:?} is its own ancestor", nodes[start].id),
                    )
                    .file(&table.file),
                );
                return nodes;
            }
        }
    }
    nodes
}
impl Facts for Scoreboard {
    fn axes(&self) -> Vec<&Axis> {
        vec![&self.units, &self.criteria, &self.periods]
    }
}
/// Laws of scoreboards.
#[derive(Debug, Clone, Copy)]
pub enum ScoreboardLaw {
    /// A law of the unit's own, in words, and its check.
    Holds(
        &'static str,
        super::Predicate<fn(&super::Scoreboard, &crate::Values) -> super::Compared>,
    ),
    /// The order of units does not matter.
    RelabelUnits,
    /// The unit of measure of a criterion does not matter.
    RatioInvariant,
    /// Unit of measure and zero point of a criterion do not matter.
    AffineInvariant,
    /// The column adds up to this.
    SumsTo(f64),
    /// Both bounds included.
    Within(f64, f64),
    /// Raising a cell of a benefit criterion never lowers its unit's value.
    Monotone,
    /// The values lie between the smallest and the largest cell of the unit.
    Between,
}
impl ScoreboardLaw {
    /// In words.
    pub fn statement(&self) -> String {
        match self {
            Self::Holds(words, _) => (*words).into(),
            Self::RelabelUnits => "the order of units does not matter".into(),
            Self::RatioInvariant => "the unit of measure of a criterion does not matter".into(),
            Self::AffineInvariant => {
                "unit of measure and zero point of a criterion do not matter".into()
            }
            Self::SumsTo(sum) => format!("the values add up to {sum}"),
            Self::Within(low, high) => format!("every value lies within [{low}, {high}]"),
            Self::Monotone => "raising a cell of a benefit never lowers its unit's value".into(),
            Self::Between => "a unit's value lies between its smallest and largest cell".into(),
        }
    }
}
