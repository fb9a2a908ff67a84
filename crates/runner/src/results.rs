//! Results as data: what was computed, what was not and why, and from what. Nothing here is presentation.
use crate::About;
use mercatoria_core::{Block, Class, IntervalKind, Json, Undefined, Value, json};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Schema of the JSON file.
pub const SCHEMA: &str = "mercatoria-results/1";

/// Everything a run found.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Results {
    /// [`SCHEMA`].
    pub schema: String,
    /// Title of the study.
    pub title: String,
    /// From what, with what.
    pub provenance: Provenance,
    /// The tables that were read or generated.
    pub tables: Vec<TableAbout>,
    /// Cards of every registered name.
    pub names: BTreeMap<String, CardAbout>,
    /// What was computed.
    pub computed: Vec<Computed>,
    /// What was not, and why.
    pub missing: Vec<NotComputed>,
    /// Warnings of the data.
    pub warnings: Vec<Json>,
    /// Laws that were checked; empty where that stage was skipped.
    pub laws: Vec<LawOutcome>,
    /// Speed that was measured; empty where that stage was skipped.
    pub speed: Vec<Speed>,
}
/// From what, with what.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Provenance {
    /// Version of the program.
    pub version: String,
    /// Version of each indicator crate.
    pub crates: BTreeMap<String, String>,
    /// Files and their SHA-256.
    pub inputs: Vec<Input>,
    /// Seed of everything random.
    pub seed: u64,
}
/// An input file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// Path, as given.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
}
/// A table, with its shape and periods.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct TableAbout {
    /// What it is.
    #[serde(flatten)]
    pub about: About,
    /// The shape.
    pub shape: String,
    /// The periods.
    pub periods: Vec<String>,
    /// Labels of each axis of the first period.
    pub axes: Vec<AxisAbout>,
    /// The result it is derived from, if it is.
    pub derived_from: Option<String>,
}
/// An axis.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct AxisAbout {
    /// Name.
    pub name: String,
    /// Labels.
    pub labels: Vec<String>,
}
/// The card of a name.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct CardAbout {
    /// The unit behind it.
    pub unit: String,
    /// What the field calls it.
    pub title: String,
    /// The crate.
    pub package: String,
    /// Structure, clusters, exports, legal, linkage.
    pub family: String,
    /// In symbols.
    pub formula: String,
    /// How to read a value.
    pub reading: String,
    /// The shape it reads.
    pub shape: String,
    /// The shape of the table it is cut from.
    pub table_shape: String,
    /// Its cut.
    pub cut: String,
    /// Its parameters.
    pub params: Json,
    /// Also called.
    pub aliases: Vec<String>,
    /// Laws under its parameters, in words.
    pub laws: Vec<String>,
    /// Where other packages differ.
    pub peers: Vec<String>,
    /// Where it comes from.
    pub sources: Vec<String>,
    /// Scale-free, so without a unit of measure.
    pub scale_free: bool,
    /// In the unit of the table.
    pub homogeneous: bool,
}
/// One computed name on one table and period.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Computed {
    /// The name.
    pub id: String,
    /// Id given to this computation by the study; empty for the selection.
    pub label: String,
    /// Title given by the study, else that of the name.
    pub title: String,
    /// The table.
    pub table: String,
    /// The period.
    pub period: String,
    /// The cut.
    pub cut: String,
    /// The label or attribute of a cut that measures against one.
    pub against: String,
    /// The parameters.
    pub params: Json,
    /// Name of the parameter set, where one was asked for.
    pub dialect: String,
    /// Form of the output.
    pub form: String,
    /// Axes, outermost first.
    pub axes: Vec<AxisAbout>,
    /// Quantities, innermost; empty where there is one without a name.
    pub quantities: Vec<String>,
    /// Words that a category stands for.
    pub words: Vec<String>,
    /// Unit of measure: `1` where the number has none, empty where it is not known.
    pub unit_of_measure: String,
    /// Kind of the intervals, with what belongs to it.
    pub interval: Json,
    /// The cells.
    pub cells: Vec<Cell>,
    /// What a reader must know.
    pub notes: Vec<(String, String)>,
}
/// One cell.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// The number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// Interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub between: Option<(f64, f64)>,
    /// Code of the reason why there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}
/// A name that was not computed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct NotComputed {
    /// The name.
    pub id: String,
    /// The table it was refused, empty where no table fits.
    pub table: String,
    /// Class of the reason.
    pub class: String,
    /// Code of the reason.
    pub reason: String,
    /// In words.
    pub message: String,
    /// The data that would be needed.
    pub needs: String,
}
/// A law and whether it held.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct LawOutcome {
    /// The unit or name.
    pub id: String,
    /// In words.
    pub law: String,
    /// How often two values were compared.
    pub compared: u64,
    /// Did it hold each time, at least once?
    pub held: bool,
    /// The smallest counterexample, if it did not.
    pub counterexample: Option<String>,
}
/// Speed of a unit.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Speed {
    /// The unit.
    pub id: String,
    /// Shape it was measured on.
    pub shape: String,
    /// Cells asked of the generator and seconds, a size each.
    pub sizes: Vec<(u64, f64)>,
    /// How time grows with cells, on the log-log scale.
    pub exponent: Option<f64>,
    /// Interval of the exponent.
    pub between: Option<(f64, f64)>,
    /// Why it could not be measured.
    pub message: String,
}

/// The class of a reason's code.
pub fn class_of(code: &str) -> &'static str {
    Undefined::ALL
        .iter()
        .find(|why| why.code() == code)
        .map_or(Class::Defect.as_str(), |why| why.class().as_str())
}
/// A reason's code in words.
pub fn words_of(code: &str) -> String {
    Undefined::ALL
        .iter()
        .find(|why| why.code() == code)
        .map_or_else(|| code.to_owned(), ToString::to_string)
}

impl Computed {
    /// The labels of a cell in the order of the axes, and its quantity.
    pub fn labels(&self, i: usize) -> (Vec<&str>, &str) {
        let n = self.quantities.len().max(1);
        let mut at = i / n;
        let mut labels = vec![];
        for axis in self.axes.iter().rev() {
            let length = axis.labels.len().max(1);
            labels.push(axis.labels.get(at % length).map_or("", String::as_str));
            at /= length;
        }
        labels.reverse();
        (
            labels,
            self.quantities.get(i % n).map_or("", String::as_str),
        )
    }
    /// The cell with these labels and quantity.
    pub fn cell(&self, labels: &[&str], quantity: &str) -> Option<&Cell> {
        (0..self.cells.len())
            .find(|i| self.labels(*i) == (labels.to_vec(), quantity))
            .map(|i| &self.cells[i])
    }
    /// The number with these labels and quantity, if it is known to a point.
    pub fn value(&self, labels: &[&str], quantity: &str) -> Option<f64> {
        self.cell(labels, quantity)?.value
    }
    /// Kind of the intervals.
    pub fn interval_kind(&self) -> &str {
        self.interval["kind"].as_str().unwrap_or("")
    }
    pub(crate) fn fill(&mut self, block: &Block) {
        self.form = block.form.to_owned();
        let axis = |axis: &mercatoria_core::Axis| AxisAbout {
            name: axis.name.to_string(),
            labels: axis.labels().map(str::to_owned).collect(),
        };
        self.axes = block.axes.iter().map(axis).collect();
        self.quantities = block.quantities.iter().map(|q| (*q).to_owned()).collect();
        self.words = block.words.iter().map(|w| (*w).to_owned()).collect();
        self.interval = block.values.interval_kind().map_or(Json::Null, kind);
        let cell = |value: Value| match value {
            Value::Point(x) => Cell {
                value: Some(x),
                ..Cell::default()
            },
            Value::Interval {
                point,
                lower,
                upper,
            } => Cell {
                value: point,
                between: Some((lower, upper)),
                reason: None,
            },
            Value::Undefined(why) => Cell {
                reason: Some(why.code().to_owned()),
                ..Cell::default()
            },
        };
        self.cells = block.values.iter().map(cell).collect();
        let notes = block.values.notes().iter();
        self.notes
            .extend(notes.map(|n| (n.code.to_owned(), n.message.clone())));
    }
}
fn kind(kind: &IntervalKind) -> Json {
    serde_json::to_value(kind).unwrap_or(Json::Null)
}

impl Results {
    /// The computation that the study gave this id, at a period.
    pub fn labelled(&self, label: &str, period: &str) -> Option<&Computed> {
        self.computed
            .iter()
            .find(|c| c.label == label && c.period == period)
    }
    /// A name on a table at a period.
    pub fn on(&self, id: &str, table: &str, period: &str) -> Option<&Computed> {
        self.computed
            .iter()
            .find(|c| c.id == id && c.table == table && c.period == period && c.label.is_empty())
    }
    /// A table by its id.
    pub fn table(&self, id: &str) -> Option<&TableAbout> {
        self.tables.iter().find(|t| t.about.id == id)
    }

    /// The long table as CSV.
    pub fn csv(&self) -> String {
        let mut out = COLUMNS.join(",");
        out.push('\n');
        let number = |x: Option<f64>| x.map_or(String::new(), |x| x.to_string());
        for c in &self.computed {
            let card = self.names.get(&c.id);
            for (i, cell) in c.cells.iter().enumerate() {
                let (labels, quantity) = c.labels(i);
                let labels: Vec<String> = c
                    .axes
                    .iter()
                    .zip(labels)
                    .map(|(axis, label)| format!("{}={label}", axis.name))
                    .collect();
                let reason = cell.reason.as_deref().unwrap_or("");
                let class = if reason.is_empty() {
                    ""
                } else {
                    class_of(reason)
                };
                let kind = if cell.between.is_some() {
                    c.interval_kind()
                } else {
                    ""
                };
                let fields: [&str; 17] = [
                    &c.id,
                    card.map_or("", |card| &card.unit),
                    &c.label,
                    &c.cut,
                    &c.against,
                    &c.table,
                    self.table(&c.table).map_or("", |t| t.about.layer.as_str()),
                    &c.period,
                    &labels.join(";"),
                    quantity,
                    &number(cell.value),
                    &number(cell.between.map(|b| b.0)),
                    &number(cell.between.map(|b| b.1)),
                    kind,
                    class,
                    reason,
                    &c.unit_of_measure,
                ];
                line(&mut out, &fields);
            }
        }
        for m in &self.missing {
            let unit = self.names.get(&m.id).map_or("", |card| &card.unit);
            let cut = self.names.get(&m.id).map_or("", |card| &card.cut);
            let layer = self.table(&m.table).map_or("", |t| t.about.layer.as_str());
            let fields = [
                &*m.id, unit, "", cut, "", &m.table, layer, "", "", "", "", "", "", "", &m.class,
                &m.reason, "",
            ];
            line(&mut out, &fields);
        }
        out
    }
    /// The descriptor of the CSV: a Data Package 2.0.
    pub fn descriptor(&self) -> String {
        let fields: Vec<Json> = COLUMNS
            .iter()
            .map(|name| {
                let kind = if matches!(*name, "value" | "lower" | "upper") {
                    "number"
                } else {
                    "string"
                };
                json!({"name": name, "type": kind})
            })
            .collect();
        let package = json!({
            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
            "name": "mercatoria-results",
            "title": format!("Results: {}", self.title),
            "version": self.provenance.version,
            "resources": [{
                "$schema": "https://datapackage.org/profiles/2.0/dataresource.json",
                "name": "results",
                "type": "table",
                "path": "results.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {
                    "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
                    "fields": fields,
                    "missingValues": [""],
                },
            }],
            "mercatoria": {"schema": SCHEMA, "provenance": self.provenance},
        });
        format!("{package:#}\n")
    }
    /// Everything as JSON.
    pub fn json(&self) -> Result<String, String> {
        serde_json::to_string(self).map_err(|error| error.to_string())
    }
    /// Reads what [`Results::json`] wrote.
    pub fn read(text: &str) -> Result<Self, String> {
        let results: Self = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if results.schema == SCHEMA {
            Ok(results)
        } else {
            Err(format!(
                "results of schema {:?}; this program reads {SCHEMA}",
                results.schema
            ))
        }
    }
}
const COLUMNS: [&str; 17] = [
    "id",
    "unit",
    "label",
    "cut",
    "against",
    "table",
    "layer",
    "period",
    "labels",
    "quantity",
    "value",
    "lower",
    "upper",
    "interval",
    "class",
    "reason",
    "unit_of_measure",
];
fn line(out: &mut String, fields: &[&str]) {
    for (i, field) in fields.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        if field.contains([',', '"', '\n', '\r']) {
            let _ = write!(out, "\"{}\"", field.replace('"', "\"\""));
        } else {
            out.push_str(field);
        }
    }
    out.push('\n');
}
