//! Spells: unbroken runs of periods in which something is there, with hysteresis.
use std::ops::Range;

/// Present or not in each period: what is absent enters where `enters` holds, what is present stays while `stays` holds.
///
/// ```
/// use mercatoria_relatedness::hysteresis;
/// let lq = [0.9, 1.1, 0.8, 0.4, 0.8];
/// assert_eq!(hysteresis(5, |t| lq[t] >= 1.0, |t| lq[t] >= 0.5), [false, true, true, false, false]);
/// ```
pub fn hysteresis(
    periods: usize,
    enters: impl Fn(usize) -> bool,
    stays: impl Fn(usize) -> bool,
) -> Vec<bool> {
    let mut there = false;
    (0..periods)
        .map(|t| {
            there = if there { stays(t) } else { enters(t) };
            there
        })
        .collect()
}

/// The runs of `true` of at least `shortest` periods.
///
/// ```
/// let there = [true, false, true, true];
/// assert_eq!(mercatoria_relatedness::spells(&there, 1), [0..1, 2..4]);
/// assert_eq!(mercatoria_relatedness::spells(&there, 2), [2..4]);
/// ```
pub fn spells(there: &[bool], shortest: usize) -> Vec<Range<usize>> {
    let mut spells = vec![];
    let mut start = None;
    for (t, now) in there.iter().chain(std::iter::once(&false)).enumerate() {
        match (start, now) {
            (None, true) => start = Some(t),
            (Some(first), false) => {
                if t - first >= shortest {
                    spells.push(first..t);
                }
                start = None;
            }
            _ => {}
        }
    }
    spells
}
