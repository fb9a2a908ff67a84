//! Sparse tables: which columns each row has, for data whose dense copy would not fit.
//!
//! The registry's units read a dense table; a million patents by ten thousand classes come here instead. All functions of
//! this module take memory in proportion to the entries and to what they return, never rows × columns.
use mercatoria_core::Matrix;

/// For each row, the columns where it has something, ascending (compressed sparse rows).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incidence {
    starts: Vec<usize>,
    columns: Vec<u32>,
    width: usize,
}
impl Incidence {
    /// From (row, column) pairs in any order, repeated or not.
    ///
    /// ```
    /// use mercatoria_relatedness::Incidence;
    /// let table = Incidence::from_pairs(2, 3, [(1, 2), (0, 1), (1, 0), (1, 2)]).unwrap();
    /// assert_eq!((table.row(0), table.row(1)), (&[1][..], &[0, 2][..]));
    /// ```
    ///
    /// # Errors
    /// The first pair that lies outside the table.
    pub fn from_pairs(
        rows: usize,
        width: usize,
        pairs: impl IntoIterator<Item = (u32, u32)>,
    ) -> Result<Self, (u32, u32)> {
        let mut pairs: Vec<(u32, u32)> = pairs.into_iter().collect();
        let outside = |(r, c): &&(u32, u32)| *r as usize >= rows || *c as usize >= width;
        if let Some(pair) = pairs.iter().find(outside) {
            return Err(*pair);
        }
        pairs.sort_unstable();
        pairs.dedup();
        let mut starts = vec![0; rows + 1];
        for (r, _) in &pairs {
            starts[*r as usize + 1] += 1;
        }
        for r in 0..rows {
            starts[r + 1] += starts[r];
        }
        let columns = pairs.into_iter().map(|(_, c)| c).collect();
        Ok(Self {
            starts,
            columns,
            width,
        })
    }
    /// The cells above zero.
    pub fn of(m: &Matrix) -> Self {
        let mut table = Self {
            starts: vec![0],
            columns: vec![],
            width: m.columns(),
        };
        for r in 0..m.rows() {
            let row = m.row(r).iter().zip(0u32..);
            table
                .columns
                .extend(row.filter(|(x, _)| **x > 0.0).map(|(_, c)| c));
            table.starts.push(table.columns.len());
        }
        table
    }
    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.starts.len() - 1
    }
    /// Number of columns.
    pub fn width(&self) -> usize {
        self.width
    }
    /// The columns of a row.
    pub fn row(&self, r: usize) -> &[u32] {
        &self.columns[self.starts[r]..self.starts[r + 1]]
    }
    /// Columns for rows.
    #[must_use]
    pub fn transpose(&self) -> Self {
        let mut starts = vec![0; self.width + 1];
        for c in &self.columns {
            starts[*c as usize + 1] += 1;
        }
        for c in 0..self.width {
            starts[c + 1] += starts[c];
        }
        let mut next = starts.clone();
        let mut columns = vec![0; self.columns.len()];
        for r in 0..self.rows() {
            for c in self.row(r) {
                columns[next[*c as usize]] = r as u32;
                next[*c as usize] += 1;
            }
        }
        Self {
            starts,
            columns,
            width: self.rows(),
        }
    }
    /// Calls `f(i, others)` for every column i in turn, with the columns j ≠ i it shares a row with, ascending, and the
    /// number of rows they share: one row of the co-occurrence matrix at a time.
    ///
    /// ```
    /// use mercatoria_relatedness::Incidence;
    /// let patents = Incidence::from_pairs(2, 3, [(0, 0), (0, 1), (1, 0), (1, 1), (1, 2)]).unwrap();
    /// let mut of_first = vec![];
    /// patents.for_each_cooccurrence(|i, others| if i == 0 { of_first = others.to_vec() });
    /// assert_eq!(of_first, [(1, 2), (2, 1)]);
    /// ```
    pub fn for_each_cooccurrence(&self, mut f: impl FnMut(usize, &[(u32, u32)])) {
        let holders = self.transpose();
        let mut counts = vec![0u32; self.width];
        let mut others = vec![];
        for i in 0..self.width {
            let mut seen: Vec<u32> = vec![];
            for r in holders.row(i) {
                for j in self.row(*r as usize) {
                    if *j as usize != i {
                        if counts[*j as usize] == 0 {
                            seen.push(*j);
                        }
                        counts[*j as usize] += 1;
                    }
                }
            }
            seen.sort_unstable();
            others.clear();
            for j in seen {
                others.push((j, std::mem::take(&mut counts[j as usize])));
            }
            f(i, &others);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_million_rows_need_no_dense_copy() {
        // 10¹⁰ cells; 250,000 entries here, so that the test is quick.
        let pairs = (0..250_000u32).map(|k| (k * 4 % 1_000_000, k.wrapping_mul(7919) % 10_000));
        let table = Incidence::from_pairs(1_000_000, 10_000, pairs).unwrap();
        let mut pairs = 0u64;
        table.for_each_cooccurrence(|_, others| {
            pairs += others.iter().map(|(_, n)| u64::from(*n)).sum::<u64>()
        });
        let by_rows: u64 = (0..table.rows())
            .map(|r| table.row(r).len() as u64)
            .map(|k| k * k.saturating_sub(1))
            .sum();
        assert_eq!(pairs, by_rows);
        assert_eq!(table.transpose().transpose(), table);
    }

    #[test]
    fn a_pair_outside_is_named() {
        assert_eq!(Incidence::from_pairs(2, 2, [(0, 1), (2, 0)]), Err((2, 0)));
    }
}
