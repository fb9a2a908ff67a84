//! J_ij = Σ_a M_ia M_ja for all pairs of rows, tile by tile, never more than a tile in memory.
//!
//! Two ways, chosen by a cost model and equal to the last bit: words ANDed and counted, or, for sparse rows, the
//! columns kept as bytes 0 and 1 for [`WIDTH`] rows at a time, so that a row's counts against all of them are a few
//! vector additions for each of its ones.

use super::{BitMatrix, Ones};
use crate::dispatch::widest;
use crate::parallel;
use std::ops::Range;

/// Rows in a tile: 128 bytes for each of 230 columns stay in the first cache.
const WIDTH: usize = 128;

/// A byte holds the sum of this many ones.
const BYTE: usize = 255;

/// The byte form is eight times the bits; beyond this it costs more than it saves.
const MOST_BYTES: usize = 1 << 28;

/// Counts of common ones for all pairs of rows of a [`BitMatrix`].
///
/// ```
/// use mercatoria_numeric::bits::{BitMatrix, CommonCounts};
/// let presence = BitMatrix::from_fn(3, 3, |row, column| row <= column);
/// let mut pairs = Vec::new();
/// CommonCounts::new(&presence).for_each(|i, first, counts| {
///     for (j, &count) in (first..).zip(counts) {
///         pairs.push((i, j, count));
///     }
/// });
/// assert_eq!(pairs, [(0, 0, 3), (0, 1, 2), (0, 2, 1), (1, 1, 2), (1, 2, 1), (2, 2, 1)]);
/// ```
#[derive(Debug)]
pub struct CommonCounts<'a> {
    bits: &'a BitMatrix,
    bytes: Option<Bytes>,
}

/// For tile t and column a, whether each of the tile's rows is one there.
#[derive(Debug)]
struct Bytes {
    ones: Ones,
    lanes: Vec<[u8; WIDTH]>,
}

impl<'a> CommonCounts<'a> {
    /// Prepares the counts; the byte form, where it pays, takes rows × columns bytes.
    pub fn new(bits: &'a BitMatrix) -> Self {
        let size = bits.rows.saturating_mul(bits.columns);
        let ones = bits.count() as f64 / bits.rows.max(1) as f64;
        // Cycles a pair, measured: a word costs 0.9 and a one 0.045.
        let pays = 0.045 * ones < 0.9 * bits.stride as f64 && size <= MOST_BYTES;
        Self {
            bits,
            bytes: (pays && bits.rows >= WIDTH).then(|| Bytes::of(bits)),
        }
    }

    /// J_ij of one row `i` with the rows `j` in the range; `counts` takes one number for each.
    ///
    /// # Panics
    /// When there are no such rows or `counts` is of another length.
    pub fn of_row(&self, i: usize, rows: Range<usize>, counts: &mut [u32]) {
        assert_eq!(counts.len(), rows.len(), "one count for each row");
        assert!(rows.end <= self.bits.rows, "rows of the matrix");
        match &self.bytes {
            Some(bytes) => bytes.of_row(i, rows, counts),
            None => count_words(self.bits, i, rows, counts),
        }
    }

    /// Calls `f(i, first, counts)` for every row `i` and strip of rows `first..first + counts.len()` at or behind `i`:
    /// the upper triangle with its diagonal, each pair once, tile by tile.
    pub fn for_each(&self, mut f: impl FnMut(usize, usize, &[u32])) {
        for tile in self.tiles() {
            tile.for_each(&mut f);
        }
    }

    /// `f` of every tile of the upper triangle, on all threads, the results in order of the tiles.
    ///
    /// ```
    /// use mercatoria_numeric::bits::{BitMatrix, CommonCounts};
    /// let presence = BitMatrix::from_fn(300, 9, |i, j| (i + j) % 4 == 0);
    /// let common = CommonCounts::new(&presence);
    /// let pairs: u64 = common
    ///     .map_tiles(|tile| {
    ///         let mut sum = 0;
    ///         tile.for_each(|_, _, counts| sum += counts.iter().map(|&c| u64::from(c)).sum::<u64>());
    ///         sum
    ///     })
    ///     .iter()
    ///     .sum();
    /// let by_columns: u64 = presence.column_counts().iter().map(|&u| u64::from(u * (u + 1) / 2)).sum();
    /// assert_eq!(pairs, by_columns);
    /// ```
    pub fn map_tiles<T: Send>(&self, f: impl Fn(Tile<'_, 'a>) -> T + Sync) -> Vec<T> {
        let tiles: Vec<_> = self.tiles().collect();
        // The last tiles are the longest: they go first, so that no thread is left alone with one.
        let mut results = parallel::map(tiles.len(), |t| f(tiles[tiles.len() - 1 - t].clone()));
        results.reverse();
        results
    }

    /// A full matrix with one cell for each pair of rows, on all threads: `f(i, first, counts, cells)` writes the cells
    /// (i, first), (i, first + 1), … from their counts.
    ///
    /// ```
    /// use mercatoria_numeric::bits::{BitMatrix, CommonCounts};
    /// let presence = BitMatrix::from_fn(2, 4, |i, j| j < 2 + i);
    /// let k = presence.row_counts();
    /// let mut jaccard = [0.0; 4];
    /// CommonCounts::new(&presence).fill(&mut jaccard, |i, first, counts, cells| {
    ///     for ((cell, &common), k_j) in cells.iter_mut().zip(counts).zip(&k[first..]) {
    ///         *cell = f64::from(common) / f64::from(k[i] + k_j - common);
    ///     }
    /// });
    /// assert_eq!(jaccard, [1.0, 2.0 / 3.0, 2.0 / 3.0, 1.0]);
    /// ```
    ///
    /// # Panics
    /// When `matrix` is not rows × rows long.
    pub fn fill<T: Send>(
        &self,
        matrix: &mut [T],
        f: impl Fn(usize, usize, &[u32], &mut [T]) + Sync,
    ) {
        let n = self.bits.rows;
        assert_eq!(matrix.len(), n * n, "rows × rows cells");
        parallel::for_each_chunk_mut(matrix, 64 * n, |start, band| {
            let mut counts = [0; WIDTH];
            for first in (0..n).step_by(WIDTH) {
                let tile = first..n.min(first + WIDTH);
                let counts = &mut counts[..tile.len()];
                for (i, row) in (start / n..).zip(band.chunks_exact_mut(n)) {
                    self.of_row(i, tile.clone(), counts);
                    f(i, first, counts, &mut row[tile.clone()]);
                }
            }
        });
    }

    fn tiles(&self) -> impl Iterator<Item = Tile<'_, 'a>> {
        let n = self.bits.rows;
        (0..n).step_by(WIDTH).map(move |first| Tile {
            common: self,
            rows: first..n.min(first + WIDTH),
        })
    }
}

/// The pairs (i, j) of the upper triangle with `j` in a range of rows; see [`CommonCounts::map_tiles`].
#[derive(Clone, Debug)]
pub struct Tile<'c, 'a> {
    common: &'c CommonCounts<'a>,
    rows: Range<usize>,
}

impl Tile<'_, '_> {
    /// The range of `j`.
    pub fn rows(&self) -> Range<usize> {
        self.rows.clone()
    }

    /// Calls `f(i, first, counts)` for every row `i` before the end of the range: the counts of `i` with the rows
    /// from `first` = max(i, start of the range) to its end.
    pub fn for_each(&self, mut f: impl FnMut(usize, usize, &[u32])) {
        let mut counts = [0; WIDTH];
        let Range { start, end } = self.rows;
        for i in 0..end {
            let first = start.max(i);
            let counts = &mut counts[..end - first];
            self.common.of_row(i, first..end, counts);
            f(i, first, counts);
        }
    }
}

impl Bytes {
    fn of(bits: &BitMatrix) -> Self {
        let mut lanes = vec![[0; WIDTH]; bits.rows.div_ceil(WIDTH) * bits.columns];
        let ones = bits.ones();
        for row in 0..bits.rows {
            let tile = &mut lanes[row / WIDTH * bits.columns..][..bits.columns];
            for &column in ones.row(row) {
                tile[column as usize][row % WIDTH] = 1;
            }
        }
        Self { ones, lanes }
    }

    fn of_row(&self, i: usize, rows: Range<usize>, counts: &mut [u32]) {
        let columns = self.ones.width();
        let mut done = 0;
        while done < counts.len() {
            let first = rows.start + done;
            let inside = first % WIDTH;
            let len = (WIDTH - inside).min(counts.len() - done);
            let tile = &self.lanes[first / WIDTH * columns..][..columns];
            let counts = &mut counts[done..done + len];
            let mut parts = self.ones.row(i).chunks(BYTE);
            let sums = add_lanes(tile, parts.next().unwrap_or_default());
            for (count, &sum) in counts.iter_mut().zip(&sums[inside..]) {
                *count = u32::from(sum);
            }
            for part in parts {
                let sums = add_lanes(tile, part);
                for (count, &sum) in counts.iter_mut().zip(&sums[inside..]) {
                    *count += u32::from(sum);
                }
            }
            done += len;
        }
    }
}

widest! {
    /// Σ of at most [`BYTE`] of the tile's columns, lane by lane.
    fn add_lanes(tile: &[[u8; WIDTH]], columns: &[u32]) -> [u8; WIDTH] {
        let mut sums = [0u8; WIDTH];
        for &column in columns {
            for (sum, &lane) in sums.iter_mut().zip(&tile[column as usize]) {
                *sum = sum.wrapping_add(lane);
            }
        }
        sums
    }
}

widest! {
    /// Counts by words.
    fn count_words(bits: &BitMatrix, i: usize, rows: Range<usize>, counts: &mut [u32]) {
        if bits.stride == 0 {
            counts.fill(0);
            return;
        }
        let row = bits.row(i);
        let others = bits.words[rows.start * bits.stride..].chunks_exact(bits.stride);
        for (count, other) in counts.iter_mut().zip(others) {
            let pairs = row.iter().zip(other);
            *count = pairs.map(|(a, b)| (a & b).count_ones()).sum();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::nested;
    use super::*;

    fn by_definition(bits: &BitMatrix, i: usize, j: usize) -> u32 {
        (0..bits.columns())
            .filter(|&a| bits.get(i, a) && bits.get(j, a))
            .count() as u32
    }

    fn both_ways(bits: &BitMatrix) -> [CommonCounts<'_>; 2] {
        [
            CommonCounts { bits, bytes: None },
            CommonCounts {
                bits,
                bytes: Some(Bytes::of(bits)),
            },
        ]
    }

    #[test]
    fn both_ways_count_what_the_definition_counts() {
        for (rows, columns) in [(1, 1), (5, 0), (130, 63), (150, 64), (300, 65), (131, 700)] {
            let bits = nested(rows, columns);
            for common in both_ways(&bits) {
                let mut seen = 0;
                common.for_each(|i, first, counts| {
                    for (j, &count) in (first..).zip(counts) {
                        assert_eq!(
                            count,
                            by_definition(&bits, i, j),
                            "{rows}×{columns}: {i}, {j}"
                        );
                        seen += 1;
                    }
                });
                assert_eq!(seen, rows * (rows + 1) / 2);
                let mut counts = vec![7; rows - rows / 3];
                common.of_row(0, rows / 3..rows, &mut counts);
                for (j, &count) in (rows / 3..).zip(&counts) {
                    assert_eq!(count, by_definition(&bits, 0, j));
                }
                let mut full = vec![0; rows * rows];
                common.fill(&mut full, |_, _, counts, cells| {
                    cells.copy_from_slice(counts)
                });
                for (cell, &count) in full.iter().enumerate() {
                    assert_eq!(count, by_definition(&bits, cell / rows, cell % rows));
                }
            }
        }
    }

    #[test]
    fn full_rows_do_not_overflow_a_byte() {
        let bits = BitMatrix::from_fn(200, 1000, |_, _| true);
        for common in both_ways(&bits) {
            common.for_each(|_, _, counts| assert!(counts.iter().all(|&count| count == 1000)));
        }
    }
}
