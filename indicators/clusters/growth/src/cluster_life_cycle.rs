//! The stage of every cluster in every period: absent, birth, growth, maturity, decline.
use mercatoria_core::{ChangeLaw::*, *};
use mercatoria_relatedness::{Presence, hysteresis, presence};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Life cycle of clusters.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ClusterLifeCycle {
    /// What counts as present, in each period by that period's table.
    pub presence: Presence,
    /// Threshold to enter, for an amount or a location quotient.
    pub threshold: Amount,
    /// Threshold to stay once there; without, the one to enter.
    pub threshold_stay: Option<Amount>,
    /// Periods that a birth lasts.
    pub birth: Count,
    /// Growth begins at this rate a period, decline at its negative.
    pub change: Amount,
    /// Growth goes on while the rate is above this, decline while it is below its negative.
    pub change_stay: Amount,
}
impl Default for ClusterLifeCycle {
    fn default() -> Self {
        Self {
            presence: Presence::Auto,
            threshold: Amount::new(1.0),
            threshold_stay: None,
            birth: Count::new(1),
            change: Amount::new(0.05),
            change_stay: Amount::new(0.0),
        }
    }
}
/// The stages, in the order of the results.
pub const STAGES: &[&str] = &["absent", "birth", "growth", "maturity", "decline"];

impl Indicator for ClusterLifeCycle {
    type Input<'a> = Change<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "growth.cluster_life_cycle",
        title: "Life cycle of clusters",
        formula: "birth: the first periods after LQ ≥ τ (it stays while LQ ≥ τ_stay); growth from rate ≥ c while rate > c_stay; decline from rate ≤ −c while rate < −c_stay; else maturity",
        form: Form::Categories(
            &[Matrix::ROW, Matrix::COLUMN, OwnedChange::PERIOD],
            STAGES,
        ),
        reading: "the stage of a cluster in a period; in the first one what is there has no earlier period to be judged by",
        sources: &[
            "Menzel, M.-P. and Fornahl, D. (2010). Cluster life cycles – dimensions and rationales of cluster evolution. Industrial and Corporate Change 19(1).",
        ],
        peers: &["No package has it."],
        example: Example::csv("row,column,period,value\nA,i,1,0\nA,i,2,10\nA,i,3,20\nA,i,4,20.2\nA,i,5,20.2\nA,i,6,10\n")
            .params("{\"presence\":\"positive\"}")
            .gives("A,i,1: 0; A,i,2: 1; A,i,3: 2; A,i,4: 2; A,i,5: 3; A,i,6: 4"),
    };
    fn compute(&self, c: &Change<'_>) -> Values {
        let rule = self.presence.resolve(c.tables);
        let bits = |threshold: Amount| -> Vec<_> {
            c.tables
                .iter()
                .map(|m| presence(m, rule, threshold.get()))
                .collect()
        };
        let (enter, stay) = (
            bits(self.threshold),
            bits(self.threshold_stay.unwrap_or(self.threshold)),
        );
        let (birth, change, change_stay) = (
            self.birth.get() as usize,
            self.change.get(),
            self.change_stay.get(),
        );
        let mut out = Values::with_capacity(c.before().values().len() * c.tables.len());
        for r in 0..c.before().rows() {
            for i in 0..c.before().columns() {
                if !enter.iter().any(|bits| bits.get(r, i)) {
                    out.extend_points(c.tables.iter().map(|_| 0.0));
                    continue;
                }
                let there = hysteresis(
                    c.tables.len(),
                    |t| enter[t].get(r, i),
                    |t| stay[t].get(r, i),
                );
                let amounts: Vec<f64> = c.tables.iter().map(|m| m.row(r)[i]).collect();
                for stage in stages(&there, &amounts, birth, (change, change_stay)) {
                    out.push(stage.map(|stage| stage as f64));
                }
            }
        }
        out
    }
    fn laws(&self) -> Vec<ChangeLaw> {
        vec![Relabel, Within(0.0, 4.0)]
    }
}

/// The stage in each period (its place in [`STAGES`]) of a cluster that is there or not, of these amounts; rates of
/// change that begin a stage, and that let it go on.
///
/// ```
/// use mercatoria_growth::stages;
/// let there = [false, true, true, true];
/// let found = stages(&there, &[0.0, 4.0, 5.0, 4.0], 1, (0.1, 0.0));
/// assert_eq!(found, [Ok(0), Ok(1), Ok(2), Ok(4)]);
/// ```
pub fn stages(
    there: &[bool],
    amounts: &[f64],
    birth: usize,
    (change, change_stay): (f64, f64),
) -> Vec<Result<usize, Undefined>> {
    let (mut stage, mut age) = (3, usize::MAX);
    let mut found = Vec::with_capacity(there.len());
    for t in 0..there.len() {
        if !there[t] {
            found.push(Ok(0));
            continue;
        }
        if t == 0 {
            found.push(Err(Undefined::Missing));
            continue;
        }
        age = if there[t - 1] {
            age.saturating_add(1)
        } else {
            0
        };
        if age < birth {
            stage = 1;
        } else {
            let (before, now) = (amounts[t - 1], amounts[t]);
            // Present means above zero but where the threshold is 0: from nothing every rise is growth.
            let rate = match before {
                0.0 if now > 0.0 => f64::INFINITY,
                0.0 => 0.0,
                _ => (now - before) / before,
            };
            stage = match stage {
                2 if rate > change_stay => 2,
                4 if rate < -change_stay => 4,
                _ if rate >= change && rate > 0.0 => 2,
                _ if rate <= -change && rate < 0.0 => 4,
                _ => 3,
            };
        }
        found.push(Ok(stage));
    }
    found
}
