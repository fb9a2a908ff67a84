//! Growth over the periods.
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_numeric::elementary::{exp_m1, ln_1p};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Growth over the periods.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Cagr {}

impl Indicator for Cagr {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "robustness.cagr",
        title: "Growth over the periods",
        formula: "CAGR (x_T/x_1)^(1/(T − 1)) − 1; slope of a least-squares line; percent change slope/fitted first value for three points on, else (x_T − x_1)/x_1",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::CRITERION],
            &["cagr", "slope", "percent_change"],
        ),
        reading: "per period; periods count as equally spaced unless all are numbers",
        sources: &[
            "Becker, W. et al. (2022). COINr: an R package for composite indicators. Journal of Open Source Software 7(78).",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,period,value\na,x,2019,4\na,x,2020,5\na,x,2021,9\n")
            .gives("a,x,cagr: 0.5; a,x,slope: 2.5"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let times: Option<Vec<f64>> = board
            .periods
            .labels()
            .map(|label| number(label).ok().filter(|x| !x.is_nan()))
            .collect();
        let times = times.unwrap_or_else(|| (0..board.periods.len()).map(|p| p as f64).collect());
        let mut out = Values::default();
        for unit in 0..board.units.len() {
            for c in 0..board.criteria.len() {
                let path: Vec<(f64, f64)> = (0..board.periods.len())
                    .map(|p| (times[p], board.number(p, unit, c)))
                    .filter(|(_, x)| !x.is_nan())
                    .collect();
                growth_rates(&path)
                    .into_iter()
                    .for_each(|cell| out.push(cell));
            }
        }
        out
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits]
    }
}
/// Compound rate, slope, and percent change of (time, value) points in order of time.
pub fn growth_rates(path: &[(f64, f64)]) -> [Measure; 3] {
    let (Some((t1, x1)), Some((t2, x2))) = (path.first(), path.last()) else {
        return [Err(Undefined::Missing); 3];
    };
    if path.len() < 2 {
        return [Err(Undefined::TooFew); 3];
    }
    let cagr = if *x1 == 0.0 {
        Err(Undefined::ZeroBase)
    } else if x2 / x1 < 0.0 {
        Err(Undefined::OutOfDomain)
    } else if x2 == x1 {
        Ok(0.0)
    } else if *x2 == 0.0 {
        Ok(-1.0)
    } else {
        Ok(exp_m1(ln_1p((x2 - x1) / x1) / (t2 - t1)))
    };
    let n = path.len() as f64;
    let (mt, mx) = (
        path.iter().map(|p| p.0).sum::<f64>() / n,
        path.iter().map(|p| p.1).sum::<f64>() / n,
    );
    let sxx: f64 = path.iter().map(|(t, _)| (t - mt) * (t - mt)).sum();
    let sxy: f64 = path.iter().map(|(t, x)| (t - mt) * (x - mx)).sum();
    let slope = sxy / sxx;
    let (change, base) = if path.len() >= 3 {
        (slope, mx + slope * (t1 - mt))
    } else {
        ((x2 - x1) / (t2 - t1), *x1)
    };
    let percent = if base == 0.0 {
        Err(Undefined::ZeroBase)
    } else {
        Ok(100.0 * change / base)
    };
    [cagr, Ok(slope), percent]
}
