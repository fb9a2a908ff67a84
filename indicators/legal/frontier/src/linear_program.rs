//! Small linear programs, solved exactly enough to be certified by their duals.
use mercatoria_core::Undefined;

/// How a row bounds the weighted sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// At most.
    AtMost,
    /// At least.
    AtLeast,
    /// Exactly.
    Exactly,
}
/// One constraint.
#[derive(Debug, Clone)]
pub struct Row {
    /// Coefficients of the variables.
    pub of: Vec<f64>,
    /// Kind.
    pub bound: Bound,
    /// Right-hand side.
    pub value: f64,
}
impl Row {
    /// Σ of·x ≤ value.
    pub fn at_most(of: Vec<f64>, value: f64) -> Self {
        Self {
            of,
            bound: Bound::AtMost,
            value,
        }
    }
    /// Σ of·x ≥ value.
    pub fn at_least(of: Vec<f64>, value: f64) -> Self {
        Self {
            of,
            bound: Bound::AtLeast,
            value,
        }
    }
    /// Σ of·x = value.
    pub fn exactly(of: Vec<f64>, value: f64) -> Self {
        Self {
            of,
            bound: Bound::Exactly,
            value,
        }
    }
}

/// Maximises Σ cᵢxᵢ over x ≥ 0 under the rows, by the simplex method on a dense table in two phases (Bland's rule against
/// cycles); the value and a solution. [`Undefined::Infeasible`] where the rows contradict each other, [`Undefined::Diverges`]
/// where nothing bounds the sum.
///
/// ```
/// use mercatoria_frontier::{Row, maximise};
/// let rows = [Row::at_most(vec![1.0, 2.0], 4.0), Row::at_most(vec![3.0, 1.0], 6.0)];
/// let (value, x) = maximise(&[1.0, 1.0], &rows).unwrap();
/// assert!((value - 2.8).abs() < 1e-12 && (x[0] - 1.6).abs() < 1e-12);
/// ```
pub fn maximise(objective: &[f64], rows: &[Row]) -> Result<(f64, Vec<f64>), Undefined> {
    let (n, m) = (objective.len(), rows.len());
    let slacks = rows.iter().filter(|r| r.bound != Bound::Exactly).count();
    let width = n + slacks + m + 1;
    let mut table = vec![vec![0.0; width]; m];
    let mut basis = vec![0; m];
    let mut slack = n;
    for (i, row) in rows.iter().enumerate() {
        let sign = if row.value < 0.0 { -1.0 } else { 1.0 };
        for (j, a) in row.of.iter().enumerate() {
            table[i][j] = sign * a;
        }
        let of_slack = match row.bound {
            Bound::AtMost => sign,
            Bound::AtLeast => -sign,
            Bound::Exactly => 0.0,
        };
        basis[i] = n + slacks + i;
        if of_slack != 0.0 {
            table[i][slack] = of_slack;
            if of_slack > 0.0 {
                basis[i] = slack;
            }
            slack += 1;
        }
        table[i][n + slacks + i] = 1.0;
        table[i][width - 1] = sign * row.value;
    }
    let scale = rows.iter().map(|r| r.value.abs()).fold(1.0, f64::max);
    let artificial = n + slacks;
    if basis.iter().any(|b| *b >= artificial) {
        let mut cost = vec![0.0; width - 1];
        cost[artificial..].fill(-1.0);
        let left = pivot_to_optimum(&mut table, &mut basis, &cost, width - 1)?;
        if left < -1e-9 * scale {
            return Err(Undefined::Infeasible);
        }
        // Those still in the basis stand at zero: exchange them where a real column can take their place.
        for i in 0..m {
            if basis[i] >= artificial
                && let Some(j) = (0..artificial).find(|j| table[i][*j].abs() > 1e-9)
            {
                pivot(&mut table, &mut basis, i, j);
            }
        }
    }
    let mut cost = objective.to_vec();
    cost.resize(width - 1, 0.0);
    pivot_to_optimum(&mut table, &mut basis, &cost, artificial)?;
    let mut x = vec![0.0; n];
    for (i, b) in basis.iter().enumerate() {
        if *b < n {
            x[*b] = table[i][width - 1].max(0.0);
        }
    }
    let value = mercatoria_numeric::sum::sum_by2(objective, &x, |c, x| c * x);
    Ok((value, x))
}
fn pivot(table: &mut [Vec<f64>], basis: &mut [usize], row: usize, column: usize) {
    let by = table[row][column];
    table[row].iter_mut().for_each(|x| *x /= by);
    let pivoted = table[row].clone();
    for (i, other) in table.iter_mut().enumerate() {
        let factor = other[column];
        if i != row && factor != 0.0 {
            for (x, p) in other.iter_mut().zip(&pivoted) {
                *x -= factor * p;
            }
        }
    }
    basis[row] = column;
}
/// Pivots among the first `usable` columns; the value reached.
fn pivot_to_optimum(
    table: &mut [Vec<f64>],
    basis: &mut [usize],
    cost: &[f64],
    usable: usize,
) -> Result<f64, Undefined> {
    let width = cost.len() + 1;
    let size = cost.iter().fold(1e-300_f64, |a, c| a.max(c.abs()));
    for step in 0..50_000 {
        let gain = |j: usize| {
            cost[j]
                - table
                    .iter()
                    .zip(&*basis)
                    .map(|(row, b)| cost[*b] * row[j])
                    .sum::<f64>()
        };
        let mut candidates = (0..usable).filter(|j| !basis.contains(j));
        let entering = if step < 500 {
            let best = candidates
                .map(|j| (gain(j), j))
                .fold((0.0, usize::MAX), |a, b| if b.0 > a.0 { b } else { a });
            Some(best.1).filter(|_| best.0 > 1e-11 * size)
        } else {
            candidates.find(|j| gain(*j) > 1e-11 * size)
        };
        let Some(entering) = entering else {
            return Ok(table
                .iter()
                .zip(&*basis)
                .map(|(row, b)| cost[*b] * row[width - 1])
                .sum());
        };
        let mut leaving: Option<(f64, usize)> = None;
        for (i, row) in table.iter().enumerate() {
            if row[entering] > 1e-11 {
                let ratio = row[width - 1] / row[entering];
                let better = leaving
                    .is_none_or(|(best, at)| ratio < best || ratio == best && basis[i] < basis[at]);
                if better {
                    leaving = Some((ratio, i));
                }
            }
        }
        let Some((_, row)) = leaving else {
            return Err(Undefined::Diverges);
        };
        pivot(table, basis, row, entering);
    }
    Err(Undefined::NotConverged)
}

/// Peers and further bounds on a unit's weights: `w · column ≤ cost` for each column.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    /// Number of weights.
    pub weights: usize,
    /// One column after the other.
    pub of: Vec<f64>,
    /// Right-hand sides, zero or more.
    pub costs: Vec<f64>,
    /// The same numbers weight by weight, so that all bounds are tested in one sweep; see [`prepare`](Self::prepare).
    wide: Vec<f64>,
}
impl Columns {
    /// For this many weights.
    pub fn new(weights: usize) -> Self {
        Self {
            weights,
            of: vec![],
            costs: vec![],
            wide: vec![],
        }
    }
    /// To be called after the last column, before the columns are used for many units.
    pub fn prepare(&mut self) {
        let count = self.costs.len();
        self.wide = vec![0.0; self.of.len()];
        for (k, column) in self.of.chunks(self.weights).enumerate() {
            for (i, x) in column.iter().enumerate() {
                self.wide[i * count + k] = *x;
            }
        }
    }
    /// Adds `w · column ≤ cost`.
    pub fn push(&mut self, column: &[f64], cost: f64) {
        self.of.extend_from_slice(column);
        self.costs.push(cost);
    }
    /// w · column for each column.
    fn products(&self, weights: &[f64], into: &mut [f64]) {
        if self.wide.len() == self.of.len() {
            into.fill(0.0);
            for (w, row) in weights.iter().zip(self.wide.chunks(self.costs.len())) {
                if *w != 0.0 {
                    into.iter_mut().zip(row).for_each(|(x, a)| *x += w * a);
                }
            }
        } else {
            for (x, column) in into.iter_mut().zip(self.of.chunks(self.weights)) {
                *x = column.iter().zip(weights).map(|(c, w)| c * w).sum();
            }
        }
    }
    #[inline]
    fn get(&self, k: usize) -> &[f64] {
        &self.of[k * self.weights..(k + 1) * self.weights]
    }
}

/// The largest `w · gain` over w ≥ 0 with `w · column ≤ cost` for each column, and those weights. Many columns and few weights:
/// the dual has one row a weight, so the simplex runs on that. `gain` must not be negative. The value is the exact product of
/// the weights returned; they meet every bound within 1e-9.
///
/// [`Undefined::Diverges`] where the columns do not bound some weight.
///
/// ```
/// use mercatoria_frontier::{Columns, best_weights};
/// let mut peers = Columns::new(2);
/// peers.push(&[1.0, 2.0], 1.0);
/// peers.push(&[2.0, 1.0], 1.0);
/// peers.push(&[1.0, 1.0], 1.0);
/// peers.prepare();
/// let (score, weights) = best_weights(&[1.0, 1.0], &peers, Some(2)).unwrap();
/// assert!((score - 2.0 / 3.0).abs() < 1e-12 && (weights[0] - 1.0 / 3.0).abs() < 1e-12);
/// ```
pub fn best_weights(
    gain: &[f64],
    columns: &Columns,
    own: Option<usize>,
) -> Result<(f64, Vec<f64>), Undefined> {
    let q = gain.len();
    let count = columns.costs.len();
    // Columns 0..count, then the surpluses −e, then the artificial e with a cost that no bounded solution pays.
    let surplus = count;
    let artificial = count + q;
    let size = match own {
        Some(k) => columns.get(k).iter().fold(0.0_f64, |a, x| a.max(x.abs())),
        None => columns.of.iter().fold(0.0_f64, |a, x| a.max(x.abs())),
    };
    if size == 0.0 {
        return if gain.iter().all(|g| *g == 0.0) {
            Ok((0.0, vec![0.0; q]))
        } else {
            Err(Undefined::Diverges)
        };
    }
    // Only read where artificial columns are in the basis.
    let dear = if own.is_some() {
        0.0
    } else {
        let all = columns.of.iter().filter(|x| **x != 0.0);
        let least = all.fold(size, |a, x| a.min(x.abs()));
        1e7 * columns.costs.iter().fold(1.0_f64, |a, c| a.max(*c)) / least
    };
    let mut products = vec![0.0; count];
    // Start: one column scaled until it covers the gain everywhere, the rest surpluses; else artificial ones.
    let mut start: Option<(f64, usize, usize)> = None;
    // A unit's own column covers it.
    let candidates = own.map_or(0..count, |k| k..k + 1);
    for k in candidates {
        let column = columns.get(k);
        let (mut scale, mut at) = (0.0, 0);
        for (i, (c, g)) in column.iter().zip(gain).enumerate() {
            let ratio = if *g <= 0.0 && *c >= 0.0 {
                0.0
            } else if *c > 0.0 {
                g / c
            } else {
                f64::INFINITY
            };
            if ratio > scale {
                (scale, at) = (ratio, i);
            }
        }
        let cost = scale * columns.costs[k];
        if scale.is_finite() && scale > 0.0 && start.is_none_or(|(best, _, _)| cost < best) {
            start = Some((cost, k, at));
        }
    }
    // The inverse of the basis, row by row; basis[i] is the column of row i.
    let mut inverse = vec![0.0; q * q];
    let mut basis = vec![0; q];
    let mut amount = vec![0.0; q];
    if let Some((_, k, at)) = start {
        let column = columns.get(k);
        let lambda = gain[at] / column[at];
        for i in 0..q {
            if i == at {
                basis[i] = k;
                inverse[i * q + at] = 1.0 / column[at];
                amount[i] = lambda;
            } else {
                basis[i] = surplus + i;
                inverse[i * q + i] = -1.0;
                inverse[i * q + at] = column[i] / column[at];
                amount[i] = (lambda * column[i] - gain[i]).max(0.0);
            }
        }
    } else {
        for i in 0..q {
            basis[i] = artificial + i;
            inverse[i * q + i] = 1.0;
            amount[i] = gain[i].max(0.0);
        }
    }
    let cost_of = |k: usize| {
        if k < count {
            columns.costs[k]
        } else if k < artificial {
            0.0
        } else {
            dear
        }
    };
    let mut prices = vec![0.0; q];
    let mut direction = vec![0.0; q];
    for step in 0..20_000 {
        if step % 64 == 63 {
            refactor(columns, &basis, &mut inverse, count)?;
            for i in 0..q {
                let row = &inverse[i * q..(i + 1) * q];
                amount[i] = row
                    .iter()
                    .zip(gain)
                    .map(|(a, g)| a * g)
                    .sum::<f64>()
                    .max(0.0);
            }
        }
        prices.fill(0.0);
        for i in 0..q {
            let cost = cost_of(basis[i]);
            if cost != 0.0 {
                for (p, a) in prices.iter_mut().zip(&inverse[i * q..(i + 1) * q]) {
                    *p += cost * a;
                }
            }
        }
        // The bound broken most, weighed by its own size; after many steps the first, so that no cycle is possible.
        let mut entering = None;
        let mut worst = 1e-10;
        let first = step > 400;
        columns.products(&prices, &mut products);
        for (k, product) in products.iter().enumerate() {
            let broken = product - columns.costs[k];
            if broken > worst {
                entering = Some(k);
                if first {
                    break;
                }
                worst = broken;
            }
        }
        if !(first && entering.is_some()) {
            for (i, p) in prices.iter().enumerate() {
                let broken = -p * size;
                if broken > worst {
                    entering = Some(surplus + i);
                    if first {
                        break;
                    }
                    worst = broken;
                }
            }
        }
        let Some(entering) = entering else {
            if basis
                .iter()
                .zip(&amount)
                .any(|(b, a)| *b >= artificial && *a > 1e-9)
            {
                return Err(Undefined::Diverges);
            }
            prices.iter_mut().for_each(|p| *p = p.max(0.0));
            let value = prices.iter().zip(gain).map(|(p, g)| p * g).sum();
            return Ok((value, prices));
        };
        for i in 0..q {
            let row = &inverse[i * q..(i + 1) * q];
            direction[i] = if entering < count {
                let column = columns.get(entering);
                row.iter().zip(column).map(|(a, c)| a * c).sum()
            } else {
                -row[entering - surplus]
            };
        }
        let mut leaving: Option<(f64, usize)> = None;
        for i in 0..q {
            if direction[i] > 1e-11 {
                let ratio = amount[i] / direction[i];
                let better = leaving.is_none_or(|(best, at): (f64, usize)| {
                    ratio < best || ratio == best && basis[i] > basis[at]
                });
                if better {
                    leaving = Some((ratio, i));
                }
            }
        }
        let Some((by, row)) = leaving else {
            // The dual falls without end: no weights meet the bounds. With costs of zero or more they always do.
            return Err(Undefined::Infeasible);
        };
        for i in 0..q {
            amount[i] = if i == row {
                by
            } else {
                (amount[i] - by * direction[i]).max(0.0)
            };
        }
        let at = direction[row];
        for j in 0..q {
            inverse[row * q + j] /= at;
        }
        for i in 0..q {
            let factor = direction[i];
            if i != row && factor != 0.0 {
                for j in 0..q {
                    inverse[i * q + j] -= factor * inverse[row * q + j];
                }
            }
        }
        basis[row] = entering;
    }
    Err(Undefined::NotConverged)
}
/// The inverse of the basis anew, so that errors do not grow.
fn refactor(
    columns: &Columns,
    basis: &[usize],
    inverse: &mut [f64],
    count: usize,
) -> Result<(), Undefined> {
    let q = basis.len();
    let mut matrix = vec![0.0; q * q];
    for (k, b) in basis.iter().enumerate() {
        for i in 0..q {
            matrix[i * q + k] = if *b < count {
                columns.get(*b)[i]
            } else if *b < count + q {
                -f64::from(i == b - count)
            } else {
                f64::from(i == b - count - q)
            };
        }
    }
    let solved = invert(&mut matrix, q).ok_or(Undefined::NotConverged)?;
    inverse.copy_from_slice(&solved);
    Ok(())
}
/// The inverse by elimination with row exchange.
pub(crate) fn invert(matrix: &mut [f64], n: usize) -> Option<Vec<f64>> {
    let mut out = vec![0.0; n * n];
    for i in 0..n {
        out[i * n + i] = 1.0;
    }
    for column in 0..n {
        let pivot = (column..n).max_by(|a, b| {
            matrix[a * n + column]
                .abs()
                .total_cmp(&matrix[b * n + column].abs())
        })?;
        if matrix[pivot * n + column].abs() < 1e-300 {
            return None;
        }
        for j in 0..n {
            matrix.swap(pivot * n + j, column * n + j);
            out.swap(pivot * n + j, column * n + j);
        }
        let by = matrix[column * n + column];
        for j in 0..n {
            matrix[column * n + j] /= by;
            out[column * n + j] /= by;
        }
        for i in 0..n {
            let factor = matrix[i * n + column];
            if i != column && factor != 0.0 {
                for j in 0..n {
                    matrix[i * n + j] -= factor * matrix[column * n + j];
                    out[i * n + j] -= factor * out[column * n + j];
                }
            }
        }
    }
    Some(out)
}
