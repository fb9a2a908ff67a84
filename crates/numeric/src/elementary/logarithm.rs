//! `ln x = k ln 2 + ln c + ln(1 + r)` with `x = 2ᵏz`, `1/c` one of 128 tabulated fractions `m/512` and `r = z/c − 1`.
//!
//! Because `m` has ten bits, `z/c − 1` comes out exactly as a sum of two numbers without fused multiply-add; because
//! `c = 1` on both sides of 1, the result keeps its relative accuracy through the zero. The tables are computed when
//! compiling, in integers.

/// Where the tabulated binade starts: 0.6875, so that 1 lies well inside it.
const START: u64 = 0x3fe6_0000_0000_0000;
/// Bits of a mantissa below the seven that select the fraction.
const BELOW: u32 = 52 - 7;
/// Denominator of the tabulated fractions.
const DENOMINATOR: i128 = 512;
/// Binary digits after the point in the integers the tables are computed with.
pub(super) const POINT: u32 = 100;

/// `1/c` and `ln c` as a short head and a tail.
struct Entry {
    inverse: f64,
    ln_head: f64,
    ln_tail: f64,
}

static TABLE: [Entry; 128] = {
    let mut table = [const {
        Entry {
            inverse: 1.0,
            ln_head: 0.0,
            ln_tail: 0.0,
        }
    }; 128];
    let mut i = 0;
    while i < 128 {
        let centre = f64::from_bits(START + ((i as u64) << BELOW) + (1 << (BELOW - 1)));
        let m = if i == 79 || i == 80 {
            DENOMINATOR
        } else {
            (DENOMINATOR as f64 / centre + 0.5) as i128
        };
        let (ln_head, ln_tail) = parts(ln_ratio(DENOMINATOR, m), 42);
        table[i] = Entry {
            inverse: m as f64 / DENOMINATOR as f64,
            ln_head,
            ln_tail,
        };
        i += 1;
    }
    table
};

/// `ln 2` in units of 2^−[`POINT`].
pub(super) const LN_2: i128 = ln_ratio(2, 1);
/// A head of 42 bits leaves eleven for the exponent: `k · head` is exact.
const LN_2_PARTS: (f64, f64) = parts(LN_2, 42);

/// `ln(a/b) = 2 artanh((a − b)/(a + b))` in units of 2^−[`POINT`], for `a/b` in [1/2, 2].
const fn ln_ratio(a: i128, b: i128) -> i128 {
    let (p, q) = (a - b, a + b);
    let mut power = (p << POINT) / q;
    let (mut sum, mut odd) = (0, 1);
    while power != 0 {
        sum += power / odd;
        power = power * (p * p) / (q * q);
        odd += 2;
    }
    2 * sum
}

/// A number in units of 2^−[`POINT`] as a head with `bits` binary digits after the point, and the rest.
pub(super) const fn parts(value: i128, bits: u32) -> (f64, f64) {
    let cut = POINT - bits;
    let head = (value + (1 << (cut - 1))) >> cut;
    let tail = value - (head << cut);
    (
        head as f64 / (1i128 << bits) as f64,
        tail as f64 / (1i128 << POINT) as f64,
    )
}

/// `ln x = head + tail + ln(1 + r)`, where `head` is exact and `r = high + low`.
struct Reduced {
    head: f64,
    tail: f64,
    high: f64,
    low: f64,
}

/// `bits` are those of a positive normal number, or of a subnormal one whose exponent was carried below zero.
#[inline(always)]
fn reduce(bits: u64) -> Reduced {
    let offset = bits.wrapping_sub(START);
    let entry = &TABLE[(offset >> BELOW) as usize % 128];
    let k = ((offset as i64) >> 52) as f64;
    let z = f64::from_bits(bits.wrapping_sub(offset & (0xfff << 52)));
    let z_high = f64::from_bits(z.to_bits() & (!0 << 21));
    let from_high = z_high * entry.inverse - 1.0;
    let from_low = (z - z_high) * entry.inverse;
    let high = from_high + from_low;
    Reduced {
        head: k * LN_2_PARTS.0 + entry.ln_head,
        tail: k * LN_2_PARTS.1 + entry.ln_tail,
        high,
        low: (from_high - high) + from_low,
    }
}

/// Natural logarithm, within 0.52 units in the last place.
#[inline]
pub(super) fn ln(x: f64) -> f64 {
    let bits = x.to_bits();
    if bits.wrapping_sub(1 << 52) < (0x7ff << 52) - (1 << 52) {
        ln_of_bits(bits)
    } else {
        ln_at_the_edge(x)
    }
}

/// Of zero, negative and subnormal numbers, infinity and NaN.
#[cold]
fn ln_at_the_edge(x: f64) -> f64 {
    if x == 0.0 {
        f64::NEG_INFINITY
    } else if x > 0.0 && x.is_finite() {
        ln_of_bits((x * (1u64 << 52) as f64).to_bits().wrapping_sub(52 << 52))
    } else if x > 0.0 {
        x
    } else {
        f64::NAN
    }
}

#[inline(always)]
fn ln_of_bits(bits: u64) -> f64 {
    let Reduced {
        head,
        tail,
        high: r,
        low,
    } = reduce(bits);
    let sum = head + r;
    let lost = (head - sum) + r;
    let r2 = r * r;
    let series = (-1.0 / 2.0 + r * (1.0 / 3.0))
        + r2 * ((-1.0 / 4.0 + r * (1.0 / 5.0))
            + r2 * ((-1.0 / 6.0 + r * (1.0 / 7.0)) + r2 * (-1.0 / 8.0)));
    sum + (((tail + low) + lost) + r2 * series)
}

/// Natural logarithm of a positive normal number as a sum of two, within 2⁻⁶⁶ of its size.
#[inline(always)]
pub(super) fn ln_in_two(x: f64) -> (f64, f64) {
    let Reduced {
        head,
        tail,
        high: r,
        low,
    } = reduce(x.to_bits());
    let first = head + r;
    let first_lost = (head - first) + r;
    // −r²/2 = −s²/2 − (r − s)(r + s)/2, where s has so few bits that its square is exact.
    let s = f64::from_bits(r.to_bits() & (!0 << 27));
    let square = -0.5 * s * s;
    let square_rest = -0.5 * ((r - s) * (r + s)) - r * low;
    let sum = first + square;
    let sum_lost = (first - sum) + square;
    let r2 = r * r;
    let series = (1.0 / 3.0 + r * (-1.0 / 4.0))
        + r2 * ((1.0 / 5.0 + r * (-1.0 / 6.0))
            + r2 * ((1.0 / 7.0 + r * (-1.0 / 8.0)) + r2 * (1.0 / 9.0 + r * (-1.0 / 10.0))));
    let rest = (((tail + low) + first_lost) + (square_rest + sum_lost)) + r * r2 * series;
    let ln = sum + rest;
    (ln, (sum - ln) + rest)
}
