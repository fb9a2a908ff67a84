//! Random sequences and samples, by Fisher and Yates: place `i` takes one of what is left, each with equal chance.

use super::Stream;
use std::collections::HashMap;

impl Stream {
    /// Puts the items into a random sequence.
    ///
    /// ```
    /// # use mercatoria_numeric::random::Stream;
    /// let mut items = [1, 2, 3, 4];
    /// Stream::new(42, 0).shuffle(&mut items);
    /// items.sort();
    /// assert_eq!(items, [1, 2, 3, 4]);
    /// ```
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in 0..items.len() {
            let other = i + self.below((items.len() - i) as u64) as usize;
            items.swap(i, other);
        }
    }

    /// `k` different numbers of 0, 1, …, `n − 1` in a random sequence, all `n` if `k` is larger: what
    /// [`shuffle`](Self::shuffle) of them all would put first.
    ///
    /// ```
    /// # use mercatoria_numeric::random::Stream;
    /// let sample = Stream::new(42, 0).sample(1_000_000_000, 2);
    /// assert_ne!(sample[0], sample[1]);
    /// ```
    pub fn sample(&mut self, n: usize, k: usize) -> Vec<usize> {
        // Only the places that a swap has touched are held, so the cost does not grow with n.
        let mut moved: HashMap<usize, usize> = HashMap::new();
        let take = |i: usize| {
            let other = i + self.below((n - i) as u64) as usize;
            let here = moved.get(&i).copied().unwrap_or(i);
            moved.insert(other, here).unwrap_or(other)
        };
        // If both are the same place, it holds `here` and is never looked at again.
        (0..k.min(n)).map(take).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sequence_is_equally_frequent() {
        let mut stream = Stream::new(11, 0);
        let mut counts: HashMap<[u8; 4], f64> = HashMap::new();
        for _ in 0..24_000 {
            let mut items = [0, 1, 2, 3];
            stream.shuffle(&mut items);
            *counts.entry(items).or_default() += 1.0;
        }
        assert_eq!(counts.len(), 24);
        let chi_square: f64 = counts
            .values()
            .map(|count| (count - 1000.0) * (count - 1000.0) / 1000.0)
            .sum();
        assert!(chi_square < 60.0, "{chi_square} on 23 degrees of freedom");
    }

    #[test]
    fn a_sample_is_the_beginning_of_a_shuffle() {
        for (n, k) in [(0, 3), (1, 1), (10, 4), (10, 10), (10, 99), (1000, 30)] {
            let mut all: Vec<usize> = (0..n).collect();
            Stream::new(12, n as u64).shuffle(&mut all);
            assert_eq!(Stream::new(12, n as u64).sample(n, k), all[..k.min(n)]);
        }
    }
}
