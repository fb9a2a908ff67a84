//! How long a unit takes, and how that grows: three sizes within a small budget.
use crate::Speed;
use mercatoria_core::{Example, Kind, Owned, Registry, compute};
use mercatoria_numeric::{distribution::student_t, elementary::ln, parallel};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

/// Cells asked of the generator.
pub const SIZES: [usize; 3] = [64, 512, 4096];
/// Makes an input: shape, the unit's worked example (for its side inputs), cells, seed.
pub type Sized<'a> = &'a (dyn Fn(Kind, &Example, usize, u64) -> Option<Owned> + Sync);

/// Measures every unit on made inputs, within this time in all. One thread: what is measured is the formula, not the machine's
/// cores.
pub fn measure(registry: &Registry, budget: Duration, seed: u64, sized: Sized<'_>) -> Vec<Speed> {
    let units: Vec<_> = registry
        .iter()
        .filter(|(_, name)| name.id == (name.make)().about().card.id)
        .map(|(_, name)| name)
        .collect();
    let each = budget / u32::try_from(units.len().max(1)).unwrap_or(u32::MAX);
    let begun = Instant::now();
    let threads = parallel::threads();
    parallel::set_threads(1);
    let mut rows = vec![];
    for name in units {
        let unit = (name.make)();
        let (kind, example) = (unit.about().kind, unit.about().card.example);
        let mut row = Speed {
            id: name.id.into(),
            shape: kind.as_str().into(),
            ..Speed::default()
        };
        // Some units cannot keep to their share; the whole stays near its budget all the same.
        if begun.elapsed() > budget * 2 {
            row.message = "left out: the time of this stage was used up (--thorough)".into();
            rows.push(row);
            continue;
        }
        let mut points = vec![];
        let start = Instant::now();
        for size in SIZES {
            // A larger size is left out where the ones before have used the unit's share of the time.
            if start.elapsed() > each {
                row.message = "the largest size does not fit into the budget".into();
                break;
            }
            let Some(input) = sized(kind, &example, size, seed) else {
                row.message = "no input of this shape could be made".into();
                break;
            };
            let run = || {
                let start = Instant::now();
                let block = compute(&*unit, mercatoria_core::Cut::Whole, &input.input());
                (start.elapsed(), block.is_ok())
            };
            let mut times = vec![];
            let from = Instant::now();
            while times.len() < 3 || times.len() < 40 && from.elapsed() < each / 4 {
                match catch_unwind(AssertUnwindSafe(run)) {
                    Ok((time, true)) => times.push(time),
                    Ok((_, false)) | Err(_) => {
                        row.message = "not computable on the generated input".into();
                        break;
                    }
                }
                if from.elapsed() > each {
                    break;
                }
            }
            times.sort_unstable();
            let Some(best) = times.first() else { break };
            row.sizes.push((size as u64, best.as_secs_f64()));
            // The faster half: what disturbs a measurement only ever adds to it.
            let kept = times.len().div_ceil(2);
            let log = |time: &Duration| ln(time.as_secs_f64().max(1e-9));
            points.extend(
                times[..kept]
                    .iter()
                    .map(|time| (ln(size as f64), log(time))),
            );
        }
        if row.sizes.len() == SIZES.len() {
            (row.exponent, row.between) = slope(&points);
        }
        rows.push(row);
    }
    parallel::set_threads(threads);
    rows
}
/// Least squares and its 95 % interval.
fn slope(points: &[(f64, f64)]) -> (Option<f64>, Option<(f64, f64)>) {
    let n = points.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / n;
    let (x, y) = (mean(|p| p.0), mean(|p| p.1));
    let across: f64 = points.iter().map(|p| (p.0 - x) * (p.0 - x)).sum();
    if points.len() < 4 || across <= 0.0 {
        return (None, None);
    }
    let slope = points.iter().map(|p| (p.0 - x) * (p.1 - y)).sum::<f64>() / across;
    let left: f64 = points
        .iter()
        .map(|p| {
            let e = p.1 - y - slope * (p.0 - x);
            e * e
        })
        .sum();
    let error = (left / (n - 2.0) / across).sqrt();
    let wide = student_t::quantile(0.975, n - 2.0) * error;
    (Some(slope), Some((slope - wide, slope + wide)))
}
