//! The ones of a presence matrix as lists, for loops that are worth more than one pass over the bits.

use super::{BitMatrix, WORD, ones_of};
use crate::parallel;

/// For every row the columns where it is one, ascending.
///
/// ```
/// use mercatoria_numeric::bits::BitMatrix;
/// let ones = BitMatrix::from_fn(3, 4, |i, j| j < i).ones();
/// assert_eq!(ones.row(2), [0, 1]);
/// assert_eq!(ones.sums(&[1.0, 10.0, 100.0, 1000.0]), [0.0, 1.0, 11.0]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ones {
    starts: Vec<usize>,
    columns: Vec<u32>,
    width: usize,
}

impl Ones {
    /// Reads the lists off the bits.
    ///
    /// # Panics
    /// When the matrix has more columns than a `u32` counts.
    pub(super) fn of(matrix: &BitMatrix) -> Self {
        assert!(
            u32::try_from(matrix.columns).is_ok(),
            "columns are listed as u32"
        );
        let counts = matrix.row_counts();
        let mut starts = Vec::with_capacity(matrix.rows + 1);
        let mut end = 0;
        starts.push(0);
        for count in counts {
            end += count as usize;
            starts.push(end);
        }
        let mut columns = Vec::with_capacity(end);
        for row in 0..matrix.rows {
            for (w, &word) in matrix.row(row).iter().enumerate() {
                columns.extend(ones_of(word).map(|bit| (w * WORD + bit) as u32));
            }
        }
        Self {
            starts,
            columns,
            width: matrix.columns,
        }
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.starts.len() - 1
    }

    /// Number of columns.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// The columns where the row is one.
    ///
    /// # Panics
    /// When there is no such row.
    pub fn row(&self, row: usize) -> &[u32] {
        &self.columns[self.starts[row]..self.starts[row + 1]]
    }

    /// y_i = Σ_a M_ia x_a, each in four lanes by place in the list.
    ///
    /// # Panics
    /// When `x` has not one value for each column.
    pub fn sums(&self, x: &[f64]) -> Vec<f64> {
        assert_eq!(x.len(), self.width, "one value for each column");
        let mut sums = vec![0.0; self.rows()];
        parallel::for_each_chunk_mut(&mut sums, 1024, |first, chunk| {
            for (i, sum) in chunk.iter_mut().enumerate() {
                *sum = listed_sum(self.row(first + i), x);
            }
        });
        sums
    }
}

fn listed_sum(columns: &[u32], x: &[f64]) -> f64 {
    let mut lanes = [0.0; 4];
    let (fours, rest) = columns.as_chunks::<4>();
    for four in fours {
        for (lane, &column) in lanes.iter_mut().zip(four) {
            *lane += x[column as usize];
        }
    }
    for (lane, &column) in lanes.iter_mut().zip(rest) {
        *lane += x[column as usize];
    }
    (lanes[0] + lanes[1]) + (lanes[2] + lanes[3])
}

#[cfg(test)]
mod tests {
    use super::super::tests::nested;

    #[test]
    fn sums_of_powers_of_two_are_exact() {
        let matrix = nested(40, 50);
        let ones = matrix.ones();
        let x: Vec<f64> = (0..50).map(|a| 2f64.powi(a)).collect();
        for (row, sum) in ones.sums(&x).into_iter().enumerate() {
            assert_eq!(sum as u64, matrix.row(row)[0]);
            let listed: Vec<usize> = ones.row(row).iter().map(|&a| a as usize).collect();
            assert_eq!(listed, matrix.ones_in_row(row).collect::<Vec<_>>());
        }
    }
}
