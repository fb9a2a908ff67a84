//! All eigenpairs of a dense symmetric matrix, A = V Λ Vᵀ.
//!
//! A = Q T Qᵀ by Householder reflections from the last row up; T = S Λ Sᵀ by implicit QL with Wilkinson's shift. The
//! rotations of many sweeps are collected and applied to stripes of sixteen columns of (QS)ᵀ, each of which stays in
//! cache.
//!
//! Source: Golub, Van Loan, Matrix Computations, 4th ed. (2013), sections 8.3.1 and 8.3.3; the order of the reflections is
//! that of Martin, Reinsch, Wilkinson (1968), 10.1007/BF02161360.

use super::{EigenError, orient};
use crate::dispatch::widest;
use crate::linear::{add_scaled_inline, dot_inline};
use crate::parallel;

/// Columns of a stripe.
const STRIPE: usize = 16;

/// Rotations collected before they are applied: enough to be worth a pass, few enough for the second cache.
const COLLECTED: usize = 1 << 14;

/// Sweeps allowed for one eigenvalue; two are usual.
const SWEEPS: usize = 60;

/// The eigenpairs of a symmetric matrix, largest value first; see [`symmetric`].
#[derive(Clone, Debug, PartialEq)]
pub struct Eigen {
    /// λ_1 ≥ λ_2 ≥ … ≥ λ_n.
    pub values: Vec<f64>,
    vectors: Vec<f64>,
}

impl Eigen {
    /// The vector of length 1 that belongs to the k-th value, counted from 0.
    ///
    /// # Panics
    /// When there is no such value.
    pub fn vector(&self, k: usize) -> &[f64] {
        let n = self.values.len();
        &self.vectors[k * n..(k + 1) * n]
    }
}

/// All eigenpairs of the symmetric `n` × `n` matrix, of which only the lower triangle is read.
///
/// Values are exact to some units in the last place of the largest, vectors orthogonal to some 10⁻¹⁵ times √n.
///
/// ```
/// let eigen = mercatoria_numeric::eigen::symmetric(&[2.0, 1.0, 1.0, 2.0], 2)?;
/// assert!((eigen.values[0] - 3.0).abs() < 1e-15 && (eigen.values[1] - 1.0).abs() < 1e-15);
/// assert!((eigen.vector(0)[0] - eigen.vector(0)[1]).abs() < 1e-15);
/// # Ok::<(), mercatoria_numeric::eigen::EigenError>(())
/// ```
///
/// # Errors
/// [`EigenError::Shape`], [`EigenError::NotFinite`]; [`EigenError::NotConverged`] is not known to happen.
pub fn symmetric(matrix: &[f64], n: usize) -> Result<Eigen, EigenError> {
    if matrix.len() != n * n {
        return Err(EigenError::Shape);
    }
    if n == 0 {
        return Ok(Eigen {
            values: Vec::new(),
            vectors: Vec::new(),
        });
    }
    let size = matrix.iter().fold(0.0, |m: f64, x| m.max(x.abs()));
    if !matrix.iter().all(|x| x.is_finite()) {
        return Err(EigenError::NotFinite);
    }
    // A power of two brings the entries near 1 without rounding: no square can overflow.
    let scale = power_of_two_near(size);
    let mut a: Vec<f64> = matrix.iter().map(|x| x / scale).collect();
    let mut reflectors = Reflectors::new(n);
    tridiagonalise(&mut a, n, &mut reflectors);
    let Reflectors {
        mut diagonal,
        mut beside,
        halves,
    } = reflectors;
    let transposed = accumulate(&a, n, &halves);

    let mut stripes = to_stripes(&transposed, n);
    let mut rotations = Vec::with_capacity(COLLECTED + n);
    implicit_ql(&mut diagonal, &mut beside, |rotation| {
        rotations.push(rotation);
        if rotations.len() >= COLLECTED {
            rotate_all(&mut stripes, n, &rotations);
            rotations.clear();
        }
    })?;
    rotate_all(&mut stripes, n, &rotations);

    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|&i, &j| diagonal[j].total_cmp(&diagonal[i]));
    let mut vectors = vec![0.0; n * n];
    for (row, &k) in vectors.chunks_exact_mut(n).zip(&order) {
        for (part, stripe) in row.chunks_mut(STRIPE).zip(stripes.chunks_exact(n)) {
            part.copy_from_slice(&stripe[k][..part.len()]);
        }
        orient(row);
    }
    Ok(Eigen {
        values: order.iter().map(|&k| diagonal[k] * scale + 0.0).collect(),
        vectors,
    })
}

/// A power of two within a factor of two of `size`; 1 for 0.
pub(super) fn power_of_two_near(size: f64) -> f64 {
    let exponent = size.to_bits() >> 52;
    // Zero and subnormal sizes have exponent 0, the largest 2046: both ends stay finite when divided by.
    match exponent {
        0 => 1.0,
        _ => f64::from_bits(exponent << 52),
    }
}

/// What [`tridiagonalise`] leaves beside the vectors in the rows of the matrix.
struct Reflectors {
    /// T_ii.
    diagonal: Vec<f64>,
    /// T_i,i−1 at i; 0 at 0.
    beside: Vec<f64>,
    /// h_i = v_iᵀv_i / 2 of the reflection I − v_i v_iᵀ / h_i, 0 for none.
    halves: Vec<f64>,
}

impl Reflectors {
    fn new(n: usize) -> Self {
        Self {
            diagonal: vec![0.0; n],
            beside: vec![0.0; n],
            halves: vec![0.0; n],
        }
    }
}

widest! {
    /// Replaces row i left of the diagonal by v_i, for i = n − 1 down to 1.
    fn tridiagonalise(a: &mut [f64], n: usize, out: &mut Reflectors) {
        let mut p = vec![0.0; n];
        for i in (1..n).rev() {
            let (above, row) = a.split_at_mut(i * n);
            out.diagonal[i] = row[i];
            let v = &mut row[..i];
            let length = dot_inline(v, v).sqrt();
            let last = v[i - 1];
            if v[..i - 1].iter().all(|x| *x == 0.0) {
                out.beside[i] = last;
                continue;
            }
            let alpha = if last > 0.0 { -length } else { length };
            out.beside[i] = alpha;
            v[i - 1] = last - alpha;
            let half = length * (length + last.abs());
            out.halves[i] = half;

            // p = A v / h from the lower triangle, then A −= v qᵀ + q vᵀ with q = p − (vᵀp / 2h) v.
            let p = &mut p[..i];
            p.fill(0.0);
            for (j, row) in above.chunks_exact(n).enumerate() {
                let sum = dot_add(&row[..j], &v[..j], v[j], &mut p[..j]);
                p[j] += sum + row[j] * v[j];
            }
            p.iter_mut().for_each(|x| *x /= half);
            let k = dot_inline(v, p) / (2.0 * half);
            add_scaled_inline(p, -k, v);
            for (j, row) in above.chunks_exact_mut(n).enumerate() {
                let (vj, qj) = (v[j], p[j]);
                for ((cell, q), v) in row[..=j].iter_mut().zip(&p[..=j]).zip(&v[..=j]) {
                    *cell -= vj * q + qj * v;
                }
            }
        }
        out.diagonal[0] = a[0];
    }
}

/// Adds `s` times the row to `p` and returns row · v, reading the row once.
#[inline(always)]
pub(super) fn dot_add(row: &[f64], v: &[f64], s: f64, p: &mut [f64]) -> f64 {
    let mut lanes = [0.0; 8];
    let (rows, row_rest) = row.as_chunks::<8>();
    let (vs, v_rest) = v.as_chunks::<8>();
    let (ps, p_rest) = p.as_chunks_mut::<8>();
    for ((row, v), p) in rows.iter().zip(vs).zip(ps) {
        for k in 0..8 {
            lanes[k] += row[k] * v[k];
            p[k] += s * row[k];
        }
    }
    let mut rest = 0.0;
    for ((row, v), p) in row_rest.iter().zip(v_rest).zip(p_rest) {
        rest += row * v;
        *p += s * row;
    }
    ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6]))
        + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]))
        + rest
}

widest! {
    /// Qᵀ = H_1 H_2 ⋯ H_{n−1} from the reflections in the rows of `a`.
    fn accumulate(a: &[f64], n: usize, halves: &[f64]) -> Vec<f64> {
        let mut q = vec![0.0; n * n];
        q.iter_mut().step_by(n + 1).for_each(|x| *x = 1.0);
        for (i, &half) in halves.iter().enumerate().filter(|(_, half)| **half > 0.0) {
            let v = &a[i * n..i * n + i];
            for row in q.chunks_exact_mut(n).take(i) {
                let row = &mut row[..i];
                let along = dot_inline(row, v) / half;
                add_scaled_inline(row, -along, v);
            }
        }
        q
    }
}

/// Rows i and i + 1 turned: (x, y) ↦ (c x − s y, s x + c y).
#[derive(Clone, Copy, Debug)]
pub(super) struct Rotation {
    pub(super) i: usize,
    pub(super) c: f64,
    pub(super) s: f64,
}

/// Brings the tridiagonal matrix to diagonal form, in no order, and reports each rotation.
pub(super) fn implicit_ql(
    diagonal: &mut [f64],
    beside: &mut [f64],
    mut report: impl FnMut(Rotation),
) -> Result<(), EigenError> {
    let n = diagonal.len();
    // From here on `e[i]` stands between i and i + 1.
    let (d, e) = (diagonal, beside);
    e.rotate_left(1);
    for l in 0..n {
        for sweep in 0.. {
            let m = (l..n - 1)
                .find(|&m| {
                    let around = d[m].abs() + d[m + 1].abs();
                    around + e[m].abs() == around
                })
                .unwrap_or(n - 1);
            if m == l {
                break;
            }
            if sweep == SWEEPS {
                return Err(EigenError::NotConverged);
            }
            let g = (d[l + 1] - d[l]) / (2.0 * e[l]);
            let r = length(g, 1.0);
            let mut g = d[m] - d[l] + e[l] / (g + if g >= 0.0 { r } else { -r });
            let (mut s, mut c, mut p) = (1.0, 1.0, 0.0);
            let mut split = false;
            for i in (l..m).rev() {
                let f = s * e[i];
                let b = c * e[i];
                let r = length(f, g);
                e[i + 1] = r;
                if r == 0.0 {
                    d[i + 1] -= p;
                    e[m] = 0.0;
                    split = true;
                    break;
                }
                s = f / r;
                c = g / r;
                g = d[i + 1] - p;
                let r = (d[i] - g) * s + 2.0 * c * b;
                p = s * r;
                d[i + 1] = g + p;
                g = c * r - b;
                report(Rotation { i, c, s });
            }
            if !split {
                d[l] -= p;
                e[l] = g;
                e[m] = 0.0;
            }
        }
    }
    Ok(())
}

/// √(x² + y²) without overflow.
fn length(x: f64, y: f64) -> f64 {
    let (x, y) = (x.abs(), y.abs());
    let (small, large) = if x < y { (x, y) } else { (y, x) };
    if large < 1e150 && small > 1e-150 {
        return (large * large + small * small).sqrt();
    }
    if small == 0.0 || large == 0.0 {
        return large;
    }
    let ratio = small / large;
    large * (1.0 + ratio * ratio).sqrt()
}

fn to_stripes(rows: &[f64], n: usize) -> Vec<[f64; STRIPE]> {
    let mut stripes = vec![[0.0; STRIPE]; n.div_ceil(STRIPE) * n];
    for (i, row) in rows.chunks_exact(n).enumerate() {
        for (s, part) in row.chunks(STRIPE).enumerate() {
            stripes[s * n + i][..part.len()].copy_from_slice(part);
        }
    }
    stripes
}

fn rotate_all(stripes: &mut [[f64; STRIPE]], n: usize, rotations: &[Rotation]) {
    parallel::for_each_chunk_mut(stripes, n, |_, stripe| rotate(stripe, rotations));
}

widest! {
    fn rotate(stripe: &mut [[f64; STRIPE]], rotations: &[Rotation]) {
        for &Rotation { i, c, s } in rotations {
            let [x, y] = &mut stripe[i..i + 2] else { return };
            for (x, y) in x.iter_mut().zip(y) {
                (*x, *y) = (c * *x - s * *y, s * *x + c * *y);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::elementary::{cos, sin};
    use proptest::prelude::*;
    use std::f64::consts::PI;

    /// The largest entry of A v − λ v over all pairs, and of VᵀV − I.
    fn defects(matrix: &[f64], eigen: &Eigen) -> (f64, f64) {
        let n = eigen.values.len();
        let (mut residual, mut skew) = (0.0f64, 0.0f64);
        for k in 0..n {
            let v = eigen.vector(k);
            for (row, x) in matrix.chunks_exact(n).zip(v) {
                let image: f64 = row.iter().zip(v).map(|(a, x)| a * x).sum();
                residual = residual.max((image - eigen.values[k] * x).abs());
            }
            for j in 0..=k {
                let product: f64 = v.iter().zip(eigen.vector(j)).map(|(x, y)| x * y).sum();
                skew = skew.max((product - f64::from(u8::from(j == k))).abs());
            }
        }
        (residual, skew)
    }

    fn check(matrix: &[f64], n: usize) -> Eigen {
        let eigen = symmetric(matrix, n).expect("finite");
        let size = matrix.iter().fold(0.0f64, |m, x| m.max(x.abs()));
        let (residual, skew) = defects(matrix, &eigen);
        let bound = 1e-14 * (n as f64).sqrt();
        assert!(
            residual <= bound * size * (n as f64).sqrt(),
            "{residual} of {size}"
        );
        assert!(skew <= bound, "{skew}");
        assert!(eigen.values.is_sorted_by(|x, y| x >= y));
        let trace: f64 = matrix.iter().step_by(n + 1).sum();
        let sum: f64 = eigen.values.iter().sum();
        assert!((trace - sum).abs() <= bound * size * n as f64);
        eigen
    }

    fn noise(i: usize, j: usize) -> f64 {
        let (i, j) = (i.min(j) as u64, i.max(j) as u64);
        let mixed = (i << 32 | j).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        ((mixed ^ mixed >> 29).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 11) as f64
            / (1u64 << 52) as f64
            - 1.0
    }

    fn matrix_of(n: usize, f: impl Fn(usize, usize) -> f64) -> Vec<f64> {
        (0..n * n).map(|c| f(c / n, c % n)).collect()
    }

    #[test]
    fn random_matrices() {
        for n in [1, 2, 3, 7, 16, 17, 60, 150] {
            check(&matrix_of(n, noise), n);
        }
    }

    /// L of the path has the values 2 − 2 cos(πk/n) and vectors cos(πk(i + ½)/n).
    #[test]
    fn laplacian_of_a_path() {
        let n = 101;
        let laplacian = matrix_of(n, |i, j| match i.abs_diff(j) {
            0 => 2.0 - f64::from(u8::from(i == 0)) - f64::from(u8::from(i == n - 1)),
            1 => -1.0,
            _ => 0.0,
        });
        let eigen = check(&laplacian, n);
        for k in 0..n {
            let half = sin(PI * k as f64 / (2 * n) as f64);
            let value = eigen.values[n - 1 - k];
            assert!((value - 4.0 * half * half).abs() < 1e-14, "{k}: {value}");
        }
        let slowest = eigen.vector(n - 2);
        let length = (n as f64 / 2.0).sqrt();
        for (i, x) in slowest.iter().enumerate() {
            let exact = cos(PI * (i as f64 + 0.5) / n as f64) / length;
            assert!((x.abs() - exact.abs()).abs() < 1e-12);
        }
    }

    /// a J + b I has n − 1 equal values: the vectors must still be orthogonal.
    #[test]
    fn multiple_and_clustered_values() {
        let n = 64;
        let flat = check(&matrix_of(n, |i, j| if i == j { 5.0 } else { 2.0 }), n);
        assert!((flat.values[0] - (3.0 + 2.0 * n as f64)).abs() < 1e-12);
        assert!(flat.values[1..].iter().all(|v| (v - 3.0).abs() < 1e-12));
        check(&matrix_of(n, |i, j| f64::from(u8::from(i == j))), n);
        check(&vec![0.0; n * n], n);
        let clustered = |i: usize, j: usize| 1e-9 * noise(i, j) + f64::from(u8::from(i == j));
        let eigen = check(&matrix_of(n, clustered), n);
        assert!(eigen.values.iter().all(|v| (v - 1.0).abs() < 1e-7));
    }

    /// Wilkinson's W⁺ of order 21: the two largest values agree to 14 digits and are 10.746194182903…
    #[test]
    fn wilkinson() {
        let w = matrix_of(21, |i, j| match i.abs_diff(j) {
            0 => 10f64 - i as f64,
            1 => 1.0,
            _ => 0.0,
        })
        .iter()
        .enumerate()
        .map(|(c, x)| if c % 22 == 0 { x.abs() } else { *x })
        .collect::<Vec<_>>();
        let eigen = check(&w, 21);
        assert!((eigen.values[0] - 10.746_194_182_903_39).abs() < 1e-13);
        assert!((eigen.values[1] - 10.746_194_182_903_32).abs() < 1e-13);
    }

    #[test]
    fn huge_and_tiny_entries() {
        for size in [1e300, 1e-300] {
            let eigen = symmetric(&[2.0 * size, size, size, 2.0 * size], 2).expect("finite");
            assert!((eigen.values[0] / size - 3.0).abs() < 1e-14);
            assert!((eigen.values[1] / size - 1.0).abs() < 1e-14);
        }
        let graded = matrix_of(12, |i, j| noise(i, j) * 10f64.powi(-((i + j) as i32)));
        check(&graded, 12);
    }

    #[test]
    fn faults() {
        assert_eq!(symmetric(&[1.0, 2.0], 2), Err(EigenError::Shape));
        assert_eq!(symmetric(&[f64::NAN], 1), Err(EigenError::NotFinite));
        assert_eq!(symmetric(&[], 0).map(|e| e.values.len()), Ok(0));
    }

    proptest! {
        #[test]
        fn any_small_matrix(entries in prop::collection::vec(-4i8..=4, 36)) {
            let n = 6;
            check(&matrix_of(n, |i, j| f64::from(entries[i.min(j) * n + i.max(j)])), n);
        }
    }
}
