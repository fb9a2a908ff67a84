//! Parameters: numbers that are valid by construction, and a reader that lists every fault.
use crate::{Code, Fault};
use schemars::{JsonSchema, generate::SchemaSettings};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// Declares a number that is valid by construction: its `Deserialize` refuses what is out of range, its schema says so, and
/// a constant out of range does not compile.
///
/// ```
/// mercatoria_core::bounded! {
///     /// A part of one.
///     Part(f64): 0.0 => 1.0, {"type": "number", "minimum": 0.0, "maximum": 1.0};
/// }
/// const HALF: Part = Part::new(0.5);
/// assert_eq!(HALF.get(), 0.5);
/// assert!(Part::try_from(1.5).is_err());
/// ```
#[macro_export]
macro_rules! bounded { ($($(#[doc = $doc:literal])* $name:ident($number:ty): $low:expr => $high:expr, $schema:tt;)*) => { $(
    $(#[doc = $doc])*
    #[derive(Debug, Clone, Copy, PartialEq, PartialOrd, $crate::serde::Serialize, $crate::serde::Deserialize)]
    #[serde(crate = "mercatoria_core::serde", try_from = "f64", into = "f64")]
    pub struct $name($number);
    impl $name {
        /// Checks the range; a constant out of range does not compile.
        #[allow(clippy::manual_range_contains, unused_comparisons)] // `contains` is not const
        pub const fn new(x: $number) -> Self {
            assert!(x >= $low && x <= $high, "out of range");
            Self(x)
        }
        /// The number.
        pub const fn get(self) -> $number {
            self.0
        }
    }
    impl TryFrom<f64> for $name {
        type Error = String;
        #[allow(clippy::manual_range_contains, unused_comparisons)]
        fn try_from(x: f64) -> Result<Self, String> {
            let number = x as $number;
            if number as f64 == x && number >= $low && number <= $high { Ok(Self(number)) } else { Err(format!("{x} is out of range")) }
        }
    }
    impl From<$name> for f64 {
        fn from(x: $name) -> f64 {
            x.0 as f64
        }
    }
    impl $crate::schemars::JsonSchema for $name {
        fn inline_schema() -> bool {
            true
        }
        fn schema_name() -> std::borrow::Cow<'static, str> {
            stringify!($name).into()
        }
        fn json_schema(_: &mut $crate::schemars::SchemaGenerator) -> $crate::schemars::Schema {
            $crate::schemars::json_schema!($schema)
        }
    }
)* } }
bounded! {
    /// A part of one, both ends included.
    Share(f64): 0.0 => 1.0, {"type": "number", "minimum": 0.0, "maximum": 1.0};
    /// A finite amount that is not negative, also a threshold on such amounts.
    Amount(f64): 0.0 => f64::MAX, {"type": "number", "minimum": 0.0};
    /// A finite number above zero.
    Positive(f64): f64::MIN_POSITIVE => f64::MAX, {"type": "number", "exclusiveMinimum": 0.0};
    /// Any finite number.
    Finite(f64): f64::MIN => f64::MAX, {"type": "number"};
    /// The level of a confidence interval.
    Level(f64): 0.5 => 0.999_999, {"type": "number", "minimum": 0.5, "maximum": 0.999_999};
    /// A count of at least one.
    Count(u32): 1 => 1_000_000, {"type": "integer", "minimum": 1, "maximum": 1_000_000};
    /// The seed of the counter-based random numbers.
    Seed(u64): 0 => 9_007_199_254_740_991, {"type": "integer", "minimum": 0, "maximum": 9_007_199_254_740_991u64};
}

/// Base of a logarithm.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LogBase {
    /// Natural logarithm: nats.
    #[default]
    E,
    /// Bits.
    Two,
    /// Decimal digits.
    Ten,
}
impl LogBase {
    /// What one natural unit is worth in this base: 1 / ln(base).
    pub fn per_nat(self) -> f64 {
        match self {
            LogBase::E => 1.0,
            LogBase::Two => std::f64::consts::LOG2_E,
            LogBase::Ten => std::f64::consts::LOG10_E,
        }
    }
}

/// Draft 2020-12 without references, so that reading it needs no resolver.
pub(crate) fn schema_of<T: JsonSchema>() -> Json {
    SchemaSettings::draft2020_12()
        .with(|s| s.inline_subschemas = true)
        .into_generator()
        .into_root_schema_for::<T>()
        .to_value()
}

/// Every fault of some parameters, by the part of JSON Schema that parameters use. A derived reader stops at the first fault
/// and knows no "did you mean"; this exists once, not once a unit. The reader has the last word all the same.
pub(crate) fn faults(schema: &Json, given: &Json) -> Vec<Fault> {
    if !given.is_object() {
        return vec![
            Fault::new(Code::ParamsType, format!("expected an object, got {given}")).pointer(""),
        ];
    }
    let mut out = vec![];
    check(schema, given, "", &mut out);
    out
}

fn check(schema: &Json, given: &Json, at: &str, out: &mut Vec<Fault>) {
    let alternatives = ["oneOf", "anyOf"]
        .iter()
        .find_map(|key| schema[key].as_array());
    let words = words(schema);
    if let Some(alternatives) =
        alternatives.filter(|_| words.is_empty() || words.len() < alternatives_len(schema))
    {
        let mut nearest: Option<Vec<Fault>> = None;
        for alternative in alternatives {
            let mut found = vec![];
            check(alternative, given, at, &mut found);
            if found.is_empty() {
                return;
            }
            if nearest.as_ref().is_none_or(|best| found.len() < best.len()) {
                nearest = Some(found);
            }
        }
        let all: Vec<String> = alternatives.iter().map(wanted).collect();
        let fault = match nearest {
            Some(best) if best.iter().all(|f| f.pointer.as_deref() != Some(at)) => {
                return out.extend(best);
            }
            _ => Fault::new(
                Code::ParamValue,
                format!("expected {}, got {given}", all.join(" or ")),
            ),
        };
        return out.push(fault.pointer(at));
    }
    let mut wrong = || {
        out.push(
            Fault::new(
                Code::ParamValue,
                format!("expected {}, got {given}", wanted(schema)),
            )
            .pointer(at),
        )
    };
    if !words.is_empty() {
        if !words.contains(given) {
            wrong();
        }
        return;
    }
    if let Some(exact) = schema.get("const") {
        if exact != given {
            wrong();
        }
        return;
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Json::String(kind) => vec![kind],
        Json::Array(kinds) => kinds.iter().filter_map(Json::as_str).collect(),
        _ => return,
    };
    let fits = |kind: &&str| match *kind {
        "boolean" => given.is_boolean(),
        "null" => given.is_null(),
        "string" => given.is_string(),
        "object" => given.is_object(),
        "array" => given.is_array(),
        "integer" => given.as_f64().is_some_and(|x| x.fract() == 0.0),
        "number" => given.is_number(),
        _ => true,
    };
    if !kinds.iter().any(fits) {
        return wrong();
    }
    if let Some(x) = given.as_f64() {
        let bound = |key: &str| schema[key].as_f64();
        let low = bound("minimum").is_none_or(|low| x >= low)
            && bound("exclusiveMinimum").is_none_or(|low| x > low);
        let high = bound("maximum").is_none_or(|high| x <= high)
            && bound("exclusiveMaximum").is_none_or(|high| x < high);
        if !(low && high) {
            wrong();
        }
    }
    if let (Some(items), Some(list)) = (schema.get("items"), given.as_array()) {
        if schema["minItems"]
            .as_u64()
            .is_some_and(|n| (list.len() as u64) < n)
        {
            out.push(Fault::new(Code::ParamValue, "the list is too short").pointer(at));
        }
        for (i, item) in list.iter().enumerate() {
            check(items, item, &format!("{at}/{i}"), out);
        }
    }
    if let Some(object) = given.as_object() {
        let known: Vec<&str> = schema["properties"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, _)| &**name)
            .collect();
        for (key, value) in object {
            let pointer = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
            match schema["properties"].get(key) {
                Some(property) => check(property, value, &pointer, out),
                None if schema["additionalProperties"] == Json::Bool(false) => {
                    let meant = nearest(key, known.iter().copied())
                        .map_or(String::new(), |m| format!("; did you mean {m:?}?"));
                    let listed = if known.is_empty() {
                        "it has none".into()
                    } else {
                        format!("it has {}", known.join(", "))
                    };
                    out.push(
                        Fault::new(
                            Code::ParamUnknown,
                            format!("no parameter {key:?}{meant} ({listed})"),
                        )
                        .pointer(pointer),
                    );
                }
                None => {}
            }
        }
        for required in schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Json::as_str)
        {
            if !object.contains_key(required) {
                out.push(
                    Fault::new(Code::ParamValue, format!("{required:?} is missing")).pointer(at),
                );
            }
        }
    }
}
fn alternatives_len(schema: &Json) -> usize {
    ["oneOf", "anyOf"]
        .iter()
        .find_map(|key| schema[key].as_array())
        .map_or(0, Vec::len)
}
/// What a schema asks for, in words.
fn wanted(schema: &Json) -> String {
    let words = words(schema);
    if !words.is_empty() {
        return words
            .iter()
            .map(Json::to_string)
            .collect::<Vec<_>>()
            .join(" or ");
    }
    if let Some(exact) = schema.get("const") {
        return exact.to_string();
    }
    let kind = match &schema["type"] {
        Json::String(kind) => kind.clone(),
        Json::Array(kinds) => kinds
            .iter()
            .filter_map(Json::as_str)
            .collect::<Vec<_>>()
            .join(" or "),
        _ => "another value".into(),
    };
    let kind = match &*kind {
        "boolean" => "true or false".to_owned(),
        "integer" => "a whole number".to_owned(),
        "number" => "a number".to_owned(),
        "string" => "a text".to_owned(),
        "object" => "an object".to_owned(),
        "array" => "a list".to_owned(),
        _ => kind,
    };
    let bound = |key: &str, word: &str| {
        schema[key]
            .as_f64()
            .map(|x| format!(" {word} {x}"))
            .unwrap_or_default()
    };
    format!(
        "{kind}{}{}{}{}",
        bound("minimum", "at least"),
        bound("exclusiveMinimum", "above"),
        bound("maximum", "at most"),
        bound("exclusiveMaximum", "below")
    )
}
/// The words of an enum: `oneOf` where the variants are documented, else `enum`.
pub fn words(property: &Json) -> Vec<Json> {
    let each = |key: &str| property[key].as_array().cloned().unwrap_or_default();
    each("oneOf")
        .iter()
        .filter_map(|one| one.get("const").cloned())
        .chain(
            each("oneOf")
                .iter()
                .flat_map(|one| one["enum"].as_array().cloned().unwrap_or_default()),
        )
        .chain(each("enum"))
        .collect()
}

/// The known word nearest to what was typed, if near enough to be meant.
///
/// ```
/// assert_eq!(mercatoria_core::param::nearest("herfindal", ["herfindahl", "gini"].into_iter()), Some("herfindahl"));
/// assert_eq!(mercatoria_core::param::nearest("entropy", ["herfindahl", "gini"].into_iter()), None);
/// ```
pub fn nearest<'a>(typed: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let distance = |word: &str| {
        let mut row: Vec<usize> = (0..=word.len()).collect();
        for (i, a) in typed.bytes().enumerate() {
            let mut diagonal = std::mem::replace(&mut row[0], i + 1);
            for (j, b) in word.bytes().enumerate() {
                let cost = (diagonal + usize::from(a != b))
                    .min(row[j] + 1)
                    .min(row[j + 1] + 1);
                diagonal = std::mem::replace(&mut row[j + 1], cost);
            }
        }
        row[word.len()]
    };
    let best = known.map(|word| (distance(word), word)).min();
    best.filter(|(d, word)| *d <= 1 + word.len() / 4)
        .map(|(_, word)| word)
}
