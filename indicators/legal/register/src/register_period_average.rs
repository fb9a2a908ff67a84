//! (1/|T|) ∫ c(t) dt over each year, by exact day counts.
use crate::series::{groups, pieces};
use crate::{Combine, Date, Rule, at, average, note_coverage, note_unverified, push};
use mercatoria_core::{RegisterLaw::*, *};
use mercatoria_numeric::parallel;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a year's score is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OfYear {
    /// The mean over its days.
    #[default]
    DayWeighted,
    /// That of 31 December.
    YearEnd,
}
/// Score by jurisdiction, criterion and year.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RegisterPeriodAverage {
    /// What a year's score is.
    pub average: OfYear,
    /// The first year; by default that of the first date.
    pub first_year: Option<i32>,
    /// The last year; by default that of the last date.
    pub last_year: Option<i32>,
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
impl Default for RegisterPeriodAverage {
    fn default() -> Self {
        Self {
            average: OfYear::DayWeighted,
            first_year: None,
            last_year: None,
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
impl Indicator for RegisterPeriodAverage {
    type Input<'a> = Register;
    type Output = Values;
    const CARD: Card = Card {
        id: "register.register_period_average",
        title: "Legal score by year",
        formula: "(1/|T|) ∫ c(t) dt",
        form: Form::Own(&[]),
        reading: "the mean over the days of the year of the value in force; an interval where a date is not known to the day",
        sources: &["Mercatoria, docs/conventions.md: scores from dated measures."],
        example: Example::csv("criterion,value,from,until\ntx,2,2020-01-01,2020-07-01\ntx,4,2020-07-01,2024-03-28\ntx,10,2024-03-28,\n")
            .gives(",tx,2020: 3.0054644808743167; ,tx,2023: 4"),
        ..Card::BLANK
    };
    fn compute(&self, register: &Register) -> Values {
        let rule = Rule {
            combine: self.combine,
            cap: self.cap.get(),
            force: self.force,
            enforcement: self.enforcement,
            coverage: self.coverage,
            half_life: self.half_life.map(Positive::get),
            known_on: self.known_on.map(|date| date.0),
            verified_only: self.verified_only,
        };
        let last = register.first_year + register.years.len() as i32 - 1;
        let (first, last) = (
            self.first_year.unwrap_or(register.first_year),
            self.last_year.unwrap_or(last),
        );
        let last = last.clamp(first, first.saturating_add(2_000));
        let years = Axis::new("year", (first..=last).map(|y| y.to_string()));
        let mut out = Values::over(vec![
            register.jurisdictions.clone(),
            register.criteria.clone(),
            years,
        ]);
        let groups = groups(register, &rule);
        let of_group = |at_group: usize| -> Vec<Result<(f64, f64), Undefined>> {
            let series = pieces(&groups[at_group], &rule);
            let (jurisdiction, criterion) = (
                at_group / register.criteria.len(),
                at_group % register.criteria.len(),
            );
            let year = |year: i32| {
                if !register.is_searched(jurisdiction, criterion, year) {
                    return Err(Undefined::NotSearched);
                }
                let series = series.as_ref().map_err(|why| *why)?;
                Ok(match self.average {
                    OfYear::DayWeighted => average(series, day(year, 1, 1), day(year + 1, 1, 1)),
                    OfYear::YearEnd => at(series, day(year, 12, 31)),
                })
            };
            (first..=last).map(year).collect()
        };
        for cell in parallel::map(groups.len(), of_group).into_iter().flatten() {
            match cell {
                Ok(bounds) => push(&mut out, bounds),
                Err(why) => out.push(Err(why)),
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
            Combine::Latest | Combine::MeanOverTargets => vec![Order],
            _ => vec![Order, AddingRaises, EndingLowers],
        }
    }
}
