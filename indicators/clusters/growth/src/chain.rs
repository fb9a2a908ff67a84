//! A Markov chain with finitely many states, rows of it perhaps unknown.
use crate::EmptyState;
use mercatoria_core::{Measure, Undefined};
use mercatoria_numeric::elementary::{exp, ln};

/// Transition probabilities, states × states; `None` for the row of a state that nobody left.
#[derive(Debug, Clone, PartialEq)]
pub struct Chain {
    rows: Vec<Option<Vec<f64>>>,
    /// Entered or left by anyone.
    visited: Vec<bool>,
}
impl Chain {
    /// Shares of the transitions out of each state.
    ///
    /// ```
    /// use mercatoria_growth::{Chain, EmptyState};
    /// let chain = Chain::from_counts(&[18.0, 2.0, 2.0, 13.0], EmptyState::Undefined);
    /// assert_eq!(chain.row(0), Some(&[0.9, 0.1][..]));
    /// assert!((chain.stationary()[0].1[0].unwrap() - 4.0 / 7.0).abs() < 1e-15);
    /// ```
    pub fn from_counts(counts: &[f64], empty: EmptyState) -> Self {
        let k = counts.len().isqrt();
        let row = |i: usize| {
            let row = &counts[i * k..][..k];
            let total: f64 = row.iter().sum();
            match (total > 0.0, empty) {
                (true, _) => Some(row.iter().map(|n| n / total).collect()),
                (false, EmptyState::Undefined) => None,
                (false, EmptyState::Stay) => {
                    Some((0..k).map(|j| f64::from(u8::from(i == j))).collect())
                }
            }
        };
        let entered = |j: usize| (0..k).any(|i| counts[i * k + j] > 0.0);
        let rows: Vec<Option<Vec<f64>>> = (0..k).map(row).collect();
        let visited = (0..k).map(|j| rows[j].is_some() || entered(j)).collect();
        Self { rows, visited }
    }
    /// Number of states.
    pub fn states(&self) -> usize {
        self.rows.len()
    }
    /// The probabilities out of a state.
    pub fn row(&self, i: usize) -> Option<&[f64]> {
        self.rows[i].as_deref()
    }
    fn p(&self, i: usize, j: usize) -> f64 {
        self.rows[i].as_ref().map_or(0.0, |row| row[j])
    }
    /// The chain over the states that were ever visited, if all of them were left.
    fn closed(&self) -> Result<Vec<usize>, Undefined> {
        let states: Vec<usize> = (0..self.states()).filter(|i| self.visited[*i]).collect();
        if states.is_empty() {
            return Err(Undefined::Empty);
        }
        if states.iter().any(|i| self.rows[*i].is_none()) {
            return Err(Undefined::EmptyRow);
        }
        Ok(states)
    }
    /// Which states lead to which, in any number of steps, over states that pass `through`.
    fn reaches(&self, through: impl Fn(usize) -> bool) -> Vec<Vec<bool>> {
        let k = self.states();
        let mut to: Vec<Vec<bool>> = (0..k)
            .map(|i| (0..k).map(|j| self.p(i, j) > 0.0).collect())
            .collect();
        for via in (0..k).filter(|via| through(*via)) {
            let onwards = to[via].clone();
            for row in &mut to {
                if row[via] {
                    row.iter_mut().zip(&onwards).for_each(|(a, b)| *a |= b);
                }
            }
        }
        to
    }
    /// The stationary distribution of every closed class: its states, and a probability (or reason) a state.
    pub fn stationary(&self) -> Vec<(Vec<usize>, Vec<Measure>)> {
        let states = match self.closed() {
            Ok(states) => states,
            Err(why) => return vec![(vec![], vec![Err(why); self.states()])],
        };
        let to = self.reaches(|_| true);
        let mut seen = vec![false; self.states()];
        let mut classes = vec![];
        for i in states {
            let closed = (0..self.states()).all(|j| !to[i][j] || to[j][i]);
            if seen[i] || !closed || !to[i][i] {
                continue;
            }
            let class: Vec<usize> = (0..self.states())
                .filter(|j| to[i][*j] && to[*j][i])
                .collect();
            class.iter().for_each(|j| seen[*j] = true);
            let weights = self.without_subtraction(&class);
            let mut all: Vec<Measure> = self
                .visited
                .iter()
                .map(|visited| {
                    if *visited {
                        Ok(0.0)
                    } else {
                        Err(Undefined::EmptyRow)
                    }
                })
                .collect();
            for (j, weight) in class.iter().zip(weights) {
                all[*j] = Ok(weight);
            }
            classes.push((class, all));
        }
        classes
    }
    /// Grassmann, Taksar and Heyman (1985): elimination without subtraction, so that small probabilities keep their digits.
    fn without_subtraction(&self, class: &[usize]) -> Vec<f64> {
        let n = class.len();
        let mut a: Vec<Vec<f64>> = class
            .iter()
            .map(|i| class.iter().map(|j| self.p(*i, *j)).collect())
            .collect();
        for last in (1..n).rev() {
            let out: f64 = a[last][..last].iter().sum();
            for i in 0..last {
                a[i][last] /= out;
                for j in 0..last {
                    a[i][j] += a[i][last] * a[last][j];
                }
            }
        }
        let mut weights = vec![1.0; n];
        for j in 1..n {
            weights[j] = (0..j).map(|i| weights[i] * a[i][j]).sum();
        }
        let total: f64 = weights.iter().sum();
        weights.iter().map(|w| w / total).collect()
    }
    /// Mean number of steps from each state to `target` for the first time (from itself: to come back).
    ///
    /// # Errors
    /// `Diverges` where it may never come there, `EmptyRow` where the way leads over a state that nobody left.
    pub fn first_passage(&self, target: usize) -> Vec<Measure> {
        let k = self.states();
        let to = self.reaches(|via| via != target);
        let blind = |j: usize| j != target && self.rows[j].is_none() && self.visited[j];
        // Astray: no way to the target from there.
        let astray = |j: usize| j != target && !to[j][target] && !blind(j);
        let status = |i: usize| -> Option<Undefined> {
            let leads = |there: &dyn Fn(usize) -> bool| {
                (i != target && there(i)) || (0..k).any(|j| to[i][j] && there(j))
            };
            match () {
                () if self.rows[i].is_none() => Some(Undefined::EmptyRow),
                () if leads(&astray) => Some(Undefined::Diverges),
                () if leads(&blind) => Some(Undefined::EmptyRow),
                () => None,
            }
        };
        let reasons: Vec<Option<Undefined>> = (0..k).map(status).collect();
        let open: Vec<usize> = (0..k)
            .filter(|i| *i != target && reasons[*i].is_none())
            .collect();
        let n = open.len();
        let mut a = vec![0.0; n * n];
        for (x, i) in open.iter().enumerate() {
            for (y, j) in open.iter().enumerate() {
                a[x * n + y] = f64::from(u8::from(i == j)) - self.p(*i, *j);
            }
        }
        let steps = solve(a, vec![1.0; n]);
        let mut all = vec![Err(Undefined::Diverges); k];
        for i in 0..k {
            if let Some(why) = reasons[i] {
                all[i] = Err(why);
            }
        }
        match &steps {
            Some(steps) => open.iter().zip(steps).for_each(|(i, m)| all[*i] = Ok(*m)),
            None => open
                .iter()
                .for_each(|i| all[*i] = Err(Undefined::NotConverged)),
        }
        if reasons[target].is_none() {
            let others = (0..k).filter(|j| *j != target && self.p(target, *j) > 0.0);
            let back: Measure = others
                .map(|j| Ok(self.p(target, j) * all[j]?))
                .sum::<Result<f64, Undefined>>();
            all[target] = back.map(|back| 1.0 + back);
        }
        all
    }
    /// |λ₂|: the largest modulus of an eigenvalue beside the 1 that every chain has.
    ///
    /// # Errors
    /// `EmptyRow` for a state that was entered but never left.
    pub fn second_modulus(&self) -> Measure {
        let states = self.closed()?;
        let stationary = self.stationary();
        let [(_, weights)] = &stationary[..] else {
            return Ok(1.0);
        };
        let n = states.len();
        // P less its limit has the other eigenvalues; its powers shrink like λ₂ⁿ (Gelfand).
        let mut a = vec![0.0; n * n];
        for (x, i) in states.iter().enumerate() {
            for (y, j) in states.iter().enumerate() {
                a[x * n + y] = self.p(*i, *j) - weights[*j]?;
            }
        }
        let mut log = 0.0;
        let mut power = 1.0;
        for _ in 0..50 {
            let size = a.iter().fold(0.0, |most: f64, x| most.max(x.abs()));
            if size < 1e-200 || (size < 1e-14 && power == 1.0) {
                return Ok(if power == 1.0 { 0.0 } else { exp(log) });
            }
            log += ln(size) / power;
            a.iter_mut().for_each(|x| *x /= size);
            let mut square = vec![0.0; n * n];
            for i in 0..n {
                for m in 0..n {
                    let x = a[i * n + m];
                    for j in 0..n {
                        square[i * n + j] += x * a[m * n + j];
                    }
                }
            }
            a = square;
            power *= 2.0;
        }
        Ok(exp(log).min(1.0))
    }
    /// Determinant of the transition matrix over the visited states, and their number and trace.
    pub(crate) fn determinant_trace(&self) -> Result<(f64, f64, usize), Undefined> {
        let states = self.closed()?;
        let n = states.len();
        let mut a: Vec<f64> = vec![];
        for i in &states {
            a.extend(states.iter().map(|j| self.p(*i, *j)));
        }
        let trace = states.iter().map(|i| self.p(*i, *i)).sum();
        Ok((determinant(a, n), trace, n))
    }
    pub(crate) fn visited_states(&self) -> Result<Vec<usize>, Undefined> {
        self.closed()
    }
}

/// Solves A x = b by elimination with pivots; `None` for a singular matrix.
fn solve(mut a: Vec<f64>, mut b: Vec<f64>) -> Option<Vec<f64>> {
    let n = b.len();
    for c in 0..n {
        let pivot = (c..n).max_by(|i, j| a[i * n + c].abs().total_cmp(&a[j * n + c].abs()))?;
        if a[pivot * n + c] == 0.0 {
            return None;
        }
        for j in 0..n {
            a.swap(c * n + j, pivot * n + j);
        }
        b.swap(c, pivot);
        for i in c + 1..n {
            let factor = a[i * n + c] / a[c * n + c];
            for j in c..n {
                a[i * n + j] -= factor * a[c * n + j];
            }
            b[i] -= factor * b[c];
        }
    }
    for i in (0..n).rev() {
        for j in i + 1..n {
            b[i] -= a[i * n + j] * b[j];
        }
        b[i] /= a[i * n + i];
    }
    Some(b)
}
fn determinant(mut a: Vec<f64>, n: usize) -> f64 {
    let mut product = 1.0;
    for c in 0..n {
        let Some(pivot) = (c..n).max_by(|i, j| a[i * n + c].abs().total_cmp(&a[j * n + c].abs()))
        else {
            return product;
        };
        if a[pivot * n + c] == 0.0 {
            return 0.0;
        }
        if pivot != c {
            product = -product;
            for j in 0..n {
                a.swap(c * n + j, pivot * n + j);
            }
        }
        product *= a[c * n + c];
        for i in c + 1..n {
            let factor = a[i * n + c] / a[c * n + c];
            for j in c..n {
                a[i * n + j] -= factor * a[c * n + j];
            }
        }
    }
    product
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_eigenvalue_of_two_states_and_of_a_turn() {
        let chain = Chain::from_counts(&[7.0, 3.0, 2.0, 8.0], EmptyState::Undefined);
        assert!((chain.second_modulus().unwrap() - 0.5).abs() < 1e-14);
        // Round and round: λ = ½ (a pair of complex eigenvalues of modulus √7/4 · …): cyclic with staying.
        let chain = Chain::from_counts(
            &[1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0, 1.0],
            EmptyState::Undefined,
        );
        // λ = ½ + ½ e^{±2πi/3}: modulus ½.
        assert!((chain.second_modulus().unwrap() - 0.5).abs() < 1e-12);
    }

    #[test]
    fn a_state_that_nobody_left_is_told() {
        let counts = [1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
        let chain = Chain::from_counts(&counts, EmptyState::Undefined);
        assert_eq!(chain.row(1), None);
        assert_eq!(chain.stationary()[0].1[0], Err(Undefined::EmptyRow));
        assert_eq!(chain.second_modulus(), Err(Undefined::EmptyRow));
        let stay = Chain::from_counts(&counts, EmptyState::Stay);
        assert_eq!(stay.stationary().len(), 2);
        assert_eq!(stay.first_passage(1)[0], Ok(2.0));
        assert_eq!(stay.first_passage(2)[0], Err(Undefined::Diverges));
    }
}
