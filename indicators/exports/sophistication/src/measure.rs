//! A measure of countries, taken from the attributes of the rows.
use mercatoria_advantage::attribute;
use mercatoria_core::{Matrix, Undefined, Values};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Words for income a head.
const INCOME: &[&str] = &["gdp_pc", "gdp_per_capita", "gdp_per_head", "gdp", "income"];

/// What happens to countries without the measure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Without {
    /// They are left out of the average, and a note names them.
    #[default]
    Dropped,
    /// A product that one of them exports has no value.
    Undefined,
}

/// The measure of each row; NaN where it is not given.
///
/// # Errors
/// [`Undefined::Missing`] where there is no such attribute.
pub fn measure<'m>(m: &'m Matrix, name: &str) -> Result<&'m [f64], Undefined> {
    attribute(m.side(Matrix::ROW), name, INCOME).ok_or(Undefined::Missing)
}
/// All cells say that the attribute is not given.
pub(crate) fn missing(name: &str, cells: usize) -> Values {
    let mut out = Values::undefined(cells, Undefined::Missing);
    out.note(
        "attribute_missing",
        format!("needs the attribute {name:?} of the rows"),
    );
    out
}
/// Names the exporters without the measure.
pub(crate) fn remark(m: &Matrix, of: &[f64], out: &mut Values) {
    let left: Vec<&str> = (0..m.rows())
        .filter(|r| of[*r].is_nan() && m.row_totals()[*r] > 0.0)
        .map(|r| m.axis(Matrix::ROW).label(r))
        .collect();
    if !left.is_empty() {
        let more = left.len().saturating_sub(8);
        let rest = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        out.note(
            "left_out",
            format!(
                "without the measure: {}{rest}",
                left[..left.len() - more].join(", ")
            ),
        );
    }
}

/// Σ_c w_c y_c / Σ_c w_c over the countries with a measure; `None` without any weight.
pub fn weighted_mean(weights: impl Iterator<Item = (f64, f64)>) -> Option<f64> {
    let known: Vec<(f64, f64)> = weights.filter(|(w, y)| *w > 0.0 && !y.is_nan()).collect();
    let weight = mercatoria_numeric::sum::sum(&known.iter().map(|(w, _)| *w).collect::<Vec<_>>());
    let sum = mercatoria_numeric::sum::sum(&known.iter().map(|(w, y)| w * y).collect::<Vec<_>>());
    (weight > 0.0).then(|| sum / weight)
}
