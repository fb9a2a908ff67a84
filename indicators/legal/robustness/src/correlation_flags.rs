//! Correlations of criteria.
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_numeric::distribution::student_t;
use mercatoria_weighting::Correlation;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Correlations of criteria.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CorrelationFlags {
    /// Kind of correlation.
    pub kind: Correlation,
    /// Flag above this size.
    pub threshold: Share,
}
impl Default for CorrelationFlags {
    fn default() -> Self {
        Self {
            kind: Correlation::Pearson,
            threshold: Share::new(0.9),
        }
    }
}

impl Indicator for CorrelationFlags {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "robustness.correlation_flags",
        title: "Correlations of criteria",
        formula: "r of each pair, turned by direction, two-sided probability (Student), flag 1 where |r| exceeds the threshold",
        form: Form::Table(
            &[
                Scoreboard::CRITERION,
                Scoreboard::CRITERION,
                Scoreboard::PERIOD,
            ],
            &["correlation", "p_value", "flag"],
        ),
        reading: "flagged pairs say the same twice; a negative r works against the composite",
        sources: &[
            "OECD/JRC (2008). Handbook on constructing composite indicators. OECD, section 4.",
        ],
        peers: &[],
        example: Example::csv(
            "unit,criterion,value\na,x,1\nb,x,2\nc,x,3\nd,x,5\na,y,1\nb,y,2\nc,y,3\nd,y,5\n",
        )
        .gives("x,y,correlation: 1; x,y,flag: 1; x,x,flag: not_applicable"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let q = board.criteria.len();
        board.by_period(q * q, 3, |period| {
            (0..q * q)
                .flat_map(|at| {
                    let (i, j) = (at / q, at % q);
                    if i == j {
                        return [Err(Undefined::NotApplicable); 3];
                    }
                    // Pairwise complete.
                    let (xs, ys): (Vec<f64>, Vec<f64>) = board
                        .column(period, i)
                        .into_iter()
                        .zip(board.column(period, j))
                        .filter(|(x, y)| !x.is_nan() && !y.is_nan())
                        .unzip();
                    if xs.len() < 3 {
                        return [Err(Undefined::TooFew); 3];
                    }
                    let sign = board.direction(i) * board.direction(j);
                    let Some(r) = self.kind.of(&xs, &ys) else {
                        return [Err(Undefined::ZeroVariance); 3];
                    };
                    let freedom = xs.len() as f64 - 2.0;
                    let p = if r.abs() >= 1.0 {
                        0.0
                    } else {
                        student_t::two_sided(r * (freedom / (1.0 - r * r)).sqrt(), freedom)
                    };
                    [
                        Ok(sign * r),
                        Ok(p),
                        Ok(f64::from(r.abs() > self.threshold.get())),
                    ]
                })
                .collect()
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![Within(-1.0, 1.0)]
    }
}
