//! Net flows of preference.
use crate::{Scores, method::rank_units};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{ByCriterion, Decision};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a difference becomes a preference.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PreferenceFunction {
    /// 1 for any gain.
    #[default]
    Usual,
    /// 1 above q.
    UShape,
    /// d/p up to p, then 1.
    VShape,
    /// 0 up to q, ½ up to p, then 1.
    Level,
    /// 0 up to q, rising to 1 at p.
    Linear,
    /// 1 − exp(−d²/2s²).
    Gaussian,
}
/// Preference function of one criterion with its thresholds, in its unit of measure.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Preference {
    /// How a difference becomes a preference.
    pub preference: PreferenceFunction,
    /// Indifference.
    pub q: Amount,
    /// Strict preference.
    pub p: Amount,
    /// Inflection of the Gaussian.
    pub s: Positive,
}
impl Default for Preference {
    fn default() -> Self {
        Self {
            preference: PreferenceFunction::Usual,
            q: Amount::new(0.0),
            p: Amount::new(1.0),
            s: Positive::new(1.0),
        }
    }
}
impl Preference {
    /// The preference for a gain `d`.
    pub fn of(&self, d: f64) -> f64 {
        let (q, p, s) = (self.q.get(), self.p.get(), self.s.get());
        if d <= 0.0 {
            return 0.0;
        }
        match self.preference {
            PreferenceFunction::Usual => 1.0,
            PreferenceFunction::UShape => f64::from(d > q),
            PreferenceFunction::VShape => {
                if d >= p {
                    1.0
                } else {
                    d / p
                }
            }
            PreferenceFunction::Level => {
                if d > p {
                    1.0
                } else {
                    f64::from(d > q) / 2.0
                }
            }
            PreferenceFunction::Linear => {
                if d <= q {
                    0.0
                } else if d >= p {
                    1.0
                } else {
                    (d - q) / (p - q)
                }
            }
            PreferenceFunction::Gaussian => {
                -mercatoria_numeric::elementary::exp_m1(-d * d / (2.0 * s * s))
            }
        }
    }
}
/// PROMETHEE II.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PrometheeIi {
    /// Of all criteria that have none of their own.
    pub common: Preference,
    /// By criterion.
    pub by_criterion: ByCriterion<Preference>,
}

impl Indicator for PrometheeIi {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.promethee_ii",
        title: "PROMETHEE II",
        formula: "φ = φ⁺ − φ⁻, φ± the mean over the other units of Σ w P(d), of the unit over them and of them over the unit",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::PERIOD],
            &["phi", "rank", "phi_plus", "phi_minus"],
        ),
        reading: "1: preferred to every other unit in everything; −1: the reverse; the sum is 0",
        sources: &[
            "Brans, J. P., Vincke, P. (1985). A preference ranking organisation method. Management Science 31(6).",
        ],
        peers: &["pyDecision 5.1 has no direction of criteria: it takes all as benefits."],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\nc,x,2\n")
            .gives("a, phi: -1; b, phi: 0.5; c, phi_plus: 0.5; c, phi_minus: 0"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        rank_units(board, 4, |table| {
            let [plus, minus] = flows(board, table, &self.common, &self.by_criterion)?;
            let net = plus.iter().zip(&minus).map(|(p, m)| p - m).collect();
            Ok(Scores::larger(net).and([plus, minus]))
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        let usual =
            self.by_criterion.is_empty() && self.common.preference == PreferenceFunction::Usual;
        if usual {
            vec![RelabelUnits, AffineInvariant]
        } else {
            vec![RelabelUnits]
        }
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("pymcdm-1.4", Self::default())]
    }
}
/// Positive and negative flows.
pub(crate) fn flows(
    board: &Scoreboard,
    table: &Decision,
    common: &Preference,
    own: &ByCriterion<Preference>,
) -> Result<[Vec<f64>; 2], Undefined> {
    let n = table.units();
    if n < 2 {
        return Err(Undefined::TooFew);
    }
    let mut plus = vec![0.0; n];
    let mut minus = vec![0.0; n];
    let of: Vec<&Preference> = (0..table.criteria())
        .map(|c| own.get(board.criteria.label(c)).unwrap_or(common))
        .collect();
    for i in 0..n {
        for j in (0..n).filter(|j| *j != i) {
            let mut sum = 0.0;
            for (c, preference) in of.iter().enumerate() {
                let d = table.columns[c][i] - table.columns[c][j];
                let d = if table.benefit[c] { d } else { -d };
                sum += table.weights[c] * preference.of(d);
            }
            plus[i] += sum / (n - 1) as f64;
            minus[j] += sum / (n - 1) as f64;
        }
    }
    Ok([plus, minus])
}
