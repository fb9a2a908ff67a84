//! How far an index moves when the table moves a little: one row left out, another threshold, rows drawn anew.
use crate::{Ddof, FitnessMap, Order, Scale, SignRule, Variant, centre, scaled, solved, spectral};
use mercatoria_advantage::{Presence, Rule, presence, presence_of_rows};
use mercatoria_core::{IntervalKind, Matrix, Undefined, Values};
use mercatoria_numeric::{correlation::pearson, elementary::ln, order, parallel, random::Stream};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Each row is left out once; the range of what remains (a sensitivity).
    #[default]
    LeaveOneOut,
    /// The thresholds listed; the range (a sensitivity).
    Threshold,
    /// Rows drawn with replacement; percentiles (a confidence interval, as if the rows were a sample).
    Bootstrap,
}
/// Which index.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Index {
    /// The complexity index.
    #[default]
    Eci,
    /// Fitness, as ln F after 100 updates, z-scored.
    Fitness,
    /// GENEPY.
    Genepy,
}
/// How a design is run.
#[derive(Debug, Clone, PartialEq)]
pub struct Design {
    /// What is changed.
    pub change: Change,
    /// The rule of presence.
    pub rule: Rule,
    /// Thresholds of the sweep.
    pub thresholds: Vec<f64>,
    /// Draws of the bootstrap.
    pub draws: usize,
    /// Level of the bootstrap.
    pub level: f64,
    /// Seed of the bootstrap.
    pub seed: u64,
}

impl Index {
    /// The index of rows and columns, the linear ones z-scored; NaN where there is none.
    ///
    /// # Errors
    /// The table has none.
    pub fn of(self, found: &Presence) -> Result<(Vec<f64>, Vec<f64>), Undefined> {
        match self {
            Index::Eci => {
                let s = spectral(&found.bits, SignRule::Diversity).map_err(|ill| ill.why)?;
                let (mean, sd) = centre(&s.rows, Ddof::new(0))?;
                let on = |x: &[f64]| x.iter().map(|x| (x - mean) / sd).collect();
                Ok((on(&s.rows), on(&s.columns)))
            }
            Index::Fitness => {
                let map = FitnessMap {
                    variant: Variant::Tacchella,
                    order: Order::Simultaneous,
                    iterations: 100,
                    extremality: 1.0,
                    delta: 0.0,
                };
                let fixed = crate::fitness(&found.bits, &map)?;
                let logs = |x: &[f64]| -> Result<Vec<f64>, Undefined> {
                    let log = |x: &f64| if *x > 0.0 { ln(*x) } else { f64::NAN };
                    let logs: Vec<f64> = x.iter().map(log).collect();
                    scaled(&logs, Scale::ZScore, Ddof::new(0))
                };
                Ok((logs(&fixed.rows)?, logs(&fixed.columns)?))
            }
            Index::Genepy => Ok((
                crate::genepy(&found.bits, false)?.0,
                crate::genepy(&found.bits, true)?.0,
            )),
        }
    }
}

/// Index and rank of each label under every change that has a value there.
struct Runs {
    index: Vec<Vec<f64>>,
    rank: Vec<Vec<f64>>,
    failed: usize,
    turned: usize,
}

/// An index of the rows (or columns) of a presence matrix.
pub type IndexOf<'a> = &'a (dyn Fn(&Presence) -> Result<Vec<f64>, Undefined> + Sync);

/// The index, its interval, the rank and its interval, by row or by column: quantities `index` and `rank`, rank 1 first.
pub fn stability(m: &Matrix, design: &Design, of_rows: bool, index: IndexOf<'_>) -> Values {
    let axis = m.axis(if of_rows { Matrix::ROW } else { Matrix::COLUMN });
    let n = axis.len();
    let base = match presence(m, &design.rule).and_then(|p| index(&p)) {
        Ok(base) => base,
        Err(why) => return Values::undefined(2 * n, why),
    };
    let runs: Vec<Option<Vec<f64>>> = match design.change {
        Change::Threshold => parallel::map(design.thresholds.len(), |i| {
            let rule = Rule {
                threshold: design.thresholds[i],
                ..design.rule.clone()
            };
            index(&*presence(m, &rule).ok()?).ok()
        }),
        Change::LeaveOneOut => parallel::map(m.rows(), |out| {
            let places: Vec<usize> = (0..m.rows()).filter(|r| *r != out).collect();
            let found = presence_of_rows(m, &design.rule, &places).ok()?;
            let mut found = index(&found).ok()?;
            if of_rows {
                found.insert(out, f64::NAN);
            }
            Some(found)
        }),
        Change::Bootstrap => parallel::map(design.draws, |draw| {
            let mut stream = Stream::new(design.seed, draw as u64);
            let mut places: Vec<usize> = (0..m.rows())
                .map(|_| stream.below(m.rows() as u64) as usize)
                .collect();
            places.sort_unstable();
            let found = presence_of_rows(m, &design.rule, &places).ok()?;
            let found = index(&found).ok()?;
            if !of_rows {
                return Some(found);
            }
            let mut spread = vec![f64::NAN; m.rows()];
            places.iter().zip(found).for_each(|(r, x)| spread[*r] = x);
            Some(spread)
        }),
    };
    let mut all = Runs {
        index: vec![vec![]; n],
        rank: vec![vec![]; n],
        failed: 0,
        turned: 0,
    };
    for run in &runs {
        let Some(run) = run else {
            all.failed += 1;
            continue;
        };
        // The sign rule decides each run by itself, as it would for a table of its own; a note says how often it turned.
        all.turned += usize::from(against(run, &base));
        let ranks = ranks(run);
        for i in (0..n).filter(|i| !run[*i].is_nan()) {
            all.index[i].push(run[i]);
            all.rank[i].push(ranks[i]);
        }
    }
    let kind = match design.change {
        Change::LeaveOneOut => IntervalKind::Sensitivity {
            choices: "each row left out once".into(),
        },
        Change::Threshold => {
            let list: Vec<String> = design.thresholds.iter().map(f64::to_string).collect();
            IntervalKind::Sensitivity {
                choices: format!("thresholds {}", list.join(", ")).into(),
            }
        }
        Change::Bootstrap => IntervalKind::Confidence {
            level: design.level,
            method: "percentiles".into(),
            resampled: "rows".into(),
        },
    };
    let tail = if design.change == Change::Bootstrap {
        (1.0 - design.level) / 2.0
    } else {
        0.0
    };
    let ends = |runs: &[f64], point: f64| {
        let sorted = order::sorted(runs);
        let at =
            |p: f64| order::quantile(&sorted, p, order::QuantileType::default()).unwrap_or(point);
        (at(tail).min(point), at(1.0 - tail).max(point))
    };
    let base_ranks = ranks(&base);
    let mut out = Values::default();
    let mut ranges = vec![];
    for i in 0..n {
        if base[i].is_nan() {
            let why = if of_rows {
                Undefined::EmptyRow
            } else {
                Undefined::EmptyColumn
            };
            out.push(Err(why));
            out.push(Err(why));
            continue;
        }
        if all.index[i].is_empty() {
            out.push(Ok(base[i]));
            out.push(Ok(base_ranks[i]));
            continue;
        }
        let (low, high) = ends(&all.index[i], base[i]);
        out.push_interval(&kind, Some(base[i]), low, high);
        let (low, high) = ends(&all.rank[i], base_ranks[i]);
        out.push_interval(&kind, Some(base_ranks[i]), low, high);
        ranges.push((base_ranks[i], low, high, i));
    }
    ranges.sort_by(|a, b| a.0.total_cmp(&b.0));
    let unclear: Vec<String> = ranges
        .windows(2)
        .filter(|pair| pair[0].2 >= pair[1].1)
        .map(|pair| format!("{} and {}", axis.label(pair[0].3), axis.label(pair[1].3)))
        .collect();
    if !unclear.is_empty() {
        let more = unclear.len().saturating_sub(6);
        out.note(
            "do_not_compare",
            format!(
                "rank intervals of {} of {} neighbours overlap, do not compare: {}{}",
                unclear.len(),
                ranges.len().saturating_sub(1),
                unclear
                    .iter()
                    .take(6)
                    .cloned()
                    .collect::<Vec<_>>()
                    .join("; "),
                if more > 0 {
                    format!("; and {more} more")
                } else {
                    String::new()
                }
            ),
        );
    }
    if all.failed > 0 {
        out.note(
            "runs_without_value",
            format!(
                "{} of {} changed tables have no index and are left out",
                all.failed,
                runs.len()
            ),
        );
    }
    if all.turned > 0 {
        out.note(
            "sign_turned",
            format!(
                "in {} of {} changed tables the sign rule turns the index round",
                all.turned,
                runs.len()
            ),
        );
    }
    out
}
/// Is a run correlated negatively with the whole, over the labels that both have?
fn against(run: &[f64], base: &[f64]) -> bool {
    let pairs = run
        .iter()
        .zip(base)
        .filter(|(a, b)| !a.is_nan() && !b.is_nan());
    let (a, b): (Vec<f64>, Vec<f64>) = pairs.map(|(a, b)| (*a, *b)).unzip();
    pearson(&a, &b).is_some_and(|r| r < 0.0)
}
/// What is said of the eigenvalues behind the complexity index.
pub(crate) fn gap_remarks(m: &Matrix, rule: &Rule, out: &mut Values) {
    if let Ok(s) = &*solved(m, rule, SignRule::Diversity) {
        crate::remarks(s, m, out);
        if let Some(next) = s.next {
            out.note("eigengap", format!("λ₂ = {}, λ₃ = {next}", s.value));
        }
    }
}
/// 1 for the largest; ties, also those within rounding, share their mean; NaN for NaN.
fn ranks(x: &[f64]) -> Vec<f64> {
    const TIE: f64 = 1e-9;
    let mut known: Vec<usize> = (0..x.len()).filter(|i| !x[*i].is_nan()).collect();
    known.sort_by(|a, b| x[*b].total_cmp(&x[*a]));
    let mut out = vec![f64::NAN; x.len()];
    let mut before = 0;
    for tied in known.chunk_by(|a, b| x[*a] - x[*b] <= TIE) {
        let rank = before as f64 + (tied.len() as f64 + 1.0) / 2.0;
        tied.iter().for_each(|i| out[*i] = rank);
        before += tied.len();
    }
    out
}
