//! How a measure of concentration changes when one region is left out.
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_divergence::{krugman, kullback_leibler, locational_gini};
use mercatoria_diversity::herfindahl;
use mercatoria_numeric::sum::sum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which measure of concentration; against all activity unless it needs no reference.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Concentration {
    /// Locational Gini, 0 to 1.
    #[default]
    Gini,
    /// Σ |s − p|.
    Krugman,
    /// ½ Σ |s − p|.
    Hoover,
    /// Σ s ln(s/p).
    Theil,
    /// Σ s².
    Herfindahl,
}
impl Concentration {
    /// Of the amounts against a reference; both totals are positive, and the reference is wherever the amounts are.
    pub(crate) fn of(self, amounts: &[f64], reference: &[f64], totals: (f64, f64)) -> f64 {
        match self {
            Concentration::Gini => locational_gini(amounts, reference, totals),
            Concentration::Krugman => krugman(amounts, reference, totals),
            Concentration::Hoover => krugman(amounts, reference, totals) / 2.0,
            Concentration::Theil => kullback_leibler(amounts, reference, totals),
            Concentration::Herfindahl => herfindahl(amounts, totals.0),
        }
    }
}
/// Influence of each region on the concentration of each industry.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RegionInfluence {
    /// Which measure.
    pub measure: Concentration,
}

impl Indicator for RegionInfluence {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "concentration.region_influence",
        title: "Influence of a region on concentration",
        formula: "influence = C_i − C_i without region r",
        form: Form::Table(&[Matrix::ROW, Matrix::COLUMN], &["without", "influence"]),
        reading: "above 0: the industry is more concentrated because of this region",
        sources: &[
            "Efron, B. (1982). The Jackknife, the Bootstrap and Other Resampling Plans. SIAM.",
        ],
        example: Example::csv(
            "row,column,value\nR1,I1,2\nR1,I2,1\nR2,I1,1\nR2,I2,1\nR3,I1,1\nR3,I2,1\n",
        )
        .params("{\"measure\":\"herfindahl\"}")
        .gives("R1, I1, without: 0.5; R1, I1, influence: -0.125"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let (rows, columns) = (m.rows(), m.columns());
        let mut by_column: Vec<Vec<(Measure, Measure)>> = Vec::with_capacity(columns);
        for c in 0..columns {
            let total = m.column_totals()[c];
            let whole = if total > 0.0 {
                Ok(self
                    .measure
                    .of(m.column(c), m.row_totals(), (total, m.total())))
            } else {
                Err(Undefined::EmptyColumn)
            };
            let without = |r: usize| -> Measure {
                whole?;
                let but = |of: &[f64]| [&of[..r], &of[r + 1..]].concat();
                let (amounts, reference) = (but(m.column(c)), but(m.row_totals()));
                let totals = (sum(&amounts), sum(&reference));
                if totals.0 > 0.0 {
                    Ok(self.measure.of(&amounts, &reference, totals))
                } else {
                    Err(Undefined::OneRow)
                }
            };
            by_column.push(
                (0..rows)
                    .map(|r| {
                        let left = without(r);
                        (left, whole.and_then(|all| left.map(|left| all - left)))
                    })
                    .collect(),
            );
        }
        let mut out = Values::with_capacity(2 * rows * columns);
        for r in 0..rows {
            for column in &by_column {
                out.push(column[r].0);
                out.push(column[r].1);
            }
        }
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![ScaleFree, Relabel]
    }
}
