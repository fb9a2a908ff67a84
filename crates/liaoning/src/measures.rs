//! Dated legal measures: what was in force when, as far as the dates are known. Nothing is filled in: a date of the precision
//! of a year stands for each of its days, and a measure without a date of entry into force has an unknown beginning.
use crate::{figures::Records, files, files::Row};
use mercatoria_core::{Code, Day, Fault, When};

/// The levers of law that the study asks about; where none of a jurisdiction's measures is on a lever, it was not searched.
pub const LEVERS: [&str; 17] = [
    "tax_incentive",
    "subsidy_finance",
    "regulatory_streamlining",
    "ip",
    "antitrust",
    "trade_agreement",
    "customs",
    "standards",
    "tariff",
    "ntm",
    "environment",
    "coordination",
    "fdi",
    "zone",
    "labour",
    "digital_industry40",
    "rule_of_law",
];

/// A legal measure.
#[derive(Debug, Clone)]
pub struct Measure {
    /// Its id.
    pub id: &'static str,
    /// Whose law: `CN-LN`, `CN`, `DE`, …, or `treaty:<id>`.
    pub jurisdiction: &'static str,
    /// Parties of a treaty that matter here.
    pub parties: &'static str,
    /// Area it is about, where not all of the jurisdiction.
    pub region: &'static str,
    /// Title.
    pub title: &'static str,
    /// Law, regulation, rule, treaty, …
    pub instrument: &'static str,
    /// Levers, separated by `;`.
    pub lever: &'static str,
    /// When it was adopted.
    pub adopted: Option<When>,
    /// When it was published.
    pub published: Option<When>,
    /// First day in force.
    pub effective: Option<When>,
    /// First day no longer in force.
    pub ended: Option<When>,
    /// Effective before it was adopted?
    pub retroactive: bool,
    /// The measure that it amends.
    pub amends: &'static str,
    /// The measure that it replaces.
    pub replaces: &'static str,
    /// Value at the start, where the measure has one.
    pub intensity: Option<f64>,
    /// Its unit.
    pub intensity_unit: &'static str,
    /// Was every filled cell seen, with nothing left open?
    pub verified: bool,
    /// Source.
    pub source: &'static str,
    /// Remark.
    pub note: &'static str,
}
/// What can be said about a measure being in force on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InForce {
    /// It was, whatever the open dates turn out to be.
    Yes,
    /// It was not.
    No,
    /// The dates that are known do not decide it.
    Unknown,
}
impl InForce {
    /// In a word.
    pub fn as_str(self) -> &'static str {
        match self {
            InForce::Yes => "in force",
            InForce::No => "not in force",
            InForce::Unknown => "not known",
        }
    }
}
impl Measure {
    /// Was it in force on this day? Half-open: the day of the end is the first day without it. A measure whose entry into force
    /// is not known is not in force before it was adopted, and not known after.
    ///
    /// ```
    /// use mercatoria_liaoning::{InForce, measures};
    /// use mercatoria_core::day;
    /// let all = measures().unwrap();
    /// let first = all.iter().find(|m| m.id == "LN-BE-2016").unwrap();
    /// assert_eq!(first.in_force(day(2016, 12, 1)), InForce::No);
    /// assert_eq!(first.in_force(day(2018, 1, 1)), InForce::Unknown);
    /// assert_eq!(first.in_force(day(2019, 10, 1)), InForce::No);
    /// ```
    pub fn in_force(&self, day: Day) -> InForce {
        if self.ended.is_some_and(|end| day >= end.latest) {
            return InForce::No;
        }
        let maybe_ended = self.ended.is_some_and(|end| day >= end.earliest);
        match self.effective {
            Some(start) if day < start.earliest => InForce::No,
            Some(start) if day >= start.latest && !maybe_ended => InForce::Yes,
            Some(_) => InForce::Unknown,
            None => match self.adopted {
                // Retroactive acts aside, nothing is in force before it exists.
                Some(adopted) if day < adopted.earliest && !self.retroactive => InForce::No,
                _ => InForce::Unknown,
            },
        }
    }
    /// An act that changes another one, not a rule of its own.
    pub fn is_amendment(&self) -> bool {
        !self.amends.is_empty()
    }
}
fn when(row: &Row, field: &str) -> Result<Option<When>, Fault> {
    let text = row.text(field)?;
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = || row.fault(Code::DateInvalid, field, format!("{text:?} is not a date"));
    When::parse(text).map(Some).ok_or_else(wrong)
}
/// All measures in the order of the file.
pub fn measures() -> Records<Measure> {
    files::MEASURES.records(|row| {
        Ok(Measure {
            id: row.text("id")?,
            jurisdiction: row.text("jurisdiction")?,
            parties: row.text("parties")?,
            region: row.text("region_scope")?,
            title: row.text("title")?,
            instrument: row.text("instrument_type")?,
            lever: row.text("lever")?,
            adopted: when(row, "adopted")?,
            published: when(row, "published")?,
            effective: when(row, "effective")?,
            ended: when(row, "ended")?,
            retroactive: row.text("retroactive")? == "yes",
            amends: row.text("amends")?,
            replaces: row.text("replaces")?,
            intensity: row.number("intensity_value")?,
            intensity_unit: row.text("intensity_unit")?,
            verified: row.text("verified")? == "yes",
            source: row.text("source_title")?,
            note: row.text("note")?,
        })
    })
}

/// Something that happened to a measure.
#[derive(Debug, Clone)]
pub struct Event {
    /// The measure.
    pub measure: &'static str,
    /// What happened.
    pub event: &'static str,
    /// When, if a calendar date was seen.
    pub date: Option<When>,
    /// Years after entry into force, where the source gives the step that way.
    pub after_years: Option<f64>,
    /// Party or area it is about; empty: all.
    pub scope: &'static str,
    /// The act that did it.
    pub by: &'static str,
    /// From then on this value holds.
    pub value: Option<f64>,
    /// Its unit.
    pub unit: &'static str,
    /// Source.
    pub source: &'static str,
    /// Remark.
    pub note: &'static str,
}
/// All events in the order of the file.
pub fn events() -> Records<Event> {
    files::MEASURE_EVENTS.records(|row| {
        Ok(Event {
            measure: row.text("measure_id")?,
            event: row.text("event")?,
            date: when(row, "date")?,
            after_years: row.number("after_years")?,
            scope: row.text("scope")?,
            by: row.text("acting_measure")?,
            value: row.number("value")?,
            unit: row.text("unit")?,
            source: row.text("source_title")?,
            note: row.text("note")?,
        })
    })
}

/// A published value of an existing index of law or governance.
#[derive(Debug, Clone, Copy)]
pub struct IndexValue {
    /// Jurisdiction.
    pub jurisdiction: &'static str,
    /// The index.
    pub index: &'static str,
    /// Year of publication, where known. Editions of one index are no time series.
    pub edition: &'static str,
    /// Part of the index; empty: the whole.
    pub component: &'static str,
    /// Year it is about.
    pub year: &'static str,
    /// Value.
    pub value: Option<f64>,
    /// Its unit.
    pub unit: &'static str,
    /// Rank as published.
    pub rank: Option<f64>,
    /// Among so many.
    pub ranked: Option<f64>,
    /// Source.
    pub source: &'static str,
}
/// Published values of existing indices.
pub fn index_values() -> Records<IndexValue> {
    files::INDEX_VALUES.records(|row| {
        Ok(IndexValue {
            jurisdiction: row.text("jurisdiction")?,
            index: row.text("index")?,
            edition: row.text("edition")?,
            component: row.text("component")?,
            year: row.text("year")?,
            value: row.number("value")?,
            unit: row.text("unit")?,
            rank: row.number("rank")?,
            ranked: row.number("n_ranked")?,
            source: row.text("source_title")?,
        })
    })
}
