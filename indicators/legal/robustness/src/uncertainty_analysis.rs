//! Uncertainty analysis.
use crate::chain::Chain;
use mercatoria_aggregation::MissingRule;
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::Scaling;
use mercatoria_numeric::{parallel, random::Stream};
use mercatoria_weighting::dirichlet_weights;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Uncertainty analysis.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct UncertaintyAnalysis {
    /// Number of replications.
    pub replications: Count,
    /// Seed.
    pub seed: Seed,
    /// Largest relative disturbance of the weight of each node; 1 with `random_weights` is not needed.
    pub noise: Share,
    /// All weights equally likely (over the criteria, whatever the hierarchy) instead of disturbed ones.
    pub random_weights: bool,
    /// Scales, each equally likely; the first is the nominal one.
    pub normalisations: Vec<Scaling>,
    /// Powers of the means, each equally likely; the first is the nominal one.
    pub powers: Vec<Finite>,
    /// Rules for missing cells, each equally likely; the first is the nominal one.
    pub missing: Vec<MissingRule>,
    /// Leave out one criterion at random in each replication.
    pub drop_criterion: bool,
    /// Disturb values by their standard errors (column `error`), where there are any.
    pub errors: bool,
    /// For the probability of the first k places.
    pub k: Count,
}
impl Default for UncertaintyAnalysis {
    fn default() -> Self {
        Self {
            replications: Count::new(1000),
            seed: Seed::new(1),
            noise: Share::new(0.25),
            random_weights: false,
            normalisations: vec![Scaling::MinMax],
            powers: vec![Finite::new(1.0)],
            missing: vec![MissingRule::Renormalise],
            drop_criterion: false,
            errors: true,
            k: Count::new(3),
        }
    }
}

impl Indicator for UncertaintyAnalysis {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "robustness.uncertainty_analysis",
        title: "Uncertainty analysis",
        formula: "places under replications of weights × scale × power × rule for missing cells × dropped criterion × errors of the values",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::PERIOD],
            &["nominal", "mean", "median", "q05", "q95", "sd", "top_k"],
        ),
        reading: "places, 1 the best; top_k is P(place ≤ k). A replication without a score for some unit is an error: all cells then say so",
        sources: &[
            "Saisana, M., Saltelli, A., Tarantola, S. (2005). Uncertainty and sensitivity analysis techniques as tools for the quality assessment of composite indicators. Journal of the Royal Statistical Society A 168(2).",
        ],
        peers: &[
            "COINr 1.1 takes 88 ms for each replication of 200 units and 60 criteria; a wrong address in its design makes every replication fail with a printed message, and the run \"succeeds\".",
        ],
        example: Example::csv("unit,criterion,value\na,x,0\nb,x,1\nc,x,2\na,y,0\nb,y,1\nc,y,2\n")
            .params(r#"{"replications":50}"#)
            .gives("c,mean: 1; a,median: 3; b,top_k: 1; b,nominal: 2"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let design = Design {
            replications: self.replications.get(),
            seed: self.seed.get(),
            noise: self.noise.get(),
            random_weights: self.random_weights,
            normalisations: &self.normalisations,
            powers: &self.powers,
            missing: &self.missing,
            drop_criterion: self.drop_criterion,
            errors: self.errors,
        };
        let n = board.units.len();
        let k = self.k.get() as usize;
        board.by_period(n, 7, |period| {
            let found = design
                .replicate(board, period)
                .and_then(|r| Ok((r, design.nominal(board, period)?)));
            match found {
                Ok((replicated, nominal)) => (0..n)
                    .flat_map(|u| replicated.summary(u, nominal[u], k))
                    .collect(),
                Err(why) => vec![Err(why); 7 * n],
            }
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        if self.normalisations.contains(&Scaling::MinMax) && self.normalisations.len() == 1 {
            vec![AffineInvariant]
        } else {
            vec![]
        }
    }
}
/// What is varied. Replication r draws from stream r: the result does not depend on the number of threads.
pub(crate) struct Design<'a> {
    pub(crate) replications: u32,
    pub(crate) seed: u64,
    pub(crate) noise: f64,
    pub(crate) random_weights: bool,
    pub(crate) normalisations: &'a [Scaling],
    pub(crate) powers: &'a [Finite],
    pub(crate) missing: &'a [MissingRule],
    pub(crate) drop_criterion: bool,
    pub(crate) errors: bool,
}
/// How often each unit took each place.
pub(crate) struct Replicated {
    pub(crate) units: usize,
    /// Unit by unit, place by place.
    pub(crate) places: Vec<u32>,
    /// How often the row was placed before the column; empty unless asked for.
    pub(crate) wins: Vec<u32>,
    replications: u32,
}
impl Design<'_> {
    fn scalings(&self) -> Vec<Scaling> {
        if self.normalisations.is_empty() {
            vec![Scaling::MinMax]
        } else {
            self.normalisations.to_vec()
        }
    }
    pub(crate) fn nominal(
        &self,
        board: &Scoreboard,
        period: usize,
    ) -> Result<Vec<Measure>, Undefined> {
        let chain = Chain::new(board, period, &self.scalings());
        let mut choice = chain.nominal();
        choice.p = self.powers.first().map_or(1.0, |p| p.get());
        choice.missing = self.missing.first().copied().unwrap_or_default();
        let scores = chain.scores(&choice, None)?;
        Ok(Chain::places(&scores)
            .into_iter()
            .map(|p| {
                if p.is_nan() {
                    Err(Undefined::Missing)
                } else {
                    Ok(p)
                }
            })
            .collect())
    }
    pub(crate) fn replicate(
        &self,
        board: &Scoreboard,
        period: usize,
    ) -> Result<Replicated, Undefined> {
        self.run(board, period, false)
    }
    pub(crate) fn run(
        &self,
        board: &Scoreboard,
        period: usize,
        pairs: bool,
    ) -> Result<Replicated, Undefined> {
        let scalings = self.scalings();
        let chain = Chain::new(board, period, &scalings);
        let n = board.units.len();
        let disturbed = self.errors && board.errors.iter().any(|e| !e.is_nan());
        let pick = |len: usize, stream: &mut Stream| {
            if len > 1 {
                stream.below(len as u64) as usize
            } else {
                0
            }
        };
        let chunks = parallel::map_chunks(self.replications as usize, 256, |range| {
            let mut places = vec![0u32; n * n];
            let mut wins = vec![0u32; if pairs { n * n } else { 0 }];
            let mut order: Vec<(f64, u32)> = Vec::with_capacity(n);
            for replication in range {
                let mut stream = Stream::new(self.seed, replication as u64);
                let mut choice = chain.nominal();
                choice.scaling = pick(scalings.len(), &mut stream);
                if self.powers.len() > 1 {
                    choice.p = self.powers[pick(self.powers.len(), &mut stream)].get();
                } else if let Some(p) = self.powers.first() {
                    choice.p = p.get();
                }
                if !self.missing.is_empty() {
                    choice.missing = self.missing[pick(self.missing.len(), &mut stream)];
                }
                if self.drop_criterion && board.criteria.len() > 1 {
                    choice.dropped = Some(stream.below(board.criteria.len() as u64) as usize);
                }
                choice.weights = chain.disturbed(self.noise, &mut stream);
                let errors = disturbed.then(|| chain.with_errors(&mut stream));
                let scores = if self.random_weights {
                    chain.flat_scores(
                        &choice,
                        &dirichlet_weights(board.criteria.len(), &mut stream),
                        errors.as_deref(),
                    )?
                } else {
                    chain.scores(&choice, errors.as_deref())?
                };
                order.clear();
                for (u, s) in scores.iter().enumerate() {
                    if s.is_nan() {
                        return Err(Undefined::Missing);
                    }
                    order.push((-s, u as u32));
                }
                order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
                let (mut at, mut last) = (0, f64::NAN);
                for (k, (s, u)) in order.iter().enumerate() {
                    // Equal scores share the better place.
                    if *s != last {
                        (at, last) = (k, *s);
                    }
                    places[*u as usize * n + at] += 1;
                }
                if pairs {
                    for (k, (s, u)) in order.iter().enumerate() {
                        for (t, v) in &order[k + 1..] {
                            if s < t {
                                wins[*u as usize * n + *v as usize] += 1;
                            }
                        }
                    }
                }
            }
            Ok((places, wins))
        });
        let mut out = Replicated {
            units: n,
            places: vec![0; n * n],
            wins: vec![0; if pairs { n * n } else { 0 }],
            replications: self.replications,
        };
        for chunk in chunks {
            let (places, wins) = chunk?;
            out.places.iter_mut().zip(places).for_each(|(a, b)| *a += b);
            out.wins.iter_mut().zip(wins).for_each(|(a, b)| *a += b);
        }
        Ok(out)
    }
}
impl Replicated {
    /// How often the unit took each place, as shares.
    pub(crate) fn shares(&self, unit: usize) -> impl Iterator<Item = f64> + '_ {
        let row = &self.places[unit * self.units..(unit + 1) * self.units];
        row.iter()
            .map(|c| f64::from(*c) / f64::from(self.replications))
    }
    pub(crate) fn win_share(&self, i: usize, j: usize) -> f64 {
        f64::from(self.wins[i * self.units + j]) / f64::from(self.replications)
    }
    fn summary(&self, unit: usize, nominal: Measure, k: usize) -> [Measure; 7] {
        let row = &self.places[unit * self.units..(unit + 1) * self.units];
        let n = f64::from(self.replications);
        let place = |at: usize| at as f64 + 1.0;
        let mean = row
            .iter()
            .enumerate()
            .map(|(at, c)| place(at) * f64::from(*c))
            .sum::<f64>()
            / n;
        let variance = row
            .iter()
            .enumerate()
            .map(|(at, c)| (place(at) - mean) * (place(at) - mean) * f64::from(*c))
            .sum::<f64>()
            / n;
        // Type 7, as among the sorted places of all replications.
        let nth = |k: u32| {
            let mut upto = 0;
            for (at, c) in row.iter().enumerate() {
                upto += c;
                if upto > k {
                    return place(at);
                }
            }
            place(row.len() - 1)
        };
        let quantile = |p: f64| {
            let at = p * (n - 1.0);
            let (low, share) = (at.floor(), at - at.floor());
            let (a, b) = (
                nth(low as u32),
                nth((low as u32 + 1).min(self.replications - 1)),
            );
            a + share * (b - a)
        };
        let top = row.iter().take(k).map(|c| f64::from(*c)).sum::<f64>() / n;
        [
            nominal,
            Ok(mean),
            Ok(quantile(0.5)),
            Ok(quantile(0.05)),
            Ok(quantile(0.95)),
            Ok(variance.max(0.0).sqrt()),
            Ok(top),
        ]
    }
}
