//! Weights from pairwise comparisons.
use crate::shares;
use mercatoria_core::{RelationLaw::*, *};
use mercatoria_numeric::elementary::{exp, ln};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How comparisons become weights.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Prioritisation {
    /// The eigenvector of the largest eigenvalue.
    #[default]
    Eigenvector,
    /// The geometric mean of each row.
    GeometricMean,
}
/// Analytic hierarchy process.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Ahp {
    /// How comparisons become weights.
    pub method: Prioritisation,
}

impl Indicator for Ahp {
    type Input<'a> = Relation;
    type Output = Values;
    const CARD: Card = Card {
        id: "weighting.ahp",
        title: "Analytic hierarchy process",
        formula: "A w = λ w, a_ij how many times i is more important than j; or w_i ∝ (Π_j a_ij)^(1/n)",
        form: Form::Column(0),
        reading: "share of the criterion in the whole; see the consistency ratio",
        sources: &["Saaty, T. L. (1980). The analytic hierarchy process. McGraw-Hill."],
        peers: &[
            "A comparison that is given in one direction only is completed by its reciprocal; one given twice is taken as given.",
        ],
        example: Example::csv("from,to,value\nx,y,3\n").gives("x: 0.75; y: 0.25"),
        ..Card::BLANK
    };
    fn compute(&self, relation: &Relation) -> Values {
        let n = relation.axis.len();
        match comparisons(relation).and_then(|matrix| ahp(&matrix, n, self.method)) {
            Ok((weights, _)) => weights.into_iter().map(Ok).collect(),
            Err(why) => Values::undefined(n, why),
        }
    }
    fn laws(&self) -> Vec<RelationLaw> {
        vec![Relabel, SumsTo(1.0)]
    }
}

/// The full matrix of comparisons: 1 on the diagonal, reciprocals where one direction is given.
pub(crate) fn comparisons(relation: &Relation) -> Result<Vec<f64>, Undefined> {
    let n = relation.axis.len();
    let given = |i, j| relation.get(i, j).filter(|a| *a != 0.0);
    let mut matrix = vec![1.0; n * n];
    for i in 0..n {
        for j in (0..n).filter(|j| *j != i) {
            let a = match (given(i, j), given(j, i)) {
                (Some(a), _) => a,
                (None, Some(b)) => 1.0 / b,
                (None, None) => return Err(Undefined::Missing),
            };
            if a <= 0.0 {
                return Err(Undefined::OutOfDomain);
            }
            matrix[i * n + j] = a;
        }
    }
    Ok(matrix)
}

/// Weights and largest eigenvalue of a positive matrix of comparisons.
///
/// ```
/// use mercatoria_weighting::{Prioritisation, ahp};
/// let (weights, largest) = ahp(&[1.0, 3.0, 1.0 / 3.0, 1.0], 2, Prioritisation::Eigenvector).unwrap();
/// assert!((weights[0] - 0.75).abs() < 1e-15 && (largest - 2.0).abs() < 1e-14);
/// ```
pub fn ahp(matrix: &[f64], n: usize, method: Prioritisation) -> Result<(Vec<f64>, f64), Undefined> {
    let logs = |i: usize| {
        matrix[i * n..(i + 1) * n]
            .iter()
            .map(|a| ln(*a))
            .sum::<f64>()
    };
    let mut weights = shares((0..n).map(|i| exp(logs(i) / n as f64)).collect())?;
    let product = |w: &[f64]| -> Vec<f64> {
        (0..n)
            .map(|i| {
                let row = &matrix[i * n..(i + 1) * n];
                row.iter().zip(w).map(|(a, w)| a * w).sum()
            })
            .collect()
    };
    if method == Prioritisation::Eigenvector {
        let mut done = false;
        for _ in 0..10_000 {
            let next = shares(product(&weights))?;
            let moved = next
                .iter()
                .zip(&weights)
                .map(|(a, b)| (a - b).abs() / a)
                .fold(0.0, f64::max);
            weights = next;
            if moved < 1e-15 {
                done = true;
                break;
            }
        }
        if !done && n > 2 {
            // Rounding may keep the last bit moving; the vector stands all the same.
            weights = shares(product(&weights))?;
        }
    }
    let largest = product(&weights)
        .iter()
        .zip(&weights)
        .map(|(a, w)| a / w)
        .sum::<f64>()
        / n as f64;
    Ok((weights, largest))
}
