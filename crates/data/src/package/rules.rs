//! What rows and tables obey: keys, references, code lists, labels, statuses, bounds.
use super::column::{Cell, Column};
use super::table::PackageTable;
use super::{named, totals};
use mercatoria_core::dataset::{
    self, CodeList, Field, FieldProfile, FieldRole, Flow, Period, Span, Status, TableRole,
};
use mercatoria_core::{Code, Faults};
use mercatoria_numeric::decimal::Decimal;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Rules inside one table.
pub(super) fn within(table: &PackageTable, faults: &mut Faults) {
    required(table, faults);
    if let Some(key) = &table.schema.primary_key {
        unique(table, key.all(), faults);
    }
    for key in table.schema.unique_keys.iter().flatten() {
        unique(table, &key.0, faults);
    }
    for field in 0..table.fields().len() {
        let constraints = table.fields()[field].constraints.as_ref();
        if constraints.is_some_and(|c| c.unique == Some(true)) {
            unique(
                table,
                std::slice::from_ref(&table.fields()[field].name),
                faults,
            );
        }
        if let (Some(column), Some(profile)) = (table.column(field), table.role(field)) {
            roles(table, column, profile, faults);
        }
    }
    bounds(table, faults);
    sourced(table, faults);
    periods(table, faults);
    spans(table, faults);
    totals::within(table, faults);
}

/// Rules between tables.
pub(super) fn across(descriptor: &dataset::Package, tables: &[PackageTable], faults: &mut Faults) {
    let by_name: HashMap<&str, &PackageTable> =
        tables.iter().map(|table| (table.name(), table)).collect();
    for table in tables {
        foreign(table, &by_name, faults);
        coded(descriptor, table, &by_name, faults);
        sources(table, tables, faults);
        totals::across(table, &by_name, faults);
    }
}

/// Cells that must be filled: required ones and those of the primary key.
fn required(table: &PackageTable, faults: &mut Faults) {
    let key = table
        .schema
        .primary_key
        .as_ref()
        .map_or(&[][..], |key| key.all());
    for (field, declared) in table.fields().iter().enumerate() {
        let is_required = key.contains(&declared.name)
            || declared
                .constraints
                .as_ref()
                .is_some_and(|c| c.required == Some(true));
        let Some(column) = table.column(field).filter(|_| is_required) else {
            continue;
        };
        if column.cells.contains(&Cell::Missing) {
            for row in (0..table.rows()).filter(|row| column.is_missing(*row)) {
                // A cell that could not be read has its own fault.
                if missing_text(table, declared, column.text(row)) {
                    let message = format!("{:?} is empty here", declared.name);
                    faults.push(table.fault(Code::ValueMissing, row, field, message));
                }
            }
        }
    }
}

fn missing_text(table: &PackageTable, field: &Field, text: &str) -> bool {
    let declared = field
        .missing_values
        .as_ref()
        .or(table.schema.missing_values.as_ref());
    declared.map_or(text.is_empty(), |list| {
        list.iter().any(|m| m.text() == text)
    }) || text.is_empty()
}

/// Combinations that stand twice. Rows with an empty cell name nothing and are left out.
fn unique(table: &PackageTable, names: &[String], faults: &mut Faults) {
    let fields: Option<Vec<usize>> = names.iter().map(|name| table.field(name)).collect();
    let Some(fields) = fields else { return };
    let columns: Option<Vec<&Column>> = fields.iter().map(|field| table.column(*field)).collect();
    let Some(columns) = columns else { return };
    // Numbers that are equal are one value, however they are written.
    let canonical: Vec<Vec<u32>> = columns.iter().map(|column| canonical(column)).collect();
    let code = |which: usize, row: usize| canonical[which][columns[which].codes[row] as usize];
    let rows = (0..table.rows()).filter(|row| !columns.iter().any(|c| c.is_missing(*row)));
    let bits: Vec<u32> = columns
        .iter()
        .map(|column| usize::BITS - column.texts.len().leading_zeros())
        .collect();
    let mut twice: Vec<(usize, usize)> = if bits.iter().sum::<u32>() <= 128 {
        let key = |row: usize| {
            let each = bits.iter().enumerate();
            each.fold(0u128, |key, (which, bits)| {
                key << bits | u128::from(code(which, row))
            })
        };
        repeated(rows.map(|row| (key(row), row)).collect())
    } else {
        let key = |row: usize| {
            (0..columns.len())
                .map(|which| code(which, row))
                .collect::<Vec<u32>>()
        };
        repeated(rows.map(|row| (key(row), row)).collect())
    };
    twice.sort_unstable();
    for (row, first) in twice {
        let cells: Vec<&str> = columns.iter().map(|column| column.text(row)).collect();
        let (file, line) = table.place(first);
        let there = if file == table.file_of(row) {
            String::new()
        } else {
            format!("{file}, ")
        };
        let message = format!("{} stands on {there}line {line} already", cells.join(", "));
        faults.push(table.fault(Code::KeyDuplicate, row, fields[0], message));
    }
}

/// Rows whose key stands before, and the first row that has it.
fn repeated<K: Ord>(mut keys: Vec<(K, usize)>) -> Vec<(usize, usize)> {
    keys.sort_unstable();
    let mut twice = vec![];
    let mut first = 0;
    for at in 1..keys.len() {
        if keys[at].0 == keys[first].0 {
            twice.push((keys[at].1, keys[first].1));
        } else {
            first = at;
        }
    }
    twice
}

/// The same code for texts that stand for the same value.
fn canonical(column: &Column) -> Vec<u32> {
    let mut first: Vec<(Decimal, u32)> = vec![];
    let number = |cell: &Cell| {
        if let Cell::Number(x) = cell {
            Some(*x)
        } else {
            None
        }
    };
    let mut order: Vec<(Decimal, u32)> = (0u32..)
        .zip(&column.cells)
        .filter_map(|(i, cell)| Some((number(cell)?, i)))
        .collect();
    order.sort();
    let mut codes: Vec<u32> = (0..column.texts.len() as u32).collect();
    for (x, code) in order {
        match first.last() {
            Some((y, same)) if *y == x => codes[code as usize] = *same,
            _ => first.push((x, code)),
        }
    }
    codes
}

/// What the role of a column asks of its cells.
fn roles(table: &PackageTable, column: &Column, profile: &FieldProfile, faults: &mut Faults) {
    let field = column.field;
    let mut each = |code: Code, bad: &dyn Fn(&str, &Cell) -> Option<String>| {
        let found: Vec<Option<String>> = column
            .texts
            .iter()
            .zip(&column.cells)
            .map(|(text, cell)| {
                if *cell == Cell::Missing {
                    None
                } else {
                    bad(text, cell)
                }
            })
            .collect();
        if found.iter().any(Option::is_some) {
            for row in 0..table.rows() {
                if let Some(message) = &found[column.codes[row] as usize] {
                    faults.push(table.fault(code, row, field, message.clone()));
                }
            }
        }
    };
    let zero = Decimal::default();
    let negative = |cell: &Cell| match cell {
        Cell::Number(x) => *x < zero,
        Cell::Wide(x) => *x < 0.0,
        _ => false,
    };
    let word = |text: &str| {
        profile
            .words
            .get(text)
            .cloned()
            .unwrap_or_else(|| text.to_owned())
    };
    let role = profile.role;
    match role {
        FieldRole::Value | FieldRole::Quantity | FieldRole::Error => {
            each(Code::NumberNegative, &|text, cell| {
                negative(cell).then(|| format!("{text} is not an amount"))
            });
        }
        FieldRole::Status => each(Code::StatusUnknown, &|text, _| {
            Status::named(&word(text)).is_none().then(|| {
                let known = Status::ALL.map(Status::as_str);
                let meant = mercatoria_core::param::nearest(text, known.into_iter());
                match meant {
                    Some(meant) => format!("{text:?} is no status; did you mean {meant:?}?"),
                    None => format!("{text:?} is no status; there are {}", known.join(", ")),
                }
            })
        }),
        FieldRole::Flow => each(Code::ValueListed, &|text, _| {
            Flow::named(&word(text))
                .is_none()
                .then(|| format!("{text:?} is no flow; there are exports, imports, two_way, balance (or declare `words`)"))
        }),
        FieldRole::Period | FieldRole::PeriodStart | FieldRole::PeriodEnd => {
            each(Code::DateInvalid, &|text, _| {
                Period::parse(text).is_none().then(|| {
                    format!("{text:?} is no period (YYYY, YYYY-MM, YYYY-Q1, 2023-01/2023-05)")
                })
            })
        }
        FieldRole::Date => each(Code::DateInvalid, &|text, _| {
            mercatoria_core::When::parse(text)
                .is_none()
                .then(|| format!("{text:?} is not a date (YYYY-MM-DD, YYYY-MM, YYYY)"))
        }),
        FieldRole::Direction => each(Code::DirectionInvalid, &|text, cell| {
            let one = [Decimal::new(1, 0), Decimal::new(-1, 0)];
            let sound = matches!(cell, Cell::Number(x) if one.contains(&Some(*x)));
            (!sound).then(|| format!("{text:?} is neither 1 nor -1"))
        }),
        FieldRole::Weight => each(Code::WeightInvalid, &|text, cell| {
            (negative(cell) || *cell == Cell::Text).then(|| format!("{text:?} is no weight"))
        }),
        FieldRole::UnitOfMeasure | FieldRole::Currency | FieldRole::Level => {}
        _ => {}
    }
    let labels = role.is_dimension() || role == FieldRole::Code;
    if !labels {
        return;
    }
    each(Code::LabelSpace, &|text, _| {
        (text.trim() != text).then(|| format!("{text:?} has space around it"))
    });
    let mut folded: HashMap<String, &str> = HashMap::new();
    for (text, _) in column
        .texts
        .iter()
        .zip(&column.cells)
        .filter(|(_, cell)| **cell != Cell::Missing)
    {
        if let Some(other) = folded.insert(text.trim().to_lowercase(), text)
            && other.trim() != text.trim()
            && let Some(row) = (0..table.rows()).find(|row| column.text(*row) == &**text)
        {
            faults.push(table.fault(
                Code::LabelTwin,
                row,
                field,
                format!("{text:?} and {other:?} count as two labels"),
            ));
        }
    }
    lost_zeros_by_level(table, column, profile, faults);
}

/// Codes of a declared number of digits that have one digit fewer.
fn lost_zeros_by_level(
    table: &PackageTable,
    column: &Column,
    profile: &FieldProfile,
    faults: &mut Faults,
) {
    let digits = profile
        .level
        .as_ref()
        .and_then(|level| level.0.parse::<usize>().ok());
    let Some(digits) = digits.filter(|_| profile.codes.is_none()) else {
        return;
    };
    let beside: HashSet<&str> = beside_codes(table, column.field).collect();
    for row in 0..table.rows() {
        let text = column.text(row);
        let other_level = profile.levels.values().flatten().any(|code| code == text);
        if beside.contains(text) || other_level || column.is_missing(row) {
            continue;
        }
        let all_digits = text.bytes().all(|b| b.is_ascii_digit());
        if all_digits && text.len() + 1 == digits {
            let message = format!(
                "{text:?} has {} digits where codes have {digits}: 0{text}?",
                text.len()
            );
            faults.push(table.fault(Code::CodeLostZeros, row, column.field, message));
        } else if text.chars().count() != digits {
            let message = format!("{text:?} is not of {digits} digits, the level that is declared");
            faults.push(table.fault(Code::LevelsMixed, row, column.field, message));
        }
    }
}

/// Labels of totals and residuals of a column.
pub(super) fn beside_codes(table: &PackageTable, field: usize) -> impl Iterator<Item = &str> {
    let name = table.fields().get(field).map(|f| &*f.name);
    let profile = table.profile();
    let totals = profile
        .into_iter()
        .flat_map(|p| &p.totals)
        .filter(move |total| Some(&*total.field) == name)
        .filter_map(|total| total.code.as_deref());
    let residuals = profile
        .into_iter()
        .flat_map(|p| &p.residuals)
        .filter(move |residual| Some(&*residual.field) == name)
        .map(|residual| &*residual.code);
    totals.chain(residuals)
}

/// Lower ≤ value ≤ upper, and withheld cells are empty.
fn bounds(table: &PackageTable, faults: &mut Faults) {
    let value = table.with_role(FieldRole::Value).next();
    let of = |field: usize| {
        table
            .role(field)
            .and_then(|profile| profile.of.as_deref())
            .and_then(|name| table.field(name))
            .or(value)
    };
    let lowers: Vec<usize> = table.with_role(FieldRole::Lower).collect();
    let uppers: Vec<usize> = table.with_role(FieldRole::Upper).collect();
    let number =
        |field: usize, row: usize| table.column(field).and_then(|column| column.number(row));
    for lower in &lowers {
        let upper = uppers.iter().find(|upper| of(**upper) == of(*lower));
        for row in 0..table.rows() {
            let low = number(*lower, row);
            let high = upper.and_then(|upper| number(*upper, row));
            if let (Some(low), Some(high)) = (low, high)
                && low > high
            {
                faults.push(table.fault(
                    Code::BoundsInvalid,
                    row,
                    *lower,
                    format!("[{low}, {high}] encloses nothing"),
                ));
            }
        }
    }
    for (side, fields) in [
        (std::cmp::Ordering::Less, &lowers),
        (std::cmp::Ordering::Greater, &uppers),
    ] {
        for bound in fields {
            let Some(value) = of(*bound) else { continue };
            for row in 0..table.rows() {
                if let (Some(x), Some(end)) = (number(value, row), number(*bound, row))
                    && x.cmp(&end) == side
                {
                    faults.push(table.fault(
                        Code::BoundsInvalid,
                        row,
                        *bound,
                        format!("{x} lies outside its own bound {end}"),
                    ));
                }
            }
        }
    }
    for status in table.with_role(FieldRole::Status) {
        let (Some(column), Some(value)) = (table.column(status), of(status)) else {
            continue;
        };
        let Some(values) = table.column(value) else {
            continue;
        };
        for row in 0..table.rows() {
            if status_of(table, status, row) == Some(Status::Suppressed) && !values.is_missing(row)
            {
                let message = format!(
                    "the cell is {:?} and has the value {}",
                    column.text(row),
                    values.text(row)
                );
                faults.push(table.fault(Code::SuppressedValue, row, value, message));
            }
        }
    }
}

/// The status of a row.
pub(super) fn status_of(table: &PackageTable, field: usize, row: usize) -> Option<Status> {
    let text = table.text(field, row);
    let word = table
        .role(field)
        .and_then(|profile| profile.words.get(text));
    Status::named(word.map_or(text, |word| word))
}

/// A value whose column of sources is empty.
fn sourced(table: &PackageTable, faults: &mut Faults) {
    let Some(source) = table.with_role(FieldRole::Source).next() else {
        return;
    };
    let value = table
        .with_role(FieldRole::Value)
        .chain(table.with_role(FieldRole::Score))
        .next();
    let Some(column) = table.column(source) else {
        return;
    };
    for row in 0..table.rows() {
        let filled = value
            .and_then(|value| table.column(value))
            .is_none_or(|values| !values.is_missing(row));
        if column.is_missing(row) && filled {
            faults.push(table.fault(Code::SourceMissing, row, source, "the row names no source"));
        }
    }
}

/// The end of a period lies after its beginning.
fn periods(table: &PackageTable, faults: &mut Faults) {
    let (Some(start), Some(end)) = (
        table.with_role(FieldRole::PeriodStart).next(),
        table.with_role(FieldRole::PeriodEnd).next(),
    ) else {
        return;
    };
    for row in 0..table.rows() {
        let (from, to) = (table.text(start, row), table.text(end, row));
        let parsed = (Period::parse(from), Period::parse(to));
        if let (Some(first), Some(last)) = parsed
            && last.last < first.first
        {
            faults.push(table.fault(
                Code::DateOrder,
                row,
                end,
                format!("{to:?} lies before {from:?}"),
            ));
        }
    }
}

/// One column of periods holds periods of one length; where several are meant, two columns say begin and end.
fn spans(table: &PackageTable, faults: &mut Faults) {
    let Some(field) = table.with_role(FieldRole::Period).next() else {
        return;
    };
    let Some(column) = table.column(field) else {
        return;
    };
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let length = |text: &str| {
        Period::parse(text).map(|period| match period.span() {
            // Months are as long as each other, whichever of the year they are.
            Span::Months { count, .. } => format!("{count} months"),
            span => span.to_string(),
        })
    };
    let lengths: Vec<Option<String>> = column.texts.iter().map(|text| length(text)).collect();
    for row in 0..table.rows() {
        if let Some(length) = &lengths[column.codes[row] as usize] {
            *counts.entry(length.clone()).or_default() += 1;
        }
    }
    if counts.len() < 2 {
        return;
    }
    let usual = counts
        .iter()
        .max_by_key(|(_, count)| **count)
        .map(|(length, _)| length.clone());
    let other = (0..table.rows()).find(|row| {
        let length = &lengths[column.codes[*row] as usize];
        length.is_some() && *length != usual
    });
    if let Some(row) = other {
        let message = format!(
            "{} covers {}, most rows cover {}",
            column.text(row),
            lengths[column.codes[row] as usize]
                .as_deref()
                .unwrap_or_default(),
            usual.unwrap_or_default()
        );
        faults.push(table.fault(Code::PeriodPart, row, field, message).warning());
    }
}

/// References to rows of other tables.
fn foreign(table: &PackageTable, tables: &HashMap<&str, &PackageTable>, faults: &mut Faults) {
    for (i, key) in table.schema.foreign_keys.iter().flatten().enumerate() {
        let name = key
            .reference
            .resource
            .as_deref()
            .filter(|name| !name.is_empty());
        let target = match name {
            None => table,
            // A table that could not be read has its own faults.
            Some(name) => match tables.get(name) {
                Some(target) => target,
                None => continue,
            },
        };
        let fields: Option<Vec<usize>> = key
            .fields
            .all()
            .iter()
            .map(|name| table.field(name))
            .collect();
        let there: Option<Vec<usize>> = key
            .reference
            .fields
            .all()
            .iter()
            .map(|name| target.field(name))
            .collect();
        let (Some(fields), Some(there)) = (fields, there) else {
            continue;
        };
        let known: HashSet<Vec<&str>> = match &there[..] {
            [one] => {
                let texts = target.column(*one).map_or(&[][..], |column| &column.texts);
                texts.iter().map(|text| vec![&**text]).collect()
            }
            several => (0..target.rows())
                .map(|row| {
                    several
                        .iter()
                        .map(|field| target.text(*field, row))
                        .collect()
                })
                .collect(),
        };
        // A single column is looked up once a text, not once a row.
        let bad: Option<Vec<bool>> = match &fields[..] {
            [one] => table.column(*one).map(|column| {
                let texts = column.texts.iter();
                texts.map(|text| !known.contains(&vec![&**text])).collect()
            }),
            _ => None,
        };
        if bad.as_ref().is_some_and(|bad| !bad.contains(&true)) {
            continue;
        }
        for row in 0..table.rows() {
            let missing = |field: &usize| {
                table
                    .column(*field)
                    .is_none_or(|column| column.is_missing(row))
            };
            if fields.iter().any(missing) {
                continue;
            }
            let cells: Vec<&str> = fields.iter().map(|field| table.text(*field, row)).collect();
            if known.contains(&cells) {
                continue;
            }
            let (code, message) = match &cells[..] {
                [one] => unknown_code(
                    one,
                    &|text| known.contains(&vec![text]),
                    "the table it refers to",
                ),
                _ => (Code::KeyForeign, None),
            };
            let code = if code == Code::CodeUnknown {
                Code::KeyForeign
            } else {
                code
            };
            let message = message.unwrap_or_else(|| {
                format!(
                    "{} is not in the table {:?}",
                    cells.join(", "),
                    target.name()
                )
            });
            let mut fault = table.fault(code, row, fields[0], message);
            fault.pointer = Some(format!("/resources/{}/schema/foreignKeys/{i}", table.index));
            faults.push(fault);
        }
    }
}

/// The code of a code that is not in its list: did it lose zeros?
fn unknown_code(text: &str, known: &dyn Fn(&str) -> bool, list: &str) -> (Code, Option<String>) {
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        for zeros in 1..=4 {
            let padded = format!("{}{text}", "0".repeat(zeros));
            if known(&padded) {
                return (
                    Code::CodeLostZeros,
                    Some(format!("{text:?} is {padded:?} in {list}")),
                );
            }
        }
    }
    (Code::CodeUnknown, None)
}

/// Codes of columns that name a list.
fn coded(
    descriptor: &dataset::Package,
    table: &PackageTable,
    tables: &HashMap<&str, &PackageTable>,
    faults: &mut Faults,
) {
    let lists: &[CodeList] = descriptor
        .mercatoria
        .as_ref()
        .map_or(&[], |profile| &profile.code_lists);
    let mut read: BTreeMap<&str, Option<HashSet<&str>>> = BTreeMap::new();
    for field in 0..table.fields().len() {
        let named_list = table
            .role(field)
            .and_then(|profile| profile.codes.as_deref());
        let Some(list) = named_list.and_then(|id| lists.iter().find(|list| list.id == id)) else {
            continue;
        };
        for one in lists
            .iter()
            .filter(|one| one.classification == list.classification)
        {
            read.entry(&one.id).or_insert_with(|| codes_of(one, tables));
        }
        let (Some(Some(codes)), Some(column)) = (read.get(&*list.id), table.column(field)) else {
            continue;
        };
        let beside: HashSet<&str> = beside_codes(table, field).collect();
        let profile = table.role(field);
        let other_level = |text: &str| {
            profile.is_some_and(|p| p.levels.values().flatten().any(|code| code == text))
        };
        let verdict = |text: &str| {
            if codes.contains(text)
                || beside.contains(text)
                || other_level(text)
                || list.also.iter().any(|a| a == text)
            {
                return None;
            }
            let (code, message) = unknown_code(
                text,
                &|t| codes.contains(t),
                &format!("the list {:?}", list.id),
            );
            if let Some(message) = message {
                return Some((code, message));
            }
            let elsewhere = lists.iter().find(|other| {
                other.classification == list.classification
                    && other.vintage != list.vintage
                    && matches!(read.get(&*other.id), Some(Some(codes)) if codes.contains(text))
            });
            Some(match elsewhere {
                Some(other) => (
                    Code::CodeVintage,
                    format!(
                        "{text:?} is a code of {} {}, not of {}",
                        other.classification, other.vintage, list.vintage
                    ),
                ),
                None => (
                    Code::CodeUnknown,
                    format!("{text:?} is not in the list {:?}", list.id),
                ),
            })
        };
        let found: Vec<_> = column
            .texts
            .iter()
            .zip(&column.cells)
            .map(|(text, cell)| {
                if *cell == Cell::Missing {
                    None
                } else {
                    verdict(text)
                }
            })
            .collect();
        for row in 0..table.rows() {
            if let Some((code, message)) = &found[column.codes[row] as usize] {
                faults.push(table.fault(*code, row, field, message.clone()));
            }
        }
    }
}

/// The codes of a list; `None` if its table could not be read.
fn codes_of<'a>(
    list: &'a CodeList,
    tables: &HashMap<&str, &'a PackageTable>,
) -> Option<HashSet<&'a str>> {
    if let Some(codes) = &list.codes {
        return Some(codes.iter().map(String::as_str).collect());
    }
    let table = tables.get(named(list.resource.as_ref()?))?;
    let column = table.column(table.field(list.field.as_deref().unwrap_or("code"))?)?;
    Some(column.texts.iter().map(|text| &**text).collect())
}

/// Ids of sources are in the table of sources.
fn sources(table: &PackageTable, tables: &[PackageTable], faults: &mut Faults) {
    let listed = tables
        .iter()
        .find(|t| t.profile().is_some_and(|p| p.role == TableRole::Sources));
    let Some(listed) = listed else { return };
    let Some(ids) = listed
        .with_role(FieldRole::Code)
        .next()
        .and_then(|field| listed.column(field))
    else {
        return;
    };
    let known: HashSet<&str> = ids.texts.iter().map(|text| &**text).collect();
    for field in table.with_role(FieldRole::Source) {
        let Some(column) = table.column(field) else {
            continue;
        };
        let separator = table
            .role(field)
            .and_then(|profile| profile.separator.as_deref());
        let verdict = |text: &str| {
            let parts: Vec<&str> = match separator {
                Some(separator) => text.split(separator).collect(),
                None => vec![text],
            };
            parts
                .into_iter()
                .map(str::trim)
                .find(|id| !known.contains(id))
                .map(|id| format!("{id:?} is not in the table {:?}", listed.name()))
        };
        let found: Vec<_> = column
            .texts
            .iter()
            .zip(&column.cells)
            .map(|(text, cell)| {
                if *cell == Cell::Missing {
                    None
                } else {
                    verdict(text)
                }
            })
            .collect();
        for row in 0..table.rows() {
            if let Some(message) = &found[column.codes[row] as usize] {
                faults.push(table.fault(Code::KeyForeign, row, field, message.clone()));
            }
        }
    }
}
