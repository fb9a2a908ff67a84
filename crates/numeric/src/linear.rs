//! Dense vectors and matrices.

use crate::dispatch::widest;

widest! {
    /// Σ x_i y_i in eight lanes, over the shorter of the two.
    ///
    /// ```
    /// assert_eq!(mercatoria_numeric::linear::dot(&[1.0, 2.0], &[3.0, 4.0]), 11.0);
    /// ```
    pub fn dot(x: &[f64], y: &[f64]) -> f64 {
        dot_inline(x, y)
    }
}

widest! {
    /// y ← y + s x, over the shorter of the two.
    ///
    /// ```
    /// let mut y = [1.0, 1.0];
    /// mercatoria_numeric::linear::add_scaled(&mut y, 2.0, &[1.0, 3.0]);
    /// assert_eq!(y, [3.0, 7.0]);
    /// ```
    pub fn add_scaled(y: &mut [f64], s: f64, x: &[f64]) {
        add_scaled_inline(y, s, x);
    }
}

#[inline(always)]
pub(crate) fn dot_inline(x: &[f64], y: &[f64]) -> f64 {
    let len = x.len().min(y.len());
    let (xs, x_rest) = x[..len].as_chunks::<8>();
    let (ys, y_rest) = y[..len].as_chunks::<8>();
    let mut lanes = [0.0; 8];
    for (x, y) in xs.iter().zip(ys) {
        for k in 0..8 {
            lanes[k] += x[k] * y[k];
        }
    }
    let rest: f64 = x_rest.iter().zip(y_rest).map(|(x, y)| x * y).sum();
    ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6]))
        + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]))
        + rest
}

#[inline(always)]
pub(crate) fn add_scaled_inline(y: &mut [f64], s: f64, x: &[f64]) {
    for (y, x) in y.iter_mut().zip(x) {
        *y += s * x;
    }
}
