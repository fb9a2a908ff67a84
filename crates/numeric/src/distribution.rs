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
        if (probability < target) == increasing {
            low = x.to_bits()
        } else {
            high = x.to_bits()
        }
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
        if reached(middle) {
            high = middle
        } else {
            low = middle
        }
    }
    high
}

/// The expected numbers come from mpmath 1.3 at 50 digits: distribution functions from `erfc`, `gammainc` and `betainc`,
/// quantiles by bisection of those to 40 digits, densities from their formulas; the hypergeometric and binomial ones
/// from exact sums of whole numbers. All are rounded to the nearest `f64`.
#[cfg(test)]
mod tests {
    use super::hypergeometric::Draw;
    use super::*;

    fn near(what: &str, found: f64, expected: f64, relative: f64) {
        let gap = (found - expected).abs();
        assert!(
            gap <= relative * expected.abs(),
            "{what}: {found:e}, not {expected:e} ({:e})",
            gap / expected
        );
    }

    #[test]
    fn normal_quantiles() {
        for (p, expected) in [
            (1e-300, -37.0470962993612),
            (1e-20, -9.262340089798407),
            (0.001, -3.0902323061678136),
            (0.07, -1.4757910281791706),
            (0.075, -1.439531470938456),
            (0.3, -0.5244005127080408),
            (0.5, 0.0),
            (0.6, 0.2533471031357997),
            (0.99, 2.3263478740408408),
        ] {
            near(
                &format!("normal::quantile {:?}", (p)),
                normal::quantile(p),
                expected,
                4e-16,
            );
        }
    }

    #[test]
    fn normal_probabilities() {
        for (z, expected) in [
            (-10.0, 7.619853024160525e-24),
            (-1.5, 0.06680720126885807),
            (0.25, 0.5987063256829237),
            (3.0, 0.9986501019683699),
        ] {
            near(
                &format!("normal::cdf {:?}", (z)),
                normal::cdf(z),
                expected,
                2e-14,
            );
        }
    }

    #[test]
    fn chi_square_quantiles() {
        for (p, freedom, expected) in [
            (0.05, 1.0, 0.003932140000019523),
            (0.5, 1.0, 0.4549364231195728),
            (0.95, 3.0, 7.814727903251178),
            (0.999, 10.0, 29.588298445074418),
            (1e-10, 4.5, 0.00010894846200358795),
            (0.975, 250.0, 295.6886281787862),
            (0.01, 0.5, 1.3499395859116937e-8),
        ] {
            near(
                &format!("chi_square::quantile {:?}", (p, freedom)),
                chi_square::quantile(p, freedom),
                expected,
                1e-13,
            );
        }
    }

    #[test]
    fn chi_square_densities() {
        for (x, freedom, expected) in [
            (0.5, 1.0, 0.4393912894677224),
            (3.0, 4.0, 0.16734762011132237),
            (120.0, 100.0, 0.009696332303450548),
        ] {
            near(
                &format!("chi_square::density {:?}", (x, freedom)),
                chi_square::density(x, freedom),
                expected,
                1e-14,
            );
        }
    }

    #[test]
    fn beta_quantiles() {
        for (p, a, b, expected) in [
            (0.025, 3.0, 8.0, 0.06673951117773447),
            (0.975, 4.0, 7.0, 0.6524528500599972),
            (0.5, 0.5, 0.5, 0.5),
            (0.1, 200.0, 3.0, 0.9738677987031769),
            (1e-8, 2.0, 5.0, 2.582077791429194e-5),
            (0.999, 0.25, 30.0, 0.13730882482925535),
        ] {
            near(
                &format!("beta::quantile {:?}", (p, a, b)),
                beta::quantile(p, a, b),
                expected,
                1e-13,
            );
        }
    }

    #[test]
    fn f_quantiles() {
        for (p, d1, d2, expected) in [
            (0.95, 3.0, 20.0, 3.098391212140779),
            (0.05, 3.0, 20.0, 0.11547091032312716),
            (0.99, 1.0, 7.5, 11.706133210809957),
            (0.5, 40.0, 60.0, 0.9944139522865746),
        ] {
            near(
                &format!("fisher_f::quantile {:?}", (p, d1, d2)),
                fisher_f::quantile(p, d1, d2),
                expected,
                1e-13,
            );
        }
    }

    #[test]
    fn t_quantiles() {
        for (p, freedom, expected) in [
            (0.975, 5.0, 2.5705818356363146),
            (0.95, 1.0, 6.313751514675038),
            (0.6, 30.0, 0.2556053649519127),
            (1e-12, 3.0, -10331.108244292485),
            (0.995, 1000.5, 2.5807522321743113),
        ] {
            near(
                &format!("student_t::quantile {:?}", (p, freedom)),
                student_t::quantile(p, freedom),
                expected,
                1e-13,
            );
        }
    }

    #[test]
    fn t_densities() {
        for (t, freedom, expected) in [
            (0.0, 3.0, 0.36755259694786135),
            (0.5, 3.0, 0.3131809110088286),
            (-4.0, 1000.0, 0.0001414166888170186),
            (1e-12, 0.5, 0.2696763005941897),
            (100.0, 2.5, 1.797562790260566e-7),
        ] {
            near(
                &format!("student_t::density {:?}", (t, freedom)),
                student_t::density(t, freedom),
                expected,
                1e-14,
            );
        }
    }

    #[test]
    fn hypergeometric_probabilities() {
        for (k, population, marked, drawn, mass, cdf, survival) in [
            (
                3,
                20,
                7,
                12,
                0.19865841073271415,
                0.25077399380804954,
                0.7492260061919505,
            ),
            (
                0,
                50,
                5,
                10,
                0.3105627820045687,
                0.3105627820045687,
                0.6894372179954313,
            ),
            (
                40,
                1000,
                100,
                200,
                6.112538988295627e-7,
                0.9999997259013024,
                2.7409869765653697e-7,
            ),
            (
                10,
                1000,
                100,
                200,
                0.002466631742025288,
                0.003992934502857593,
                0.9960070654971424,
            ),
            (
                20,
                1000,
                100,
                200,
                0.10466652891363518,
                0.5605905287677924,
                0.43940947123220764,
            ),
            (
                15,
                30,
                25,
                18,
                0.37792092964506757,
                0.6957180750284199,
                0.30428192497158013,
            ),
        ] {
            let draw = Draw {
                population,
                marked,
                drawn,
            };
            near(
                &format!("mass {k} {draw:?}"),
                hypergeometric::mass(k, draw),
                mass,
                1e-13,
            );
            near(
                &format!("cdf {k} {draw:?}"),
                hypergeometric::cdf(k, draw),
                cdf,
                1e-13,
            );
            near(
                &format!("survival {k} {draw:?}"),
                hypergeometric::survival(k, draw),
                survival,
                1e-13,
            );
        }
        let draw = Draw {
            population: 10,
            marked: 8,
            drawn: 5,
        };
        assert_eq!(
            (
                hypergeometric::cdf(2, draw),
                hypergeometric::survival(2, draw)
            ),
            (0.0, 1.0)
        );
        assert_eq!(
            (
                hypergeometric::cdf(5, draw),
                hypergeometric::survival(5, draw)
            ),
            (1.0, 0.0)
        );
        assert_eq!(
            (hypergeometric::mass(2, draw), hypergeometric::mass(6, draw)),
            (0.0, 0.0)
        );
        assert!(
            hypergeometric::cdf(
                1,
                Draw {
                    population: 3,
                    marked: 4,
                    drawn: 1
                }
            )
            .is_nan()
        );
        let none = Draw {
            population: 0,
            marked: 0,
            drawn: 0,
        };
        assert_eq!(
            (hypergeometric::mass(0, none), hypergeometric::cdf(0, none)),
            (1.0, 1.0)
        );
    }

    #[test]
    fn binomial_probabilities() {
        for (k, n, p, cdf, survival) in [
            (3, 10, 0.25, 0.7758750915527344, 0.22412490844726562),
            (0, 10, 0.25, 0.056313514709472656, 0.9436864852905273),
            (120, 200, 0.5, 0.998182526023735, 0.0018174739762649693),
            (900, 1000, 0.75, 1.0, 7.063165229665476e-34),
        ] {
            near(
                &format!("cdf {k} {n} {p}"),
                binomial::cdf(k, n, p),
                cdf,
                1e-13,
            );
            near(
                &format!("survival {k} {n} {p}"),
                binomial::survival(k, n, p),
                survival,
                1e-13,
            );
        }
    }

    #[test]
    fn counts_are_the_inverse_of_their_distribution_functions() {
        for p in [0.0, 1e-9, 0.01, 0.3, 0.5, 0.9, 0.999_999] {
            for mean in [0.0, 0.3, 4.0, 1000.5] {
                let k = poisson::quantile(p, mean).unwrap();
                assert!(
                    poisson::cdf(k, mean) >= p && (k == 0 || poisson::cdf(k - 1, mean) < p),
                    "{p} {mean}"
                );
            }
            for (n, share) in [
                (0, 0.5),
                (1, 0.5),
                (20, 0.1),
                (1000, 0.97),
                (50, 0.0),
                (50, 1.0),
            ] {
                let k = binomial::quantile(p, n, share).unwrap();
                let reached = |k| binomial::cdf(k, n, share) >= p;
                assert!(
                    reached(k) && (k == 0 || !reached(k - 1)),
                    "{p} of {n} at {share}: {k}"
                );
            }
        }
        assert_eq!(binomial::quantile(1.0, 7, 0.5), Some(7));
        assert_eq!(poisson::quantile(1.0, 3.0), None);
        assert_eq!(poisson::quantile(0.5, f64::NAN), None);
    }

    #[test]
    fn quantiles_invert_over_a_wide_range() {
        for freedom in [0.5, 1.0, 2.0, 7.0, 100.0, 10_000.0] {
            for p in [1e-12, 1e-4, 0.2, 0.5] {
                let what = format!("{p} at {freedom}");
                near(
                    &what,
                    chi_square::cdf(chi_square::quantile(p, freedom), freedom),
                    p,
                    1e-11,
                );
                near(
                    &what,
                    student_t::cdf(student_t::quantile(p, freedom), freedom),
                    p,
                    1e-11,
                );
                for other in [0.5, 3.0, 200.0] {
                    near(
                        &what,
                        beta::cdf(beta::quantile(p, freedom, other), freedom, other),
                        p,
                        1e-11,
                    );
                    near(
                        &what,
                        fisher_f::cdf(fisher_f::quantile(p, other, freedom), other, freedom),
                        p,
                        1e-11,
                    );
                }
            }
        }
    }

    #[test]
    fn ends_of_the_range() {
        assert_eq!(
            (
                chi_square::quantile(0.0, 3.0),
                chi_square::quantile(1.0, 3.0)
            ),
            (0.0, f64::INFINITY)
        );
        assert_eq!(
            (
                fisher_f::quantile(0.0, 3.0, 2.0),
                fisher_f::quantile(1.0, 3.0, 2.0)
            ),
            (0.0, f64::INFINITY)
        );
        assert_eq!(
            (beta::quantile(0.0, 3.0, 2.0), beta::quantile(1.0, 3.0, 2.0)),
            (0.0, 1.0)
        );
        assert_eq!(
            (student_t::quantile(0.5, 3.0), student_t::quantile(1.0, 3.0)),
            (0.0, f64::INFINITY)
        );
        assert_eq!(
            (normal::quantile(0.0), normal::quantile(1.0)),
            (f64::NEG_INFINITY, f64::INFINITY)
        );
        assert!(normal::quantile(-0.1).is_nan() && normal::quantile(f64::NAN).is_nan());
        assert!(chi_square::quantile(0.5, 0.0).is_nan() && chi_square::cdf(1.0, -1.0).is_nan());
        assert_eq!(
            (
                student_t::survival(f64::INFINITY, 2.0),
                student_t::cdf(f64::INFINITY, 2.0)
            ),
            (0.0, 1.0)
        );
        assert_eq!(
            (
                fisher_f::cdf(-1.0, 2.0, 2.0),
                fisher_f::survival(f64::INFINITY, 2.0, 2.0)
            ),
            (0.0, 0.0)
        );
        assert_eq!(
            (beta::density(0.0, 1.0, 3.0), beta::density(2.0, 1.0, 3.0)),
            (3.0, 0.0)
        );
        assert_eq!(
            (chi_square::density(0.0, 2.0), chi_square::density(0.0, 4.0)),
            (0.5, 0.0)
        );
    }
}
