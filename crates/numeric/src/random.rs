//! Random numbers that are a function of (seed, unit, draw): Philox 4×32-10 (Salmon et al. 2011).
//!
//! `block(seed, unit, draw / 2)` is ten rounds of multiplication and exclusive or, keyed with the seed, on the counter
//! (draw / 2, unit). Nothing is carried from one number to the next, so replication 7 of a bootstrap is the same
//! numbers whichever thread computes it, and any draw can be gone to at once.

mod discrete;
mod positive;
mod selection;

use crate::distribution::normal;

/// One of the 2⁶⁴ sequences of 2⁶⁴ numbers that a seed has: the draws of one unit of work.
///
/// ```
/// use mercatoria_numeric::random::Stream;
/// let (mut a, mut b) = (Stream::new(42, 7), Stream::new(42, 7));
/// assert_eq!(a.next_u64(), b.next_u64());
/// ```
#[derive(Debug, Clone)]
pub struct Stream {
    seed: u64,
    unit: u64,
    draw: u64,
    /// The second half of the block, while the first has been handed out.
    kept: u64,
}

impl Stream {
    /// The sequence of `unit` (a region, a replication) under `seed`, from its first number.
    ///
    /// ```
    /// # use mercatoria_numeric::random::Stream;
    /// assert_ne!(Stream::new(42, 0).next_u64(), Stream::new(42, 1).next_u64());
    /// ```
    pub fn new(seed: u64, unit: u64) -> Self {
        Self {
            seed,
            unit,
            draw: 0,
            kept: 0,
        }
    }

    /// Goes to the number that `draw` calls of [`next_u64`](Self::next_u64) lead to.
    ///
    /// ```
    /// # use mercatoria_numeric::random::Stream;
    /// let mut stream = Stream::new(42, 0);
    /// let numbers: Vec<u64> = (0..10).map(|_| stream.next_u64()).collect();
    /// stream.jump(3);
    /// assert_eq!(stream.next_u64(), numbers[3]);
    /// ```
    pub fn jump(&mut self, draw: u64) {
        self.draw = draw;
        if draw % 2 == 1 {
            self.kept = self.block()[1];
        }
    }

    /// How many numbers have been drawn.
    ///
    /// ```
    /// # use mercatoria_numeric::random::Stream;
    /// let mut stream = Stream::new(42, 0);
    /// stream.uniform();
    /// assert_eq!(stream.drawn(), 1);
    /// ```
    pub fn drawn(&self) -> u64 {
        self.draw
    }

    fn block(&self) -> [u64; 2] {
        let words = |x: u64| [x as u32, (x >> 32) as u32];
        let ([a, b], [c, d]) = (words(self.draw / 2), words(self.unit));
        let [a, b, c, d] = philox([a, b, c, d], words(self.seed));
        let joined = |low: u32, high: u32| u64::from(high) << 32 | u64::from(low);
        [joined(a, b), joined(c, d)]
    }

    /// 64 random bits.
    ///
    /// ```
    /// # use mercatoria_numeric::random::Stream;
    /// let mut stream = Stream::new(42, 0);
    /// assert_ne!(stream.next_u64(), stream.next_u64());
    /// ```
    #[inline]
    pub fn next_u64(&mut self) -> u64 {
        let bits = if self.draw.is_multiple_of(2) {
            let [first, second] = self.block();
            self.kept = second;
            first
        } else {
            self.kept
        };
        self.draw = self.draw.wrapping_add(1);
        bits
    }

    /// Uniform on [0, 1), a multiple of 2⁻⁵³.
    ///
    /// ```
    /// # use mercatoria_numeric::random::Stream;
    /// assert!((0.0..1.0).contains(&Stream::new(42, 0).uniform()));
    /// ```
    #[inline]
    pub fn uniform(&mut self) -> f64 {
        (self.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Uniform on (0, 1), an odd multiple of 2⁻⁵³: neither 0 nor 1, and symmetric.
    ///
    /// ```
    /// # use mercatoria_numeric::random::Stream;
    /// assert!(Stream::new(42, 0).open01() > 0.0);
    /// ```
    #[inline]
    pub fn open01(&mut self) -> f64 {
        ((self.next_u64() >> 12) as f64 + 0.5) / (1u64 << 52) as f64
    }

    /// Uniform on 0, 1, …, `n − 1` without bias (Lemire 2019); 0 if `n` is 0.
    ///
    /// ```
    /// # use mercatoria_numeric::random::Stream;
    /// assert!(Stream::new(42, 0).below(6) < 6);
    /// ```
    #[inline]
    pub fn below(&mut self, n: u64) -> u64 {
        loop {
            let wide = u128::from(self.next_u64()) * u128::from(n);
            // Of the 2⁶⁴ products, the first 2⁶⁴ mod n of every n-th part are too many.
            if wide as u64 >= n || wide as u64 >= n.wrapping_neg().checked_rem(n).unwrap_or(0) {
                return (wide >> 64) as u64;
            }
        }
    }

    /// Standard normal, by the inverse of its distribution function: one draw each, increasing in it.
    ///
    /// ```
    /// # use mercatoria_numeric::random::Stream;
    /// assert!(Stream::new(42, 0).normal().abs() < 9.0);
    /// ```
    #[inline]
    pub fn normal(&mut self) -> f64 {
        normal::quantile(self.open01())
    }
}

/// Ten rounds of Philox on four words.
#[inline]
fn philox(mut counter: [u32; 4], mut key: [u32; 2]) -> [u32; 4] {
    for _ in 0..10 {
        let [a, b, c, d] = counter;
        let (ab, cd) = (u64::from(a) * 0xd251_1f53, u64::from(c) * 0xcd9e_8d57);
        counter = [
            (cd >> 32) as u32 ^ b ^ key[0],
            cd as u32,
            (ab >> 32) as u32 ^ d ^ key[1],
            ab as u32,
        ];
        key = [
            key[0].wrapping_add(0x9e37_79b9),
            key[1].wrapping_add(0xbb67_ae85),
        ];
    }
    counter
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moments::{mean, variance};

    /// The known answers of the authors' Random123 1.09 (`kat_vectors`, `philox4x32 10`).
    #[test]
    fn known_answers() {
        let ones = u32::MAX;
        for (counter, key, expected) in [
            (
                [0; 4],
                [0; 2],
                [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8],
            ),
            (
                [ones; 4],
                [ones; 2],
                [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd],
            ),
            (
                [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
                [0xa409_3822, 0x299f_31d0],
                [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1],
            ),
        ] {
            assert_eq!(philox(counter, key), expected);
        }
    }

    #[test]
    fn a_stream_is_its_blocks() {
        let (seed, unit) = (0x299f_31d0_a409_3822, 0x0370_7344_1319_8a2e);
        let mut stream = Stream::new(seed, unit);
        stream.jump(0x85a3_08d3_243f_6a88 << 1);
        let mut low = Stream::new(0, 0);
        assert_eq!(
            [low.next_u64(), low.next_u64()],
            [0xe169_c58d_6627_e8d5, 0x9b00_dbd8_bc57_ac4c]
        );
        assert_eq!(stream.drawn(), 0x85a3_08d3_243f_6a88 << 1);
    }

    #[test]
    fn a_jump_leads_where_drawing_does() {
        let mut stream = Stream::new(1, 2);
        let numbers: Vec<u64> = (0..20).map(|_| stream.next_u64()).collect();
        for draw in [0, 1, 7, 12, 19] {
            stream.jump(draw);
            assert_eq!(stream.drawn(), draw);
            let rest: Vec<u64> = (draw..20).map(|_| stream.next_u64()).collect();
            assert_eq!(rest, numbers[draw as usize..]);
        }
    }

    #[test]
    fn uniform_and_normal_have_their_moments() {
        let mut stream = Stream::new(3, 0);
        let n = 100_000;
        let uniform: Vec<f64> = (0..n).map(|_| stream.uniform()).collect();
        let normal: Vec<f64> = (0..n).map(|_| stream.normal()).collect();
        // Five standard errors.
        assert!(
            (mean(&uniform).unwrap() - 0.5).abs() < 5.0 * (1.0 / 12.0f64 / f64::from(n)).sqrt()
        );
        assert!(
            (variance(&uniform, 0).unwrap() - 1.0 / 12.0).abs()
                < 5.0 * (1.0 / 180.0f64 / f64::from(n)).sqrt()
        );
        assert!(mean(&normal).unwrap().abs() < 5.0 / f64::from(n).sqrt());
        assert!((variance(&normal, 0).unwrap() - 1.0).abs() < 5.0 * (2.0 / f64::from(n)).sqrt());
    }

    #[test]
    fn whole_numbers_below_a_bound_are_equally_frequent() {
        let mut stream = Stream::new(4, 0);
        let mut counts = [0.0; 7];
        (0..70_000).for_each(|_| counts[stream.below(7) as usize] += 1.0);
        let chi_square: f64 = counts
            .iter()
            .map(|count| (count - 1e4) * (count - 1e4) / 1e4)
            .sum();
        assert!(chi_square < 35.0, "{chi_square} on 6 degrees of freedom");
        assert_eq!((stream.below(0), stream.below(1)), (0, 0));
        assert!((0..100).all(|_| stream.below(u64::MAX) < u64::MAX));
    }
}
