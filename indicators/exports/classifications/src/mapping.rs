//! A concordance as a value: sources, targets, weights, their checks, and what becomes of amounts.
use mercatoria_numeric::sum::Compensated;
use std::collections::{BTreeMap, HashMap};

/// From codes of one classification to codes of another, with the part of each source that goes to each target.
///
/// ```
/// use mercatoria_classifications::Mapping;
/// let mapping = Mapping::new([("a", "X", 0.25), ("a", "Y", 0.75), ("b", "X", 1.0)]).unwrap();
/// assert!(mapping.unbalanced(1e-9).is_empty());
/// let (amounts, unmatched) = mapping.apply([("a", 4.0), ("b", 1.0), ("c", 2.0)]);
/// assert_eq!(amounts, [2.0, 3.0]);
/// assert_eq!(unmatched, [("c".into(), 2.0)]);
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Mapping {
    targets: Vec<Box<str>>,
    of: BTreeMap<Box<str>, Vec<(usize, f64)>>,
    longest: usize,
}
impl Mapping {
    /// From (source, target, weight) rows; a pair may stand once, a weight is a positive number. The text says which is not.
    pub fn new<'a>(
        rows: impl IntoIterator<Item = (&'a str, &'a str, f64)>,
    ) -> Result<Self, String> {
        let rows: Vec<_> = rows.into_iter().collect();
        let mut targets: Vec<Box<str>> = rows.iter().map(|row| row.1.into()).collect();
        targets.sort_unstable();
        targets.dedup();
        let index: HashMap<&str, usize> = targets.iter().map(|t| &**t).zip(0..).collect();
        let mut of: BTreeMap<Box<str>, Vec<(usize, f64)>> = BTreeMap::new();
        let mut longest = 0;
        for (source, target, weight) in rows {
            if !(weight.is_finite() && weight > 0.0) {
                return Err(format!("{source} → {target}: {weight} is not a weight"));
            }
            let to = of.entry(source.into()).or_default();
            if to.iter().any(|(known, _)| *known == index[target]) {
                return Err(format!("{source} → {target} stands twice"));
            }
            to.push((index[target], weight));
            longest = longest.max(source.len());
        }
        Ok(Self {
            targets: targets.clone(),
            of,
            longest,
        })
    }
    /// Codes of the other classification, sorted.
    pub fn targets(&self) -> &[Box<str>] {
        &self.targets
    }
    /// Number of sources.
    pub fn len(&self) -> usize {
        self.of.len()
    }
    /// Does it map nothing?
    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }
    /// Sources whose weights do not add up to 1, with what they add up to.
    pub fn unbalanced(&self, tolerance: f64) -> Vec<(Box<str>, f64)> {
        let sum = |to: &Vec<(usize, f64)>| to.iter().map(|t| t.1).collect::<Compensated>().total();
        let sums = self.of.iter().map(|(source, to)| (source.clone(), sum(to)));
        sums.filter(|(_, sum)| (sum - 1.0).abs() > tolerance)
            .collect()
    }
    /// Every source in equal parts to its targets.
    #[must_use]
    pub fn equal(mut self) -> Self {
        for to in self.of.values_mut() {
            let part = 1.0 / to.len() as f64;
            to.iter_mut().for_each(|(_, weight)| *weight = part);
        }
        self
    }
    /// Weights of each source divided by their sum.
    #[must_use]
    pub fn rescaled(mut self) -> Self {
        for to in self.of.values_mut() {
            let sum = to.iter().map(|t| t.1).collect::<Compensated>().total();
            to.iter_mut().for_each(|(_, weight)| *weight /= sum);
        }
        self
    }
    /// Where a source goes: by the code itself.
    pub fn get(&self, source: &str) -> Option<&[(usize, f64)]> {
        self.of.get(source).map(Vec::as_slice)
    }
    /// Where a source goes: by the code itself, else by its longest beginning that is mapped.
    pub fn by_prefix(&self, source: &str) -> Option<&[(usize, f64)]> {
        (1..=source.len().min(self.longest))
            .rev()
            .filter(|n| source.is_char_boundary(*n))
            .find_map(|n| self.get(&source[..n]))
    }
    /// Amounts by target, and the amounts of sources that are not mapped.
    pub fn apply<'a>(
        &self,
        amounts: impl IntoIterator<Item = (&'a str, f64)>,
    ) -> (Vec<f64>, Vec<(Box<str>, f64)>) {
        let mut sums = vec![Compensated::default(); self.targets.len()];
        let mut unmatched = vec![];
        for (source, amount) in amounts {
            match self.get(source) {
                Some(to) => to
                    .iter()
                    .for_each(|(at, weight)| sums[*at].add(amount * weight)),
                None => unmatched.push((source.into(), amount)),
            }
        }
        (sums.iter().map(Compensated::total).collect(), unmatched)
    }
    /// The way back, each target's weights in proportion to the amounts of the sources it came from; sources without an amount
    /// go nowhere, and a target without any amount is split equally.
    pub fn reversed<'a>(&self, amounts: impl IntoIterator<Item = (&'a str, f64)>) -> Self {
        let amounts: HashMap<&str, f64> = amounts.into_iter().collect();
        let mut back: Vec<Vec<(&str, f64)>> = vec![vec![]; self.targets.len()];
        for (source, to) in &self.of {
            for (at, weight) in to {
                let amount = amounts.get(&**source).copied().unwrap_or(0.0);
                back[*at].push((source, weight * amount));
            }
        }
        let rows = self.targets.iter().zip(&back).flat_map(|(target, from)| {
            let sum = from.iter().map(|f| f.1).collect::<Compensated>().total();
            from.iter().filter_map(move |(source, amount)| {
                let weight = if sum > 0.0 {
                    amount / sum
                } else {
                    1.0 / from.len() as f64
                };
                (weight > 0.0).then_some((&**target, *source, weight))
            })
        });
        // Pairs are distinct and weights positive by construction.
        Self::new(rows).unwrap_or_default()
    }
    /// Through a further mapping; the sources of which some part is lost, because a target has no way on, come second.
    pub fn then(&self, next: &Mapping) -> (Self, Vec<Box<str>>) {
        let (mut rows, mut lost) = (BTreeMap::<(&str, &str), f64>::new(), vec![]);
        for (source, to) in &self.of {
            for (at, weight) in to {
                match next.get(&self.targets[*at]) {
                    Some(onwards) => onwards.iter().for_each(|(end, part)| {
                        *rows.entry((source, &next.targets[*end])).or_default() += weight * part;
                    }),
                    None => lost.push(source.clone()),
                }
            }
        }
        lost.dedup();
        let rows = rows
            .iter()
            .map(|((source, target), weight)| (*source, *target, *weight));
        (Self::new(rows).unwrap_or_default(), lost)
    }
    /// Pairs that a table for the way back has and this one has not, and the reverse: both directions of a published crosswalk
    /// are to hold the same pairs.
    pub fn asymmetry(&self, back: &Mapping) -> [Vec<(Box<str>, Box<str>)>; 2] {
        let pairs =
            |m: &Mapping, turned: bool| -> std::collections::BTreeSet<(Box<str>, Box<str>)> {
                let each = m.of.iter().flat_map(|(source, to)| {
                    to.iter()
                        .map(move |(at, _)| (source.clone(), m.targets[*at].clone()))
                });
                each.map(|(a, b)| if turned { (b, a) } else { (a, b) })
                    .collect()
            };
        let (forth, back) = (pairs(self, false), pairs(back, true));
        [
            back.difference(&forth).cloned().collect(),
            forth.difference(&back).cloned().collect(),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_split_missing_in_one_direction_is_found() {
        let forth = Mapping::new([("681510", "681510", 0.5), ("681510", "681511", 0.5)]).unwrap();
        let back = Mapping::new([("681511", "681510", 1.0)]).unwrap();
        let [only_back, only_forth] = forth.asymmetry(&back);
        assert!(only_back.is_empty());
        assert_eq!(only_forth, [("681510".into(), "681510".into())]);
    }

    #[test]
    fn the_way_there_and_back_keeps_amounts() {
        let there = Mapping::new([("a", "X", 1.0), ("b", "X", 0.5), ("b", "Y", 0.5)]).unwrap();
        let back = there.reversed([("a", 3.0), ("b", 2.0)]);
        assert!(back.unbalanced(1e-15).is_empty());
        let (amounts, unmatched) = back.apply([("X", 4.0), ("Y", 1.0)]);
        assert!(unmatched.is_empty());
        assert_eq!(amounts, [3.0, 2.0]);
    }

    #[test]
    fn chained_mappings_multiply_and_say_what_is_lost() {
        let first = Mapping::new([("a", "X", 0.5), ("a", "Y", 0.5), ("b", "Z", 1.0)]).unwrap();
        let second = Mapping::new([("X", "p", 1.0), ("Y", "p", 0.5), ("Y", "q", 0.5)]).unwrap();
        let (both, lost) = first.then(&second);
        assert_eq!(both.get("a"), Some(&[(0, 0.75), (1, 0.25)][..]));
        assert_eq!(lost, ["b".into()]);
    }

    #[test]
    fn prefixes_carry_finer_codes() {
        let lall = Mapping::new([("65", "LT1", 1.0), ("652", "LT2", 1.0)]).unwrap();
        assert_eq!(lall.by_prefix("65211"), Some(&[(1, 1.0)][..]));
        assert_eq!(lall.by_prefix("65911"), Some(&[(0, 1.0)][..]));
        assert_eq!(lall.by_prefix("7"), None);
    }
}
