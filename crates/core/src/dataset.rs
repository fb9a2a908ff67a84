//! What a package of tables says about itself: a [Data Package 2.0](https://datapackage.org/standard/data-package/)
//! descriptor with a `mercatoria` object on the package, on a table and on a field. Types and rules only; nothing here reads
//! a file.
//!
//! A descriptor is read in two steps. [`faults`] lists everything that is wrong with it, with JSON pointers and the nearest
//! known word; [`Package`] is what a descriptor without faults becomes. Both follow from the same types: the JSON Schemas of
//! [`schemas`] are generated from them.
mod descriptor;
mod period;
mod profile;
mod rules;
mod walk;
mod words;

pub use descriptor::{
    Constraints, Contributor, Dialect, Field, FieldMatch, FieldType, ForeignKey, License, Missing,
    OneOrMany, Package, Paths, Reference, Resource, ResourceType, SourceOfData, TableSchema,
    Uniqueness,
};
pub use period::{Period, Span};
pub use profile::{
    Absent, Basis, Bounds, Break, CodeList, FieldProfile, FieldRole, Flow, Group, LevelName,
    PackageProfile, Prices, Residual, Status, TableProfile, TableRole, Total, TotalElsewhere,
    Version,
};
pub use walk::{Check, pointer_step};
pub use words::{CurrencyCode, DecimalText, ResourceName, SafePath};

use crate::{Code, Fault, Faults, Json};

/// The JSON Schemas of the descriptors, by file name without ending: `package` (the whole `datapackage.json`), and the
/// parts that are useful alone.
pub fn schemas() -> Vec<(&'static str, Json)> {
    let mut all = vec![
        ("package", schema_of::<Package>()),
        ("resource", schema_of::<Resource>()),
        ("table-schema", schema_of::<TableSchema>()),
        ("table-profile", schema_of::<TableProfile>()),
        ("field-profile", schema_of::<FieldProfile>()),
    ];
    for (name, schema) in &mut all {
        schema["$id"] = format!("urn:mercatoria:schema:{name}:1").into();
    }
    all
}

/// Draft 2020-12 without references, so that reading it needs no resolver, and without `null`: a property is given or left
/// out.
fn schema_of<T: schemars::JsonSchema>() -> Json {
    let mut schema = crate::param::schema_of::<T>();
    without_null(&mut schema);
    schema
}

fn without_null(schema: &mut Json) {
    match schema {
        Json::Array(list) => list.iter_mut().for_each(without_null),
        Json::Object(object) => {
            if let Some(Json::Array(kinds)) = object.get_mut("type") {
                kinds.retain(|kind| kind != "null");
                if let [one] = &kinds[..] {
                    let one = one.clone();
                    object.insert("type".into(), one);
                }
            }
            if let Some(Json::Array(words)) = object.get_mut("enum") {
                words.retain(|word| !word.is_null());
            }
            if object.get("default").is_some_and(Json::is_null) {
                object.remove("default");
            }
            if let Some(Json::Array(alternatives)) = object.get_mut("anyOf") {
                alternatives.retain(|one| one["type"] != "null");
                if let [Json::Object(one)] = &alternatives[..] {
                    let one = one.clone();
                    object.remove("anyOf");
                    // What stands beside (the description of the property) goes before what the type says of itself.
                    for (key, value) in one {
                        object.entry(key).or_insert(value);
                    }
                }
            }
            object.values_mut().for_each(without_null);
        }
        _ => {}
    }
}

/// The schema of a whole descriptor, generated once.
pub fn package_schema() -> &'static Json {
    static SCHEMA: std::sync::OnceLock<Json> = std::sync::OnceLock::new();
    SCHEMA.get_or_init(schema_of::<Package>)
}

/// Every fault of a descriptor, with JSON pointers: its form first, then what its parts say of each other.
///
/// ```
/// use mercatoria_core::{dataset, json};
/// let descriptor = json!({"resources": [{"name": "jobs", "path": "../jobs.csv", "schmea": {"fields": []}}]});
/// let faults: Vec<String> = dataset::faults(&descriptor).iter().map(ToString::to_string).collect();
/// assert_eq!(faults, [
///     "error[path_unsafe] /resources/0/path: \"../jobs.csv\": it leaves the folder of the package",
///     "error[field_unknown] /resources/0/schmea: no property \"schmea\"; did you mean \"schema\"?",
/// ]);
/// ```
pub fn faults(descriptor: &Json) -> Vec<Fault> {
    let mut faults = Faults::default();
    walk::walk(package_schema(), descriptor, "", &mut faults);
    // Rules over several parts assume that each part has its form.
    if !faults.has_errors() {
        match read(descriptor) {
            Ok(package) => rules::rules(&package, &mut faults),
            Err(fault) => faults.push(fault),
        }
    }
    faults.into_vec()
}

/// The descriptor as types.
///
/// # Errors
/// The first fault; [`faults`] lists all.
#[allow(clippy::result_large_err)] // a fault ends the work: its size costs nothing
pub fn read(descriptor: &Json) -> Result<Package, Fault> {
    serde_json::from_value(descriptor.clone())
        .map_err(|error| Fault::new(Code::DescriptorInvalid, error.to_string()).pointer(""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    fn listed(descriptor: &Json) -> Vec<(String, String)> {
        let each = |fault: &Fault| {
            (
                fault.code.to_string(),
                fault.pointer.clone().unwrap_or_default(),
            )
        };
        faults(descriptor).iter().map(each).collect()
    }

    #[test]
    fn a_small_package_is_sound() {
        let descriptor = json!({
            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
            "name": "small",
            "mercatoria": {"profile": "1"},
            "resources": [{
                "name": "jobs", "type": "table", "path": "jobs.csv",
                "schema": {
                    "fields": [
                        {"name": "region", "type": "string", "mercatoria": {"role": "region"}},
                        {"name": "industry", "type": "string", "mercatoria": {"role": "industry"}},
                        {"name": "jobs", "type": "integer", "mercatoria": {"role": "value", "unit": "persons"}}
                    ],
                    "primaryKey": ["region", "industry"]
                },
                "mercatoria": {"role": "activity", "absent": {"suppressed": {"threshold": "10"}}}
            }]
        });
        assert_eq!(listed(&descriptor), []);
        let package = read(&descriptor).unwrap();
        assert_eq!(package.resources[0].name.as_str(), "jobs");
    }

    #[test]
    fn all_faults_are_listed_with_pointers() {
        let descriptor = json!({
            "resources": [{
                "name": "two words", "type": "tabel", "path": "a.csv",
                "schema": {
                    "fields": [{"type": "strnig", "mercatoria": {"role": "regoin", "levle": "city"}}],
                    "primaryKey": []
                },
                "mercatoria": {"absent": "zreo"}
            }]
        });
        let expected = [
            ("descriptor_invalid", "/resources/0/name"),
            ("descriptor_invalid", "/resources/0/type"),
            ("field_missing", "/resources/0/schema/fields/0/name"),
            ("descriptor_invalid", "/resources/0/schema/fields/0/type"),
            (
                "descriptor_invalid",
                "/resources/0/schema/fields/0/mercatoria/role",
            ),
            (
                "field_unknown",
                "/resources/0/schema/fields/0/mercatoria/levle",
            ),
            ("descriptor_invalid", "/resources/0/schema/primaryKey"),
            ("field_missing", "/resources/0/mercatoria/role"),
            ("descriptor_invalid", "/resources/0/mercatoria/absent"),
        ];
        let mut found = listed(&descriptor);
        let mut expected: Vec<(String, String)> = expected
            .iter()
            .map(|(code, at)| ((*code).to_owned(), (*at).to_owned()))
            .collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_the_walker_accepts_the_types_read_and_the_reverse() {
        let schema = serde_json::to_string(package_schema()).unwrap();
        assert!(!schema.contains("$ref"), "a resolver would be needed");
    }
}
