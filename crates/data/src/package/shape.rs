//! From a table of a package to the shape that an indicator reads. Nothing is added up on the way, and nothing is guessed:
//! what the table cannot say is a fault that names the choice to be made.
use super::rules::{beside_codes, status_of};
use super::table::PackageTable;
use super::totals::whole_of;
use super::{Package, named};
use crate::InputFile;
use mercatoria_core::dataset::{
    Absent as AbsentRows, FieldRole, Flow, Period, Prices, Span, Status, TableRole,
};
use mercatoria_core::{
    Absent, Code, Column, Fault, Faults, Hidden, Kind, Note, Owned, ReadOptions, Table, Tables,
    TradeFlow, Undefined, code_texts,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Most cells that withheld combinations may fill.
const CELL_LIMIT: usize = 50_000_000;

/// Which part of a package becomes the shape.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// The table, where several fit.
    pub table: Option<String>,
    /// Rows whose column has one of these values.
    pub rows: Vec<(String, Vec<String>)>,
    /// The flow of trade; a table of another flow is refused.
    pub flow: Option<Flow>,
    /// The flow of trade where a table has several; a table of one flow is taken with the flow it has, and the caller
    /// compares ([`refusal`]).
    pub prefer: Option<Flow>,
    /// The level of a column's labels.
    pub levels: Vec<(String, String)>,
    /// Take labels of several levels together, as they are printed.
    pub as_printed: bool,
    /// The column of amounts, where several are.
    pub value: Option<String>,
    /// The columns that become the axes, where more than needed are.
    pub axes: Vec<String>,
}

impl Selection {
    /// Adds what a command line says: `column=value`, or `column=value,value`.
    ///
    /// # Errors
    /// The text, if it has no `=`.
    pub fn add(&mut self, text: &str) -> Result<(), Fault> {
        let Some((column, values)) = text.split_once('=') else {
            let message = format!("{text:?} is not written column=value");
            return Err(Fault::new(Code::SelectionNeeded, message));
        };
        let values = values.split(',').map(str::to_owned).collect();
        self.rows.push((column.to_owned(), values));
        Ok(())
    }
}

/// A shape made from a package, and what has to be said with its results.
pub struct Loaded {
    /// The shape.
    pub owned: Owned,
    /// The table it was made from.
    pub table: String,
    /// The flow of trade it holds.
    pub flow: Option<Flow>,
    /// Unit of measure of the values.
    pub unit: Option<String>,
    /// Currency of the values.
    pub currency: Option<String>,
    /// Are the figures generated? Then results carry the mark.
    pub generated: bool,
    /// What absent cells were taken as.
    pub absent: Absent,
    /// How the table was read, for the results.
    pub notes: Vec<Note>,
    /// Warnings of the package and of making the shape.
    pub warnings: Vec<Fault>,
    /// Every file that was read.
    pub inputs: Vec<InputFile>,
}

impl Loaded {
    /// The flow as names of indicators know it.
    pub fn trade_flow(&self) -> Option<TradeFlow> {
        self.flow.and_then(Flow::trade)
    }
}

impl std::fmt::Debug for Loaded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut out = f.debug_struct("Loaded");
        out.field("kind", &self.owned.kind())
            .field("table", &self.table)
            .field("flow", &self.flow);
        out.field("notes", &self.notes)
            .field("warnings", &self.warnings)
            .finish_non_exhaustive()
    }
}

/// Why an indicator of one flow does not exist on a table of another: an *export* name refuses two-way trade.
///
/// ```
/// use mercatoria_core::{Undefined, dataset::Flow};
/// use mercatoria_data::package::refusal;
/// assert_eq!(refusal(Flow::Exports, Some(Flow::TwoWay)), Some(Undefined::TwoWayTrade));
/// assert_eq!(refusal(Flow::Exports, Some(Flow::Exports)), None);
/// ```
pub fn refusal(wanted: Flow, held: Option<Flow>) -> Option<Undefined> {
    match held {
        Some(Flow::TwoWay) if wanted != Flow::TwoWay => Some(Undefined::TwoWayTrade),
        Some(held) if held != wanted => Some(Undefined::NotApplicable),
        _ => None,
    }
}

/// Roles that may become an axis, in the order in which they do.
const AXES: [FieldRole; 9] = [
    FieldRole::Region,
    FieldRole::Unit,
    FieldRole::Industry,
    FieldRole::Product,
    FieldRole::Partner,
    FieldRole::Criterion,
    FieldRole::Regime,
    FieldRole::Ownership,
    FieldRole::Basis,
];

impl Package {
    /// The shape of a kind, from the table that is selected or the only one that fits.
    ///
    /// # Errors
    /// All faults of the request, or of making the shape.
    pub fn shape(
        &self,
        kind: Kind,
        options: &ReadOptions,
        selection: &Selection,
    ) -> Result<Loaded, Vec<Fault>> {
        let mut loaded = match kind {
            Kind::Register => self.register(options)?,
            _ => {
                let table = self
                    .chosen(kind, options, selection)
                    .map_err(|fault| vec![fault])?;
                let mut making = Making::new(table, kind, options, selection, Some(self));
                making.run()?
            }
        };
        loaded.generated |= self.is_generated();
        loaded.inputs = self.inputs.clone();
        Ok(loaded)
    }

    fn chosen(
        &self,
        kind: Kind,
        options: &ReadOptions,
        selection: &Selection,
    ) -> Result<&PackageTable, Fault> {
        if let Some(name) = selection.table.as_ref().or(options.table.as_ref()) {
            return self.table(name);
        }
        let fits = |table: &&PackageTable| {
            let role = table.profile().map(|profile| profile.role);
            match kind {
                Kind::Trade | Kind::Bilateral | Kind::Flows => role == Some(TableRole::TradeFlows),
                Kind::Scoreboard | Kind::Ratings => role == Some(TableRole::Scores),
                Kind::Relation => role == Some(TableRole::Relation),
                Kind::Panel => role == Some(TableRole::Panel),
                _ => matches!(role, Some(TableRole::Activity | TableRole::TradeFlows)),
            }
        };
        let candidates: Vec<&PackageTable> = self.tables.iter().filter(fits).collect();
        match &candidates[..] {
            [one] => Ok(one),
            [] => {
                let message = format!(
                    "{} is read from a table that this package does not have",
                    kind.needs()
                );
                Err(Fault::new(Code::ShapeWrong, message).file(&self.file))
            }
            several => {
                let names: Vec<&str> = several.iter().map(|table| table.name()).collect();
                let message = format!("several tables fit: {}", names.join(", "));
                Err(Fault::new(Code::TableNeeded, message).file(&self.file))
            }
        }
    }

    /// The legal register: all its tables by their roles and names.
    fn register(&self, options: &ReadOptions) -> Result<Loaded, Vec<Fault>> {
        let mut tables = Tables::default();
        for table in &self.tables {
            let plain = table.plain();
            let stem = match table.profile().map(|profile| profile.role) {
                Some(TableRole::Measures) => "measures",
                Some(TableRole::Events) => "events",
                _ => table.name(),
            };
            tables.others.push((stem.to_owned(), plain));
        }
        let main = ["provisions", "measures"]
            .into_iter()
            .find_map(|stem| tables.get(stem).map(|t| (stem, t.clone())));
        let Some((stem, main)) = main else {
            let message =
                "a register is read from a table of role measures or one named provisions";
            return Err(vec![Fault::new(Code::ShapeWrong, message).file(&self.file)]);
        };
        tables.main = main;
        let (owned, warnings) = Kind::Register.read(&tables, options)?;
        Ok(Loaded {
            owned,
            table: stem.to_owned(),
            flow: None,
            unit: None,
            currency: None,
            generated: false,
            absent: options.absent,
            notes: vec![],
            warnings,
            inputs: vec![],
        })
    }

    /// The table that holds what is known of the labels of a column.
    fn side_of(&self, table: &PackageTable, field: usize) -> Option<(&PackageTable, usize)> {
        let profile = table.role(field);
        let lists = self
            .descriptor
            .mercatoria
            .iter()
            .flat_map(|p| &p.code_lists);
        let listed = profile.and_then(|p| p.codes.as_deref()).and_then(|id| {
            let list = lists.into_iter().find(|list| list.id == id)?;
            Some((
                named(list.resource.as_ref()?),
                list.field.as_deref().unwrap_or("code"),
            ))
        });
        let name = &table.fields()[field].name;
        let keys = table.schema.foreign_keys.iter().flatten();
        let referred = keys
            .filter(|key| key.fields.all() == std::slice::from_ref(name))
            .find_map(|key| {
                Some((
                    key.reference.resource.as_deref()?,
                    key.reference.fields.all().first()?.as_str(),
                ))
            });
        let (resource, code) = referred.or(listed)?;
        let other = self.tables.iter().find(|table| table.name() == resource)?;
        Some((other, other.field(code)?))
    }
}

impl PackageTable {
    /// The shape of a kind from this table alone, without what other tables of the package know of its labels.
    ///
    /// # Errors
    /// All faults of making it.
    pub fn shape(
        &self,
        kind: Kind,
        options: &ReadOptions,
        selection: &Selection,
    ) -> Result<Loaded, Vec<Fault>> {
        Making::new(self, kind, options, selection, None).run()
    }
}

/// The making of one shape.
struct Making<'a> {
    table: &'a PackageTable,
    kind: Kind,
    options: &'a ReadOptions,
    selection: &'a Selection,
    package: Option<&'a Package>,
    faults: Faults,
    notes: Vec<Note>,
    rows: Vec<usize>,
    /// Rows of totals and residuals that the selection reaches.
    beside: Vec<usize>,
}

impl<'a> Making<'a> {
    fn new(
        table: &'a PackageTable,
        kind: Kind,
        options: &'a ReadOptions,
        selection: &'a Selection,
        package: Option<&'a Package>,
    ) -> Self {
        Self {
            table,
            kind,
            options,
            selection,
            package,
            faults: Faults::default(),
            notes: vec![],
            rows: (0..table.rows()).collect(),
            beside: vec![],
        }
    }

    fn fail<T>(&mut self) -> Result<T, Vec<Fault>> {
        Err(std::mem::take(&mut self.faults).into_vec())
    }

    fn refuse(&mut self, code: Code, message: impl Into<String>) {
        let file = self.table.file_of(0).to_owned();
        let pointer = format!("/resources/{}", self.table.index);
        self.faults
            .push(Fault::new(code, message).file(file).pointer(pointer));
    }

    fn note(&mut self, code: &'static str, message: String) {
        self.notes.push(Note { code, message });
    }

    fn one(&self, role: FieldRole) -> Option<usize> {
        self.table
            .with_role(role)
            .find(|field| self.table.column(*field).is_some())
    }

    /// Distinct texts of a column among the rows that are left.
    fn values(&self, field: usize) -> BTreeSet<&'a str> {
        let table = self.table;
        self.rows
            .iter()
            .map(|row| table.text(field, *row))
            .collect()
    }

    fn is_periodic(&self) -> bool {
        matches!(
            self.kind,
            Kind::Change | Kind::Flows | Kind::Panel | Kind::Scoreboard
        )
    }

    fn is_sum(&self) -> bool {
        !matches!(
            self.kind,
            Kind::Scoreboard | Kind::Ratings | Kind::Relation | Kind::Panel | Kind::Register
        )
    }

    fn run(&mut self) -> Result<Loaded, Vec<Fault>> {
        self.select();
        self.choose_levels();
        self.leave_out_totals();
        if self.faults.has_errors() {
            return self.fail();
        }
        // Periods first: what is refused is the flow of the period that was asked for.
        let periods = self.choose_periods();
        if self.faults.has_errors() {
            return self.fail();
        }
        let flow = self.choose_flow();
        let value = self.choose_value();
        if self.faults.has_errors() {
            return self.fail();
        }
        self.one_unit();
        let axes = self.choose_axes();
        self.check_levels(&axes);
        self.check_groups(&axes);
        self.compare_periods(&periods, value);
        if self.faults.has_errors() {
            return self.fail();
        }
        let absent = self.absent();
        let Some(value) = value else {
            return self.fail();
        };
        let (tables, names) = self.tables(&axes, &periods, value);
        if self.faults.has_errors() {
            return self.fail();
        }
        let options = ReadOptions {
            period: None,
            absent,
            ..self.options.clone()
        };
        let (owned, warnings) = self.kind.read(&tables, &options).map_err(|faults| {
            faults
                .into_iter()
                .map(|fault| renamed(fault, &names))
                .collect::<Vec<_>>()
        })?;
        self.faults
            .extend(warnings.into_iter().map(|fault| renamed(fault, &names)));
        let owned = self.with_hidden(owned, &axes, value);
        let profile = self.table.role(value);
        let of_rows = |role: FieldRole| {
            self.one(role)
                .and_then(|field| self.values(field).into_iter().next().map(str::to_owned))
        };
        Ok(Loaded {
            owned,
            table: self.table.name().to_owned(),
            flow,
            unit: profile
                .and_then(|p| p.unit.clone())
                .or_else(|| of_rows(FieldRole::UnitOfMeasure)),
            currency: profile
                .and_then(|p| p.currency.as_ref().map(|c| c.as_str().to_owned()))
                .or_else(|| of_rows(FieldRole::Currency)),
            generated: self.table.profile().is_some_and(|p| p.generated),
            absent,
            notes: std::mem::take(&mut self.notes),
            warnings: std::mem::take(&mut self.faults).into_vec(),
            inputs: vec![],
        })
    }

    /// Rows that the selection names.
    fn select(&mut self) {
        for (name, wanted) in &self.selection.rows {
            let Some(field) = self.table.field(name) else {
                let known: Vec<&str> = self.table.fields().iter().map(|f| &*f.name).collect();
                let meant = mercatoria_core::param::nearest(name, known.iter().copied())
                    .map_or(String::new(), |meant| format!("; did you mean {meant:?}?"));
                self.refuse(
                    Code::ColumnMissing,
                    format!("the table has no column {name:?}{meant}"),
                );
                continue;
            };
            let there = self.values(field);
            for value in wanted.iter().filter(|value| !there.contains(&&***value)) {
                let message = format!(
                    "no row has {name} = {value:?}; there are {}",
                    listed(&there)
                );
                self.refuse(Code::SelectionEmpty, message);
            }
            let table = self.table;
            self.rows
                .retain(|row| wanted.iter().any(|value| value == table.text(field, *row)));
        }
    }

    /// The level of a label.
    fn level(&self, field: usize, row: usize) -> String {
        let column = self.table.with_role(FieldRole::Level).find(|level| {
            let of = self.table.role(*level).and_then(|p| p.of.as_deref());
            of.is_none_or(|name| self.table.field(name) == Some(field))
        });
        if let Some(column) = column {
            return self.table.text(column, row).to_owned();
        }
        let Some(profile) = self.table.role(field) else {
            return String::new();
        };
        let text = self.table.text(field, row);
        let other = profile
            .levels
            .iter()
            .find(|(_, codes)| codes.iter().any(|code| code == text));
        match other {
            Some((level, _)) => level.0.clone(),
            None => profile
                .level
                .as_ref()
                .map_or(String::new(), |level| level.0.clone()),
        }
    }

    fn choose_levels(&mut self) {
        for (name, wanted) in &self.selection.levels {
            let Some(field) = self.table.field(name) else {
                self.refuse(
                    Code::ColumnMissing,
                    format!("the table has no column {name:?}"),
                );
                continue;
            };
            let levels: Vec<String> = self
                .rows
                .iter()
                .map(|row| self.level(field, *row))
                .collect();
            let there: BTreeSet<&str> = levels.iter().map(String::as_str).collect();
            if !there.contains(&&**wanted) {
                let message = format!(
                    "no label of {name} is of level {wanted:?}; there are {}",
                    listed(&there)
                );
                self.refuse(Code::SelectionEmpty, message);
            }
            let before = self.rows.len();
            let mut keep = levels.iter().map(|level| level == wanted);
            self.rows.retain(|_| keep.next().unwrap_or(false));
            let left = before - self.rows.len();
            if left > 0 {
                self.note(
                    "rows_left_out",
                    format!("{left} rows of other levels of {name} than {wanted} are left out"),
                );
            }
        }
    }

    /// Rows of totals and residuals are no labels, unless they were asked for.
    fn leave_out_totals(&mut self) {
        for field in 0..self.table.fields().len() {
            let name = &self.table.fields()[field].name;
            let asked: Vec<&String> = self
                .selection
                .rows
                .iter()
                .filter(|(column, _)| column == name)
                .flat_map(|(_, values)| values)
                .collect();
            let codes: BTreeSet<&str> = beside_codes(self.table, field)
                .filter(|code| !asked.iter().any(|a| a == code))
                .collect();
            if codes.is_empty() {
                continue;
            }
            let (out, kept): (Vec<usize>, Vec<usize>) = self
                .rows
                .iter()
                .partition(|row| codes.contains(self.table.text(field, **row)));
            if !out.is_empty() {
                let message = format!(
                    "{} rows of {name} {} are totals or residuals and no labels",
                    out.len(),
                    listed(&codes)
                );
                self.note("rows_left_out", message);
            }
            self.beside.extend(out);
            self.rows = kept;
        }
        if self.rows.is_empty() && !self.faults.has_errors() {
            self.refuse(Code::SelectionEmpty, "no row is left of the table");
        }
    }

    fn flow_of(&self, field: usize, row: usize) -> Option<Flow> {
        let text = self.table.text(field, row);
        let word = self.table.role(field).and_then(|p| p.words.get(text));
        Flow::named(word.map_or(text, |word| word))
    }

    fn choose_flow(&mut self) -> Option<Flow> {
        let pivots = matches!(self.kind, Kind::Trade | Kind::Bilateral);
        let wanted = self
            .selection
            .flow
            .or(self.options.flow.map(Flow::from))
            .or((self.kind == Kind::Flows).then_some(Flow::Exports));
        let column = self.one(FieldRole::Flow);
        let Some(field) = column else {
            let held = self.table.profile().and_then(|p| p.flow);
            if pivots {
                self.refuse(
                    Code::RoleMissing,
                    "exports and imports stand in a column of role flow; the table has none",
                );
            } else if let (Some(wanted), Some(held)) = (wanted, held)
                && wanted != held
            {
                self.refuse_flow(wanted, &[held]);
            }
            return held;
        };
        let mut flows: Vec<Flow> = self
            .rows
            .iter()
            .filter_map(|row| self.flow_of(field, *row))
            .collect();
        flows.sort_unstable();
        flows.dedup();
        if pivots {
            let lacks: Vec<&str> = [Flow::Exports, Flow::Imports]
                .iter()
                .filter(|f| !flows.contains(f))
                .map(|f| f.as_str())
                .collect();
            if !lacks.is_empty() {
                let held: Vec<&str> = flows.iter().map(|f| f.as_str()).collect();
                let message = format!(
                    "the table has {}, not {}",
                    held.join(", "),
                    lacks.join(" and ")
                );
                self.refuse(Code::FlowRefused, message);
            }
            let (table, this) = (self.table, &*self);
            let keep: Vec<usize> = self
                .rows
                .iter()
                .copied()
                .filter(|row| {
                    matches!(
                        this.flow_of(field, *row),
                        Some(Flow::Exports | Flow::Imports)
                    )
                })
                .collect();
            let left = self.rows.len() - keep.len();
            self.rows = keep;
            if left > 0 {
                self.note(
                    "rows_left_out",
                    format!(
                        "{left} rows of {} are neither exports nor imports",
                        table.name()
                    ),
                );
            }
            return None;
        }
        let chosen = match (wanted, &flows[..]) {
            (Some(wanted), flows) if flows.contains(&wanted) => wanted,
            (Some(wanted), flows) => {
                let flows = flows.to_vec();
                self.refuse_flow(wanted, &flows);
                return None;
            }
            (None, [one]) => *one,
            (None, []) => return None,
            (None, several)
                if self
                    .selection
                    .prefer
                    .is_some_and(|flow| several.contains(&flow)) =>
            {
                self.selection.prefer.unwrap_or(several[0])
            }
            (None, several) => {
                let words: Vec<&str> = several.iter().map(|f| f.as_str()).collect();
                self.refuse(
                    Code::SelectionNeeded,
                    format!("the table has the flows {}; choose one", words.join(", ")),
                );
                return None;
            }
        };
        let this = &*self;
        let keep = this
            .rows
            .iter()
            .copied()
            .filter(|row| this.flow_of(field, *row) == Some(chosen))
            .collect();
        let beside = this
            .beside
            .iter()
            .copied()
            .filter(|row| this.flow_of(field, *row) == Some(chosen))
            .collect();
        self.rows = keep;
        self.beside = beside;
        Some(chosen)
    }

    fn refuse_flow(&mut self, wanted: Flow, held: &[Flow]) {
        let words: Vec<&str> = held.iter().map(|f| f.as_str()).collect();
        let message = match refusal(wanted, held.first().copied()) {
            Some(why @ Undefined::TwoWayTrade) => {
                format!("{why} ({}); {} were asked for", why.code(), wanted.as_str())
            }
            _ => format!(
                "the table has {}, not {}",
                words.join(", "),
                wanted.as_str()
            ),
        };
        self.refuse(Code::FlowRefused, message);
    }

    /// The period of a row, and its label.
    fn period_of(&self, row: usize) -> Option<(Period, String)> {
        if let Some(field) = self.one(FieldRole::Period) {
            let text = self.table.text(field, row);
            let mut period = Period::parse(text)?;
            if self.table.profile().is_some_and(|p| p.cumulative) {
                // A month holds the sum since January.
                period.first = Period::parse(text.get(..4)?)?.first;
            }
            return Some((period, text.to_owned()));
        }
        let (start, end) = (
            self.one(FieldRole::PeriodStart)?,
            self.one(FieldRole::PeriodEnd)?,
        );
        let (from, to) = (self.table.text(start, row), self.table.text(end, row));
        let period = Period::between(from, to)?;
        let label = match period.span() {
            Span::Year => from.get(..4)?.to_owned(),
            _ if from == to => from.to_owned(),
            _ => format!("{from}/{to}"),
        };
        Some((period, label))
    }

    /// Labels and periods that are left, sorted; rows of others go.
    fn choose_periods(&mut self) -> BTreeMap<String, Period> {
        let mut all: BTreeMap<String, Period> = BTreeMap::new();
        let mut without = 0;
        for row in &self.rows {
            match self.period_of(*row) {
                Some((period, label)) => {
                    all.insert(label, period);
                }
                None => without += 1,
            }
        }
        if all.is_empty() {
            if let Some(period) = &self.options.period {
                self.refuse(
                    Code::PeriodUnknown,
                    format!("period {period:?} was asked for; the table has no periods"),
                );
            }
            if self.kind == Kind::Change {
                self.refuse(Code::RoleMissing, "a change needs a column of role period");
            }
            return all;
        }
        if without > 0 {
            self.note("rows_left_out", format!("{without} rows have no period"));
        }
        let wanted: Option<Vec<String>> =
            self.options
                .period
                .as_ref()
                .map(|text| match all.contains_key(text) {
                    true => vec![text.clone()],
                    false => {
                        let same =
                            Period::parse(text).and_then(|p| all.iter().find(|(_, q)| **q == p));
                        match same {
                            Some((label, _)) => vec![label.clone()],
                            None => text.split([',', '/']).map(str::to_owned).collect(),
                        }
                    }
                });
        if let Some(wanted) = wanted {
            for period in wanted.iter().filter(|p| !all.contains_key(*p)) {
                let known: BTreeSet<&str> = all.keys().map(String::as_str).collect();
                let message = format!(
                    "the table has the periods {}, not {period:?}",
                    listed(&known)
                );
                self.refuse(Code::PeriodUnknown, message);
            }
            all.retain(|label, _| wanted.contains(label));
        } else if !self.is_periodic() && all.len() > 1 {
            let known: BTreeSet<&str> = all.keys().map(String::as_str).collect();
            let message = format!("the table has the periods {}; choose one", listed(&known));
            self.refuse(Code::PeriodNeeded, message);
        }
        let this = &*self;
        let in_them = |row: &usize| {
            this.period_of(*row)
                .is_some_and(|(_, label)| all.contains_key(&label))
        };
        let (rows, beside) = (
            this.rows.iter().copied().filter(in_them).collect(),
            this.beside.iter().copied().filter(in_them).collect(),
        );
        self.rows = rows;
        self.beside = beside;
        all
    }

    /// The column of amounts.
    fn choose_value(&mut self) -> Option<usize> {
        if let Some(name) = &self.selection.value {
            let found = self.table.field(name);
            if found.is_none() {
                self.refuse(
                    Code::ColumnMissing,
                    format!("the table has no column {name:?}"),
                );
            }
            return found;
        }
        let roles: &[FieldRole] = match self.kind {
            Kind::Relation => &[FieldRole::Weight, FieldRole::Value, FieldRole::Score],
            Kind::Scoreboard | Kind::Ratings | Kind::Panel => &[FieldRole::Score, FieldRole::Value],
            _ => &[FieldRole::Value],
        };
        for role in roles {
            let found: Vec<usize> = self.table.with_role(*role).collect();
            match &found[..] {
                [] => {}
                [one] => return Some(*one),
                several if self.kind == Kind::Panel => return several.first().copied(),
                several => {
                    let names: Vec<&str> = several
                        .iter()
                        .map(|f| &*self.table.fields()[*f].name)
                        .collect();
                    self.refuse(
                        Code::SelectionNeeded,
                        format!("the table has the values {}; choose one", names.join(", ")),
                    );
                    return None;
                }
            }
        }
        let words: Vec<String> = roles.iter().map(|role| role.as_str()).collect();
        self.refuse(
            Code::RoleMissing,
            format!("no column has the role {}", words.join(" or ")),
        );
        None
    }

    /// One unit of measure, one currency, one price basis, one measure.
    fn one_unit(&mut self) {
        let rules = [
            (FieldRole::UnitOfMeasure, Code::UnitsMixed),
            (FieldRole::Currency, Code::CurrencyMixed),
            (FieldRole::Prices, Code::PricesMixed),
            (FieldRole::Vintage, Code::VintageMixed),
            (FieldRole::Measure, Code::SelectionNeeded),
        ];
        for (role, code) in rules {
            let Some(field) = self.one(role) else {
                continue;
            };
            let values = self.values(field);
            if values.len() < 2 {
                continue;
            }
            let first = self
                .rows
                .first()
                .map_or("", |row| self.table.text(field, *row));
            let other = self
                .rows
                .iter()
                .copied()
                .find(|row| self.table.text(field, *row) != first);
            let message = format!("the rows are in {}; choose one", listed(&values));
            if let Some(row) = other {
                self.faults
                    .push(self.table.fault(code, row, field, message));
            }
        }
    }

    /// The columns that become axes.
    fn choose_axes(&mut self) -> Vec<usize> {
        let needed: &[&[FieldRole]] = match self.kind {
            Kind::Flows => &[
                &[FieldRole::Region, FieldRole::Unit],
                &[FieldRole::Product, FieldRole::Industry],
                &[FieldRole::Partner],
            ],
            Kind::Scoreboard | Kind::Ratings => &[
                &[FieldRole::Unit, FieldRole::Region],
                &[
                    FieldRole::Criterion,
                    FieldRole::Industry,
                    FieldRole::Product,
                ],
            ],
            Kind::Relation => &[&[FieldRole::From], &[FieldRole::To]],
            Kind::Panel => &[&[FieldRole::Unit, FieldRole::Region]],
            _ => &[],
        };
        let mut axes = vec![];
        for roles in needed {
            match roles.iter().find_map(|role| self.one(*role)) {
                Some(field) => axes.push(field),
                None => self.refuse(
                    Code::RoleMissing,
                    format!("no column has the role {}", roles[0].as_str()),
                ),
            }
        }
        for name in &self.selection.axes {
            match self.table.field(name) {
                Some(field) => axes.push(field),
                None => self.refuse(
                    Code::ColumnMissing,
                    format!("the table has no column {name:?}"),
                ),
            }
        }
        let count = match self.kind {
            Kind::Distribution | Kind::Contrast | Kind::Trade => 1,
            Kind::Matrix | Kind::Change | Kind::Bilateral => 2,
            _ => axes.len(),
        };
        let dims: Vec<usize> = AXES.iter().filter_map(|role| self.one(*role)).collect();
        let open: Vec<usize> = dims
            .iter()
            .copied()
            .filter(|field| !axes.contains(field) && self.values(*field).len() > 1)
            .collect();
        for field in open.iter().chain(&dims) {
            if axes.len() < count && !axes.contains(field) {
                axes.push(*field);
            }
        }
        if self.selection.axes.is_empty() && needed.is_empty() {
            axes.sort_by_key(|field| dims.iter().position(|dim| dim == field));
        }
        if axes.len() < count {
            let message = format!(
                "{} needs {count} columns of dimensions; the table has {}",
                self.kind.needs(),
                dims.len()
            );
            self.refuse(Code::RoleMissing, message);
        }
        for field in open.iter().filter(|field| !axes.contains(field)) {
            let name = &self.table.fields()[*field].name;
            let message = format!(
                "{name} has the values {}; choose one",
                listed(&self.values(*field))
            );
            let fault = Fault::new(Code::SelectionNeeded, message)
                .file(self.table.file_of(0))
                .field(name);
            let fault = fault.pointer(self.table.pointer(*field));
            self.faults.push(fault);
        }
        axes
    }

    fn check_levels(&mut self, axes: &[usize]) {
        for field in axes {
            let mut levels: BTreeMap<String, usize> = BTreeMap::new();
            for row in &self.rows {
                levels.entry(self.level(*field, *row)).or_insert(*row);
            }
            if levels.len() < 2 {
                continue;
            }
            let name = &self.table.fields()[*field].name;
            let there: BTreeSet<&str> = levels.keys().map(String::as_str).collect();
            if self.selection.as_printed {
                self.note(
                    "levels_as_printed",
                    format!(
                        "{name} has labels of the levels {}, taken as printed",
                        listed(&there)
                    ),
                );
                continue;
            }
            let message = format!(
                "{name} has labels of the levels {}; choose one, or take them as printed",
                listed(&there)
            );
            let first = self.rows.first().map(|row| self.level(*field, *row));
            let other = levels
                .iter()
                .filter(|(level, _)| Some(*level) != first.as_ref())
                .map(|(_, row)| *row)
                .min();
            if let Some(row) = other {
                self.faults
                    .push(self.table.fault(Code::LevelsMixed, row, *field, message));
            }
        }
    }

    fn check_groups(&mut self, axes: &[usize]) {
        if !self.is_sum() {
            return;
        }
        let Some(profile) = self.table.profile() else {
            return;
        };
        for field in axes {
            let name = &self.table.fields()[*field].name;
            let labels = self.values(*field);
            for group in profile
                .groups
                .iter()
                .filter(|g| g.field == *name && labels.contains(&*g.code))
            {
                for (others, word) in [(&group.members, "contains"), (&group.overlaps, "overlaps")]
                {
                    let with: Vec<&str> = others
                        .iter()
                        .map(String::as_str)
                        .filter(|label| labels.contains(label))
                        .collect();
                    let row = self
                        .rows
                        .iter()
                        .copied()
                        .find(|row| self.table.text(*field, *row) == group.code);
                    if let (false, Some(row)) = (with.is_empty(), row) {
                        let message = format!(
                            "{:?} {word} {}: together they count twice",
                            group.code,
                            with.join(", ")
                        );
                        self.faults.push(self.table.fault(
                            Code::GroupsOverlap,
                            row,
                            *field,
                            message,
                        ));
                    }
                }
            }
        }
    }

    /// Periods that are compared are of one length and of one series.
    fn compare_periods(&mut self, periods: &BTreeMap<String, Period>, value: Option<usize>) {
        if !self.is_periodic() || periods.len() < 2 {
            return;
        }
        let field = self
            .one(FieldRole::Period)
            .or(self.one(FieldRole::PeriodEnd))
            .unwrap_or(0);
        let row_of = |this: &Self, label: &str| {
            this.rows
                .iter()
                .copied()
                .find(|row| this.period_of(*row).is_some_and(|(_, l)| l == label))
                .unwrap_or(0)
        };
        let mut labelled: Vec<(&String, Period)> = periods
            .iter()
            .map(|(label, period)| (label, *period))
            .collect();
        labelled.sort_by_key(|(_, period)| *period);
        let usual = labelled[0].1.span();
        for (label, period) in &labelled[1..] {
            if period.span() != usual {
                let message = format!(
                    "{label} covers {}, {} covers {usual}",
                    period.span(),
                    labelled[0].0
                );
                let fault = self
                    .table
                    .fault(Code::PeriodPart, row_of(self, label), field, message);
                self.faults.push(fault);
                break;
            }
        }
        let breaks = self.table.profile().map_or(&[][..], |p| &p.breaks);
        for series_break in breaks {
            let (Some(after), Some(before)) = (
                Period::parse(&series_break.after),
                Period::parse(&series_break.before),
            ) else {
                continue;
            };
            let side = |period: &Period| {
                if period.last <= after.last {
                    0
                } else if period.first >= before.first {
                    2
                } else {
                    1
                }
            };
            let first = side(&labelled[0].1);
            let crossing = labelled
                .iter()
                .find(|(_, period)| side(period) != first || side(period) == 1);
            if let Some((label, _)) = crossing {
                let message = format!(
                    "{} and {label} lie on different sides of the break after {} and before {}",
                    labelled[0].0, series_break.after, series_break.before
                );
                let fault =
                    self.table
                        .fault(Code::SeriesBreak, row_of(self, label), field, message);
                self.faults.push(fault);
            }
        }
        let Some(value) = value.filter(|_| self.is_sum()) else {
            return;
        };
        let profile = self.table.role(value);
        if profile.is_some_and(|p| p.prices == Some(Prices::Current)) {
            let fault = Fault::new(
                Code::PriceCurrent,
                "growth at current prices mixes volume and price",
            );
            self.faults.push(
                fault
                    .file(self.table.file_of(0))
                    .pointer(self.table.pointer(value)),
            );
        }
        let Some(status) = self.table.with_role(FieldRole::Status).next() else {
            return;
        };
        let mut firsts: BTreeSet<&str> = BTreeSet::new();
        let mut others: BTreeSet<&str> = BTreeSet::new();
        for row in &self.rows {
            let preliminary = status_of(self.table, status, *row) == Some(Status::Preliminary);
            if let Some((_, label)) = self.period_of(*row)
                && let Some((label, _)) = periods.get_key_value(&*label)
            {
                if preliminary {
                    firsts.insert(label)
                } else {
                    others.insert(label)
                };
            }
        }
        if !firsts.is_empty() && !others.is_empty() {
            let message = format!(
                "{} are first releases, {} are not: growth mixes revision and change",
                listed(&firsts),
                listed(&others)
            );
            let fault = Fault::new(Code::VintageMixed, message)
                .file(self.table.file_of(0))
                .pointer(self.table.pointer(status));
            self.faults.push(fault);
        }
    }

    /// What rows that are not there mean.
    fn absent(&mut self) -> Absent {
        let declared = self
            .table
            .profile()
            .and_then(|p| p.absent.clone())
            .unwrap_or_default();
        let (absent, word) = match declared {
            AbsentRows::Zero => (Absent::Zero, "zero"),
            AbsentRows::StructuralZero => (Absent::Zero, "zero by nature"),
            AbsentRows::NotApplicable => (Absent::Zero, "not applicable, and counted as zero"),
            AbsentRows::Missing => (Absent::Missing, "missing"),
            AbsentRows::Truncated => (Absent::Missing, "too small to be printed, and missing"),
            AbsentRows::Suppressed(_) => (Absent::Missing, "withheld"),
        };
        if self.is_sum() {
            self.note(
                "absent_cells",
                format!("a cell that is not in the table is {word}, as the package says"),
            );
        }
        absent
    }

    fn labels(&self, field: usize, rows: &[usize]) -> Column {
        let texts: Vec<&str> = rows
            .iter()
            .map(|row| self.table.text(field, *row))
            .collect();
        let (dictionary, codes) = code_texts(texts.into_iter());
        Column::Labels { dictionary, codes }
    }

    fn numbers(&self, field: usize, rows: &[usize]) -> Column {
        Column::Numbers(
            rows.iter()
                .map(|row| self.table.number(field, *row).unwrap_or(f64::NAN))
                .collect(),
        )
    }

    /// The tables that the reader of the shape takes, and what its columns are called here.
    fn tables(
        &mut self,
        axes: &[usize],
        periods: &BTreeMap<String, Period>,
        value: usize,
    ) -> (Tables, HashMap<&'static str, String>) {
        let names: &[&'static str] = match self.kind {
            Kind::Distribution | Kind::Contrast | Kind::Trade => &["label"],
            Kind::Flows => &["exporter", "product", "market"],
            Kind::Scoreboard => &["unit", "criterion"],
            Kind::Ratings => &["coder", "item"],
            Kind::Relation => &["from", "to"],
            Kind::Panel => &["unit"],
            _ => &["row", "column"],
        };
        let rows = self.rows.clone();
        let mut called: HashMap<&'static str, String> = HashMap::new();
        let mut main = Table {
            file: self.table.file_of(0).to_owned(),
            columns: vec![],
            lines: rows.iter().map(|row| self.table.place(*row).1).collect(),
        };
        let pivots = matches!(self.kind, Kind::Trade | Kind::Bilateral);
        for (name, field) in names.iter().zip(axes) {
            called.insert(name, self.table.fields()[*field].name.clone());
            main.columns
                .push(((*name).to_owned(), self.labels(*field, &rows)));
        }
        let value_name = self.table.fields()[value].name.clone();
        if pivots {
            main = self.pivoted(&main, names, axes, value);
        } else {
            if self.is_periodic() && !periods.is_empty() {
                let texts: Vec<String> = rows
                    .iter()
                    .map(|row| {
                        self.period_of(*row)
                            .map_or(String::new(), |(_, label)| label)
                    })
                    .collect();
                let (dictionary, codes) = code_texts(texts.iter().map(String::as_str));
                main.columns
                    .push(("period".into(), Column::Labels { dictionary, codes }));
                let field = self
                    .one(FieldRole::Period)
                    .or(self.one(FieldRole::PeriodStart));
                called
                    .extend(field.map(|field| ("period", self.table.fields()[field].name.clone())));
            }
            if self.kind == Kind::Panel {
                let measures: Vec<usize> = (0..self.table.fields().len())
                    .filter(|f| self.table.role(*f).is_some_and(|p| p.role.is_measure()))
                    .collect();
                for field in measures {
                    main.columns.push((
                        self.table.fields()[field].name.clone(),
                        self.numbers(field, &rows),
                    ));
                }
            } else {
                main.columns
                    .push(("value".into(), self.numbers(value, &rows)));
                called.insert("value", value_name);
            }
            if self.kind == Kind::Flows
                && let Some(quantity) = self.one(FieldRole::Quantity)
            {
                main.columns
                    .push(("quantity".into(), self.numbers(quantity, &rows)));
            }
            if self.is_sum() {
                self.add_bounds(&mut main, &rows, value);
                self.add_withheld(&mut main, axes.len(), periods);
            }
        }
        let mut tables = Tables::one(main);
        if self.kind == Kind::Distribution
            && let Some(whole) = self.whole(axes[0], value)
        {
            let total = Table {
                file: self.table.file_of(0).to_owned(),
                columns: vec![("value".into(), Column::Numbers(vec![whole]))],
                lines: vec![],
            };
            tables.others.push(("total".into(), total));
        }
        if let Some(package) = self.package {
            let prefixes: &[&str] = match self.kind {
                Kind::Distribution | Kind::Contrast | Kind::Trade => &["label"],
                Kind::Flows => &["exporter", "product", "market"],
                Kind::Scoreboard => &["unit", "criterion"],
                Kind::Panel => &["unit"],
                _ => &["row", "column"],
            };
            for (prefix, field) in prefixes.iter().zip(axes) {
                if let Some((side, code)) = package.side_of(self.table, *field) {
                    self.add_side(&mut tables, prefix, side, code);
                }
            }
        }
        (tables, called)
    }

    /// Exports and imports as two columns.
    fn pivoted(&mut self, labels: &Table, names: &[&str], axes: &[usize], value: usize) -> Table {
        let Some(flow) = self.one(FieldRole::Flow) else {
            return labels.clone();
        };
        let mut cells: BTreeMap<Vec<&str>, (usize, [Option<f64>; 2])> = BTreeMap::new();
        let mut twice = vec![];
        for row in &self.rows {
            let key: Vec<&str> = axes
                .iter()
                .map(|field| self.table.text(*field, *row))
                .collect();
            let side = usize::from(self.flow_of(flow, *row) == Some(Flow::Imports));
            let cell = cells.entry(key).or_insert((*row, [None; 2]));
            let amount = self.table.number(value, *row).unwrap_or(f64::NAN);
            if cell.1[side].replace(amount).is_some() {
                twice.push(self.table.fault(
                    Code::KeyDuplicate,
                    *row,
                    axes[0],
                    "the cell stands twice in the selection",
                ));
            }
        }
        self.faults.extend(twice);
        let mut table = Table {
            file: labels.file.clone(),
            columns: vec![],
            lines: cells
                .values()
                .map(|(row, _)| self.table.place(*row).1)
                .collect(),
        };
        for (i, name) in names.iter().enumerate() {
            let (dictionary, codes) = code_texts(cells.keys().map(|key| key[i]));
            table
                .columns
                .push(((*name).to_owned(), Column::Labels { dictionary, codes }));
        }
        for (side, name) in ["exports", "imports"].into_iter().enumerate() {
            let numbers = cells
                .values()
                .map(|(_, amounts)| amounts[side].unwrap_or(f64::NAN))
                .collect();
            table
                .columns
                .push((name.to_owned(), Column::Numbers(numbers)));
        }
        table
    }

    /// Bounds of cells without a value: their own, else those of withheld cells.
    fn add_bounds(&self, main: &mut Table, rows: &[usize], value: usize) {
        let own = |role: FieldRole| {
            self.table.with_role(role).find(|field| {
                let of = self.table.role(*field).and_then(|p| p.of.as_deref());
                of.is_none_or(|name| self.table.field(name) == Some(value))
            })
        };
        let (lower, upper) = (own(FieldRole::Lower), own(FieldRole::Upper));
        let (low, high) = self.withheld_bounds().unwrap_or((0.0, f64::NAN));
        let withheld = self.withheld_bounds().is_some();
        if lower.is_none() && upper.is_none() && !withheld {
            return;
        }
        let ends = |field: Option<usize>, otherwise: f64| {
            let of = |row: &usize| {
                field
                    .and_then(|field| self.table.number(field, *row))
                    .unwrap_or(otherwise)
            };
            Column::Numbers(rows.iter().map(of).collect())
        };
        main.columns.push(("lower".into(), ends(lower, low)));
        main.columns.push(("upper".into(), ends(upper, high)));
    }

    fn withheld_bounds(&self) -> Option<(f64, f64)> {
        let Some(AbsentRows::Suppressed(bounds)) =
            self.table.profile().and_then(|p| p.absent.as_ref())
        else {
            return None;
        };
        let number = |text: &Option<mercatoria_core::dataset::DecimalText>| {
            text.as_ref().map(|t| t.decimal().to_f64())
        };
        let lower = number(&bounds.lower).unwrap_or(0.0);
        let upper = number(&bounds.upper)
            .or(number(&bounds.threshold))
            .unwrap_or(f64::NAN);
        Some((lower, upper))
    }

    /// Combinations without a row, where the package says that such cells are withheld.
    fn add_withheld(&mut self, main: &mut Table, axes: usize, periods: &BTreeMap<String, Period>) {
        let Some((lower, upper)) = self.withheld_bounds() else {
            return;
        };
        if !matches!(self.kind, Kind::Matrix | Kind::Change) {
            return;
        }
        let dims = axes + usize::from(self.kind == Kind::Change && !periods.is_empty());
        let mut dictionaries = vec![];
        let mut codes = vec![];
        for (_, column) in &main.columns[..dims] {
            let Column::Labels {
                dictionary,
                codes: of,
            } = column
            else {
                return;
            };
            dictionaries.push(dictionary.len());
            codes.push(of.clone());
        }
        let cells = dictionaries
            .iter()
            .try_fold(1usize, |all, n| all.checked_mul(*n))
            .filter(|n| *n <= CELL_LIMIT);
        let Some(cells) = cells else {
            self.refuse(Code::TooFewRows, "too many combinations for withheld cells");
            return;
        };
        let mut seen = vec![false; cells];
        for row in 0..main.rows() {
            let at = codes
                .iter()
                .zip(&dictionaries)
                .fold(0, |at, (codes, n)| at * n + codes[row] as usize);
            seen[at] = true;
        }
        let missing: Vec<usize> = (0..cells).filter(|at| !seen[*at]).collect();
        if missing.is_empty() {
            return;
        }
        self.note(
            "withheld_cells",
            format!(
                "{} cells are withheld and lie between bounds",
                missing.len()
            ),
        );
        let last = main.lines.last().copied().unwrap_or(1);
        main.lines.extend(missing.iter().map(|_| last));
        for (i, (name, column)) in main.columns.iter_mut().enumerate() {
            match column {
                Column::Labels { codes, .. } => {
                    let after: usize = dictionaries[i + 1..].iter().product();
                    codes.extend(
                        missing
                            .iter()
                            .map(|at| (at / after % dictionaries[i]) as u32),
                    );
                }
                Column::Numbers(numbers) => {
                    let fill = match &**name {
                        "lower" => lower,
                        "upper" => upper,
                        _ => f64::NAN,
                    };
                    numbers.extend(missing.iter().map(|_| fill));
                }
            }
        }
    }

    /// What another table knows of the labels of an axis.
    fn add_side(&self, tables: &mut Tables, prefix: &str, side: &PackageTable, code: usize) {
        let plain = side.plain();
        let name = &side.fields()[code].name;
        let Some(at) = plain.columns.iter().position(|(n, _)| n == name) else {
            return;
        };
        let parent = side
            .with_role(FieldRole::Parent)
            .next()
            .map(|field| side.fields()[field].name.clone());
        let column = |name: &str| {
            plain
                .columns
                .iter()
                .find(|(n, _)| n == name)
                .map(|(_, column)| column.clone())
        };
        let with = |columns: Vec<(String, Column)>| Table {
            file: plain.file.clone(),
            columns,
            lines: plain.lines.clone(),
        };
        if prefix == "criterion" {
            let named = [
                ("parent", FieldRole::Parent),
                ("direction", FieldRole::Direction),
                ("weight", FieldRole::Weight),
            ];
            let mut columns = vec![("criterion".to_owned(), plain.columns[at].1.clone())];
            for (name, role) in named {
                let field = side
                    .with_role(role)
                    .next()
                    .map(|field| side.fields()[field].name.clone());
                columns.extend(
                    field
                        .and_then(|field| column(&field))
                        .map(|column| (name.to_owned(), column)),
                );
            }
            tables.others.push(("criteria".into(), with(columns)));
            return;
        }
        if let Some(parents) = parent.as_deref().and_then(column) {
            let columns = vec![
                ("code".to_owned(), plain.columns[at].1.clone()),
                ("parent".to_owned(), parents),
            ];
            tables
                .others
                .push((format!("{prefix}_tree"), with(columns)));
        }
        let mut columns = vec![plain.columns[at].clone()];
        columns.extend(
            plain
                .columns
                .iter()
                .enumerate()
                .filter(|(i, (n, _))| *i != at && Some(n) != parent.as_ref())
                .map(|(_, c)| c.clone()),
        );
        tables
            .others
            .push((format!("{prefix}_attributes"), with(columns)));
    }

    /// What is known to exist beside the printed labels.
    fn with_hidden(&mut self, owned: Owned, axes: &[usize], value: usize) -> Owned {
        let Some(profile) = self.table.profile() else {
            return owned;
        };
        match owned {
            Owned::Distribution(mut shape) => {
                let field = axes[0];
                let name = &self.table.fields()[field].name;
                let residual: f64 = self.amounts_of(field, value, |code| {
                    profile
                        .residuals
                        .iter()
                        .any(|r| r.field == *name && r.code == code)
                });
                let truncated = profile.absent == Some(AbsentRows::Truncated);
                let known = shape.hidden != Hidden::Nothing || shape.margin.is_some();
                let hidden = match shape.hidden {
                    hidden if known => hidden,
                    _ if residual > 0.0 => Hidden::Amount(residual),
                    _ if truncated => Hidden::Unknown,
                    _ => Hidden::Nothing,
                };
                shape.hidden = hidden;
                match hidden {
                    Hidden::Amount(rest) => self.note(
                        "unobserved_rest",
                        format!("{rest} of the total is on labels that are not printed"),
                    ),
                    Hidden::Unknown => self.note(
                        "unobserved_rest",
                        "an unknown amount is on labels that are not printed".into(),
                    ),
                    Hidden::Nothing => {}
                }
                Owned::Distribution(shape)
            }
            Owned::Matrix(shape) => {
                let (row, column) = (axes[0], axes[1]);
                let name = &self.table.fields()[column].name;
                let residual = |code: &str| {
                    profile
                        .residuals
                        .iter()
                        .any(|r| r.field == *name && r.code == code)
                };
                let mut rest = vec![0.0; shape.rows()];
                for at in self
                    .beside
                    .iter()
                    .filter(|at| residual(self.table.text(column, **at)))
                {
                    let place = shape.axis(0).position(self.table.text(row, *at));
                    if let (Some(place), Some(amount)) = (place, self.table.number(value, *at)) {
                        rest[place] += amount;
                    }
                }
                if rest.iter().all(|x| *x == 0.0) {
                    Owned::Matrix(shape)
                } else {
                    Owned::Matrix(shape.with_rest(rest))
                }
            }
            other => other,
        }
    }

    /// The total of a column whose labels are not all printed.
    fn whole(&self, field: usize, value: usize) -> Option<f64> {
        let profile = self.table.profile()?;
        let name = &self.table.fields()[field].name;
        let truncated = profile.absent == Some(AbsentRows::Truncated);
        let open = |total: &&mercatoria_core::dataset::Total| {
            total.field == *name && (truncated || !total.complete)
        };
        profile.totals.iter().filter(open).find_map(|total| {
            let own = total
                .code
                .as_ref()
                .map(|code| self.amounts_of(field, value, |label| label == code));
            own.filter(|x| *x > 0.0).or_else(|| self.elsewhere(total))
        })
    }

    fn amounts_of(&self, field: usize, value: usize, is: impl Fn(&str) -> bool) -> f64 {
        let rows = self
            .beside
            .iter()
            .filter(|row| is(self.table.text(field, **row)));
        rows.filter_map(|row| self.table.number(value, *row)).sum()
    }

    fn elsewhere(&self, total: &mercatoria_core::dataset::Total) -> Option<f64> {
        let elsewhere = total.elsewhere.as_ref()?;
        let other = self
            .package?
            .tables
            .iter()
            .find(|t| t.name() == elsewhere.resource.as_str())?;
        let first = self.rows.first()?;
        let labels: Option<Vec<&str>> = elsewhere
            .fields
            .iter()
            .map(|name| Some(self.table.text(self.table.field(name)?, *first)))
            .collect();
        whole_of(self.table, total, &labels?, other).map(|(whole, _)| whole.to_f64())
    }
}

/// The fault with the column's name in its file.
fn renamed(mut fault: Fault, names: &HashMap<&'static str, String>) -> Fault {
    if let Some(name) = fault.field.as_deref().and_then(|field| names.get(field)) {
        fault.field = Some(name.clone());
    }
    fault
}

/// Values in words, not too many.
fn listed(values: &BTreeSet<&str>) -> String {
    let some: Vec<&str> = values.iter().take(20).copied().collect();
    let more = values.len() - some.len();
    if more == 0 {
        some.join(", ")
    } else {
        format!("{} and {more} more", some.join(", "))
    }
}
