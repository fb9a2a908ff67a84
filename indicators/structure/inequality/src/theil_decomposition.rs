//! GE = between + within over groups of the rows.
use crate::groups;
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_divergence::generalized_divergence;
use mercatoria_numeric::{elementary::powf, sum::sum};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Theil's index (or generalised entropy of another order) of each column, between and within groups of the rows.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TheilDecomposition {
    /// Order: 1 is Theil's T, 0 Theil's L.
    pub alpha: Finite,
    /// Attribute of the rows with their group; without it the coarsest level of the rows' tree.
    pub group: String,
    /// Attribute of the rows with their weight, by which the values are multiplied; empty: every row counts once.
    pub weight: String,
}
impl Default for TheilDecomposition {
    fn default() -> Self {
        Self {
            alpha: Finite::new(1.0),
            group: "group".into(),
            weight: String::new(),
        }
    }
}

impl Indicator for TheilDecomposition {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "inequality.theil_decomposition",
        title: "Theil's index between and within groups",
        formula: "T = Σ_g S_g ln(S_g/P_g) + Σ_g S_g T_g; order α: weights S_g^α P_g^(1−α)",
        form: Form::Parts(&[Matrix::COLUMN], &["total", "between", "within"]),
        reading: "between: what would be left if all rows of a group had its mean; within: the rest, by its own formula",
        sources: &[
            "Theil, H. (1967). Economics and Information Theory. North-Holland.",
            "Shorrocks, A. F. (1980). The class of additively decomposable inequality measures. Econometrica 48(3).",
        ],
        peers: &[
            "PySAL inequality before 1.1.2 gave a negative within part where a value is zero (0 · ln 0); it is never below 0 here.",
        ],
        example: Example::csv("row,column,value\na,2000,1\nb,2000,1\nc,2000,3\nd,2000,3\n")
            .files(&[(
                "row_attributes",
                "row,group,weight\na,n,1\nb,n,2\nc,s,1\nd,s,3\n",
            )])
            .gives("2000, total: 0.130812035941137…; 2000, within: 0"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let all = 3 * m.columns();
        let found = groups::of(m, Matrix::ROW, &self.group).and_then(|groups| {
            let weights = weights(m, Matrix::ROW, &self.weight)?;
            Ok((groups, weights))
        });
        let ((group_of, count), weights) = match found {
            Ok(found) => found,
            Err(message) => {
                let mut out = Values::undefined(all, Undefined::Missing);
                out.note("side_missing", message);
                return out;
            }
        };
        let mut out = Values::with_capacity(all);
        for c in 0..m.columns() {
            let amounts: Vec<f64> = m
                .column(c)
                .iter()
                .zip(&weights)
                .map(|(y, w)| y * w)
                .collect();
            match decomposed(&amounts, &weights, &group_of, count, self.alpha.get()) {
                Ok((between, within)) => {
                    [between + within, between, within]
                        .into_iter()
                        .for_each(|x| out.push(Ok(x)));
                }
                Err(why) => (0..3).for_each(|_| out.push(Err(why))),
            }
        }
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![ScaleFree, Relabel, Within(0.0, f64::MAX)]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("pysal-inequality-1.1", Self::default())]
    }
}

/// Weights of the labels of an axis by their attribute; ones without a name.
pub(crate) fn weights(m: &Matrix, axis: usize, attribute: &str) -> Result<Vec<f64>, String> {
    let labels = m.axis(axis);
    if attribute.is_empty() {
        return Ok(vec![1.0; labels.len()]);
    }
    let name = &labels.name;
    let numbers = m
        .side(axis)
        .numbers(attribute)
        .ok_or_else(|| format!("{name}_attributes.csv has no numeric column {attribute:?}"))?;
    if numbers.iter().all(|w| w.is_finite() && *w >= 0.0) {
        Ok(numbers.to_vec())
    } else {
        Err(format!("{attribute:?} is missing or negative for a {name}"))
    }
}

/// Between and within groups, of sums by unit and their weights.
///
/// # Errors
/// [`Undefined::Empty`] where all amounts or all weights are 0, and those of [`generalized_divergence`].
///
/// ```
/// let (between, within) =
///     mercatoria_inequality::decomposed(&[1.0, 1.0, 3.0, 3.0], &[1.0; 4], &[0, 0, 1, 1], 2, 2.0).unwrap();
/// assert_eq!((between, within), (0.125, 0.0));
/// ```
pub fn decomposed(
    amounts: &[f64],
    weights: &[f64],
    group_of: &[u32],
    groups: usize,
    alpha: f64,
) -> Result<(f64, f64), Undefined> {
    let mut members: Vec<(Vec<f64>, Vec<f64>)> = vec![Default::default(); groups];
    for ((x, w), g) in amounts.iter().zip(weights).zip(group_of) {
        members[*g as usize].0.push(*x);
        members[*g as usize].1.push(*w);
    }
    let sums: Vec<f64> = members.iter().map(|(x, _)| sum(x)).collect();
    let held: Vec<f64> = members.iter().map(|(_, w)| sum(w)).collect();
    let totals = (sum(&sums), sum(&held));
    if totals.0 == 0.0 || totals.1 == 0.0 {
        return Err(Undefined::Empty);
    }
    let between = generalized_divergence(&sums, &held, totals, alpha)?;
    let mut within = Vec::with_capacity(groups);
    for ((x, w), (of_x, of_w)) in members.iter().zip(sums.iter().zip(&held)) {
        if *of_x == 0.0 && alpha > 0.0 || *of_w == 0.0 {
            continue;
        }
        let (s, p) = (of_x / totals.0, of_w / totals.1);
        let weight = if alpha == 1.0 {
            s
        } else if alpha == 0.0 {
            p
        } else {
            p * powf(s / p, alpha)
        };
        within.push(weight * generalized_divergence(x, w, (*of_x, *of_w), alpha)?);
    }
    Ok((between, sum(&within)))
}
