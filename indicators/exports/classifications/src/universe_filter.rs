//! A table of the countries and products that are large enough to be compared.
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Cells of countries and products above thresholds.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct UniverseFilter {
    /// Least population of a row (`row_attributes.csv`, column `population`); not checked where there is none.
    pub population: Amount,
    /// Least total of a row, in the unit of the data.
    pub row_total: Amount,
    /// Least total of a column, in the unit of the data.
    pub column_total: Amount,
}
impl Default for UniverseFilter {
    /// The Atlas of Economic Complexity, in dollars.
    fn default() -> Self {
        Self {
            population: Amount::new(1e6),
            row_total: Amount::new(1e9),
            column_total: Amount::new(1e7),
        }
    }
}

impl Indicator for UniverseFilter {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "classifications.universe_filter",
        title: "Countries and products large enough to compare",
        formula: "x_rc where population_r ≥ P, X_r ≥ R, X_c ≥ C (totals before filtering)",
        form: Form::Grid(Matrix::ROW, Matrix::COLUMN),
        reading: "the amounts of the cells that stay; the others do not apply",
        sources: &[
            "Hausmann, R., Hidalgo, C. A. et al. (2014). The Atlas of Economic Complexity. MIT Press.",
        ],
        peers: &[
            "The thresholds of the published Atlas (a million people, a billion dollars of exports, ten million of world trade in a product) are quoted from its notes, not checked against its code.",
        ],
        example: Example::csv("row,column,value\nA,p,9\nA,q,1\nB,p,1\n")
            .params("{\"row_total\":5,\"column_total\":2}")
            .gives("A,p: 9; A,q: not_applicable; B,p: not_applicable"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let population = m.side(Matrix::ROW).numbers("population");
        let rows: Vec<bool> = (0..m.rows())
            .map(|r| {
                let large = population.is_none_or(|p| p[r] >= self.population.get());
                large && m.row_totals()[r] >= self.row_total.get()
            })
            .collect();
        let columns = m
            .column_totals()
            .iter()
            .map(|x| *x >= self.column_total.get());
        let columns: Vec<bool> = columns.collect();
        let mut out = Values::with_capacity(m.values().len());
        for (r, row) in rows.iter().enumerate() {
            for (x, column) in m.row(r).iter().zip(&columns) {
                out.push(if *row && *column {
                    Ok(*x)
                } else {
                    Err(Undefined::NotApplicable)
                });
            }
        }
        let kept = |all: &[bool]| all.iter().filter(|is| **is).count();
        out.note(
            "filtered",
            format!(
                "{} of {} rows and {} of {} columns stay{}",
                kept(&rows),
                rows.len(),
                kept(&columns),
                columns.len(),
                if population.is_none() {
                    "; population not checked, there is no row_attributes.csv with it"
                } else {
                    ""
                }
            ),
        );
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        if self.row_total.get() == 0.0 && self.column_total.get() == 0.0 {
            vec![Homogeneous, Relabel]
        } else {
            vec![]
        }
    }
}
