//! Presence matrices as bits: M_ij ∈ {0, 1}, 64 cells to a word.
//!
//! | wanted | formula | with |
//! |---|---|---|
//! | diversity, ubiquity | k_i = Σ_j M_ij, u_j = Σ_i M_ij | [`BitMatrix::row_counts`], [`BitMatrix::column_counts`] |
//! | co-occurrence of rows | J_ij = Σ_a M_ia M_ja | [`CommonCounts`] |
//! | weighted co-occurrence | S_ij = Σ_a M_ia M_ja w_a | [`BitMatrix::weighted_common`] |
//! | sums over what is present | y_i = Σ_a M_ia x_a | [`Ones::sums`], [`BitMatrix::add_present`] |
//! | any relatedness φ = g(q, p, J_qp), summed over what is present | Σ_q M_cq φ_qp | [`present_sums`] |
//! | the same for φ_qp = J_qp / max(u_q, u_p), twenty times faster | Σ_q L_cq a_q φ_qp | [`proximity_sums`] |
//!
//! Counts are integers, and sums of floats run in an order fixed by the matrix: no result depends on the machine or on
//! the number of threads.

mod common;
mod ones;
mod proximity;
mod weighted;

pub use common::{CommonCounts, Tile};
pub use ones::Ones;
pub use proximity::{present_sums, proximity_sums};

/// Bits in a word.
const WORD: usize = u64::BITS as usize;

/// A matrix of zeros and ones, row by row, each row on a word of its own; the bits behind the last column are 0.
///
/// ```
/// use mercatoria_numeric::bits::BitMatrix;
/// let presence = BitMatrix::from_fn(2, 3, |row, column| row <= column);
/// assert_eq!(presence.row_counts(), [3, 2]);
/// assert_eq!(presence.column_counts(), [1, 2, 2]);
/// assert_eq!(presence.common(0, 1), 2);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BitMatrix {
    rows: usize,
    columns: usize,
    stride: usize,
    words: Vec<u64>,
}

impl BitMatrix {
    /// All zeros.
    ///
    /// ```
    /// assert_eq!(mercatoria_numeric::bits::BitMatrix::zeros(2, 70).count(), 0);
    /// ```
    pub fn zeros(rows: usize, columns: usize) -> Self {
        let stride = columns.div_ceil(WORD);
        Self {
            rows,
            columns,
            stride,
            words: vec![0; rows * stride],
        }
    }

    /// One where `present(row, column)` holds, asked once a cell, row by row.
    ///
    /// ```
    /// use mercatoria_numeric::bits::BitMatrix;
    /// let identity = BitMatrix::from_fn(3, 3, |i, j| i == j);
    /// assert!(identity.get(1, 1) && !identity.get(1, 2));
    /// ```
    #[inline]
    pub fn from_fn(
        rows: usize,
        columns: usize,
        mut present: impl FnMut(usize, usize) -> bool,
    ) -> Self {
        let mut matrix = Self::zeros(rows, columns);
        if columns == 0 {
            return matrix;
        }
        for (row, words) in matrix.words.chunks_exact_mut(matrix.stride).enumerate() {
            for (w, word) in words.iter_mut().enumerate() {
                let start = w * WORD;
                for column in start..columns.min(start + WORD) {
                    *word |= u64::from(present(row, column)) << (column - start);
                }
            }
        }
        matrix
    }

    /// From rows × columns values in row order; `None` when there are fewer or more.
    ///
    /// ```
    /// use mercatoria_numeric::bits::BitMatrix;
    /// let matrix = BitMatrix::from_bools(1, 3, [true, false, true]).ok_or("three values")?;
    /// assert_eq!(matrix.ones_in_row(0).collect::<Vec<_>>(), [0, 2]);
    /// assert_eq!(BitMatrix::from_bools(2, 2, [true; 3]), None);
    /// # Ok::<(), &str>(())
    /// ```
    pub fn from_bools(
        rows: usize,
        columns: usize,
        values: impl IntoIterator<Item = bool>,
    ) -> Option<Self> {
        let mut values = values.into_iter();
        let mut complete = true;
        let matrix = Self::from_fn(rows, columns, |_, _| {
            values.next().unwrap_or_else(|| {
                complete = false;
                false
            })
        });
        (complete && values.next().is_none()).then_some(matrix)
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Number of columns.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The words of a row, column j at bit j mod 64 of word j div 64.
    ///
    /// # Panics
    /// When there is no such row.
    pub fn row(&self, row: usize) -> &[u64] {
        assert!(row < self.rows, "row {row} of {}", self.rows);
        &self.words[row * self.stride..(row + 1) * self.stride]
    }

    /// Whether the cell is one.
    ///
    /// # Panics
    /// When there is no such cell.
    pub fn get(&self, row: usize, column: usize) -> bool {
        assert!(column < self.columns, "column {column} of {}", self.columns);
        self.row(row)[column / WORD] >> (column % WORD) & 1 == 1
    }

    /// Makes the cell one or zero.
    ///
    /// ```
    /// let mut matrix = mercatoria_numeric::bits::BitMatrix::zeros(1, 65);
    /// matrix.set(0, 64, true);
    /// assert_eq!(matrix.row_counts(), [1]);
    /// ```
    ///
    /// # Panics
    /// When there is no such cell.
    pub fn set(&mut self, row: usize, column: usize, present: bool) {
        assert!(row < self.rows, "row {row} of {}", self.rows);
        assert!(column < self.columns, "column {column} of {}", self.columns);
        let word = &mut self.words[row * self.stride + column / WORD];
        let bit = 1 << (column % WORD);
        if present { *word |= bit } else { *word &= !bit }
    }

    /// The columns where the row is one, ascending.
    ///
    /// # Panics
    /// When there is no such row.
    pub fn ones_in_row(&self, row: usize) -> impl Iterator<Item = usize> + '_ {
        self.row(row)
            .iter()
            .enumerate()
            .flat_map(|(w, &word)| ones_of(word).map(move |bit| w * WORD + bit))
    }

    /// The ones of every row as lists.
    pub fn ones(&self) -> Ones {
        Ones::of(self)
    }

    /// Number of ones.
    pub fn count(&self) -> u64 {
        self.row_counts().iter().map(|&n| u64::from(n)).sum()
    }

    /// Number of ones in each row, k_i.
    pub fn row_counts(&self) -> Vec<u32> {
        (0..self.rows)
            .map(|row| self.row(row).iter().map(|word| word.count_ones()).sum())
            .collect()
    }

    /// Number of ones in each column, u_j.
    pub fn column_counts(&self) -> Vec<u32> {
        self.transpose().row_counts()
    }

    /// J_ij: the columns where rows `i` and `j` are both one.
    ///
    /// For many pairs see [`CommonCounts`].
    ///
    /// # Panics
    /// When there is no such row.
    pub fn common(&self, i: usize, j: usize) -> u32 {
        let pairs = self.row(i).iter().zip(self.row(j));
        pairs.map(|(a, b)| (a & b).count_ones()).sum()
    }

    /// Zeros for ones and ones for zeros.
    ///
    /// ```
    /// let matrix = mercatoria_numeric::bits::BitMatrix::from_fn(2, 5, |i, j| i == j);
    /// assert_eq!(matrix.complement().row_counts(), [4, 4]);
    /// ```
    #[must_use]
    pub fn complement(&self) -> Self {
        let mut turned = self.clone();
        for (i, word) in turned.words.iter_mut().enumerate() {
            let left = self.columns - i % self.stride * WORD;
            let inside = if left < WORD {
                (1 << left) - 1
            } else {
                u64::MAX
            };
            *word = !*word & inside;
        }
        turned
    }

    /// Columns for rows.
    ///
    /// ```
    /// use mercatoria_numeric::bits::BitMatrix;
    /// let matrix = BitMatrix::from_fn(70, 130, |i, j| (i * j) % 3 == 1);
    /// let transposed = BitMatrix::from_fn(130, 70, |i, j| (i * j) % 3 == 1);
    /// assert_eq!(matrix.transpose(), transposed);
    /// ```
    #[must_use]
    pub fn transpose(&self) -> Self {
        let mut transposed = Self::zeros(self.columns, self.rows);
        let mut square = [0; WORD];
        for top in (0..self.rows).step_by(WORD) {
            let height = WORD.min(self.rows - top);
            for w in 0..self.stride {
                square.fill(0);
                for (i, line) in square.iter_mut().take(height).enumerate() {
                    *line = self.words[(top + i) * self.stride + w];
                }
                transpose_square(&mut square);
                let width = WORD.min(self.columns - w * WORD);
                for (j, line) in square.iter().take(width).enumerate() {
                    transposed.words[(w * WORD + j) * transposed.stride + top / WORD] = *line;
                }
            }
        }
        transposed
    }
}

/// The places of the ones of a word, ascending.
fn ones_of(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        (word != 0).then(|| {
            let bit = word.trailing_zeros() as usize;
            word &= word - 1;
            bit
        })
    })
}

/// Transposes 64 × 64 bits by exchanging ever smaller quarters.
///
/// Source: Warren, Hacker's Delight, 2nd ed. (2013), section 7-3.
fn transpose_square(square: &mut [u64; WORD]) {
    let mut half = WORD / 2;
    let mut mask = u64::MAX >> half;
    while half > 0 {
        for i in (0..WORD).filter(|i| i & half == 0) {
            let exchanged = (square[i] >> half ^ square[i + half]) & mask;
            square[i] ^= exchanged << half;
            square[i + half] ^= exchanged;
        }
        half /= 2;
        mask ^= mask << half;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A matrix that is neither regular nor random, with rows of very different counts.
    pub(super) fn nested(rows: usize, columns: usize) -> BitMatrix {
        BitMatrix::from_fn(rows, columns, |i, j| {
            let noise = (i as u64 * 0x9E37_79B9 + j as u64 * 0x85EB_CA6B)
                .wrapping_mul(0xC2B2_AE3D_27D4_EB4F)
                >> 40;
            (noise as f64 / (1 << 24) as f64) * (1.0 + i as f64 + 0.3 * j as f64)
                < 0.2 * rows as f64
        })
    }

    proptest! {
        #[test]
        fn cells_survive_every_view(
            (rows, columns, cells) in (0..150usize, 0..150usize).prop_flat_map(|(r, c)| {
                (Just(r), Just(c), prop::collection::vec(any::<bool>(), r * c))
            })
        ) {
            let matrix = BitMatrix::from_bools(rows, columns, cells.iter().copied())
                .expect("as many as cells");
            let transposed = matrix.transpose();
            let turned = matrix.complement();
            for i in 0..rows {
                for j in 0..columns {
                    let cell = cells[i * columns + j];
                    prop_assert_eq!(matrix.get(i, j), cell);
                    prop_assert_eq!(transposed.get(j, i), cell);
                    prop_assert_eq!(turned.get(i, j), !cell);
                }
                let listed: Vec<usize> = (0..columns).filter(|j| cells[i * columns + j]).collect();
                prop_assert_eq!(matrix.row_counts()[i] as usize, listed.len());
                prop_assert_eq!(matrix.ones_in_row(i).collect::<Vec<_>>(), listed);
            }
            let count = cells.iter().filter(|cell| **cell).count() as u64;
            prop_assert_eq!(matrix.count(), count);
            prop_assert_eq!(matrix.count() + turned.count(), (rows * columns) as u64);
            prop_assert_eq!(
                matrix.column_counts().iter().map(|&n| u64::from(n)).sum::<u64>(),
                count
            );
            prop_assert_eq!(transposed.transpose(), matrix);
        }
    }

    #[test]
    fn too_many_values_are_refused() {
        assert_eq!(BitMatrix::from_bools(2, 2, [true; 5]), None);
        assert_eq!(
            BitMatrix::from_bools(0, 7, []),
            Some(BitMatrix::zeros(0, 7))
        );
    }

    #[test]
    fn set_turns_one_cell_on_and_off() {
        let mut matrix = BitMatrix::zeros(3, 100);
        matrix.set(1, 77, true);
        matrix.set(1, 77, true);
        assert_eq!(matrix.ones_in_row(1).collect::<Vec<_>>(), [77]);
        matrix.set(1, 77, false);
        assert_eq!(matrix.count(), 0);
    }
}
