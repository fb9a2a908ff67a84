//! A study file, walked with every fault listed at its line and pointer.
use crate::Layer;
use mercatoria_core::{Code, Fault, Json, param::nearest};
use std::ops::Range;
use std::path::{Path, PathBuf};
use toml::de::{DeTable, DeValue};

/// Where something of a study stands.
#[derive(Debug, Clone, Default)]
pub struct Place {
    file: String,
    row: u64,
    /// JSON pointer.
    pub pointer: String,
}
impl Place {
    /// A fault here.
    pub fn fault(&self, code: Code, message: impl Into<String>) -> Fault {
        let fault = Fault::new(code, message).pointer(&self.pointer);
        if self.file.is_empty() {
            fault
        } else {
            fault.at(&self.file, self.row)
        }
    }
}
/// A table of the file and where it stands.
pub(crate) struct Node<'t> {
    table: DeTable<'t>,
    span: Range<usize>,
    pub(crate) pointer: String,
}
pub(crate) struct Walk<'t> {
    file: String,
    input: &'t str,
    pub(crate) faults: Vec<Fault>,
}
impl<'t> Walk<'t> {
    pub(crate) fn new(file: &str, input: &'t str) -> Self {
        Self {
            file: file.to_owned(),
            input,
            faults: vec![],
        }
    }
    fn row(&self, at: usize) -> u64 {
        let before = self.input.get(..at).unwrap_or(self.input);
        1 + before.bytes().filter(|b| *b == b'\n').count() as u64
    }
    fn fault(&mut self, code: Code, span: &Range<usize>, pointer: String, message: String) {
        let fault = Fault::new(code, message)
            .at(&self.file, self.row(span.start))
            .pointer(pointer);
        self.faults.push(fault);
    }
    /// The whole file; faults of the syntax are all listed.
    pub(crate) fn root(&mut self) -> Option<Node<'t>> {
        let (table, errors) = DeTable::parse_recoverable(self.input);
        for error in &errors {
            let span = error.span().unwrap_or(0..0);
            self.fault(
                Code::TomlInvalid,
                &span,
                String::new(),
                error.message().to_owned(),
            );
        }
        self.faults.sort_by_key(|fault| fault.row);
        errors.is_empty().then(|| Node {
            span: table.span(),
            table: table.into_inner(),
            pointer: String::new(),
        })
    }
    /// Faults for keys that are not among the known.
    pub(crate) fn known(&mut self, node: &Node<'t>, keys: &[&str]) {
        for key in node.table.keys() {
            let name: &str = key.get_ref();
            if keys.contains(&name) {
                continue;
            }
            let meant = nearest(name, keys.iter().copied())
                .map_or(String::new(), |meant| format!("; did you mean {meant:?}?"));
            let message = format!("unknown property {name:?}{meant}");
            self.fault(
                Code::FieldUnknown,
                &key.span(),
                format!("{}/{name}", node.pointer),
                message,
            );
        }
    }
    /// The value was none of the known words.
    pub(crate) fn unknown<'w>(
        &mut self,
        node: &Node<'t>,
        key: &str,
        word: &str,
        what: &str,
        known: impl Iterator<Item = &'w str> + Clone,
    ) {
        let meant = match nearest(word, known.clone()) {
            Some(meant) => format!("did you mean {meant:?}?"),
            None => format!("there are: {}", known.collect::<Vec<_>>().join(", ")),
        };
        let span = node.table.get(key).map_or(node.span.clone(), |v| v.span());
        self.fault(
            Code::StudyInvalid,
            &span,
            format!("{}/{key}", node.pointer),
            format!("no {what} {word:?}; {meant}"),
        );
    }
    pub(crate) fn missing(&mut self, node: &Node<'t>, key: &str) {
        self.fault(
            Code::FieldMissing,
            &node.span.clone(),
            format!("{}/{key}", node.pointer),
            format!("{key:?} is missing"),
        );
    }
    fn wrong(&mut self, node: &Node<'t>, key: &str, wanted: &str, span: Range<usize>) {
        self.fault(
            Code::StudyInvalid,
            &span,
            format!("{}/{key}", node.pointer),
            format!("{key:?} is {wanted}"),
        );
    }
    /// A text.
    pub(crate) fn text(&mut self, node: &Node<'t>, key: &str) -> Option<String> {
        let value = node.table.get(key)?;
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            self.wrong(node, key, "a text", value.span());
        }
        text
    }
    /// A text that must be there; empty, with a fault, where it is not.
    pub(crate) fn needed(&mut self, node: &Node<'t>, key: &str) -> String {
        if node.table.get(key).is_none() {
            self.missing(node, key);
        }
        self.text(node, key).unwrap_or_default()
    }
    /// A text or a list of texts.
    pub(crate) fn texts(&mut self, node: &Node<'t>, key: &str) -> Vec<String> {
        let Some(value) = node.table.get(key) else {
            return vec![];
        };
        if let Some(text) = value.get_ref().as_str() {
            return vec![text.to_owned()];
        }
        let texts = value.get_ref().as_array().and_then(|list| {
            list.iter()
                .map(|item| item.get_ref().as_str().map(str::to_owned))
                .collect::<Option<Vec<_>>>()
        });
        if texts.is_none() {
            self.wrong(node, key, "a list of texts", value.span());
        }
        texts.unwrap_or_default()
    }
    /// A whole number, not negative.
    pub(crate) fn whole(&mut self, node: &Node<'t>, key: &str) -> Option<u64> {
        let value = node.table.get(key)?;
        let number = value
            .get_ref()
            .as_integer()
            .and_then(|n| u64::from_str_radix(n.as_str(), n.radix()).ok());
        if number.is_none() {
            self.wrong(node, key, "a whole number, zero or more", value.span());
        }
        number
    }
    /// A number.
    pub(crate) fn number(&mut self, node: &Node<'t>, key: &str) -> Option<f64> {
        let value = node.table.get(key)?;
        let number = json(value.get_ref()).as_f64();
        if number.is_none() {
            self.wrong(node, key, "a number", value.span());
        }
        number
    }
    /// True or false; false where it is not given.
    pub(crate) fn flag(&mut self, node: &Node<'t>, key: &str) -> bool {
        let Some(value) = node.table.get(key) else {
            return false;
        };
        let yes = value.get_ref().as_bool();
        if yes.is_none() {
            self.wrong(node, key, "true or false", value.span());
        }
        yes.unwrap_or(false)
    }
    /// A table as JSON.
    pub(crate) fn object(&mut self, node: &Node<'t>, key: &str) -> Option<Json> {
        let value = node.table.get(key)?;
        if !value.get_ref().is_table() {
            self.wrong(node, key, "a table", value.span());
            return None;
        }
        Some(json(value.get_ref()))
    }
    /// The tables of a list.
    pub(crate) fn list(&mut self, node: &Node<'t>, key: &str) -> Vec<Node<'t>> {
        let Some(value) = node.table.get(key) else {
            return vec![];
        };
        let Some(list) = value.get_ref().as_array() else {
            self.wrong(node, key, &format!("a list: write [[{key}]]"), value.span());
            return vec![];
        };
        let mut nodes = vec![];
        for (i, item) in list.iter().enumerate() {
            match item.get_ref().as_table() {
                Some(table) => nodes.push(Node {
                    table: table.clone(),
                    span: item.span(),
                    pointer: format!("{}/{key}/{i}", node.pointer),
                }),
                None => self.wrong(
                    node,
                    key,
                    &format!("a list of tables: write [[{key}]]"),
                    item.span(),
                ),
            }
        }
        nodes
    }
    pub(crate) fn layer(&mut self, node: &Node<'t>) -> Layer {
        let Some(word) = self.text(node, "layer") else {
            return Layer::Real;
        };
        Layer::named(&word).unwrap_or_else(|| {
            self.unknown(
                node,
                "layer",
                &word,
                "layer",
                ["real", "sparse", "generated"].into_iter(),
            );
            Layer::Real
        })
    }
    pub(crate) fn place(&self, node: &Node<'t>) -> Place {
        Place {
            file: self.file.clone(),
            row: self.row(node.span.start),
            pointer: node.pointer.clone(),
        }
    }
    pub(crate) fn here(&self, node: &Node<'t>, key: &str, fault: Fault) -> Fault {
        let span = node.table.get(key).map_or(node.span.clone(), |v| v.span());
        fault
            .at(&self.file, self.row(span.start))
            .pointer(format!("{}/{key}", node.pointer))
    }
    /// Where a table comes from: a file or folder of its own, or a resource of a package.
    pub(crate) fn origin(&mut self, node: &Node<'t>, folder: &Path) -> Option<Origin> {
        let (path, package) = (self.text(node, "path"), self.text(node, "package"));
        match (path, package) {
            (Some(path), None) => Some(Origin::Files(folder.join(path))),
            (None, Some(package)) => Some(Origin::Package(
                folder.join(package),
                self.text(node, "resource"),
            )),
            (None, None) => {
                self.missing(node, "path");
                None
            }
            (Some(_), Some(_)) => {
                let message = "a table has a path or a package, not both".to_owned();
                let pointer = format!("{}/package", node.pointer);
                self.fault(Code::StudyInvalid, &node.span.clone(), pointer, message);
                None
            }
        }
    }
}
/// Where a table comes from.
pub(crate) enum Origin {
    /// A file, or a folder of files.
    Files(PathBuf),
    /// A package, and which of its tables.
    Package(PathBuf, Option<String>),
}
fn json(value: &DeValue<'_>) -> Json {
    match value {
        DeValue::String(text) => Json::String(text.to_string()),
        DeValue::Integer(n) => {
            i64::from_str_radix(n.as_str(), n.radix()).map_or(Json::Null, Json::from)
        }
        DeValue::Float(x) => x.as_str().parse::<f64>().map_or(Json::Null, Json::from),
        DeValue::Boolean(yes) => Json::Bool(*yes),
        DeValue::Datetime(when) => Json::String(when.to_string()),
        DeValue::Array(list) => list.iter().map(|item| json(item.get_ref())).collect(),
        DeValue::Table(table) => table
            .iter()
            .map(|(key, value)| (key.get_ref().to_string(), json(value.get_ref())))
            .collect::<serde_json::Map<_, _>>()
            .into(),
    }
}
