//! M = ΣΣ (x/X) ln (x X / (X_r X_i)); H = M / E, E the entropy of the columns.
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_diversity::shannon;
use mercatoria_numeric::{elementary::ln, sum::sum};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Mutual information of rows and columns.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MutualInformation {
    /// Base of the logarithm; H does not depend on it.
    pub base: LogBase,
}

impl Indicator for MutualInformation {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "inequality.mutual_information",
        title: "Mutual information of regions and industries",
        formula: "M = Σ Σ (x/X) ln (x X / (X_r X_i)) = Σ p_r KL_r = Σ p_i KL_i; H = M/E, E = −Σ p_i ln p_i",
        form: Form::Table(&[], &["M", "H"]),
        reading: "0: every region has the mix of the whole; H = 1: no region mixes industries",
        sources: &[
            "Theil, H. (1972). Statistical Decomposition Analysis. North-Holland.",
            "Mora, R. and Ruiz-Castillo, J. (2011). Entropy-based segregation indices. Sociological Methodology 41.",
        ],
        peers: &[
            "elbersb-segregation 1.1 (mutual_total) and PySAL segregation 2.5 (MultiInformationTheory, MultiDivergence) agree to the last digits.",
        ],
        example: Example::csv("row,column,value\nR1,I1,1\nR1,I2,0\nR2,I1,0\nR2,I2,1\n")
            .gives("M: 0.693147180559945…; H: 1"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        if m.total() == 0.0 {
            return Values::undefined(2, Undefined::Empty);
        }
        let (information, entropy) = (information(m), shannon(m.column_totals(), m.total()));
        let share = if entropy > 0.0 {
            Ok((information / entropy).min(1.0))
        } else {
            Err(Undefined::ZeroDenominator)
        };
        [Ok(information * self.base.per_nat()), share]
            .into_iter()
            .collect()
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![
            ScaleFree,
            Relabel,
            Proportional(0.0),
            MergingRowsLowers,
            SplittingRowsNeutral,
            Holds(
                "M is the weighted mean of the divergences of the columns, as it is of those of the rows",
                Predicate(by_columns),
            ),
        ]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        let nats = || Self { base: LogBase::E };
        vec![
            ("elbersb-segregation-1.1", nats()),
            ("pysal-segregation-2.5", nats()),
        ]
    }
}
fn by_columns(m: &Matrix, values: &Values) -> Compared {
    let Some(found) = values.get(0).point() else {
        return Ok(false);
    };
    let columns: f64 = (0..m.columns())
        .zip(m.column_totals())
        .filter(|(_, t)| **t > 0.0)
        .map(|(c, t)| {
            let totals = (*t, m.total());
            let kl = mercatoria_divergence::kullback_leibler(m.column(c), m.row_totals(), totals);
            t / m.total() * kl
        })
        .sum();
    // The base is not known here: nats, bits or decimal digits.
    let ratio = [1.0, LogBase::Two.per_nat(), LogBase::Ten.per_nat()];
    if ratio
        .iter()
        .any(|per| (columns * per - found).abs() < 1e-12)
    {
        Ok(true)
    } else {
        Err(format!("{found} by rows, {columns} nats by columns"))
    }
}

/// What each cell adds to the mutual information, in nats.
pub(crate) fn terms(m: &Matrix) -> Vec<f64> {
    let total = m.total();
    let mut out = Vec::with_capacity(m.values().len());
    for (r, of_row) in m.row_totals().iter().enumerate() {
        for (x, of_column) in m.row(r).iter().zip(m.column_totals()) {
            out.push(if *x > 0.0 {
                x / total * ln((x / of_row) / (of_column / total))
            } else {
                0.0
            });
        }
    }
    out
}
/// Mutual information of a table with a positive total, in nats.
///
/// ```
/// use mercatoria_core::{Axis, Matrix};
/// let axes = [Axis::numbered("row", "R", 2), Axis::numbered("column", "C", 2)];
/// let m = Matrix::new(axes, vec![1.0, 0.0, 0.0, 1.0]).unwrap();
/// assert!((mercatoria_inequality::information(&m) - std::f64::consts::LN_2).abs() < 1e-15);
/// ```
pub fn information(m: &Matrix) -> f64 {
    let total = m.total();
    let rows = (0..m.rows()).zip(m.row_totals()).filter(|(_, t)| **t > 0.0);
    let by_row: Vec<f64> = rows
        .map(|(r, t)| {
            let totals = (*t, total);
            let kl = mercatoria_divergence::kullback_leibler(m.row(r), m.column_totals(), totals);
            t / total * kl
        })
        .collect();
    sum(&by_row)
}
