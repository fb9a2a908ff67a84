//! Diversity of order q that counts similar labels as partly one.
use crate::pairs::{Pairs, Relates, note_missing};
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::{
    elementary::{exp, ln, powf},
    sum::Compensated,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Leinster–Cobbold diversity of regions.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LeinsterCobbold {
    /// Order: 0 counts labels, 1 is exp of an entropy, 2 the inverse of a concentration.
    pub q: Amount,
    /// What `column_relation` holds.
    pub relation: Relates,
}
impl Default for LeinsterCobbold {
    fn default() -> Self {
        Self {
            q: Amount::new(1.0),
            relation: Relates::Similarity,
        }
    }
}

impl Indicator for LeinsterCobbold {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "variety.leinster_cobbold",
        title: "Similarity-sensitive diversity (Leinster and Cobbold)",
        formula: "D = (Σ p_i (Zp)_i^(q−1))^(1/(1−q)), Z similarity with Z_ii = 1; q = 1: exp(−Σ p_i ln (Zp)_i)",
        form: Form::Column(Matrix::ROW),
        reading: "the number of equal, wholly dissimilar labels that would be as diverse; without similarity the Hill number",
        sources: &[
            "Leinster, T. and Cobbold, C. A. (2012). Measuring diversity: the importance of species similarity. Ecology 93(3).",
        ],
        peers: &[
            "R's entropart 1.6 makes the similarity exp(−d/mean d) from distances; here 1 − d.",
        ],
        example: Example::csv("row,column,value\nA,i,1\nA,j,1\n")
            .files(&[("column_relation", "from,to,weight\ni,j,0.5\n")])
            .params("{\"q\":2}")
            .gives("A: 1.3333333333333333…"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let Some(pairs) = Pairs::of(m, self.relation) else {
            let mut out = Values::undefined(m.rows(), Undefined::SideMissing);
            note_missing(&mut out);
            return out;
        };
        (0..m.rows())
            .map(|r| {
                let total = m.row_totals()[r];
                if total == 0.0 {
                    return Err(Undefined::EmptyRow);
                }
                let shares: Vec<f64> = m.row(r).iter().map(|x| x / total).collect();
                leinster_cobbold(&shares, |i, j| pairs.similarity(i, j), self.q.get())
            })
            .collect()
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![ScaleFree, Relabel, Within(0.0, 1e15)]
    }
}

/// Diversity of order `q` of shares with the similarity of two different labels.
///
/// ```
/// use mercatoria_variety::leinster_cobbold;
/// assert_eq!(leinster_cobbold(&[0.5, 0.5], |_, _| Ok(0.0), 2.0), Ok(2.0));
/// assert_eq!(leinster_cobbold(&[0.5, 0.5], |_, _| Ok(1.0), 2.0), Ok(1.0));
/// ```
///
/// # Errors
/// The reason of a similarity that is not defined.
pub fn leinster_cobbold(
    shares: &[f64],
    similarity: impl Fn(usize, usize) -> Measure,
    q: f64,
) -> Measure {
    let has: Vec<usize> = (0..shares.len()).filter(|i| shares[*i] > 0.0).collect();
    let mut sum = Compensated::default();
    for i in &has {
        let mut ordinary = Compensated::default();
        for j in &has {
            let z = if i == j { 1.0 } else { similarity(*i, *j)? };
            ordinary.add(z * shares[*j]);
        }
        let (p, ordinary) = (shares[*i], ordinary.total());
        sum.add(match q {
            1.0 => -p * ln(ordinary),
            2.0 => p * ordinary,
            q => p * powf(ordinary, q - 1.0),
        });
    }
    let sum = sum.total();
    Ok(match q {
        1.0 => exp(sum),
        2.0 => 1.0 / sum,
        q => powf(sum, 1.0 / (1.0 - q)),
    })
}
