//! The entropy of a classification taken apart by its levels: H = H(groups) + Σ_g P_g H(within g) + …
use mercatoria_core::{Axis, Matrix, TreeLevel as Level, Undefined, Values};
use mercatoria_numeric::{elementary::ln, elementary::ln_1p, sum::Compensated};

/// Entropies in nats, from the coarsest level down: `H(level 0)`, then for each further level the entropy within the
/// groups of the level above, `Σ_g P_g H_g`. They add up to the entropy of the last level; an empty list for no activity.
///
/// `groups_of` has for each level the group of every label; each level divides the one above.
///
/// ```
/// use mercatoria_variety::entropy_by_level;
/// // Two groups of two equal labels: one bit between, one within.
/// let h = entropy_by_level(&[1.0; 4], &[&[0, 0, 1, 1], &[0, 1, 2, 3]]);
/// let bit = std::f64::consts::LN_2;
/// assert!((h[0] - bit).abs() < 1e-15 && (h[1] - bit).abs() < 1e-15);
/// ```
pub fn entropy_by_level(amounts: &[f64], groups_of: &[&[u32]]) -> Vec<f64> {
    Nested::new(groups_of).entropies(amounts)
}

/// Nested partitions, with the parent of every group: made once a classification.
pub(crate) struct Nested<'g> {
    groups_of: &'g [&'g [u32]],
    /// For each level, the group above (0 on the first level) of every group.
    parents: Vec<Vec<u32>>,
}
impl<'g> Nested<'g> {
    pub(crate) fn new(groups_of: &'g [&'g [u32]]) -> Self {
        let mut parents: Vec<Vec<u32>> = vec![];
        for (level, below) in groups_of.iter().enumerate() {
            let n = below.iter().max().map_or(0, |g| *g as usize + 1);
            let mut of = vec![0; n];
            if let Some(above) = level.checked_sub(1).map(|up| groups_of[up]) {
                for (c, g) in below.iter().zip(above) {
                    of[*c as usize] = *g;
                }
            }
            parents.push(of);
        }
        Self { groups_of, parents }
    }
    /// The entropy of each level within the one above.
    pub(crate) fn entropies(&self, amounts: &[f64]) -> Vec<f64> {
        let whole: Compensated = amounts.iter().copied().collect();
        let whole = whole.total();
        if whole <= 0.0 {
            return vec![];
        }
        let mut above = vec![whole];
        let mut parts = Vec::with_capacity(self.parents.len());
        for (groups, parents) in self.groups_of.iter().zip(&self.parents) {
            let mut totals = vec![Compensated::default(); parents.len()];
            for (x, g) in amounts.iter().zip(*groups).filter(|(x, _)| **x > 0.0) {
                totals[*g as usize].add(*x);
            }
            let below: Vec<f64> = totals.iter().map(Compensated::total).collect();
            parts.push(within(whole, &above, &below, parents));
            above = below;
        }
        parts
    }
}

/// `Σ_c (X_c / X) ln(X_g / X_c)` over the groups c below, g the group above that holds c.
fn within(whole: f64, above: &[f64], below: &[f64], parents: &[u32]) -> f64 {
    // A group with more than half: ln(X_g / X_c) from the rest, which is small and known to all its digits.
    let large = |x: f64, g: u32| 2.0 * x > above[g as usize];
    let mut rest = vec![Compensated::default(); above.len()];
    let has = || below.iter().zip(parents).filter(|(x, _)| **x > 0.0);
    for (x, g) in has().filter(|(x, g)| !large(**x, **g)) {
        rest[*g as usize].add(*x);
    }
    let mut entropy = Compensated::default();
    for (x, g) in has() {
        let surprise = if large(*x, *g) {
            ln_1p(rest[*g as usize].total() / x)
        } else {
            ln(above[*g as usize] / x)
        };
        entropy.add(x / whole * surprise);
    }
    entropy.total()
}

/// Entropy in nats, exact to the last digits also where nearly everything is on one label.
///
/// ```
/// let h = mercatoria_variety::entropy(&[1e15, 1.0]).unwrap();
/// assert!((h - 1e-15 * (1.0 + 15.0 * std::f64::consts::LN_10)).abs() < 1e-27);
/// ```
pub fn entropy(amounts: &[f64]) -> Option<f64> {
    let whole: Compensated = amounts.iter().copied().collect();
    let whole = Some(whole.total()).filter(|x| *x > 0.0)?;
    Some(within(whole, &[whole], amounts, &vec![0; amounts.len()]))
}

/// The classification of the columns: by the first digits of their codes, by `column_tree`, or by their attribute `group`.
pub(crate) fn classification(m: &Matrix, digits: &[u32]) -> Result<Vec<Level>, Undefined> {
    let axis = m.axis(Matrix::COLUMN);
    let levels = if digits.is_empty() {
        match (&m.side(Matrix::COLUMN).tree, groups(m)) {
            (Some(tree), _) => tree.levels.clone(),
            (None, Some(groups)) => vec![partition(&groups), partition(&own(axis))],
            (None, None) => return Err(Undefined::SideMissing),
        }
    } else {
        by_digits(axis, digits)
    };
    if levels.len() < 2 {
        return Err(Undefined::NoClass);
    }
    Ok(levels)
}
/// The attribute `group` of the columns, where there is one and it is complete.
fn groups(m: &Matrix) -> Option<Vec<String>> {
    let side = m.side(Matrix::COLUMN);
    let texts = side
        .texts("group")
        .map(|texts| texts.iter().map(|t| t.to_string()).collect());
    let numbers = side
        .numbers("group")
        .map(|x| x.iter().map(f64::to_string).collect());
    let groups: Vec<String> = texts.or(numbers)?;
    let known = |group: &String| !group.is_empty() && group != "NaN";
    groups.iter().all(known).then_some(groups)
}
fn own(axis: &Axis) -> Vec<String> {
    axis.labels().map(str::to_owned).collect()
}
fn partition(texts: &[String]) -> Level {
    let mut groups: Vec<&str> = texts.iter().map(|t| &**t).collect();
    groups.sort_unstable();
    groups.dedup();
    let place = |t: &String| groups.binary_search(&&**t).unwrap_or(0) as u32;
    Level {
        group_of: texts.iter().map(place).collect(),
        groups: Axis::new("group", groups),
    }
}
fn by_digits(axis: &Axis, digits: &[u32]) -> Vec<Level> {
    let mut lengths = digits.to_vec();
    lengths.sort_unstable();
    lengths.dedup();
    let prefix = |code: &str, n: u32| {
        let end = code.char_indices().nth(n as usize).map(|(at, _)| at);
        code[..end.unwrap_or(code.len())].to_owned()
    };
    let prefixes =
        |n: &u32| -> Vec<String> { axis.labels().map(|code| prefix(code, *n)).collect() };
    lengths
        .iter()
        .map(|n| partition(&prefixes(n)))
        .chain([partition(&own(axis))])
        .collect()
}
pub(crate) fn note_missing(out: &mut Values, why: Undefined) {
    match why {
        Undefined::SideMissing => out.note(
            "side_missing",
            "needs column_tree.csv (code,parent), or column_attributes.csv with a column group, beside the data, or the parameter digits",
        ),
        Undefined::NoClass => out.note(
            "no_class",
            "the classification has no groups above the labels",
        ),
        _ => {}
    }
}
pub(crate) fn group_lists(levels: &[Level]) -> Vec<&[u32]> {
    levels.iter().map(|level| &level.group_of[..]).collect()
}
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_add_up_whatever_the_sizes() {
        let mut state = 7u64;
        let mut draw = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 40) as f64 / (1u64 << 24) as f64
        };
        for trial in 0..300 {
            let power = [0, 3, 20][trial % 3];
            let amounts: Vec<f64> = (0..60).map(|_| draw().powi(power) * 1e3).collect();
            let leaves: Vec<u32> = (0..60).collect();
            let mid: Vec<u32> = (0..60).map(|i| i / 4).collect();
            let top: Vec<u32> = (0..60).map(|i| i / 20).collect();
            let parts = entropy_by_level(&amounts, &[&top, &mid, &leaves]);
            let whole = entropy(&amounts).unwrap();
            let sum: f64 = parts.iter().sum();
            assert!(
                (sum - whole).abs() <= 8.0 * f64::EPSILON * sum,
                "{whole} {parts:?}"
            );
        }
    }

    #[test]
    fn codes_are_classified_by_their_digits() {
        let axis = Axis::new("column", ["0111", "0112", "0120", "2010"]);
        let levels = by_digits(&axis, &[3, 2]);
        assert_eq!(levels.len(), 3);
        assert_eq!(levels[0].group_of, [0, 0, 0, 1]);
        assert_eq!(levels[1].group_of, [0, 0, 1, 2]);
    }
}
