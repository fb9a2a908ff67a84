//! Statistics of criteria.
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{extremes, known};
use mercatoria_numeric::{
    moments,
    order::{median, sorted},
};
use mercatoria_treatment::{kurtosis, skewness};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Statistics of criteria.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct IndicatorStats {}

impl Indicator for IndicatorStats {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "robustness.indicator_stats",
        title: "Statistics of criteria",
        formula: "minimum, maximum, mean, median, sd (n − 1), G1, G2, shares of known, non-zero, distinct and most frequent values; flag 1 where |G1| > 2 and G2 > 3.5",
        form: Form::Table(
            &[Scoreboard::CRITERION, Scoreboard::PERIOD],
            &[
                "min",
                "max",
                "mean",
                "median",
                "sd",
                "skewness",
                "kurtosis",
                "available",
                "non_zero",
                "unique",
                "same",
                "flag",
            ],
        ),
        reading: "shares are of the known values, availability of all units",
        sources: &[
            "Becker, W. et al. (2022). COINr: an R package for composite indicators. Journal of Open Source Software 7(78).",
        ],
        peers: &[
            "COINr 1.1 divides its flag of non-zero values by all units and prints the share of the known ones; here one denominator serves both.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\nc,x,2\nd,x,\n")
            .gives("x,min: 1; x,median: 2; x,available: 0.75; x,unique: 0.666666666666…"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        board.by_period(board.criteria.len(), 12, |period| {
            (0..board.criteria.len())
                .flat_map(|c| {
                    let all = board.column(period, c);
                    let known = known(&all);
                    if known.is_empty() {
                        let mut none = [Err(Undefined::Missing); 12];
                        none[7] = Ok(0.0);
                        return none;
                    }
                    let m = known.len() as f64;
                    let (low, high) = extremes(&known);
                    let sorted = sorted(&known);
                    let groups: Vec<usize> =
                        sorted.chunk_by(|a, b| a == b).map(<[f64]>::len).collect();
                    let most = groups.iter().copied().max().unwrap_or(0) as f64;
                    let (g1, g2) = (skewness(&known), kurtosis(&known));
                    let flag = g1.and_then(|g1| Ok(f64::from(g1.abs() > 2.0 && g2? > 3.5)));
                    [
                        Ok(low),
                        Ok(high),
                        moments::mean(&known).ok_or(Undefined::Missing),
                        median(&known).ok_or(Undefined::Missing),
                        moments::standard_deviation(&known, 1).ok_or(Undefined::TooFew),
                        g1,
                        g2,
                        Ok(m / all.len() as f64),
                        Ok(known.iter().filter(|x| **x != 0.0).count() as f64 / m),
                        Ok(groups.len() as f64 / m),
                        Ok(most / m),
                        flag,
                    ]
                })
                .collect()
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits]
    }
}
