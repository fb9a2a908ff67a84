//! E_i = distinct classes that stood with class i / patents of class i (Fleming and Sorenson).
use crate::Incidence;
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::{bits::BitMatrix, parallel};
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
    let partners = if dense(patents) {
        partners_by_bits(patents, &holders)
    } else {
        partners_by_lists(patents, &holders)
    };
    (0..patents.width())
        .map(|i| match holders.row(i).len() {
            0 => Err(Undefined::EmptyColumn),
            n => Ok(f64::from(partners[i]) / n as f64),
        })
        .collect()
}
/// Σ classes² steps by lists, or entries × classes / 64 by bits.
fn dense(patents: &Incidence) -> bool {
    let sizes = (0..patents.rows()).map(|p| patents.row(p).len());
    let (squares, entries) = sizes.fold((0, 0), |(s, n), k| (s + k * k, n + k));
    squares > entries * patents.width().div_ceil(64)
}
fn partners_by_bits(patents: &Incidence, holders: &Incidence) -> Vec<u32> {
    let mut bits = BitMatrix::zeros(patents.rows(), patents.width());
    for p in 0..patents.rows() {
        patents
            .row(p)
            .iter()
            .for_each(|i| bits.set(p, *i as usize, true));
    }
    parallel::map(patents.width(), |i| {
        let mut all = vec![0u64; patents.width().div_ceil(64)];
        for p in holders.row(i) {
            let classes = bits.row(*p as usize);
            all.iter_mut().zip(classes).for_each(|(a, b)| *a |= b);
        }
        let together: u32 = all.iter().map(|word| word.count_ones()).sum();
        together.saturating_sub(1)
    })
}
fn partners_by_lists(patents: &Incidence, holders: &Incidence) -> Vec<u32> {
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
            partners
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_and_lists_agree() {
        let pairs = (0..900u32).map(|k| (k * 7 % 40, k * k % 31));
        let patents = Incidence::from_pairs(40, 31, pairs).unwrap();
        let holders = patents.transpose();
        assert_eq!(
            partners_by_bits(&patents, &holders),
            partners_by_lists(&patents, &holders)
        );
    }
}
