//! How far the smaller baskets are part of the larger ones.
use mercatoria_numeric::{
    bits::{BitMatrix, CommonCounts},
    elementary::{powf, sqrt},
};

/// NODF between 0 and 1: the mean over pairs of rows, and pairs of columns, of the part of the smaller one that the larger
/// one has; a pair of equal size counts 0. Empty rows and columns are left out. `None` without any pair.
///
/// ```
/// use mercatoria_numeric::bits::BitMatrix;
/// let nested = BitMatrix::from_fn(4, 4, |i, j| i + j < 4);
/// assert_eq!(mercatoria_complexity::nodf(&nested), Some(1.0));
/// ```
///
/// Source: Almeida-Neto, Guimarães, Guimarães, Loyola and Ulrich (2008), Oikos 117(8).
pub fn nodf(m: &BitMatrix) -> Option<f64> {
    let (a, pairs_a) = overlap(m);
    let (b, pairs_b) = overlap(&m.transpose());
    let pairs = pairs_a + pairs_b;
    (pairs > 0.0).then(|| (a + b) / pairs)
}
/// Σ of paired overlaps of the rows, and the number of pairs.
fn overlap(m: &BitMatrix) -> (f64, f64) {
    let k = m.row_counts();
    let n = k.iter().filter(|k| **k > 0).count() as f64;
    let sums = CommonCounts::new(m).map_tiles(|tile| {
        let mut sum = 0.0;
        tile.for_each(|i, first, counts| {
            for (j, common) in (first..).zip(counts) {
                let (less, more) = (k[i].min(k[j]), k[i].max(k[j]));
                if less > 0 && less < more {
                    sum += f64::from(*common) / f64::from(less);
                }
            }
        });
        sum
    });
    (sums.iter().sum(), n * (n - 1.0) / 2.0)
}

/// The temperature of Atmar and Patterson between 0 (nested) and 1, with the line of perfect order of Rodríguez-Gironés and
/// Santamaría; rows and columns in order of their counts. `None` for tables that are empty, full, or a single line.
///
/// Source: Rodríguez-Gironés and Santamaría (2006), Journal of Biogeography 33(5).
pub fn temperature(m: &BitMatrix) -> Option<f64> {
    let packed = packed(m);
    let (rows, columns) = (packed.rows(), packed.columns());
    let ones = packed.count() as f64;
    let size = (rows * columns) as f64;
    if rows < 2 || columns < 2 || ones == size {
        return None;
    }
    // f rises from the lower left to the upper right corner; ones are expected above it, on an area 1 − ∫f equal to the fill.
    let fill = ones / size;
    let (rows, columns) = (rows as f64, columns as f64);
    let line = |x: f64, p: f64| {
        let along = ((columns * x - 0.5) / (columns - 1.0)).clamp(0.0, 1.0);
        0.5 / rows + (rows - 1.0) / rows * powf((1.0 - powf(1.0 - along, p)).max(0.0), 1.0 / p)
    };
    let above = |p: f64| {
        (0..200)
            .map(|s| 1.0 - line((f64::from(s) + 0.5) / 200.0, p))
            .sum::<f64>()
            / 200.0
    };
    let (mut low, mut high) = (1e-3, 1e3);
    for _ in 0..60 {
        let middle = sqrt(low * high);
        if above(middle) < fill {
            high = middle
        } else {
            low = middle
        }
    }
    let p = sqrt(low * high);
    let mut sum = 0.0;
    for i in 0..packed.rows() {
        for j in 0..packed.columns() {
            // Down is positive here, so that the diagonal direction is (1, 1).
            let (x, y) = ((j as f64 + 0.5) / columns, (i as f64 + 0.5) / rows);
            let expected = |t: f64| y + t < 1.0 - line((x + t).clamp(0.0, 1.0), p);
            if packed.get(i, j) == expected(0.0) {
                continue;
            }
            // The squared distance to the line along the diagonal, relative to the diagonal's length.
            let (start, end) = (-x.min(y), (1.0 - x).min(1.0 - y));
            let (mut near, mut far) = (start, end);
            for _ in 0..50 {
                let middle = (near + far) / 2.0;
                if expected(middle) {
                    near = middle
                } else {
                    far = middle
                }
            }
            let distance = (near + far) / 2.0 / (end - start);
            sum += distance * distance;
        }
    }
    Some((sum / size / 0.041_45).min(1.0))
}
/// Rows and columns in falling order of their counts, the empty ones left out.
fn packed(m: &BitMatrix) -> BitMatrix {
    let order = |counts: Vec<u32>| {
        let mut order: Vec<usize> = (0..counts.len()).filter(|i| counts[*i] > 0).collect();
        order.sort_by_key(|i| (std::cmp::Reverse(counts[*i]), *i));
        order
    };
    let (rows, columns) = (order(m.row_counts()), order(m.column_counts()));
    BitMatrix::from_fn(rows.len(), columns.len(), |i, j| m.get(rows[i], columns[j]))
}

/// Barber's bipartite modularity of a partition: Q = 1/E Σ_cp (M_cp − k_c u_p / E) δ(g_c, h_p).
pub fn modularity_of(m: &BitMatrix, rows: &[u32], columns: &[u32]) -> f64 {
    let (k, u) = (m.row_counts(), m.column_counts());
    let all = m.count() as f64;
    let groups = rows
        .iter()
        .chain(columns)
        .max()
        .map_or(0, |g| *g as usize + 1);
    let (mut inside, mut of_rows, mut of_columns) = (0.0, vec![0.0; groups], vec![0.0; groups]);
    for (r, g) in rows.iter().enumerate() {
        of_rows[*g as usize] += f64::from(k[r]);
        inside += m.ones_in_row(r).filter(|p| columns[*p] == *g).count() as f64;
    }
    columns
        .iter()
        .zip(&u)
        .for_each(|(g, u)| of_columns[*g as usize] += f64::from(*u));
    let expected: f64 = of_rows.iter().zip(&of_columns).map(|(a, b)| a * b).sum();
    inside / all - expected / (all * all)
}

/// The largest modularity that label propagation from single rows finds, followed by merging groups while it gains; the same
/// for the same table. `None` for an empty one.
///
/// Source: Barber (2007), Physical Review E 76, 066102; label propagation after Liu and Murata (2010).
pub fn modularity(m: &BitMatrix) -> Option<(f64, Vec<u32>, Vec<u32>)> {
    let all = m.count() as f64;
    if all == 0.0 {
        return None;
    }
    let turned = m.transpose();
    let (k, u) = (m.row_counts(), m.column_counts());
    let mut rows: Vec<u32> = (0..m.rows() as u32).collect();
    let mut columns = vec![0; m.columns()];
    // Each line takes the group that gains most from it: links into the group less those expected by chance.
    let assign = |bits: &BitMatrix,
                  sizes: &[u32],
                  others: &[u32],
                  other_sizes: &[u32],
                  groups: usize,
                  own: &mut [u32]| {
        let mut weight = vec![0.0; groups];
        others
            .iter()
            .zip(other_sizes)
            .for_each(|(g, s)| weight[*g as usize] += f64::from(*s));
        let mut changed = false;
        let mut links = vec![0.0; groups];
        for (i, group) in own.iter_mut().enumerate() {
            if sizes[i] == 0 {
                continue;
            }
            let met: Vec<usize> = bits.ones_in_row(i).map(|a| others[a] as usize).collect();
            met.iter().for_each(|g| links[*g] += 1.0);
            let gain = |g: usize, links: &[f64]| links[g] - f64::from(sizes[i]) * weight[g] / all;
            let mut best = *group as usize;
            for g in &met {
                let (new, old) = (gain(*g, &links), gain(best, &links));
                if new > old + 1e-12 || (new - old).abs() <= 1e-12 && *g < best {
                    best = *g;
                }
            }
            met.iter().for_each(|g| links[*g] = 0.0);
            changed |= best != *group as usize;
            *group = best as u32;
        }
        changed
    };
    let groups = m.rows();
    let settle = |rows: &mut Vec<u32>, columns: &mut Vec<u32>| {
        for _ in 0..200 {
            let a = assign(&turned, &u, rows, &k, groups, columns);
            let b = assign(m, &k, columns, &u, groups, rows);
            if !a && !b {
                break;
            }
        }
    };
    settle(&mut rows, &mut columns);
    let mut best = modularity_of(m, &rows, &columns);
    // Merging two groups gains links between them less those expected.
    loop {
        let mut used: Vec<u32> = rows.to_vec();
        used.sort_unstable();
        used.dedup();
        let mut gain = (1e-12, 0, 0);
        for (i, a) in used.iter().enumerate() {
            for b in &used[i + 1..] {
                let merged = |g: &u32| if g == b { *a } else { *g };
                let (r, c): (Vec<u32>, Vec<u32>) = (
                    rows.iter().map(merged).collect(),
                    columns.iter().map(merged).collect(),
                );
                let new = modularity_of(m, &r, &c) - best;
                if new > gain.0 {
                    gain = (new, *a, *b);
                }
            }
        }
        let (more, a, b) = gain;
        if b == 0 && a == 0 {
            break;
        }
        rows.iter_mut()
            .chain(&mut columns)
            .filter(|g| **g == b)
            .for_each(|g| *g = a);
        settle(&mut rows, &mut columns);
        let now = modularity_of(m, &rows, &columns);
        if now <= best || more <= 0.0 {
            best = best.max(now);
            break;
        }
        best = now;
    }
    Some((best, rows, columns))
}
