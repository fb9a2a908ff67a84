//! c = f v L E K A of each provision on a day.
use crate::in_force::labelled;
use crate::{Date, Rule, day_or_last, push};
use mercatoria_core::{RegisterLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Score of each provision on a day, with the factors that are asked for.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ProvisionScore {
    /// The day; by default the last of the register's years.
    pub date: Option<Date>,
    /// Times legal force / 5, where it is given.
    pub force: bool,
    /// Times enforcement, where it is given.
    pub enforcement: bool,
    /// Times the covered share of the target, where it is given.
    pub coverage: bool,
    /// Half-life of maturation in years; none: at full strength from the first day.
    pub half_life: Option<Positive>,
}
impl Indicator for ProvisionScore {
    type Input<'a> = Register;
    type Output = Values;
    const CARD: Card = Card {
        id: "register.provision_score",
        title: "Score of a provision",
        formula: "c = f v L E K A",
        form: Form::Own(&[]),
        reading: "the coded value while in force, times the factors that are switched on",
        sources: &["Mercatoria, docs/conventions.md: scores from dated measures."],
        example: Example::csv("criterion,value,from,enforcement\nip,0.8,2019-10-01,0.5\n")
            .params("{\"enforcement\":true}")
            .gives("ip 1: 0.4"),
        ..Card::BLANK
    };
    fn compute(&self, register: &Register) -> Values {
        let when = day_or_last(self.date, register);
        let rule = Rule {
            force: self.force,
            enforcement: self.enforcement,
            coverage: self.coverage,
            half_life: self.half_life.map(Positive::get),
            ..Rule::default()
        };
        let all = labelled(register);
        let mut labels: Vec<String> = all.iter().map(|(label, _)| label.clone()).collect();
        for i in 0..labels.len() {
            let criterion = register.criteria.label(all[i].1.criterion as usize);
            if labels.iter().filter(|l| **l == all[i].0).count() > 1 {
                labels[i] = format!("{} {criterion} {}", all[i].0, i + 1);
            }
        }
        let mut out = Values::over(vec![Axis::new("provision", labels)]);
        for (_, provision) in all {
            push(
                &mut out,
                rule.score_on(
                    provision,
                    register.measures.get(provision.measure as usize),
                    when,
                ),
            );
        }
        out
    }
    fn laws(&self) -> Vec<RegisterLaw> {
        fn not_above(register: &Register, values: &Values) -> Compared {
            let steps = register.provisions.iter().flat_map(|p| &p.steps);
            let largest = steps.map(|s| s.value).fold(0.0, f64::max);
            let low = |v: Value| {
                v.point()
                    .is_none_or(|x| (0.0..=largest * (1.0 + 1e-12)).contains(&x))
            };
            if values.iter().all(low) {
                Ok(!values.is_empty())
            } else {
                Err(format!("beyond {largest}"))
            }
        }
        vec![Holds("between 0 and the coded value", Predicate(not_above))]
    }
}
