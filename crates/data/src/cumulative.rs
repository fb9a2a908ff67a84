//! Figures since the beginning of the year, as customs and statistical offices print them, and those of each month.
use crate::number::{Number, shortest};
use mercatoria_core::{Code, Column, Fault, Faults, Table};
use std::collections::BTreeMap;

/// Turns measures that are cumulative since January (or the first quarter) into those of each period: the figure of a
/// period less that of the one before it in the same year, row by row of the same labels; the first one stays. Periods are
/// `2023-02`, `202302`, `2023M02`, `2023-Q2`. A figure whose predecessor is not in the table, as after a combined January
/// and February, is missing in the result, with a warning; a total that fell is a warning too. Differences are exact.
///
/// ```
/// use mercatoria_data::{Options, difference_year_to_date, parse_table};
/// let text = b"partner,period,value\nUSA,2023-01,1.1\nUSA,2023-02,2.3\nUSA,2023-03,2.4\n";
/// let (table, _) = parse_table("a.csv", text, &Options::default()).unwrap();
/// let (monthly, _) = difference_year_to_date(&table, "period", &["value"]).unwrap();
/// assert_eq!(monthly.numbers(2, &mut Default::default()), [1.1, 1.2, 0.1]);
/// ```
///
/// # Errors
/// A column that is not there, a period that is none of these, a cell given twice.
pub fn difference_year_to_date(
    table: &Table,
    period: &str,
    measures: &[&str],
) -> Result<(Table, Vec<Fault>), Vec<Fault>> {
    let mut faults = Faults::default();
    for name in measures.iter().chain([&period]) {
        if table.column(name).is_none() {
            let fault = Fault::new(Code::ColumnMissing, format!("no column {name:?}"));
            faults.push(fault.file(&table.file).field(*name));
        }
    }
    let at = table.columns.iter().position(|(name, _)| name == period);
    let Some(at) = at.filter(|_| !faults.has_errors()) else {
        return Err(faults.into_vec());
    };
    let (texts, codes) = table.labels(at);
    let parts: Vec<Option<(u32, u32)>> = texts.iter().map(|text| year_and_part(text)).collect();
    let labels: Vec<&Vec<u32>> = table
        .columns
        .iter()
        .enumerate()
        .filter(|(i, (name, _))| *i != at && !measures.contains(&&**name))
        .filter_map(|(_, (_, column))| match column {
            Column::Labels { codes, .. } => Some(codes),
            Column::Numbers(_) => None,
        })
        .collect();
    // Rows by labels and year, in the order of the periods.
    let mut series: BTreeMap<(Vec<u32>, u32), BTreeMap<u32, usize>> = BTreeMap::new();
    for (row, code) in codes.iter().enumerate() {
        let Some((year, part)) = parts[*code as usize] else {
            let text = &texts[*code as usize];
            let message = format!("{text:?} is no month or quarter");
            faults.push(table.fault(Code::DateInvalid, row, period, message));
            continue;
        };
        let key = (labels.iter().map(|codes| codes[row]).collect(), year);
        if let Some(other) = series.entry(key).or_default().insert(part, row) {
            let message = format!("given in line {} already", table.line(other));
            faults.push(table.fault(Code::KeyDuplicate, row, period, message));
        }
    }
    let mut result = table.clone();
    for measure in measures {
        let Some(column) = table.columns.iter().position(|(name, _)| name == measure) else {
            continue;
        };
        let cumulative = table.numbers(column, &mut faults);
        let mut own = cumulative.clone();
        for rows in series.values() {
            for (part, row) in rows {
                if *part == 1 || cumulative[*row].is_nan() {
                    continue;
                }
                let before = rows.get(&(part - 1)).map(|before| cumulative[*before]);
                own[*row] = match before.filter(|before| !before.is_nan()) {
                    Some(before) => difference(cumulative[*row], before),
                    None => {
                        let message = "cumulative, and the period before it is not there: its own figure is unknown";
                        let fault = table.fault(Code::PeriodPart, *row, measure, message);
                        faults.push(fault.warning());
                        f64::NAN
                    }
                };
                if own[*row] < 0.0 {
                    let message = format!("the cumulative figure fell by {}", -own[*row]);
                    let fault = table.fault(Code::NumberNegative, *row, measure, message);
                    faults.push(fault.warning());
                }
            }
        }
        result.columns[column].1 = Column::Numbers(own);
    }
    faults.finish(|| result)
}

/// `2023-02`, `202302`, `2023M02`, `2023-Q2` as year and number of the period in it.
fn year_and_part(text: &str) -> Option<(u32, u32)> {
    let (year, rest) = text.split_at_checked(4)?;
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    let (digits, most) = match rest.strip_prefix(['Q', 'q']) {
        Some(quarter) => (quarter, 4),
        None => (rest.strip_prefix(['M', 'm']).unwrap_or(rest), 12),
    };
    let number = |text: &str| {
        let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<u32>().ok().filter(|_| plain)
    };
    let part = number(digits).filter(|part| (1..=most).contains(part))?;
    Some((number(year)?, part))
}

/// The number nearest to the difference of the decimals that two numbers stand for.
fn difference(a: f64, b: f64) -> f64 {
    let (
        Number::Short {
            mantissa: m,
            decimals: d,
        },
        Number::Short {
            mantissa: n,
            decimals: e,
        },
    ) = (shortest(a), shortest(b))
    else {
        return a - b;
    };
    let most = d.max(e);
    let raised = |units: i64, decimals: u32| crate::cube::raised(units.into(), most - decimals);
    match (raised(m, d), raised(n, e)) {
        (Some(m), Some(n)) => crate::number::nearest(m - n, most),
        _ => a - b,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, parse_table};

    #[test]
    fn what_cannot_be_known_is_missing_and_said() {
        let text = "region,period,value\nA,202302,5\nA,202303,7.5\nA,202304,7.4\nB,202401,1\nA,202401,2\nA,202402,\nA,202403,9\n";
        let (table, _) = parse_table("a.csv", text.as_bytes(), &Options::default()).unwrap();
        let (own, warnings) = difference_year_to_date(&table, "period", &["value"]).unwrap();
        let values = own.numbers(2, &mut Faults::default());
        assert!(values[0].is_nan() && values[5].is_nan() && values[6].is_nan());
        assert_eq!(
            [values[1], values[2], values[3], values[4]],
            [2.5, -0.1, 1.0, 2.0]
        );
        let said: Vec<String> = warnings.iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 3);
        assert!(said[0].starts_with("warning[period_part] a.csv:2, field \"value\""));
        assert!(said[1].contains("fell by 0.1"));
    }

    #[test]
    fn periods_are_months_or_quarters() {
        assert_eq!(year_and_part("2023-Q4"), Some((2023, 4)));
        assert_eq!(year_and_part("2023M12"), Some((2023, 12)));
        for text in ["2023", "2023-13", "2023-Q5", "20x3-01", "年2023", "2023-+1"] {
            assert_eq!(year_and_part(text), None, "{text}");
        }
        let text = "p,value\n2023-01,1\n2023-01,2\n2023,3\n";
        let (table, _) = parse_table("a.csv", text.as_bytes(), &Options::default()).unwrap();
        let faults = difference_year_to_date(&table, "p", &["value", "other"]).unwrap_err();
        assert_eq!(faults[0].code, Code::ColumnMissing);
        let faults = difference_year_to_date(&table, "p", &["value"]).unwrap_err();
        assert_eq!(
            [faults[0].code, faults[1].code],
            [Code::KeyDuplicate, Code::DateInvalid]
        );
    }
}
