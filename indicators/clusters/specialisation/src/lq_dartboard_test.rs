//! Is a location quotient other than 1, if each unit of the industry chose its region by lot?
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::{distribution::binomial, order};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which deviations count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Alternative {
    /// LQ ≠ 1: twice the smaller tail, at most 1.
    #[default]
    TwoSided,
    /// LQ > 1.
    Greater,
    /// LQ < 1.
    Less,
}
/// Dartboard test of location quotients.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LqDartboardTest {
    /// Which deviations count.
    pub alternative: Alternative,
}

impl Indicator for LqDartboardTest {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "specialisation.lq_dartboard_test",
        title: "Dartboard test of location quotients",
        formula: "x_ri ~ Binomial(X_i, X_r/X) under the null LQ = 1; p by its tails, exact; adjusted by Benjamini and Hochberg over all cells",
        form: Form::Table(
            &[Matrix::ROW, Matrix::COLUMN],
            &["lq", "p_value", "p_adjusted"],
        ),
        reading: "amounts are counts of independent units (plants rather than jobs); a small adjusted p: the quotient is not chance, with this share of false findings expected among all that small",
        sources: &[
            "Guimarães, P., Figueiredo, O. and Woodward, D. (2009). Dartboard tests for the location quotient. Regional Science and Urban Economics 39(3).",
            "Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the Royal Statistical Society B 57(1).",
        ],
        example: Example::csv("row,column,value\nR1,I1,2\nR1,I2,0\nR2,I1,0\nR2,I2,2\n")
            .gives("R1, I1, lq: 2; R1, I1, p_value: 0.5; R1, I1, p_adjusted: 0.5"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let total = m.total();
        let mut cells: Vec<(Measure, Measure)> = Vec::with_capacity(m.values().len());
        for (r, of_row) in m.row_totals().iter().enumerate() {
            for (c, x) in m.row(r).iter().enumerate() {
                let of_column = m.column_totals()[c];
                cells.push(if *of_row == 0.0 {
                    (Err(Undefined::EmptyRow), Err(Undefined::EmptyRow))
                } else if of_column == 0.0 {
                    (Err(Undefined::EmptyColumn), Err(Undefined::EmptyColumn))
                } else {
                    let quotient = x / of_row / (of_column / total);
                    let p = self.p_value(*x, of_column, of_row / total);
                    (Ok(quotient), p)
                });
            }
        }
        let p: Vec<f64> = cells.iter().filter_map(|(_, p)| p.ok()).collect();
        let mut adjusted = benjamini_hochberg(&p).into_iter();
        let mut out = Values::with_capacity(3 * cells.len());
        for (quotient, p) in cells {
            out.push(quotient);
            out.push(p);
            out.push(p.and_then(|_| adjusted.next().ok_or(Undefined::Defect)));
        }
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![
            Relabel,
            Within(0.0, f64::MAX),
            Holds(
                "p-values lie within [0, 1], and adjustment never lowers one",
                Predicate(ordered),
            ),
        ]
    }
}
fn ordered(_: &Matrix, values: &Values) -> Compared {
    let points: Vec<Option<f64>> = values.iter().map(Value::point).collect();
    let mut compared = false;
    for cell in points.chunks(3) {
        if let [_, Some(p), Some(adjusted)] = cell {
            compared = true;
            if !(*p >= 0.0 && p <= adjusted && *adjusted <= 1.0) {
                return Err(format!("p {p}, adjusted {adjusted}"));
            }
        }
    }
    Ok(compared)
}
impl LqDartboardTest {
    fn p_value(&self, x: f64, of_column: f64, p: f64) -> Measure {
        if x.fract() != 0.0 || of_column.fract() != 0.0 || of_column > 9e15 {
            return Err(Undefined::OutOfDomain); // counts only
        }
        let (k, n) = (x as u64, of_column as u64);
        let at_most = binomial::cdf(k, n, p);
        let at_least = if k == 0 {
            1.0
        } else {
            binomial::survival(k - 1, n, p)
        };
        Ok(match self.alternative {
            Alternative::TwoSided => (2.0 * at_most.min(at_least)).min(1.0),
            Alternative::Greater => at_least.min(1.0),
            Alternative::Less => at_most.min(1.0),
        })
    }
}

/// p-values adjusted by Benjamini and Hochberg, in their order.
///
/// ```
/// let adjusted = mercatoria_specialisation::benjamini_hochberg(&[0.01, 0.04, 0.03]);
/// assert_eq!(adjusted, [0.03, 0.04, 0.04]);
/// ```
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let mut adjusted = vec![0.0; p.len()];
    let (n, mut least) = (p.len() as f64, 1.0f64);
    for (rank, at) in order::argsort(p).into_iter().enumerate().rev() {
        least = least.min(p[at as usize] * (n / (rank + 1) as f64));
        adjusted[at as usize] = least.max(p[at as usize]);
    }
    adjusted
}
