//! Ordinary least squares with an intercept.
use mercatoria_core::Undefined;
use mercatoria_numeric::{
    elementary::sqrt,
    moments::mean,
    sum::{sum_by, sum_by2},
};

/// A fitted equation, the intercept first.
#[derive(Debug, Clone, PartialEq)]
pub struct LeastSquares {
    /// Intercept, then one slope a regressor.
    pub coefficients: Vec<f64>,
    /// Their standard errors; NaN without degrees of freedom.
    pub errors: Vec<f64>,
    /// Share of the variance explained.
    pub r_squared: f64,
    /// Observations less coefficients.
    pub freedom: usize,
}

/// Regresses `y` on the columns: centred, then Gram–Schmidt twice over.
///
/// ```
/// let fit = mercatoria_growth::least_squares(&[1.0, 3.0, 5.0], &[&[0.0, 1.0, 2.0]]).unwrap();
/// assert!((fit.coefficients[0] - 1.0).abs() < 1e-15 && (fit.coefficients[1] - 2.0).abs() < 1e-15);
/// ```
///
/// # Errors
/// `TooFew` observations, `Constant` where a column (or `y`) does not vary or depends on the others.
pub fn least_squares(y: &[f64], columns: &[&[f64]]) -> Result<LeastSquares, Undefined> {
    let (n, k) = (y.len(), columns.len());
    if n < k + 1 || n < 2 {
        return Err(Undefined::TooFew);
    }
    let centred = |xs: &[f64]| -> Result<(f64, Vec<f64>), Undefined> {
        let mean = mean(xs).ok_or(Undefined::TooFew)?;
        Ok((mean, xs.iter().map(|x| x - mean).collect()))
    };
    let dot = |a: &[f64], b: &[f64]| sum_by2(a, b, |a, b| a * b);
    let (y_mean, y) = centred(y)?;
    let mut q: Vec<Vec<f64>> = vec![];
    let (mut means, mut r) = (vec![], vec![vec![0.0; k]; k]);
    for (j, column) in columns.iter().enumerate() {
        let (mean, mut x) = centred(column)?;
        let size = sum_by(&x, |x| x * x);
        let around = sum_by(column, |x| x * x);
        for _ in 0..2 {
            for (i, direction) in q.iter().enumerate() {
                let along = dot(direction, &x);
                r[i][j] += along;
                mercatoria_numeric::linear::add_scaled(&mut x, -along, direction);
            }
        }
        let rest = sum_by(&x, |x| x * x);
        if rest <= 1e-20 * size || rest <= 1e-28 * around {
            return Err(Undefined::Constant);
        }
        r[j][j] = sqrt(rest);
        x.iter_mut().for_each(|x| *x /= r[j][j]);
        means.push(mean);
        q.push(x);
    }
    let along: Vec<f64> = q.iter().map(|direction| dot(direction, &y)).collect();
    let mut residual = y.clone();
    for (direction, along) in q.iter().zip(&along) {
        mercatoria_numeric::linear::add_scaled(&mut residual, -along, direction);
    }
    let back = |mut b: Vec<f64>| {
        for i in (0..k).rev() {
            for j in i + 1..k {
                b[i] -= r[i][j] * b[j];
            }
            b[i] /= r[i][i];
        }
        b
    };
    let slopes = back(along);
    let (all, rest) = (sum_by(&y, |y| y * y), sum_by(&residual, |e| e * e));
    if all == 0.0 {
        return Err(Undefined::Constant);
    }
    let freedom = n - k - 1;
    let variance = if freedom > 0 {
        rest / freedom as f64
    } else {
        f64::NAN
    };
    // (X'X)⁻¹ = R⁻¹ R⁻ᵀ: column j of R⁻¹ has the parts of every error.
    let inverse: Vec<Vec<f64>> = (0..k)
        .map(|j| back((0..k).map(|i| f64::from(u8::from(i == j))).collect()))
        .collect();
    let of_slope = |i: usize| inverse.iter().map(|c| c[i] * c[i]).sum::<f64>();
    let of_mean: f64 = inverse
        .iter()
        .map(|c| {
            let at_mean: f64 = c.iter().zip(&means).map(|(c, m)| c * m).sum();
            at_mean * at_mean
        })
        .sum();
    let intercept = y_mean - slopes.iter().zip(&means).map(|(b, m)| b * m).sum::<f64>();
    let mut errors = vec![sqrt(variance * (1.0 / n as f64 + of_mean))];
    errors.extend((0..k).map(|i| sqrt(variance * of_slope(i))));
    let mut coefficients = vec![intercept];
    coefficients.extend(slopes);
    Ok(LeastSquares {
        coefficients,
        errors,
        r_squared: 1.0 - rest / all,
        freedom,
    })
}
