//! Bias-corrected skewness and excess kurtosis against thresholds.
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_numeric::{moments, sum::sum_by};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Test of a criterion for outliers.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SkewKurtTest {
    /// The test passes below this absolute skewness …
    pub skew_thresh: Amount,
    /// … or below this excess kurtosis.
    pub kurt_thresh: Finite,
}
impl Default for SkewKurtTest {
    fn default() -> Self {
        Self {
            skew_thresh: Amount::new(2.0),
            kurt_thresh: Finite::new(3.5),
        }
    }
}

impl Indicator for SkewKurtTest {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "treatment.skew_kurt_test",
        title: "Skewness and kurtosis test",
        formula: "G1 = √(n(n − 1))/(n − 2) m₃/m₂^1.5; G2 = (n − 1)/((n − 2)(n − 3)) ((n + 1)(b₂ − 3) + 6); passes if |G1| < 2 or G2 < 3.5",
        form: Form::Table(
            &[Scoreboard::CRITERION],
            &["skewness_g1", "kurtosis_g2", "pass"],
        ),
        reading: "pass 1: no treatment needed. All periods together",
        sources: &[
            "Joanes, D. N., Gill, C. A. (1998). Comparing measures of sample skewness and kurtosis. The Statistician 47(1).",
            "JRC (2018). COIN Tool user guide.",
        ],
        peers: &[
            "COINr 1.1: get_stats flags strictly above both thresholds, the test passes strictly below, so a value at the boundary neither passes nor is flagged.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\nc,x,3\nd,x,4\n")
            .gives("x, skewness_g1: 0; x, kurtosis_g2: -1.2; x, pass: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        (0..board.criteria.len())
            .flat_map(|c| {
                let all: Vec<f64> = (0..board.periods.len())
                    .flat_map(|p| board.column(p, c))
                    .collect();
                let known = mercatoria_normalisation::known(&all);
                let (g1, g2) = (skewness(&known), kurtosis(&known));
                let pass = match (g1, g2) {
                    (Ok(g1), _) if g1.abs() < self.skew_thresh.get() => Ok(1.0),
                    (_, Ok(g2)) if g2 < self.kurt_thresh.get() => Ok(1.0),
                    (Ok(_), Ok(_)) => Ok(0.0),
                    (Err(why), _) | (_, Err(why)) => Err(why),
                };
                [g1, g2, pass]
            })
            .collect()
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits, AffineInvariant]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("coinr-1.1", Self::default())]
    }
}
fn spread(xs: &[f64], least: usize) -> Result<(), Undefined> {
    if xs.len() < least {
        return Err(Undefined::TooFew);
    }
    if mercatoria_normalisation::is_constant(xs) {
        return Err(Undefined::ZeroVariance);
    }
    Ok(())
}
/// G1 of at least three numbers that are not all equal.
pub fn skewness(xs: &[f64]) -> Measure {
    spread(xs, 3)?;
    moments::skewness(xs).ok_or(Undefined::ZeroVariance)
}
/// G2 of at least four numbers that are not all equal.
pub fn kurtosis(xs: &[f64]) -> Measure {
    spread(xs, 4)?;
    moments::kurtosis(xs).ok_or(Undefined::ZeroVariance)
}
/// Power sums about a fixed centre, so that moving a value costs a few operations.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moments {
    n: f64,
    centre: f64,
    s: [f64; 4],
}
impl Moments {
    pub(crate) fn of(xs: &[f64]) -> Self {
        let n = xs.len() as f64;
        let centre = mercatoria_numeric::sum::sum(xs) / n;
        let power = |k: i32| sum_by(xs, |x| (x - centre).powi(k));
        Self {
            n,
            centre,
            s: [power(1), power(2), power(3), power(4)],
        }
    }
    /// `count` values at `from` move to `to`.
    pub(crate) fn shift(&mut self, from: f64, to: f64, count: f64) {
        let (mut a, mut b) = (1.0, 1.0);
        for s in &mut self.s {
            a *= from - self.centre;
            b *= to - self.centre;
            *s += count * (b - a);
        }
    }
    /// G1 and G2; `None` where they do not exist.
    pub(crate) fn shape(&self) -> (Option<f64>, Option<f64>) {
        let n = self.n;
        let d = self.s[0] / n;
        let [_, s2, s3, s4] = self.s;
        let m2 = s2 / n - d * d;
        if m2 <= 0.0 || n < 3.0 {
            return (None, None);
        }
        let m3 = s3 / n - 3.0 * d * s2 / n + 2.0 * d * d * d;
        let m4 = s4 / n - 4.0 * d * s3 / n + 6.0 * d * d * s2 / n - 3.0 * d * d * d * d;
        let g1 = (n * (n - 1.0)).sqrt() / (n - 2.0) * m3 / (m2 * m2.sqrt());
        let g2 = (n - 1.0) / ((n - 2.0) * (n - 3.0)) * ((n + 1.0) * (m4 / (m2 * m2) - 3.0) + 6.0);
        (Some(g1), (n > 3.0).then_some(g2))
    }
}
