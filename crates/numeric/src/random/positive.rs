//! Draws of positive numbers: exponential, gamma, and shares of one (Dirichlet).

use super::Stream;
use crate::elementary::{exp, ln, sqrt};
use crate::sum::sum;

impl Stream {
    /// Exponential with mean 1, by the inverse of its distribution function.
    ///
    /// ```
    /// # use mercatoria_numeric::random::Stream;
    /// assert!(Stream::new(42, 0).exponential() > 0.0);
    /// ```
    pub fn exponential(&mut self) -> f64 {
        -ln(self.open01())
    }

    /// Gamma with the given shape and scale 1; NaN unless `0 < shape < ∞`.
    ///
    /// ```
    /// # use mercatoria_numeric::random::Stream;
    /// assert!(Stream::new(42, 0).gamma(2.5) > 0.0);
    /// ```
    pub fn gamma(&mut self, shape: f64) -> f64 {
        exp(self.ln_gamma_variate(shape))
    }

    /// The logarithm of a gamma variate, which a small shape can make smaller than any number.
    fn ln_gamma_variate(&mut self, shape: f64) -> f64 {
        if !(shape > 0.0 && shape.is_finite()) {
            return f64::NAN;
        }
        if shape < 1.0 {
            // Γ(a) is Γ(a + 1) times the a-th root of a uniform number.
            return self.ln_gamma_variate(shape + 1.0) + ln(self.open01()) / shape;
        }
        // Marsaglia & Tsang (2000): a normal number, cubed and stretched, accepted 95 times in 100 or more.
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / sqrt(9.0 * d);
        loop {
            let z = self.normal();
            let root = 1.0 + c * z;
            let cube = root * root * root;
            let u = self.open01();
            if root > 0.0 && ln(u) < 0.5 * z * z + d * (1.0 - cube + ln(cube)) {
                return ln(d) + ln(cube);
            }
        }
    }

    /// Shares of one from the Dirichlet distribution: one for every concentration, adding to 1 within rounding. NaN
    /// unless all concentrations are positive and finite.
    ///
    /// ```
    /// # use mercatoria_numeric::random::Stream;
    /// let shares = Stream::new(42, 0).dirichlet(&[1.0, 2.0, 0.5]);
    /// assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-15);
    /// ```
    pub fn dirichlet(&mut self, concentrations: &[f64]) -> Vec<f64> {
        let logarithms: Vec<f64> = concentrations
            .iter()
            .map(|a| self.ln_gamma_variate(*a))
            .collect();
        // Relative to the largest, so that not all of them underflow.
        let largest = logarithms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let sizes: Vec<f64> = logarithms.iter().map(|ln| exp(ln - largest)).collect();
        let total = sum(&sizes);
        sizes.iter().map(|size| size / total).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moments::{mean, variance};

    #[test]
    fn gamma_has_mean_and_variance_equal_to_its_shape() {
        let n = 50_000;
        for (unit, shape) in [0.3, 1.0, 2.5, 40.0].into_iter().enumerate() {
            let mut stream = Stream::new(5, unit as u64);
            let xs: Vec<f64> = (0..n).map(|_| stream.gamma(shape)).collect();
            let error = |variance: f64| 5.0 * (variance / f64::from(n)).sqrt();
            assert!((mean(&xs).unwrap() - shape).abs() < error(shape), "{shape}");
            // The fourth central moment is 3a² + 6a.
            let of_variance = 2.0 * shape * shape + 6.0 * shape;
            assert!(
                (variance(&xs, 0).unwrap() - shape).abs() < error(of_variance),
                "{shape}"
            );
        }
        assert!(
            Stream::new(5, 9).gamma(0.0).is_nan()
                && Stream::new(5, 9).gamma(f64::INFINITY).is_nan()
        );
    }

    #[test]
    fn exponential_exceeds_its_median_half_the_time() {
        let mut stream = Stream::new(6, 0);
        let above = (0..40_000)
            .filter(|_| stream.exponential() > std::f64::consts::LN_2)
            .count();
        assert!(above.abs_diff(20_000) < 500, "{above}"); // five standard errors
    }

    #[test]
    fn shares_have_their_means_and_survive_tiny_concentrations() {
        let mut stream = Stream::new(7, 0);
        let draws: Vec<Vec<f64>> = (0..20_000)
            .map(|_| stream.dirichlet(&[1.0, 2.0, 5.0]))
            .collect();
        for (i, expected) in [0.125, 0.25, 0.625].into_iter().enumerate() {
            let found = mean(&draws.iter().map(|shares| shares[i]).collect::<Vec<_>>()).unwrap();
            let error = (expected * (1.0 - expected) / 9.0 / 20_000.0f64).sqrt();
            assert!((found - expected).abs() < 5.0 * error, "share {i}: {found}");
        }
        let shares = stream.dirichlet(&[1e-6; 4]);
        assert!((sum(&shares) - 1.0).abs() < 1e-15, "{shares:?}");
        assert!(stream.dirichlet(&[]).is_empty());
    }
}
