//! Draws of counts: Poisson, binomial, multinomial.
//!
//! Small means by adding up probabilities until they exceed a uniform number; from a mean of 10 on by transformed
//! rejection (Hörmann 1993), whose few draws do not grow with the mean.

use super::Stream;
use crate::elementary::{exp, ln, sqrt};
use crate::special::{ln_binomial_term, ln_poisson_term};

/// Up to here adding up is quicker than rejection.
const SMALL_MEAN: f64 = 10.0;

impl Stream {
    /// Poisson with the given mean; 0 unless the mean is positive and finite.
    ///
    /// ```
    /// # use mercatoria_numeric::random::Stream;
    /// assert_eq!(Stream::new(42, 0).poisson(0.0), 0);
    /// ```
    pub fn poisson(&mut self, mean: f64) -> u64 {
        if mean < SMALL_MEAN {
            return self.add_up(exp(-mean), |k| mean / k, f64::INFINITY);
        }
        if !mean.is_finite() {
            return 0;
        }
        let b = 0.931 + 2.53 * sqrt(mean);
        let hat = Hat {
            a: -0.059 + 0.02483 * b,
            b,
            centre: mean + 0.43,
            squeeze: 0.9277 - 3.6224 / (b - 2.0),
        };
        let scale = 1.1239 + 1.1328 / (b - 3.4);
        self.transformed_rejection(hat, scale, f64::INFINITY, |k| ln_poisson_term(k, mean))
    }

    /// Number of successes in `n` trials of probability `p`; a `p` beyond [0, 1] counts as its end, NaN as 0.
    ///
    /// ```
    /// # use mercatoria_numeric::random::Stream;
    /// assert!(Stream::new(42, 0).binomial(10, 0.5) <= 10);
    /// ```
    pub fn binomial(&mut self, n: u64, p: f64) -> u64 {
        if p > 0.5 {
            return n - self.binomial(n, 1.0 - p);
        }
        if n == 0 || p.is_nan() || p <= 0.0 {
            return 0;
        }
        let (trials, q) = (n as f64, 1.0 - p);
        let mean = trials * p;
        if mean < SMALL_MEAN {
            let none = exp(ln_binomial_term(0.0, trials, p, q));
            return self
                .add_up(none, |k| (trials - k + 1.0) / k * (p / q), trials)
                .min(n);
        }
        let deviation = sqrt(mean * q);
        let b = 1.15 + 2.53 * deviation;
        let hat = Hat {
            a: -0.0873 + 0.0248 * b + 0.01 * p,
            b,
            centre: mean + 0.5,
            squeeze: 0.92 - 4.2 / b,
        };
        let scale = (2.83 + 5.1 / b) * deviation;
        let mode = ((trials + 1.0) * p).floor();
        let at_mode = ln_binomial_term(mode, trials, p, q);
        self.transformed_rejection(hat, scale, trials, |k| {
            ln_binomial_term(k, trials, p, q) - at_mode
        })
        .min(n)
    }

    /// Counts of `n` trials over the outcomes with the given weights, which need not add to 1; by conditional
    /// binomials, in their sequence. Weights that are negative or not numbers count as 0; if no weight is positive, no
    /// trial has an outcome.
    ///
    /// ```
    /// # use mercatoria_numeric::random::Stream;
    /// let counts = Stream::new(42, 0).multinomial(100, &[1.0, 0.0, 3.0]);
    /// assert_eq!((counts[1], counts.iter().sum::<u64>()), (0, 100));
    /// ```
    pub fn multinomial(&mut self, n: u64, weights: &[f64]) -> Vec<u64> {
        // What is left from an outcome on, added from the far end: the last positive weight is its own remainder.
        let mut remainders: Vec<f64> = weights
            .iter()
            .rev()
            .scan(0.0, |sum, weight| {
                *sum += weight.max(0.0);
                Some(*sum)
            })
            .collect();
        remainders.reverse();
        let mut left = n;
        let mut draw = |(weight, remainder): (&f64, f64)| {
            let count = if left > 0 && *weight > 0.0 {
                self.binomial(left, weight / remainder)
            } else {
                0
            };
            left -= count;
            count
        };
        weights.iter().zip(remainders).map(&mut draw).collect()
    }

    /// The first count whose cumulated probability exceeds a uniform number; `ratio(k)` leads from `k − 1` to `k`.
    fn add_up(&mut self, mut probability: f64, ratio: impl Fn(f64) -> f64, last: f64) -> u64 {
        let mut left = self.uniform();
        let mut k = 0.0;
        while left >= probability && k < last {
            left -= probability;
            k += 1.0;
            probability *= ratio(k);
            // Rounding may leave a remainder that no further probability reaches.
            if probability == 0.0 {
                break;
            }
        }
        k as u64
    }

    /// Hörmann's rejection from the hat `(2a/(½ − |u|) + b) u + centre`.
    fn transformed_rejection(
        &mut self,
        hat: Hat,
        scale: f64,
        last: f64,
        ln_probability: impl Fn(f64) -> f64,
    ) -> u64 {
        let Hat {
            a,
            b,
            centre,
            squeeze,
        } = hat;
        loop {
            let u = self.uniform() - 0.5;
            let v = self.open01();
            let edge = 0.5 - u.abs();
            let k = ((2.0 * a / edge + b) * u + centre).floor();
            if edge >= 0.07 && v <= squeeze {
                return k as u64;
            }
            if (0.0..=last).contains(&k)
                && ln(v * scale / (a / (edge * edge) + b)) <= ln_probability(k)
            {
                return k as u64;
            }
        }
    }
}

/// The hat of [`Stream::transformed_rejection`], and the part of it that needs no test.
struct Hat {
    a: f64,
    b: f64,
    centre: f64,
    squeeze: f64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moments::{mean, variance};

    const N: u32 = 40_000;

    /// Mean, variance and every frequency against the probabilities, within five standard errors.
    fn check(
        what: &str,
        mut draw: impl FnMut() -> u64,
        m: f64,
        v: f64,
        probability: impl Fn(f64) -> f64,
    ) {
        let xs: Vec<f64> = (0..N).map(|_| draw() as f64).collect();
        let n = f64::from(N);
        assert!(
            (mean(&xs).unwrap() - m).abs() < 5.0 * (v / n).sqrt(),
            "mean of {what}: {}",
            mean(&xs).unwrap()
        );
        let spread = variance(&xs, 0).unwrap();
        // The kurtosis of all these lies below 3 + 1/v.
        assert!(
            (spread - v).abs() < 5.0 * v * ((2.0 + 1.0 / v) / n).sqrt(),
            "variance of {what}: {spread}"
        );
        for k in 0..=200 {
            let (k, count) = (
                f64::from(k),
                xs.iter().filter(|x| **x == f64::from(k)).count() as f64,
            );
            let expected = n * probability(k);
            assert!(
                (count - expected).abs() <= 5.0 * expected.sqrt() + 5.0,
                "{k} of {what}: {count}, not {expected}"
            );
        }
    }

    #[test]
    fn poisson_counts() {
        for (unit, m) in [0.2, 3.0, 9.999, 10.0, 47.5, 1e6].into_iter().enumerate() {
            let mut stream = Stream::new(8, unit as u64);
            check(
                &format!("Poisson {m}"),
                || stream.poisson(m),
                m,
                m,
                |k| ln_poisson_term(k, m).exp(),
            );
        }
        let mut stream = Stream::new(8, 9);
        assert_eq!(
            [-1.0, f64::NAN, f64::INFINITY].map(|m| stream.poisson(m)),
            [0; 3]
        );
    }

    #[test]
    fn binomial_counts() {
        for (unit, (n, p)) in [
            (5, 0.3),
            (40, 0.25),
            (100, 0.5),
            (90, 0.9),
            (1 << 40, 1e-11),
            (1_000_000, 0.375),
        ]
        .into_iter()
        .enumerate()
        {
            let mut stream = Stream::new(9, unit as u64);
            let (trials, q) = (n as f64, 1.0 - p);
            let probability = |k: f64| {
                if k > trials {
                    0.0
                } else {
                    ln_binomial_term(k, trials, p, q).exp()
                }
            };
            let what = format!("binomial {n}, {p}");
            check(
                &what,
                || stream.binomial(n, p),
                trials * p,
                trials * p * q,
                probability,
            );
        }
        let mut stream = Stream::new(9, 9);
        assert_eq!([0.0, -1.0, f64::NAN].map(|p| stream.binomial(7, p)), [0; 3]);
        assert_eq!([1.0, 2.0].map(|p| stream.binomial(7, p)), [7; 2]);
        assert_eq!(stream.binomial(0, 0.5), 0);
    }

    #[test]
    fn multinomial_counts_add_up_and_have_their_means() {
        let weights = [1.0, 0.0, 2.5, f64::NAN, 0.5, 4.0, -3.0];
        let mut totals = [0.0; 7];
        let mut stream = Stream::new(10, 0);
        for _ in 0..2000 {
            let counts = stream.multinomial(100, &weights);
            assert_eq!(counts.iter().sum::<u64>(), 100);
            totals
                .iter_mut()
                .zip(counts)
                .for_each(|(total, count)| *total += count as f64);
        }
        for (total, weight) in totals.into_iter().zip(weights) {
            let share = weight.max(0.0) / 8.0;
            assert!(
                (total - 2e5 * share).abs() <= 5.0 * (2e5 * share * (1.0 - share)).sqrt(),
                "{totals:?}"
            );
        }
        assert_eq!(stream.multinomial(5, &[0.0, -1.0]), [0, 0]);
        assert_eq!(stream.multinomial(5, &[]), []);
    }
}
