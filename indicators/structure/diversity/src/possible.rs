//! Everything that a partly known distribution may be, and the range of a measure of concentration over it.
//!
//! A measure that transfers to the larger never lower, and that merging, scaling and mixing cannot take out of the range of
//! its ends (Schur-convex, quasi-convex, scale-free), has its least value where the unknown cells are as equal as their
//! bounds allow, and its greatest at a corner. The corners are tried where they are few; beyond that a distribution that
//! majorises all possible ones bounds it from above.
use mercatoria_core::{Distribution, Hidden, Undefined};
use mercatoria_numeric::{order, sum::sum};

/// Up to this many unknown cells every corner is tried.
const CORNERS: usize = 10;

/// A partly known distribution: known cells, cells between bounds, an amount on labels that are not seen.
#[derive(Debug, Clone)]
pub struct Possible {
    known: Vec<f64>,
    gaps: Vec<(f64, f64)>,
    /// Where the gaps stand among all labels.
    places: Vec<usize>,
    /// What the gaps (and an unknown rest) share, where the published total says it.
    shared: Option<f64>,
    /// On labels that are not seen.
    rest: f64,
    /// The rest is whatever the published total leaves.
    open_rest: bool,
}
impl Possible {
    /// What is known of it; the reason where nothing bounds it.
    pub fn of(d: &Distribution<'_>) -> Result<Self, Undefined> {
        let places: Vec<usize> = d.gaps.iter().map(|gap| gap.at as usize).collect();
        let known: Vec<f64> = d
            .amounts
            .iter()
            .enumerate()
            .filter(|(at, _)| places.binary_search(at).is_err())
            .map(|(_, x)| *x)
            .collect();
        let mut gaps: Vec<(f64, f64)> = d.gaps.iter().map(|g| (g.lower, g.upper)).collect();
        let (rest, open_rest) = match (d.hidden, d.margin) {
            (Hidden::Nothing, _) => (0.0, false),
            (Hidden::Amount(rest), _) => (rest, false),
            (Hidden::Unknown, Some(_)) => (0.0, true),
            (Hidden::Unknown, None) => return Err(Undefined::PartlyKnown),
        };
        let shared = d.margin.map(|margin| margin - sum(&known) - rest);
        if let Some(shared) = shared {
            let least = sum(&gaps.iter().map(|g| g.0).collect::<Vec<_>>());
            let most: f64 = gaps.iter().map(|g| g.1).sum();
            let slack = 1e-9 * d.margin.unwrap_or(0.0).abs().max(1.0);
            if shared < least - slack || (shared > most + slack && !open_rest) {
                return Err(Undefined::Infeasible);
            }
            // No cell holds more than what the others leave; outwards by what rounding may cost.
            let noise = 1e-13 * d.margin.unwrap_or(0.0).abs();
            for gap in &mut gaps {
                gap.1 = gap.1.min((shared - (least - gap.0) + noise).max(gap.0));
            }
            if !open_rest {
                let most: f64 = gaps.iter().map(|g| g.1).sum();
                for gap in &mut gaps {
                    let others = most - gap.1;
                    if others.is_finite() {
                        gap.0 = gap.0.max((shared - others - noise).min(gap.1));
                    }
                }
            }
        }
        let all_known = sum(&known) == 0.0 && rest == 0.0 && shared.is_none_or(|s| s <= 0.0);
        if all_known && gaps.iter().all(|g| g.1 == 0.0) {
            return Err(Undefined::Empty);
        }
        Ok(Self {
            known,
            gaps,
            places,
            shared,
            rest,
            open_rest,
        })
    }
    /// Is there an amount on labels that are not seen, so that their number is not known?
    pub fn has_rest(&self) -> bool {
        self.rest > 0.0 || self.open_rest
    }
    /// The range of a measure of concentration `f(amounts, total)`: Schur-convex, quasi-convex and scale-free. An unseen rest
    /// is spread thinly below (it is in the total, not in the amounts) and sits on one label above.
    pub fn range(&self, f: impl Fn(&[f64], f64) -> f64) -> (f64, f64) {
        let lower = self.most_equal(&f);
        let upper = self.most_unequal(&f);
        (lower.min(upper), upper)
    }
    /// All cells, those of the gaps given.
    fn filled(&self, gaps: impl Iterator<Item = f64>) -> Vec<f64> {
        let mut known = self.known.iter();
        let mut out = Vec::with_capacity(self.known.len() + self.gaps.len() + 1);
        for (place, x) in self.places.iter().zip(gaps) {
            while out.len() < *place {
                out.extend(known.next());
            }
            out.push(x);
        }
        out.extend(known);
        out
    }
    fn at_level(&self, level: f64) -> Vec<f64> {
        self.filled(self.gaps.iter().map(|g| level.max(g.0).min(g.1)))
    }
    fn most_equal(&self, f: &impl Fn(&[f64], f64) -> f64) -> f64 {
        let value = |cells: &[f64]| f(cells, sum(cells) + self.rest);
        if self.open_rest {
            // All that is not fixed goes to labels without end.
            let cells = self.filled(self.gaps.iter().map(|g| g.0));
            let total = sum(&self.known) + self.shared.unwrap_or(0.0);
            return f(&cells, total);
        }
        if self.gaps.is_empty() {
            return value(&self.known);
        }
        let finite = |x: &f64| x.is_finite();
        let mut levels: Vec<f64> = (self.gaps.iter().flat_map(|g| [g.0, g.1]))
            .filter(finite)
            .collect();
        let Some(shared) = self.shared else {
            levels.extend(&self.known);
            let top = levels.iter().copied().fold(0.0, f64::max).max(1.0);
            levels.extend([0.0, 2.0 * top, 1e3 * top, 1e6 * top]);
            order::sort(&mut levels);
            levels.dedup();
            let at = |level: f64| {
                let cells = self.at_level(level);
                if sum(&cells) + self.rest > 0.0 {
                    value(&cells)
                } else {
                    f64::INFINITY
                }
            };
            let least = least(&levels, at);
            return least - 1e-13 * least.abs();
        };
        // The level at which the gaps hold exactly what they share.
        let held = |level: f64| -> f64 { self.gaps.iter().map(|g| level.max(g.0).min(g.1)).sum() };
        let (mut low, mut high) = (0.0, shared.max(0.0));
        for _ in 0..200 {
            let middle = low + (high - low) / 2.0;
            if middle <= low || middle >= high {
                break;
            }
            if held(middle) < shared {
                low = middle;
            } else {
                high = middle;
            }
        }
        let cells = self.at_level(high);
        f(&cells, sum(&self.known) + shared + self.rest)
    }
    fn most_unequal(&self, f: &impl Fn(&[f64], f64) -> f64) -> f64 {
        let mut known = self.known.clone();
        let mut gaps = self.gaps.clone();
        if self.rest > 0.0 {
            known.push(self.rest);
        }
        if let (true, Some(shared)) = (self.open_rest, self.shared) {
            let least: f64 = gaps.iter().map(|g| g.0).sum();
            let most: f64 = gaps.iter().map(|g| g.1).sum();
            gaps.push(((shared - most).max(0.0), (shared - least).max(0.0)));
        }
        if gaps.is_empty() {
            return f(&known, sum(&known));
        }
        let known_total = sum(&known);
        let mut cells = known.clone();
        cells.resize(known.len() + gaps.len(), 0.0);
        let n = known.len();
        if self.shared.is_none() && gaps.iter().any(|g| g.1.is_infinite()) {
            // One cell may outgrow all others.
            cells.fill(0.0);
            cells[n] = 1.0;
            return f(&cells, 1.0);
        }
        if gaps.len() <= CORNERS {
            let mut best = f64::NEG_INFINITY;
            let mut try_cells = |cells: &[f64]| {
                let total = sum(cells);
                if total > 0.0 {
                    best = best.max(f(cells, total));
                }
            };
            for corner in 0..1usize << gaps.len() {
                for (i, g) in gaps.iter().enumerate() {
                    cells[n + i] = if corner >> i & 1 == 1 { g.1 } else { g.0 };
                }
                let Some(shared) = self.shared else {
                    try_cells(&cells);
                    continue;
                };
                // One cell takes what the others leave; each such point is met from two corners.
                let all: f64 = cells[n..].iter().sum();
                for i in 0..gaps.len() {
                    if corner >> i & 1 == 1 {
                        continue;
                    }
                    let left = shared - (all - cells[n + i]);
                    let slack = 1e-12 * shared.abs().max(1.0);
                    if left >= gaps[i].0 - slack && left <= gaps[i].1 + slack {
                        let old = cells[n + i];
                        // A remainder within rounding of a bound is the bound: some measures tell 0 from next to nothing.
                        cells[n + i] = if left - gaps[i].0 <= slack {
                            gaps[i].0
                        } else {
                            left.min(gaps[i].1)
                        };
                        try_cells(&cells);
                        cells[n + i] = old;
                    }
                }
            }
            return best;
        }
        let (cells, total) = majorant(&known, known_total, &gaps, self.shared);
        f(&cells, total)
    }
}

/// The least value of a function that falls, then rises, at or between these levels (ascending, at least one).
///
/// ```
/// let least = mercatoria_diversity::least(&[0.0, 1.0, 4.0], |x| (x - 2.0) * (x - 2.0));
/// assert!(least < 1e-20);
/// ```
pub fn least(levels: &[f64], f: impl Fn(f64) -> f64) -> f64 {
    let values: Vec<f64> = levels.iter().map(|x| f(*x)).collect();
    let mut best = values.iter().copied().fold(f64::INFINITY, f64::min);
    // Below the lowest and above the highest bound of a gap nothing moves: equal values at several levels.
    let first = values.iter().position(|v| *v <= best).unwrap_or(0);
    let last = values.iter().rposition(|v| *v <= best).unwrap_or(first);
    let golden = 0.618_033_988_749_894_9;
    for (mut a, mut b) in [
        (levels[first.saturating_sub(1)], levels[first]),
        (levels[last], levels[(last + 1).min(levels.len() - 1)]),
    ] {
        for _ in 0..120 {
            if b - a <= 1e-15 * b.abs() {
                break;
            }
            let (c, d) = (b - golden * (b - a), a + golden * (b - a));
            let (at_c, at_d) = (f(c), f(d));
            best = best.min(at_c).min(at_d);
            if at_c <= at_d {
                b = d;
            } else {
                a = c;
            }
        }
    }
    best
}

/// A distribution whose k largest cells hold at least what those of any possible one hold, for every k.
fn majorant(
    known: &[f64],
    known_total: f64,
    gaps: &[(f64, f64)],
    shared: Option<f64>,
) -> (Vec<f64>, f64) {
    let prefix = |mut xs: Vec<f64>| {
        order::sort(&mut xs);
        let mut sums = vec![0.0];
        xs.iter()
            .rev()
            .for_each(|x| sums.push(sums[sums.len() - 1] + x));
        sums
    };
    let tops = prefix(known.to_vec());
    let uppers = prefix(gaps.iter().map(|g| g.1).collect());
    let lowers = prefix(gaps.iter().map(|g| g.0).collect());
    let (n, g) = (known.len() + gaps.len(), gaps.len());
    let least = lowers[g];
    let mut most: Vec<f64> = vec![0.0; n + 1];
    for (k, most) in most.iter_mut().enumerate().skip(1) {
        for j in k.saturating_sub(known.len())..=k.min(g) {
            let others = least - lowers[j];
            let top = match shared {
                Some(shared) => {
                    (uppers[j].min(shared - others) + tops[k - j]) / (known_total + shared)
                }
                None => {
                    let held = uppers[j] + tops[k - j];
                    let all = held + (known_total - tops[k - j]) + others;
                    if all > 0.0 { held / all } else { 0.0 }
                }
            };
            *most = most.max(top.min(1.0));
        }
    }
    most[n] = 1.0;
    // The least concave curve above it: its steps are a distribution in descending order.
    let mut hull: Vec<usize> = vec![];
    for k in 0..=n {
        while hull.len() >= 2 {
            let (a, b) = (hull[hull.len() - 2], hull[hull.len() - 1]);
            let rise = |from: usize, to: usize| (most[to] - most[from]) / (to - from) as f64;
            if rise(a, b) <= rise(b, k) {
                hull.pop();
            } else {
                break;
            }
        }
        hull.push(k);
    }
    let mut cells = Vec::with_capacity(n);
    for pair in hull.windows(2) {
        let step = (most[pair[1]] - most[pair[0]]) / (pair[1] - pair[0]) as f64;
        cells.extend(std::iter::repeat_n(step.max(0.0), pair[1] - pair[0]));
    }
    let total = sum(&cells);
    (cells, total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use mercatoria_core::{Axis, Gap, OwnedDistribution};

    fn next(state: &mut u64) -> f64 {
        *state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (*state >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Random points inside the set, the edges favoured, never leave the range; with few gaps the ends are met.
    #[test]
    fn no_point_inside_leaves_the_range() {
        let measures: [fn(&[f64], f64) -> f64; 3] = [
            crate::herfindahl,
            |x, t| -crate::shannon(x, t),
            |x, t| crate::top_k_share(x, t, 2),
        ];
        let mut state = 7;
        for case in 0..60 {
            let known: Vec<f64> = (0..4).map(|_| (10.0 * next(&mut state)).floor()).collect();
            let gaps = 1 + case % 14;
            let bounds: Vec<(f64, f64)> = (0..gaps)
                .map(|_| {
                    let low = (5.0 * next(&mut state)).floor();
                    (low, low + 6.0 * next(&mut state))
                })
                .collect();
            let inside: f64 = bounds.iter().map(|b| b.0 + 0.4 * (b.1 - b.0)).sum();
            for margin in [None, Some(sum(&known) + inside)] {
                let owned = OwnedDistribution {
                    axis: Axis::numbered("label", "L", 4 + gaps),
                    amounts: known.iter().copied().chain(vec![0.0; gaps]).collect(),
                    hidden: Hidden::Nothing,
                    gaps: (4u32..)
                        .zip(&bounds)
                        .map(|(at, b)| Gap {
                            at,
                            lower: b.0,
                            upper: b.1,
                        })
                        .collect(),
                    margin,
                };
                let possible = Possible::of(&owned.shape()).unwrap();
                for f in measures {
                    let (lower, upper) = possible.range(f);
                    for _ in 0..400 {
                        let mut cells: Vec<f64> = bounds
                            .iter()
                            .map(|b| {
                                let u = (1.6 * next(&mut state) - 0.3).clamp(0.0, 1.0);
                                b.0 + u * (b.1 - b.0)
                            })
                            .collect();
                        if margin.is_some() {
                            // Move along the bounds until the sum fits.
                            for _ in 0..200 {
                                let off = inside - cells.iter().sum::<f64>();
                                let i = (next(&mut state) * gaps as f64) as usize;
                                cells[i] = (cells[i] + off).clamp(bounds[i].0, bounds[i].1);
                            }
                            if (inside - cells.iter().sum::<f64>()).abs() > 1e-12 {
                                continue;
                            }
                        }
                        let all: Vec<f64> = known.iter().chain(&cells).copied().collect();
                        if sum(&all) == 0.0 {
                            continue;
                        }
                        let value = f(&all, sum(&all));
                        assert!(
                            value >= lower - 1e-12 && value <= upper + 1e-12,
                            "{value} outside [{lower}, {upper}], {known:?} {bounds:?} {cells:?} {margin:?}"
                        );
                    }
                }
            }
        }
    }
}
