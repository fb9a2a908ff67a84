//! From a panel to the state of every unit in every period, and the transitions between states.
use mercatoria_core::{Axis, Panel, Undefined, Values};
use mercatoria_numeric::order::{QuantileType, quantile, sorted};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What the states are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum States {
    /// Quantile classes of each period, 1 the lowest; a value equal to a bound is below it.
    #[default]
    Quantiles,
    /// Quantile classes of all periods together.
    PooledQuantiles,
    /// The values themselves are classes.
    Given,
    /// Ranks in each period, 1 the highest.
    Ranks,
    /// Quadrants of the own value and the neighbours' mean, against the mean of the period: HH, LH, LL, HL.
    Lisa,
}
/// What a state gives that no unit ever leaves, as it is entered in the last period only or never.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EmptyState {
    /// Its row has no probabilities.
    #[default]
    Undefined,
    /// Who is there stays there.
    Stay,
}

/// The states of units over time.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sequences {
    pub(crate) labels: Vec<String>,
    /// Unit by unit, period by period.
    pub(crate) of: Vec<Vec<Option<usize>>>,
}
impl Sequences {
    pub(crate) fn read(
        panel: &Panel,
        column: &str,
        states: States,
        k: usize,
    ) -> Result<Self, Undefined> {
        let values = panel.column(column).ok_or(Undefined::Missing)?;
        let (units, periods) = (panel.dims[0].len(), panel.dims[1].len());
        if periods < 2 {
            return Err(Undefined::TooFew);
        }
        let at = |u: usize, p: usize| Some(values[u * periods + p]).filter(|x| !x.is_nan());
        let of_period = |p: usize| -> Vec<f64> { (0..units).filter_map(|u| at(u, p)).collect() };
        let numbered = |n: usize| (1..=n).map(|i| i.to_string()).collect();
        let each = |state: &dyn Fn(usize, usize) -> Option<usize>| {
            let of = |u| (0..periods).map(|p| state(u, p)).collect();
            (0..units).map(of).collect()
        };
        match states {
            States::Quantiles | States::PooledQuantiles => {
                let all: Vec<f64> = values.iter().copied().filter(|x| !x.is_nan()).collect();
                let bounds: Vec<Vec<f64>> = (0..periods)
                    .map(|p| match states {
                        States::Quantiles => class_bounds(&of_period(p), k),
                        _ => class_bounds(&all, k),
                    })
                    .collect();
                let state = |u, p: usize| Some(class_of(&bounds[p], at(u, p)?));
                Ok(Self {
                    labels: numbered(k),
                    of: each(&state),
                })
            }
            States::Given => {
                let mut known = sorted(
                    &values
                        .iter()
                        .copied()
                        .filter(|x| !x.is_nan())
                        .collect::<Vec<f64>>(),
                );
                known.dedup();
                let state = |u, p| {
                    let x = at(u, p)?;
                    Some(known.partition_point(|y| *y < x))
                };
                Ok(Self {
                    labels: known.iter().map(|x| x.to_string()).collect(),
                    of: each(&state),
                })
            }
            States::Ranks => {
                for p in 0..periods {
                    let mut xs = sorted(&of_period(p));
                    if xs.len() < units {
                        return Err(Undefined::Missing);
                    }
                    let n = xs.len();
                    xs.dedup();
                    if xs.len() < n {
                        return Err(Undefined::Tied);
                    }
                }
                let ordered: Vec<Vec<f64>> = (0..periods).map(|p| sorted(&of_period(p))).collect();
                let state = |u, p: usize| {
                    let x = at(u, p)?;
                    Some(units - 1 - ordered[p].partition_point(|y| *y < x))
                };
                Ok(Self {
                    labels: numbered(units),
                    of: each(&state),
                })
            }
            States::Lisa => {
                let mut of = vec![vec![None; periods]; units];
                for p in 0..periods {
                    let xs: Option<Vec<f64>> = (0..units).map(|u| at(u, p)).collect();
                    let xs = xs.ok_or(Undefined::Missing)?;
                    let mean = mercatoria_numeric::moments::mean(&xs).ok_or(Undefined::TooFew)?;
                    let z: Vec<f64> = xs.iter().map(|x| x - mean).collect();
                    let lags = lags(panel, &z)?;
                    for ((states, lag), z) in of.iter_mut().zip(&lags).zip(&z) {
                        states[p] = lag.map(|lag| match (*z > 0.0, lag > 0.0) {
                            (true, true) => 0,
                            (false, true) => 1,
                            (false, false) => 2,
                            (true, false) => 3,
                        });
                    }
                }
                Ok(Self {
                    labels: ["HH", "LH", "LL", "HL"].map(String::from).to_vec(),
                    of,
                })
            }
        }
    }
    pub(crate) fn axis(&self, name: &'static str) -> Axis {
        Axis::new(name, self.labels.iter().map(|l| &**l))
    }
    /// How often who was in a state was in another one a period later, states × states.
    pub(crate) fn transitions(&self) -> Vec<f64> {
        self.transitions_where(|_, _| true)
    }
    /// The same over some units and steps (by the number of the period that they start in).
    pub(crate) fn transitions_where(&self, counted: impl Fn(usize, usize) -> bool) -> Vec<f64> {
        let k = self.labels.len();
        let mut counts = vec![0.0; k * k];
        for (u, states) in self.of.iter().enumerate() {
            for (p, step) in states.windows(2).enumerate() {
                if let [Some(from), Some(to)] = step
                    && counted(u, p)
                {
                    counts[from * k + to] += 1.0;
                }
            }
        }
        counts
    }
}

/// Upper bounds of all classes but the last: quantiles of type 7.
pub(crate) fn class_bounds(values: &[f64], k: usize) -> Vec<f64> {
    let values = sorted(values);
    (1..k)
        .filter_map(|j| quantile(&values, j as f64 / k as f64, QuantileType::Linear))
        .collect()
}
pub(crate) fn class_of(bounds: &[f64], x: f64) -> usize {
    bounds.partition_point(|bound| *bound < x)
}
/// The weighted mean of the neighbours' values; `None` without neighbours.
pub(crate) fn lags(panel: &Panel, values: &[f64]) -> Result<Vec<Option<f64>>, Undefined> {
    let links = panel.side.links.as_ref().ok_or(Undefined::SideMissing)?;
    let lag = |u: usize| {
        let (mut sum, mut weights) = (0.0, 0.0);
        for (_, v, w) in links.from(u) {
            sum += w * values[*v as usize];
            weights += w;
        }
        (weights > 0.0).then(|| sum / weights)
    };
    Ok((0..values.len()).map(lag).collect())
}
/// One cell that says why there is no chain.
pub(crate) fn refused(cells: usize, why: Undefined) -> Values {
    let mut out = Values::undefined(cells, why);
    if why == Undefined::SideMissing {
        out.note(
            "side_missing",
            "needs unit_relation.csv (from,to,weight), the neighbours of each unit, beside the panel",
        );
    }
    out
}
