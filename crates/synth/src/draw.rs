//! Random draws as a function of seed, purpose and place.
use mercatoria_numeric::distribution::normal;
use mercatoria_numeric::elementary::exp;
use mercatoria_numeric::random::Stream;

/// What a sequence of draws is for: sequences of two purposes have nothing in common.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Purpose {
    Exporter = 1,
    Product = 2,
    Market = 3,
    Presence = 4,
    Reach = 5,
    Row = 6,
    Region = 7,
    Industry = 8,
    Cell = 9,
    Plant = 10,
    Point = 11,
    Provision = 12,
    Score = 13,
}

/// The draws of one place.
pub(crate) fn draws(seed: u64, purpose: Purpose, place: u64) -> Stream {
    Stream::new(seed, (purpose as u64) << 56 | place)
}

/// Entries of a table of quantiles.
const ENTRIES: usize = 1 << 12;

/// Log-normal amounts with median 1, by twelve random bits.
pub(crate) fn log_normal(sigma: f64) -> Vec<f64> {
    let quantile = |i: usize| (i as f64 + 0.5) / ENTRIES as f64;
    (0..ENTRIES)
        .map(|i| exp(sigma * normal::quantile(quantile(i))))
        .collect()
}

/// Twelve bits of a draw, the `n`-th from the lowest.
pub(crate) fn twelve(bits: u64, n: u32) -> usize {
    (bits >> (12 * n)) as usize % ENTRIES
}

/// Which of the weights twelve bits choose.
pub(crate) fn choices(weights: &[f64]) -> Vec<u32> {
    let total: f64 = weights.iter().sum();
    let (mut i, mut below) = (0, weights.first().copied().unwrap_or(0.0));
    (0..ENTRIES)
        .map(|entry| {
            let at = (entry as f64 + 0.5) / ENTRIES as f64 * total;
            while below < at && i + 1 < weights.len() {
                i += 1;
                below += weights[i];
            }
            i as u32
        })
        .collect()
}

/// `whole` in shares of `weights`, by running totals: the parts add up to it.
pub(crate) fn shares(whole: u64, weights: &[u64]) -> Vec<u64> {
    let total: u128 = weights.iter().map(|w| u128::from(*w)).sum();
    let (mut before, mut sum) = (0u128, 0u128);
    weights
        .iter()
        .map(|weight| {
            sum += u128::from(*weight);
            let until = u128::from(whole) * sum / total.max(1);
            let part = until - before;
            before = until;
            part as u64
        })
        .collect()
}
