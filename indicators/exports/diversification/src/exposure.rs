//! Σ_d (x_cd/X_c) a_d: what a row is exposed to through its columns.
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::sum::compensated_sum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a column without a number does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unknown {
    /// A row that has trade there is undefined.
    #[default]
    Undefined,
    /// It is left out, and the shares of the others are rescaled.
    LeaveOut,
    /// It counts as 0.
    Zero,
}
/// Exposure of a row to a number of its columns: growth of demand, risk, distance in politics.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Exposure {
    /// The numeric attribute of the columns (`column_attributes.csv`).
    pub attribute: String,
    /// A column that has no number.
    pub unknown: Unknown,
}
impl Default for Exposure {
    fn default() -> Self {
        Self {
            attribute: "growth".into(),
            unknown: Unknown::Undefined,
        }
    }
}

impl Indicator for Exposure {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "diversification.exposure",
        title: "Exposure through partners or products",
        formula: "E_c = Σ_d (x_cd/X_c) a_d",
        form: Form::Column(Matrix::ROW),
        reading: "with growth of demand: by how much exports would change if shares stayed; with risk: the mean risk of the partners, weighted by exports",
        sources: &[
            "Bartik, T. J. (1991). Who Benefits from State and Local Economic Development Policies? Upjohn Institute.",
        ],
        example: Example::csv("row,column,value\nA,M,1\nA,N,3\n")
            .files(&[("column_attributes", "column,growth\nM,0.1\nN,-0.02\n")])
            .gives("A: 0.01"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let Some(numbers) = m.side(Matrix::COLUMN).numbers(&self.attribute) else {
            let mut out = Values::undefined(m.rows(), Undefined::Missing);
            let message = format!(
                "needs {}_attributes.csv with a numeric column {:?}",
                m.axis(Matrix::COLUMN).name,
                self.attribute
            );
            out.note("attribute_missing", message);
            return out;
        };
        (0..m.rows())
            .map(|r| exposure(m.row(r), numbers, self.unknown))
            .collect()
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![
            ScaleFree,
            Relabel,
            Holds(
                "exposure lies between the smallest and the largest number of the columns",
                Predicate(between),
            ),
        ]
    }
}
fn between(m: &Matrix, values: &Values) -> Result<bool, String> {
    let all: Vec<f64> = m
        .side(Matrix::COLUMN)
        .attributes
        .iter()
        .filter_map(|(_, attribute)| match attribute {
            Attribute::Numbers(numbers) => Some(numbers.clone()),
            Attribute::Texts(_) => None,
        })
        .flatten()
        .collect();
    let low = all.iter().copied().fold(f64::INFINITY, f64::min).min(0.0);
    let high = all
        .iter()
        .copied()
        .fold(f64::NEG_INFINITY, f64::max)
        .max(0.0);
    let slack = 1e-12 * low.abs().max(high.abs());
    let mut compared = false;
    for x in values.iter().filter_map(Value::point) {
        compared = true;
        if x < low - slack || x > high + slack {
            return Err(format!("{x} outside [{low}, {high}]"));
        }
    }
    Ok(compared)
}
/// The mean of numbers (NaN: none) weighted by amounts.
///
/// ```
/// use mercatoria_diversification::{Unknown, exposure};
/// assert_eq!(exposure(&[1.0, 3.0], &[4.0, 0.0], Unknown::Undefined), Ok(1.0));
/// assert_eq!(exposure(&[1.0, 3.0], &[4.0, f64::NAN], Unknown::LeaveOut), Ok(4.0));
/// ```
pub fn exposure(amounts: &[f64], numbers: &[f64], unknown: Unknown) -> Measure {
    let pairs = || amounts.iter().zip(numbers).filter(|(x, _)| **x > 0.0);
    if pairs().next().is_none() {
        return Err(Undefined::EmptyRow);
    }
    let missing = pairs().any(|(_, a)| a.is_nan());
    if missing && unknown == Unknown::Undefined {
        return Err(Undefined::Missing);
    }
    let known = || pairs().filter(|(_, a)| !a.is_nan());
    let total = match unknown {
        Unknown::Zero => compensated_sum(pairs().map(|(x, _)| *x)),
        _ => compensated_sum(known().map(|(x, _)| *x)),
    };
    if total > 0.0 {
        Ok(compensated_sum(known().map(|(x, a)| x * a)) / total)
    } else {
        Err(Undefined::Missing)
    }
}
