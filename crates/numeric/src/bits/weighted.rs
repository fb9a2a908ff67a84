//! S_ij = Σ_a M_ia N_ja w_a, and sums over what is present: the complexity matrix, density, products of bits with
//! dense rows.

use super::{BitMatrix, WORD, ones_of};
use crate::dispatch::widest;
use crate::parallel;
use std::ops::Range;

/// Numbers summed at once: sixteen, in registers.
pub(super) const BLOCK: usize = 16;

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
        let mut starts = vec![0];
        let mut listed = Vec::new();
        for row in 0..self.rows {
            list_between(self.row(row), &present, &mut listed);
            starts.push(listed.len());
        }
        // A block of columns of all the values, packed so that it stays in the first cache.
        let mut packed = vec![Lanes::ZERO; present.len()];
        for from in (0..width).step_by(BLOCK) {
            let until = width.min(from + BLOCK);
            for (lanes, row) in packed.iter_mut().zip(values.chunks_exact(width)) {
                lanes.0[..until - from].copy_from_slice(&row[from..until]);
            }
            add_block(&packed, &listed, &starts, sums, width, from..until);
        }
    }
}

/// A number for each column or row of a block, in whole cache lines.
#[derive(Clone, Copy)]
#[repr(align(64))]
pub(super) struct Lanes(pub(super) [f64; BLOCK]);

impl Lanes {
    pub(super) const ZERO: Self = Self([0.0; BLOCK]);
}

/// Adds the listed values to the sums, in the order of the list.
#[inline(always)]
pub(super) fn add_listed(sums: &mut Lanes, values: &[Lanes], listed: &[u32]) {
    let mut lanes = *sums;
    for &place in listed {
        for (lane, value) in lanes.0.iter_mut().zip(&values[place as usize].0) {
            *lane += value;
        }
    }
    *sums = lanes;
}

widest! {
    /// Adds to a block of columns of every row the packed values that the row lists.
    fn add_block(
        packed: &[Lanes],
        listed: &[u32],
        starts: &[usize],
        sums: &mut [f64],
        width: usize,
        block: Range<usize>,
    ) {
        for (row, bounds) in sums.chunks_exact_mut(width).zip(starts.windows(2)) {
            let listed = &listed[bounds[0]..bounds[1]];
            let row = &mut row[block.clone()];
            let mut lanes = Lanes::ZERO;
            match row.first_chunk::<BLOCK>() {
                Some(whole) => lanes.0 = *whole,
                None => lanes.0[..row.len()].copy_from_slice(row),
            }
            add_listed(&mut lanes, packed, listed);
            match row.first_chunk_mut::<BLOCK>() {
                Some(whole) => *whole = lanes.0,
                None => row.copy_from_slice(&lanes.0[..row.len()]),
            }
        }
    }
}

/// The ones of a row within a range of columns, counted from its start.
fn list_between(words: &[u64], columns: &Range<usize>, listed: &mut Vec<u32>) {
    if columns.is_empty() {
        return;
    }
    let touched = columns.start / WORD..columns.end.div_ceil(WORD);
    for (w, &word) in touched.clone().zip(&words[touched]) {
        let places = ones_of(word).map(|bit| w * WORD + bit);
        listed.extend(
            places
                .filter(|place| columns.contains(place))
                .map(|place| (place - columns.start) as u32),
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
