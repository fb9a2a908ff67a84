//! Seconds of the kernels at the sizes of a year of world trade: 230 exporters × 5,000 products.
//!
//! ```text
//! cargo run --release -p mercatoria-numeric --example speed [threads]
//! ```

use mercatoria_numeric::bits::{BitMatrix, CommonCounts, present_sums, proximity_sums};
use mercatoria_numeric::eigen::{largest_pairs_of, symmetric};
use mercatoria_numeric::parallel::set_threads;
use std::hint::black_box;
use std::time::Instant;

fn main() {
    let threads = std::env::args().nth(1).and_then(|n| n.parse().ok());
    set_threads(threads.unwrap_or(1));
    bits();
    eigen();
}

/// Prints the shortest of some runs.
fn time<T>(what: &str, mut run: impl FnMut() -> T) {
    let mut best = f64::INFINITY;
    let begin = Instant::now();
    while begin.elapsed().as_secs_f64() < 0.5 {
        let start = Instant::now();
        black_box(run());
        best = best.min(start.elapsed().as_secs_f64());
    }
    println!("{:>10.3} ms  {what}", best * 1e3);
}

/// Numbers between 0 and 1, the same in every run.
fn noise(i: usize, j: usize) -> f64 {
    let mixed = (i as u64 ^ (j as u64) << 32).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    ((mixed ^ mixed >> 29).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 11) as f64 / (1u64 << 53) as f64
}

/// A nested presence matrix, one cell in nine present.
fn world() -> BitMatrix {
    BitMatrix::from_fn(230, 5000, |c, p| {
        let (size, rarity) = (1.0 + c as f64 / 12.0, 1.0 + p as f64 / 2500.0);
        noise(c, p) < 0.60 / (size * rarity).sqrt() - 0.05
    })
}

fn bits() {
    let presence = world();
    println!("presence 230 × 5,000 with {} ones", presence.count());
    let products = presence.transpose();
    let ubiquity = presence.column_counts();
    let weights: Vec<f64> = ubiquity
        .iter()
        .map(|&u| 1.0 / f64::from(u.max(1)))
        .collect();
    time("presence from a predicate", world);
    time("transpose", || presence.transpose());
    time("co-occurrence of 5,000 products, upper triangle", || {
        let mut sum = 0u64;
        CommonCounts::new(&products).for_each(|_, _, counts| sum += u64::from(counts[0]));
        sum
    });
    let mut proximity = vec![0f32; 5000 * 5000];
    time("proximity of 5,000 products, written in full", || {
        CommonCounts::new(&products).fill(&mut proximity, |i, first, counts, cells| {
            for ((cell, &common), &u) in cells.iter_mut().zip(counts).zip(&ubiquity[first..]) {
                *cell = common as i32 as f32 / ubiquity[i].max(u).max(1) as i32 as f32;
            }
        });
    });
    time("co-occurrence of 230 exporters, upper triangle", || {
        let mut sum = 0u64;
        CommonCounts::new(&presence).for_each(|_, _, counts| sum += u64::from(counts[0]));
        sum
    });
    time("complexity matrix 230 × 230", || {
        presence.weighted_common(&weights)
    });
    time("density, any relatedness", || {
        present_sums(&presence, |q, p, common| {
            f64::from(common) / f64::from(ubiquity[q].max(ubiquity[p]))
        })
    });
    let tile: Vec<f64> = (0..5000 * 128).map(|v| noise(v, 1)).collect();
    let mut sums = vec![0.0; 230 * 128];
    time("density from given tiles (39 × 5,000 × 128)", || {
        for _ in 0..39 {
            for q in (0..5000).step_by(256) {
                let deep = q..5000.min(q + 256);
                presence.add_present(deep.clone(), &tile[q * 128..deep.end * 128], 128, &mut sums);
            }
        }
    });
    time("density, proximity over the maximum", || {
        proximity_sums(&presence, &presence, None, false)
    });
    let absent = presence.complement();
    time("opportunity gain, proximity over the maximum", || {
        proximity_sums(&absent, &presence, Some(&weights), true)
    });
    let (ones, holders) = (presence.ones(), products.ones());
    let mut x = vec![1.0; 5000];
    time("one reflection there and back", || {
        x = holders.sums(&ones.sums(&x));
    });
}

fn eigen() {
    let presence = world();
    let weights: Vec<f64> = presence
        .column_counts()
        .iter()
        .map(|&u| 1.0 / f64::from(u))
        .collect();
    let mut complexity = presence.weighted_common(&weights);
    let roots: Vec<f64> = presence
        .row_counts()
        .iter()
        .map(|&k| f64::from(k).sqrt())
        .collect();
    for (cell, s) in complexity.iter_mut().enumerate() {
        *s /= roots[cell / 230] * roots[cell % 230];
    }
    time("second eigenpair of the complexity matrix, 230", || {
        largest_pairs_of(&complexity, 230, 1, std::slice::from_ref(&roots), 1e-15)
    });
    time("all eigenpairs of the complexity matrix, 230", || {
        symmetric(&complexity, 230)
    });
    let n = 1000;
    let large: Vec<f64> = (0..n * n)
        .map(|c| noise((c / n).min(c % n), (c / n).max(c % n)) + 0.1 * ((c / n + c % n) % 3) as f64)
        .collect();
    time("largest eigenpair, 1,000", || {
        largest_pairs_of(&large, n, 1, &[], 1e-15)
    });
    time("second eigenpair, first deflated, 1,000", || {
        let first = largest_pairs_of(&large, n, 1, &[], 1e-15)?.vectors;
        largest_pairs_of(&large, n, 1, &first, 1e-15)
    });
    time("all eigenpairs, 1,000", || symmetric(&large, n));
    if let Ok(pairs) = largest_pairs_of(&complexity, 230, 1, &[roots], 1e-15) {
        println!(
            "{pairs:.3?}",
            pairs = (pairs.values, pairs.next, pairs.residuals, pairs.products)
        );
    }
}
