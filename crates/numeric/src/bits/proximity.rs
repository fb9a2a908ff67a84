//! Sums of relatedness over what is present, N_cp = Σ_q L_cq a_q φ_qp, without ever holding φ.
//!
//! For φ_qp = J_qp / max(u_q, u_p), with J_qp = Σ_c' M_c'q M_c'p, the sums change places:
//!
//! N_cp = Σ_{c' : M_c'p = 1} ( Σ_{q : u_q ≤ u_p} L_cq M_c'q a_q / u_p + Σ_{q : u_q > u_p} L_cq M_c'q a_q / u_q ).
//!
//! The bracket depends on p only through u_p. One walk up the ubiquities builds its first sum, one walk down its second;
//! each p then costs u_p additions for each row c, instead of the k_c for each pair (c, p): C·Σu rather than P·Σk.

use super::weighted::{BLOCK, Lanes, add_listed};
use super::{BitMatrix, CommonCounts, Ones, ones_of};
use crate::dispatch::widest;
use crate::parallel;

/// N_cp = Σ_q L_cq a_q φ_qp with φ_qp = J_qp / max(u_q, u_p), the proximity of Hidalgo et al. (2007), for the rows c of
/// `left` and the columns p of `presence`; row by row. Columns that nobody has (u = 0) have no proximity and get 0.
///
/// `values` are the a_q, one for each column, or `None` for all ones. The term q = p, φ_pp = 1, is counted when
/// `with_self` holds. With all a = 1 the terms of u_q ≤ u_p are counted in integers; leaving out the own term then
/// costs no digit.
///
/// | with | gives |
/// |---|---|
/// | `left` = presence | the numerator of density |
/// | `left` = one row of ones | the denominator, Σ_q φ_qp |
/// | `left` = complement, `values` = product complexity | the sum in opportunity gain |
///
/// Cost: rows of `left` × number of ones of `presence`.
///
/// ```
/// use mercatoria_numeric::bits::{BitMatrix, proximity_sums};
/// // Two exporters: the first has products 0 and 1, the second 1 only. φ_01 = 1/2.
/// let presence = BitMatrix::from_fn(2, 2, |c, p| c <= p);
/// assert_eq!(proximity_sums(&presence, &presence, None, true), [1.5, 1.5, 0.5, 1.0]);
/// assert_eq!(proximity_sums(&presence, &presence, None, false), [0.5, 0.5, 0.5, 0.0]);
/// ```
///
/// Source: Hidalgo, Klinger, Barabási, Hausmann (2007), Science 317, 10.1126/science.1144581.
///
/// # Panics
/// When the columns of `left` or the number of values are not those of `presence`.
pub fn proximity_sums(
    left: &BitMatrix,
    presence: &BitMatrix,
    values: Option<&[f64]>,
    with_self: bool,
) -> Vec<f64> {
    let products = presence.columns();
    assert_eq!(left.columns(), products, "the same columns");
    assert!(
        values.is_none_or(|a| a.len() == products),
        "one value for each column"
    );
    let left_holders = left.transpose();
    let walk = Walk::new(presence, values, with_self);
    let blocks = parallel::map(left.rows().div_ceil(BLOCK), |b| {
        walk.block(&left_holders, b * BLOCK)
    });
    let mut sums = vec![0.0; left.rows() * products];
    if products == 0 {
        return sums;
    }
    for (rows, block) in sums.chunks_mut(BLOCK * products).zip(&blocks) {
        for (c, row) in rows.chunks_exact_mut(products).enumerate() {
            for (cell, lanes) in row.iter_mut().zip(block) {
                *cell = lanes.0[c];
            }
        }
    }
    sums
}

/// The columns in order of ubiquity, with what both walks need.
struct Walk<'a> {
    holders: Ones,
    rows: usize,
    /// Columns that somebody has, by ubiquity, ties in order.
    order: Vec<u32>,
    values: Option<&'a [f64]>,
    with_self: bool,
}

impl<'a> Walk<'a> {
    fn new(presence: &BitMatrix, values: Option<&'a [f64]>, with_self: bool) -> Self {
        let holders = presence.transpose().ones();
        let ubiquity = |p: u32| holders.row(p as usize).len();
        let mut order: Vec<u32> = (0..presence.columns() as u32)
            .filter(|&p| ubiquity(p) > 0)
            .collect();
        order.sort_by_key(|&p| ubiquity(p));
        Self {
            rows: presence.rows(),
            holders,
            order,
            values,
            with_self,
        }
    }

    fn holders(&self, p: u32) -> &[u32] {
        self.holders.row(p as usize)
    }

    fn value(&self, p: u32) -> f64 {
        self.values.map_or(1.0, |a| a[p as usize])
    }

    /// For every column p the sums N_cp of the rows `first..first + BLOCK` of `left`, of which the transpose is given.
    fn block(&self, left_holders: &BitMatrix, first: usize) -> Vec<Lanes> {
        let mut sums = vec![Lanes::ZERO; left_holders.rows()];
        let level = |a: &u32, b: &u32| self.holders(*a).len() == self.holders(*b).len();
        let present = |p: u32| bits_from(left_holders.row(p as usize), first);

        // (c', c) ↦ Σ_{q : u_q ≤ u} L_cq M_c'q a_q, u ascending.
        let mut bracket = vec![Lanes::ZERO; self.rows];
        for level in self.order.chunk_by(level) {
            for &q in level {
                self.add(&mut bracket, q, present(q), self.value(q));
            }
            for &p in level {
                let holders = self.holders(p);
                let ubiquity = holders.len() as f64;
                let mut lanes = Lanes::ZERO;
                add_listed(&mut lanes, &bracket, holders);
                if !self.with_self {
                    let own = ubiquity * self.value(p);
                    for (c, lane) in lanes.0.iter_mut().enumerate() {
                        *lane -= own * f64::from(present(p) >> c & 1);
                    }
                }
                sums[p as usize] = Lanes(lanes.0.map(|lane| lane / ubiquity));
            }
        }

        // (c', c) ↦ Σ_{q : u_q > u} L_cq M_c'q a_q / u_q, u descending.
        bracket.fill(Lanes::ZERO);
        for level in self.order.chunk_by(level).rev() {
            for &p in level {
                let mut lanes = Lanes::ZERO;
                add_listed(&mut lanes, &bracket, self.holders(p));
                for (sum, lane) in sums[p as usize].0.iter_mut().zip(lanes.0) {
                    *sum += lane;
                }
            }
            for &q in level {
                let share = self.value(q) / self.holders(q).len() as f64;
                self.add(&mut bracket, q, present(q), share);
            }
        }
        sums
    }

    /// Adds column q, present in the lanes of `present`, to the sums of all its holders.
    fn add(&self, bracket: &mut [Lanes], q: u32, present: u16, value: f64) {
        let holders = self.holders(q);
        if present.count_ones() <= 4 {
            // Few lanes are faster one by one.
            for c in ones_of(present.into()) {
                for &holder in holders {
                    bracket[holder as usize].0[c] += value;
                }
            }
        } else {
            let lanes = std::array::from_fn(|c| value * f64::from(present >> c & 1));
            add_to_listed(bracket, holders, &Lanes(lanes));
        }
    }
}

widest! {
    /// Adds the same to the listed brackets.
    fn add_to_listed(bracket: &mut [Lanes], holders: &[u32], added: &Lanes) {
        for &holder in holders {
            for (sum, lane) in bracket[holder as usize].0.iter_mut().zip(&added.0) {
                *sum += lane;
            }
        }
    }
}

/// Sixteen bits of a row from a place that is a multiple of sixteen.
fn bits_from(words: &[u64], first: usize) -> u16 {
    (words[first / 64] >> (first % 64)) as u16
}

/// N_cp = Σ_q M_cq φ_qp for any relatedness φ_qp = g(q, p, J_qp): the rows of `presence` × its columns, row by row, on
/// all threads. φ is made a tile at a time and never held.
///
/// Cost: number of ones × number of columns; for proximities over a maximum see [`proximity_sums`].
///
/// ```
/// use mercatoria_numeric::bits::{BitMatrix, present_sums};
/// let presence = BitMatrix::from_fn(2, 2, |c, p| c <= p);
/// assert_eq!(present_sums(&presence, |_, _, common| f64::from(common)), [2.0, 3.0, 1.0, 2.0]);
/// ```
pub fn present_sums(presence: &BitMatrix, g: impl Fn(usize, usize, u32) -> f64 + Sync) -> Vec<f64> {
    // A stripe is as wide as the counts are made at once; 256 × 128 numbers of φ stay in the second cache.
    const WIDE: usize = 128;
    const DEEP: usize = 256;
    let products = presence.columns();
    let columns = presence.transpose();
    let common = CommonCounts::new(&columns);
    let stripes = parallel::map_chunks(products, WIDE, |stripe| {
        let width = stripe.len();
        let mut sums = vec![0.0; presence.rows() * width];
        let mut tile = vec![0.0; DEEP * width];
        let mut counts = vec![0; width];
        for start in (0..products).step_by(DEEP) {
            let deep = start..products.min(start + DEEP);
            for (q, cells) in deep.clone().zip(tile.chunks_exact_mut(width)) {
                common.of_row(q, stripe.clone(), &mut counts);
                for ((p, cell), &count) in stripe.clone().zip(cells).zip(&counts) {
                    *cell = g(q, p, count);
                }
            }
            presence.add_present(deep.clone(), &tile[..deep.len() * width], width, &mut sums);
        }
        sums
    });
    let mut all = vec![0.0; presence.rows() * products];
    for (s, stripe) in stripes.iter().enumerate() {
        let width = WIDE.min(products - s * WIDE);
        let rows = all.chunks_exact_mut(products);
        for (row, part) in rows.zip(stripe.chunks_exact(width)) {
            row[s * WIDE..][..width].copy_from_slice(part);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::super::tests::nested;
    use super::*;

    /// φ from its definition, then the plain triple loop.
    fn by_definition(
        left: &BitMatrix,
        presence: &BitMatrix,
        values: &[f64],
        with_self: bool,
    ) -> Vec<f64> {
        let n = presence.columns();
        let u = presence.column_counts();
        let columns = presence.transpose();
        let phi = |q: usize, p: usize| match u[q].max(u[p]) {
            0 => 0.0,
            most => f64::from(columns.common(q, p)) / f64::from(most),
        };
        let mut sums = vec![0.0; left.rows() * n];
        for c in 0..left.rows() {
            for p in 0..n {
                sums[c * n + p] = (0..n)
                    .filter(|&q| left.get(c, q) && (with_self || q != p))
                    .map(|q| values[q] * phi(q, p))
                    .sum();
            }
        }
        sums
    }

    fn assert_close(computed: &[f64], expected: &[f64], scale: f64) {
        assert_eq!(computed.len(), expected.len());
        for (x, y) in computed.iter().zip(expected) {
            assert!((x - y).abs() <= 1e-13 * scale, "{x} for {y}");
        }
    }

    #[test]
    fn exchanged_sums_equal_the_triple_loop() {
        for (countries, products) in [(1, 1), (3, 70), (20, 90), (70, 40), (5, 0)] {
            let presence = nested(countries, products);
            let everywhere = BitMatrix::from_fn(1, products, |_, _| true);
            let values: Vec<f64> = (0..products).map(|q| (q as f64 - 7.3) / 11.0).collect();
            let ones = vec![1.0; products];
            for left in [&presence, &presence.complement(), &everywhere] {
                for with_self in [true, false] {
                    let plain = proximity_sums(left, &presence, None, with_self);
                    let expected = by_definition(left, &presence, &ones, with_self);
                    assert_close(&plain, &expected, 90.0);
                    assert!(plain.iter().all(|sum| *sum >= 0.0));
                    let weighted = proximity_sums(left, &presence, Some(&values), with_self);
                    let expected = by_definition(left, &presence, &values, with_self);
                    assert_close(&weighted, &expected, 90.0 * 8.0);
                }
            }
            if products > 0 {
                let u = presence.column_counts();
                let tiled = present_sums(&presence, |q, p, common| {
                    f64::from(common) / f64::from(u[q].max(u[p]).max(1))
                });
                let expected = by_definition(&presence, &presence, &ones, true);
                assert_close(&tiled, &expected, 90.0);
            }
        }
    }

    /// A product that shares no country with any other has no neighbours: exactly 0, not a rounding of it.
    #[test]
    fn leaving_out_the_own_term_is_exact() {
        let presence = BitMatrix::from_fn(7, 5, |c, p| (p == 0) == (c < 3) && (c + p) % 4 != 1);
        let sums = proximity_sums(&presence, &presence, None, false);
        for c in 0..7 {
            assert_eq!(sums[c * 5], 0.0);
        }
    }
}
