//! Parts that add up to their totals, in decimal arithmetic.
use super::table::{PackageTable, grouped};
use mercatoria_core::dataset::{FieldRole, Total};
use mercatoria_core::{Code, Faults};
use mercatoria_numeric::decimal::Decimal;
use std::collections::{HashMap, HashSet};

/// The columns by which a cell is named, but for one.
fn others(table: &PackageTable, without: usize) -> Vec<usize> {
    let key = table
        .schema
        .primary_key
        .as_ref()
        .map_or(&[][..], |key| key.all());
    let in_key = |field: usize| key.contains(&table.fields()[field].name);
    let by_role = |field: usize| {
        table.role(field).is_some_and(|profile| {
            profile.role.is_dimension() || profile.role == FieldRole::UnitOfMeasure
        })
    };
    (0..table.fields().len())
        .filter(|field| *field != without && (in_key(*field) || by_role(*field)))
        .collect()
}

fn measures(table: &PackageTable) -> Vec<usize> {
    let is_sum = |field: &usize| {
        table
            .role(*field)
            .is_some_and(|profile| matches!(profile.role, FieldRole::Value | FieldRole::Quantity))
    };
    (0..table.fields().len()).filter(is_sum).collect()
}

/// The labels that are parts of a total.
fn is_part(table: &PackageTable, total: &Total, label: &str) -> bool {
    match &total.parts {
        Some(parts) => parts.iter().any(|part| part == label),
        None => {
            let totals = table
                .profile()
                .into_iter()
                .flat_map(|profile| &profile.totals);
            !totals
                .into_iter()
                .any(|other| other.field == total.field && other.code.as_deref() == Some(label))
        }
    }
}

struct Sum {
    amount: Decimal,
    /// Is a part not known?
    gaps: bool,
}

fn sum(table: &PackageTable, measure: usize, rows: impl Iterator<Item = usize>) -> Option<Sum> {
    let column = table.column(measure)?;
    let mut all = Sum {
        amount: Decimal::default(),
        gaps: false,
    };
    for row in rows {
        match column.number(row) {
            Some(x) => all.amount = all.amount.checked_add(x)?,
            None => all.gaps = true,
        }
    }
    Some(all)
}

/// Totals that stand in the table.
pub(super) fn within(table: &PackageTable, faults: &mut Faults) {
    let Some(profile) = table.profile() else {
        return;
    };
    for total in &profile.totals {
        let (Some(code), Some(field)) = (&total.code, table.field(&total.field)) else {
            continue;
        };
        let tolerance = total
            .tolerance
            .as_ref()
            .map(|t| t.decimal())
            .unwrap_or_default();
        let key = others(table, field);
        for rows in grouped(table, &key, 0..table.rows()).into_values() {
            let Some(at) = rows
                .iter()
                .copied()
                .find(|row| table.text(field, *row) == code)
            else {
                continue;
            };
            let mut parts: Vec<usize> = rows
                .iter()
                .copied()
                .filter(|row| is_part(table, total, table.text(field, *row)))
                .collect();
            if total.parts.is_none() {
                // A group and what it contains count once.
                let there: HashSet<&str> =
                    parts.iter().map(|row| table.text(field, *row)).collect();
                let inside: HashSet<&str> = profile
                    .groups
                    .iter()
                    .filter(|group| group.field == total.field && there.contains(&*group.code))
                    .flat_map(|group| &group.members)
                    .map(String::as_str)
                    .collect();
                parts.retain(|row| !inside.contains(table.text(field, *row)));
            }
            if parts.is_empty() {
                continue;
            }
            let labels: HashSet<&str> = parts.iter().map(|row| table.text(field, *row)).collect();
            let absent = total
                .parts
                .iter()
                .flatten()
                .any(|part| !labels.contains(&**part));
            for measure in measures(table) {
                let whole = table.column(measure).and_then(|column| column.number(at));
                let (Some(whole), Some(known)) =
                    (whole, sum(table, measure, parts.iter().copied()))
                else {
                    continue;
                };
                compare(
                    table,
                    measure,
                    at,
                    whole,
                    &known,
                    total.complete && !known.gaps && !absent,
                    tolerance,
                    faults,
                );
            }
        }
    }
}

#[allow(clippy::too_many_arguments)]
fn compare(
    table: &PackageTable,
    measure: usize,
    row: usize,
    whole: Decimal,
    known: &Sum,
    complete: bool,
    tolerance: Decimal,
    faults: &mut Faults,
) {
    let Some(difference) = known.amount.checked_sub(whole) else {
        return;
    };
    if complete && difference.abs() > tolerance {
        let message = format!(
            "the parts add up to {}, the total is {whole}: a difference of {difference}",
            known.amount
        );
        faults.push(table.fault(Code::PartsTotal, row, measure, message));
    } else if !complete && difference > tolerance {
        let message = format!(
            "the known parts add up to {}, more than their total {whole}",
            known.amount
        );
        faults.push(table.fault(Code::PartsExceed, row, measure, message));
    }
}

/// Totals that stand in another table.
pub(super) fn across(
    table: &PackageTable,
    tables: &HashMap<&str, &PackageTable>,
    faults: &mut Faults,
) {
    let Some(profile) = table.profile() else {
        return;
    };
    for total in &profile.totals {
        let (Some(elsewhere), Some(field)) = (&total.elsewhere, table.field(&total.field)) else {
            continue;
        };
        let Some(other) = tables.get(elsewhere.resource.as_str()) else {
            continue;
        };
        let here: Option<Vec<usize>> = elsewhere
            .fields
            .iter()
            .map(|name| table.field(name))
            .collect();
        let Some(here) = here else { continue };
        let tolerance = total
            .tolerance
            .as_ref()
            .map(|t| t.decimal())
            .unwrap_or_default();
        let parts = (0..table.rows()).filter(|row| is_part(table, total, table.text(field, *row)));
        // Within a key of the other table, parts are added only along the column of the total.
        let mut key = others(table, field);
        key.retain(|field| !here.contains(field));
        let key: Vec<usize> = here.iter().copied().chain(key).collect();
        for (labels, rows) in grouped(table, &key, parts) {
            let Some((whole, measure)) = whole_of(table, total, &labels[..here.len()], other)
            else {
                continue;
            };
            if let Some(known) = sum(table, measure, rows.iter().copied()) {
                compare(
                    table,
                    measure,
                    rows[0],
                    whole,
                    &known,
                    total.complete && !known.gaps,
                    tolerance,
                    faults,
                );
            }
        }
    }
}

/// The total of these labels in another table, and the column of the parts.
pub(super) fn whole_of(
    table: &PackageTable,
    total: &Total,
    labels: &[&str],
    other: &PackageTable,
) -> Option<(Decimal, usize)> {
    let elsewhere = total.elsewhere.as_ref()?;
    let there: Option<Vec<usize>> = elsewhere
        .fields
        .iter()
        .map(|name| other.field(name))
        .collect();
    let there = there?;
    let value = other.field(&elsewhere.value)?;
    let fits = |row: &usize| {
        let mut labelled = there.iter().zip(labels);
        labelled.all(|(field, label)| other.text(*field, *row) == *label)
            && elsewhere.rows.iter().all(|(name, wanted)| {
                let field = other.field(name);
                field.is_some_and(|field| {
                    wanted
                        .all()
                        .iter()
                        .any(|one| one == other.text(field, *row))
                })
            })
    };
    let rows: Vec<usize> = (0..other.rows()).filter(fits).collect();
    // One row for every combination of the values that are added up.
    let combinations: usize = elsewhere.rows.values().map(|v| v.all().len()).product();
    if rows.len() != combinations {
        return None;
    }
    let mut whole = Decimal::default();
    for row in rows {
        whole = whole.checked_add(other.column(value)?.number(row)?)?;
    }
    let measure = measures(table).first().copied()?;
    Some((whole, measure))
}
