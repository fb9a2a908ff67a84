//! Probability distributions: density or mass, cumulated probability from either end, quantile.
//!
//! Each is a module of plain functions. `survival` is the probability above, computed directly: it stays exact where
//! `1 − cdf` would be rounding. Outside the domain of its parameters a function returns NaN.

pub mod beta;
pub mod binomial;
pub mod chi_square;
pub mod fisher_f;
pub mod hypergeometric;
pub mod normal;
pub mod poisson;
pub mod student_t;

use crate::elementary::{exp, ln};

/// The `x ≥ 0` where an increasing `probability(x)` reaches `target`, or a decreasing one falls to it.
///
/// Newton's steps for `ln probability` in `ln x`, which is nearly straight in a tail, kept inside a bracket of
/// representable numbers that is halved whenever steps do not.
fn invert(target: f64, start: f64, increasing: bool, of: impl Fn(f64) -> (f64, f64)) -> f64 {
    let (mut low, mut high) = (0u64, f64::INFINITY.to_bits());
    let mut x = start.clamp(f64::MIN_POSITIVE, f64::MAX);
    let mut width = high;
    for round in 1.. {
        let (probability, density) = of(x);
        if probability == target {
            break;
        }
        if (probability < target) == increasing { low = x.to_bits() } else { high = x.to_bits() }
        if high - low <= 1 {
            break;
        }
        let slope = x * density / probability * if increasing { 1.0 } else { -1.0 };
        let newton = x * exp((ln(target / probability) / slope).clamp(-700.0, 700.0));
        // Every third round the bracket has to be a quarter of what it was.
        let slow = round % 3 == 0 && high - low > width / 4;
        if round % 3 == 0 {
            width = high - low;
        }
        let next = if !slow && newton.to_bits() > low && newton.to_bits() < high {
            newton
        } else {
            f64::from_bits(low + (high - low) / 2)
        };
        let close = (next - x).abs() <= f64::EPSILON * x;
        x = next;
        if close {
            break;
        }
    }
    x
}

/// The smallest whole number with `reached`, which stays true from some number up to `last` on.
fn first_count(guess: f64, last: u64, reached: impl Fn(u64) -> bool) -> u64 {
    let guess = (guess.max(0.0) as u64).min(last);
    // Doubles the step away from the guess until the answer lies between, then halves.
    let (mut low, mut high) = (guess, guess);
    let mut step = 1;
    while low > 0 && reached(low) {
        (low, high) = (low.saturating_sub(step), low);
        step *= 2;
    }
    if low == 0 && reached(0) {
        return 0;
    }
    step = 1;
    while high < last && !reached(high) {
        (low, high) = (high, high.saturating_add(step).min(last));
        step *= 2;
    }
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if reached(middle) { high = middle } else { low = middle }
    }
    high
}
