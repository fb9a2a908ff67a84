//! What the ranking depends on.
use crate::{chain::Chain, sobol_sequence};
use mercatoria_core::*;
use mercatoria_normalisation::Scaling;
use mercatoria_numeric::{moments, parallel, random::Stream};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What the ranking depends on.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Sensitivity {
    /// Base points.
    pub points: Count,
    /// Largest relative disturbance of a weight.
    pub noise: Share,
    /// Scales; the first is the nominal one.
    pub normalisations: Vec<Scaling>,
    /// Powers of the means; the first is the nominal one.
    pub powers: Vec<Finite>,
}
impl Default for Sensitivity {
    fn default() -> Self {
        Self {
            points: Count::new(128),
            noise: Share::new(0.25),
            normalisations: vec![Scaling::MinMax, Scaling::ZScore, Scaling::PercentileRank],
            powers: vec![Finite::new(1.0)],
        }
    }
}

impl Indicator for Sensitivity {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "robustness.sensitivity",
        title: "What the ranking depends on",
        formula: "Sobol indices of the mean absolute change of places over the factors: weights below each node, scale, power of the means",
        form: Form::Own(&["first", "total"]),
        reading: "share of the variance of the mean change of places; several periods are taken together",
        sources: &[
            "Saisana, M., Saltelli, A., Tarantola, S. (2005). Uncertainty and sensitivity analysis techniques as tools for the quality assessment of composite indicators. Journal of the Royal Statistical Society A 168(2).",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,0\nb,x,1\na,y,1\nb,y,0\n")
            .params(r#"{"points":4,"noise":0,"normalisations":["min_max"]}"#)
            .gives("weight: x, first: zero_variance"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let model = Model::new(board, self.noise.get(), &self.normalisations, &self.powers);
        let d = model.names.len();
        let mut out = Values::over(vec![Axis::new(
            "factor",
            model.names.iter().map(String::as_str),
        )]);
        match self.indices(&model) {
            Ok(indices) => indices.into_iter().flatten().for_each(|x| out.push(Ok(x))),
            Err(why) => (0..2 * d).for_each(|_| out.push(Err(why))),
        }
        out
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![]
    }
}
impl Sensitivity {
    fn indices(&self, model: &Model<'_>) -> Result<Vec<[f64; 2]>, Undefined> {
        let (n, d) = (self.points.get() as usize, model.names.len());
        let base = base_points(n, d);
        let runs = parallel::map_chunks(n, 8, |range| {
            range
                .map(|k| {
                    let row = &base[k * 2 * d..(k + 1) * 2 * d];
                    let a = model.run(&row[..d])?;
                    let b = model.run(&row[d..])?;
                    let mixed = (0..d)
                        .map(|j| {
                            let mut u = row[..d].to_vec();
                            u[j] = row[d + j];
                            model.run(&u)
                        })
                        .collect::<Result<Vec<f64>, _>>()?;
                    Ok((a, b, mixed))
                })
                .collect::<Result<Vec<_>, Undefined>>()
        });
        let runs: Vec<(f64, f64, Vec<f64>)> = runs
            .into_iter()
            .collect::<Result<Vec<_>, _>>()?
            .into_iter()
            .flatten()
            .collect();
        let both: Vec<f64> = runs
            .iter()
            .map(|r| r.0)
            .chain(runs.iter().map(|r| r.1))
            .collect();
        if mercatoria_normalisation::is_constant(&both) {
            return Err(Undefined::ZeroVariance);
        }
        let mean = moments::mean(&both).ok_or(Undefined::TooFew)?;
        let v = moments::variance(&both, 1).ok_or(Undefined::TooFew)?;
        Ok((0..d)
            .map(|j| {
                let first: f64 = runs.iter().map(|(a, b, m)| (b - mean) * (m[j] - a)).sum();
                let total: f64 = runs.iter().map(|(a, _, m)| (a - m[j]) * (a - m[j])).sum();
                [first / n as f64 / v, total / n as f64 / (2.0 * v)]
            })
            .collect())
    }
}
/// Points for A and B: the Sobol sequence, or beyond its table pseudo-random ones of seed 1.
pub(crate) fn base_points(n: usize, d: usize) -> Vec<f64> {
    sobol_sequence(n, 2 * d).unwrap_or_else(|| {
        let mut stream = Stream::new(1, 0);
        (0..2 * d * n).map(|_| stream.uniform()).collect()
    })
}
/// The mean absolute change of places as a function of factors in [0, 1): weights below each node that has several members,
/// the scale if there are several, the power if there are several.
pub(crate) struct Model<'a> {
    pub(crate) names: Vec<String>,
    chains: Vec<Chain<'a>>,
    nominal: Vec<Result<Vec<f64>, Undefined>>,
    nodes: Vec<Vec<usize>>,
    noise: f64,
    scales: usize,
    powers: Vec<f64>,
}
impl<'a> Model<'a> {
    pub(crate) fn new(
        board: &'a Scoreboard,
        noise: f64,
        scalings: &[Scaling],
        powers: &[Finite],
    ) -> Self {
        let scalings = if scalings.is_empty() {
            &[Scaling::MinMax][..]
        } else {
            scalings
        };
        let powers: Vec<f64> = if powers.is_empty() {
            vec![1.0]
        } else {
            powers.iter().map(|p| p.get()).collect()
        };
        let (members, top) = board.members();
        let mut names = vec![];
        let mut nodes = vec![];
        let mut add = |name: String, members: &[usize]| {
            // One factor by member: its weight.
            if members.len() > 1 {
                for m in members {
                    names.push(format!("{name}: {}", board.hierarchy[*m].id));
                    nodes.push(vec![*m]);
                }
            }
        };
        add("weight".into(), &top);
        for at in board.criteria.len()..board.hierarchy.len() {
            add("weight".into(), &members[at]);
        }
        // Beyond ten weights a factor would be too many: the weights of a group then move by one number each.
        if nodes.len() > 10 {
            names.clear();
            nodes.clear();
            let mut group = |name: &str, members: &[usize]| {
                if members.len() > 1 {
                    names.push(format!("weights: {name}"));
                    nodes.push(members.to_vec());
                }
            };
            group("total", &top);
            for at in board.criteria.len()..board.hierarchy.len() {
                group(&board.hierarchy[at].id, &members[at]);
            }
        }
        if scalings.len() > 1 {
            names.push("normalisation".into());
        }
        if powers.len() > 1 {
            names.push("power".into());
        }
        let chains: Vec<Chain<'a>> = (0..board.periods.len())
            .map(|p| Chain::new(board, p, scalings))
            .collect();
        let nominal = chains
            .iter()
            .map(|chain| {
                let mut choice = chain.nominal();
                choice.p = powers[0];
                chain.scores(&choice, None).map(|s| Chain::places(&s))
            })
            .collect();
        Self {
            names,
            chains,
            nominal,
            nodes,
            noise,
            scales: scalings.len(),
            powers,
        }
    }
    pub(crate) fn run(&self, u: &[f64]) -> Measure {
        let mut rest = u[self.nodes.len()..].iter();
        let mut pick = |count: usize| {
            if count > 1 {
                rest.next()
                    .map_or(0, |u| ((u * count as f64) as usize).min(count - 1))
            } else {
                0
            }
        };
        let (scale, power) = (pick(self.scales), pick(self.powers.len()));
        let (mut sum, mut count) = (0.0, 0.0);
        for (chain, nominal) in self.chains.iter().zip(&self.nominal) {
            let nominal = nominal.as_ref().map_err(|why| *why)?;
            let mut choice = chain.nominal();
            choice.scaling = scale;
            choice.p = self.powers[power];
            for (members, u) in self.nodes.iter().zip(u) {
                for (k, m) in members.iter().enumerate() {
                    // One number moves all weights of a group, each by its own digits.
                    let mut own = *u;
                    for _ in 0..k {
                        own = (own * 37.0 + 0.618).fract();
                    }
                    choice.weights[*m] *= 1.0 + self.noise * (2.0 * own - 1.0);
                }
            }
            let places = Chain::places(&chain.scores(&choice, None)?);
            for (a, b) in places.iter().zip(nominal) {
                if a.is_nan() != b.is_nan() {
                    return Err(Undefined::Missing);
                }
                if !a.is_nan() {
                    sum += (a - b).abs();
                    count += 1.0;
                }
            }
        }
        if count == 0.0 {
            Err(Undefined::Missing)
        } else {
            Ok(sum / count)
        }
    }
}
