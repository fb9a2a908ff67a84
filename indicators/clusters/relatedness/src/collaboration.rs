//! Regions that appear together on patents or papers: regions in rows, patents in columns.
use crate::{Incidence, Margins, Method, Sizes};
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::bits::BitMatrix;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is measured between two regions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Tie {
    /// C_rq / √(C_r C_q), C = common patents, C_r = patents of r: Salton's cosine.
    #[default]
    Salton,
    /// C_rq / (C_r + C_q − C_rq): Jaccard's index.
    Jaccard,
    /// C_rq / Σ C: the pair's share of all ties between regions, each counted from both ends.
    Share,
    /// 1 / length of the shortest path over ties; 0 where there is none.
    Closeness,
    /// Regions that have ties with both, where the two have one themselves: closed triads of the pair.
    Triads,
}
/// Ties between regions.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Collaboration {
    /// What is measured.
    pub tie: Tie,
}

impl Indicator for Collaboration {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "relatedness.collaboration",
        title: "Collaboration of regions",
        formula: "C = MMᵀ of regions × patents; Salton C_rq/√(C_rC_q); Jaccard C_rq/(C_r+C_q−C_rq); share C_rq/ΣC; closeness 1/d_rq; triads Σ_k A_rk A_kq A_rq",
        form: Form::Grid(Matrix::ROW, Matrix::ROW),
        reading: "0: no common patent; the diagonal is 0",
        sources: &[
            "Salton, G. and McGill, M. J. (1983). Introduction to Modern Information Retrieval. McGraw-Hill.",
            "Newman, M. E. J. (2001). The structure of scientific collaboration networks. Proceedings of the National Academy of Sciences 98(2).",
        ],
        peers: &[],
        example: Example::csv("row,column,value\nA,P1,1\nB,P1,2\nA,P2,1\nB,P3,1\nC,P3,1\n")
            .gives("A,B: 0.5; A,C: 0; B,C: 0.7071067811865475…"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let regions = Incidence::of(m);
        let n = m.rows();
        let bits = BitMatrix::from_fn(m.columns(), n, |p, r| m.row(r)[p] > 0.0);
        let cells = match self.tie {
            Tie::Salton => between(&bits, Method::Cosine, Margins::Counts),
            Tie::Jaccard => between(&bits, Method::Jaccard, Margins::Counts),
            Tie::Share => between(&bits, Method::Share, Margins::OffDiagonal),
            Tie::Closeness => network(&regions, closeness),
            Tie::Triads => network(&regions, triads),
        };
        cells.into_iter().collect()
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        let mut laws = vec![Relabel, ScaleFree, SymmetricPairs];
        if self.tie != Tie::Triads {
            laws.push(Within(0.0, 1.0));
        }
        laws
    }
}
fn between(bits: &BitMatrix, method: Method, margins: Margins) -> Vec<Measure> {
    let sizes = Sizes::of(bits, margins);
    let n = bits.columns();
    crate::cooccurrence(bits)
        .iter()
        .enumerate()
        .map(|(at, common)| match (at / n, at % n) {
            (i, j) if sizes.counts[i] == 0.0 || sizes.counts[j] == 0.0 => Err(Undefined::EmptyRow),
            (i, j) if i == j => Ok(0.0),
            (i, j) => sizes.relatedness(i, j, f64::from(*common), method),
        })
        .collect()
}
/// Who has a tie with whom; a region without patents has no place in the network.
fn network(regions: &Incidence, f: impl Fn(&[Vec<u32>], usize, &mut [f64])) -> Vec<Measure> {
    let mut neighbours = vec![vec![]; regions.rows()];
    regions.transpose().for_each_cooccurrence(|r, others| {
        neighbours[r] = others.iter().map(|(q, _)| *q).collect();
    });
    let n = regions.rows();
    let mut line = vec![0.0; n];
    let mut out = Vec::with_capacity(n * n);
    for r in 0..n {
        line.fill(0.0);
        f(&neighbours, r, &mut line);
        for (q, x) in line.iter().enumerate() {
            out.push(if regions.row(r).is_empty() || regions.row(q).is_empty() {
                Err(Undefined::EmptyRow)
            } else {
                Ok(*x)
            });
        }
    }
    out
}
fn closeness(neighbours: &[Vec<u32>], from: usize, line: &mut [f64]) {
    let mut seen = vec![false; neighbours.len()];
    seen[from] = true;
    let (mut front, mut steps) = (vec![from], 0.0);
    while !front.is_empty() {
        steps += 1.0;
        let mut next = vec![];
        for r in front {
            for q in &neighbours[r] {
                if !std::mem::replace(&mut seen[*q as usize], true) {
                    line[*q as usize] = 1.0 / steps;
                    next.push(*q as usize);
                }
            }
        }
        front = next;
    }
}
fn triads(neighbours: &[Vec<u32>], r: usize, line: &mut [f64]) {
    for q in &neighbours[r] {
        let theirs = &neighbours[*q as usize];
        let both = neighbours[r]
            .iter()
            .filter(|k| theirs.binary_search(k).is_ok());
        line[*q as usize] = both.count() as f64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_triangle_with_a_tail() {
        let pairs = [
            (0, 0),
            (1, 0),
            (1, 1),
            (2, 1),
            (0, 2),
            (2, 2),
            (2, 3),
            (3, 3),
        ];
        let regions = Incidence::from_pairs(5, 4, pairs).unwrap();
        let near = network(&regions, closeness);
        assert_eq!(near[3], Ok(0.5));
        assert_eq!(near[4], Err(Undefined::EmptyRow));
        let closed = network(&regions, triads);
        assert_eq!((closed[1], closed[2 * 5 + 3]), (Ok(1.0), Ok(0.0)));
    }
}
