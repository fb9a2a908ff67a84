//! Σ_{i≠j} d_ij^α (p_i p_j)^β: variety, balance and disparity in one number.
use crate::pairs::{Pairs, Relates, note_missing};
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::{elementary::powf, sum::Compensated};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Rao–Stirling diversity of regions.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RaoStirling {
    /// Exponent of the distance.
    pub alpha: Amount,
    /// Exponent of the shares.
    pub beta: Amount,
    /// What `column_relation` holds.
    pub relation: Relates,
    /// Count each pair twice, as (i, j) and (j, i), so that distance 1 throughout gives 1 less Herfindahl.
    pub ordered: bool,
}
impl Default for RaoStirling {
    fn default() -> Self {
        Self {
            alpha: Amount::new(1.0),
            beta: Amount::new(1.0),
            relation: Relates::Distance,
            ordered: true,
        }
    }
}

impl Indicator for RaoStirling {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "variety.rao_stirling",
        title: "Rao–Stirling diversity",
        formula: "Σ_{i≠j} d_ij^α (p_i p_j)^β",
        form: Form::Column(Matrix::ROW),
        reading: "α = β = 1: the expected distance of two jobs drawn at random; 0: everything on one label",
        sources: &[
            "Rao, C. R. (1982). Diversity and dissimilarity coefficients: a unified approach. Theoretical Population Biology 21(1).",
            "Stirling, A. (2007). A general framework for analysing diversity in science, technology and society. Journal of the Royal Society Interface 4(15).",
        ],
        peers: &[
            "R's diverse 0.1.5 counts each pair once or twice by option; here twice by default (ordered).",
        ],
        example: Example::csv("row,column,value\nA,i,1\nA,j,1\nA,k,2\n")
            .files(&[(
                "column_relation",
                "from,to,weight\ni,j,0.2\ni,k,1\nj,k,0.8\n",
            )])
            .gives("A: 0.475"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let Some(pairs) = Pairs::of(m, self.relation) else {
            let mut out = Values::undefined(m.rows(), Undefined::SideMissing);
            note_missing(&mut out);
            return out;
        };
        let (alpha, beta) = (self.alpha.get(), self.beta.get());
        let twice = if self.ordered { 2.0 } else { 1.0 };
        (0..m.rows())
            .map(|r| {
                let total = m.row_totals()[r];
                if total == 0.0 {
                    return Err(Undefined::EmptyRow);
                }
                let shares: Vec<f64> = m.row(r).iter().map(|x| x / total).collect();
                Ok(twice * rao_stirling(&shares, |i, j| pairs.distance(i, j), alpha, beta)?)
            })
            .collect()
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![ScaleFree, Relabel, Within(0.0, 1e15)]
    }
}

/// `Σ_{i<j} d_ij^α (p_i p_j)^β` over the labels with a share, each pair once.
///
/// ```
/// use mercatoria_variety::rao_stirling;
/// assert_eq!(rao_stirling(&[0.5, 0.25, 0.25], |_, _| Ok(1.0), 1.0, 1.0), Ok(0.3125)); // (1 − 0.375) / 2
/// ```
///
/// # Errors
/// The reason of a distance that is not defined.
pub fn rao_stirling(
    shares: &[f64],
    distance: impl Fn(usize, usize) -> Measure,
    alpha: f64,
    beta: f64,
) -> Measure {
    let has: Vec<usize> = (0..shares.len()).filter(|i| shares[*i] > 0.0).collect();
    let power = |x: f64, p: f64| match p {
        1.0 => x,
        0.0 => 1.0,
        p => powf(x, p),
    };
    let mut sum = Compensated::default();
    for (a, i) in has.iter().enumerate() {
        for j in &has[a + 1..] {
            let d = distance(*i, *j)?;
            sum.add(power(d, alpha) * power(shares[*i] * shares[*j], beta));
        }
    }
    Ok(sum.total())
}
