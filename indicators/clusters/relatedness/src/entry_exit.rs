//! Entry: absent before, present after. Exit: present before, absent after.
use crate::{Presence, presence};
use mercatoria_core::{ChangeLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is looked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Among what was absent: 1 if it came, 0 if not.
    #[default]
    Entry,
    /// Among what was present: 1 if it left, 0 if not.
    Exit,
}
/// Entry and exit of industries between the first and the last period.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EntryExit {
    /// What is looked for.
    pub event: Event,
    /// What counts as present, in each period by that period's table.
    pub presence: Presence,
    /// Threshold of presence, for an amount or a location quotient.
    pub threshold: Amount,
    /// Present at the end only from this threshold on; without, the same one.
    pub threshold_after: Option<Amount>,
}
impl Default for EntryExit {
    fn default() -> Self {
        Self {
            event: Event::Entry,
            presence: Presence::Auto,
            threshold: Amount::new(1.0),
            threshold_after: None,
        }
    }
}

impl Indicator for EntryExit {
    type Input<'a> = Change<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "relatedness.entry_exit",
        title: "Entry and exit of industries",
        formula: "entry: M(t₀) = 0 and M(t₁) = 1; exit: M(t₀) = 1 and M(t₁) = 0",
        form: Form::Grid(Matrix::ROW, Matrix::COLUMN),
        reading: "1: it happened; 0: it could have; what was there cannot enter, what was not cannot leave",
        sources: &[
            "Boschma, R., Balland, P.-A. and Kogler, D. F. (2015). Relatedness and technological change in cities. Industrial and Corporate Change 24(1).",
        ],
        peers: &["EconGeo 1.3 and econcomplex 1.0 give NA where the question does not arise; here the reason says which."],
        example: Example::csv(
            "row,column,period,value\nA,i,2000,1\nA,j,2000,0\nA,i,2010,0\nA,j,2010,1\nB,i,2000,0\nB,j,2000,0\nB,i,2010,1\nB,j,2010,0\n",
        )
        .gives("A,i: present_before; A,j: 1; B,i: 1; B,j: 0"),
    };
    fn compute(&self, c: &Change<'_>) -> Values {
        let rule = self.presence.resolve(c.tables);
        let threshold = self.threshold.get();
        let after = self.threshold_after.map_or(threshold, Amount::get);
        let before = presence(c.before(), rule, threshold);
        let after = presence(c.after(), rule, after);
        let mut out = Values::with_capacity(before.rows() * before.columns());
        for r in 0..before.rows() {
            for i in 0..before.columns() {
                let number = |happened: bool| Ok(f64::from(u8::from(happened)));
                out.push(match (self.event, before.get(r, i), after.get(r, i)) {
                    (Event::Entry, true, _) => Err(Undefined::PresentBefore),
                    (Event::Entry, false, now) => number(now),
                    (Event::Exit, false, _) => Err(Undefined::AbsentBefore),
                    (Event::Exit, true, now) => number(!now),
                });
            }
        }
        crate::relatedness_density::note(&mut out, rule);
        out
    }
    fn laws(&self) -> Vec<ChangeLaw> {
        // An amount of at least 0 is everywhere: nothing can enter.
        if self.threshold.get() == 0.0 {
            return vec![];
        }
        let mut laws = vec![Relabel, Within(0.0, 1.0)];
        if self.presence == Presence::Advantage {
            laws.push(ScaleFree);
        }
        laws
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![
            ("econgeo-1.3", Self::default()),
            ("econcomplex-1.0", Self::default()),
        ]
    }
}
