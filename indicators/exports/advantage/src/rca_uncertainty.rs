//! Intervals of RCA: the amounts are counts of independent events of one size.
use crate::quotients;
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::{distribution::normal, elementary::sqrt, order, parallel, random::Stream};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the interval is made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Wilson's score interval of the country's share x_cp / X_c; the world's share is taken as known.
    #[default]
    Wilson,
    /// Poisson bootstrap: each cell is drawn anew with its amount as mean, and all totals with it.
    Bootstrap,
}
/// Intervals of revealed comparative advantage.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RcaUncertainty {
    /// How.
    pub method: Method,
    /// Confidence level.
    pub level: Level,
    /// Value of one event (shipment, contract) in the unit of the table: amounts over this are counts.
    pub unit: Positive,
    /// Draws of the bootstrap.
    pub draws: Count,
    /// Seed of the bootstrap.
    pub seed: Seed,
}
impl Default for RcaUncertainty {
    fn default() -> Self {
        Self {
            method: Method::Wilson,
            level: Level::new(0.95),
            unit: Positive::new(1.0),
            draws: Count::new(500),
            seed: Seed::new(1),
        }
    }
}
impl Indicator for RcaUncertainty {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "advantage.rca_uncertainty",
        title: "Revealed comparative advantage with an interval",
        formula: "Wilson: (s + z²/2n ± z √(s(1−s)/n + z²/4n²)) / (1 + z²/n) / w, s = x_cp / X_c, n = X_c / unit, w = X_p / X",
        form: Form::Grid(Matrix::ROW, Matrix::COLUMN),
        reading: "an interval across 1 does not tell an advantage from none; it holds for amounts that are counts of independent events of the given unit value",
        sources: &[
            "Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. Journal of the American Statistical Association 22.",
        ],
        peers: &["ps-calcs 2.0 has an undocumented interval that stops on an undefined name."],
        example: Example::csv("row,column,value\nA,a,50\nA,b,50\nB,a,50\nB,b,50\n")
            .gives("A,a: [0.807663…, 1.192336…]"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let points = quotients(m);
        let kind = IntervalKind::Confidence {
            level: self.level.get(),
            method: match self.method {
                Method::Wilson => "Wilson",
                Method::Bootstrap => "percentiles",
            }
            .into(),
            resampled: match self.method {
                Method::Wilson => "events of the row",
                Method::Bootstrap => "events of all cells",
            }
            .into(),
        };
        let ends: Vec<(f64, f64)> = match self.method {
            Method::Wilson => self.wilson(m),
            Method::Bootstrap => self.bootstrap(m),
        };
        let mut out = Values::default();
        for (i, (point, (low, high))) in points.iter().zip(ends).enumerate() {
            if m.row_totals()[i / m.columns()] == 0.0 {
                out.push(Err(Undefined::EmptyRow));
            } else if m.column_totals()[i % m.columns()] == 0.0 {
                out.push(Err(Undefined::EmptyColumn));
            } else {
                out.push_interval(&kind, Some(*point), low.min(*point), high.max(*point));
            }
        }
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        if self.method == Method::Wilson {
            vec![Relabel]
        } else {
            vec![]
        }
    }
}
impl RcaUncertainty {
    fn wilson(&self, m: &Matrix) -> Vec<(f64, f64)> {
        let z = normal::quantile(0.5 + self.level.get() / 2.0);
        let mut ends = Vec::with_capacity(m.values().len());
        for (r, total) in m.row_totals().iter().enumerate() {
            let n = total / self.unit.get();
            for (x, of_column) in m.row(r).iter().zip(m.column_totals()) {
                let (share, world) = (x / total, of_column / m.total());
                let (low, high) = wilson(share, n, z);
                ends.push((low / world, high / world));
            }
        }
        ends
    }
    fn bootstrap(&self, m: &Matrix) -> Vec<(f64, f64)> {
        let (draws, unit) = (self.draws.get() as usize, self.unit.get());
        let cells = m.values();
        let width = m.columns();
        // Draw b of cell i depends on both alone: it is made anew instead of kept.
        let draw = |i: usize, b: usize| {
            if cells[i] == 0.0 {
                0.0
            } else {
                Stream::new(self.seed.get(), (i * draws + b) as u64).poisson(cells[i] / unit) as f64
            }
        };
        let sums = parallel::map(draws, |b| {
            let (mut rows, mut columns) = (vec![0.0; m.rows()], vec![0.0; width]);
            for i in 0..cells.len() {
                let x = draw(i, b);
                rows[i / width] += x;
                columns[i % width] += x;
            }
            (rows, columns)
        });
        let totals: Vec<f64> = sums.iter().map(|(rows, _)| rows.iter().sum()).collect();
        let tail = (1.0 - self.level.get()) / 2.0;
        parallel::map(cells.len(), |i| {
            let quotients = (0..draws).filter_map(|b| {
                let (row, column) = (sums[b].0[i / width], sums[b].1[i % width]);
                (row > 0.0 && column > 0.0).then(|| draw(i, b) / row * (totals[b] / column))
            });
            let mut sorted: Vec<f64> = quotients.collect();
            order::sort(&mut sorted);
            let at =
                |p: f64| order::quantile(&sorted, p, order::QuantileType::default()).unwrap_or(0.0);
            (at(tail), at(1.0 - tail))
        })
    }
}

/// Wilson's score interval of a share among `n` trials, `z` standard deviations wide.
///
/// ```
/// let (low, high) = mercatoria_advantage::wilson(0.5, 100.0, 1.959963984540054);
/// assert!((low - 0.40383153).abs() < 1e-8 && (high - 0.59616847).abs() < 1e-8);
/// ```
///
/// Source: Wilson (1927), JASA 22.
pub fn wilson(share: f64, n: f64, z: f64) -> (f64, f64) {
    let centre = share + z * z / (2.0 * n);
    let spread = z * sqrt(share * (1.0 - share) / n + z * z / (4.0 * n * n));
    let scale = 1.0 + z * z / n;
    (
        ((centre - spread) / scale).max(0.0),
        ((centre + spread) / scale).min(1.0),
    )
}
