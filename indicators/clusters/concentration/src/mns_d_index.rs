//! D = Σ ŝ_r ln(ŝ_r / a_r) of plants against area, with its χ² test.
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_divergence::kullback_leibler;
use mercatoria_numeric::{distribution::chi_square, sum::sum};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Mori, Nishikimi and Smith's D index; the table counts plants.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MnsDIndex {
    /// Attribute of the rows with their area; empty: equal areas.
    pub attribute: String,
}
impl Default for MnsDIndex {
    fn default() -> Self {
        Self {
            attribute: "area".into(),
        }
    }
}

impl Indicator for MnsDIndex {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "concentration.mns_d_index",
        title: "D index of industrial localization (Mori, Nishikimi and Smith)",
        formula: "D = Σ_r ŝ_r ln(ŝ_r/a_r); 2 N D ~ χ² with R − 1 degrees of freedom if every plant falls by area",
        form: Form::Table(
            &[Matrix::COLUMN],
            &["D", "chi_square", "degrees_of_freedom", "p_value"],
        ),
        reading: "0: spread like area; −ln of the smallest area share: all there; the test is for large N",
        sources: &[
            "Mori, T., Nishikimi, K. and Smith, T. E. (2005). A divergence statistic for industrial localization. Review of Economics and Statistics 87(4).",
        ],
        example: Example::csv("row,column,value\nR1,I1,2\nR2,I1,0\n")
            .files(&[("row_attributes", "row,area\nR1,1\nR2,1\n")])
            .gives("I1, D: 0.693147180559945…; I1, degrees_of_freedom: 1"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let mut note = None;
        let areas = if self.attribute.is_empty() {
            vec![1.0; m.rows()]
        } else {
            match m.side(Matrix::ROW).numbers(&self.attribute) {
                Some(areas) if areas.iter().all(|a| a.is_finite() && *a >= 0.0) => areas.to_vec(),
                Some(_) => {
                    let message = format!("{:?} is missing or negative for a row", self.attribute);
                    return crate::distances::missing(4 * m.columns(), message);
                }
                None => {
                    note = Some(format!(
                        "row_attributes.csv has no numeric column {:?}: every row counts as the same area",
                        self.attribute
                    ));
                    vec![1.0; m.rows()]
                }
            }
        };
        let all = sum(&areas);
        let freedom = areas.iter().filter(|a| **a > 0.0).count() as f64 - 1.0;
        let mut out = Values::with_capacity(4 * m.columns());
        for (c, total) in m.column_totals().iter().enumerate() {
            let plants = m.column(c);
            let outside = plants
                .iter()
                .zip(&areas)
                .any(|(x, a)| *x > 0.0 && *a == 0.0);
            let why = if *total == 0.0 {
                Some(Undefined::EmptyColumn)
            } else if all == 0.0 {
                Some(Undefined::ReferenceEmpty)
            } else {
                outside.then_some(Undefined::OutsideReference)
            };
            if let Some(why) = why {
                (0..4).for_each(|_| out.push(Err(why)));
                continue;
            }
            let d = kullback_leibler(plants, &areas, (*total, all));
            let statistic = 2.0 * total * d;
            let counted = plants.iter().all(|x| x.fract() == 0.0);
            out.push(Ok(d));
            out.push(Ok(statistic));
            out.push(Ok(freedom));
            out.push(if freedom < 1.0 {
                Err(Undefined::OneRow)
            } else if counted {
                Ok(chi_square::survival(statistic, freedom))
            } else {
                Err(Undefined::OutOfDomain) // counts of plants only
            });
        }
        if let Some(message) = note {
            out.note("equal_areas", message);
        }
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![Relabel, Within(0.0, f64::MAX)]
    }
}
