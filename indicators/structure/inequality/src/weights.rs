//! Values with weights: what a contrast's amounts are.
use mercatoria_core::{Contrast, Undefined};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What the values of a weighted measure are; the reference holds the weights.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ValuesAre {
    /// Values of the units, each to be counted with its weight (income a head, weighted by heads).
    #[default]
    PerUnit,
    /// Sums over each unit (income of a region, whose heads are the weight).
    Totals,
}

/// Sums by unit, weights, and the total of both.
pub(crate) struct Weighted {
    pub(crate) sums: Vec<f64>,
    pub(crate) weights: Vec<f64>,
    pub(crate) totals: (f64, f64),
}
impl Weighted {
    pub(crate) fn of(c: &Contrast<'_>, values: ValuesAre) -> Result<Self, Undefined> {
        c.totals()?;
        let weights = c.reference.amounts.to_vec();
        let sums: Vec<f64> = match values {
            ValuesAre::Totals => c.amounts.amounts.to_vec(),
            ValuesAre::PerUnit => {
                let cells = c.amounts.amounts.iter().zip(&weights);
                cells.map(|(y, w)| y * w).collect()
            }
        };
        let mut cells = sums.iter().zip(&weights);
        if cells.any(|(x, w)| *x > 0.0 && *w == 0.0) {
            return Err(Undefined::OutsideReference);
        }
        let sum = mercatoria_numeric::sum::sum;
        let totals = (sum(&sums), sum(&weights));
        if totals.0 > 0.0 {
            Ok(Self {
                sums,
                weights,
                totals,
            })
        } else {
            Err(Undefined::Empty)
        }
    }
    /// Values of the units with a positive weight.
    pub(crate) fn per_unit(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        let cells = self.sums.iter().zip(&self.weights);
        cells
            .filter(|(_, w)| **w > 0.0)
            .map(|(x, w)| (x / w, *w / self.totals.1))
    }
}
