//! Every fault in the form of a descriptor, by the part of JSON Schema that the generated schemas use: a derived reader stops
//! at the first fault and knows no "did you mean".
use super::words::checked;
use crate::{Code, Fault, Faults, Json, param::nearest};

/// Properties that other programs write beside those of the standard: no slips, and nothing that concerns the figures.
const OF_OTHERS: [&str; 9] = [
    "scheme",
    "hashing",
    "compression",
    "innerpath",
    "extrapaths",
    "stats",
    "views",
    "readme",
    "cache",
];

/// Names of the checks in a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Check;
impl Check {
    /// The code that a place of the schema gives its faults (`x-fault`), else that of a descriptor.
    pub fn code(schema: &Json) -> Code {
        schema["x-fault"]
            .as_str()
            .and_then(|code| Code::ALL.iter().copied().find(|c| c.as_str() == code))
            .unwrap_or(Code::DescriptorInvalid)
    }
}

/// One step of a JSON pointer, escaped.
pub fn pointer_step(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// Adds the faults of `given` at `at`.
pub(super) fn walk(schema: &Json, given: &Json, at: &str, out: &mut Faults) {
    let wrong = |message: String, out: &mut Faults| {
        out.push(Fault::new(Check::code(schema), message).pointer(at));
    };
    let words = crate::param::words(schema);
    let alternatives = ["oneOf", "anyOf"]
        .iter()
        .find_map(|key| schema[key].as_array());
    if let Some(alternatives) = alternatives {
        return alternatives_of(schema, alternatives, given, at, out);
    }
    if !words.is_empty() {
        if !words.contains(given) {
            wrong(not_a_word(&words, given), out);
        }
        return;
    }
    if let Some(exact) = schema.get("const") {
        if exact != given {
            wrong(not_a_word(std::slice::from_ref(exact), given), out);
        }
        return;
    }
    if let Some(kind) = schema["type"].as_str() {
        let fits = match kind {
            "boolean" => given.is_boolean(),
            "null" => given.is_null(),
            "string" => given.is_string(),
            "object" => given.is_object(),
            "array" => given.is_array(),
            "integer" => given.as_f64().is_some_and(|x| x.fract() == 0.0),
            "number" => given.is_number(),
            _ => true,
        };
        if !fits {
            // Whatever the text would have to be, it is none.
            let message = format!("expected {}, got {}", kind_in_words(kind), short(given));
            return out.push(Fault::new(Code::DescriptorInvalid, message).pointer(at));
        }
    }
    if let Some(text) = given.as_str() {
        let few = schema["minLength"].as_u64().unwrap_or(0);
        if (text.chars().count() as u64) < few {
            wrong("the text is empty".into(), out);
        } else if let Some(check) = schema["x-check"].as_str()
            && let Err(why) = checked(check, text)
        {
            wrong(why, out);
        }
    }
    if let Some(x) = given.as_f64() {
        let out_of_range = schema["minimum"].as_f64().is_some_and(|low| x < low)
            || schema["maximum"].as_f64().is_some_and(|high| x > high);
        if out_of_range {
            wrong(format!("{} is out of range", short(given)), out);
        }
    }
    if let Some(list) = given.as_array() {
        if schema["minItems"]
            .as_u64()
            .is_some_and(|n| (list.len() as u64) < n)
        {
            wrong("the list is empty".into(), out);
        }
        if let Some(items) = schema.get("items") {
            for (i, item) in list.iter().enumerate() {
                walk(items, item, &format!("{at}/{i}"), out);
            }
        }
    }
    if let Some(object) = given.as_object() {
        walk_object(schema, object, at, out);
    }
}

fn walk_object(schema: &Json, object: &serde_json::Map<String, Json>, at: &str, out: &mut Faults) {
    let no_properties = serde_json::Map::new();
    let properties = schema["properties"].as_object().unwrap_or(&no_properties);
    for (name, property) in properties {
        if let Some(value) = object.get(name) {
            walk(
                property,
                value,
                &format!("{at}/{}", pointer_step(name)),
                out,
            );
        }
    }
    for name in schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Json::as_str)
    {
        if !object.contains_key(name) {
            let fault = Fault::new(
                Code::FieldMissing,
                format!("the property {name:?} is required"),
            );
            out.push(
                fault
                    .pointer(format!("{at}/{}", pointer_step(name)))
                    .field(name),
            );
        }
    }
    let free = schema.get("additionalProperties");
    if properties.is_empty() && free.is_none() {
        return;
    }
    for (name, value) in object
        .iter()
        .filter(|(name, _)| !properties.contains_key(*name))
    {
        let pointer = format!("{at}/{}", pointer_step(name));
        match free {
            Some(Json::Bool(false)) => {
                let meant = nearest(name, properties.keys().map(String::as_str));
                let message = match meant {
                    Some(meant) => format!("no property {name:?}; did you mean {meant:?}?"),
                    None => {
                        let known: Vec<&str> = properties.keys().map(String::as_str).collect();
                        format!("no property {name:?}; there are {}", known.join(", "))
                    }
                };
                out.push(Fault::new(Code::FieldUnknown, message).pointer(pointer));
            }
            Some(each @ Json::Object(_)) => walk(each, value, &pointer, out),
            _ if OF_OTHERS.contains(&&**name) => {}
            // The standard allows further properties; one that is nearly a property of the standard is a slip.
            _ => match nearest(name, properties.keys().map(String::as_str)) {
                Some(meant) => {
                    let message = format!("no property {name:?}; did you mean {meant:?}?");
                    out.push(Fault::new(Code::FieldUnknown, message).pointer(pointer));
                }
                None => {
                    let message =
                        format!("the property {name:?} is not of the standard and is not read");
                    out.push(
                        Fault::new(Code::FieldUnknown, message)
                            .pointer(pointer)
                            .warning(),
                    );
                }
            },
        }
    }
}

/// The alternative that fits, else the faults of the one that was meant.
fn alternatives_of(schema: &Json, alternatives: &[Json], given: &Json, at: &str, out: &mut Faults) {
    let mut meant: Option<Vec<Fault>> = None;
    for alternative in alternatives {
        let mut found = Faults::default();
        walk(alternative, given, at, &mut found);
        let found = found.into_vec();
        if !found.iter().any(Fault::is_error) {
            return out.extend(found);
        }
        // Faults inside say more than "neither of both"; a path that is unsafe is unsafe in whatever form.
        let inside = found.iter().all(|fault| {
            fault.pointer.as_deref() != Some(at) || fault.code != Code::DescriptorInvalid
        });
        if inside && meant.as_ref().is_none_or(|best| found.len() < best.len()) {
            meant = Some(found);
        }
    }
    match meant {
        Some(found) => out.extend(found),
        None => {
            let words: Vec<Json> = alternatives
                .iter()
                .flat_map(|one| {
                    one.get("const")
                        .cloned()
                        .into_iter()
                        .chain(crate::param::words(one))
                })
                .collect();
            let message = if words.is_empty() {
                format!("expected {}, got {}", one_of(alternatives), short(given))
            } else {
                not_a_word(&words, given)
            };
            out.push(Fault::new(Check::code(schema), message).pointer(at));
        }
    }
}

fn one_of(alternatives: &[Json]) -> String {
    let kinds = alternatives.iter().filter_map(|one| one["type"].as_str());
    kinds.map(kind_in_words).collect::<Vec<_>>().join(" or ")
}

fn not_a_word(words: &[Json], given: &Json) -> String {
    let known: Vec<&str> = words.iter().filter_map(Json::as_str).collect();
    let meant = given
        .as_str()
        .and_then(|typed| nearest(typed, known.iter().copied()));
    match meant {
        Some(meant) => format!(
            "{} is not one of the words; did you mean {meant:?}?",
            short(given)
        ),
        None => format!("{} is not one of {}", short(given), known.join(", ")),
    }
}

fn kind_in_words(kind: &str) -> &str {
    match kind {
        "boolean" => "true or false",
        "integer" => "a whole number",
        "number" => "a number",
        "string" => "a text",
        "object" => "an object",
        "array" => "a list",
        other => other,
    }
}

/// A value, short enough for a message.
fn short(given: &Json) -> String {
    let text = given.to_string();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
