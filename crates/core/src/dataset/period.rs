//! Periods as tables write them: which months or days they cover.
use crate::{Day, When, day};

/// How long a period is, for comparing periods with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Span {
    /// A whole calendar year.
    Year,
    /// So many months, from this month of the year (1: January).
    Months {
        /// First month.
        from: u8,
        /// How many.
        count: u8,
    },
    /// One day.
    Day,
    /// Several calendar years.
    Years(u16),
}
impl std::fmt::Display for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Span::Year => f.write_str("a year"),
            Span::Months { from, count } => write!(f, "{count} months from month {from}"),
            Span::Day => f.write_str("a day"),
            Span::Years(n) => write!(f, "{n} years"),
        }
    }
}

/// A period: first and last day, both included.
///
/// ```
/// use mercatoria_core::{dataset::{Period, Span}, day};
/// let quarter = Period::parse("2023-Q2").unwrap();
/// assert_eq!((quarter.first, quarter.last), (day(2023, 4, 1), day(2023, 6, 30)));
/// assert_eq!(quarter.span(), Span::Months { from: 4, count: 3 });
/// assert_eq!(Period::parse("2023-01/2023-05").unwrap().span(), Span::Months { from: 1, count: 5 });
/// assert_eq!(Period::parse("2023-01/2023-12"), Period::parse("2023"));
/// assert_eq!(Period::parse("23"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// First day.
    pub first: Day,
    /// Last day.
    pub last: Day,
}
impl Period {
    /// `2023`, `2023-05`, `2023-05-31`, `2023-Q2`, `2023-S1` (half-year), `202305`, or two of them with `/` between.
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once('/') {
            Some((from, to)) => Self::between(from, to),
            None => Self::single(text),
        }
    }
    /// From the first day of one period to the last day of another.
    pub fn between(from: &str, to: &str) -> Option<Self> {
        let (from, to) = (Self::single(from)?, Self::single(to)?);
        (from.first <= to.last).then_some(Self {
            first: from.first,
            last: to.last,
        })
    }
    fn single(text: &str) -> Option<Self> {
        let months = |year: i32, from: i32, count: i32| {
            let (next_year, next) = if from + count > 12 {
                (year + 1, from + count - 12)
            } else {
                (year, from + count)
            };
            Some(Self {
                first: day(year, from, 1),
                last: day(next_year, next, 1) - 1,
            })
        };
        if let Some((year, part)) = text.split_once('-')
            && let [
                kind @ (b'Q' | b'q' | b'S' | b's' | b'H'),
                number @ b'1'..=b'4',
            ] = part.as_bytes()
        {
            let year = four_digits(year)?;
            let length = if matches!(kind, b'Q' | b'q') { 3 } else { 6 };
            let from = i32::from(number - b'1') * length + 1;
            return (from <= 12).then(|| months(year, from, length))?;
        }
        if text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit()) {
            let month = text[4..]
                .parse::<i32>()
                .ok()
                .filter(|m| (1..=12).contains(m))?;
            return months(four_digits(&text[..4])?, month, 1);
        }
        let when = When::parse(text)?;
        Some(Self {
            first: when.earliest,
            last: when.latest,
        })
    }
    /// How long it is.
    pub fn span(self) -> Span {
        let (from, to) = (date(self.first), date(self.last + 1));
        if self.first == self.last {
            return Span::Day;
        }
        let months = (to.0 - from.0) * 12 + to.1 - from.1;
        if from.2 != 1 || to.2 != 1 || months <= 0 {
            return Span::Day;
        }
        match months {
            12 if from.1 == 1 => Span::Year,
            m if m % 12 == 0 && from.1 == 1 => Span::Years((m / 12) as u16),
            m => Span::Months {
                from: from.1 as u8,
                count: m.min(255) as u8,
            },
        }
    }
    /// Does one contain the other or do they share days?
    pub fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

fn four_digits(text: &str) -> Option<i32> {
    (text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

/// Year, month and day of a day's number (the civil calendar, proleptic).
fn date(number: Day) -> (i32, i32, i32) {
    let z = number + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    (
        year_of_era + era * 400 + i32::from(month <= 2),
        month,
        of_year - (153 * shifted + 2) / 5 + 1,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_has_its_date() {
        for number in (-200_000..200_000).step_by(13) {
            let (y, m, d) = date(number);
            assert_eq!(day(y, m, d), number);
            assert!((1..=12).contains(&m) && (1..=31).contains(&d));
        }
    }

    #[test]
    fn spans_and_what_is_no_period() {
        let span = |text: &str| Period::parse(text).map(Period::span);
        assert_eq!(span("2023"), Some(Span::Year));
        assert_eq!(span("2021/2023"), Some(Span::Years(3)));
        assert_eq!(span("2023-12"), Some(Span::Months { from: 12, count: 1 }));
        assert_eq!(span("202312"), Some(Span::Months { from: 12, count: 1 }));
        assert_eq!(span("2024-02-29"), Some(Span::Day));
        assert_eq!(span("2023-S2"), Some(Span::Months { from: 7, count: 6 }));
        for bad in [
            "",
            "2023-13",
            "2023-Q5",
            "2023-S3",
            "2023/2022",
            "abcdef",
            "2023-02-29",
            "２０２３",
            "202313",
        ] {
            assert_eq!(Period::parse(bad), None, "{bad}");
        }
    }
}
