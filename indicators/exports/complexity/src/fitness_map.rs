//! The non-linear maps between the fitness of countries and the complexity of products.
use mercatoria_core::Undefined;
use mercatoria_numeric::{
    bits::{BitMatrix, Ones},
    elementary::powf,
    sum::sum,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which map.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Variant {
    /// F = ΣMQ, Q = 1 / (ΣMF^−γ)^(1/γ).
    #[default]
    Tacchella,
    /// With a source: F = δ² + ΣM/P, P = 1 + ΣM/F, Q = 1/P; converges for every table.
    Nhefc,
    /// Scaling of rows and columns to equal sums: F = ΣMQ, then Q = 1/ΣM/F; no other normalisation.
    Sinkhorn,
    /// F = ΣMQ, Q = the smallest F among the exporters.
    MinimalExtremal,
}
/// Which values an update uses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Both sides from the values before.
    #[default]
    Simultaneous,
    /// Products from the countries just updated.
    Sequential,
}
/// A map and how often it is applied.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FitnessMap {
    /// Which map.
    pub variant: Variant,
    /// Which values an update uses.
    pub order: Order,
    /// Number of updates.
    pub iterations: u32,
    /// Extremality γ.
    pub extremality: f64,
    /// Source δ of `nhefc`.
    pub delta: f64,
}
/// Where the map has come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Fixed {
    /// Fitness of the rows, mean 1; NaN for rows without presence.
    pub rows: Vec<f64>,
    /// Complexity of the columns, mean 1; NaN for columns without presence.
    pub columns: Vec<f64>,
    /// The largest relative change of a fitness in the last update.
    pub change: f64,
    /// Rows whose fitness is still falling towards 0.
    pub falling: Vec<usize>,
}

/// Applies the map from all ones, each side divided by its mean after each update.
///
/// # Errors
/// [`Undefined::Empty`] without any presence.
///
/// ```
/// use mercatoria_complexity::{FitnessMap, Order, Variant, fitness};
/// use mercatoria_numeric::bits::BitMatrix;
/// let m = BitMatrix::from_fn(2, 2, |c, p| c <= p);
/// let map = FitnessMap { variant: Variant::Tacchella, order: Order::Simultaneous, iterations: 1, extremality: 1.0, delta: 0.0 };
/// let fixed = fitness(&m, &map).unwrap();
/// assert_eq!(fixed.rows, [4.0 / 3.0, 2.0 / 3.0]);
/// assert_eq!(fixed.columns, [4.0 / 3.0, 2.0 / 3.0]);
/// ```
///
/// Source: Tacchella, Cristelli, Caldarelli, Gabrielli and Pietronero (2012), Scientific Reports 2, 723.
pub fn fitness(m: &BitMatrix, map: &FitnessMap) -> Result<Fixed, Undefined> {
    let (rows, columns) = (m.ones(), m.transpose().ones());
    let present = |ones: &Ones| {
        (0..ones.rows())
            .map(|i| !ones.row(i).is_empty())
            .collect::<Vec<bool>>()
    };
    let (in_rows, in_columns) = (present(&rows), present(&columns));
    let (n, p) = (
        in_rows.iter().filter(|x| **x).count(),
        in_columns.iter().filter(|x| **x).count(),
    );
    if n == 0 {
        return Err(Undefined::Empty);
    }
    let start = |present: &[bool]| {
        present
            .iter()
            .map(|x| if *x { 1.0 } else { 0.0 })
            .collect::<Vec<f64>>()
    };
    let (mut f, mut q) = (start(&in_rows), start(&in_columns));
    let mean_one = |x: &mut [f64], n: usize| {
        let mean = sum(x) / n as f64;
        x.iter_mut().for_each(|x| *x /= mean);
    };
    let fitness_of = |q: &[f64]| -> Vec<f64> {
        let mut f = rows.sums(q);
        if map.variant == Variant::Nhefc {
            f.iter_mut()
                .zip(&in_rows)
                .filter(|(_, here)| **here)
                .for_each(|(f, _)| *f += map.delta * map.delta);
        }
        f
    };
    let complexity_of = |f: &[f64]| -> Vec<f64> {
        if map.variant == Variant::MinimalExtremal {
            let least = |p: usize| {
                columns
                    .row(p)
                    .iter()
                    .map(|c| f[*c as usize])
                    .fold(f64::INFINITY, f64::min)
            };
            return (0..columns.rows())
                .map(|p| if in_columns[p] { least(p) } else { 0.0 })
                .collect();
        }
        let gamma = if map.variant == Variant::Tacchella {
            map.extremality
        } else {
            1.0
        };
        let inverse: Vec<f64> = f
            .iter()
            .zip(&in_rows)
            .map(|(f, here)| match (*here, gamma == 1.0) {
                (false, _) => 0.0,
                (true, true) => 1.0 / f,
                (true, false) => powf(*f, -gamma),
            })
            .collect();
        let source = if map.variant == Variant::Nhefc {
            1.0
        } else {
            0.0
        };
        let of = |s: &f64| {
            let s = s + source;
            if gamma == 1.0 {
                1.0 / s
            } else {
                1.0 / powf(s, 1.0 / gamma)
            }
        };
        columns
            .sums(&inverse)
            .iter()
            .zip(&in_columns)
            .map(|(s, here)| if *here { of(s) } else { 0.0 })
            .collect()
    };
    let normalised = matches!(map.variant, Variant::Tacchella | Variant::MinimalExtremal);
    let (mut change, mut before) = (0.0, f.clone());
    for _ in 0..map.iterations {
        before.copy_from_slice(&f);
        let mut next = fitness_of(&q);
        if normalised {
            mean_one(&mut next, n);
        }
        let sequential = map.order == Order::Sequential || map.variant == Variant::Sinkhorn;
        q = complexity_of(if sequential { &next } else { &f });
        if normalised {
            mean_one(&mut q, p);
        }
        f = next;
    }
    if !normalised {
        mean_one(&mut f, n);
        mean_one(&mut q, p);
        mean_one(&mut before, n);
    }
    for (now, then) in f.iter().zip(&before).filter(|(now, _)| **now > 0.0) {
        change = f64::max(change, (now - then).abs() / now);
    }
    // A fitness that decays to 0 loses a part of itself at each step, even where it is tiny already.
    let falling = (0..f.len())
        .filter(|c| {
            in_rows[*c] && f[*c] < 1e-6 && (f[*c] == 0.0 || f[*c] < before[*c] * (1.0 - 1e-6))
        })
        .collect();
    let masked = |x: Vec<f64>, present: &[bool]| {
        x.into_iter()
            .zip(present)
            .map(|(x, here)| if *here { x } else { f64::NAN })
            .collect()
    };
    Ok(Fixed {
        rows: masked(f, &in_rows),
        columns: masked(q, &in_columns),
        change,
        falling,
    })
}
