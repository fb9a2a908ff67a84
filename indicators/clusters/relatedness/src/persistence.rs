//! How long industries stay: spells of presence, with a threshold to enter and a lower one to leave.
use crate::{Presence, hysteresis, presence, spells};
use mercatoria_core::{ChangeLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Persistence of industries in regions.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Persistence {
    /// What counts as present, in each period by that period's table.
    pub presence: Presence,
    /// Threshold to enter, for an amount or a location quotient.
    pub threshold: Amount,
    /// Threshold to stay once there; without, the one to enter.
    pub threshold_stay: Option<Amount>,
    /// Shorter spells do not count as presence.
    pub shortest_spell: Count,
}
impl Default for Persistence {
    fn default() -> Self {
        Self {
            presence: Presence::Auto,
            threshold: Amount::new(1.0),
            threshold_stay: None,
            shortest_spell: Count::new(1),
        }
    }
}
const QUANTITIES: &[&str] = &[
    "periods_present",
    "spells",
    "longest_spell",
    "entries",
    "exits",
    "present_at_end",
];

impl Indicator for Persistence {
    type Input<'a> = Change<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "relatedness.persistence",
        title: "Persistence of industries",
        formula: "spells of presence over the periods: enters at LQ ≥ τ, stays while LQ ≥ τ_stay, shorter spells dropped",
        form: Form::Table(&[Matrix::ROW, Matrix::COLUMN], QUANTITIES),
        reading: "periods present and in how many spells; a spell that began before the first period counts no entry, one that lasts counts no exit",
        sources: &[
            "Neffke, F., Henning, M. and Boschma, R. (2011). How do regions diversify over time? Industry relatedness and the development of new growth paths in regions. Economic Geography 87(3).",
        ],
        peers: &["EconGeo 1.3 and econcomplex 1.0 compare two periods only, without hysteresis."],
        example: Example::csv(
            "row,column,period,value\nA,i,1,1\nA,i,2,0\nA,i,3,1\nA,i,4,1\n",
        )
        .gives("A,i,periods_present: 3; A,i,spells: 2; A,i,longest_spell: 2; A,i,entries: 1; A,i,exits: 1; A,i,present_at_end: 1"),
    };
    fn compute(&self, c: &Change<'_>) -> Values {
        let rule = self.presence.resolve(c.tables);
        let enter: Vec<_> = c
            .tables
            .iter()
            .map(|m| presence(m, rule, self.threshold.get()))
            .collect();
        let stay = self.threshold_stay.unwrap_or(self.threshold).get();
        let stay: Vec<_> = c.tables.iter().map(|m| presence(m, rule, stay)).collect();
        let periods = c.tables.len();
        let shortest = self.shortest_spell.get() as usize;
        let mut cells = Vec::with_capacity(c.before().values().len() * QUANTITIES.len());
        for r in 0..c.before().rows() {
            for i in 0..c.before().columns() {
                if !enter.iter().any(|bits| bits.get(r, i)) {
                    cells.extend([0.0; QUANTITIES.len()]);
                    continue;
                }
                let there = hysteresis(periods, |t| enter[t].get(r, i), |t| stay[t].get(r, i));
                let spells = spells(&there, shortest);
                let lengths = spells.iter().map(|spell| spell.len());
                let (present, longest) =
                    (lengths.clone().sum::<usize>(), lengths.max().unwrap_or(0));
                let entries = spells.iter().filter(|spell| spell.start > 0).count();
                let exits = spells.iter().filter(|spell| spell.end < periods).count();
                let last = spells.last().is_some_and(|spell| spell.end == periods);
                cells.extend(
                    [
                        present,
                        spells.len(),
                        longest,
                        entries,
                        exits,
                        usize::from(last),
                    ]
                    .map(|x| x as f64),
                );
            }
        }
        let mut out = Values::with_capacity(cells.len());
        out.extend_points(cells.into_iter());
        crate::relatedness_density::note(&mut out, rule);
        out
    }
    fn laws(&self) -> Vec<ChangeLaw> {
        vec![
            Relabel,
            Within(0.0, 1e15),
            Holds(
                "entries less exits is the presence at the end less that at the start",
                Predicate(|c, values| {
                    let n = QUANTITIES.len();
                    for cell in 0..values.len() / n {
                        let at = |q: usize| values.get(cell * n + q).point().unwrap_or(f64::NAN);
                        let started = at(1) - at(3);
                        if at(3) - at(4) != at(5) - started || at(0) > c.tables.len() as f64 {
                            return Err(format!("cell {cell}"));
                        }
                    }
                    Ok(!values.is_empty())
                }),
            ),
        ]
    }
}
