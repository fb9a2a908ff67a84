//! Sobol indices from a design.
use mercatoria_core::*;
use mercatoria_numeric::{moments, parallel, random::Stream, sum::sum};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

bounded! {
    /// A number of bootstrap samples.
    Resamples(u32): 0 => 100_000, {"type": "integer", "minimum": 0, "maximum": 100000};
}
/// Estimator of the first order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FirstOrder {
    /// mean f_B(f_AB − f_A)/V.
    #[default]
    Saltelli,
    /// 1 − mean (f_B − f_AB)²/2V.
    Jansen,
}
/// What outputs are centred by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Centring {
    /// The mean of A and B.
    #[default]
    AB,
    /// The mean of all blocks.
    All,
}
/// Denominator of the variance.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum VarianceOf {
    /// One less than the number of outputs.
    #[default]
    Sample,
    /// Their number.
    Population,
}
/// Sobol indices from a design.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SobolIndices {
    /// Estimator of the first order.
    pub first: FirstOrder,
    /// What the outputs are centred by.
    pub centring: Centring,
    /// Denominator of the variance of A and B together.
    pub variance: VarianceOf,
    /// Bootstrap samples; 0: no intervals.
    pub resamples: Resamples,
    /// Level of the intervals.
    pub level: Level,
    /// Seed of the bootstrap.
    pub seed: Seed,
}
impl Default for SobolIndices {
    fn default() -> Self {
        Self {
            first: FirstOrder::Saltelli,
            centring: Centring::AB,
            variance: VarianceOf::Sample,
            resamples: Resamples::new(0),
            level: Level::new(0.95),
            seed: Seed::new(1),
        }
    }
}

impl Indicator for SobolIndices {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "robustness.sobol_indices",
        title: "Sobol indices from a design",
        formula: "S_j = mean f_B(f_ABj − f_A)/V of the centred outputs (Saltelli 2010), or 1 − mean (f_B − f_ABj)²/2V (Jansen); ST_j = mean (f_A − f_ABj)²/2V (Jansen)",
        form: Form::Own(&["first", "total"]),
        reading: "S: share of the variance that the factor accounts for by itself; ST: with all its interactions. Units are the base points, criteria the blocks A, B and AB followed by the name of the factor (or of a group of factors); with several periods each is an output. Intervals: bootstrap of base points, all blocks and the variance together. An estimate below 0 is sampling error: it is reported, not clipped",
        sources: &[
            "Saltelli, A. et al. (2010). Variance based sensitivity analysis of model output. Computer Physics Communications 181(2).",
        ],
        peers: &[
            "COINr 1.1 does not centre: adding 1000 to the output turns S = 0.81 into 159.",
            "COINr 1.1 resamples each column of products alone with V fixed, so its intervals are too narrow.",
        ],
        example: Example::csv(
            "unit,criterion,value\n1,A,0\n1,B,1\n1,ABx,1\n2,A,1\n2,B,0\n2,ABx,0\n",
        )
        .gives("x,total: 1.5"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let blocks = Blocks::of(board, "AB");
        let labels: Vec<&str> = blocks.factors.iter().map(|(name, _)| &**name).collect();
        let mut axes = vec![Axis::new("factor", labels)];
        let named = board.periods.len() != 1 || !board.periods.label(0).is_empty();
        if named {
            axes.push(board.periods.clone());
        }
        let mut out = Values::over(axes);
        let kind = IntervalKind::Confidence {
            level: self.level.get(),
            method: "bootstrap, standard deviation".into(),
            resampled: "base points".into(),
        };
        let z = mercatoria_numeric::distribution::normal::quantile(0.5 + self.level.get() / 2.0);
        let all: Vec<_> = (0..board.periods.len())
            .map(|p| self.estimate(board, &blocks, p))
            .collect();
        for j in 0..blocks.factors.len() {
            for found in &all {
                match found {
                    Ok((indices, spread)) => {
                        for k in 0..2 {
                            match spread {
                                Some(sd) => {
                                    let x = indices[j][k];
                                    out.push_interval(
                                        &kind,
                                        Some(x),
                                        x - z * sd[j][k],
                                        x + z * sd[j][k],
                                    );
                                }
                                None => out.push(Ok(indices[j][k])),
                            }
                        }
                    }
                    Err(why) => (0..2).for_each(|_| out.push(Err(*why))),
                }
            }
        }
        out
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![(
            "salib-1.6",
            Self {
                centring: Centring::All,
                variance: VarianceOf::Population,
                ..Self::default()
            },
        )]
    }
}
/// First-order and total index by factor.
type Indices = Vec<[f64; 2]>;
impl SobolIndices {
    fn estimate(
        &self,
        board: &Scoreboard,
        blocks: &Blocks,
        period: usize,
    ) -> Result<(Indices, Option<Indices>), Undefined> {
        let (a, b) = (
            blocks.a.ok_or(Undefined::Missing)?,
            blocks.b.ok_or(Undefined::Missing)?,
        );
        let column = |c: usize| {
            let column = board.column(period, c);
            if column.iter().any(|y| y.is_nan()) {
                Err(Undefined::Missing)
            } else {
                Ok(column)
            }
        };
        let (a, b) = (column(a)?, column(b)?);
        let mixed = blocks
            .factors
            .iter()
            .map(|(_, c)| column(*c))
            .collect::<Result<Vec<_>, _>>()?;
        // SALib standardises over the BA blocks too, where there are any.
        let back = Blocks::of(board, "BA").factors;
        let back = back
            .iter()
            .map(|(_, c)| column(*c))
            .collect::<Result<Vec<_>, _>>()?;
        let rows: Vec<usize> = (0..a.len()).collect();
        let indices = self.indices(&a, &b, &mixed, &back, &rows)?;
        if self.resamples.get() == 0 {
            return Ok((indices, None));
        }
        let d = mixed.len();
        let samples = parallel::map(self.resamples.get() as usize, |r| {
            let mut stream = Stream::new(self.seed.get(), r as u64);
            let rows: Vec<usize> = (0..a.len())
                .map(|_| stream.below(a.len() as u64) as usize)
                .collect();
            self.indices(&a, &b, &mixed, &back, &rows)
        });
        let samples: Vec<Indices> = samples.into_iter().flatten().collect();
        let spread = (0..d)
            .map(|j| {
                [0, 1].map(|k| {
                    let xs: Vec<f64> = samples.iter().map(|s| s[j][k]).collect();
                    moments::standard_deviation(&xs, 1).unwrap_or(0.0)
                })
            })
            .collect();
        Ok((indices, Some(spread)))
    }
    fn indices(
        &self,
        a: &[f64],
        b: &[f64],
        mixed: &[Vec<f64>],
        back: &[Vec<f64>],
        rows: &[usize],
    ) -> Result<Indices, Undefined> {
        let n = rows.len() as f64;
        if rows.len() < 2 {
            return Err(Undefined::TooFew);
        }
        let pick = |xs: &[f64]| -> Vec<f64> { rows.iter().map(|r| xs[*r]).collect() };
        let (a, b) = (pick(a), pick(b));
        let mixed: Vec<Vec<f64>> = mixed.iter().map(|m| pick(m)).collect();
        let back: Vec<Vec<f64>> = back.iter().map(|m| pick(m)).collect();
        let both: Vec<f64> = a.iter().chain(&b).copied().collect();
        let centre = match self.centring {
            Centring::AB => moments::mean(&both),
            Centring::All => {
                let all: Vec<f64> = both
                    .iter()
                    .chain(mixed.iter().chain(&back).flatten())
                    .copied()
                    .collect();
                moments::mean(&all)
            }
        };
        let centre = centre.ok_or(Undefined::TooFew)?;
        let ddof = usize::from(self.variance == VarianceOf::Sample);
        if mercatoria_normalisation::is_constant(&both) {
            return Err(Undefined::ZeroVariance);
        }
        let v = moments::variance(&both, ddof).ok_or(Undefined::TooFew)?;
        Ok(mixed
            .iter()
            .map(|m| {
                let first = match self.first {
                    FirstOrder::Saltelli => {
                        let parts: Vec<f64> = (0..a.len())
                            .map(|i| (b[i] - centre) * (m[i] - a[i]))
                            .collect();
                        sum(&parts) / n / v
                    }
                    FirstOrder::Jansen => {
                        let parts: Vec<f64> = (0..a.len())
                            .map(|i| (b[i] - m[i]) * (b[i] - m[i]))
                            .collect();
                        1.0 - sum(&parts) / n / (2.0 * v)
                    }
                };
                let parts: Vec<f64> = (0..a.len())
                    .map(|i| (a[i] - m[i]) * (a[i] - m[i]))
                    .collect();
                [first, sum(&parts) / n / (2.0 * v)]
            })
            .collect())
    }
}
/// The blocks of a design among the criteria of a board.
pub(crate) struct Blocks {
    pub(crate) a: Option<usize>,
    pub(crate) b: Option<usize>,
    /// Name and place of each mixed block.
    pub(crate) factors: Vec<(String, usize)>,
}
impl Blocks {
    pub(crate) fn of(board: &Scoreboard, prefix: &str) -> Self {
        let mut factors: Vec<(String, usize)> = board
            .criteria
            .labels()
            .enumerate()
            .filter_map(|(c, label)| {
                let name = label
                    .strip_prefix(prefix)?
                    .trim_start_matches(['_', ':', ' ']);
                (!name.is_empty()).then(|| (name.to_owned(), c))
            })
            .collect();
        factors.sort_by_key(|(_, c)| *c);
        Self {
            a: board.criteria.position("A"),
            b: board.criteria.position("B"),
            factors,
        }
    }
}
