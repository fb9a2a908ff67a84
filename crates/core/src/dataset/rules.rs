//! What the parts of a descriptor say of each other.
use super::{
    Absent, Field, FieldRole, FieldType, Flow, Package, Period, Resource, Status, TableSchema,
};
use crate::{Code, Fault, Faults};
use mercatoria_numeric::decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn rules(package: &Package, faults: &mut Faults) {
    if package.resources.is_empty() {
        return;
    }
    let mut names = BTreeMap::new();
    for (i, resource) in package.resources.iter().enumerate() {
        let at = format!("/resources/{i}");
        if let Some(first) = names.insert(resource.name.as_str(), i) {
            let message = format!(
                "{:?} is the name of /resources/{first} already",
                resource.name.as_str()
            );
            faults.push(Fault::new(Code::NameDuplicate, message).pointer(format!("{at}/name")));
        }
        form(resource, &at, faults);
        dialect(resource, &at, faults);
        if let Some(schema) = &resource.schema {
            table_schema(package, resource, schema, &format!("{at}/schema"), faults);
        }
        profile(package, resource, &at, faults);
    }
    for (licenses, at) in std::iter::once((&package.licenses, String::new())).chain(
        package
            .resources
            .iter()
            .enumerate()
            .map(|(i, r)| (&r.licenses, format!("/resources/{i}"))),
    ) {
        for (i, license) in licenses.iter().flatten().enumerate() {
            if license.name.is_none() && license.path.is_none() {
                let fault = Fault::new(Code::FieldMissing, "a licence has a name or a path");
                faults.push(
                    fault
                        .pointer(format!("{at}/licenses/{i}/name"))
                        .field("name"),
                );
            }
        }
    }
    code_lists(package, faults);
}

fn invalid(message: impl Into<String>, pointer: impl Into<String>) -> Fault {
    Fault::new(Code::DescriptorInvalid, message).pointer(pointer)
}

fn form(resource: &Resource, at: &str, faults: &mut Faults) {
    match (&resource.path, &resource.data) {
        (None, None) => {
            let fault = Fault::new(Code::FieldMissing, "a table has a `path` or `data`");
            faults.push(fault.pointer(format!("{at}/path")).field("path"));
        }
        (Some(_), Some(_)) => faults.push(invalid(
            "a table has either `path` or `data`, not both",
            format!("{at}/data"),
        )),
        (None, Some(data)) if !data.is_array() => faults.push(invalid(
            "the data of a table are a list of rows",
            format!("{at}/data"),
        )),
        _ => {}
    }
    if let Some(hash) = &resource.hash {
        let (algorithm, digits) = hash.split_once(':').unwrap_or(("md5", hash));
        let length = match algorithm {
            "md5" => 32,
            "sha1" => 40,
            "sha256" => 64,
            "sha512" => 128,
            _ => 0,
        };
        let sound = length == 0 && !digits.is_empty()
            || digits.len() == length && digits.bytes().all(|b| b.is_ascii_hexdigit());
        if !sound {
            let message = format!("a hash of {algorithm} has {length} hexadecimal digits");
            faults.push(invalid(message, format!("{at}/hash")));
        }
    }
}

/// What the reader does not read is said, not ignored.
fn dialect(resource: &Resource, at: &str, faults: &mut Faults) {
    let Some(dialect) = &resource.dialect else {
        return;
    };
    let at = format!("{at}/dialect");
    let mut refuse = |is: bool, property: &str, message: &str| {
        if is {
            faults.push(
                Fault::new(Code::DialectUnsupported, message).pointer(format!("{at}/{property}")),
            );
        }
    };
    let one = |text: &Option<String>| text.as_ref().is_some_and(|t| t.len() != 1 || !t.is_ascii());
    refuse(
        dialect.header == Some(false),
        "header",
        "a table without a header line is not read: add one",
    );
    refuse(
        dialect
            .header_rows
            .as_ref()
            .is_some_and(|rows| rows[..] != [1]),
        "headerRows",
        "only a header in the first line is read",
    );
    refuse(
        dialect
            .comment_rows
            .as_ref()
            .is_some_and(|rows| !rows.is_empty()),
        "commentRows",
        "rows left out by number are not supported: use commentChar",
    );
    refuse(
        one(&dialect.comment_char),
        "commentChar",
        "one ASCII character begins a comment",
    );
    refuse(
        one(&dialect.delimiter),
        "delimiter",
        "one ASCII character stands between fields",
    );
    let terminator = dialect.line_terminator.as_deref();
    refuse(
        terminator.is_some_and(|t| !matches!(t, "\n" | "\r\n")),
        "lineTerminator",
        "lines end with \\n or \\r\\n",
    );
    let quote = dialect.quote_char.as_deref();
    refuse(
        quote.is_some_and(|q| q != "\""),
        "quoteChar",
        "fields are quoted with \" only",
    );
    refuse(
        dialect.double_quote == Some(false),
        "doubleQuote",
        "quotation marks inside a field are doubled",
    );
    refuse(
        dialect.escape_char.is_some(),
        "escapeChar",
        "escape characters are not read: quote the field",
    );
    refuse(
        dialect.skip_initial_space == Some(true),
        "skipInitialSpace",
        "space after a delimiter is kept: remove it from the file",
    );
    let nested = dialect.csv.as_ref().and_then(crate::Json::as_object);
    refuse(
        nested.is_some_and(|nested| !nested.is_empty()),
        "csv",
        "the properties stand directly in the dialect, not in an object `csv`",
    );
}

fn table_schema(
    package: &Package,
    resource: &Resource,
    schema: &TableSchema,
    at: &str,
    faults: &mut Faults,
) {
    let mut names = BTreeSet::new();
    for (i, field) in schema.fields.iter().enumerate() {
        let at = format!("{at}/fields/{i}");
        if !names.insert(&*field.name) {
            let message = format!("the column {:?} is declared twice", field.name);
            faults.push(Fault::new(Code::NameDuplicate, message).pointer(format!("{at}/name")));
        }
        column(field, &at, faults);
    }
    let known = |name: &str, at: String, faults: &mut Faults| {
        if !names.contains(name) {
            let meant = crate::param::nearest(name, names.iter().copied())
                .map_or(String::new(), |meant| format!("; did you mean {meant:?}?"));
            faults.push(
                Fault::new(
                    Code::KeyForeign,
                    format!("the table has no column {name:?}{meant}"),
                )
                .pointer(at),
            );
        }
    };
    let all = |names: &super::OneOrMany, at: String, faults: &mut Faults| {
        let single = matches!(names, super::OneOrMany::One(_));
        for (i, name) in names.all().iter().enumerate() {
            known(
                name,
                if single {
                    at.clone()
                } else {
                    format!("{at}/{i}")
                },
                faults,
            );
        }
    };
    if let Some(key) = &schema.primary_key {
        all(key, format!("{at}/primaryKey"), faults);
    }
    for (i, key) in schema.unique_keys.iter().flatten().enumerate() {
        for (j, name) in key.0.iter().enumerate() {
            known(name, format!("{at}/uniqueKeys/{i}/{j}"), faults);
        }
    }
    for (i, key) in schema.foreign_keys.iter().flatten().enumerate() {
        let at = format!("{at}/foreignKeys/{i}");
        all(&key.fields, format!("{at}/fields"), faults);
        let reference = &key.reference;
        if key.fields.all().len() != reference.fields.all().len() {
            let message = "as many columns are referred to as refer";
            faults.push(invalid(message, format!("{at}/reference/fields")));
        }
        let name = reference
            .resource
            .as_deref()
            .filter(|name| !name.is_empty());
        let target = match name {
            None => Some(resource),
            Some(name) => package.resources.iter().find(|r| r.name.as_str() == name),
        };
        let Some(target) = target else {
            let message = format!("the package has no table {:?}", name.unwrap_or_default());
            faults.push(
                Fault::new(Code::KeyForeign, message).pointer(format!("{at}/reference/resource")),
            );
            continue;
        };
        for (j, name) in reference.fields.all().iter().enumerate() {
            let there = target
                .schema
                .iter()
                .flat_map(|s| &s.fields)
                .any(|f| f.name == *name);
            if !there {
                let message = format!(
                    "the table {:?} has no column {name:?}",
                    target.name.as_str()
                );
                let at = match reference.fields {
                    super::OneOrMany::One(_) => format!("{at}/reference/fields"),
                    super::OneOrMany::Many(_) => format!("{at}/reference/fields/{j}"),
                };
                faults.push(Fault::new(Code::KeyForeign, message).pointer(at));
            }
        }
    }
    let mut missing = BTreeSet::new();
    for (i, value) in schema.missing_values.iter().flatten().enumerate() {
        if !missing.insert(value.text()) {
            let message = format!("{:?} is listed twice", value.text());
            faults.push(invalid(message, format!("{at}/missingValues/{i}")));
        }
    }
}

fn column(field: &Field, at: &str, faults: &mut Faults) {
    let kind = field.kind.unwrap_or_default();
    let one = |text: &Option<String>| text.as_ref().is_some_and(|t| t.chars().count() != 1);
    if one(&field.decimal_char) {
        faults.push(invalid(
            "one character stands before the decimals",
            format!("{at}/decimalChar"),
        ));
    }
    if field.decimal_char.is_some() && field.decimal_char == field.group_char {
        faults.push(invalid(
            "the character between groups of digits is another than the one before the decimals",
            format!("{at}/groupChar"),
        ));
    }
    if let Some(constraints) = &field.constraints {
        let at = format!("{at}/constraints");
        for (name, bound) in [
            ("minimum", &constraints.minimum),
            ("maximum", &constraints.maximum),
            ("exclusiveMinimum", &constraints.exclusive_minimum),
            ("exclusiveMaximum", &constraints.exclusive_maximum),
        ] {
            let Some(bound) = bound else { continue };
            let number = match bound {
                crate::Json::Number(number) => number.to_string(),
                crate::Json::String(text) => text.clone(),
                _ => String::new(),
            };
            let sound = match kind {
                FieldType::Number | FieldType::Integer | FieldType::Year => {
                    Decimal::parse_bytes(number.as_bytes()).is_ok()
                }
                FieldType::Date | FieldType::Yearmonth | FieldType::Datetime => {
                    Period::parse(number.get(..10).unwrap_or(&number)).is_some()
                }
                FieldType::Time | FieldType::Duration => !number.is_empty(),
                _ => false,
            };
            if !sound {
                let message = format!("{bound} bounds no column of type {}", kind.as_str());
                faults.push(invalid(message, format!("{at}/{name}")));
            }
        }
        let lengths = (constraints.min_length, constraints.max_length);
        if let (Some(least), Some(most)) = lengths
            && least > most
        {
            faults.push(invalid(
                "no text is that short and that long",
                format!("{at}/maxLength"),
            ));
        }
    }
    let Some(profile) = &field.mercatoria else {
        return;
    };
    let at = format!("{at}/mercatoria");
    let numeric = matches!(
        kind,
        FieldType::Number | FieldType::Integer | FieldType::Any
    );
    if profile.role.is_measure() && !numeric {
        let message = format!(
            "a column of role {} holds numbers, not {}",
            profile.role.as_str(),
            kind.as_str()
        );
        faults.push(invalid(message, format!("{at}/role")));
    }
    let code = matches!(
        profile.role,
        FieldRole::Region
            | FieldRole::Industry
            | FieldRole::Product
            | FieldRole::Partner
            | FieldRole::Code
    );
    if code && matches!(kind, FieldType::Number | FieldType::Integer) {
        let message = format!(
            "codes of role {} are text: as numbers they lose their leading zeros",
            profile.role.as_str()
        );
        faults.push(Fault::new(Code::CodeLostZeros, message).pointer(format!("{at}/role")));
    }
    for (word, meaning) in &profile.words {
        let known = match profile.role {
            FieldRole::Flow => Flow::named(meaning).is_some(),
            FieldRole::Status => Status::named(meaning).is_some(),
            _ => true,
        };
        if !known {
            let message = format!("{meaning:?} is no {} of the profile", profile.role.as_str());
            faults.push(invalid(
                message,
                format!("{at}/words/{}", super::pointer_step(word)),
            ));
        }
    }
}

fn profile(package: &Package, resource: &Resource, at: &str, faults: &mut Faults) {
    let fields: &[Field] = resource.schema.as_ref().map_or(&[], |s| &s.fields);
    let column = |name: &str, pointer: String, faults: &mut Faults| {
        let found = fields.iter().any(|f| f.name == name);
        if !found {
            let meant = crate::param::nearest(name, fields.iter().map(|f| &*f.name))
                .map_or(String::new(), |meant| format!("; did you mean {meant:?}?"));
            faults.push(
                Fault::new(
                    Code::KeyForeign,
                    format!("the table has no column {name:?}{meant}"),
                )
                .pointer(pointer),
            );
        }
        found
    };
    let lists: Vec<&str> = package
        .mercatoria
        .iter()
        .flat_map(|p| &p.code_lists)
        .map(|l| &*l.id)
        .collect();
    for (i, field) in fields.iter().enumerate() {
        let Some(of) = &field.mercatoria else {
            continue;
        };
        let at = format!("{at}/schema/fields/{i}/mercatoria");
        if let Some(name) = &of.of {
            column(name, format!("{at}/of"), faults);
        }
        if let Some(list) = &of.codes
            && !lists.contains(&&**list)
        {
            let meant = crate::param::nearest(list, lists.iter().copied())
                .map_or(String::new(), |meant| format!("; did you mean {meant:?}?"));
            faults.push(
                Fault::new(Code::KeyForeign, format!("no code list {list:?}{meant}"))
                    .pointer(format!("{at}/codes")),
            );
        }
    }
    let Some(table) = &resource.mercatoria else {
        return;
    };
    let at = format!("{at}/mercatoria");
    if let Some(Absent::Suppressed(suppressed)) = &table.absent {
        let lower = suppressed
            .lower
            .as_ref()
            .map(super::DecimalText::decimal)
            .unwrap_or_default();
        let uppers = [&suppressed.upper, &suppressed.threshold];
        let empty = uppers
            .into_iter()
            .flatten()
            .any(|upper| upper.decimal() < lower)
            || lower < Decimal::default();
        if empty {
            faults.push(
                Fault::new(
                    Code::BoundsInvalid,
                    "the bounds of withheld amounts enclose no amount",
                )
                .pointer(format!("{at}/absent/suppressed")),
            );
        }
    }
    let flow_column = fields.iter().any(|f| {
        f.mercatoria
            .as_ref()
            .is_some_and(|p| p.role == FieldRole::Flow)
    });
    if table.role == super::TableRole::TradeFlows && table.flow.is_none() && !flow_column {
        let message = "a trade table says its flow: exports, imports or two_way, here or in a column of role flow";
        faults.push(
            Fault::new(Code::FieldMissing, message)
                .pointer(format!("{at}/flow"))
                .field("flow"),
        );
    }
    if table.flow.is_some() && flow_column {
        faults.push(invalid(
            "a column says the flow already",
            format!("{at}/flow"),
        ));
    }
    for (i, total) in table.totals.iter().enumerate() {
        let at = format!("{at}/totals/{i}");
        column(&total.field, format!("{at}/field"), faults);
        if total.code.is_some() == total.elsewhere.is_some() {
            faults.push(invalid(
                "a total is a label (`code`) or stands in another table (`elsewhere`)",
                format!("{at}/code"),
            ));
        }
        if total
            .tolerance
            .as_ref()
            .is_some_and(|t| t.decimal() < Decimal::default())
        {
            faults.push(invalid(
                "a tolerance is not negative",
                format!("{at}/tolerance"),
            ));
        }
        for (j, part) in total.parts.iter().flatten().enumerate() {
            if Some(part) == total.code.as_ref() {
                faults.push(
                    Fault::new(Code::Cycle, format!("{part:?} is part of itself"))
                        .pointer(format!("{at}/parts/{j}")),
                );
            }
            let overlaps = table.groups.iter().any(|group| {
                group.field == total.field
                    && group.code == *part
                    && total.parts.iter().flatten().any(|other| {
                        group.members.contains(other) || group.overlaps.contains(other)
                    })
            });
            if overlaps {
                let message = format!("{part:?} shares something with another part");
                faults.push(
                    Fault::new(Code::GroupsOverlap, message).pointer(format!("{at}/parts/{j}")),
                );
            }
        }
        if let Some(elsewhere) = &total.elsewhere {
            let other = package
                .resources
                .iter()
                .find(|r| r.name == elsewhere.resource);
            match other {
                None => faults.push(
                    Fault::new(
                        Code::KeyForeign,
                        format!("the package has no table {:?}", elsewhere.resource.as_str()),
                    )
                    .pointer(format!("{at}/elsewhere/resource")),
                ),
                Some(other) => {
                    let there = |name: &str| {
                        other
                            .schema
                            .iter()
                            .flat_map(|s| &s.fields)
                            .any(|f| f.name == name)
                    };
                    let mut need = |name: &str, pointer: String| {
                        if !there(name) {
                            let message = format!(
                                "the table {:?} has no column {name:?}",
                                other.name.as_str()
                            );
                            faults.push(Fault::new(Code::KeyForeign, message).pointer(pointer));
                        }
                    };
                    need(&elsewhere.value, format!("{at}/elsewhere/value"));
                    for (j, name) in elsewhere.fields.iter().enumerate() {
                        need(name, format!("{at}/elsewhere/fields/{j}"));
                    }
                    for name in elsewhere.rows.keys() {
                        need(
                            name,
                            format!("{at}/elsewhere/rows/{}", super::pointer_step(name)),
                        );
                    }
                    for (j, name) in elsewhere.fields.iter().enumerate() {
                        column(name, format!("{at}/elsewhere/fields/{j}"), faults);
                    }
                }
            }
        }
    }
    for (i, residual) in table.residuals.iter().enumerate() {
        column(&residual.field, format!("{at}/residuals/{i}/field"), faults);
    }
    for (i, group) in table.groups.iter().enumerate() {
        let at = format!("{at}/groups/{i}");
        column(&group.field, format!("{at}/field"), faults);
        for (j, member) in group.members.iter().enumerate() {
            if contains(table, &group.field, member, &group.code, table.groups.len()) {
                let message = format!("{:?} is inside itself", group.code);
                faults.push(Fault::new(Code::Cycle, message).pointer(format!("{at}/members/{j}")));
            }
        }
    }
    for (i, series_break) in table.breaks.iter().enumerate() {
        let at = format!("{at}/breaks/{i}");
        let [after, before] = [
            ("after", &series_break.after),
            ("before", &series_break.before),
        ]
        .map(|(name, text)| {
            let period = Period::parse(text);
            if period.is_none() {
                faults.push(
                    Fault::new(Code::DateInvalid, format!("{text:?} is no period"))
                        .pointer(format!("{at}/{name}")),
                );
            }
            period
        });
        if let (Some(after), Some(before)) = (after, before)
            && before.first <= after.last
        {
            let message = "the new series begins after the end of the old one";
            faults.push(Fault::new(Code::DateOrder, message).pointer(format!("{at}/before")));
        }
    }
}

/// Does the group `outer` contain `inner`, through whatever groups?
fn contains(
    table: &super::TableProfile,
    field: &str,
    outer: &str,
    inner: &str,
    depth: usize,
) -> bool {
    outer == inner
        || depth > 0
            && table
                .groups
                .iter()
                .filter(|group| group.field == field && group.code == outer)
                .flat_map(|group| &group.members)
                .any(|member| contains(table, field, member, inner, depth - 1))
}

fn code_lists(package: &Package, faults: &mut Faults) {
    let mut ids = BTreeSet::new();
    for (i, list) in package
        .mercatoria
        .iter()
        .flat_map(|p| &p.code_lists)
        .enumerate()
    {
        let at = format!("/mercatoria/code_lists/{i}");
        if !ids.insert(&*list.id) {
            let message = format!("the code list {:?} is declared twice", list.id);
            faults.push(Fault::new(Code::NameDuplicate, message).pointer(format!("{at}/id")));
        }
        match (&list.resource, &list.codes) {
            (None, None) => {
                let fault = Fault::new(
                    Code::FieldMissing,
                    "a code list has its codes, or a table that holds them",
                );
                faults.push(fault.pointer(format!("{at}/resource")).field("resource"));
            }
            (Some(_), Some(_)) => faults.push(invalid(
                "a code list has either codes or a table",
                format!("{at}/codes"),
            )),
            (Some(name), None) => {
                let table = package.resources.iter().find(|r| r.name == *name);
                let field = list.field.as_deref().unwrap_or("code");
                let fault = match table {
                    None => Some((
                        format!("the package has no table {:?}", name.as_str()),
                        "resource",
                    )),
                    Some(table) => {
                        let there = table
                            .schema
                            .iter()
                            .flat_map(|s| &s.fields)
                            .any(|f| f.name == field);
                        (!there).then(|| {
                            (
                                format!("the table {:?} has no column {field:?}", name.as_str()),
                                "field",
                            )
                        })
                    }
                };
                if let Some((message, property)) = fault {
                    faults.push(
                        Fault::new(Code::KeyForeign, message).pointer(format!("{at}/{property}")),
                    );
                }
            }
            (None, Some(_)) => {}
        }
    }
}
