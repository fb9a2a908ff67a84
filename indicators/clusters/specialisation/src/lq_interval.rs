//! Location quotients with confidence intervals: the units that the table counts are resampled.
use mercatoria_core::*;
use mercatoria_numeric::{
    distribution::normal,
    elementary::{exp, sqrt},
    order::{self, QuantileType},
    parallel,
    random::Stream,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the interval is made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum IntervalMethod {
    /// Percentiles of multinomial draws of the whole table; no interval where nothing was seen.
    #[default]
    Bootstrap,
    /// Percentiles of Dirichlet draws with Jeffreys' prior; an interval also where nothing was seen.
    Dirichlet,
    /// ln LQ ± z √(1/x − 1/X_r − 1/X_i + (2 LQ − 1)/X), without draws.
    Delta,
}
/// Location quotient with a confidence interval.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LqInterval {
    /// How the interval is made.
    pub method: IntervalMethod,
    /// Probability of covering.
    pub level: Level,
    /// Number of draws.
    pub draws: Count,
    /// Seed of the draws.
    pub seed: Seed,
    /// What the amounts count, as it is resampled: jobs, plants, shipments.
    pub resampled: String,
}
impl Default for LqInterval {
    fn default() -> Self {
        Self {
            method: IntervalMethod::Bootstrap,
            level: Level::new(0.95),
            draws: Count::new(500),
            seed: Seed::new(1),
            resampled: "the units that the table counts, one by one".into(),
        }
    }
}

impl Indicator for LqInterval {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "specialisation.lq_interval",
        title: "Location quotient with a confidence interval",
        formula: "LQ = (x/X_r)/(X_i/X); x, X_r − x, X_i − x and the rest drawn as a multinomial of X units",
        form: Form::Grid(Matrix::ROW, Matrix::COLUMN),
        reading: "the interval is about chance in where the counted units are, not about errors of the source; jobs of one plant are not independent, so count plants where that matters",
        sources: &[
            "Efron, B. and Tibshirani, R. J. (1993). An Introduction to the Bootstrap. Chapman & Hall.",
            "Moineddin, R., Beyene, J. and Boyle, E. (2003). On the location quotient confidence interval. Geographical Analysis 35(3).",
        ],
        example: Example::csv("row,column,value\nR1,I1,30\nR1,I2,10\nR2,I1,10\nR2,I2,30\n")
            .params("{\"method\":\"delta\"}")
            .gives("R1, I1: [1.254259920…, 1.793886548…]"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let kind = IntervalKind::Confidence {
            level: self.level.get(),
            method: match self.method {
                IntervalMethod::Bootstrap => "multinomial bootstrap, percentiles",
                IntervalMethod::Dirichlet => "Dirichlet with Jeffreys' prior, percentiles",
                IntervalMethod::Delta => "delta method on ln LQ",
            }
            .into(),
            resampled: self.resampled.clone().into(),
        };
        let rows = parallel::map(m.rows(), |r| self.row(m, r));
        let mut out = Values::with_capacity(m.values().len());
        for (cell, x) in rows.into_iter().flatten().zip(m.values()) {
            match cell {
                Ok((point, low, high)) if low <= high => {
                    let (low, high) = (low.min(point), high.max(point));
                    out.push_interval(&kind, Some(point), low, high);
                }
                Ok(_) => out.push(Err(Undefined::Defect)),
                Err(Undefined::TooFew) if *x == 0.0 => out.push(Err(Undefined::TooFew)),
                Err(why) => out.push(Err(why)),
            }
        }
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![]
    }
}
impl LqInterval {
    fn row(&self, m: &Matrix, r: usize) -> Vec<Result<(f64, f64, f64), Undefined>> {
        let (of_row, total) = (m.row_totals()[r], m.total());
        let cells = m.row(r).iter().zip(m.column_totals()).enumerate();
        cells
            .map(|(c, (x, of_column))| {
                if of_row == 0.0 {
                    return Err(Undefined::EmptyRow);
                }
                if *of_column == 0.0 {
                    return Err(Undefined::EmptyColumn);
                }
                let parts = [
                    *x,
                    of_row - x,
                    of_column - x,
                    total - of_row - of_column + x,
                ];
                let point = x / of_row / (of_column / total);
                if *x == 0.0 && self.method != IntervalMethod::Dirichlet {
                    return Err(Undefined::TooFew);
                }
                let (low, high) = match self.method {
                    IntervalMethod::Delta => {
                        let variance =
                            1.0 / x - 1.0 / of_row - 1.0 / of_column + (2.0 * point - 1.0) / total;
                        let z = normal::quantile(0.5 + self.level.get() / 2.0);
                        let by = exp(z * sqrt(variance.max(0.0)));
                        (point / by, point * by)
                    }
                    _ => {
                        let unit = (r * m.columns() + c) as u64;
                        self.percentiles(parts, unit)?
                    }
                };
                Ok((point, low, high))
            })
            .collect()
    }
    fn percentiles(&self, parts: [f64; 4], unit: u64) -> Result<(f64, f64), Undefined> {
        let mut stream = Stream::new(self.seed.get(), unit);
        let counted = parts.iter().all(|x| x.fract() == 0.0 && *x < 9e15);
        if self.method == IntervalMethod::Bootstrap && !counted {
            return Err(Undefined::OutOfDomain);
        }
        let n = parts.iter().sum::<f64>() as u64;
        let prior: Vec<f64> = parts.iter().map(|x| x.max(0.0) + 0.5).collect();
        let mut drawn: Vec<f64> = Vec::with_capacity(self.draws.get() as usize);
        for _ in 0..self.draws.get() {
            let cells: Vec<f64> = match self.method {
                IntervalMethod::Dirichlet => stream.dirichlet(&prior),
                _ => {
                    let counts = stream.multinomial(n, &parts);
                    counts.into_iter().map(|k| k as f64).collect()
                }
            };
            let [a, b, d, e] = cells[..] else {
                return Err(Undefined::Defect);
            };
            if a + b > 0.0 && a + d > 0.0 {
                drawn.push(a / (a + b) * ((a + b + d + e) / (a + d)));
            }
        }
        let sorted = order::sorted(&drawn);
        let tail = (1.0 - self.level.get()) / 2.0;
        let at = |p: f64| order::quantile(&sorted, p, QuantileType::Linear);
        let ends = at(tail).zip(at(1.0 - tail)).ok_or(Undefined::TooFew)?;
        // Interpolating between equal draws may round apart.
        Ok((ends.0.min(ends.1), ends.0.max(ends.1)))
    }
}
