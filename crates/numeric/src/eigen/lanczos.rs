//! The largest eigenpairs of a symmetric operator, known ones left out: Lanczos with full reorthogonalisation.
//!
//! A v_j = β_j v_{j−1} + α_j v_j + β_{j+1} v_{j+1}: the values θ of the tridiagonal matrix of α and β approach those of
//! A, and |A y − θ y| = β_{j+1} |s_j| for a vector y = V s. Orthogonality to the vectors left out and to all former v is
//! restored twice a step. One starting vector sees one copy of a multiple value; therefore a second run, orthogonal to
//! what was found, looks for a pair overlooked and gives the next value, that is, the gap.
//!
//! Source: Golub, Van Loan, Matrix Computations, 4th ed. (2013), section 10.1–10.3; Parlett, The Symmetric Eigenvalue Problem
//! (1998), chapter 13.

use super::tridiagonal::{dot_add, implicit_ql};
use super::{EigenError, orient};
use crate::dispatch::widest;
use crate::linear::{add_scaled, dot};

/// Steps between looks at the tridiagonal matrix.
const LOOK: usize = 4;

/// The largest eigenpairs of an operator; see [`largest_pairs`].
#[derive(Clone, Debug, PartialEq)]
pub struct LargestPairs {
    /// The values, largest first.
    pub values: Vec<f64>,
    /// The vectors of length 1 that belong to them.
    pub vectors: Vec<Vec<f64>>,
    /// |A v − λ v| as computed from the pairs. A vector is wrong by about this over the distance to the next value.
    pub residuals: Vec<f64>,
    /// The next smaller value, to a relative 10⁻⁷ or so; `None` when there is no further dimension.
    pub next: Option<f64>,
    /// How many times the operator was applied.
    pub products: usize,
    /// Whether every residual met the tolerance.
    pub converged: bool,
}

impl LargestPairs {
    /// Distance of the last value to the next, not negative: near 0 the last vector is not determined.
    pub fn gap(&self) -> Option<f64> {
        Some((self.values.last()? - self.next?).max(0.0))
    }
}

/// The `k` algebraically largest eigenpairs, orthogonal to the vectors in `deflate`, of the symmetric operator of
/// dimension `n` that `apply(x, y)` writes as y = A x.
///
/// `deflate` holds eigenvectors already known, of any length, orthogonal to each other. A run ends when each |A v − λ v|
/// is estimated at most `tolerance` · max |λ| seen (a tolerance below 2⁻⁵² counts as that), or after `most_steps`
/// products. Fewer than `k` pairs come back only when the dimension ends.
///
/// ```
/// use mercatoria_numeric::eigen::largest_pairs;
/// // diag(1, …, 20) with the value 20 known.
/// let apply = |x: &[f64], y: &mut [f64]| {
///     for (i, (x, y)) in x.iter().zip(y).enumerate() {
///         *y = (i + 1) as f64 * x;
///     }
/// };
/// let mut last = vec![0.0; 20];
/// last[19] = 1.0;
/// let pairs = largest_pairs(20, apply, 1, &[last], 1e-15, 100)?;
/// assert!(pairs.converged);
/// assert!((pairs.values[0] - 19.0).abs() < 1e-13);
/// assert!((pairs.gap().ok_or("no gap")? - 1.0).abs() < 1e-5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`EigenError::Shape`] when a vector to deflate has another length than `n`, [`EigenError::NotFinite`] when the operator
/// returns what is not finite.
pub fn largest_pairs(
    n: usize,
    mut apply: impl FnMut(&[f64], &mut [f64]),
    k: usize,
    deflate: &[Vec<f64>],
    tolerance: f64,
    most_steps: usize,
) -> Result<LargestPairs, EigenError> {
    let mut search = Search::new(n, &mut apply, deflate, most_steps)?;
    let tolerance = tolerance.max(f64::EPSILON);
    let mut found: Vec<Pair> = Vec::new();
    let mut converged = true;
    let mut next = None;
    let mut seed = 0;
    while search.dimensions() > 0 {
        let missing = k.saturating_sub(found.len());
        // With all pairs found, one that is as large may still hide: look, less sharply, at what is left.
        let sharp = if missing > 0 {
            tolerance
        } else {
            tolerance.sqrt()
        };
        seed += 1;
        let run = search.run(missing.max(1), sharp, seed)?;
        if missing > 0 {
            converged &= run.converged;
            found.extend(search.keep(run.pairs));
            continue;
        }
        let Some(candidate) = run.pairs.into_iter().next() else {
            break;
        };
        next = Some(candidate.value);
        let least = found.iter().map(|p| p.value).fold(f64::INFINITY, f64::min);
        // A Rayleigh quotient is a lower bound of the largest value left.
        if k == 0 || candidate.value <= least + 4.0 * f64::EPSILON * search.size {
            break;
        }
        let run = search.run(1, tolerance, seed)?;
        converged &= run.converged;
        found.extend(search.keep(run.pairs));
        found.sort_by(|a, b| b.value.total_cmp(&a.value));
        search.release(found.split_off(k));
    }
    found.sort_by(|a, b| b.value.total_cmp(&a.value));
    let mut pairs = LargestPairs {
        values: Vec::new(),
        vectors: Vec::new(),
        residuals: Vec::new(),
        next,
        products: search.products,
        converged: converged && found.len() == k,
    };
    for mut pair in found {
        orient(&mut pair.vector);
        pairs.values.push(pair.value + 0.0);
        pairs.residuals.push(pair.residual);
        pairs.vectors.push(pair.vector);
    }
    Ok(pairs)
}

/// [`largest_pairs`] of a dense symmetric matrix, of which only the upper triangle is read.
///
/// ```
/// use mercatoria_numeric::eigen::largest_pairs_of;
/// let pairs = largest_pairs_of(&[2.0, 1.0, 1.0, 2.0], 2, 1, &[], 1e-15)?;
/// assert!((pairs.values[0] - 3.0).abs() < 1e-15);
/// # Ok::<(), mercatoria_numeric::eigen::EigenError>(())
/// ```
///
/// # Errors
/// As [`largest_pairs`]; [`EigenError::Shape`] also when the matrix is not n × n.
pub fn largest_pairs_of(
    matrix: &[f64],
    n: usize,
    k: usize,
    deflate: &[Vec<f64>],
    tolerance: f64,
) -> Result<LargestPairs, EigenError> {
    if matrix.len() != n * n {
        return Err(EigenError::Shape);
    }
    let apply = |x: &[f64], y: &mut [f64]| symmetric_product(matrix, n, x, y);
    largest_pairs(n, apply, k, deflate, tolerance, n)
}

widest! {
    /// y = A x for the symmetric `n` × `n` matrix A, of which only the upper triangle is read, once.
    ///
    /// ```
    /// let mut y = [0.0; 2];
    /// mercatoria_numeric::eigen::symmetric_product(&[1.0, 2.0, 0.0, 3.0], 2, &[10.0, 1.0], &mut y);
    /// assert_eq!(y, [12.0, 23.0]);
    /// ```
    ///
    /// # Panics
    /// When the lengths do not fit.
    pub fn symmetric_product(matrix: &[f64], n: usize, x: &[f64], y: &mut [f64]) {
        assert!(matrix.len() == n * n && x.len() == n && y.len() == n, "n × n, n and n numbers");
        y.fill(0.0);
        for i in 0..n {
            let row = &matrix[i * n..(i + 1) * n];
            let sum = dot_add(&row[i + 1..], &x[i + 1..], x[i], &mut y[i + 1..]);
            y[i] += row[i] * x[i] + sum;
        }
    }
}

struct Pair {
    value: f64,
    vector: Vec<f64>,
    residual: f64,
}

struct Run {
    pairs: Vec<Pair>,
    converged: bool,
}

/// The operator, what to stay orthogonal to, and what was learnt of its size.
struct Search<'a, F> {
    n: usize,
    apply: &'a mut F,
    locked: Vec<Vec<f64>>,
    /// The longest image of a unit vector so far.
    size: f64,
    products: usize,
    most_steps: usize,
}

impl<'a, F: FnMut(&[f64], &mut [f64])> Search<'a, F> {
    fn new(
        n: usize,
        apply: &'a mut F,
        deflate: &[Vec<f64>],
        most_steps: usize,
    ) -> Result<Self, EigenError> {
        let mut locked: Vec<Vec<f64>> = Vec::with_capacity(deflate.len());
        for known in deflate {
            if known.len() != n {
                return Err(EigenError::Shape);
            }
            let mut unit = known.clone();
            let before = dot(&unit, &unit).sqrt();
            orthogonalise(&mut unit, &locked);
            // A vector that adds no direction is left out.
            let length = dot(&unit, &unit).sqrt();
            if length > 1e-8 * before {
                unit.iter_mut().for_each(|x| *x /= length);
                locked.push(unit);
            }
        }
        Ok(Self {
            n,
            apply,
            locked,
            size: 0.0,
            products: 0,
            most_steps: most_steps.max(1),
        })
    }

    fn dimensions(&self) -> usize {
        self.n.saturating_sub(self.locked.len())
    }

    /// Stays orthogonal to the pairs from now on.
    fn keep(&mut self, pairs: Vec<Pair>) -> Vec<Pair> {
        self.locked
            .extend(pairs.iter().map(|pair| pair.vector.clone()));
        pairs
    }

    /// No longer stays orthogonal to the pairs.
    fn release(&mut self, pairs: Vec<Pair>) {
        self.locked
            .retain(|locked| pairs.iter().all(|pair| pair.vector != *locked));
    }

    fn image(&mut self, x: &[f64], y: &mut [f64]) -> Result<(), EigenError> {
        (self.apply)(x, y);
        self.products += 1;
        let length = dot(y, y).sqrt();
        if !length.is_finite() {
            return Err(EigenError::NotFinite);
        }
        self.size = self.size.max(length);
        Ok(())
    }

    /// A vector that depends on nothing but its place and the seed, orthogonal to what is locked.
    fn start(&self, seed: u64) -> Vec<f64> {
        let mut start: Vec<f64> = (0..self.n as u64)
            .map(|i| {
                let mixed = (i + (seed << 40) + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
                let mixed = (mixed ^ mixed >> 32).wrapping_mul(0xD6E8_FEB8_6659_FD93);
                (mixed >> 11) as f64 / (1u64 << 52) as f64 - 1.0
            })
            .collect();
        normalise(&mut start, &self.locked);
        start
    }

    /// The `wanted` largest pairs orthogonal to what is locked; fewer when the start spans no more.
    fn run(&mut self, wanted: usize, tolerance: f64, seed: u64) -> Result<Run, EigenError> {
        let most = self.dimensions().min(self.most_steps);
        let mut basis = vec![self.start(seed)];
        let (mut alphas, mut betas): (Vec<f64>, Vec<f64>) = (Vec::new(), Vec::new());
        let mut image = vec![0.0; self.n];
        loop {
            let j = basis.len() - 1;
            self.image(&basis[j], &mut image)?;
            let alpha = dot(&basis[j], &image);
            alphas.push(alpha);
            add_scaled(&mut image, -alpha, &basis[j]);
            if j > 0 {
                add_scaled(&mut image, -betas[j - 1], &basis[j - 1]);
            }
            for _ in 0..2 {
                subtract_projections(&mut image, &self.locked);
                subtract_projections(&mut image, &basis);
            }
            let beta = dot(&image, &image).sqrt();
            let steps = j + 1;
            let exhausted = beta <= 4.0 * f64::EPSILON * self.size;
            let ended = exhausted || steps == most;
            if ended || steps % LOOK == 0 {
                let ritz = Ritz::of(&alphas, &betas)?;
                let bound = tolerance * self.size;
                let good = ritz
                    .lasts
                    .iter()
                    .take(wanted)
                    .all(|last| beta * last <= bound);
                if ended || (good && steps >= wanted) {
                    let whole = steps == self.dimensions();
                    let converged = exhausted || whole || good;
                    let pairs = self.pairs(&basis, &alphas, &betas, &ritz, wanted.min(steps))?;
                    return Ok(Run { pairs, converged });
                }
            }
            betas.push(beta);
            basis.push(image.iter().map(|x| x / beta).collect());
        }
    }

    /// The pairs themselves, with the value and the residual that the vector has.
    fn pairs(
        &mut self,
        basis: &[Vec<f64>],
        alphas: &[f64],
        betas: &[f64],
        ritz: &Ritz,
        wanted: usize,
    ) -> Result<Vec<Pair>, EigenError> {
        let coordinates = ritz.vectors(alphas, betas, wanted)?;
        let mut image = vec![0.0; self.n];
        coordinates
            .iter()
            .map(|coordinates| {
                let mut vector = vec![0.0; self.n];
                for (v, &s) in basis.iter().zip(coordinates) {
                    add_scaled(&mut vector, s, v);
                }
                normalise(&mut vector, &self.locked);
                self.image(&vector, &mut image)?;
                let value = dot(&vector, &image);
                add_scaled(&mut image, -value, &vector);
                // What stands in the locked directions is theirs.
                subtract_projections(&mut image, &self.locked);
                let residual = dot(&image, &image).sqrt();
                Ok(Pair {
                    value,
                    vector,
                    residual,
                })
            })
            .collect()
    }
}

/// The eigenvalues of the tridiagonal matrix, largest first.
struct Ritz {
    /// Where implicit QL left each of them.
    order: Vec<usize>,
    /// The size of the last coordinate of each vector.
    lasts: Vec<f64>,
}

impl Ritz {
    fn of(alphas: &[f64], betas: &[f64]) -> Result<Self, EigenError> {
        let n = alphas.len();
        let mut last = vec![0.0; n];
        last[n - 1] = 1.0;
        let values = diagonalise(alphas, betas, |i, c, s| {
            (last[i], last[i + 1]) = (c * last[i] - s * last[i + 1], s * last[i] + c * last[i + 1]);
        })?;
        let mut order: Vec<usize> = (0..n).collect();
        order.sort_by(|&i, &j| values[j].total_cmp(&values[i]));
        let lasts = order.iter().map(|&i| last[i].abs()).collect();
        Ok(Self { order, lasts })
    }

    /// The coordinates of the largest ones.
    fn vectors(
        &self,
        alphas: &[f64],
        betas: &[f64],
        wanted: usize,
    ) -> Result<Vec<Vec<f64>>, EigenError> {
        let n = alphas.len();
        let mut rows = vec![0.0; n * n];
        rows.iter_mut().step_by(n + 1).for_each(|x| *x = 1.0);
        diagonalise(alphas, betas, |i, c, s| {
            let (upper, lower) = rows[i * n..(i + 2) * n].split_at_mut(n);
            for (x, y) in upper.iter_mut().zip(lower) {
                (*x, *y) = (c * *x - s * *y, s * *x + c * *y);
            }
        })?;
        let wanted = self.order.iter().take(wanted);
        Ok(wanted.map(|&i| rows[i * n..(i + 1) * n].to_vec()).collect())
    }
}

fn diagonalise(
    alphas: &[f64],
    betas: &[f64],
    mut turn: impl FnMut(usize, f64, f64),
) -> Result<Vec<f64>, EigenError> {
    let mut values = alphas.to_vec();
    let mut beside: Vec<f64> = std::iter::once(0.0).chain(betas.iter().copied()).collect();
    beside.truncate(values.len());
    implicit_ql(&mut values, &mut beside, |r| turn(r.i, r.c, r.s))?;
    Ok(values)
}

fn subtract_projections(x: &mut [f64], basis: &[Vec<f64>]) {
    for v in basis {
        let along = dot(x, v);
        add_scaled(x, -along, v);
    }
}

fn orthogonalise(x: &mut [f64], basis: &[Vec<f64>]) {
    subtract_projections(x, basis);
    subtract_projections(x, basis);
}

/// Length 1 and orthogonal to the basis.
fn normalise(x: &mut [f64], basis: &[Vec<f64>]) {
    for _ in 0..2 {
        orthogonalise(x, basis);
        let length = dot(x, x).sqrt();
        if length > 0.0 {
            x.iter_mut().for_each(|x| *x /= length);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::symmetric;
    use super::*;

    fn noise(i: usize, j: usize) -> f64 {
        let mixed = ((i as u64) << 32 | j as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        ((mixed ^ mixed >> 29).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 11) as f64
            / (1u64 << 53) as f64
    }

    /// B Bᵀ of positive numbers, as the complexity matrix is.
    fn gram(n: usize, m: usize) -> Vec<f64> {
        let b: Vec<Vec<f64>> = (0..n)
            .map(|i| (0..m).map(|j| noise(i, j) * noise(j, i + 7)).collect())
            .collect();
        (0..n * n).map(|c| dot(&b[c / n], &b[c % n])).collect()
    }

    #[test]
    fn agrees_with_the_full_decomposition() {
        for (n, m) in [(1, 3), (2, 5), (9, 4), (40, 90), (90, 120)] {
            let a = gram(n, m);
            let full = symmetric(&a, n).expect("finite");
            let k = 3.min(n);
            let pairs = largest_pairs_of(&a, n, k, &[], 1e-15).expect("finite");
            assert!(pairs.converged);
            for i in 0..k {
                assert!((pairs.values[i] - full.values[i]).abs() <= 1e-14 * full.values[0] * 3.0);
                assert!(pairs.residuals[i] <= 1e-14 * full.values[0]);
            }
            if n > k {
                let next = pairs.next.expect("another dimension");
                assert!((next - full.values[k]).abs() < 1e-6 * full.values[0]);
            }
            let first = vec![full.vector(0).to_vec()];
            let second = largest_pairs_of(&a, n, 1, &first, 1e-15).expect("finite");
            if n > 1 {
                assert!((second.values[0] - full.values[1]).abs() <= 1e-14 * full.values[0]);
                let same = dot(&second.vectors[0], full.vector(1)).abs();
                assert!((same - 1.0).abs() < 1e-13, "{same}");
            }
        }
    }

    /// The largest value of a J-like block matrix is double: the gap must say so, and two pairs must both be found.
    #[test]
    fn multiple_values_are_seen() {
        let n = 30;
        let a: Vec<f64> = (0..n * n)
            .map(|c| f64::from(u8::from((c / n < 15) == (c % n < 15))))
            .collect();
        let one = largest_pairs_of(&a, n, 1, &[], 1e-15).expect("finite");
        assert!((one.values[0] - 15.0).abs() < 1e-13);
        assert!(one.gap().expect("a gap") < 1e-6);
        let three = largest_pairs_of(&a, n, 3, &[], 1e-15).expect("finite");
        assert!((three.values[1] - 15.0).abs() < 1e-13);
        assert!(three.values[2].abs() < 1e-13);
        assert!(dot(&three.vectors[0], &three.vectors[1]).abs() < 1e-14);
    }

    #[test]
    fn identity_and_zero() {
        for value in [1.0, 0.0] {
            let apply = |x: &[f64], y: &mut [f64]| {
                for (x, y) in x.iter().zip(y) {
                    *y = value * x;
                }
            };
            let pairs = largest_pairs(5, apply, 5, &[], 1e-14, 50).expect("finite");
            assert!(pairs.converged);
            assert!(pairs.values.iter().all(|v| (v - value).abs() < 1e-15));
            assert_eq!(pairs.next, None);
        }
    }

    #[test]
    fn too_few_steps_are_reported() {
        let a = gram(60, 80);
        let apply = |x: &[f64], y: &mut [f64]| symmetric_product(&a, 60, x, y);
        let pairs = largest_pairs(60, apply, 4, &[], 1e-15, 5).expect("finite");
        assert!(!pairs.converged);
    }

    #[test]
    fn faults() {
        assert_eq!(
            largest_pairs_of(&[1.0], 2, 1, &[], 1e-9),
            Err(EigenError::Shape)
        );
        let short = largest_pairs_of(&[1.0], 1, 1, &[vec![1.0, 2.0]], 1e-9);
        assert_eq!(short, Err(EigenError::Shape));
        let bad = largest_pairs_of(&[f64::NAN], 1, 1, &[], 1e-9);
        assert_eq!(bad, Err(EigenError::NotFinite));
    }

    #[test]
    fn symmetric_product_of_integers_is_exact() {
        for n in [0, 1, 5, 23, 40] {
            let a: Vec<f64> = (0..n * n)
                .map(|c| ((c / n.max(1)) * (c % n.max(1)) % 11) as f64)
                .collect();
            let x: Vec<f64> = (0..n).map(|i| i as f64 - 3.0).collect();
            let mut y = vec![f64::NAN; n];
            symmetric_product(&a, n, &x, &mut y);
            for i in 0..n {
                let expected: f64 = (0..n).map(|j| a[i * n + j] * x[j]).sum();
                assert_eq!(y[i], expected);
            }
        }
    }
}
