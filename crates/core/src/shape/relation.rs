//! A square table on one axis: pairwise comparisons, networks, distances.
use super::{Facts, ReadOptions};
use crate::{Absent, Axis, Fault, Faults, Tables};

/// A square table on one axis; `NaN` for a cell that is not given.
pub struct Relation {
    /// The labels of both ends.
    pub axis: Axis,
    /// From × to, row by row.
    pub values: Vec<f64>,
}
impl Relation {
    /// The value from one label to another, if it is given.
    pub fn get(&self, from: usize, to: usize) -> Option<f64> {
        Some(self.values[from * self.axis.len() + to]).filter(|x| !x.is_nan())
    }
    /// From (from, to, value) rows; absent cells are zero unless they are said to be missing.
    pub fn read(tables: &Tables, options: &ReadOptions) -> Result<(Self, Vec<Fault>), Vec<Fault>> {
        let mut faults = Faults::default();
        let Some(read) = super::matrix::cells(
            &tables.main,
            &["from", "to"],
            &["value"],
            options,
            &mut faults,
        ) else {
            return Err(faults.into_vec());
        };
        let mut labels: Vec<&str> = read.axes[0].labels().chain(read.axes[1].labels()).collect();
        labels.sort_unstable();
        labels.dedup();
        let axis = Axis::new("row", labels);
        let place = |side: usize| -> Vec<usize> {
            read.axes[side]
                .labels()
                .filter_map(|label| axis.position(label))
                .collect()
        };
        let (from, to) = (place(0), place(1));
        let absent = if options.absent == Absent::Missing {
            f64::NAN
        } else {
            0.0
        };
        let mut values = vec![absent; axis.len() * axis.len()];
        for (key, value) in read.keys.iter().zip(&read.values[0]) {
            values[from[key[0] as usize] * axis.len() + to[key[1] as usize]] = *value;
        }
        faults.finish(|| Self { axis, values })
    }
}
impl Facts for Relation {
    fn axes(&self) -> Vec<&Axis> {
        vec![&self.axis]
    }
    fn is_complete(&self) -> bool {
        self.values.iter().all(|x| !x.is_nan())
    }
}
/// Laws of relations.
#[derive(Debug, Clone, Copy)]
pub enum RelationLaw {
    /// A law of the unit's own, in words, and its check.
    Holds(
        &'static str,
        super::Predicate<fn(&super::Relation, &crate::Values) -> super::Compared>,
    ),
    /// Relabelling relabels the output.
    Relabel,
    /// The column adds up to this.
    SumsTo(f64),
    /// Multiplying all values changes nothing.
    ScaleFree,
}
impl RelationLaw {
    /// In words.
    pub fn statement(&self) -> String {
        match self {
            Self::Holds(words, _) => (*words).into(),
            Self::Relabel => "relabelling relabels the output".into(),
            Self::SumsTo(sum) => format!("the values add up to {sum}"),
            Self::ScaleFree => "multiplying all values changes nothing".into(),
        }
    }
}
