//! Results as a table for people, as CSV, and as the document `mercatoria-result/1`.
use mercatoria_core::{Block, IntervalKind, Json, Note, Unit, Value, json};
use mercatoria_data::InputFile;
use std::fmt::Write;

/// How a result is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Table,
    Json,
    Csv,
}
impl Format {
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "table" => Some(Format::Table),
            "json" => Some(Format::Json),
            "csv" => Some(Format::Csv),
            _ => None,
        }
    }
}

/// One result with its provenance.
pub(crate) struct Document<'a> {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
    pub(crate) unit: &'a dyn Unit,
    pub(crate) dialect: Json,
    pub(crate) period: Option<String>,
    pub(crate) inputs: Vec<InputFile>,
    pub(crate) block: Block,
    pub(crate) notes: Vec<Note>,
    /// What each label contributes, if that was asked for and is known.
    pub(crate) contributions: Option<Block>,
    /// The same input under each dialect: name, parameters, result.
    pub(crate) dialects: Vec<(&'static str, Json, Block)>,
}
impl Document<'_> {
    pub(crate) fn write(&self, format: Format) -> String {
        match format {
            Format::Json => self.json(),
            Format::Csv => self.csv(),
            Format::Table => self.table(),
        }
    }

    /// Labels stand in the order of the axes, so the text is written by hand, cell by cell.
    fn json(&self) -> String {
        let text = |text: &str| Json::from(text).to_string();
        let id = self.unit.about().card.id;
        let params = self.unit.params();
        let seed = params.get("seed").cloned().unwrap_or(Json::Null);
        let inputs: Vec<Json> = self
            .inputs
            .iter()
            .map(|file| json!({"path": file.path, "sha256": file.sha256}))
            .collect();
        let name = if self.name == id {
            Json::Null
        } else {
            self.name.into()
        };
        let period = self
            .period
            .as_ref()
            .map_or(Json::Null, |period| Json::from(&**period));
        let mut out = format!(
            r#"{{"schema":"mercatoria-result/1","id":{},"unit":{},"name":{name},"version":{},"params":{params},"dialect":{},"cut":"{}","period":{period},"seed":{seed},"inputs":{},"form":"{}","cells":["#,
            text(self.name),
            text(id),
            text(self.version),
            self.dialect,
            self.block.cut.as_str(),
            Json::from(inputs),
            self.block.form
        );
        out.push_str(&cells(&self.block));
        out.push(']');
        if let Some(parts) = &self.contributions {
            let _ = write!(out, r#","contributions":[{}]"#, cells(parts));
        }
        if !self.dialects.is_empty() {
            let each = self.dialects.iter().map(|(name, params, block)| {
                format!(
                    r#"{{"name":{},"params":{params},"cells":[{}]}}"#,
                    text(name),
                    cells(block)
                )
            });
            let each: Vec<String> = each.collect();
            let _ = write!(out, r#","dialects":[{}]"#, each.join(","));
        }
        let _ = writeln!(
            out,
            r#","notes":{}}}"#,
            Json::from(
                self.notes
                    .iter()
                    .map(|n| json!({"code": n.code, "message": n.message}))
                    .collect::<Vec<_>>()
            )
        );
        out
    }

    fn csv(&self) -> String {
        let field = |text: &str| {
            if text.contains([',', '"', '\n', '\r']) {
                format!("\"{}\"", text.replace('"', "\"\""))
            } else {
                text.to_owned()
            }
        };
        let mut header: Vec<String> = self
            .block
            .axes
            .iter()
            .map(|axis| field(&axis.name))
            .collect();
        header.extend(
            [
                "quantity", "value", "lower", "upper", "interval", "class", "reason",
            ]
            .map(str::to_owned),
        );
        let mut out = header.join(",") + "\n";
        for (i, value) in self.block.values.iter().enumerate() {
            let (labels, quantity) = self.block.labels(i);
            let mut row: Vec<String> = labels.iter().map(|(_, label)| field(label)).collect();
            row.push(quantity.unwrap_or("").to_owned());
            row.push(value.point().map_or(String::new(), number));
            let (lower, upper, kind) = match value {
                Value::Interval { lower, upper, .. } => (
                    number(lower),
                    number(upper),
                    self.block
                        .values
                        .interval_kind()
                        .map_or("", IntervalKind::as_str),
                ),
                _ => (String::new(), String::new(), ""),
            };
            row.extend([lower, upper, kind.to_owned()]);
            let (class, reason) = if let Value::Undefined(why) = value {
                (why.class().as_str(), why.code())
            } else {
                ("", "")
            };
            row.extend([class.to_owned(), reason.to_owned()]);
            out += &(row.join(",") + "\n");
        }
        out
    }

    fn table(&self) -> String {
        let mut rows: Vec<Vec<String>> = vec![
            self.block
                .axes
                .iter()
                .map(|axis| axis.name.to_string())
                .chain(["quantity".into(), "value".into()])
                .collect(),
        ];
        for (i, value) in self.block.values.iter().enumerate() {
            let (labels, quantity) = self.block.labels(i);
            let mut row: Vec<String> = labels
                .iter()
                .map(|(_, label)| (*label).to_owned())
                .collect();
            row.push(quantity.unwrap_or("").to_owned());
            row.push(shown(value));
            rows.push(row);
        }
        if self.block.quantities.is_empty() {
            let at = self.block.axes.len();
            rows.iter_mut().for_each(|row| {
                row.remove(at);
            });
        }
        let mut out = format!(
            "{} ({}), cut {}\n",
            self.name,
            self.unit.about().card.formula,
            self.block.cut.as_str()
        );
        out += &aligned(&rows);
        if let Some(parts) = &self.contributions {
            out += &largest(parts);
        }
        if !self.dialects.is_empty() {
            out += &self.beside();
        }
        for note in &self.notes {
            let _ = writeln!(out, "note[{}]: {}", note.code, note.message);
        }
        out
    }

    /// Each cell under these parameters and under each dialect.
    fn beside(&self) -> String {
        let header = ["cell".to_owned(), "here".to_owned()];
        let names = self.dialects.iter().map(|(name, ..)| (*name).to_owned());
        let mut rows = vec![header.into_iter().chain(names).collect::<Vec<_>>()];
        for i in 0..self.block.values.len() {
            let (labels, quantity) = self.block.labels(i);
            let words: Vec<&str> = labels.iter().map(|(_, l)| *l).chain(quantity).collect();
            let mut row = vec![words.join(", "), shown(self.block.values.get(i))];
            for (.., block) in &self.dialects {
                let found = (0..block.values.len())
                    .find(|j| block.labels(*j) == (labels.clone(), quantity));
                row.push(found.map_or(String::new(), |j| shown(block.values.get(j))));
            }
            rows.push(row);
        }
        let mut out = format!("\nunder other packages' conventions:\n{}", aligned(&rows));
        for (name, params, _) in &self.dialects {
            let _ = writeln!(out, "{name}: {params}");
        }
        out
    }
}

/// The ten largest contributions.
fn largest(parts: &Block) -> String {
    let mut order: Vec<(usize, f64)> = (0..parts.values.len())
        .filter_map(|i| Some((i, parts.values.get(i).point()?)))
        .collect();
    order.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
    let rows: Vec<Vec<String>> = order
        .iter()
        .take(10)
        .map(|(i, x)| {
            let words: Vec<&str> = parts.labels(*i).0.iter().map(|(_, l)| *l).collect();
            vec![words.join(", "), shown(Value::Point(*x))]
        })
        .collect();
    format!(
        "\nlargest contributions of {}:\n{}",
        order.len(),
        aligned(&rows)
    )
}

/// Columns padded to their widest cell.
pub(crate) fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let widths: Vec<usize> = (0..columns)
        .map(|c| {
            rows.iter()
                .map(|row| row[c].chars().count())
                .max()
                .unwrap_or(0)
        })
        .collect();
    let mut out = String::new();
    for row in rows {
        let cells: Vec<String> = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:width$}"))
            .collect();
        out += cells.join("  ").trim_end();
        out.push('\n');
    }
    out
}

/// A value for people: six significant digits, bounds in brackets, the reason in words.
pub(crate) fn shown(value: Value) -> String {
    let short = |x: f64| {
        let digits = if x == 0.0 {
            0
        } else {
            (5 - x.abs().log10().floor() as i32).clamp(0, 12) as usize
        };
        format!("{x:.digits$}")
    };
    match value {
        Value::Point(x) => short(x),
        Value::Interval {
            point: None,
            lower,
            upper,
        } => format!("[{}, {}]", short(lower), short(upper)),
        Value::Interval {
            point: Some(x),
            lower,
            upper,
        } => format!("{} [{}, {}]", short(x), short(lower), short(upper)),
        Value::Undefined(why) => format!("not defined: {why}"),
    }
}

/// The shortest text that reads back to the same double.
fn number(x: f64) -> String {
    json!(x).to_string()
}

fn kind(kind: &IntervalKind) -> Json {
    serde_json::to_value(kind).unwrap_or(Json::Null)
}

/// The cells of a block as JSON objects, comma between them.
fn cells(block: &Block) -> String {
    let text = |text: &str| Json::from(text).to_string();
    let mut out = String::new();
    for (i, value) in block.values.iter().enumerate() {
        let (labels, quantity) = block.labels(i);
        let labels: Vec<String> = labels
            .iter()
            .map(|(axis, label)| format!("{}:{}", text(axis), text(label)))
            .collect();
        out.push_str(if i == 0 { "{" } else { ",{" });
        let _ = write!(out, r#""labels":{{{}}}"#, labels.join(","));
        if let Some(quantity) = quantity {
            let _ = write!(out, r#","quantity":{}"#, text(quantity));
        }
        if let Some(point) = value.point() {
            let _ = write!(out, r#","value":{}"#, number(point));
            if let Some(word) = block.words.get(point as usize) {
                let _ = write!(out, r#","category":{}"#, text(word));
            }
            if block.form == "dates" {
                let _ = write!(
                    out,
                    r#","date":"{}""#,
                    mercatoria_core::date_text(point as i32)
                );
            }
        }
        match value {
            Value::Interval { lower, upper, .. } => {
                let mut interval = block.values.interval_kind().map_or(Json::Null, kind);
                interval["lower"] = lower.into();
                interval["upper"] = upper.into();
                let _ = write!(out, r#","interval":{interval}"#);
            }
            Value::Undefined(why) => {
                let _ = write!(
                    out,
                    r#","undefined":{{"class":"{}","reason":"{}"}}"#,
                    why.class().as_str(),
                    why.code()
                );
            }
            Value::Point(_) => {}
        }
        out.push('}');
    }
    out
}
