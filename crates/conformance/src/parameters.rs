//! Parameter sets to check a unit under: its defaults, its dialects, and what its schema suggests.
use mercatoria_core::{Json, Unit, json, param};

/// At most `limit` sets that the unit accepts: defaults first, then each dialect, then every word of every choice and both
/// ends of every range, one at a time, then pairs of them.
pub fn parameter_sets(unit: &dyn Unit, limit: usize) -> Vec<Json> {
    let mut sets = vec![json!({})];
    sets.extend(
        unit.dialects()
            .iter()
            .map(|(name, _)| json!({ "dialect": name })),
    );
    let (schema, defaults) = (unit.schema(), unit.params());
    let mut singles: Vec<(String, Json)> = vec![];
    for (key, property) in schema["properties"].as_object().into_iter().flatten() {
        let more = values(property).into_iter().filter(|v| *v != defaults[key]);
        singles.extend(more.map(|value| (key.clone(), value)));
    }
    sets.extend(singles.iter().map(|(key, value)| json!({ key: value })));
    for (i, (key, value)) in singles.iter().enumerate() {
        for (other, second) in singles[i + 1..].iter().filter(|(other, _)| other != key) {
            sets.push(json!({ key: value, other: second }));
        }
    }
    sets.truncate(limit.max(1) * 4);
    sets.retain(|set| unit.with(set).is_ok());
    sets.truncate(limit.max(1));
    sets
}
fn values(property: &Json) -> Vec<Json> {
    let mut all = param::words(property);
    if property["type"] == "boolean" {
        all.extend([false.into(), true.into()]);
    }
    let ends = ["minimum", "maximum"];
    let modest = |x: &&Json| x.as_f64().is_some_and(|x| x.abs() <= 10.0);
    all.extend(
        ends.iter()
            .filter_map(|end| property.get(end))
            .filter(modest)
            .cloned(),
    );
    if property["type"] == "integer" || property["type"] == "number" {
        all.extend([json!(2), json!(3)]);
    }
    all
}
