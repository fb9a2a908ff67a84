//! Units × periods with named columns of numbers.
use super::{Facts, ReadOptions, Side};
use crate::{Axis, Column, Fault, Faults, Tables};

/// Units × periods; each named column has one cell per unit and period, unit by unit, NaN where none is given.
pub struct Panel {
    /// Units and periods.
    pub dims: [Axis; 2],
    /// Named columns of numbers.
    pub columns: Vec<(String, Vec<f64>)>,
    /// What is known of the units.
    pub side: Side,
}
impl Panel {
    /// Number of the units' axis.
    pub const UNIT: usize = 0;
    /// Number of the periods' axis.
    pub const PERIOD: usize = 1;
    /// A column by name; the first one if the name is empty.
    pub fn column(&self, name: &str) -> Option<&[f64]> {
        self.columns
            .iter()
            .find(|(n, _)| name.is_empty() || n == name)
            .map(|(_, column)| &column[..])
    }
    /// From (unit, period, columns…) rows.
    pub fn read(tables: &Tables, options: &ReadOptions) -> Result<(Self, Vec<Fault>), Vec<Fault>> {
        let mut faults = Faults::default();
        let table = &tables.main;
        let Some(read) =
            super::matrix::cells(table, &["unit", "period"], &[], options, &mut faults)
        else {
            return Err(faults.into_vec());
        };
        let wanted = ["unit", "period"];
        let keys = [table.find(&wanted, "unit"), table.find(&wanted, "period")];
        let periods = read.axes[1].len();
        let mut columns = vec![];
        for (at, (name, column)) in table
            .columns
            .iter()
            .enumerate()
            .filter(|(at, _)| !keys.contains(&Some(*at)))
        {
            let is_text = |column: &Column| matches!(column, Column::Labels { dictionary, .. } if dictionary.iter().all(|t| crate::number(t).is_err()));
            if is_text(column) {
                continue;
            }
            let numbers = table.numbers(at, &mut faults);
            let mut cells = vec![f64::NAN; read.axes[0].len() * periods];
            for (key, value) in read.keys.iter().zip(&numbers) {
                cells[key[0] as usize * periods + key[1] as usize] = *value;
            }
            columns.push((name.clone(), cells));
        }
        let side = Side::read(tables, "unit", &read.axes[0], &mut faults);
        let dims = [read.axes[0].clone(), read.axes[1].clone()];
        faults.finish(|| Self {
            dims,
            columns,
            side,
        })
    }
}
impl Facts for Panel {
    fn axes(&self) -> Vec<&Axis> {
        self.dims.iter().collect()
    }
}
/// Laws of panels.
#[derive(Debug, Clone, Copy)]
pub enum PanelLaw {
    /// A law of the unit's own, in words, and its check.
    Holds(
        &'static str,
        super::Predicate<fn(&super::Panel, &crate::Values) -> super::Compared>,
    ),
    /// Multiplying every column changes nothing.
    ScaleFree,
    /// The order of units does not matter.
    Units,
    /// Both bounds included.
    Within(f64, f64),
}
impl PanelLaw {
    /// In words.
    pub fn statement(&self) -> String {
        match self {
            Self::Holds(words, _) => (*words).into(),
            Self::ScaleFree => "multiplying every column changes nothing".into(),
            Self::Units => "the order of units does not matter".into(),
            Self::Within(low, high) => format!("every value lies within [{low}, {high}]"),
        }
    }
}
