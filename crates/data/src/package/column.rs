//! One column of a table, typed as declared. Each distinct text is looked at once.
use mercatoria_core::dataset::{
    Constraints, Field, FieldRole, FieldType, Missing, Period, TableSchema,
};
use mercatoria_core::{Code, Json};
use mercatoria_numeric::decimal::{Decimal, NotDecimal};

/// What a text stands for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    /// Nothing.
    Missing,
    /// A number, exactly.
    Number(Decimal),
    /// A number that only a double holds.
    Wide(f64),
    /// A period or date.
    Period(Period),
    /// Anything else.
    Text,
}

/// A column of a table: distinct texts, what each stands for, and the code of every row.
#[derive(Debug)]
pub(super) struct Column {
    /// Place among the declared fields.
    pub(super) field: usize,
    /// Place in the file, from 0.
    pub(super) position: usize,
    /// Distinct texts.
    pub(super) texts: Vec<Box<str>>,
    /// What each stands for.
    pub(super) cells: Vec<Cell>,
    /// Row by row.
    pub(super) codes: Vec<u32>,
}

impl Column {
    pub(super) fn text(&self, row: usize) -> &str {
        &self.texts[self.codes[row] as usize]
    }
    pub(super) fn cell(&self, row: usize) -> &Cell {
        &self.cells[self.codes[row] as usize]
    }
    pub(super) fn is_missing(&self, row: usize) -> bool {
        *self.cell(row) == Cell::Missing
    }
    pub(super) fn number(&self, row: usize) -> Option<Decimal> {
        match self.cell(row) {
            Cell::Number(x) => Some(*x),
            _ => None,
        }
    }
}

/// A text that is not what its column holds.
#[derive(Debug, Clone)]
pub(super) struct Wrong {
    pub(super) code: Code,
    pub(super) message: String,
}

fn wrong(code: Code, message: impl Into<String>) -> Wrong {
    Wrong {
        code,
        message: message.into(),
    }
}

/// How the texts of one column are read.
pub(super) struct Reading<'a> {
    field: &'a Field,
    kind: FieldType,
    missing: Vec<&'a str>,
    pattern: Option<regex_lite::Regex>,
    minimum: Option<Bound>,
    maximum: Option<Bound>,
    above: Option<Bound>,
    below: Option<Bound>,
    listed: Option<Vec<String>>,
}

#[derive(Debug, Clone, Copy)]
enum Bound {
    Number(Decimal),
    Period(Period),
}

impl<'a> Reading<'a> {
    /// The reading of a field; a pattern that is no regular expression is a fault of the descriptor.
    pub(super) fn new(
        field: &'a Field,
        schema: &'a TableSchema,
        null: Option<&'a str>,
    ) -> Result<Self, Wrong> {
        let declared = field
            .missing_values
            .as_ref()
            .or(schema.missing_values.as_ref());
        let mut missing: Vec<&str> = match declared {
            Some(list) => list.iter().map(Missing::text).collect(),
            None => vec![""],
        };
        missing.extend(null);
        let role = field.mercatoria.as_ref().map(|profile| profile.role);
        let kind = match (field.kind.unwrap_or_default(), role) {
            (FieldType::Any, Some(role)) if role.is_measure() => FieldType::Number,
            (kind, _) => kind,
        };
        let none = Constraints::default();
        let constraints = field.constraints.as_ref().unwrap_or(&none);
        let pattern = constraints.pattern.as_deref().map(|pattern| {
            regex_lite::Regex::new(&format!("^(?:{pattern})$")).map_err(|error| {
                wrong(
                    Code::DescriptorInvalid,
                    format!("{pattern:?} is no regular expression: {error}"),
                )
            })
        });
        let bound = |json: &Option<Json>| {
            let text = text_of(json.as_ref()?);
            match kind {
                FieldType::Date | FieldType::Yearmonth | FieldType::Datetime => {
                    Period::parse(text.get(..10).unwrap_or(&text)).map(Bound::Period)
                }
                _ => Decimal::parse_bytes(text.as_bytes())
                    .ok()
                    .map(Bound::Number),
            }
        };
        let listed = match (&constraints.values, &field.categories) {
            (Some(values), _) => Some(values.iter().map(text_of).collect()),
            (None, Some(values)) => Some(
                values
                    .iter()
                    .map(|value| text_of(value.get("value").unwrap_or(value)))
                    .collect(),
            ),
            (None, None) => None,
        };
        Ok(Self {
            field,
            kind,
            missing,
            pattern: pattern.transpose()?,
            minimum: bound(&constraints.minimum),
            maximum: bound(&constraints.maximum),
            above: bound(&constraints.exclusive_minimum),
            below: bound(&constraints.exclusive_maximum),
            listed,
        })
    }

    /// Is `NA` declared missing where it is the code of Namibia?
    pub(super) fn keeps_namibia(&self) -> bool {
        let role = self.field.mercatoria.as_ref().map(|profile| profile.role);
        self.missing.contains(&"NA")
            && matches!(
                role,
                Some(FieldRole::Region | FieldRole::Partner | FieldRole::Code)
            )
    }

    /// What a text stands for.
    pub(super) fn read(&self, text: &str) -> Result<Cell, Wrong> {
        if self.missing.contains(&text) && !(text == "NA" && self.keeps_namibia()) {
            return Ok(Cell::Missing);
        }
        if text.len() > crate::record::FIELD_LIMIT {
            let message = format!("a cell of {} bytes", text.len());
            return Err(wrong(Code::FieldTooLong, message));
        }
        let cell = self.typed(text)?;
        self.constrained(text, &cell)?;
        Ok(cell)
    }

    fn typed(&self, text: &str) -> Result<Cell, Wrong> {
        let not = |what: &str| wrong(Code::ValueType, format!("{text:?} is not {what}"));
        let period = |what: &str, sound: bool| {
            let period = Period::parse(text).filter(|_| sound);
            period
                .map(Cell::Period)
                .ok_or_else(|| wrong(Code::DateInvalid, format!("{text:?} is not {what}")))
        };
        let json = |fits: fn(&Json) -> bool| {
            serde_json::from_str::<Json>(text).is_ok_and(|json| fits(&json))
        };
        match self.kind {
            FieldType::Number => self.number(text),
            FieldType::Integer => match self.number(text)? {
                Cell::Number(x) if x.scale() == 0 => Ok(Cell::Number(x)),
                _ => Err(not("a whole number")),
            },
            FieldType::Boolean => {
                let words = |words: &Option<Vec<String>>, default: [&str; 4]| match words {
                    Some(words) => words.iter().any(|word| word == text),
                    None => default.contains(&text),
                };
                let known = words(&self.field.true_values, ["true", "True", "TRUE", "1"])
                    || words(&self.field.false_values, ["false", "False", "FALSE", "0"]);
                if known {
                    Ok(Cell::Text)
                } else {
                    Err(not("true or false"))
                }
            }
            FieldType::Date if self.default_format() => {
                period("a date (YYYY-MM-DD)", text.len() == 10)
            }
            FieldType::Yearmonth => period(
                "a month (YYYY-MM)",
                text.len() == 7 && text.as_bytes()[4] == b'-',
            ),
            FieldType::Year => {
                let digits = text.strip_prefix('-').unwrap_or(text);
                let sound = digits.len() >= 4 && digits.bytes().all(|b| b.is_ascii_digit());
                let number = Decimal::parse_bytes(text.as_bytes()).ok().filter(|_| sound);
                number.map(Cell::Number).ok_or_else(|| {
                    wrong(Code::DateInvalid, format!("{text:?} is not a year (YYYY)"))
                })
            }
            FieldType::Datetime if self.default_format() => {
                let (date, time) = text.split_once(['T', ' ']).unwrap_or((text, ""));
                match Period::parse(date).filter(|_| date.len() == 10 && time.len() >= 5) {
                    Some(day) => Ok(Cell::Period(day)),
                    None => Err(wrong(
                        Code::DateInvalid,
                        format!("{text:?} is not a date with a time"),
                    )),
                }
            }
            FieldType::Object | FieldType::Geojson if !json(Json::is_object) => {
                Err(not("a JSON object"))
            }
            FieldType::Array if !json(Json::is_array) => Err(not("a JSON array")),
            _ => Ok(Cell::Text),
        }
    }

    fn default_format(&self) -> bool {
        self.field
            .format
            .as_deref()
            .is_none_or(|format| format == "default")
    }

    fn number(&self, text: &str) -> Result<Cell, Wrong> {
        let invalid = || wrong(Code::NumberInvalid, format!("{text:?} is not a number"));
        let mut plain = std::borrow::Cow::Borrowed(text);
        if let Some(group) = self.field.group_char.as_deref().filter(|g| !g.is_empty()) {
            plain = plain.replace(group, "").into();
        }
        if let Some(mark) = self
            .field
            .decimal_char
            .as_deref()
            .filter(|mark| *mark != ".")
        {
            if plain.contains('.') {
                return Err(invalid());
            }
            plain = plain.replace(mark, ".").into();
        }
        if self.field.bare_number == Some(false) {
            let digit = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.');
            plain = plain.trim_matches(|c| !digit(c)).to_owned().into();
        }
        match Decimal::parse_bytes(plain.as_bytes()) {
            Ok(x) => Ok(Cell::Number(x)),
            Err(NotDecimal::OutOfRange) => match plain.parse::<f64>() {
                Ok(x) if x.is_finite() => Ok(Cell::Wide(x)),
                _ => Err(wrong(
                    Code::NumberNotFinite,
                    format!("{text:?} is beyond what a double holds"),
                )),
            },
            Err(NotDecimal::Syntax) => {
                let word = plain.trim_start_matches(['-', '+']).to_ascii_lowercase();
                match &*word {
                    "nan" | "inf" | "infinity" => Err(wrong(
                        Code::NumberNotFinite,
                        format!("{text:?} is no amount"),
                    )),
                    _ => Err(invalid()),
                }
            }
        }
    }

    fn constrained(&self, text: &str, cell: &Cell) -> Result<(), Wrong> {
        let order = |bound: &Bound| match (cell, bound) {
            (Cell::Number(x), Bound::Number(y)) => Some(x.cmp(y)),
            (Cell::Wide(x), Bound::Number(y)) => x.partial_cmp(&y.to_f64()),
            (Cell::Period(x), Bound::Period(y)) => Some(x.cmp(y)),
            _ => None,
        };
        let breaks = |bound: &Option<Bound>, bad: fn(std::cmp::Ordering) -> bool| {
            bound.as_ref().and_then(order).is_some_and(bad)
        };
        let outside = breaks(&self.minimum, |o| o.is_lt())
            || breaks(&self.maximum, |o| o.is_gt())
            || breaks(&self.above, |o| o.is_le())
            || breaks(&self.below, |o| o.is_ge());
        if outside {
            return Err(wrong(
                Code::NumberRange,
                format!("{text:?} is outside the range of the column"),
            ));
        }
        let constraints = self.field.constraints.as_ref();
        let length = text.chars().count() as u64;
        let lengths =
            constraints.map(|c| (c.min_length.unwrap_or(0), c.max_length.unwrap_or(u64::MAX)));
        if let Some((least, most)) = lengths
            && !(least..=most).contains(&length)
        {
            return Err(wrong(
                Code::ValuePattern,
                format!("{text:?} has {length} characters"),
            ));
        }
        if let Some(pattern) = &self.pattern
            && !pattern.is_match(text)
        {
            let pattern = constraints
                .and_then(|c| c.pattern.as_deref())
                .unwrap_or_default();
            return Err(wrong(
                Code::ValuePattern,
                format!("{text:?} does not match {pattern:?}"),
            ));
        }
        if let Some(listed) = &self.listed {
            let equal = |one: &String| match (cell, Decimal::parse_bytes(one.as_bytes())) {
                (Cell::Number(x), Ok(y)) => *x == y,
                _ => one == text,
            };
            if !listed.iter().any(equal) {
                let meant =
                    mercatoria_core::param::nearest(text, listed.iter().map(String::as_str));
                let hint = match meant {
                    Some(meant) => format!("did you mean {meant:?}?"),
                    None => format!("there are {}", listed.join(", ")),
                };
                return Err(wrong(
                    Code::ValueListed,
                    format!("{text:?} is not one of the listed values; {hint}"),
                ));
            }
        }
        Ok(())
    }
}

fn text_of(json: &Json) -> String {
    match json {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}
