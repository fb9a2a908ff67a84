//! f(t) = 1 if effective ≤ t < end, suspensions taken off.
use crate::{Date, day_or_last, in_force_on};
use mercatoria_core::{RegisterLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What was in force on a day, by measure.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct InForce {
    /// The day; by default the last of the register's years.
    pub date: Option<Date>,
}
impl Indicator for InForce {
    type Input<'a> = Register;
    type Output = Values;
    const CARD: Card = Card {
        id: "register.in_force",
        title: "In force on a day",
        formula: "f(t) = 1 if effective ≤ t < end",
        form: Form::Own(&[]),
        reading: "1: in force; 0: not; [0, 1]: the dates known leave it open; a reason where no date of entry into force is known",
        sources: &["Akoma Ntoso 1.0, OASIS (2018): lifecycle of a document."],
        example: Example::csv("criterion,value,from,until\nip,1,2019-10-01,2023-07\n")
            .params("{\"date\":\"2023-07-15\"}")
            .gives("ip 1: [0, 1]"),
        ..Card::BLANK
    };
    fn compute(&self, register: &Register) -> Values {
        let when = day_or_last(self.date, register);
        let mut labels: Vec<String> = vec![];
        let mut cells: Vec<(f64, f64, bool)> = vec![];
        for (label, p) in labelled(register) {
            let (sure, possible) = in_force_on(p.force, &p.suspended, when);
            let (low, high) = (f64::from(u8::from(sure)), f64::from(u8::from(possible)));
            // A text with several provisions is in force as a whole.
            match labels.iter().position(|known| *known == label) {
                Some(at) => {
                    let (a, b, dated) = cells[at];
                    cells[at] = (a.max(low), b.max(high), dated || p.force.from.is_some());
                }
                None => {
                    labels.push(label);
                    cells.push((low, high, p.force.from.is_some()));
                }
            }
        }
        let mut out = Values::over(vec![Axis::new("measure", labels)]);
        for (low, high, dated) in cells {
            match (dated, low == high) {
                (false, false) => out.push(Err(Undefined::NoDateInForce)),
                _ => out.push_between(low, high),
            }
        }
        out
    }
    fn laws(&self) -> Vec<RegisterLaw> {
        fn yes_or_no(_: &Register, values: &Values) -> Compared {
            let within = |v: Value| match v {
                Value::Point(x) => x == 0.0 || x == 1.0,
                Value::Interval { lower, upper, .. } => lower == 0.0 && upper == 1.0,
                Value::Undefined(_) => true,
            };
            if values.iter().all(within) {
                Ok(!values.is_empty())
            } else {
                Err("neither 0 nor 1".into())
            }
        }
        vec![Holds("1, 0, or both possible", Predicate(yes_or_no))]
    }
}
/// Provisions with the label of their measure: its id, with the party where it binds several; without an id, the criterion
/// and a number.
pub(crate) fn labelled(register: &Register) -> Vec<(String, &Provision)> {
    let mut counts = vec![0usize; register.criteria.len()];
    let id = |p: &Provision| {
        register
            .measures
            .get(p.measure as usize)
            .map_or("", |m| &*m.id)
    };
    let parties = |measure: u32| {
        let mut of: Vec<u32> = register
            .provisions
            .iter()
            .filter(|p| p.measure == measure)
            .map(|p| p.jurisdiction)
            .collect();
        of.sort_unstable();
        of.dedup();
        of.len()
    };
    let several: Vec<bool> = (0..register.measures.len() as u32)
        .map(|m| parties(m) > 1)
        .collect();
    let label = |p| {
        let provision: &Provision = p;
        let criterion = provision.criterion as usize;
        match id(provision) {
            "" => {
                counts[criterion] += 1;
                let party = register
                    .jurisdictions
                    .label(provision.jurisdiction as usize);
                format!(
                    "{party} {} {}",
                    register.criteria.label(criterion),
                    counts[criterion]
                )
                .trim_start()
                .to_owned()
            }
            id if several[provision.measure as usize] => {
                format!(
                    "{id} {}",
                    register
                        .jurisdictions
                        .label(provision.jurisdiction as usize)
                )
            }
            id => id.to_owned(),
        }
    };
    let labels: Vec<String> = register.provisions.iter().map(label).collect();
    labels.into_iter().zip(&register.provisions).collect()
}
