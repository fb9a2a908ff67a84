//! What the complexity units share: the solved table, the scales of the index, and what is said beside it.
use crate::{Ill, SignRule, Spectral, spectral};
use mercatoria_advantage::{Rule, presence};
use mercatoria_core::{Axis, Matrix, Measure, Undefined, Values};
use mercatoria_numeric::{elementary::sqrt, sum::sum};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Scale of a country index.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// Mean 0 and standard deviation 1 over the rows in play.
    #[default]
    ZScore,
    /// The eigenvector with Σ k_c x_c² = 1.
    Raw,
    /// Divided by its sum, as EconGeo does.
    Sum,
    /// From 0 to 100.
    MinMax,
}
/// Scale of a product index.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProductScale {
    /// (PCI − mean ECI) / sd ECI: the z-scored country index is then the mean of its products.
    #[default]
    Harvard,
    /// Mean 0 and standard deviation 1 over the products in play.
    OwnZ,
    /// The vector U⁻¹Mᵀx / λ₂ that belongs to the country vector with Σ k_c x_c² = 1.
    Raw,
    /// The same over the standard deviation of the country vector, not centred.
    OverSd,
    /// Divided by its sum, as EconGeo does.
    Sum,
}
/// How the complexity eigenproblem is solved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Solver {
    /// The second eigenvector itself.
    #[default]
    Eigenvector,
    /// A finite iterate of the method of reflections: as some packages do, not converged.
    Reflections,
}
mercatoria_core::bounded! {
    /// Degrees of freedom that a variance leaves: 0 or 1.
    Ddof(u32): 0 => 1, {"type": "integer", "minimum": 0, "maximum": 1};
}
impl Default for Ddof {
    fn default() -> Self {
        Self::new(0)
    }
}

/// The solved eigenproblem of a table under a rule, kept with the table.
pub fn solved(m: &Matrix, rule: &Rule, sign: SignRule) -> Arc<Result<Spectral, Ill>> {
    m.derived(&format!("spectral {rule:?} {sign:?}"), |m| {
        spectral(&presence(m, rule)?.bits, sign)
    })
}

/// Mean and standard deviation of what is not NaN.
///
/// # Errors
/// [`Undefined::ZeroVariance`] where all are equal, [`Undefined::TooFew`] where there are not enough.
pub fn centre(xs: &[f64], ddof: Ddof) -> Result<(f64, f64), Undefined> {
    let known: Vec<f64> = xs.iter().copied().filter(|x| !x.is_nan()).collect();
    let n = known.len() as f64 - f64::from(ddof.get());
    if n <= 0.0 {
        return Err(Undefined::TooFew);
    }
    let mean = sum(&known) / known.len() as f64;
    let squares: Vec<f64> = known.iter().map(|x| (x - mean) * (x - mean)).collect();
    let sd = sqrt(sum(&squares) / n);
    if sd > 1e-14 * mean.abs() && sd > 0.0 {
        Ok((mean, sd))
    } else {
        Err(Undefined::ZeroVariance)
    }
}

/// A country vector on a scale; what is NaN stays so.
///
/// # Errors
/// As [`centre`]; [`Undefined::ZeroDenominator`] where the sum is zero.
pub fn scaled(xs: &[f64], scale: Scale, ddof: Ddof) -> Result<Vec<f64>, Undefined> {
    let known = || xs.iter().copied().filter(|x| !x.is_nan());
    let (shift, size, times) = match scale {
        Scale::Raw => (0.0, 1.0, 1.0),
        Scale::ZScore => {
            let (mean, sd) = centre(xs, ddof)?;
            (mean, sd, 1.0)
        }
        Scale::Sum => (0.0, total(known())?, 1.0),
        Scale::MinMax => {
            let (low, high) = known().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), x| {
                (a.min(x), b.max(x))
            });
            if low >= high {
                return Err(Undefined::ZeroRange);
            }
            (low, high - low, 100.0)
        }
    };
    Ok(xs.iter().map(|x| (x - shift) / size * times).collect())
}
/// The product vector of a solved table on a scale.
///
/// # Errors
/// As [`scaled`].
pub fn scaled_products(
    s: &Spectral,
    scale: ProductScale,
    ddof: Ddof,
) -> Result<Vec<f64>, Undefined> {
    let (shift, size) = match scale {
        ProductScale::Harvard => centre(&s.rows, ddof)?,
        ProductScale::OwnZ => centre(&s.columns, ddof)?,
        ProductScale::Raw => (0.0, 1.0),
        ProductScale::OverSd => (0.0, centre(&s.rows, ddof)?.1),
        ProductScale::Sum => (
            0.0,
            total(s.columns.iter().copied().filter(|x| !x.is_nan()))?,
        ),
    };
    Ok(s.columns.iter().map(|x| (x - shift) / size).collect())
}
/// A sum that can be divided by: not rounding of 0.
fn total(xs: impl Iterator<Item = f64>) -> Measure {
    let (sum, size) = xs.fold((0.0, 0.0), |(sum, size): (f64, f64), x: f64| {
        (sum + x, size + x.abs())
    });
    if sum.abs() > 1e-13 * size {
        Ok(sum)
    } else {
        Err(Undefined::ZeroDenominator)
    }
}

/// A vector as values: what is NaN was left out of the table.
pub fn cells(xs: &[f64], left_out: Undefined) -> Values {
    xs.iter()
        .map(|x| if x.is_nan() { Err(left_out) } else { Ok(*x) })
        .collect()
}

/// The first labels at these places, and how many more there are.
pub fn listed(axis: &Axis, places: &[usize]) -> String {
    let labels: Vec<&str> = places.iter().take(8).map(|i| axis.label(*i)).collect();
    let more = places.len().saturating_sub(8);
    format!(
        "{}{}",
        labels.join(", "),
        if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        }
    )
}

/// Relative distance λ₂ − λ₃ below which the order of the index is worth a warning.
const NARROW: f64 = 0.05;

/// Says beside the values what a reader must know of a solved table.
pub fn remarks(s: &Spectral, m: &Matrix, out: &mut Values) {
    let rows = m.axis(Matrix::ROW);
    if !s.left_out.is_empty() {
        out.note(
            "left_out",
            format!(
                "without any presence, so left out: {}",
                listed(rows, &s.left_out)
            ),
        );
    }
    if s.sign_open {
        out.note("sign_open", "the sign rule has nothing to go by; the other one (diversity, average ubiquity) decides");
    }
    if let (Some(gap), Some(next)) = (s.gap(), s.next)
        && gap < NARROW
    {
        out.note(
                "narrow_gap",
                format!("λ₂ = {:.6} and λ₃ = {next:.6} are within {:.2} %: small changes of the data can turn the order", s.value, 100.0 * gap),
            );
    }
}

/// The same on one axis, where empty rows or columns have a reason of their own.
pub fn refused_on(ill: &Ill, m: &Matrix, axis: usize) -> Values {
    let (totals, empty) = if axis == Matrix::ROW {
        (m.row_totals(), Undefined::EmptyRow)
    } else {
        (m.column_totals(), Undefined::EmptyColumn)
    };
    let all = refused(ill, m, totals.len());
    if m.total() == 0.0 {
        return all;
    }
    let mut out: Values = totals
        .iter()
        .map(|x| Err(if *x == 0.0 { empty } else { ill.why }))
        .collect();
    for note in all.notes() {
        out.note(note.code, note.message.clone());
    }
    out
}

/// The same reason everywhere, with its particulars.
pub fn refused(ill: &Ill, m: &Matrix, cells: usize) -> Values {
    let mut out = Values::undefined(cells, ill.why);
    match ill.why {
        Undefined::Disconnected => {
            let parts: Vec<String> = ill
                .components
                .iter()
                .take(4)
                .map(|part| format!("[{}]", listed(m.axis(Matrix::ROW), part)))
                .collect();
            let message = format!(
                "λ₂ = 1: the table falls into {} parts that share no product: {}",
                ill.components.len(),
                parts.join(", ")
            );
            out.note("disconnected", message);
        }
        Undefined::Degenerate => out.note(
            "degenerate",
            "λ₂ = λ₃: the index is not determined by this table",
        ),
        Undefined::Tied => out.note(
            "sign_open",
            "neither diversity nor average ubiquity tells which end of the index is complex",
        ),
        Undefined::Constant => out.note("constant", "λ₂ = 0: all baskets are alike"),
        Undefined::Missing => out.note(
            "attribute_missing",
            "needs the population of each row with exports",
        ),
        Undefined::ReferenceEmpty => out.note(
            "reference_missing",
            "needs the table of the world, `reference`",
        ),
        _ => {}
    }
    out
}
