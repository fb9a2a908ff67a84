//! GENEPY: two eigenvectors of the countries' (or products') similarity, folded into one index without a sign.
use mercatoria_core::Undefined;
use mercatoria_numeric::{
    bits::BitMatrix,
    eigen::{largest_pairs, symmetric},
};

/// The index of the rows and the two eigenvalues; with W_cp = M_cp / (k_c u'_p), u'_p = Σ_c M_cp / k_c, and N = WWᵀ with an
/// empty diagonal. For products hand over the transposed factors: `by_columns`.
///
/// # Errors
/// [`Undefined::Empty`] without any presence; [`Undefined::TooFewCells`] with fewer than two in play;
/// [`Undefined::Degenerate`] where the second eigenvalue is the third.
///
/// Source: Sciarra, Chiarotti, Ridolfi and Laio (2020), Nature Communications 11, 3352.
pub fn genepy(m: &BitMatrix, by_columns: bool) -> Result<(Vec<f64>, [f64; 2]), Undefined> {
    let k = m.row_counts();
    let share: Vec<f64> = k
        .iter()
        .map(|k| if *k > 0 { 1.0 / f64::from(*k) } else { 0.0 })
        .collect();
    let turned = m.transpose();
    let corrected = turned.ones().sums(&share);
    let own: Vec<f64> = corrected
        .iter()
        .map(|u| if *u > 0.0 { 1.0 / u } else { 0.0 })
        .collect();
    // N = A · (lines common with weights b²) · A, on the side asked for.
    let (lines, outer, inner) = if by_columns {
        (turned, own, share)
    } else {
        (m.clone(), share, own)
    };
    let side: Vec<usize> = (0..lines.rows()).filter(|i| outer[*i] > 0.0).collect();
    match side.len() {
        0 => return Err(Undefined::Empty),
        1 => return Err(Undefined::TooFewCells),
        _ => {}
    }
    let squares: Vec<f64> = inner.iter().map(|x| x * x).collect();
    let (ones, holders) = (lines.ones(), lines.transpose().ones());
    let n = side.len();
    let diagonal: Vec<f64> = side
        .iter()
        .map(|i| {
            outer[*i]
                * outer[*i]
                * ones
                    .row(*i)
                    .iter()
                    .map(|a| squares[*a as usize])
                    .sum::<f64>()
        })
        .collect();
    let mut scattered = vec![0.0; lines.rows()];
    let mut apply = |x: &[f64], y: &mut [f64]| {
        side.iter()
            .zip(x)
            .for_each(|(i, x)| scattered[*i] = x * outer[*i]);
        let mut across = holders.sums(&scattered);
        across.iter_mut().zip(&squares).for_each(|(a, s)| *a *= s);
        let back = ones.sums(&across);
        for ((y, i), (x, d)) in y.iter_mut().zip(&side).zip(x.iter().zip(&diagonal)) {
            *y = back[*i] * outer[*i] - d * x;
        }
    };
    let (values, vectors, next) = if n <= 64 {
        let mut dense = vec![0.0; n * n];
        for j in 0..n {
            let mut unit = vec![0.0; n];
            unit[j] = 1.0;
            let mut column = vec![0.0; n];
            apply(&unit, &mut column);
            (0..n).for_each(|i| dense[i * n + j] = column[i]);
        }
        (0..n).for_each(|i| dense[i * n + i] = 0.0);
        let eigen = symmetric(&dense, n).map_err(|_| Undefined::NotConverged)?;
        let vectors = vec![eigen.vector(0).to_vec(), eigen.vector(1).to_vec()];
        (
            vec![eigen.values[0], eigen.values[1]],
            vectors,
            eigen.values.get(2).copied(),
        )
    } else {
        let pairs =
            largest_pairs(n, apply, 2, &[], 1e-15, n).map_err(|_| Undefined::NotConverged)?;
        if pairs.values.len() < 2 {
            return Err(Undefined::NotConverged);
        }
        (pairs.values, pairs.vectors, pairs.next)
    };
    if next.is_some_and(|next| values[1] - next <= 1e-7 * values[0].abs())
        && values[1].abs() > 1e-12
    {
        return Err(Undefined::Degenerate);
    }
    let mut index = vec![f64::NAN; lines.rows()];
    for (at, i) in side.iter().enumerate() {
        let (mut folded, mut spread) = (0.0, 0.0);
        for (value, vector) in values.iter().zip(&vectors) {
            let x = vector[at];
            folded += value * x * x;
            spread += value * value * x * x;
        }
        index[*i] = folded * folded + 2.0 * spread;
    }
    Ok((index, [values[0], values[1]]))
}
