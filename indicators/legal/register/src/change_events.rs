//! The days on which a score changes by more than ε, the dose, and what it was before.
use crate::{Combine, Rule, series};
use mercatoria_core::{RegisterLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Changes of the score, by jurisdiction, criterion and day: treatments for causal use.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ChangeEvents {
    /// Smallest change that counts.
    pub epsilon: Amount,
    /// How provisions on one criterion combine.
    pub combine: Combine,
}
impl Default for ChangeEvents {
    fn default() -> Self {
        Self {
            epsilon: Amount::new(0.0),
            combine: Combine::Max,
        }
    }
}
impl Indicator for ChangeEvents {
    type Input<'a> = Register;
    type Output = Values;
    const CARD: Card = Card {
        id: "register.change_events",
        title: "Days on which the score changes",
        formula: "t: |c(t) − c(t−)| > ε",
        form: Form::Own(&["before", "after", "change"]),
        reading: "only dates known to the day are events; others stand in a note",
        sources: &["Mercatoria, docs/conventions.md: scores from dated measures."],
        example: Example::csv(
            "criterion,value,from,until\ntx,2,2020-01-01,2020-07-01\ntx,4,2020-07-01,\n",
        )
        .gives("tx 2020-07-01,change: 2; tx 2020-01-01,after: 2"),
        ..Card::BLANK
    };
    fn compute(&self, register: &Register) -> Values {
        let rule = Rule {
            combine: self.combine,
            ..Rule::default()
        };
        let (mut labels, mut cells, mut open) = (vec![], vec![], 0);
        for jurisdiction in 0..register.jurisdictions.len() {
            for criterion in 0..register.criteria.len() {
                let Ok(pieces) = series(register, jurisdiction, criterion, &rule) else {
                    continue;
                };
                for pair in pieces.windows(2) {
                    let (before, after) = (pair[0], pair[1]);
                    if before.lower != before.upper || after.lower != after.upper {
                        open += 1;
                    } else if (after.lower - before.lower).abs() > self.epsilon.get() {
                        let (party, name) = (
                            register.jurisdictions.label(jurisdiction),
                            register.criteria.label(criterion),
                        );
                        labels.push(
                            format!("{party} {name} {}", date_text(after.from))
                                .trim_start()
                                .to_owned(),
                        );
                        cells.extend([before.lower, after.lower, after.lower - before.lower]);
                    }
                }
            }
        }
        let mut out = Values::over(vec![Axis::new("event", labels)]);
        cells.into_iter().for_each(|x| out.push(Ok(x)));
        if open > 0 {
            out.note(
                "open_dates",
                format!("{open} changes fall on days that are not known to the day"),
            );
        }
        out
    }
    fn laws(&self) -> Vec<RegisterLaw> {
        fn adds_up(_: &Register, values: &Values) -> Compared {
            let points: Vec<f64> = values.iter().filter_map(Value::point).collect();
            let right = |c: &[f64]| (c[1] - c[0] - c[2]).abs() <= 1e-12 * (c[0].abs() + c[1].abs());
            if points.chunks(3).all(right) {
                Ok(!points.is_empty())
            } else {
                Err("after − before is not the change".into())
            }
        }
        vec![Holds(
            "the change is what is after less what was before",
            Predicate(adds_up),
        )]
    }
}
