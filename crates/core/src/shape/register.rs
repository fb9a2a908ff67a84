//! Dated legal provisions.
use super::{Facts, ReadOptions};
use crate::{Axis, Code, Fault, Faults, Tables};

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
/// A provision in force on `from ≤ day < until`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Provision {
    /// Place on the axis of criteria.
    pub criterion: u32,
    /// Never negative.
    pub score: f64,
    /// First day in force; `None`: no date of entry into force is known.
    pub from: Option<When>,
    /// First day no longer in force.
    pub until: Option<When>,
}
/// Dated provisions of one jurisdiction, and the years asked for.
pub struct Register {
    /// The criteria.
    pub criteria: Axis,
    /// The years, as labels.
    pub years: Axis,
    /// The first of `years`.
    pub first_year: i32,
    /// All provisions.
    pub provisions: Vec<Provision>,
    /// By criterion and year: was it searched? Empty: everything was.
    pub searched: Vec<bool>,
}
impl Register {
    /// Number of the criteria's axis.
    pub const CRITERION: usize = 0;
    /// Number of the years' axis.
    pub const YEAR: usize = 1;
    /// A register over these years.
    pub fn new(
        criteria: Axis,
        years: std::ops::RangeInclusive<i32>,
        provisions: Vec<Provision>,
    ) -> Self {
        let first_year = *years.start();
        Self {
            criteria,
            first_year,
            years: Axis::new("year", years.map(|y| y.to_string())),
            provisions,
            searched: vec![],
        }
    }
    /// Was this criterion searched in this year?
    pub fn is_searched(&self, criterion: usize, year: usize) -> bool {
        self.searched
            .get(criterion * self.years.len() + year)
            .copied()
            .unwrap_or(true)
    }
    /// From `provisions` (criterion, value, from, until) in the main table or a file of that name, and `coverage` (criterion, year, status).
    pub fn read(tables: &Tables, _: &ReadOptions) -> Result<(Self, Vec<Fault>), Vec<Fault>> {
        let mut faults = Faults::default();
        let table = tables.get("provisions").unwrap_or(&tables.main);
        let column = |name: &str| table.columns.iter().position(|(n, _)| n == name);
        let mut need = |name: &str| {
            if column(name).is_none() {
                faults.push(
                    Fault::new(Code::ColumnMissing, format!("column {name:?} is missing"))
                        .at(&table.file, 1)
                        .field(name),
                );
            }
            column(name)
        };
        let (Some(criterion), Some(value), Some(from)) =
            (need("criterion"), need("value"), need("from"))
        else {
            return Err(faults.into_vec());
        };
        let until = column("until");
        let (criteria, codes) = table.labels(criterion);
        let scores = table.numbers(value, &mut faults);
        let date = |column: usize, row: usize, faults: &mut Faults| {
            let text = table.text(column, row);
            let when = When::parse(text);
            if when.is_none() && !text.is_empty() {
                faults.push(table.fault(
                    Code::DateInvalid,
                    row,
                    &table.columns[column].0,
                    format!("{text:?} is not a date"),
                ));
            }
            when
        };
        let mut provisions = vec![];
        for (row, (code, score)) in codes.iter().zip(&scores).enumerate() {
            let (starts, ends) = (
                date(from, row, &mut faults),
                until.and_then(|until| date(until, row, &mut faults)),
            );
            if score.is_nan() || *score < 0.0 {
                faults.push(table.fault(
                    Code::NumberNegative,
                    row,
                    "value",
                    format!("{score} is not a score"),
                ));
            }
            if let (Some(a), Some(b)) = (starts, ends)
                && b.latest <= a.earliest
            {
                faults.push(table.fault(Code::DateOrder, row, "until", "it ends before it begins"));
            }
            provisions.push(Provision {
                criterion: *code,
                score: *score,
                from: starts,
                until: ends,
            });
        }
        let known = |p: &Provision| [p.from, p.until].into_iter().flatten();
        let days: Vec<Day> = provisions
            .iter()
            .flat_map(known)
            .flat_map(|w| [w.earliest, w.latest])
            .collect();
        let year_of = |d: Day| {
            (1583..=4000)
                .rev()
                .find(|y| day(*y, 1, 1) <= d)
                .unwrap_or(1583)
        };
        let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else {
            faults.push(Fault::new(Code::FileEmpty, "no provision has a date").file(&table.file));
            return Err(faults.into_vec());
        };
        let axis = Axis::new("criterion", criteria);
        let mut register = Self::new(axis, year_of(*first)..=year_of(*last), provisions);
        if let Some(coverage) = tables.get("coverage") {
            register.searched = vec![false; register.criteria.len() * register.years.len()];
            let columns = ["criterion", "year", "status"]
                .map(|name| coverage.columns.iter().position(|(n, _)| n == name));
            if let [Some(criterion), Some(year), Some(status)] = columns {
                for row in 0..coverage.rows() {
                    let searched = matches!(coverage.text(status, row), "complete" | "searched");
                    let (c, y) = (
                        register.criteria.position(coverage.text(criterion, row)),
                        register.years.position(coverage.text(year, row)),
                    );
                    if let (Some(c), Some(y)) = (c, y) {
                        let years = register.years.len();
                        register.searched[c * years + y] = searched;
                    }
                }
            } else {
                faults.push(
                    Fault::new(
                        Code::ColumnMissing,
                        "coverage has the columns criterion, year and status",
                    )
                    .file(&coverage.file),
                );
            }
        }
        faults.finish(|| register)
    }
}
impl Facts for Register {
    fn axes(&self) -> Vec<&Axis> {
        vec![&self.criteria, &self.years]
    }
    fn is_complete(&self) -> bool {
        let exact = |when: &Option<When>| when.is_none_or(|w| w.earliest == w.latest);
        self.provisions
            .iter()
            .all(|p| p.from.is_some() && exact(&p.from) && exact(&p.until))
    }
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
