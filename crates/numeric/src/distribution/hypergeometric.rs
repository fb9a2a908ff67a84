//! Hypergeometric, marked ones among `n` drawn without replacement from a population of `N` with `K` marked:
//! `P(X = k) = C(K, k) C(N−K, n−k) / C(N, n)`. Its upper tail is Fisher's exact test of a co-occurrence.

use crate::elementary::exp;
use crate::special::ln_binomial_term;

/// How many are drawn from how many of which how many are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Draw {
    /// Size of the population, `N`.
    pub population: u64,
    /// Marked ones among them, `K ≤ N`.
    pub marked: u64,
    /// How many are drawn, `n ≤ N`.
    pub drawn: u64,
}

impl Draw {
    /// Smallest and largest possible count of marked ones; `None` if more are marked or drawn than there are.
    fn range(&self) -> Option<(u64, u64)> {
        let Self {
            population,
            marked,
            drawn,
        } = *self;
        let unmarked = population.checked_sub(marked)?;
        let least = drawn.saturating_sub(unmarked);
        (drawn <= population).then_some((least, marked.min(drawn)))
    }

    /// `P(X = k + 1) / P(X = k)`.
    fn ratio(&self, k: u64) -> f64 {
        let Self {
            population,
            marked,
            drawn,
        } = *self;
        let above = (marked - k) as f64 * (drawn - k) as f64;
        above / ((k + 1) as f64 * (population - marked + k + 1 - drawn) as f64)
    }
}

/// Probability of `k` marked ones; NaN if more are marked or drawn than there are.
///
/// ```
/// use mercatoria_numeric::distribution::hypergeometric::{Draw, mass};
/// let draw = Draw { population: 5, marked: 2, drawn: 3 };
/// assert!((mass(1, draw) - 0.6).abs() < 1e-15); // 2 · 3 / 10
/// ```
pub fn mass(k: u64, draw: Draw) -> f64 {
    let Some((least, most)) = draw.range() else {
        return f64::NAN;
    };
    if k < least || k > most {
        return 0.0;
    }
    if draw.drawn == 0 {
        return 1.0;
    }
    // Binomials of any common p, here the share drawn, have these ratios.
    let Draw {
        population,
        marked,
        drawn,
    } = draw;
    let total = population as f64;
    let (p, q) = (drawn as f64 / total, (population - drawn) as f64 / total);
    let term = |k: u64, n: u64| ln_binomial_term(k as f64, n as f64, p, q);
    exp(term(k, marked) + term(drawn - k, population - marked) - term(drawn, population))
}

/// Probability of at most `k` marked ones; NaN if more are marked or drawn than there are.
///
/// ```
/// use mercatoria_numeric::distribution::hypergeometric::{Draw, cdf};
/// let draw = Draw { population: 5, marked: 2, drawn: 3 };
/// assert!((cdf(1, draw) - 0.7).abs() < 1e-15);
/// ```
pub fn cdf(k: u64, draw: Draw) -> f64 {
    tails(k, draw).map_or(f64::NAN, |(up_to, _)| up_to)
}

/// Probability of more than `k` marked ones; NaN if more are marked or drawn than there are.
///
/// ```
/// use mercatoria_numeric::distribution::hypergeometric::{Draw, survival};
/// let draw = Draw { population: 5, marked: 2, drawn: 3 };
/// assert!((survival(1, draw) - 0.3).abs() < 1e-15);
/// ```
pub fn survival(k: u64, draw: Draw) -> f64 {
    tails(k, draw).map_or(f64::NAN, |(_, above)| above)
}

/// `P(X ≤ k)` and `P(X > k)`: the one away from the mean added up, the other its complement.
fn tails(k: u64, draw: Draw) -> Option<(f64, f64)> {
    let (least, most) = draw.range()?;
    if k < least {
        return Some((0.0, 1.0));
    }
    if k >= most {
        return Some((1.0, 0.0));
    }
    let mean = draw.marked as f64 * (draw.drawn as f64 / draw.population as f64);
    // Ratios of neighbours only fall outwards, so that what is left is less than the last term's share.
    let (mut sum, mut term) = (1.0, 1.0);
    let grows = |sum: &mut f64, term: f64| {
        *sum += term;
        term > *sum * (f64::EPSILON / 16.0)
    };
    if (k as f64) < mean {
        for j in (least..k).rev() {
            term /= draw.ratio(j);
            if !grows(&mut sum, term) {
                break;
            }
        }
        let up_to = (mass(k, draw) * sum).min(1.0);
        Some((up_to, 1.0 - up_to))
    } else {
        for j in k + 1..most {
            term *= draw.ratio(j);
            if !grows(&mut sum, term) {
                break;
            }
        }
        let above = (mass(k + 1, draw) * sum).min(1.0);
        Some((1.0 - above, above))
    }
}
