//! A day as a parameter.
use mercatoria_core::{Day, When, date_text};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// A day, written `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date(pub Day);
impl TryFrom<String> for Date {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        match When::parse(&text) {
            Some(when) if when.earliest == when.latest => Ok(Self(when.earliest)),
            _ => Err(format!("{text:?} is not a day: YYYY-MM-DD")),
        }
    }
}
impl From<Date> for String {
    fn from(date: Date) -> String {
        date_text(date.0)
    }
}
impl JsonSchema for Date {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "format": "date"})
    }
}
