//! The complexity eigenproblem in its symmetric form: S = D^−½ M U^−1 Mᵀ D^−½, λ₁ = 1 with the vector √k known.
//!
//! Solved on the smaller side by Lanczos with √k left out, so that λ₂ is the largest value and λ₃ comes with it. Each
//! defect of the table is a reason: empty, disconnected (λ₂ = 1), no structure (λ₂ = 0), undetermined (λ₂ = λ₃).
use mercatoria_core::Undefined;
use mercatoria_numeric::{
    bits::BitMatrix,
    eigen::{largest_pairs, symmetric, symmetric_product},
    elementary::sqrt,
    moments::mean,
    sum::{sum, sum_by2},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which of the two directions of the vector is "complex".
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SignRule {
    /// The country index correlates with diversity; products follow.
    #[default]
    Diversity,
    /// The country index correlates negatively with the average ubiquity of the basket; products follow.
    AverageUbiquity,
}

/// The second pair of the complexity matrix, oriented, with what must be known to trust it.
#[derive(Debug, Clone, PartialEq)]
pub struct Spectral {
    /// The country vector, scaled so that Σ k_c x_c² = 1; NaN for rows without any presence, which are left out.
    pub rows: Vec<f64>,
    /// The product vector U⁻¹Mᵀx / λ₂; NaN for columns without any presence.
    pub columns: Vec<f64>,
    /// λ₂.
    pub value: f64,
    /// λ₃; `None` where there is no third dimension.
    pub next: Option<f64>,
    /// Whether the sign rule had nothing to go by, so that the other one decided.
    pub sign_open: bool,
    /// Places of the rows that are left out.
    pub left_out: Vec<usize>,
}
impl Spectral {
    /// λ₂ − λ₃ relative to λ₂: near 0 the vector is not determined.
    pub fn gap(&self) -> Option<f64> {
        self.next
            .map(|next| ((self.value - next) / self.value).max(0.0))
    }
}

/// Why a table has no complexity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ill {
    /// The reason.
    pub why: Undefined,
    /// Rows by component, where the table falls apart; largest component first.
    pub components: Vec<Vec<usize>>,
}
impl From<Undefined> for Ill {
    fn from(why: Undefined) -> Self {
        Self {
            why,
            components: vec![],
        }
    }
}

/// λ₂ at or below this is rounding of 0.
const NOTHING: f64 = 1e-12;
/// λ₃ is known to some 10⁻⁷ (Lanczos) or to rounding (small tables): nearer than this the two are one.
const SAME: f64 = 1e-7;
/// Up to this dimension all eigenvalues are computed.
const SMALL: usize = 48;

/// The second eigenvector of the complexity matrix of a presence matrix: country index, product index, λ₂ and λ₃.
///
/// # Errors
/// [`Undefined::Empty`] without any presence; [`Undefined::TooFewCells`] with a single row or column in play;
/// [`Undefined::Disconnected`] with the components; [`Undefined::Constant`] where all baskets are alike (λ₂ = 0);
/// [`Undefined::Degenerate`] where λ₂ = λ₃; [`Undefined::Tied`] where nothing tells which end is complex.
///
/// ```
/// use mercatoria_complexity::{SignRule, spectral};
/// use mercatoria_numeric::bits::BitMatrix;
/// // Nested: the first country has all products, the last only the most common one.
/// let m = BitMatrix::from_fn(4, 4, |c, p| p + c < 4);
/// let s = spectral(&m, SignRule::Diversity).unwrap();
/// assert!(s.rows.windows(2).all(|w| w[0] > w[1]) && s.columns.windows(2).all(|w| w[0] < w[1]));
/// // The index of a country is the mean of its products'.
/// assert!((s.rows[3] - s.columns[0]).abs() < 1e-14);
/// ```
///
/// Source: Hidalgo and Hausmann (2009), PNAS 106(26); Mealy, Farmer and Teytelboym (2019), Science Advances 5(1).
pub fn spectral(m: &BitMatrix, sign: SignRule) -> Result<Spectral, Ill> {
    let (k, u) = (m.row_counts(), m.column_counts());
    let (rows, columns) = (present(&k), present(&u));
    if rows.is_empty() {
        return Err(Undefined::Empty.into());
    }
    let components = components(m, &k);
    if components.len() > 1 {
        return Err(Ill {
            why: Undefined::Disconnected,
            components,
        });
    }
    if rows.len() < 2 || columns.len() < 2 {
        return Err(Undefined::TooFewCells.into());
    }
    let by_rows = rows.len() <= columns.len();
    let (narrow, side, sizes, weights) = if by_rows {
        (m.clone(), &rows, &k, &u)
    } else {
        (m.transpose(), &columns, &u, &k)
    };
    let pair = second(&narrow, side, sizes, weights)?;
    // x = D^−½ v, then the other side by one product; twice, so that both identities hold to rounding.
    let own: Vec<f64> = pair
        .vector
        .iter()
        .zip(side)
        .map(|(v, i)| v / sqrt(f64::from(sizes[*i])))
        .collect();
    let mut scattered = vec![0.0; narrow.rows()];
    side.iter().zip(&own).for_each(|(i, x)| scattered[*i] = *x);
    let (ones, turned) = (m.ones(), m.transpose().ones());
    let means = |sums: Vec<f64>, counts: &[u32]| -> Vec<f64> {
        sums.iter()
            .zip(counts)
            .map(|(s, n)| if *n > 0 { s / f64::from(*n) } else { f64::NAN })
            .collect()
    };
    let zeroed = |xs: &[f64]| -> Vec<f64> {
        xs.iter()
            .map(|x| if x.is_nan() { 0.0 } else { *x })
            .collect()
    };
    let (mut of_rows, mut of_columns);
    if by_rows {
        of_columns = means(turned.sums(&scattered), &u);
        of_columns.iter_mut().for_each(|x| *x /= pair.value);
        of_rows = scattered;
        of_rows
            .iter_mut()
            .zip(&k)
            .filter(|(_, k)| **k == 0)
            .for_each(|(x, _)| *x = f64::NAN);
    } else {
        of_columns = scattered;
        of_columns
            .iter_mut()
            .zip(&u)
            .filter(|(_, u)| **u == 0)
            .for_each(|(x, _)| *x = f64::NAN);
        of_rows = means(ones.sums(&of_columns), &k);
    }
    let length = sqrt(sum(&rows
        .iter()
        .map(|c| f64::from(k[*c]) * of_rows[*c] * of_rows[*c])
        .collect::<Vec<_>>()));
    let (positive, sign_open) = orientation(
        &of_rows,
        &k,
        &ones.sums(&zeroed(
            &u.iter().map(|u| f64::from(*u)).collect::<Vec<_>>(),
        )),
        &rows,
        sign,
    )
    .ok_or(Undefined::Tied)?;
    let scale = if positive {
        1.0 / length
    } else {
        -1.0 / length
    };
    of_rows
        .iter_mut()
        .chain(&mut of_columns)
        .for_each(|x| *x *= scale);
    Ok(Spectral {
        rows: of_rows,
        columns: of_columns,
        value: pair.value,
        next: pair.next,
        sign_open,
        left_out: (0..k.len()).filter(|c| k[*c] == 0).collect(),
    })
}

/// Does the vector already point the way the rule says, and had the rule nothing to go by, so that the other one decided?
/// `None` where neither tells the ends apart.
fn orientation(
    x: &[f64],
    k: &[u32],
    basket_ubiquity: &[f64],
    rows: &[usize],
    sign: SignRule,
) -> Option<(bool, bool)> {
    let values: Vec<f64> = rows.iter().map(|c| x[*c]).collect();
    let diversity: Vec<f64> = rows.iter().map(|c| f64::from(k[*c])).collect();
    let rarity: Vec<f64> = rows
        .iter()
        .map(|c| -basket_ubiquity[*c] / f64::from(k[*c]))
        .collect();
    let order = match sign {
        SignRule::Diversity => [&diversity, &rarity],
        SignRule::AverageUbiquity => [&rarity, &diversity],
    };
    for (i, by) in order.into_iter().enumerate() {
        let (a, b) = (mean(&values).unwrap_or(0.0), mean(by).unwrap_or(0.0));
        let along = sum_by2(&values, by, |x, y| (x - a) * (y - b));
        let sizes = sum_by2(&values, &values, |x, _| (x - a) * (x - a))
            * sum_by2(by, by, |y, _| (y - b) * (y - b));
        if along * along > 1e-20 * sizes && sizes > 0.0 {
            return Some((along > 0.0, i > 0));
        }
    }
    None
}

/// Places of what is not zero.
fn present(counts: &[u32]) -> Vec<usize> {
    (0..counts.len()).filter(|i| counts[*i] > 0).collect()
}

struct Second {
    vector: Vec<f64>,
    value: f64,
    next: Option<f64>,
}
fn second(m: &BitMatrix, side: &[usize], sizes: &[u32], weights: &[u32]) -> Result<Second, Ill> {
    let n = side.len();
    let weights: Vec<f64> = weights
        .iter()
        .map(|w| if *w > 0 { 1.0 / f64::from(*w) } else { 0.0 })
        .collect();
    let common = m.weighted_common(&weights);
    let root: Vec<f64> = side.iter().map(|i| sqrt(f64::from(sizes[*i]))).collect();
    let all = m.rows();
    let mut s = vec![0.0; n * n];
    for (a, i) in side.iter().enumerate() {
        for (b, j) in side.iter().enumerate() {
            s[a * n + b] = common[i * all + j] / (root[a] * root[b]);
        }
    }
    second_of(&s, &root)
}
/// The largest pair of a symmetric matrix but for the known vector `root` of value 1, and the value after it.
fn second_of(s: &[f64], root: &[f64]) -> Result<Second, Ill> {
    let n = root.len();
    let total = sum_by2(root, root, |a, b| a * b);
    let found = if n <= SMALL {
        let mut left: Vec<f64> = s.to_vec();
        for a in 0..n {
            for b in 0..n {
                left[a * n + b] -= root[a] * root[b] / total;
            }
        }
        let eigen = symmetric(&left, n).map_err(|_| Undefined::NotConverged)?;
        // One of the n values is the 0 that took the place of λ₁ = 1; the matrix has no negative ones.
        Second {
            vector: eigen.vector(0).to_vec(),
            value: eigen.values[0],
            next: (n > 2).then(|| eigen.values[1].max(0.0)),
        }
    } else {
        let apply = |x: &[f64], y: &mut [f64]| symmetric_product(s, n, x, y);
        let pairs = largest_pairs(n, apply, 1, &[root.to_vec()], 1e-15, n)
            .map_err(|_| Undefined::NotConverged)?;
        let (Some(value), Some(vector)) = (pairs.values.first(), pairs.vectors.first()) else {
            return Err(Undefined::NotConverged.into());
        };
        Second {
            vector: vector.clone(),
            value: *value,
            next: pairs.next.map(|x| x.max(0.0)),
        }
    };
    if found.value <= NOTHING {
        return Err(Undefined::Constant.into());
    }
    if found
        .next
        .is_some_and(|next| found.value - next <= SAME * found.value)
    {
        return Err(Undefined::Degenerate.into());
    }
    // What is left of the known vector after rounding is taken out once more: Σ k x = 0.
    let along = sum_by2(&found.vector, root, |v, r| v * r) / total;
    let vector = found
        .vector
        .iter()
        .zip(root)
        .map(|(v, r)| v - along * r)
        .collect();
    Ok(Second { vector, ..found })
}

/// Rows by connected component of the bipartite graph, largest first; rows without presence belong to none.
pub fn components(m: &BitMatrix, diversity: &[u32]) -> Vec<Vec<usize>> {
    let mut root: Vec<usize> = (0..m.rows()).collect();
    fn find(root: &mut [usize], mut i: usize) -> usize {
        while root[i] != i {
            root[i] = root[root[i]];
            i = root[i];
        }
        i
    }
    let mut holder = vec![usize::MAX; m.columns()];
    for r in 0..m.rows() {
        for p in m.ones_in_row(r) {
            if holder[p] == usize::MAX {
                holder[p] = r;
            } else {
                let (a, b) = (find(&mut root, holder[p]), find(&mut root, r));
                root[a.max(b)] = a.min(b);
            }
        }
    }
    let mut groups: Vec<Vec<usize>> = vec![vec![]; m.rows()];
    for r in (0..m.rows()).filter(|r| diversity[*r] > 0) {
        let top = find(&mut root, r);
        groups[top].push(r);
    }
    groups.retain(|g| !g.is_empty());
    groups.sort_by_key(|g| std::cmp::Reverse(g.len()));
    groups
}

/// All eigenvalues of the complexity matrix of the smaller side, largest first; the first is 1.
///
/// # Errors
/// [`Undefined::Empty`] without any presence.
pub fn spectrum(m: &BitMatrix) -> Result<Vec<f64>, Undefined> {
    let (k, u) = (m.row_counts(), m.column_counts());
    let (rows, columns) = (present(&k), present(&u));
    if rows.is_empty() {
        return Err(Undefined::Empty);
    }
    let (narrow, side, sizes, weights) = if rows.len() <= columns.len() {
        (m.clone(), rows, k, u)
    } else {
        (m.transpose(), columns, u, k)
    };
    let weights: Vec<f64> = weights
        .iter()
        .map(|w| if *w > 0 { 1.0 / f64::from(*w) } else { 0.0 })
        .collect();
    let common = narrow.weighted_common(&weights);
    let n = side.len();
    let mut s = vec![0.0; n * n];
    for (a, i) in side.iter().enumerate() {
        for (b, j) in side.iter().enumerate() {
            s[a * n + b] = common[i * narrow.rows() + j]
                / (sqrt(f64::from(sizes[*i])) * sqrt(f64::from(sizes[*j])));
        }
    }
    let eigen = symmetric(&s, n).map_err(|_| Undefined::NotConverged)?;
    Ok(eigen.values.iter().map(|x| x.max(0.0)).collect())
}

/// The same with weights W ≥ 0, rows × columns in row order, in place of presence; D and U are the sums of W. On zeros and
/// ones it is [`spectral`].
///
/// # Errors
/// As [`spectral`].
pub fn spectral_weighted(
    weights: &[f64],
    rows: usize,
    columns: usize,
    sign: SignRule,
) -> Result<Spectral, Ill> {
    let present = BitMatrix::from_fn(rows, columns, |r, p| weights[r * columns + p] > 0.0);
    let k = present.row_counts();
    let parts = components(&present, &k);
    if parts.len() > 1 {
        return Err(Ill {
            why: Undefined::Disconnected,
            components: parts,
        });
    }
    let side: Vec<usize> = (0..rows).filter(|r| k[*r] > 0).collect();
    if side.is_empty() {
        return Err(Undefined::Empty.into());
    }
    if side.len() < 2 {
        return Err(Undefined::TooFewCells.into());
    }
    let line = |r: usize| &weights[r * columns..][..columns];
    let size: Vec<f64> = (0..rows).map(|r| sum(line(r))).collect();
    let mut share = vec![0.0; columns];
    (0..rows).for_each(|r| share.iter_mut().zip(line(r)).for_each(|(s, w)| *s += w));
    let share: Vec<f64> = share;
    // B = D^−½ W U^−½, so that S = B Bᵀ.
    let scaled: Vec<Vec<f64>> = side
        .iter()
        .map(|r| {
            let of_row = line(*r).iter().zip(&share);
            of_row
                .map(|(w, u)| {
                    if *u > 0.0 {
                        w / (sqrt(size[*r]) * sqrt(*u))
                    } else {
                        0.0
                    }
                })
                .collect()
        })
        .collect();
    let n = side.len();
    let lines = mercatoria_numeric::parallel::map(n, |a| {
        (0..n)
            .map(|b| sum_by2(&scaled[a.min(b)], &scaled[a.max(b)], |x, y| x * y))
            .collect::<Vec<f64>>()
    });
    let root: Vec<f64> = side.iter().map(|r| sqrt(size[*r])).collect();
    let pair = second_of(&lines.concat(), &root)?;
    let mut of_rows = vec![f64::NAN; rows];
    side.iter()
        .zip(pair.vector.iter().zip(&root))
        .for_each(|(r, (v, d))| of_rows[*r] = v / d);
    let of_columns: Vec<f64> = (0..columns)
        .map(|p| {
            if share[p] == 0.0 {
                return f64::NAN;
            }
            let terms: Vec<f64> = side
                .iter()
                .map(|r| weights[r * columns + p] * of_rows[*r])
                .collect();
            sum(&terms) / share[p] / pair.value
        })
        .collect();
    let ubiquity: Vec<f64> = present
        .column_counts()
        .iter()
        .map(|u| f64::from(*u))
        .collect();
    let diversity: Vec<u32> = k.clone();
    let (positive, sign_open) = orientation(
        &of_rows,
        &diversity,
        &present.ones().sums(&ubiquity),
        &side,
        sign,
    )
    .ok_or(Undefined::Tied)?;
    let length = sqrt(sum(&side
        .iter()
        .map(|r| size[*r] * of_rows[*r] * of_rows[*r])
        .collect::<Vec<_>>()));
    let scale = if positive {
        1.0 / length
    } else {
        -1.0 / length
    };
    Ok(Spectral {
        rows: of_rows.iter().map(|x| x * scale).collect(),
        columns: of_columns.iter().map(|x| x * scale).collect(),
        value: pair.value,
        next: pair.next,
        sign_open,
        left_out: (0..rows).filter(|r| k[*r] == 0).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_give_the_same_vectors() {
        let m = BitMatrix::from_fn(9, 6, |c, p| (c * 7 + p * 3) % 11 < 5 || p == 0);
        let (a, b) = (
            spectral(&m, SignRule::Diversity).unwrap(),
            spectral(&m.transpose(), SignRule::Diversity).unwrap(),
        );
        assert!((a.value - b.value).abs() < 1e-14);
        // The transposed problem has the vectors exchanged, up to scale and sign.
        let ratio = a.rows[0] / b.columns[0];
        for (x, y) in a.rows.iter().zip(&b.columns) {
            assert!((x / y - ratio).abs() < 1e-9 * ratio.abs());
        }
    }

    #[test]
    fn ill_posed_tables_have_reasons() {
        let blocks = BitMatrix::from_fn(6, 6, |c, p| c / 3 == p / 3 && c != p);
        let ill = spectral(&blocks, SignRule::Diversity).unwrap_err();
        assert_eq!(
            (ill.why, ill.components),
            (Undefined::Disconnected, vec![vec![0, 1, 2], vec![3, 4, 5]])
        );
        let why = |m: BitMatrix| spectral(&m, SignRule::Diversity).unwrap_err().why;
        assert_eq!(why(BitMatrix::zeros(3, 3)), Undefined::Empty);
        assert_eq!(
            why(BitMatrix::from_fn(3, 3, |_, _| true)),
            Undefined::Constant
        );
        assert_eq!(
            why(BitMatrix::from_fn(3, 3, |c, p| c != p)),
            Undefined::Degenerate
        );
        assert_eq!(
            why(BitMatrix::from_fn(1, 3, |_, _| true)),
            Undefined::TooFewCells
        );
    }

    #[test]
    fn lanczos_and_the_full_decomposition_agree() {
        let m = BitMatrix::from_fn(70, 90, |c, p| {
            let noise =
                (c as u64 * 7919 + p as u64 * 104_729).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40;
            (noise as f64 / (1 << 24) as f64) * (1.0 + c as f64 + p as f64) < 25.0
        });
        let s = spectral(&m, SignRule::Diversity).unwrap();
        let values = spectrum(&m).unwrap();
        assert!((values[0] - 1.0).abs() < 1e-13 && (values[1] - s.value).abs() < 1e-13);
        assert!((values[2] - s.next.unwrap()).abs() < 1e-6);
        // Rayleigh quotient: U⁻¹Mᵀ and D⁻¹M applied in turn give λ₂ x.
        for c in (0..70).filter(|c| m.row_counts()[*c] > 0) {
            let mean =
                m.ones_in_row(c).map(|p| s.columns[p]).sum::<f64>() / f64::from(m.row_counts()[c]);
            assert!((mean - s.rows[c]).abs() < 1e-12);
        }
    }
}
