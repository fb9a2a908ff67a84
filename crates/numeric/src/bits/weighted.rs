//! S_ij = Σ_a M_ia N_ja w_a, and sums over what is present: the complexity matrix, density, products of bits with
//! dense rows.

use super::{BitMatrix, WORD, ones_of};
use crate::parallel;
use std::ops::Range;

/// Columns of the output summed at once: sixteen, in registers.
const BLOCK: usize = 16;

impl BitMatrix {
    /// S_ij = Σ_a M_ia M_ja w_a, rows × rows, symmetric to the bit; every sum runs over ascending columns a.
    ///
    /// With w_a = 1/u_a and rows divided by √(k_i k_j) this is the complexity matrix.
    ///
    /// ```
    /// use mercatoria_numeric::bits::BitMatrix;
    /// let presence = BitMatrix::from_fn(2, 3, |row, column| row <= column);
    /// assert_eq!(presence.weighted_common(&[4.0, 2.0, 1.0]), [7.0, 3.0, 3.0, 3.0]);
    /// ```
    ///
    /// # Panics
    /// When there is not one weight for each column.
    pub fn weighted_common(&self, weights: &[f64]) -> Vec<f64> {
        let n = self.rows;
        let mut sums = vec![0.0; n * n];
        if n == 0 {
            return sums;
        }
        let (rows, holders) = (self.ones(), self.transpose().ones());
        assert_eq!(weights.len(), self.columns, "one weight for each column");
        parallel::for_each_chunk_mut(&mut sums, 16 * n, |start, band| {
            for (i, sums) in (start / n..).zip(band.chunks_exact_mut(n)) {
                for &a in rows.row(i) {
                    let weight = weights[a as usize];
                    let holders = holders.row(a as usize);
                    // Only the holders from i on: below the diagonal is the mirror's.
                    let from = holders.partition_point(|&j| (j as usize) < i);
                    for &j in &holders[from..] {
                        sums[j as usize] += weight;
                    }
                }
            }
        });
        for i in 0..n {
            for j in 0..i {
                sums[i * n + j] = sums[j * n + i];
            }
        }
        sums
    }

    /// S_ij = Σ_a M_ia N_ja w_a between the rows of two matrices over the same columns, rows of `self` × rows of
    /// `other`.
    ///
    /// # Panics
    /// When the columns differ in number, or there is not one weight for each.
    pub fn weighted_common_with(&self, other: &BitMatrix, weights: &[f64]) -> Vec<f64> {
        assert_eq!(self.columns, other.columns, "the same columns");
        assert_eq!(weights.len(), self.columns, "one weight for each column");
        let n = other.rows;
        let mut sums = vec![0.0; self.rows * n];
        if sums.is_empty() {
            return sums;
        }
        let holders = other.transpose().ones();
        parallel::for_each_chunk_mut(&mut sums, 16 * n, |start, band| {
            for (i, sums) in (start / n..).zip(band.chunks_exact_mut(n)) {
                for a in self.ones_in_row(i) {
                    for &j in holders.row(a) {
                        sums[j as usize] += weights[a];
                    }
                }
            }
        });
        sums
    }

    /// Adds to every row c of `sums` the rows q of `values` that are present: Σ_{q ∈ present} M_cq v_q·.
    ///
    /// `values` holds one row of `width` numbers for each column of the matrix in `present`, `sums` one for each row
    /// of the matrix. Sums run over ascending q, so that ranges added one after the other give the bits of one call.
    ///
    /// ```
    /// use mercatoria_numeric::bits::BitMatrix;
    /// let presence = BitMatrix::from_fn(2, 3, |row, column| row <= column);
    /// let values = [1.0, 0.1, 2.0, 0.2, 4.0, 0.4];
    /// let mut sums = [0.0; 4];
    /// presence.add_present(0..3, &values, 2, &mut sums);
    /// assert_eq!(sums, [7.0, 0.1 + 0.2 + 0.4, 6.0, 0.2 + 0.4]);
    /// ```
    ///
    /// # Panics
    /// When the lengths do not fit.
    pub fn add_present(
        &self,
        present: Range<usize>,
        values: &[f64],
        width: usize,
        sums: &mut [f64],
    ) {
        assert!(present.end <= self.columns, "columns of the matrix");
        assert_eq!(values.len(), present.len() * width, "a row for each column");
        assert_eq!(sums.len(), self.rows * width, "a row for each row");
        if values.is_empty() {
            return;
        }
        let mut listed = Vec::with_capacity(present.len());
        for (row, sums) in sums.chunks_exact_mut(width).enumerate() {
            listed.clear();
            list_between(self.row(row), &present, &mut listed);
            let (blocks, rest) = sums.as_chunks_mut::<BLOCK>();
            for (b, block) in blocks.iter_mut().enumerate() {
                add_block(&listed, &values[b * BLOCK..], width, block);
            }
            let done = width - rest.len();
            for &q in &listed {
                let from = &values[q * width + done..][..rest.len()];
                for (sum, value) in rest.iter_mut().zip(from) {
                    *sum += value;
                }
            }
        }
    }
}

#[inline(always)]
fn add_block(listed: &[usize], values: &[f64], width: usize, block: &mut [f64; BLOCK]) {
    let mut lanes = *block;
    for &q in listed {
        // Never taken: `listed` holds rows of `values`, each with a whole block from here.
        let Some(from) = values
            .get(q * width..)
            .and_then(|v| v.first_chunk::<BLOCK>())
        else {
            return;
        };
        for (lane, value) in lanes.iter_mut().zip(from) {
            *lane += value;
        }
    }
    *block = lanes;
}

/// The ones of a row within a range of columns, counted from its start.
fn list_between(words: &[u64], columns: &Range<usize>, listed: &mut Vec<usize>) {
    if columns.is_empty() {
        return;
    }
    let touched = columns.start / WORD..columns.end.div_ceil(WORD);
    for (w, &word) in touched.clone().zip(&words[touched]) {
        let places = ones_of(word).map(|bit| w * WORD + bit);
        listed.extend(
            places
                .filter(|place| columns.contains(place))
                .map(|place| place - columns.start),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::nested;
    use super::*;

    #[test]
    fn weighted_counts_of_integers_are_exact() {
        let bits = nested(70, 200);
        let other = nested(33, 200);
        let weights: Vec<f64> = (0..200).map(|a| f64::from(a * a % 17)).collect();
        let definition = |x: &BitMatrix, i, y: &BitMatrix, j| -> f64 {
            (0..200)
                .filter(|&a| x.get(i, a) && y.get(j, a))
                .map(|a| weights[a])
                .sum()
        };
        let sums = bits.weighted_common(&weights);
        let across = bits.weighted_common_with(&other, &weights);
        for i in 0..70 {
            for j in 0..70 {
                assert_eq!(sums[i * 70 + j], definition(&bits, i, &bits, j));
            }
            for j in 0..33 {
                assert_eq!(across[i * 33 + j], definition(&bits, i, &other, j));
            }
        }
    }

    #[test]
    fn present_rows_are_added_whatever_the_ranges() {
        let bits = nested(50, 150);
        for width in [1, 15, 16, 37] {
            let values: Vec<f64> = (0..150 * width).map(|v| (v % 1013) as f64).collect();
            let mut sums = vec![0.0; 50 * width];
            for range in [0..64, 64..100, 100..100, 100..150] {
                let part = &values[range.start * width..range.end * width];
                bits.add_present(range, part, width, &mut sums);
            }
            for row in 0..50 {
                for k in 0..width {
                    let expected: f64 = (0..150)
                        .filter(|&q| bits.get(row, q))
                        .map(|q| values[q * width + k])
                        .sum();
                    assert_eq!(sums[row * width + k], expected);
                }
            }
        }
    }
}
