//! K_p = classes of patent p / Σ of their ease of recombination (Fleming and Sorenson).
use crate::{Incidence, ease_of_recombination};
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Modular complexity of patents.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ModularComplexity {}

impl Indicator for ModularComplexity {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "relatedness.modular_complexity",
        title: "Modular complexity of patents",
        formula: "K_p = |classes of p| / Σ_{i in p} E_i; technologies in rows, patents in columns",
        form: Form::Column(Matrix::COLUMN),
        reading: "high: made of classes that have seldom been recombined, so hard to combine",
        sources: &[
            "Fleming, L. and Sorenson, O. (2001). Technology as a complex adaptive system: evidence from patent data. Research Policy 30(7).",
        ],
        peers: &[
            "econcomplex 1.0 builds on the share of patents with several classes, another quantity than the ease of recombination.",
            "EconGeo 1.3 rounds to 5 decimals.",
        ],
        example: Example::csv("row,column,value\ni,P1,1\nj,P1,1\nk,P1,1\ni,P2,1\nj,P2,1\ni,P3,1\n")
            .gives("P1: 0.8181818181818182; P2: 1.2; P3: 1.5"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        modular_complexity(&Incidence::of(m).transpose())
            .into_iter()
            .map(|k| {
                k.map_err(|why| match why {
                    Undefined::EmptyRow => Undefined::EmptyColumn,
                    why => why,
                })
            })
            .collect()
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![Relabel, ScaleFree, Within(0.0, 1e15)]
    }
}

/// `K_p` of every patent, from patents (rows) × classes (columns).
///
/// ```
/// use mercatoria_relatedness::{Incidence, modular_complexity};
/// let patents = Incidence::from_pairs(2, 3, [(0, 0), (0, 1), (0, 2), (1, 0)]).unwrap();
/// assert_eq!(modular_complexity(&patents), [Ok(0.6), Ok(1.0)]);
/// ```
///
/// # Errors
/// `EmptyRow` for a patent without classes, `ZeroDenominator` where none of its classes was ever combined.
pub fn modular_complexity(patents: &Incidence) -> Vec<Measure> {
    let ease = ease_of_recombination(patents);
    (0..patents.rows())
        .map(|p| {
            let classes = patents.row(p);
            let sum: f64 = classes.iter().filter_map(|i| ease[*i as usize].ok()).sum();
            match classes.len() {
                0 => Err(Undefined::EmptyRow),
                _ if sum == 0.0 => Err(Undefined::ZeroDenominator),
                n => Ok(n as f64 / sum),
            }
        })
        .collect()
}
