//! E_i = distinct classes that stood with class i / patents of class i (Fleming and Sorenson).
use crate::Incidence;
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Ease of recombination of technologies.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EaseOfRecombination {}

impl Indicator for EaseOfRecombination {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "relatedness.ease_of_recombination",
        title: "Ease of recombination",
        formula: "E_i = |{j ≠ i : some patent has i and j}| / |patents with i|; technologies in rows, patents in columns",
        form: Form::Column(Matrix::ROW),
        reading: "how many new partners a patent of the class brings on average",
        sources: &[
            "Fleming, L. and Sorenson, O. (2001). Technology as a complex adaptive system: evidence from patent data. Research Policy 30(7).",
        ],
        peers: &[
            "econcomplex 1.0 gives the share of patents with several classes, another quantity.",
            "EconGeo 1.3 rounds to 5 decimals.",
        ],
        example: Example::csv(
            "row,column,value\ni,P1,1\nj,P1,1\nk,P1,1\ni,P2,1\nj,P2,1\ni,P3,1\nh,P4,0\n",
        )
        .gives("i: 0.6666666666666666…; j: 1; k: 2; h: empty_row"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        ease_of_recombination(&Incidence::of(m).transpose())
            .into_iter()
            .map(|ease| ease.map_err(|_| Undefined::EmptyRow))
            .collect()
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![Relabel, ScaleFree, Within(0.0, 1e15)]
    }
}

/// `E_i` of every class, from patents (rows) × classes (columns); time in proportion to Σ classes² over the patents.
///
/// ```
/// use mercatoria_relatedness::{Incidence, ease_of_recombination};
/// let patents = Incidence::from_pairs(2, 3, [(0, 0), (0, 1), (0, 2), (1, 0)]).unwrap();
/// assert_eq!(ease_of_recombination(&patents), [Ok(1.0), Ok(2.0), Ok(2.0)]);
/// ```
///
/// # Errors
/// `EmptyColumn` for a class without patents.
pub fn ease_of_recombination(patents: &Incidence) -> Vec<Measure> {
    let holders = patents.transpose();
    let mut seen_with = vec![u32::MAX; patents.width()];
    (0..patents.width())
        .map(|i| {
            let mut partners = 0u32;
            for patent in holders.row(i) {
                for j in patents.row(*patent as usize) {
                    if *j as usize != i && seen_with[*j as usize] != i as u32 {
                        seen_with[*j as usize] = i as u32;
                        partners += 1;
                    }
                }
            }
            match holders.row(i).len() {
                0 => Err(Undefined::EmptyColumn),
                n => Ok(f64::from(partners) / n as f64),
            }
        })
        .collect()
}
