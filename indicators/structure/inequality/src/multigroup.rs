//! Segregation of all groups at once: how far the mix of each unit is from the mix of the whole.
use crate::mutual_information::information;
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_divergence::locational_gini;
use mercatoria_diversity::{gini_simpson, shannon};
use mercatoria_numeric::sum::sum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which index; s = share of a group in a unit (row), p = share in the whole, t = row total, I = Σ p (1 − p).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MultigroupIndex {
    /// D = Σ t Σ |s − p| / (2 T I).
    Dissimilarity,
    /// G = ΣΣ t t' Σ |s − s'| / (2 T² I).
    Gini,
    /// H = Σ t (E − E_r) / (T E), entropies of the mix.
    #[default]
    Information,
    /// M = Σ t KL(s, p) / T, in nats: mutual information.
    Divergence,
    /// P = Σ t Σ (s − p)² / (1 − p) / T.
    NormalisedExposure,
    /// R = Σ t Σ (s − p)² / (T I).
    RelativeDiversity,
    /// C = Σ t Σ (s − p)² / (T p (I − 1)), I the number of groups.
    SquaredCv,
}
/// Multigroup segregation.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Multigroup {
    /// Which index.
    pub index: MultigroupIndex,
}

impl Indicator for Multigroup {
    type Input<'a> = Matrix;
    type Output = Measure;
    const CARD: Card = Card {
        id: "inequality.multigroup",
        title: "Multigroup segregation",
        formula: "rows are units, columns groups: H = Σ t (E − E_r)/(T E); M = Σ t KL(s, p)/T; D = Σ t Σ|s − p|/(2 T I); further indices under `index`; I = Σ p (1 − p)",
        reading: "0: every unit has the mix of the whole; 1 (all but M): no unit mixes groups",
        sources: &[
            "Reardon, S. F. and Firebaugh, G. (2002). Measures of multigroup segregation. Sociological Methodology 32.",
            "Theil, H. and Finizza, A. J. (1971). A note on the measurement of racial integration of schools. Journal of Mathematical Sociology 1.",
        ],
        peers: &[
            "PySAL segregation 2.5 gives NaN or a negative index where a unit or a group is empty; here empty ones drop out.",
        ],
        example: Example::csv("row,column,value\nR1,I1,3\nR1,I2,1\nR2,I1,1\nR2,I2,3\n")
            .params("{\"index\":\"dissimilarity\"}")
            .gives("0.5"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Measure {
        if m.total() == 0.0 {
            return Err(Undefined::Empty);
        }
        multigroup(m, self.index)
    }
    fn contributions(&self, m: &Matrix) -> Option<Values> {
        (self.index == MultigroupIndex::Divergence && m.total() > 0.0).then(|| {
            crate::mutual_information::terms(m)
                .into_iter()
                .map(Ok)
                .collect()
        })
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        let most = if self.index == MultigroupIndex::Divergence {
            f64::MAX
        } else {
            1.0
        };
        vec![
            ScaleFree,
            Relabel,
            Proportional(0.0),
            Within(0.0, most),
            MergingRowsLowers,
            SplittingRowsNeutral,
        ]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![
            ("pysal-segregation-2.5", Self::default()),
            ("elbersb-segregation-1.1", Self::default()),
        ]
    }
}

/// One multigroup index of a table of units × groups with a positive total.
///
/// # Errors
/// [`Undefined::ZeroDenominator`] where one group is all there is.
pub fn multigroup(m: &Matrix, index: MultigroupIndex) -> Measure {
    let (groups, total) = (m.column_totals(), m.total());
    let interaction = gini_simpson(groups, total);
    if interaction <= 0.0 || groups.iter().filter(|g| **g > 0.0).count() < 2 {
        return match index {
            MultigroupIndex::Divergence => Ok(0.0),
            _ => Err(Undefined::ZeroDenominator),
        };
    }
    // Σ over rows of t/T Σ over groups of `of(s, p)`.
    let over = |of: &dyn Fn(f64, f64) -> f64| {
        let rows = (0..m.rows()).zip(m.row_totals());
        let by_row: Vec<f64> = rows
            .filter(|(_, t)| **t > 0.0)
            .map(|(r, t)| {
                let mix = mercatoria_numeric::sum::sum_by2(m.row(r), groups, |x, g| {
                    if g > 0.0 { of(x / t, g / total) } else { 0.0 }
                });
                t / total * mix
            })
            .collect();
        sum(&by_row)
    };
    let square = |s: f64, p: f64| (s - p) * (s - p);
    let value = match index {
        MultigroupIndex::Dissimilarity => over(&|s, p| (s - p).abs()) / (2.0 * interaction),
        MultigroupIndex::Gini => {
            // Of each group against all, weighted by p: the mean difference of its shares.
            let by_group: Vec<f64> = (0..m.columns())
                .filter(|c| groups[*c] > 0.0)
                .map(|c| {
                    let totals = (groups[c], total);
                    groups[c] / total * locational_gini(m.column(c), m.row_totals(), totals)
                })
                .collect();
            sum(&by_group) / interaction
        }
        MultigroupIndex::Information => information(m) / shannon(groups, total),
        MultigroupIndex::Divergence => return Ok(information(m)),
        MultigroupIndex::NormalisedExposure => over(&|s, p| square(s, p) / (1.0 - p)),
        MultigroupIndex::RelativeDiversity => over(&square) / interaction,
        MultigroupIndex::SquaredCv => {
            let count = groups.iter().filter(|g| **g > 0.0).count() as f64;
            over(&|s, p| square(s, p) / p) / (count - 1.0)
        }
    };
    Ok(value.clamp(0.0, 1.0))
}
