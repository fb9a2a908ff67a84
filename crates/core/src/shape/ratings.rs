//! Coders × items: what coders answered, with cells that nobody answered.
use super::{Facts, ReadOptions};
use crate::{Axis, Fault, Faults, Tables};

/// Answers of coders to items; an absent answer is `None`.
pub struct Ratings {
    /// Coders and items.
    pub dims: [Axis; 2],
    /// Answers as coded categories, coder by coder.
    pub answers: Vec<Option<u32>>,
    /// The categories: texts sorted, numbers by size.
    pub categories: Vec<Box<str>>,
    /// The categories as numbers, where all of them are.
    pub numbers: Option<Vec<f64>>,
}
impl Ratings {
    /// Number of the coders' axis.
    pub const CODER: usize = 0;
    /// Number of the items' axis.
    pub const ITEM: usize = 1;
    /// The answer of a coder to an item.
    pub fn answer(&self, coder: usize, item: usize) -> Option<u32> {
        self.answers[coder * self.dims[1].len() + item]
    }
    /// From (coder, item, value) rows; values may be numbers or words.
    pub fn read(tables: &Tables, options: &ReadOptions) -> Result<(Self, Vec<Fault>), Vec<Fault>> {
        let mut faults = Faults::default();
        let Some(read) =
            super::matrix::cells(&tables.main, &["coder", "item"], &[], options, &mut faults)
        else {
            return Err(faults.into_vec());
        };
        let Some(value) = tables.main.find(&["coder", "item", "value"], "value") else {
            let fault = Fault::new(crate::Code::ColumnMissing, "column \"value\" is missing")
                .at(&tables.main.file, 1)
                .field("value");
            faults.push(fault);
            return Err(faults.into_vec());
        };
        let (dictionary, codes) = tables.main.labels(value);
        let parsed: Option<Vec<f64>> = dictionary
            .iter()
            .filter(|t| !t.trim().is_empty())
            .map(|t| crate::number(t).ok())
            .collect();
        let mut order: Vec<usize> = (0..dictionary.len())
            .filter(|i| !dictionary[*i].trim().is_empty())
            .collect();
        if parsed.is_some() {
            order.sort_by(|a, b| {
                crate::number(&dictionary[*a])
                    .unwrap_or(0.0)
                    .total_cmp(&crate::number(&dictionary[*b]).unwrap_or(0.0))
            });
        }
        let mut category = vec![None; dictionary.len()];
        order
            .iter()
            .zip(0u32..)
            .for_each(|(i, c)| category[*i] = Some(c));
        let items = read.axes[1].len();
        let mut answers = vec![None; read.axes[0].len() * items];
        for (key, code) in read.keys.iter().zip(&codes) {
            answers[key[0] as usize * items + key[1] as usize] = category[*code as usize];
        }
        let categories: Vec<Box<str>> = order.iter().map(|i| dictionary[*i].clone()).collect();
        let numbers = parsed.map(|_| {
            categories
                .iter()
                .map(|t| crate::number(t).unwrap_or(0.0))
                .collect()
        });
        let dims = [read.axes[0].clone(), read.axes[1].clone()];
        faults.finish(|| Self {
            dims,
            answers,
            categories,
            numbers,
        })
    }
}
impl Facts for Ratings {
    fn axes(&self) -> Vec<&Axis> {
        self.dims.iter().collect()
    }
}
/// Laws of ratings.
#[derive(Debug, Clone, Copy)]
pub enum RatingsLaw {
    /// A law of the unit's own, in words, and its check.
    Holds(
        &'static str,
        super::Predicate<fn(&super::Ratings, &crate::Values) -> super::Compared>,
    ),
    /// Exchanging coders changes nothing.
    Coders,
    /// Exchanging items changes nothing.
    Items,
    /// Identical coders give 1.
    IdenticalIsOne,
    /// Never above this.
    AtMost(f64),
}
impl RatingsLaw {
    /// In words.
    pub fn statement(&self) -> String {
        match self {
            Self::Holds(words, _) => (*words).into(),
            Self::Coders => "exchanging coders changes nothing".into(),
            Self::Items => "exchanging items changes nothing".into(),
            Self::IdenticalIsOne => "identical coders give 1".into(),
            Self::AtMost(high) => format!("the value is at most {high}"),
        }
    }
}
