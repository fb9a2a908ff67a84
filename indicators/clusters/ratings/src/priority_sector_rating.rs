//! Weighted composite of criteria, with how far a rank may move when the weights do.
use mercatoria_core::*;
use mercatoria_numeric::{
    moments,
    order::{self, Ties},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How criteria are made comparable.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Comparable {
    /// (x − mean)/sd over the units of the period, n − 1 degrees of freedom.
    #[default]
    Z,
    /// (rank − ½)/n, equal ones at their mean rank.
    Percentile,
    /// (x − min)/(max − min).
    MinMax,
}
/// Rating of sectors (or any units) by weighted criteria, with rank stability.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PrioritySectorRating {
    /// How criteria are made comparable.
    pub normalisation: Comparable,
    /// By which part each weight is moved up and down, one at a time, to see how ranks hold; 1 leaves a criterion out.
    pub perturbation: Share,
}
impl Default for PrioritySectorRating {
    fn default() -> Self {
        Self {
            normalisation: Comparable::Z,
            perturbation: Share::new(0.5),
        }
    }
}

impl Indicator for PrioritySectorRating {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "ratings.priority_sector_rating",
        title: "Priority sector rating",
        formula: "S_u = Σ_c w_c d_c z_uc; rank 1 is the highest; best and worst rank over all moves of one weight by ± the perturbation",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::PERIOD],
            &["score", "rank", "rank_best", "rank_worst"],
        ),
        reading: "rank_best far from rank_worst: the place depends on the weights, not on the unit",
        sources: &[
            "OECD and JRC (2008). Handbook on Constructing Composite Indicators. OECD Publishing.",
            "Saisana, M., Saltelli, A. and Tarantola, S. (2005). Uncertainty and sensitivity analysis techniques as tools for the quality assessment of composite indicators. Journal of the Royal Statistical Society A 168(2).",
        ],
        example: Example::csv(
            "unit,criterion,value\na,lq,1\na,growth,3\nb,lq,3\nb,growth,1\nc,lq,2\nc,growth,0\n",
        )
        .files(&[(
            "criteria",
            "criterion,parent,direction,weight\nlq,,1,1\ngrowth,,1,1\n",
        )])
        .params("{\"normalisation\":\"min_max\"}")
        .gives("b, score: 0.666666666666…; b, rank: 1; a, rank: 2; a, rank_best: 1"),
        ..Card::BLANK
    };
    fn compute(&self, s: &Scoreboard) -> Values {
        let (units, periods) = (s.units.len(), s.periods.len());
        let weights = s.effective_weights();
        let mut cells = vec![[Err(Undefined::Missing); 4]; units * periods];
        for p in 0..periods {
            let columns: Vec<Vec<Measure>> = (0..weights.len())
                .map(|c| {
                    let values: Vec<Measure> = s
                        .criterion(p, c)
                        .map(|x| x.map(|x| x * s.direction(c)))
                        .collect();
                    self.comparable(&values)
                })
                .collect();
            let base = scores(&columns, &weights, units);
            let ranks = |scores: &[Measure]| -> Vec<Option<f64>> {
                let there: Vec<f64> = scores.iter().filter_map(|x| x.ok()).map(|x| -x).collect();
                let mut ranks = order::ranks(&there, Ties::Min).into_iter();
                scores
                    .iter()
                    .map(|x| x.ok().and_then(|_| ranks.next()))
                    .collect()
            };
            let first = ranks(&base);
            let (mut best, mut worst) = (first.clone(), first.clone());
            for c in 0..weights.len() {
                for by in [1.0 - self.perturbation.get(), 1.0 + self.perturbation.get()] {
                    let mut moved = weights.clone();
                    moved[c] *= by;
                    let all: f64 = moved.iter().sum();
                    if all <= 0.0 {
                        continue;
                    }
                    moved.iter_mut().for_each(|w| *w /= all);
                    for (u, rank) in ranks(&scores(&columns, &moved, units))
                        .into_iter()
                        .enumerate()
                    {
                        best[u] = best[u].zip(rank).map(|(a, b)| a.min(b));
                        worst[u] = worst[u].zip(rank).map(|(a, b)| a.max(b));
                    }
                }
            }
            for u in 0..units {
                let why = base[u].err().unwrap_or(Undefined::Missing);
                cells[u * periods + p] = [
                    base[u],
                    first[u].ok_or(why),
                    best[u].ok_or(why),
                    worst[u].ok_or(why),
                ];
            }
        }
        cells.into_iter().flatten().collect()
    }
}
impl PrioritySectorRating {
    fn comparable(&self, values: &[Measure]) -> Vec<Measure> {
        let there: Vec<f64> = values.iter().filter_map(|x| x.ok()).collect();
        let n = there.len() as f64;
        let (low, high) = there
            .iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |e, x| {
                (e.0.min(*x), e.1.max(*x))
            });
        let mut ranks = order::ranks(&there, Ties::Average).into_iter();
        let spread = moments::mean(&there).zip(moments::standard_deviation(&there, 1));
        values
            .iter()
            .map(|x| {
                let x = (*x)?;
                match self.normalisation {
                    Comparable::Percentile => {
                        ranks.next().map(|r| (r - 0.5) / n).ok_or(Undefined::Defect)
                    }
                    _ if low == high => Ok(0.0), // a criterion on which all are equal decides nothing
                    Comparable::MinMax => Ok((x - low) / (high - low)),
                    Comparable::Z => match spread {
                        Some((mean, sd)) if sd > 0.0 => Ok((x - mean) / sd),
                        _ => Err(Undefined::TooFew),
                    },
                }
            })
            .collect()
    }
}
/// Weighted sums; a unit without one of its criteria has none.
fn scores(columns: &[Vec<Measure>], weights: &[f64], units: usize) -> Vec<Measure> {
    (0..units)
        .map(|u| {
            let terms: Result<Vec<f64>, Undefined> = columns
                .iter()
                .zip(weights)
                .map(|(column, w)| column[u].map(|z| w * z))
                .collect();
            terms.map(|terms| mercatoria_numeric::sum::sum(&terms))
        })
        .collect()
}
