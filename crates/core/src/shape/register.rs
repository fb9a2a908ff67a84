//! Dated legal measures: what was in force when, for whom, on which criterion, and how well each date is known.
use super::{Facts, ReadOptions};
use crate::{Axis, Code, Fault, Faults, Table, Tables, param::nearest};
use std::collections::BTreeMap;

/// Days since 1970-01-01.
pub type Day = i32;
/// The day's number (proleptic Gregorian calendar).
///
/// ```
/// assert_eq!(mercatoria_core::day(2021, 1, 1) - mercatoria_core::day(2020, 1, 1), 366);
/// ```
pub const fn day(year: i32, month: i32, day: i32) -> Day {
    let y = if month <= 2 { year - 1 } else { year };
    let (era, month) = (y.div_euclid(400), (month + 9) % 12);
    let year_of_era = y - era * 400;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100
        + (153 * month + 2) / 5
        + day
        - 1
        - 719_468
}
/// A day as `YYYY-MM-DD`.
///
/// ```
/// use mercatoria_core::{date_text, day};
/// assert_eq!(date_text(day(2024, 2, 29)), "2024-02-29");
/// ```
pub fn date_text(number: Day) -> String {
    let days = i64::from(number) + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let date = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{date:02}")
}
/// A date of whatever precision: first and last day that it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// First.
    pub earliest: Day,
    /// Last.
    pub latest: Day,
}
impl When {
    /// A date known to the day.
    pub const fn on(day: Day) -> Self {
        Self {
            earliest: day,
            latest: day,
        }
    }
    /// ISO 8601 of reduced precision: `2023-07-01`, `2023-07` or `2023`.
    ///
    /// ```
    /// use mercatoria_core::{When, day};
    /// assert_eq!(When::parse("2023-07"), Some(When { earliest: day(2023, 7, 1), latest: day(2023, 7, 31) }));
    /// assert_eq!(When::parse("2023-02-30"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut next = |width: usize| match parts.next() {
            None => Some(None),
            Some(part) if part.len() == width && part.bytes().all(|b| b.is_ascii_digit()) => {
                part.parse::<i32>().ok().map(Some)
            }
            Some(_) => None,
        };
        let (year, month, date) = (next(4)??, next(2)?, next(2)?);
        if parts.next().is_some() {
            return None;
        }
        let Some(month) = month else {
            return Some(Self {
                earliest: day(year, 1, 1),
                latest: day(year + 1, 1, 1) - 1,
            });
        };
        if !(1..=12).contains(&month) {
            return None;
        }
        let first = day(year, month, 1);
        let end = if month == 12 {
            day(year + 1, 1, 1)
        } else {
            day(year, month + 1, 1)
        };
        match date {
            None => Some(Self {
                earliest: first,
                latest: end - 1,
            }),
            Some(date) if date >= 1 && first + date - 1 < end => Some(Self::on(first + date - 1)),
            Some(_) => None,
        }
    }
}
/// A half-open stretch of time, `from ≤ day < until`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// First day; `None`: no date of entry into force is known.
    pub from: Option<When>,
    /// First day no longer in it; `None`: no end is known of.
    pub until: Option<When>,
}
/// One step of a value: from this date on it holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// First day; `None`: from entry into force.
    pub from: Option<When>,
    /// The value.
    pub value: f64,
}
/// What one measure says on one criterion, for one jurisdiction.
#[derive(Debug, Clone, PartialEq)]
pub struct Provision {
    /// Place among `Register::measures`.
    pub measure: u32,
    /// Place on the axis of jurisdictions.
    pub jurisdiction: u32,
    /// Place on the axis of criteria.
    pub criterion: u32,
    /// Unit of measure of the value; empty for a score.
    pub unit: Box<str>,
    /// The value over time; at least one step.
    pub steps: Vec<Step>,
    /// When it is in force.
    pub force: Span,
    /// When it is suspended.
    pub suspended: Vec<Span>,
    /// Enforcement, 0 to 1; NaN where not given.
    pub enforcement: f64,
    /// Share of the target that it covers, 0 to 1; NaN where not given.
    pub coverage: f64,
    /// When it was entered, and when that was withdrawn (transaction time); empty where not given.
    pub recorded: Span,
    /// Targets (products, industries, regions), sorted; empty: all.
    pub targets: Vec<Box<str>>,
}
/// One legal text.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// Id.
    pub id: Box<str>,
    /// When it was adopted.
    pub adopted: Option<When>,
    /// Legal force, 1 to 5; NaN where not given.
    pub force: f64,
    /// Are all of its facts seen in a source? Others enter a score only with a note.
    pub verified: bool,
    /// Power of the issuer and form, 1 to 5 (Peng); NaN where not given.
    pub power: f64,
    /// Sum of the grades of its goals; NaN where not given.
    pub goals: f64,
    /// Sum of the grades of its instruments; NaN where not given.
    pub tools: f64,
}
/// How well a jurisdiction, criterion and year was searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Search {
    /// Not at all: what is absent is not known to be absent.
    NotSearched,
    /// Searched, without a claim to be complete.
    Searched,
    /// All there is was found.
    Complete,
}
/// Dated measures of jurisdictions on criteria.
pub struct Register {
    /// The jurisdictions; one without a name where the tables have none.
    pub jurisdictions: Axis,
    /// The criteria; the levers of the measures where provisions name none.
    pub criteria: Axis,
    /// The years from the first date to the last.
    pub years: Axis,
    /// The first of `years`.
    pub first_year: i32,
    /// The measures, by id.
    pub measures: Vec<Measure>,
    /// All provisions.
    pub provisions: Vec<Provision>,
    /// How well each jurisdiction, criterion and year was searched; none: no statement is made.
    pub search: Option<BTreeMap<(u32, u32, i32), Search>>,
    /// By jurisdiction and criterion: is there any provision?
    pub present: Vec<bool>,
}
impl Register {
    /// Number of the jurisdictions' axis.
    pub const JURISDICTION: usize = 0;
    /// Number of the criteria's axis.
    pub const CRITERION: usize = 1;
    /// Number of the years' axis.
    pub const YEAR: usize = 2;
    /// Was this searched? Where nothing is said of the search, that something was found says that somebody looked.
    pub fn is_searched(&self, jurisdiction: usize, criterion: usize, year: i32) -> bool {
        let key = (jurisdiction as u32, criterion as u32, year);
        match &self.search {
            None => self.present[jurisdiction * self.criteria.len() + criterion],
            Some(search) => {
                let found = search.get(&key).copied().unwrap_or(Search::NotSearched);
                found > Search::NotSearched
            }
        }
    }
    /// Only some provisions, with the jurisdictions and criteria that are left.
    #[must_use]
    pub fn only(mut self, keep: impl Fn(&Self, &Provision) -> bool) -> Self {
        let kept: Vec<bool> = self.provisions.iter().map(|p| keep(&self, p)).collect();
        let mut kept = kept.into_iter();
        self.provisions.retain(|_| kept.next().unwrap_or(false));
        let recode = |axis: &Axis, used: Vec<u32>| {
            let places: Vec<usize> = (0..axis.len())
                .filter(|i| used.contains(&(*i as u32)))
                .collect();
            let labels: Vec<&str> = places.iter().map(|i| axis.label(*i)).collect();
            let place = |old: u32| {
                places
                    .iter()
                    .position(|i| *i as u32 == old)
                    .map_or(0, |new| new as u32)
            };
            let map: Vec<u32> = (0..axis.len() as u32).map(place).collect();
            (Axis::new(axis.name.clone(), labels), map)
        };
        let used = |f: fn(&Provision) -> u32| self.provisions.iter().map(f).collect::<Vec<u32>>();
        let (jurisdictions, of_party) = recode(&self.jurisdictions, used(|p| p.jurisdiction));
        let (criteria, of_criterion) = recode(&self.criteria, used(|p| p.criterion));
        self.present = vec![false; jurisdictions.len() * criteria.len()];
        for p in &mut self.provisions {
            p.jurisdiction = of_party[p.jurisdiction as usize];
            p.criterion = of_criterion[p.criterion as usize];
            self.present[p.jurisdiction as usize * criteria.len() + p.criterion as usize] = true;
        }
        Self {
            jurisdictions,
            criteria,
            // What was searched is stated by place.
            search: None,
            ..self
        }
    }
    /// Over these years instead of those from the first date to the last.
    #[must_use]
    pub fn over(self, years: std::ops::RangeInclusive<i32>) -> Self {
        Self {
            first_year: *years.start(),
            years: Axis::new("year", years.map(|y| y.to_string())),
            ..self
        }
    }
    /// From the tables of a folder. `provisions` (or the main table) has criterion and value, and measure, jurisdiction,
    /// unit, from, until, source and more where they are known; `measures` and `events` give the dates of a measure; `targets`
    /// and `coverage` what is targeted and what was searched. `docs/data-format.md` lists the columns.
    pub fn read(tables: &Tables, _: &ReadOptions) -> Result<(Self, Vec<Fault>), Vec<Fault>> {
        Reader::new(tables).read()
    }
}
impl Facts for Register {
    fn axes(&self) -> Vec<&Axis> {
        vec![&self.jurisdictions, &self.criteria, &self.years]
    }
}

/// Events that a measure may have; the words are those of the register's tables.
const EVENTS: &[&str] = &[
    "adopted",
    "consented",
    "signed",
    "promulgated",
    "published",
    "enters_into_force",
    "becomes_applicable",
    "amended",
    "suspended",
    "resumed",
    "repealed",
    "expired",
    "annulled",
    "replaced",
    "planned_expiry",
    "phase_value",
];
/// Events that end a measure.
const ENDS: &[&str] = &["repealed", "expired", "annulled", "replaced"];

/// A table whose columns are found by any of several names.
struct Sheet<'t> {
    table: &'t Table,
}
impl<'t> Sheet<'t> {
    fn column(&self, names: &[&str]) -> Option<usize> {
        names
            .iter()
            .find_map(|name| self.table.columns.iter().position(|(n, _)| n == name))
    }
    fn text(&self, names: &[&str], row: usize) -> &'t str {
        self.column(names)
            .map_or("", |column| self.table.text(column, row).trim())
    }
    fn date(&self, names: &[&str], row: usize, faults: &mut Faults) -> Option<When> {
        let text = self.text(names, row);
        let when = When::parse(text);
        if when.is_none() && !text.is_empty() {
            let message = format!("{text:?} is not a date");
            faults.push(self.table.fault(Code::DateInvalid, row, names[0], message));
        }
        when
    }
    fn number(&self, names: &[&str], row: usize, faults: &mut Faults) -> f64 {
        let Some(column) = self.column(names) else {
            return f64::NAN;
        };
        if let crate::Column::Numbers(numbers) = &self.table.columns[column].1 {
            return numbers[row];
        }
        let text = self.table.text(column, row);
        crate::number(text).unwrap_or_else(|code| {
            let message = format!("{text:?} is not a number");
            faults.push(self.table.fault(code, row, names[0], message));
            f64::NAN
        })
    }
    /// A number within bounds, or NaN where none is given.
    fn within(&self, names: &[&str], row: usize, high: f64, faults: &mut Faults) -> f64 {
        let x = self.number(names, row, faults);
        if x < 0.0 || x > high {
            let message = format!("{x} is not between 0 and {high}");
            faults.push(self.table.fault(Code::NumberRange, row, names[0], message));
        }
        x
    }
}
const MEASURE: &[&str] = &["measure", "measure_id", "id"];

/// What is known of a measure from its own row and its events.
#[derive(Default, Clone)]
struct Dates {
    /// By scope; the empty one for all.
    starts: Vec<(String, When)>,
    ends: Vec<(String, When)>,
    suspensions: Vec<(String, Span)>,
    phases: Vec<(String, Step, Box<str>)>,
}
impl Dates {
    fn start(&self, party: &str) -> Option<When> {
        let of = |scope: &str| {
            self.starts
                .iter()
                .find(|(s, _)| s == scope)
                .map(|(_, w)| *w)
        };
        of(party).or_else(|| of(""))
    }
    fn end(&self, party: &str) -> Option<When> {
        let of = |scope: &str| {
            let all = self
                .ends
                .iter()
                .filter(|(s, _)| s == scope)
                .map(|(_, w)| *w);
            all.min_by_key(|w| (w.earliest, w.latest))
        };
        of(party).or_else(|| of(""))
    }
}

struct Reader<'t> {
    faults: Faults,
    provisions: Option<Sheet<'t>>,
    measures: Option<Sheet<'t>>,
    events: Option<Sheet<'t>>,
    targets: Option<Sheet<'t>>,
    coverage: Option<Sheet<'t>>,
}
impl<'t> Reader<'t> {
    fn new(tables: &'t Tables) -> Self {
        let of = |stem: &str| tables.get(stem).map(|table| Sheet { table });
        let main = (!tables.main.columns.is_empty()).then_some(Sheet {
            table: &tables.main,
        });
        Self {
            faults: Faults::default(),
            provisions: of("provisions").or(main),
            measures: of("measures"),
            events: of("events").or_else(|| of("measure_events")),
            targets: of("targets"),
            coverage: of("coverage"),
        }
    }

    fn read(mut self) -> Result<(Register, Vec<Fault>), Vec<Fault>> {
        let mut ids: Vec<String> = vec![];
        let mut rows: BTreeMap<String, usize> = BTreeMap::new();
        if let Some(sheet) = &self.measures {
            for row in 0..sheet.table.rows() {
                let id = sheet.text(&["id", "measure", "measure_id"], row).to_owned();
                if rows.insert(id.clone(), row).is_some() {
                    let message = format!("{id:?} stands twice");
                    let fault = sheet.table.fault(Code::KeyDuplicate, row, "id", message);
                    self.faults.push(fault);
                }
                ids.push(id);
            }
        } else if let Some(sheet) = &self.provisions {
            let id = |row: usize| sheet.text(&["measure", "measure_id"], row).to_owned();
            ids.extend((0..sheet.table.rows()).map(id));
        }
        ids.sort();
        ids.dedup();
        let mut dates = self.own_dates(&rows);
        self.read_events(&rows, &mut dates);
        let measures: Vec<Measure> = ids.iter().map(|id| self.measure(id, &rows)).collect();
        self.replacements(&rows);
        let targets = self.read_targets(&rows);
        let mut drafts: Vec<(String, String, Provision)> = vec![];
        let has_own = self
            .provisions
            .as_ref()
            .is_some_and(|sheet| sheet.column(&["criterion"]).is_some());
        if has_own {
            self.own_provisions(&ids, &rows, &dates, &targets, &mut drafts);
        } else if self.measures.is_some() {
            self.levers(&ids, &rows, &dates, &targets, &mut drafts);
        } else {
            let fault = Fault::new(Code::ColumnMissing, "column \"criterion\" is missing");
            let file = self
                .provisions
                .as_ref()
                .map(|sheet| sheet.table.file.clone());
            let fault = fault.at(file.unwrap_or_default(), 1).field("criterion");
            self.faults.push(fault);
        }
        self.finish(measures, drafts)
    }

    /// Dates on the rows of the measures themselves.
    fn own_dates(&mut self, rows: &BTreeMap<String, usize>) -> BTreeMap<String, Dates> {
        let mut all = BTreeMap::new();
        let Some(sheet) = &self.measures else {
            return all;
        };
        for (id, row) in rows {
            let mut dates = Dates::default();
            let adopted = sheet.date(&["adopted"], *row, &mut self.faults);
            let effective = sheet.date(
                &["effective", "enters_into_force", "from"],
                *row,
                &mut self.faults,
            );
            let ended = sheet.date(&["ended", "until"], *row, &mut self.faults);
            dates.starts.extend(effective.map(|w| (String::new(), w)));
            dates.ends.extend(ended.map(|w| (String::new(), w)));
            if let (Some(a), Some(e)) = (adopted, effective)
                && e.latest < a.earliest
            {
                let message = format!("{id} takes effect before it is adopted: retroactive");
                self.faults.push(
                    sheet
                        .table
                        .fault(Code::Retroactive, *row, "effective", message),
                );
            }
            if let (Some(e), Some(u)) = (effective, ended)
                && u.latest <= e.earliest
            {
                let message = format!("{id} ends before it begins");
                self.faults
                    .push(sheet.table.fault(Code::DateOrder, *row, "ended", message));
            }
            all.insert(id.clone(), dates);
        }
        all
    }

    fn read_events(&mut self, rows: &BTreeMap<String, usize>, dates: &mut BTreeMap<String, Dates>) {
        let Some(sheet) = &self.events else {
            return;
        };
        for row in 0..sheet.table.rows() {
            let id = sheet.text(MEASURE, row);
            if self.measures.is_some() && !rows.contains_key(id) {
                let meant = nearest(id, rows.keys().map(String::as_str));
                let meant = meant.map_or(String::new(), |m| format!("; did you mean {m:?}?"));
                let message = format!("{id:?} is not in the measures{meant}");
                self.faults
                    .push(sheet.table.fault(Code::KeyForeign, row, "measure", message));
            }
            let event = sheet.text(&["event", "type"], row);
            if !EVENTS.contains(&event) {
                let meant = nearest(event, EVENTS.iter().copied());
                let meant = meant.map_or(String::new(), |m| format!("; did you mean {m:?}?"));
                let message = format!("no event {event:?}{meant}");
                self.faults
                    .push(sheet.table.fault(Code::CodeUnknown, row, "event", message));
                continue;
            }
            let when = sheet.date(&["date"], row, &mut self.faults);
            let (scope, of) = (
                sheet.text(&["scope", "party"], row).to_owned(),
                dates.entry(id.to_owned()).or_default(),
            );
            let Some(when) = when else {
                continue;
            };
            match event {
                "enters_into_force" => {
                    // What the events say of a scope goes before the row of the measure.
                    of.starts.retain(|(s, _)| *s != scope);
                    of.starts.push((scope, when));
                }
                "suspended" => {
                    let span = Span {
                        from: Some(when),
                        until: None,
                    };
                    of.suspensions.push((scope, span));
                }
                "resumed" => {
                    let open = of
                        .suspensions
                        .iter_mut()
                        .rev()
                        .find(|(s, span)| *s == scope && span.until.is_none());
                    match open {
                        Some((_, span)) => span.until = Some(when),
                        None => {
                            let message = format!("{id} is resumed without being suspended");
                            self.faults.push(sheet.table.fault(
                                Code::DateOrder,
                                row,
                                "event",
                                message,
                            ));
                        }
                    }
                }
                "phase_value" => {
                    let value = sheet.number(&["value"], row, &mut self.faults);
                    let unit = sheet.text(&["unit"], row);
                    if value.is_nan() {
                        let message = "a phase has a value";
                        self.faults.push(sheet.table.fault(
                            Code::FieldMissing,
                            row,
                            "value",
                            message,
                        ));
                    } else if unit.is_empty() {
                        let message = "a number has a unit";
                        self.faults.push(sheet.table.fault(
                            Code::FieldMissing,
                            row,
                            "unit",
                            message,
                        ));
                    }
                    of.phases.push((
                        scope,
                        Step {
                            from: Some(when),
                            value,
                        },
                        unit.into(),
                    ));
                }
                end if ENDS.contains(&end) && !of.ends.contains(&(scope.clone(), when)) => {
                    of.ends.push((scope, when));
                }
                _ => {}
            }
        }
    }

    fn measure(&mut self, id: &str, rows: &BTreeMap<String, usize>) -> Measure {
        let mut measure = Measure {
            id: id.into(),
            adopted: None,
            force: f64::NAN,
            verified: true,
            power: f64::NAN,
            goals: f64::NAN,
            tools: f64::NAN,
        };
        if let (Some(sheet), Some(row)) = (&self.measures, rows.get(id)) {
            measure.adopted = sheet.date(&["adopted"], *row, &mut Faults::default());
            measure.force = sheet.within(&["legal_force", "force"], *row, 5.0, &mut self.faults);
            measure.power = sheet.within(&["power"], *row, 5.0, &mut self.faults);
            measure.goals = sheet.within(&["goals"], *row, f64::MAX, &mut self.faults);
            measure.tools =
                sheet.within(&["tools", "instruments"], *row, f64::MAX, &mut self.faults);
            measure.verified = matches!(
                sheet.text(&["verified", "verification"], *row),
                "" | "yes" | "verified"
            );
        }
        measure
    }

    /// `replaces` names measures that exist and leads back to nothing.
    fn replacements(&mut self, rows: &BTreeMap<String, usize>) {
        let Some(sheet) = &self.measures else {
            return;
        };
        let before = |id: &str| -> Vec<&str> {
            let row = rows.get(id).copied();
            let text = row.map_or("", |row| sheet.text(&["replaces"], row));
            text.split(';')
                .map(str::trim)
                .filter(|t| !t.is_empty())
                .collect()
        };
        let mut found = vec![];
        for (id, row) in rows {
            for other in before(id) {
                if !rows.contains_key(other) {
                    let message = format!("{other:?} is not in the measures");
                    found.push(
                        sheet
                            .table
                            .fault(Code::KeyForeign, *row, "replaces", message),
                    );
                }
            }
            let (mut seen, mut stack) = (vec![id.as_str()], before(id));
            while let Some(next) = stack.pop() {
                if next == id {
                    let message = format!("{id:?} replaces itself in the end");
                    found.push(sheet.table.fault(Code::Cycle, *row, "replaces", message));
                    break;
                }
                if !seen.contains(&next) {
                    seen.push(next);
                    stack.extend(before(next));
                }
            }
        }
        self.faults.extend(found);
    }

    fn read_targets(
        &mut self,
        rows: &BTreeMap<String, usize>,
    ) -> BTreeMap<String, (Vec<Box<str>>, f64)> {
        let mut all: BTreeMap<String, (Vec<Box<str>>, f64)> = BTreeMap::new();
        let Some(sheet) = &self.targets else {
            return all;
        };
        for row in 0..sheet.table.rows() {
            let id = sheet.text(MEASURE, row);
            if self.measures.is_some() && !rows.contains_key(id) {
                let message = format!("{id:?} is not in the measures");
                self.faults
                    .push(sheet.table.fault(Code::KeyForeign, row, "measure", message));
            }
            let code = sheet.text(&["code", "target", "product", "industry", "region"], row);
            let share = sheet.within(&["share", "share_of_activity"], row, 1.0, &mut self.faults);
            let of = all.entry(id.to_owned()).or_insert((vec![], 0.0));
            of.0.push(code.into());
            of.1 += share;
        }
        for (codes, share) in all.values_mut() {
            codes.sort();
            codes.dedup();
            *share = share.min(1.0);
        }
        all
    }

    /// Who a measure binds: its jurisdiction, or each party of a treaty.
    fn parties(&self, id: &str, rows: &BTreeMap<String, usize>) -> Vec<String> {
        let (Some(sheet), Some(row)) = (&self.measures, rows.get(id)) else {
            return vec![String::new()];
        };
        let parties = sheet.text(&["parties"], *row);
        let split = |text: &str| -> Vec<String> {
            let each = text.split(';').map(str::trim).filter(|t| !t.is_empty());
            each.map(str::to_owned).collect()
        };
        match split(parties) {
            none if none.is_empty() => vec![sheet.text(&["jurisdiction"], *row).to_owned()],
            parties => parties,
        }
    }

    fn own_provisions(
        &mut self,
        ids: &[String],
        rows: &BTreeMap<String, usize>,
        dates: &BTreeMap<String, Dates>,
        targets: &BTreeMap<String, (Vec<Box<str>>, f64)>,
        out: &mut Vec<(String, String, Provision)>,
    ) {
        let Some(sheet) = &self.provisions else {
            return;
        };
        let table = sheet.table;
        if sheet.column(&["value", "score"]).is_none() {
            let fault = Fault::new(Code::ColumnMissing, "column \"value\" is missing");
            self.faults.push(fault.at(&table.file, 1).field("value"));
            return;
        }
        let by_measure = self.measures.is_some() || self.events.is_some();
        for row in 0..table.rows() {
            let id = sheet.text(&["measure", "measure_id"], row);
            let value = sheet.number(&["value", "score"], row, &mut self.faults);
            if value < 0.0 {
                let message = format!("{value} is not a score");
                self.faults
                    .push(table.fault(Code::NumberNegative, row, "value", message));
            } else if value.is_nan() {
                self.faults.push(table.fault(
                    Code::FieldMissing,
                    row,
                    "value",
                    "a provision has a value",
                ));
            }
            let criterion = sheet.text(&["criterion"], row);
            if criterion.is_empty() {
                self.faults.push(table.fault(
                    Code::LabelEmpty,
                    row,
                    "criterion",
                    "the criterion is empty",
                ));
            }
            if sheet.column(&["source"]).is_some() && sheet.text(&["source"], row).is_empty() {
                self.faults.push(table.fault(
                    Code::SourceMissing,
                    row,
                    "source",
                    "a coded value has a source",
                ));
            }
            if by_measure && self.measures.is_some() && !id.is_empty() && !rows.contains_key(id) {
                let meant = nearest(id, rows.keys().map(String::as_str));
                let meant = meant.map_or(String::new(), |m| format!("; did you mean {m:?}?"));
                let message = format!("{id:?} is not in the measures{meant}");
                self.faults
                    .push(table.fault(Code::KeyForeign, row, "measure", message));
            }
            let from = sheet.date(&["from", "effective"], row, &mut self.faults);
            let until = sheet.date(&["until", "ended"], row, &mut self.faults);
            if let (Some(a), Some(b)) = (from, until)
                && b.latest <= a.earliest
            {
                self.faults.push(table.fault(
                    Code::DateOrder,
                    row,
                    "until",
                    "it ends before it begins",
                ));
            }
            let own = sheet.text(&["jurisdiction", "party"], row);
            let parties = if own.is_empty() {
                self.parties(id, rows)
            } else {
                vec![own.to_owned()]
            };
            for party in parties {
                let none = Dates::default();
                let of = dates.get(id).unwrap_or(&none);
                let (codes, share) = targets.get(id).cloned().unwrap_or((vec![], f64::NAN));
                let coverage = sheet.within(&["coverage", "share"], row, 1.0, &mut self.faults);
                let mut provision = Provision {
                    measure: ids.binary_search(&id.to_owned()).unwrap_or(0) as u32,
                    jurisdiction: 0,
                    criterion: 0,
                    unit: sheet.text(&["unit"], row).into(),
                    steps: vec![Step { from: None, value }],
                    force: Span {
                        from: from.or_else(|| of.start(&party)),
                        until: until.or_else(|| of.end(&party)),
                    },
                    suspended: of
                        .suspensions
                        .iter()
                        .filter(|(s, _)| s.is_empty() || *s == party)
                        .map(|(_, span)| *span)
                        .collect(),
                    enforcement: sheet.within(&["enforcement"], row, 1.0, &mut self.faults),
                    coverage: if coverage.is_nan() { share } else { coverage },
                    recorded: Span {
                        from: sheet.date(&["recorded_at", "recorded"], row, &mut self.faults),
                        until: sheet.date(&["superseded", "superseded_at"], row, &mut self.faults),
                    },
                    targets: codes,
                };
                let target = sheet.text(&["target"], row);
                if !target.is_empty() {
                    provision.targets = target.split(';').map(|t| t.trim().into()).collect();
                    provision.targets.sort();
                }
                // A row that says from when its value holds within a measure is a step of the provision before it.
                let step = by_measure && from.is_some() && of.start(&party).is_some();
                let same = |p: &(String, String, Provision)| {
                    step && p.0 == party
                        && p.1 == criterion
                        && p.2.measure == provision.measure
                        && p.2.unit == provision.unit
                };
                if step {
                    provision.force.from = of.start(&party);
                    provision.force.until = until.or_else(|| of.end(&party));
                    provision.steps[0].from = from;
                }
                match out.iter_mut().rev().take(64).find(|p| same(p)) {
                    Some((_, _, before)) if step && until.is_none() => {
                        before.steps.extend(provision.steps)
                    }
                    _ => out.push((party, criterion.to_owned(), provision)),
                }
            }
        }
    }

    /// Without provisions, each measure counts 1 on each of its levers, and its phases are a numeric path.
    fn levers(
        &mut self,
        ids: &[String],
        rows: &BTreeMap<String, usize>,
        dates: &BTreeMap<String, Dates>,
        targets: &BTreeMap<String, (Vec<Box<str>>, f64)>,
        out: &mut Vec<(String, String, Provision)>,
    ) {
        for (at, id) in (0u32..).zip(ids) {
            let (Some(sheet), Some(row)) = (&self.measures, rows.get(id)) else {
                continue;
            };
            let none = Dates::default();
            let of = dates.get(id).unwrap_or(&none);
            let levers: Vec<&str> = sheet
                .text(&["lever", "criterion"], *row)
                .split(';')
                .map(str::trim)
                .collect();
            for party in self.parties(id, rows) {
                let (codes, share) = targets.get(id).cloned().unwrap_or((vec![], f64::NAN));
                let base = Provision {
                    measure: at,
                    jurisdiction: 0,
                    criterion: 0,
                    unit: "".into(),
                    steps: vec![Step {
                        from: None,
                        value: 1.0,
                    }],
                    force: Span {
                        from: of.start(&party),
                        until: of.end(&party),
                    },
                    suspended: of
                        .suspensions
                        .iter()
                        .filter(|(s, _)| s.is_empty() || *s == party)
                        .map(|(_, span)| *span)
                        .collect(),
                    enforcement: f64::NAN,
                    coverage: share,
                    recorded: Span {
                        from: None,
                        until: None,
                    },
                    targets: codes,
                };
                for lever in &levers {
                    out.push((party.clone(), (*lever).to_owned(), base.clone()));
                }
                let phases: Vec<_> = of
                    .phases
                    .iter()
                    .filter(|(s, ..)| s.is_empty() || *s == party)
                    .collect();
                if let Some((.., unit)) = phases.first() {
                    let mut path = base.clone();
                    path.unit = unit.clone();
                    path.steps = phases.iter().map(|(_, step, _)| *step).collect();
                    path.force.from = path.force.from.or(path.steps[0].from);
                    out.push((
                        party.clone(),
                        format!("{}/{unit}", levers.first().unwrap_or(&"")),
                        path,
                    ));
                }
            }
        }
    }

    fn finish(
        mut self,
        measures: Vec<Measure>,
        drafts: Vec<(String, String, Provision)>,
    ) -> Result<(Register, Vec<Fault>), Vec<Fault>> {
        let sorted = |texts: Vec<&str>| {
            let mut texts = texts;
            texts.sort_unstable();
            texts.dedup();
            texts
                .into_iter()
                .map(str::to_owned)
                .collect::<Vec<String>>()
        };
        let mut parties = sorted(drafts.iter().map(|d| &*d.0).collect());
        let mut names = sorted(drafts.iter().map(|d| &*d.1).collect());
        if let Some(sheet) = &self.coverage {
            let all = |names: &[&str]| {
                (0..sheet.table.rows())
                    .map(|row| sheet.text(names, row))
                    .collect::<Vec<_>>()
            };
            let (more, further) = (all(&["jurisdiction"]), all(&["criterion", "lever"]));
            parties = sorted(parties.iter().map(String::as_str).chain(more).collect());
            names = sorted(names.iter().map(String::as_str).chain(further).collect());
        }
        let mut days: Vec<Day> = vec![];
        let provisions: Vec<Provision> = drafts
            .into_iter()
            .map(|(party, criterion, mut provision)| {
                provision.jurisdiction = parties.binary_search(&party).unwrap_or(0) as u32;
                provision.criterion = names.binary_search(&criterion).unwrap_or(0) as u32;
                provision
                    .steps
                    .sort_by_key(|step| step.from.map(|w| (w.earliest, w.latest)));
                let ends = [provision.force.from, provision.force.until];
                let all = ends
                    .into_iter()
                    .chain(provision.steps.iter().map(|s| s.from));
                days.extend(all.flatten().flat_map(|w| [w.earliest, w.latest]));
                provision
            })
            .collect();
        let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else {
            let file = self.provisions.as_ref().or(self.measures.as_ref());
            let file = file
                .map(|sheet| sheet.table.file.clone())
                .unwrap_or_default();
            if !self.faults.has_errors() {
                let fault = Fault::new(Code::FileEmpty, "no provision has a date");
                self.faults.push(fault.file(file));
            }
            return Err(self.faults.into_vec());
        };
        let (first_year, last_year) = (year_of(*first), year_of(*last));
        let search = self.read_coverage(&parties, &names, first_year, last_year);
        let mut present = vec![false; parties.len() * names.len()];
        for p in &provisions {
            present[p.jurisdiction as usize * names.len() + p.criterion as usize] = true;
        }
        let register = Register {
            present,
            jurisdictions: Axis::new("jurisdiction", parties),
            criteria: Axis::new("criterion", names),
            years: Axis::new("year", (first_year..=last_year).map(|y| y.to_string())),
            first_year,
            measures,
            provisions,
            search,
        };
        self.faults.finish(|| register)
    }

    fn read_coverage(
        &mut self,
        parties: &[String],
        names: &[String],
        first: i32,
        last: i32,
    ) -> Option<BTreeMap<(u32, u32, i32), Search>> {
        let sheet = self.coverage.as_ref()?;
        let mut search = BTreeMap::new();
        for row in 0..sheet.table.rows() {
            let status = match sheet.text(&["status", "search", "coverage"], row) {
                "complete" => Search::Complete,
                "searched" => Search::Searched,
                "not_searched" => Search::NotSearched,
                other => {
                    let message =
                        format!("no status {other:?}: complete, searched or not_searched");
                    self.faults
                        .push(sheet.table.fault(Code::CodeUnknown, row, "status", message));
                    continue;
                }
            };
            let place =
                |all: &[String], text: &str| all.iter().position(|x| x == text).unwrap_or(0) as u32;
            let party = place(parties, sheet.text(&["jurisdiction"], row));
            let criterion = place(names, sheet.text(&["criterion", "lever"], row));
            let mut bound =
                |names: &[&str], otherwise: i32| match sheet.date(names, row, &mut self.faults) {
                    Some(when) => year_of(when.earliest),
                    None => otherwise,
                };
            let (mut from, mut until) = (
                bound(&["from", "year"], first),
                bound(&["until", "to", "year"], last),
            );
            from = from.max(first - 200);
            until = until.min(last + 200);
            for year in from..=until {
                search.insert((party, criterion, year), status);
            }
        }
        Some(search)
    }
}
/// The calendar year of a day.
pub fn year_of(number: Day) -> i32 {
    date_text(number)
        .split('-')
        .next()
        .and_then(|year| year.parse().ok())
        .unwrap_or(1970)
}

/// Laws of registers.
#[derive(Debug, Clone, Copy)]
pub enum RegisterLaw {
    /// A law of the unit's own, in words, and its check.
    Holds(
        &'static str,
        super::Predicate<fn(&super::Register, &crate::Values) -> super::Compared>,
    ),
    /// The order of provisions does not matter.
    Order,
    /// A further provision never lowers.
    AddingRaises,
    /// Ending a provision earlier never raises.
    EndingLowers,
}
impl RegisterLaw {
    /// In words.
    pub fn statement(&self) -> String {
        match self {
            Self::Holds(words, _) => (*words).into(),
            Self::Order => "the order of provisions does not matter".into(),
            Self::AddingRaises => "a further provision never lowers the score".into(),
            Self::EndingLowers => "ending a provision earlier never raises the score".into(),
        }
    }
}
