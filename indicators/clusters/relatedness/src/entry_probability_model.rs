//! P(entry) as a function of relatedness density before, over the cells that were absent.
use crate::{EntryExit, Event, Method, Presence, RelatednessDensity, presence};
use mercatoria_core::{ChangeLaw::*, *};
use mercatoria_numeric::{
    distribution::{normal, student_t},
    elementary::{exp, ln, ln_1p, sqrt},
    sum::sum,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The model.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Model {
    /// ln(p / (1 − p)) = a + b d, by maximum likelihood.
    #[default]
    Logit,
    /// p = a + b d, by least squares with heteroskedasticity-robust (HC1) errors.
    Linear,
}
/// Entry explained by relatedness density.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EntryProbabilityModel {
    /// The model.
    pub model: Model,
    /// How related two industries are; without, as `column_relation` says, where it is given, else by proximity.
    pub relatedness: Option<Method>,
    /// What counts as present, in each period by that period's table.
    pub presence: Presence,
    /// Threshold of presence, for an amount or a location quotient.
    pub threshold: Amount,
}
impl Default for EntryProbabilityModel {
    fn default() -> Self {
        Self {
            model: Model::Logit,
            relatedness: None,
            presence: Presence::Auto,
            threshold: Amount::new(1.0),
        }
    }
}
const QUANTITIES: &[&str] = &[
    "intercept",
    "slope",
    "se_intercept",
    "se_slope",
    "statistic",
    "p_value",
    "fit",
    "observations",
    "entries",
];

impl Indicator for EntryProbabilityModel {
    type Input<'a> = Change<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "relatedness.entry_probability_model",
        title: "Entry explained by relatedness density",
        formula: "logit P(entry_ri) = a + b d_ri(t₀) over cells absent at t₀; d from 0 to 1; fit: McFadden's 1 − lnL/lnL₀ (linear: R²)",
        form: Form::Table(&[], QUANTITIES),
        reading: "slope above 0: what is related to what a region has enters more often",
        sources: &[
            "Boschma, R., Balland, P.-A. and Kogler, D. F. (2015). Relatedness and technological change in cities. Industrial and Corporate Change 24(1).",
        ],
        peers: &["No package has it as one step; EconGeo 1.3 gives the entries and densities to be joined by hand."],
        example: Example::csv("row,column,period,value\nA,i,1,1\nA,j,1,1\nA,k,1,0\nB,i,1,1\nB,j,1,0\nB,k,1,1\nC,i,1,0\nC,j,1,1\nC,k,1,0\nD,i,1,0\nD,j,1,0\nD,k,1,1\nA,i,2,1\nA,j,2,1\nA,k,2,1\nB,i,2,1\nB,j,2,0\nB,k,2,1\nC,i,2,1\nC,j,2,1\nC,k,2,0\nD,i,2,0\nD,j,2,0\nD,k,2,1\n")
            .params("{\"model\":\"linear\"}")
            .gives("observations: 6; entries: 2; intercept: 0.08333333333333333; slope: 0.5"),
    };
    fn compute(&self, c: &Change<'_>) -> Values {
        let rule = self.presence.resolve(c.tables);
        let of = RelatednessDensity {
            relatedness: self.relatedness,
            presence: rule,
            threshold: self.threshold,
            ..RelatednessDensity::default()
        };
        let before = c.before();
        let d = of.density(before);
        let bits = presence(before, rule, self.threshold.get());
        let entry = EntryExit {
            event: Event::Entry,
            presence: rule,
            threshold: self.threshold,
            threshold_after: None,
        };
        let entry = Indicator::compute(&entry, c);
        let (mut x, mut y) = (vec![], vec![]);
        let n = before.columns();
        for r in (0..before.rows()).filter(|r| before.row_totals()[*r] > 0.0) {
            for i in (0..n).filter(|i| !bits.get(r, *i) && d.related[*i] > 0.0) {
                if let Some(entered) = entry.get(r * n + i).point() {
                    x.push(d.shares[r * n + i]);
                    y.push(entered == 1.0);
                }
            }
        }
        let entries = y.iter().filter(|y| **y).count() as f64;
        let fitted = match self.model {
            Model::Logit => logit(&x, &y),
            Model::Linear => linear_probability(&x, &y),
        };
        let mut out = Values::with_capacity(QUANTITIES.len());
        match fitted {
            Ok(fit) => {
                // A line through all points has no error to judge it by.
                let judged = fit.se_slope > 1e-12 * fit.slope.abs();
                let statistic = if judged {
                    fit.slope / fit.se_slope
                } else {
                    f64::NAN
                };
                let p = match self.model {
                    Model::Logit => 2.0 * normal::survival(statistic.abs()),
                    Model::Linear => {
                        2.0 * student_t::survival(statistic.abs(), x.len() as f64 - 2.0)
                    }
                };
                for q in [
                    fit.intercept,
                    fit.slope,
                    fit.se_intercept,
                    fit.se_slope,
                    statistic,
                    p,
                    fit.fit,
                ] {
                    out.push(if q.is_finite() {
                        Ok(q)
                    } else {
                        Err(Undefined::ZeroVariance)
                    });
                }
            }
            Err(why) => (0..7).for_each(|_| out.push(Err(why))),
        }
        out.push(Ok(x.len() as f64));
        out.push(Ok(entries));
        crate::relatedness_density::note(&mut out, rule);
        out
    }
    fn laws(&self) -> Vec<ChangeLaw> {
        vec![Relabel]
    }
}

/// A fitted line or logit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// a.
    pub intercept: f64,
    /// b.
    pub slope: f64,
    /// Standard error of a.
    pub se_intercept: f64,
    /// Standard error of b.
    pub se_slope: f64,
    /// 1 − lnL/lnL₀ or R².
    pub fit: f64,
}

/// Maximum-likelihood logit with one regressor, by Newton's method.
///
/// ```
/// use mercatoria_relatedness::logit;
/// // 1 of 4 at x = 0, 3 of 4 at x = 1: a = −ln 3, b = 2 ln 3.
/// let x = [0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0];
/// let fit = logit(&x, &[true, false, false, false, true, true, true, false]).unwrap();
/// assert!((fit.intercept + 3f64.ln()).abs() < 1e-12 && (fit.slope - 2.0 * 3f64.ln()).abs() < 1e-12);
/// ```
///
/// # Errors
/// `TooFew` observations, `Constant` regressor, `ZeroVariance` where all or none happened, `Diverges` where the
/// regressor separates the two outcomes.
pub fn logit(x: &[f64], y: &[bool]) -> Result<Fit, Undefined> {
    let n = x.len() as f64;
    let ones = y.iter().filter(|y| **y).count() as f64;
    checked(x, y)?;
    let extremes = |outcome: bool| {
        let of = || {
            x.iter()
                .zip(y)
                .filter(|(_, y)| **y == outcome)
                .map(|(x, _)| *x)
        };
        (
            of().fold(f64::INFINITY, f64::min),
            of().fold(f64::NEG_INFINITY, f64::max),
        )
    };
    let (no, yes) = (extremes(false), extremes(true));
    // Densities that are equal may round apart.
    if no.1 <= yes.0 + SAME || yes.1 <= no.0 + SAME {
        return Err(Undefined::Diverges);
    }
    let mean = sum(x) / n;
    let (mut a, mut b) = (ln(ones / (n - ones)), 0.0);
    let mut information = [0.0; 3];
    for _ in 0..100 {
        let (mut g0, mut g1) = (0.0, 0.0);
        information = [0.0; 3];
        for (x, y) in x.iter().zip(y) {
            let x = x - mean;
            let p = 1.0 / (1.0 + exp(-(a + b * x)));
            let (gap, w) = (f64::from(u8::from(*y)) - p, p * (1.0 - p));
            g0 += gap;
            g1 += gap * x;
            information[0] += w;
            information[1] += w * x;
            information[2] += w * x * x;
        }
        let [w, wx, wxx] = information;
        let determinant = w * wxx - wx * wx;
        if determinant <= 0.0 {
            return Err(Undefined::NotConverged);
        }
        let (da, db) = (
            (wxx * g0 - wx * g1) / determinant,
            (w * g1 - wx * g0) / determinant,
        );
        a += da;
        b += db;
        if da.abs() <= 1e-14 * a.abs().max(1.0) && db.abs() <= 1e-14 * b.abs().max(1.0) {
            break;
        }
    }
    let likelihood: f64 = x
        .iter()
        .zip(y)
        .map(|(x, y)| {
            let z = a + b * (x - mean);
            -ln_1p(exp(if *y { -z } else { z }))
        })
        .sum();
    let null = ones * ln(ones / n) + (n - ones) * ln((n - ones) / n);
    let [w, wx, wxx] = information;
    let determinant = w * wxx - wx * wx;
    let (va, vb, vab) = (wxx / determinant, w / determinant, -wx / determinant);
    Ok(Fit {
        intercept: a - b * mean,
        slope: b,
        se_intercept: sqrt(va - 2.0 * mean * vab + mean * mean * vb),
        se_slope: sqrt(vb),
        fit: 1.0 - likelihood / null,
    })
}
/// Regressors nearer than this are one.
const SAME: f64 = 1e-12;
fn checked(x: &[f64], y: &[bool]) -> Result<(), Undefined> {
    if x.len() < 3 {
        Err(Undefined::TooFew)
    } else if x.iter().all(|v| (*v - x[0]).abs() <= SAME) {
        Err(Undefined::Constant)
    } else if y.iter().all(|v| *v == y[0]) {
        Err(Undefined::ZeroVariance)
    } else {
        Ok(())
    }
}

/// Least squares on a regressor with robust (HC1) standard errors.
///
/// # Errors
/// As [`logit`], but separation is no hindrance.
pub fn linear_probability(x: &[f64], y: &[bool]) -> Result<Fit, Undefined> {
    checked(x, y)?;
    let n = x.len() as f64;
    let y: Vec<f64> = y.iter().map(|y| f64::from(u8::from(*y))).collect();
    let (mx, my) = (sum(x) / n, sum(&y) / n);
    let pairs = || x.iter().zip(&y).map(|(x, y)| (x - mx, y - my));
    let sxx: f64 = pairs().map(|(x, _)| x * x).sum();
    let slope = pairs().map(|(x, y)| x * y).sum::<f64>() / sxx;
    let (mut v_intercept, mut v_slope, mut rest, mut all) = (0.0, 0.0, 0.0, 0.0);
    for (x, y) in pairs() {
        let e2 = (y - slope * x) * (y - slope * x);
        let weight = 1.0 / n - mx * x / sxx;
        v_intercept += e2 * weight * weight;
        v_slope += e2 * (x / sxx) * (x / sxx);
        rest += e2;
        all += y * y;
    }
    let correction = n / (n - 2.0);
    Ok(Fit {
        intercept: my - slope * mx,
        slope,
        se_intercept: sqrt(correction * v_intercept),
        se_slope: sqrt(correction * v_slope),
        fit: 1.0 - rest / all,
    })
}
