//! Rules of a table checked on its dictionaries and codes; rows are looked at only where something is wrong, to name them.
use mercatoria_core::{Code, Column, Fault, Faults, Table};
use std::collections::HashSet;

/// Keys are marked in a set of bits as long as that takes at most so many bits a row; else they are sorted.
const BITS_A_ROW: u64 = 192;

/// Is every combination of labels of these columns given once? All faults, each at its row, with the line of the first
/// one.
///
/// ```
/// use mercatoria_data::{Options, check_unique, parse_table};
/// let text = b"region,year,value\nA,2020,1\nB,2020,2\nA,2020,3\n";
/// let (table, _) = parse_table("a.csv", text, &Options::default()).unwrap();
/// let faults = check_unique(&table, &["region", "year"]);
/// assert_eq!(faults[0].to_string(), "error[key_duplicate] a.csv:4, field \"region\": A, 2020: given in line 2 already");
/// ```
pub fn check_unique(table: &Table, keys: &[&str]) -> Vec<Fault> {
    let mut faults = Faults::default();
    let Some(columns) = all_columns(table, keys, &mut faults) else {
        return faults.into_vec();
    };
    let columns: Vec<(Vec<Box<str>>, Vec<u32>)> = columns
        .into_iter()
        .map(|column| table.labels(column))
        .collect();
    let rows = table.rows();
    let sizes = columns.iter().map(|(texts, _)| texts.len() as u64);
    let space = sizes.clone().try_fold(1u64, u64::checked_mul);
    let key = |row: usize| {
        let codes = columns.iter().map(|(_, codes)| u64::from(codes[row]));
        codes
            .zip(sizes.clone())
            .fold(0, |key, (code, size)| key * size + code)
    };
    let again: Vec<usize> = match space {
        Some(space) if space <= (BITS_A_ROW * rows as u64).max(1 << 23) => {
            let mut seen = vec![0u64; space.div_ceil(64) as usize];
            let mut again = vec![];
            for row in 0..rows {
                let key = key(row);
                let (word, bit) = (&mut seen[key as usize / 64], 1 << (key % 64));
                if *word & bit != 0 {
                    again.push(row);
                }
                *word |= bit;
            }
            again
        }
        Some(_) => {
            let mut keys: Vec<(u64, usize)> = (0..rows).map(|row| (key(row), row)).collect();
            keys.sort_unstable();
            repeated(&keys)
        }
        // More combinations than a word counts.
        None => {
            let codes = |row: usize| -> Vec<u32> { columns.iter().map(|c| c.1[row]).collect() };
            let mut keys: Vec<(Vec<u32>, usize)> = (0..rows).map(|row| (codes(row), row)).collect();
            keys.sort_unstable();
            repeated(&keys)
        }
    };
    let named = &again[..again.len().min(Faults::LIMIT as usize)];
    let wanted: HashSet<Vec<u32>> = named
        .iter()
        .map(|row| columns.iter().map(|c| c.1[*row]).collect())
        .collect();
    let mut first: std::collections::HashMap<Vec<u32>, usize> = Default::default();
    if !wanted.is_empty() {
        let last = named.iter().copied().max().unwrap_or(0);
        let mut own = vec![0; columns.len()];
        for row in 0..last {
            own.iter_mut()
                .zip(&columns)
                .for_each(|(code, c)| *code = c.1[row]);
            if wanted.contains(&own) && !first.contains_key(&own) {
                first.insert(own.clone(), row);
                if first.len() == wanted.len() {
                    break;
                }
            }
        }
    }
    for row in named {
        let own: Vec<u32> = columns.iter().map(|c| c.1[*row]).collect();
        let labels: Vec<&str> = columns.iter().map(|c| &*c.0[c.1[*row] as usize]).collect();
        let line = first.get(&own).map_or(0, |first| table.line(*first));
        let message = format!("{}: given in line {line} already", labels.join(", "));
        faults.push(table.fault(Code::KeyDuplicate, *row, keys[0], message));
    }
    faults.count_more(Code::KeyDuplicate, (again.len() - named.len()) as u64);
    faults.into_vec()
}

/// The later rows of each key, in the order of the rows.
fn repeated<K: PartialEq>(sorted: &[(K, usize)]) -> Vec<usize> {
    let mut again: Vec<usize> = sorted
        .windows(2)
        .filter(|pair| pair[0].0 == pair[1].0)
        .map(|pair| pair[1].1)
        .collect();
    again.sort_unstable();
    again
}

/// Is every label of a column in a list? A code that the list has with leading zeros is said to have lost them.
///
/// ```
/// use mercatoria_data::{Options, check_codes, parse_table};
/// let text = b"product,value\n010121,1\n10129,2\n999999,3\n";
/// let (table, _) = parse_table("a.csv", text, &Options::default()).unwrap();
/// let faults = check_codes(&table, "product", &["010121", "010129"]);
/// assert_eq!(faults[0].to_string(), "error[code_lost_zeros] a.csv:3, field \"product\": \"10129\" is \"010129\" in the list");
/// assert_eq!(faults[1].to_string(), "error[code_unknown] a.csv:4, field \"product\": \"999999\" is not in the list");
/// ```
pub fn check_codes<L: AsRef<str>>(table: &Table, column: &str, list: &[L]) -> Vec<Fault> {
    let list: HashSet<&str> = list.iter().map(AsRef::as_ref).collect();
    let without_zeros: std::collections::HashMap<&str, &str> = list
        .iter()
        .filter(|code| code.starts_with('0'))
        .map(|code| (code.trim_start_matches('0'), *code))
        .collect();
    by_text(table, column, |text| {
        if list.contains(text) {
            None
        } else if let Some(code) = without_zeros.get(text) {
            let message = format!("{text:?} is {code:?} in the list");
            Some((Code::CodeLostZeros, message))
        } else {
            Some((Code::CodeUnknown, format!("{text:?} is not in the list")))
        }
    })
}

/// Is every label of a column one of a column of another table?
///
/// ```
/// use mercatoria_data::{Options, check_foreign, parse_table};
/// let options = Options::default();
/// let (rows, _) = parse_table("a.csv", b"region,value\nA,1\nC,2\n", &options).unwrap();
/// let (regions, _) = parse_table("regions.csv", b"code\nA\nB\n", &options).unwrap();
/// let faults = check_foreign(&rows, "region", &regions, "code");
/// assert_eq!(faults[0].to_string(), "error[key_foreign] a.csv:3, field \"region\": \"C\" is not in \"code\" of regions.csv");
/// ```
pub fn check_foreign(table: &Table, column: &str, other: &Table, key: &str) -> Vec<Fault> {
    let mut faults = Faults::default();
    let Some(columns) = all_columns(other, &[key], &mut faults) else {
        return faults.into_vec();
    };
    let (texts, _) = other.labels(columns[0]);
    let known: HashSet<&str> = texts.iter().map(|text| &**text).collect();
    by_text(table, column, |text| {
        let message = || format!("{text:?} is not in {key:?} of {}", other.file);
        (!known.contains(text)).then(|| (Code::KeyForeign, message()))
    })
}

/// Is every number of a column within bounds? Missing ones are.
///
/// ```
/// use mercatoria_data::{Options, check_range, parse_table};
/// let (table, _) = parse_table("a.csv", b"label,value\nA,1\nB,-2\n", &Options::default()).unwrap();
/// let faults = check_range(&table, "value", 0.0, f64::INFINITY);
/// assert_eq!(faults[0].to_string(), "error[number_negative] a.csv:3, field \"value\": -2 is below 0");
/// ```
pub fn check_range(table: &Table, column: &str, least: f64, most: f64) -> Vec<Fault> {
    let mut faults = Faults::default();
    let Some(columns) = all_columns(table, &[column], &mut faults) else {
        return faults.into_vec();
    };
    let owned;
    let numbers = match &table.columns[columns[0]].1 {
        Column::Numbers(numbers) => numbers,
        Column::Labels { .. } => {
            owned = table.numbers(columns[0], &mut faults);
            &owned
        }
    };
    let outside = |x: &f64| *x < least || *x > most;
    // Without a branch a row, and nearly always all there is to do.
    if numbers.iter().fold(false, |any, x| any | outside(x)) {
        for (row, x) in numbers.iter().enumerate().filter(|(_, x)| outside(x)) {
            let (code, message) = if *x < least && least == 0.0 {
                (Code::NumberNegative, format!("{x} is below 0"))
            } else if *x < least {
                (Code::NumberRange, format!("{x} is below {least}"))
            } else {
                (Code::NumberRange, format!("{x} is above {most}"))
            };
            faults.push(table.fault(code, row, column, message));
        }
    }
    faults.into_vec()
}

/// Places of columns; a fault for each that is not there.
fn all_columns(table: &Table, names: &[&str], faults: &mut Faults) -> Option<Vec<usize>> {
    let mut found = vec![];
    for name in names {
        match table.columns.iter().position(|(n, _)| n == name) {
            Some(at) => found.push(at),
            None => {
                let fault = Fault::new(Code::ColumnMissing, format!("no column {name:?}"));
                faults.push(fault.file(&table.file).field(*name));
            }
        }
    }
    (found.len() == names.len() && !found.is_empty()).then_some(found)
}

/// Faults of texts, each text judged once, at every row that has it.
fn by_text(
    table: &Table,
    column: &str,
    judge: impl Fn(&str) -> Option<(Code, String)>,
) -> Vec<Fault> {
    let mut faults = Faults::default();
    let Some(columns) = all_columns(table, &[column], &mut faults) else {
        return faults.into_vec();
    };
    let owned;
    let (texts, codes) = match &table.columns[columns[0]].1 {
        Column::Labels { dictionary, codes } => (dictionary, codes),
        Column::Numbers(_) => {
            owned = table.labels(columns[0]);
            (&owned.0, &owned.1)
        }
    };
    let wrong: Vec<Option<(Code, String)>> = texts.iter().map(|text| judge(text)).collect();
    if wrong.iter().any(Option::is_some) {
        for (row, code) in codes.iter().enumerate() {
            if let Some((kind, message)) = &wrong[*code as usize] {
                faults.push(table.fault(*kind, row, column, message));
            }
        }
    }
    faults.into_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, parse_table};
    use proptest::prelude::*;

    #[test]
    fn the_first_hundred_are_named_and_all_are_counted() {
        let text = format!("a,b,value\n{}", "x,y,-1\n".repeat(250));
        let (table, _) = parse_table("a.csv", text.as_bytes(), &Options::default()).unwrap();
        let unique = check_unique(&table, &["a", "b"]);
        assert_eq!(unique.len(), 101);
        assert!(
            unique[100].message.contains("249 in all"),
            "{}",
            unique[100]
        );
        assert!(
            check_range(&table, "value", 0.0, 1.0)[100]
                .message
                .contains("250 in all")
        );
        assert!(
            check_codes(&table, "a", &["z"])[100]
                .message
                .contains("250 in all")
        );
        assert_eq!(
            check_unique(&table, &["a", "c"])[0].code,
            Code::ColumnMissing
        );
    }

    proptest! {
        #[test]
        fn duplicates_are_those_of_a_plain_comparison(
            rows in prop::collection::vec((0u32..6, 0u32..2000, 0u32..3), 1..60),
            many in any::<bool>(),
        ) {
            let mut text = String::from("a,b,c,d\n");
            for (i, (a, b, c)) in rows.iter().enumerate() {
                text += &format!("{a},{b},{c},{i}\n");
            }
            let (table, _) = parse_table("a.csv", text.as_bytes(), &Options::default()).unwrap();
            let keys: &[&str] = if many { &["a", "b", "c"] } else { &["a", "c"] };
            let key = |i: usize| (rows[i].0, if many { rows[i].1 } else { 0 }, rows[i].2);
            let expected: Vec<u64> = (0..rows.len()).filter(|i| (0..*i).any(|j| key(j) == key(*i))).map(|i| i as u64 + 2).collect();
            let found: Vec<u64> = check_unique(&table, keys).iter().filter_map(|f| f.row).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
