//! c = f v L E K A by provision, combined by criterion: the score of each jurisdiction on a day.
use crate::{Combine, Date, Rule, at, day_or_last, note_coverage, note_unverified, push, series};
use mercatoria_core::{RegisterLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Score by jurisdiction and criterion on a day.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RegisterScore {
    /// The day; by default the last of the register's years.
    pub date: Option<Date>,
    /// How provisions on one criterion combine.
    pub combine: Combine,
    /// The cap of a capped sum.
    pub cap: Positive,
    /// Times legal force / 5, where it is given.
    pub force: bool,
    /// Times enforcement, where it is given.
    pub enforcement: bool,
    /// Times the covered share of the target, where it is given.
    pub coverage: bool,
    /// Half-life of maturation in years; none: at full strength from the first day.
    pub half_life: Option<Positive>,
    /// As known on this day: what was recorded later, or withdrawn before, does not count.
    pub known_on: Option<Date>,
    /// Only measures that are verified in full.
    pub verified_only: bool,
}
impl Default for RegisterScore {
    fn default() -> Self {
        Self {
            date: None,
            combine: Combine::Max,
            cap: Positive::new(1.0),
            force: false,
            enforcement: false,
            coverage: false,
            half_life: None,
            known_on: None,
            verified_only: false,
        }
    }
}
impl RegisterScore {
    fn rule(&self) -> Rule {
        Rule {
            combine: self.combine,
            cap: self.cap.get(),
            force: self.force,
            enforcement: self.enforcement,
            coverage: self.coverage,
            half_life: self.half_life.map(Positive::get),
            known_on: self.known_on.map(|date| date.0),
            verified_only: self.verified_only,
        }
    }
}
impl Indicator for RegisterScore {
    type Input<'a> = Register;
    type Output = Values;
    const CARD: Card = Card {
        id: "register.register_score",
        title: "Legal score on a day",
        formula: "c = f v L E K A; max, capped sum, latest, 1 − Π(1 − c) or mean over targets",
        form: Form::Own(&[]),
        reading: "the value of what is in force; an interval where a date is not known to the day; not searched is not zero",
        sources: &["Mercatoria, docs/conventions.md: scores from dated measures."],
        example: Example::csv(
            "criterion,value,from,until\ntx,2,2020-01-01,2020-07-01\ntx,4,2020-07-01,\n",
        )
        .params("{\"date\":\"2020-06-30\"}")
        .gives(",tx: 2"),
        ..Card::BLANK
    };
    fn compute(&self, register: &Register) -> Values {
        let (rule, when) = (self.rule(), day_or_last(self.date, register));
        let mut out = Values::over(vec![
            register.jurisdictions.clone(),
            register.criteria.clone(),
        ]);
        for jurisdiction in 0..register.jurisdictions.len() {
            for criterion in 0..register.criteria.len() {
                if !register.is_searched(jurisdiction, criterion, year_of(when)) {
                    out.push(Err(Undefined::NotSearched));
                    continue;
                }
                match series(register, jurisdiction, criterion, &rule) {
                    Ok(pieces) => push(&mut out, at(&pieces, when)),
                    Err(why) => out.push(Err(why)),
                }
            }
        }
        note_coverage(register, &mut out);
        if !self.verified_only {
            note_unverified(register, &mut out);
        }
        out
    }
    fn laws(&self) -> Vec<RegisterLaw> {
        match self.combine {
            // A later provision may well be a smaller one, and a further target lowers the mean.
            Combine::Latest | Combine::MeanOverTargets => vec![Order],
            _ => vec![Order, AddingRaises, EndingLowers],
        }
    }
}
