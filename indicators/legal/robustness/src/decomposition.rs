//! What moved the score between two periods.
use mercatoria_aggregation::{ZeroRule, power_mean};
use mercatoria_core::*;
use mercatoria_normalisation::Scaling;
use mercatoria_numeric::{elementary::ln_1p, sum::sum_by2};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which mean is decomposed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PartsOf {
    /// The weighted arithmetic mean.
    #[default]
    Additive,
    /// The weighted geometric mean.
    Log,
    /// Any power mean, by Shapley values.
    Shapley,
}
/// What moved the score between two periods.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Decomposition {
    /// Which mean is decomposed.
    pub form: PartsOf,
    /// Power of the mean for Shapley parts.
    pub p: Finite,
    /// Scale of the criteria, over both periods; `none` for scores that are comparable already.
    pub normalisation: Scaling,
    /// First period; without, the first.
    pub from: Option<String>,
    /// Second period; without, the last.
    pub to: Option<String>,
}
impl Default for Decomposition {
    fn default() -> Self {
        Self {
            form: PartsOf::Additive,
            p: Finite::new(1.0),
            normalisation: Scaling::None,
            from: None,
            to: None,
        }
    }
}

impl Indicator for Decomposition {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "robustness.decomposition",
        title: "What moved the score between two periods",
        formula: "additive w Δz; log L(I₂, I₁) w Δ ln z, L the logarithmic mean; Shapley mean over all orders of the change of the mean",
        form: Form::Own(&[]),
        reading: "parts by criterion, which add up to `change`",
        sources: &[
            "Shapley, L. S. (1953). A value for n-person games. Annals of Mathematics Studies 28.",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,period,value\na,x,1,1\na,y,1,2\na,x,2,3\na,y,2,2\n")
            .gives("a,x: 1; a,y: 0; a,change: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let q = board.criteria.len();
        let mut labels: Vec<&str> = board.criteria.labels().collect();
        labels.push("change");
        let mut out = Values::over(vec![board.units.clone(), Axis::new("criterion", labels)]);
        let place = |label: &Option<String>, default: usize| match label {
            Some(label) => board.periods.position(label),
            None => Some(default),
        };
        let ends = (
            place(&self.from, 0),
            place(&self.to, board.periods.len() - 1),
        );
        let weights = board.effective_weights();
        for unit in 0..board.units.len() {
            let parts = match ends {
                (Some(a), Some(b)) if a != b => self.parts(board, unit, (a, b), &weights),
                (Some(_), Some(_)) => Err(Undefined::TooFew),
                _ => Err(Undefined::OutsideReference),
            };
            match parts {
                Ok((parts, change)) => {
                    parts.into_iter().for_each(|x| out.push(Ok(x)));
                    out.push(Ok(change));
                }
                Err(why) => (0..=q).for_each(|_| out.push(Err(why))),
            }
        }
        out
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![ScoreboardLaw::Holds(
            "the parts add up to the change",
            Predicate(adds_up),
        )]
    }
}
impl Decomposition {
    fn parts(
        &self,
        board: &Scoreboard,
        unit: usize,
        (a, b): (usize, usize),
        weights: &[f64],
    ) -> Result<(Vec<f64>, f64), Undefined> {
        let q = board.criteria.len();
        let (mut before, mut after) = (vec![], vec![]);
        for c in 0..q {
            if self.normalisation == Scaling::None && !board.benefit(c) {
                return Err(Undefined::CostNotTurned);
            }
            let mut both = board.column(a, c);
            both.extend(board.column(b, c));
            let z = self.normalisation.apply(&both, board.benefit(c))?;
            let (x, y) = (z[unit], z[board.units.len() + unit]);
            if x.is_nan() || y.is_nan() {
                return Err(Undefined::Missing);
            }
            before.push(x);
            after.push(y);
        }
        match self.form {
            PartsOf::Additive => {
                let parts: Vec<f64> = (0..q)
                    .map(|c| weights[c] * (after[c] - before[c]))
                    .collect();
                let sum = |z: &[f64]| sum_by2(z, weights, |z, w| w * z);
                Ok((parts, sum(&after) - sum(&before)))
            }
            PartsOf::Log => {
                let mean = |z: &[f64]| power_mean(z, weights, 0.0, ZeroRule::Undefined);
                let (i1, i2) = (mean(&before)?, mean(&after)?);
                let size = if i1 == i2 {
                    i1
                } else {
                    (i2 - i1) / ln_1p((i2 - i1) / i1)
                };
                let log = |c: usize| ln_1p((after[c] - before[c]) / before[c]);
                let total: f64 = weights.iter().sum();
                Ok((
                    (0..q).map(|c| size * weights[c] / total * log(c)).collect(),
                    i2 - i1,
                ))
            }
            PartsOf::Shapley => {
                let value = |set: usize| {
                    let z: Vec<f64> = (0..q)
                        .map(|c| {
                            if set >> c & 1 == 1 {
                                after[c]
                            } else {
                                before[c]
                            }
                        })
                        .collect();
                    power_mean(&z, weights, self.p.get(), ZeroRule::Zero)
                };
                if q > 16 {
                    return Err(Undefined::OutOfDomain);
                }
                let all = (0..1usize << q)
                    .map(value)
                    .collect::<Result<Vec<f64>, _>>()?;
                Ok((shapley(&all, q), all[(1 << q) - 1] - all[0]))
            }
        }
    }
}
/// Shapley parts of a game given by the value of every set of players.
///
/// ```
/// assert_eq!(mercatoria_robustness::shapley(&[0.0, 1.0, 1.0, 4.0], 2), [2.0, 2.0]);
/// ```
pub fn shapley(values: &[f64], players: usize) -> Vec<f64> {
    let mut by_size = vec![1.0; players];
    // 1/(n · C(n − 1, s)).
    let mut binomial = 1.0;
    for (s, weight) in by_size.iter_mut().enumerate() {
        *weight = 1.0 / (players as f64 * binomial);
        binomial = binomial * (players - 1 - s) as f64 / (s + 1) as f64;
    }
    (0..players)
        .map(|p| {
            let without = (0..values.len()).filter(|set| set >> p & 1 == 0);
            let gains: Vec<f64> = without
                .map(|set| {
                    by_size[set.count_ones() as usize] * (values[set | 1 << p] - values[set])
                })
                .collect();
            mercatoria_numeric::sum::sum(&gains)
        })
        .collect()
}
fn adds_up(board: &Scoreboard, values: &Values) -> Result<bool, String> {
    let mut compared = false;
    let cells: Vec<Option<f64>> = values.iter().map(Value::point).collect();
    for row in cells.chunks(board.criteria.len() + 1) {
        let Some(row) = row.iter().copied().collect::<Option<Vec<f64>>>() else {
            continue;
        };
        let (parts, change) = (&row[..row.len() - 1], row[row.len() - 1]);
        let (sum, size): (f64, f64) = (parts.iter().sum(), parts.iter().map(|p| p.abs()).sum());
        compared = true;
        if (sum - change).abs() > 1e-11 * size.max(change.abs()).max(1.0) {
            return Err(format!("{parts:?} do not add up to {change}"));
        }
    }
    Ok(compared)
}
