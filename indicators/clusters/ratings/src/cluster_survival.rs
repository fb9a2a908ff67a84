//! How long specialisations last: Kaplan and Meier's curve over their spells.
use mercatoria_core::*;
use mercatoria_specialisation::presence;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What becomes of spells that had begun before the first period.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BegunBefore {
    /// Left out: how long they had lasted is not known.
    #[default]
    Exclude,
    /// Counted from the first period.
    Include,
}
/// Survival of specialisations.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ClusterSurvival {
    /// Location quotient from which on a region is specialised; exactly this counts.
    pub threshold: Positive,
    /// Amount from which on a cell counts.
    pub minimum: Amount,
    /// Spells that had begun before the first period.
    pub begun_before: BegunBefore,
}
impl Default for ClusterSurvival {
    fn default() -> Self {
        Self {
            threshold: Positive::new(1.0),
            minimum: Amount::new(0.0),
            begun_before: BegunBefore::Exclude,
        }
    }
}

impl Indicator for ClusterSurvival {
    type Input<'a> = Change<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "ratings.cluster_survival",
        title: "Survival of clusters",
        formula: "S(t) = Π_{u ≤ t} (1 − ended_u / at risk_u) over spells with LQ ≥ τ, t in periods",
        form: Form::Own(&["survival", "at_risk", "ended"]),
        reading: "the share of specialisations that last longer than t periods; spells still going at the end count as long as they were seen",
        sources: &[
            "Kaplan, E. L. and Meier, P. (1958). Nonparametric estimation from incomplete observations. Journal of the American Statistical Association 53.",
        ],
        example: Example::csv(
            "row,column,period,value\nR1,I1,1,1\nR1,I2,1,3\nR2,I1,1,3\nR2,I2,1,1\nR1,I1,2,3\nR1,I2,2,1\nR2,I1,2,1\nR2,I2,2,3\nR1,I1,3,1\nR1,I2,3,3\nR2,I1,3,3\nR2,I2,3,1\n",
        )
        .gives("1, survival: 0.5; 1, at_risk: 4; 1, ended: 2"),
        ..Card::BLANK
    };
    fn compute(&self, c: &Change<'_>) -> Values {
        let there: Vec<Vec<bool>> = c
            .tables
            .iter()
            .map(|m| presence(m, self.threshold.get(), self.minimum.get()))
            .collect();
        let last = there.len();
        // Length of each spell, and whether its end was seen.
        let mut spells: Vec<(usize, bool)> = vec![];
        for cell in 0..c.before().values().len() {
            let mut begun: Option<usize> = None;
            for period in 0..=last {
                let present = period < last && there[period][cell];
                match begun {
                    None if present => begun = Some(period),
                    Some(from) if !present => {
                        if from > 0 || self.begun_before == BegunBefore::Include {
                            spells.push((period - from, period < last));
                        }
                        begun = None;
                    }
                    _ => {}
                }
            }
        }
        let Some(longest) = spells.iter().map(|(length, _)| *length).max() else {
            let mut out = Values::undefined(3, Undefined::TooFew);
            out.note("no_spell", "no specialisation began within the periods");
            return out;
        };
        let labels = (1..=longest).map(|t| t.to_string());
        let mut out = Values::over(vec![Axis::new("at", labels)]);
        let mut survival = 1.0;
        for t in 1..=longest {
            let risk = spells.iter().filter(|(length, _)| *length >= t).count() as f64;
            let ended = spells
                .iter()
                .filter(|(length, end)| *length == t && *end)
                .count() as f64;
            survival *= (risk - ended) / risk;
            [survival, risk, ended]
                .into_iter()
                .for_each(|x| out.push(Ok(x)));
        }
        out
    }
    fn laws(&self) -> Vec<ChangeLaw> {
        vec![ChangeLaw::Holds("survival never rises", Predicate(falling))]
    }
}
fn falling(_: &Change<'_>, values: &Values) -> Compared {
    let survival: Vec<f64> = values.iter().step_by(3).filter_map(Value::point).collect();
    if survival.windows(2).any(|pair| pair[1] > pair[0]) {
        return Err(format!("{survival:?}"));
    }
    Ok(!survival.is_empty())
}
