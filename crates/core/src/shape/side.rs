//! Side inputs: what is known of the labels of an axis, matched by label, never by position.
use crate::{Axis, Code, Column, Fault, Faults, Table, Tables};
use std::collections::HashMap;

/// One attribute of the labels of an axis.
#[derive(Debug, Clone, PartialEq)]
pub enum Attribute {
    /// Numbers in the order of the axis; NaN where none is given.
    Numbers(Vec<f64>),
    /// Texts in the order of the axis; empty where none is given.
    Texts(Vec<Box<str>>),
}

/// A tree over the labels of an axis: a classification, nested regions, a hierarchy of criteria.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    /// Levels from the coarsest groups down to the labels themselves; the root is left out.
    pub levels: Vec<Level>,
}
/// One level of a tree.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// The groups.
    pub groups: Axis,
    /// The group of each label of the axis.
    pub group_of: Vec<u32>,
}

/// Weighted links between labels of an axis (neighbours, distance, proximity), sorted by both ends.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Links {
    /// From, to, weight.
    pub links: Vec<(u32, u32, f64)>,
}

/// What is known of the labels of one axis beside the table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Side {
    /// Attributes by name.
    pub attributes: Vec<(String, Attribute)>,
    /// A tree, if one is given.
    pub tree: Option<Tree>,
    /// Links, if any are given.
    pub links: Option<Links>,
}
impl Side {
    /// An attribute of numbers.
    pub fn numbers(&self, name: &str) -> Option<&[f64]> {
        self.attributes
            .iter()
            .find_map(|(n, attribute)| match attribute {
                Attribute::Numbers(numbers) if n == name => Some(&numbers[..]),
                _ => None,
            })
    }
    /// An attribute of texts.
    pub fn texts(&self, name: &str) -> Option<&[Box<str>]> {
        self.attributes
            .iter()
            .find_map(|(n, attribute)| match attribute {
                Attribute::Texts(texts) if n == name => Some(&texts[..]),
                _ => None,
            })
    }
    /// Reads `<prefix>_attributes`, `<prefix>_tree` and `<prefix>_relation` for an axis.
    pub fn read(tables: &Tables, prefix: &str, axis: &Axis, faults: &mut Faults) -> Self {
        let mut side = Side::default();
        if let Some(table) = tables.get(&format!("{prefix}_attributes")) {
            side.attributes = attributes(table, axis, faults);
        }
        if let Some(table) = tables.get(&format!("{prefix}_tree")) {
            side.tree = Tree::read(table, axis, faults);
        }
        if let Some(table) = tables.get(&format!("{prefix}_relation")) {
            side.links = Links::read(table, axis, faults);
        }
        side
    }
}

fn attributes(table: &Table, axis: &Axis, faults: &mut Faults) -> Vec<(String, Attribute)> {
    let index: HashMap<&str, usize> = axis.labels().zip(0..).collect();
    if table.columns.is_empty() {
        return vec![];
    }
    let (dictionary, codes) = table.labels(0);
    let places: Vec<Option<usize>> = dictionary
        .iter()
        .map(|text| index.get(&**text).copied())
        .collect();
    let mut seen = vec![false; axis.len()];
    for (row, code) in codes.iter().enumerate() {
        if let Some(place) = places[*code as usize]
            && std::mem::replace(&mut seen[place], true)
        {
            faults.push(table.fault(
                Code::KeyDuplicate,
                row,
                &table.columns[0].0,
                format!("{:?} stands twice", axis.label(place)),
            ));
        }
    }
    let mut out = vec![];
    for (name, column) in &table.columns[1..] {
        let spread = |attribute: &mut dyn FnMut(usize, usize)| {
            for (row, code) in codes.iter().enumerate() {
                if let Some(place) = places[*code as usize] {
                    attribute(place, row);
                }
            }
        };
        let as_numbers = match column {
            Column::Numbers(numbers) => Some(numbers.clone()),
            Column::Labels { dictionary, codes } => {
                let parsed: Option<Vec<f64>> = dictionary
                    .iter()
                    .map(|text| crate::number(text).ok())
                    .collect();
                parsed.map(|parsed| codes.iter().map(|code| parsed[*code as usize]).collect())
            }
        };
        let attribute = match (as_numbers, column) {
            (Some(numbers), _) => {
                let mut of_axis = vec![f64::NAN; axis.len()];
                spread(&mut |place, row| of_axis[place] = numbers[row]);
                Attribute::Numbers(of_axis)
            }
            (None, Column::Labels { dictionary, codes }) => {
                let mut of_axis: Vec<Box<str>> = vec!["".into(); axis.len()];
                spread(&mut |place, row| of_axis[place] = dictionary[codes[row] as usize].clone());
                Attribute::Texts(of_axis)
            }
            (None, Column::Numbers(_)) => continue,
        };
        out.push((name.clone(), attribute));
    }
    out
}

impl Tree {
    /// From (code, parent) rows: every label of the axis must be in it; a code without parent is at the top.
    pub fn read(table: &Table, axis: &Axis, faults: &mut Faults) -> Option<Self> {
        let wanted = ["code", "parent"];
        let (Some(code), Some(parent)) =
            (table.find(&wanted, "code"), table.find(&wanted, "parent"))
        else {
            faults.push(
                Fault::new(
                    Code::ColumnMissing,
                    "a tree has the columns code and parent",
                )
                .file(&table.file),
            );
            return None;
        };
        let ((code_texts, codes), (parent_texts, parents)) =
            (table.labels(code), table.labels(parent));
        let mut parent_of: HashMap<&str, &str> = HashMap::new();
        for (row, (c, p)) in codes.iter().zip(&parents).enumerate() {
            let (child, parent) = (&*code_texts[*c as usize], &*parent_texts[*p as usize]);
            if parent_of.insert(child, parent).is_some() {
                faults.push(table.fault(
                    Code::TreeBroken,
                    row,
                    "code",
                    format!("{child:?} has two parents"),
                ));
                return None;
            }
        }
        Self::from_parents(axis, |label| parent_of.get(label).copied())
            .map_err(|fault| faults.push(fault.file(&table.file)))
            .ok()
    }
    /// From a function that gives the parent of a code; `None` or an empty text above the top.
    ///
    /// ```
    /// use mercatoria_core::{Axis, Tree};
    /// let axis = Axis::new("column", ["011", "012", "021"]);
    /// let tree = Tree::from_parents(&axis, |code| Some(&code[..code.len() - 1])).unwrap();
    /// assert_eq!(tree.levels.len(), 2); // the root "0" above all is left out
    /// assert_eq!(tree.levels[0].groups.labels().collect::<Vec<_>>(), ["01", "02"]);
    /// assert_eq!(tree.levels[0].group_of, [0, 0, 1]);
    /// ```
    pub fn from_parents<'a>(
        axis: &'a Axis,
        parent: impl Fn(&'a str) -> Option<&'a str>,
    ) -> Result<Self, Fault> {
        let mut paths: Vec<Vec<&'a str>> = vec![];
        for label in axis.labels() {
            let mut path = vec![label];
            while let Some(up) = path
                .last()
                .and_then(|last| parent(last))
                .filter(|up| !up.is_empty())
            {
                if path.contains(&up) {
                    return Err(Fault::new(
                        Code::Cycle,
                        format!("{up:?} is its own ancestor"),
                    ));
                }
                path.push(up);
            }
            path.reverse();
            paths.push(path);
        }
        // One root above all says nothing about groups.
        if axis.len() > 1
            && paths
                .iter()
                .all(|path| path.len() > 1 && path[0] == paths[0][0])
        {
            paths.iter_mut().for_each(|path| {
                path.remove(0);
            });
        }
        let depth = paths.iter().map(Vec::len).max().unwrap_or(0);
        let levels = (0..depth).map(|level| {
            // A branch that ends early goes on as itself, so that every level is a partition.
            let of: Vec<&str> = paths
                .iter()
                .map(|path| path[level.min(path.len() - 1)])
                .collect();
            let (groups, group_of) = crate::code_texts(of.into_iter());
            Level {
                groups: Axis::new("group", groups),
                group_of,
            }
        });
        Ok(Self {
            levels: levels.collect(),
        })
    }
}

impl Links {
    /// From (from, to, weight) rows; both ends must be labels of the axis.
    pub fn read(table: &Table, axis: &Axis, faults: &mut Faults) -> Option<Self> {
        let index: HashMap<&str, u32> = axis.labels().zip(0u32..).collect();
        let wanted = ["from", "to", "weight"];
        let (Some(from), Some(to)) = (table.find(&wanted, "from"), table.find(&wanted, "to"))
        else {
            faults.push(
                Fault::new(
                    Code::ColumnMissing,
                    "links have the columns from, to and weight",
                )
                .file(&table.file),
            );
            return None;
        };
        let weights = table
            .find(&wanted, "weight")
            .map(|column| table.numbers(column, faults));
        let ((from_texts, from_codes), (to_texts, to_codes)) =
            (table.labels(from), table.labels(to));
        let mut links = vec![];
        for (row, (f, t)) in from_codes.iter().zip(&to_codes).enumerate() {
            let (f, t) = (&*from_texts[*f as usize], &*to_texts[*t as usize]);
            let weight = weights.as_ref().map_or(1.0, |w| w[row]);
            match (index.get(f), index.get(t)) {
                (Some(f), Some(t)) if weight.is_finite() => links.push((*f, *t, weight)),
                (Some(_), Some(_)) => faults.push(table.fault(
                    Code::NumberInvalid,
                    row,
                    "weight",
                    "the weight is missing",
                )),
                (None, _) => faults.push(table.fault(
                    Code::KeyForeign,
                    row,
                    "from",
                    format!("{f:?} is not a label of the table"),
                )),
                (_, None) => faults.push(table.fault(
                    Code::KeyForeign,
                    row,
                    "to",
                    format!("{t:?} is not a label of the table"),
                )),
            }
        }
        links.sort_by_key(|(f, t, _)| (*f, *t));
        Some(Self { links })
    }
    /// The links that start at a label.
    pub fn from(&self, label: usize) -> &[(u32, u32, f64)] {
        let start = self
            .links
            .partition_point(|(f, _, _)| (*f as usize) < label);
        let end = self
            .links
            .partition_point(|(f, _, _)| (*f as usize) <= label);
        &self.links[start..end]
    }
}
