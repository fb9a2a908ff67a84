//! Special functions: error function, gamma and beta functions, complete and incomplete.
//!
//! Outside its domain a function returns NaN, as the elementary ones do. Accuracy is some 10⁻¹⁴ relative, measured
//! against 50 digits; where probabilities become tiny, the `ln_` forms keep it.

mod beta;
mod error;
mod gamma;
mod saddle_point;

pub use beta::{beta_i, ln_beta_i};
pub use error::{erf, erfc, ln_normal_tail};
pub use gamma::{digamma, gamma_p, gamma_q, ln_gamma, ln_gamma_p, ln_gamma_q};
pub use saddle_point::{ln_binomial_term, ln_poisson_term};

/// The expected numbers are those of mpmath 1.3 at 50 digits, rounded to 17: `erfc`, `psi`, `loggamma`, `gammainc` and
/// `betainc` (both `regularized=True`), and for the terms their definition by `loggamma`.
#[cfg(test)]
mod tests {
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
    fn error_function() {
        for (x, expected) in [
            (0.1, 0.887537083981715),
            (0.5, 0.4795001221869535),
            (1.0, 0.15729920705028513),
            (2.5, 0.0004069520174449589),
            (5.0, 1.537459794428035e-12),
            (10.0, 2.088487583762545e-45),
            (20.0, 5.395865611607901e-176),
            (-1.5, 1.9661051464753108),
        ] {
            near(&format!("erfc {x}"), erfc(x), expected, 4e-16);
            near(&format!("erf {x}"), erf(x), 1.0 - expected, 1e-15);
        }
    }

    #[test]
    fn far_tail_of_the_normal_distribution() {
        for (z, expected) in [
            (-3.0, -0.0013508099647481938),
            (1.0, -1.8410216450092636),
            (4.9, -14.551182689355313),
            (5.0, -15.064998393988725),
            (8.0, -35.01343715991455),
            (40.0, -804.6084420137538),
            (10000.0, -50000010.12927891),
        ] {
            near(
                &format!("ln P(Z > {z})"),
                ln_normal_tail(z),
                expected,
                4e-15,
            );
        }
    }

    #[test]
    fn logarithm_of_the_gamma_function() {
        for (x, expected) in [
            (1e-5, 11.512919692895826),
            (0.5, 0.5723649429247001),
            (1.5, -0.12078223763524522),
            (2.5, 0.2846828704729192),
            (10.25, 13.368023671476045),
            (171.0, 706.5730622457874),
            (1000000.0, 12815504.569147613),
            (-0.5, 1.2655121234846454),
        ] {
            near(&format!("ln Γ({x})"), ln_gamma(x), expected, 1e-15);
        }
    }

    #[test]
    fn digamma_function() {
        for (x, expected) in [
            (0.1, -10.423754940411076),
            (0.5, -1.9635100260214235),
            (1.5, 0.03648997397857652),
            (3.25, 1.016990911068179),
            (12.0, 2.442661679975812),
            (100.0, 4.600161852738087),
            (1000000.0, 13.815510057964191),
            (-0.5, 0.03648997397857652),
            (-3.75, -1.6923885983113303),
        ] {
            near(&format!("ψ({x})"), digamma(x), expected, 2e-14);
        }
        assert!(digamma(0.0).is_nan() && digamma(-2.0).is_nan());
    }

    #[test]
    fn incomplete_gamma_function() {
        for (a, x, p, q) in [
            (0.5, 0.1, 0.345279153981423, 0.654720846018577),
            (0.5, 2.0, 0.9544997361036416, 0.04550026389635842),
            (0.5, 40.0, 1.0, 3.744097384202899e-19),
            (2.5, 1.0, 0.15085496391539036, 0.8491450360846097),
            (2.5, 3.0, 0.6937810815867216, 0.3062189184132784),
            (10.0, 3.0, 0.0011024881301154798, 0.9988975118698845),
            (10.0, 30.0, 0.9999928782491372, 7.121750862815577e-6),
            (100.0, 90.0, 0.15822098918643018, 0.8417790108135699),
            (100.0, 101.5, 0.5724269463165333, 0.42757305368346665),
            (100.0, 200.0, 0.9999999999999981, 1.843893649711574e-15),
            (1000.0, 1000.0, 0.5042052441802155, 0.4957947558197845),
            (12345.5, 12000.0, 0.0008563284211568675, 0.9991436715788431),
            (12345.5, 12800.0, 0.9999737684538569, 2.6231546143162473e-5),
            (0.05, 0.2, 0.939209088699221, 0.06079091130077897),
        ] {
            near(&format!("P({a}, {x})"), gamma_p(a, x), p, 1e-13);
            near(&format!("Q({a}, {x})"), gamma_q(a, x), q, 1e-13);
            near(&format!("ln P({a}, {x})"), ln_gamma_p(a, x).exp(), p, 1e-13);
            near(&format!("ln Q({a}, {x})"), ln_gamma_q(a, x).exp(), q, 1e-13);
        }
        near(
            "ln Q(3, 2000)",
            ln_gamma_q(3.0, 2000.0),
            -1985.4903422616424,
            1e-15,
        );
        near(
            "ln P(500, 1)",
            ln_gamma_p(500.0, 1.0),
            -2612.3284604654614,
            1e-15,
        );
        assert_eq!((gamma_p(2.0, 0.0), gamma_q(2.0, 0.0)), (0.0, 1.0));
        assert_eq!(
            (gamma_p(2.0, f64::INFINITY), gamma_q(2.0, f64::INFINITY)),
            (1.0, 0.0)
        );
        assert!(
            gamma_p(0.0, 1.0).is_nan()
                && gamma_q(1.0, -1.0).is_nan()
                && gamma_p(1.0, f64::NAN).is_nan()
        );
    }

    #[test]
    fn incomplete_beta_function() {
        for (a, b, x, lower, upper) in [
            (0.5, 0.5, 0.25, 0.3333333333333333, 0.6666666666666666),
            (2.0, 3.0, 0.125, 0.078857421875, 0.921142578125),
            (5.0, 0.5, 0.9375, 0.4332360327243805, 0.5667639672756195),
            (0.1, 7.0, 0.0625, 0.9311804523709253, 0.06881954762907475),
            (30.0, 40.0, 0.375, 0.18318765879527382, 0.8168123412047261),
            (30.0, 40.0, 0.75, 0.9999999939181442, 6.081855824722932e-9),
            (
                500.5,
                0.5,
                0.984375,
                7.204975924484206e-5,
                0.9999279502407552,
            ),
            (
                1000.0,
                2000.0,
                0.34375,
                0.8865538341592611,
                0.11344616584073887,
            ),
            (1000.0, 2000.0, 0.25, 9.492341587058208e-25, 1.0),
            (
                3.5,
                1.5,
                9.536_743_164_062_5e-7,
                1.9720693836063567e-21,
                1.0,
            ),
        ] {
            near(
                &format!("I({a}, {b}; {x})"),
                beta_i(a, b, x, 1.0 - x),
                lower,
                1e-13,
            );
            near(
                &format!("1 - I({a}, {b}; {x})"),
                beta_i(b, a, 1.0 - x, x),
                upper,
                1e-13,
            );
            near(
                &format!("ln I({a}, {b}; {x})"),
                ln_beta_i(a, b, x, 1.0 - x).exp(),
                lower,
                1e-13,
            );
        }
        assert_eq!(
            (beta_i(2.0, 3.0, 0.0, 1.0), beta_i(2.0, 3.0, 1.0, 0.0)),
            (0.0, 1.0)
        );
        assert!(beta_i(0.0, 1.0, 0.5, 0.5).is_nan() && beta_i(1.0, 1.0, 1.5, -0.5).is_nan());
    }

    #[test]
    fn terms_of_the_poisson_series() {
        for (x, lambda, expected) in [
            (0.0, 2.5, -2.5),
            (0.25, 3.0, -2.6270750914111596),
            (5.0, 2.5, -2.7060380834112707),
            (150.0, 100.0, -14.24457795120998),
            (1000000.0, 1000500.0, -7.951652244472229),
            (17.0, 400.0, -331.6501761493012),
        ] {
            near(
                &format!("{x} of {lambda}"),
                ln_poisson_term(x, lambda),
                expected,
                1e-15,
            );
        }
        assert_eq!(ln_poisson_term(0.0, 0.0), 0.0);
        assert_eq!(ln_poisson_term(1.0, 0.0), f64::NEG_INFINITY);
    }

    #[test]
    fn terms_of_the_binomial_series() {
        for (x, n, p, expected) in [
            (0.0, 50.0, 0.125, -6.676569631226132),
            (3.0, 50.0, 0.125, -2.6310152331734624),
            (50.0, 50.0, 0.125, -103.9720770839918),
            (2.5, 7.25, 0.5, -1.5598197784238412),
            (250000.0, 1000000.0, 0.25, -6.989705956512085),
            (251000.0, 1000000.0, 0.25, -9.655336669013305),
        ] {
            near(
                &format!("{x} of {n} at {p}"),
                ln_binomial_term(x, n, p, 1.0 - p),
                expected,
                1e-15,
            );
        }
        assert_eq!(ln_binomial_term(0.0, 5.0, 0.0, 1.0), 0.0);
        assert_eq!(ln_binomial_term(5.0, 5.0, 0.0, 1.0), f64::NEG_INFINITY);
        assert!(ln_binomial_term(6.0, 5.0, 0.5, 0.5).is_nan());
    }
}
