//! Elementary functions with the same bits on every platform.
//!
//! The standard library calls the platform's mathematics library, whose last digit differs between systems; these are
//! portable. The three that a formula calls in its innermost loop, [`ln`], [`exp`] and [`powf`], are written here, for
//! speed; the others are `libm`'s. `sqrt`, which IEEE 754 defines to the last bit, is the processor's.

mod exponential;
mod logarithm;
mod power;

/// Natural logarithm `ln x`; −∞ at 0, NaN below.
///
/// ```
/// assert_eq!(mercatoria_numeric::elementary::ln(1.0), 0.0);
/// ```
#[inline]
pub fn ln(x: f64) -> f64 {
    logarithm::ln(x)
}

/// `ln(1 + x)`, exact also for small `x`; −∞ at −1.
///
/// ```
/// assert_eq!(mercatoria_numeric::elementary::ln_1p(1e-20), 1e-20);
/// ```
#[inline]
pub fn ln_1p(x: f64) -> f64 {
    libm::log1p(x)
}

/// Binary logarithm; exact at powers of two.
///
/// ```
/// assert_eq!(mercatoria_numeric::elementary::log2(8.0), 3.0);
/// ```
#[inline]
pub fn log2(x: f64) -> f64 {
    libm::log2(x)
}

/// Decimal logarithm.
///
/// ```
/// assert_eq!(mercatoria_numeric::elementary::log10(1000.0), 3.0);
/// ```
#[inline]
pub fn log10(x: f64) -> f64 {
    libm::log10(x)
}

/// `x ln x`, continued by its limit 0 at 0; NaN below 0.
///
/// ```
/// use mercatoria_numeric::elementary::xlogx;
/// assert_eq!(xlogx(0.0), 0.0);
/// assert_eq!(xlogx(1.0), 0.0);
/// ```
#[inline]
pub fn xlogx(x: f64) -> f64 {
    if x == 0.0 { 0.0 } else { x * ln(x) }
}

/// Exponential `eˣ`.
///
/// ```
/// assert_eq!(mercatoria_numeric::elementary::exp(0.0), 1.0);
/// ```
#[inline]
pub fn exp(x: f64) -> f64 {
    exponential::exp(x)
}

/// `eˣ − 1`, exact also for small `x`.
///
/// ```
/// assert_eq!(mercatoria_numeric::elementary::exp_m1(1e-20), 1e-20);
/// ```
#[inline]
pub fn exp_m1(x: f64) -> f64 {
    libm::expm1(x)
}

/// `xʸ`; `x⁰ = 1` for every `x`, NaN for a negative `x` under a fractional `y`.
///
/// ```
/// assert_eq!(mercatoria_numeric::elementary::powf(4.0, 0.5), 2.0);
/// ```
#[inline]
pub fn powf(x: f64, y: f64) -> f64 {
    power::powf(x, y)
}

/// `xⁿ` for a whole `n` by repeated squaring from the lowest bit; `x⁻ⁿ = 1/xⁿ`.
///
/// ```
/// assert_eq!(mercatoria_numeric::elementary::powi(3.0, 4), 81.0);
/// assert_eq!(mercatoria_numeric::elementary::powi(2.0, -2), 0.25);
/// ```
#[inline]
pub fn powi(x: f64, n: i32) -> f64 {
    let (mut power, mut square, mut left) = (1.0, x, n.unsigned_abs());
    while left > 0 {
        if left & 1 == 1 {
            power *= square;
        }
        left >>= 1;
        if left > 0 {
            square *= square;
        }
    }
    if n < 0 { 1.0 / power } else { power }
}

/// Square root, correctly rounded; NaN below 0.
///
/// ```
/// assert_eq!(mercatoria_numeric::elementary::sqrt(9.0), 3.0);
/// ```
#[inline]
pub fn sqrt(x: f64) -> f64 {
    x.sqrt()
}

/// Cube root.
///
/// ```
/// assert_eq!(mercatoria_numeric::elementary::cbrt(-27.0), -3.0);
/// ```
#[inline]
pub fn cbrt(x: f64) -> f64 {
    libm::cbrt(x)
}

/// Sine of an angle in radians.
///
/// ```
/// assert_eq!(mercatoria_numeric::elementary::sin(0.0), 0.0);
/// ```
#[inline]
pub fn sin(x: f64) -> f64 {
    libm::sin(x)
}

/// Cosine of an angle in radians.
///
/// ```
/// assert_eq!(mercatoria_numeric::elementary::cos(0.0), 1.0);
/// ```
#[inline]
pub fn cos(x: f64) -> f64 {
    libm::cos(x)
}

/// Tangent of an angle in radians.
///
/// ```
/// assert_eq!(mercatoria_numeric::elementary::tan(0.0), 0.0);
/// ```
#[inline]
pub fn tan(x: f64) -> f64 {
    libm::tan(x)
}

/// Arc sine in radians, in [−π/2, π/2]; NaN outside [−1, 1].
///
/// ```
/// assert_eq!(mercatoria_numeric::elementary::asin(0.0), 0.0);
/// ```
#[inline]
pub fn asin(x: f64) -> f64 {
    libm::asin(x)
}

/// Arc cosine in radians, in [0, π]; NaN outside [−1, 1].
///
/// ```
/// assert_eq!(mercatoria_numeric::elementary::acos(1.0), 0.0);
/// ```
#[inline]
pub fn acos(x: f64) -> f64 {
    libm::acos(x)
}

/// Arc tangent in radians, in [−π/2, π/2].
///
/// ```
/// assert_eq!(mercatoria_numeric::elementary::atan(0.0), 0.0);
/// ```
#[inline]
pub fn atan(x: f64) -> f64 {
    libm::atan(x)
}

/// Angle of the point `(x, y)` in radians, in (−π, π].
///
/// ```
/// assert_eq!(mercatoria_numeric::elementary::atan2(0.0, 1.0), 0.0);
/// ```
#[inline]
pub fn atan2(y: f64, x: f64) -> f64 {
    libm::atan2(y, x)
}

/// Hyperbolic tangent.
///
/// ```
/// assert_eq!(mercatoria_numeric::elementary::tanh(0.0), 0.0);
/// ```
#[inline]
pub fn tanh(x: f64) -> f64 {
    libm::tanh(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_by_squaring_are_exact_where_the_result_is() {
        for n in 0..=62 {
            assert_eq!(powi(2.0, n), (1u64 << n) as f64);
        }
        for n in 0..=33 {
            assert_eq!(powi(3.0, n), 3u64.pow(n as u32) as f64);
        }
        assert_eq!(powi(-2.0, 3), -8.0);
        assert_eq!(powi(5.0, 0), 1.0);
        assert_eq!(powi(2.0, i32::MIN), 0.0);
    }

    #[test]
    fn ends_of_the_domain() {
        assert_eq!(ln(0.0), f64::NEG_INFINITY);
        assert!(ln(-1.0).is_nan());
        assert!(xlogx(-1.0).is_nan());
        assert_eq!(xlogx(0.0).to_bits(), 0);
        assert_eq!(exp(-1000.0), 0.0);
        assert_eq!(powf(0.0, 0.0), 1.0);
        assert_eq!(ln(f64::INFINITY), f64::INFINITY);
        assert_eq!(exp(f64::NEG_INFINITY), 0.0);
        assert_eq!(exp(710.0), f64::INFINITY);
        assert!(exp(f64::NAN).is_nan());
    }

    /// How many representable numbers lie between two positive or two negative numbers.
    fn apart(a: f64, b: f64) -> u64 {
        a.to_bits().abs_diff(b.to_bits())
    }

    /// A million numbers of every size and closeness to 1.
    fn sweep() -> impl Iterator<Item = (u64, f64)> {
        let mut state = 1u64;
        (0..1_000_000).map(move |_| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state, (state >> 11) as f64 / (1u64 << 53) as f64)
        })
    }

    #[test]
    fn logarithm_is_within_one_unit_of_the_reference_routine() {
        for (bits, u) in sweep() {
            let anything = f64::from_bits(bits % 0x7ff0_0000_0000_0000);
            let around_one = 1.0 + (u - 0.5) * powi(0.5, (bits % 40) as i32);
            for x in [anything, u, around_one] {
                assert!(
                    apart(ln(x), libm::log(x)) <= 1,
                    "ln {x:e}: {:e} or {:e}",
                    ln(x),
                    libm::log(x)
                );
            }
        }
    }

    #[test]
    fn exponential_is_within_one_unit_of_the_reference_routine() {
        for (bits, u) in sweep() {
            let anything = (u - 0.5) * 1492.0;
            let around_zero = (u - 0.5) * powi(0.5, (bits % 40) as i32);
            for x in [anything, around_zero] {
                assert!(
                    apart(exp(x), libm::exp(x)) <= 1,
                    "exp {x:e}: {:e} or {:e}",
                    exp(x),
                    libm::exp(x)
                );
            }
        }
    }

    #[test]
    fn power_is_within_one_unit_of_the_reference_routine() {
        for (bits, u) in sweep() {
            let x = f64::from_bits(bits % 0x7ff0_0000_0000_0000);
            let around_one = 1.0 + (u - 0.5) * powi(0.5, (bits % 20) as i32);
            for (x, y) in [
                (x, (u - 0.5) * 2.0),
                (u, 1.3),
                (around_one, (u - 0.3) * 1000.0),
            ] {
                let (ours, theirs) = (powf(x, y), libm::pow(x, y));
                assert!(
                    apart(ours, theirs) <= 1,
                    "{x:e} to the {y:e}: {ours:e} or {theirs:e}"
                );
            }
        }
    }
}
