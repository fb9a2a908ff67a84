//! Single trade flows: exporter × product × market × period, column by column.
use super::{Bilateral, Facts, Matrix, OwnedChange, ReadOptions, Side};
use crate::{Axis, Code, Column, Fault, Faults, Table, Tables, Values};
use std::{ops::Range, sync::OnceLock};

/// One flow, by codes into the axes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flow {
    /// Who exports.
    pub exporter: u32,
    /// What.
    pub product: u32,
    /// To whom.
    pub market: u32,
    /// When.
    pub period: u32,
    /// For how much.
    pub value: f64,
    /// How much; NaN where it is not known.
    pub quantity: f64,
}
/// Places of the flows in the order of market, product, exporter and period, with the start of each market.
pub struct ByMarket {
    /// Places of the flows.
    pub order: Vec<u32>,
    /// First place of each market in `order`, and the end.
    pub start: Vec<usize>,
}
/// Trade flows, sorted by exporter, product, market and period: each combination at most once, no flow of zero. Columns are
/// kept apart, so that a scan reads only what it needs.
///
/// ```
/// use mercatoria_core::{Axis, Flow, Flows};
/// let dims = [Axis::new("exporter", ["A", "B"]), Axis::new("product", ["p"]), Axis::new("market", ["A", "B"]), Axis::new("period", ["2020"])];
/// let row = |exporter, market, value| Flow { exporter, product: 0, market, period: 0, value, quantity: f64::NAN };
/// let flows = Flows::new(dims, vec![row(1, 0, 5.0), row(0, 1, 3.0)]).unwrap();
/// assert_eq!((flows.len(), flows.value()), (2, &[3.0, 5.0][..]));
/// assert_eq!(flows.of_exporter(1), 1..2);
/// ```
pub struct Flows {
    /// Exporters, products, markets, periods.
    pub dims: [Axis; 4],
    codes: [Vec<u32>; 4],
    value: Vec<f64>,
    /// Empty where the table has no quantities.
    quantity: Vec<f64>,
    /// What is known of exporters, products and markets.
    pub sides: [Side; 3],
    start: Vec<usize>,
    by_market: OnceLock<ByMarket>,
    partners: OnceLock<[Vec<u32>; 2]>,
}
impl Flows {
    /// Number of the exporters' axis.
    pub const EXPORTER: usize = 0;
    /// Number of the products' axis.
    pub const PRODUCT: usize = 1;
    /// Number of the markets' axis.
    pub const MARKET: usize = 2;
    /// Number of the periods' axis.
    pub const PERIOD: usize = 3;
    /// No label of the other axis has this code.
    pub const NOBODY: u32 = u32::MAX;

    /// From rows in any order; the fault names an amount that is none, a code outside its axis, or a flow given twice.
    pub fn new(dims: [Axis; 4], rows: Vec<Flow>) -> Result<Self, Fault> {
        let codes = [
            rows.iter().map(|f| f.exporter).collect(),
            rows.iter().map(|f| f.product).collect(),
            rows.iter().map(|f| f.market).collect(),
            rows.iter().map(|f| f.period).collect(),
        ];
        let value = rows.iter().map(|f| f.value).collect();
        let quantity = if rows.iter().all(|f| f.quantity.is_nan()) {
            vec![]
        } else {
            rows.iter().map(|f| f.quantity).collect()
        };
        Self::from_columns(dims, codes, value, quantity)
    }
    /// From columns: the codes of each axis, values, and quantities (empty where there are none; NaN where one is missing).
    pub fn from_columns(
        dims: [Axis; 4],
        codes: [Vec<u32>; 4],
        value: Vec<f64>,
        quantity: Vec<f64>,
    ) -> Result<Self, Fault> {
        let n = value.len();
        let whole = codes.iter().all(|c| c.len() == n)
            && (quantity.is_empty() || quantity.len() == n)
            && u32::try_from(n).is_ok();
        let within = |axis: usize| codes[axis].iter().all(|c| (*c as usize) < dims[axis].len());
        if !whole || !(0..4).all(within) {
            return Err(Fault::new(
                Code::ShapeWrong,
                "the columns of the flows do not fit each other or their axes",
            ));
        }
        let amount = |x: &f64| x.is_finite() && *x >= 0.0;
        if let Some(x) = value.iter().find(|x| !amount(x)) {
            let code = if *x < 0.0 {
                Code::NumberNegative
            } else {
                Code::NumberNotFinite
            };
            return Err(Fault::new(code, format!("{x} is not an amount")));
        }
        if let Some(x) = quantity.iter().find(|x| !(x.is_nan() || amount(x))) {
            return Err(Fault::new(
                Code::NumberNegative,
                format!("{x} is not a quantity"),
            ));
        }
        let mut flows = Self {
            dims,
            codes,
            value,
            quantity,
            sides: [Side::default(), Side::default(), Side::default()],
            start: vec![],
            by_market: OnceLock::new(),
            partners: OnceLock::new(),
        };
        if let Some(place) = flows.sort() {
            let flow = flows.flow(place);
            return Err(Fault::new(
                Code::KeyDuplicate,
                format!("{} is given twice", flows.labels(&flow).join(", ")),
            ));
        }
        Ok(flows)
    }
    /// Says what is known of exporters, products and markets.
    #[must_use]
    pub fn with_sides(self, sides: [Side; 3]) -> Self {
        Self { sides, ..self }
    }
    /// The labels of a flow, axis by axis.
    fn labels(&self, f: &Flow) -> [&str; 4] {
        let codes = [f.exporter, f.product, f.market, f.period];
        std::array::from_fn(|axis| self.dims[axis].label(codes[axis] as usize))
    }
    /// Sorts, drops flows of zero, and returns the place of a flow that stands twice.
    fn sort(&mut self) -> Option<usize> {
        let order = sorted_order(&self.codes, &self.dims);
        if let Some(order) = order {
            for column in &mut self.codes {
                *column = order.iter().map(|i| column[*i as usize]).collect();
            }
            self.value = order.iter().map(|i| self.value[*i as usize]).collect();
            if !self.quantity.is_empty() {
                self.quantity = order.iter().map(|i| self.quantity[*i as usize]).collect();
            }
        }
        let same = |i: &usize| self.codes.iter().all(|c| c[*i] == c[*i - 1]);
        if let Some(twice) = (1..self.value.len()).find(same) {
            return Some(twice);
        }
        if self.value.contains(&0.0) {
            let keep: Vec<bool> = self.value.iter().map(|x| *x > 0.0).collect();
            let mut kept = keep.iter();
            for column in &mut self.codes {
                kept = keep.iter();
                column.retain(|_| kept.next() == Some(&true));
            }
            if !self.quantity.is_empty() {
                kept = keep.iter();
                self.quantity.retain(|_| kept.next() == Some(&true));
            }
            let _ = kept;
            self.value.retain(|x| *x > 0.0);
        }
        self.start = starts(&self.codes[Self::EXPORTER], self.dims[Self::EXPORTER].len());
        None
    }
    /// Number of flows.
    pub fn len(&self) -> usize {
        self.value.len()
    }
    /// No flow?
    pub fn is_empty(&self) -> bool {
        self.value.is_empty()
    }
    /// Codes of the exporters, flow by flow.
    pub fn exporter(&self) -> &[u32] {
        &self.codes[Self::EXPORTER]
    }
    /// Codes of the products, flow by flow.
    pub fn product(&self) -> &[u32] {
        &self.codes[Self::PRODUCT]
    }
    /// Codes of the markets, flow by flow.
    pub fn market(&self) -> &[u32] {
        &self.codes[Self::MARKET]
    }
    /// Codes of the periods, flow by flow.
    pub fn period(&self) -> &[u32] {
        &self.codes[Self::PERIOD]
    }
    /// Values, flow by flow.
    pub fn value(&self) -> &[f64] {
        &self.value
    }
    /// Quantities, flow by flow, NaN where one is missing; `None` if the table has none.
    pub fn quantity(&self) -> Option<&[f64]> {
        (!self.quantity.is_empty()).then_some(&self.quantity)
    }
    /// One flow.
    pub fn flow(&self, i: usize) -> Flow {
        Flow {
            exporter: self.codes[0][i],
            product: self.codes[1][i],
            market: self.codes[2][i],
            period: self.codes[3][i],
            value: self.value[i],
            quantity: self.quantity.get(i).copied().unwrap_or(f64::NAN),
        }
    }
    /// All flows.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Flow> + '_ {
        (0..self.len()).map(|i| self.flow(i))
    }
    /// The places of the flows of an exporter.
    pub fn of_exporter(&self, exporter: usize) -> Range<usize> {
        self.start[exporter]..self.start[exporter + 1]
    }
    /// The flows in the order of the markets: made on first use by two stable counting passes, and kept.
    pub fn by_market(&self) -> &ByMarket {
        self.by_market.get_or_init(|| {
            let all: Vec<u32> = (0..self.len() as u32).collect();
            let by_product = counted(&all, self.product(), self.dims[Self::PRODUCT].len()).0;
            let (order, start) = counted(&by_product, self.market(), self.dims[Self::MARKET].len());
            ByMarket { order, start }
        })
    }
    /// Places of the flows into a market, by product, exporter and period.
    pub fn of_market(&self, market: usize) -> &[u32] {
        let by_market = self.by_market();
        &by_market.order[by_market.start[market]..by_market.start[market + 1]]
    }
    /// The market that an exporter is, by code; `NOBODY` if it is none.
    pub fn as_market(&self) -> &[u32] {
        &self.partners()[0]
    }
    /// The exporter that a market is, by code; `NOBODY` if it is none.
    pub fn as_exporter(&self) -> &[u32] {
        &self.partners()[1]
    }
    /// Is some exporter also a market? Without, the table shows one direction of trade only: nobody's imports are seen.
    pub fn shows_both_directions(&self) -> bool {
        self.as_market().iter().any(|code| *code != Self::NOBODY)
    }
    fn partners(&self) -> &[Vec<u32>; 2] {
        self.partners.get_or_init(|| {
            let [exporters, markets] = [&self.dims[Self::EXPORTER], &self.dims[Self::MARKET]];
            [codes_in(exporters, markets), codes_in(markets, exporters)]
        })
    }
    /// The last period, which a unit of one period reads.
    pub fn last_period(&self) -> u32 {
        self.dims[Self::PERIOD].len().saturating_sub(1) as u32
    }
    /// Notes which of several periods a unit of one period has read.
    pub fn note_period(&self, values: &mut Values) {
        let periods = &self.dims[Self::PERIOD];
        if periods.len() > 1 {
            let last = periods.label(periods.len() - 1);
            let message = format!(
                "read for {last:?}, the last of {} periods; another one by --period",
                periods.len()
            );
            values.note("last_period", message);
        }
    }
    /// Values of one period added up over all but two axes, row by row.
    pub fn totals(&self, rows: usize, columns: usize, period: u32) -> Vec<f64> {
        let width = self.dims[columns].len();
        let mut cells = vec![0.0; self.dims[rows].len() * width];
        for i in 0..self.len() {
            if self.codes[Self::PERIOD][i] == period {
                let (row, column) = (self.codes[rows][i], self.codes[columns][i]);
                cells[row as usize * width + column as usize] += self.value[i];
            }
        }
        cells
    }
    /// The same as a table; an overflow is a fault.
    pub fn matrix(&self, rows: usize, columns: usize, period: u32) -> Result<Matrix, Fault> {
        let axes = [
            self.dims[rows].named("row"),
            self.dims[columns].named("column"),
        ];
        let side = |axis: usize| self.sides.get(axis).cloned().unwrap_or_default();
        let matrix = Matrix::new(axes, self.totals(rows, columns, period))?;
        Ok(matrix
            .with_side(Matrix::ROW, side(rows))
            .with_side(Matrix::COLUMN, side(columns)))
    }
    /// One table a period.
    pub fn change(&self, rows: usize, columns: usize) -> Result<OwnedChange, Fault> {
        let periods = &self.dims[Self::PERIOD];
        let tables = (0..periods.len() as u32).map(|t| self.matrix(rows, columns, t));
        OwnedChange::new(periods.named("period"), tables.collect::<Result<_, _>>()?)
    }
    /// Exports and imports of one period, of every exporter and market, by product (`PRODUCT`) or by partner (`MARKET`).
    pub fn bilateral(&self, columns: usize, period: u32) -> Result<Bilateral, Fault> {
        if !self.shows_both_directions() {
            let message = "no exporter of the table is also a market, so imports are not seen: give the flows of the partners too";
            return Err(Fault::new(Code::NotComputable, message));
        }
        let mut names: Vec<&str> = self.dims[Self::EXPORTER].labels().collect();
        names.extend(self.dims[Self::MARKET].labels());
        names.sort_unstable();
        names.dedup();
        let countries = Axis::new("row", names);
        let of = |axis: usize| codes_in(&self.dims[axis], &countries);
        let (exporters, markets) = (of(Self::EXPORTER), of(Self::MARKET));
        let by_product = columns == Self::PRODUCT;
        let over = if by_product {
            self.dims[Self::PRODUCT].named("column")
        } else {
            countries.named("column")
        };
        let width = over.len();
        let mut cells = [
            vec![0.0; countries.len() * width],
            vec![0.0; countries.len() * width],
        ];
        for f in self.iter().filter(|f| f.period == period) {
            let from = exporters[f.exporter as usize] as usize;
            let to = markets[f.market as usize] as usize;
            let at = |partner: usize| {
                if by_product {
                    f.product as usize
                } else {
                    partner
                }
            };
            cells[0][from * width + at(to)] += f.value;
            cells[1][to * width + at(from)] += f.value;
        }
        let [exports, imports] = cells.map(|c| Matrix::new([countries.clone(), over.clone()], c));
        Ok(Bilateral {
            exports: exports?,
            imports: imports?,
        })
    }
    /// From (exporter, product, market, period, value[, quantity]) rows, or (product, period, exports, imports) of one country, which
    /// is `home` then, its partner `world`. A label column that the table does not have is
    /// one label for all (`all`); exporter, product and market may not all be missing.
    pub fn read(tables: &Tables, options: &ReadOptions) -> Result<(Self, Vec<Fault>), Vec<Fault>> {
        if let Some(both) = both_directions(&tables.main) {
            let tables = Tables {
                main: both?,
                others: tables.others.clone(),
            };
            return Self::read_loosely(&tables, options);
        }
        let mut faults = Faults::default();
        let table = &tables.main;
        let names = ["exporter", "product", "market", "period"];
        let wanted = [
            "exporter", "product", "market", "period", "value", "quantity",
        ];
        let named = |name: &str| table.columns.iter().position(|(n, _)| n == name);
        // The market is often called importer or partner.
        let market = || {
            ["importer", "partner", "destination"]
                .into_iter()
                .find_map(named)
        };
        let find = |name: &str| {
            table
                .find(&wanted, name)
                .or_else(|| if name == "market" { market() } else { None })
        };
        let Some(value_at) = find("value") else {
            let has: Vec<&str> = table.columns.iter().map(|(n, _)| &**n).collect();
            faults.push(
                Fault::new(
                    Code::ColumnMissing,
                    format!(
                        "column \"value\" is missing; the file has {}",
                        has.join(", ")
                    ),
                )
                .at(&table.file, 1)
                .field("value"),
            );
            return Err(faults.into_vec());
        };
        let found = names.map(find);
        for (name, _) in names
            .iter()
            .zip(&found)
            .filter(|(name, at)| at.is_none() && **name != "period")
        {
            let has: Vec<&str> = table.columns.iter().map(|(n, _)| &**n).collect();
            faults.push(
                Fault::new(
                    Code::ColumnMissing,
                    format!(
                        "column {name:?} is missing; the file has {}",
                        has.join(", ")
                    ),
                )
                .at(&table.file, 1)
                .field(*name),
            );
        }
        if faults.has_errors() {
            return Err(faults.into_vec());
        }
        Self::of_columns(tables, found, value_at, find("quantity"), options, faults)
    }
    /// The same where some label columns may be absent: a flow table of less detail.
    pub fn read_loosely(
        tables: &Tables,
        options: &ReadOptions,
    ) -> Result<(Self, Vec<Fault>), Vec<Fault>> {
        let table = &tables.main;
        let named = |name: &str| table.columns.iter().position(|(n, _)| n == name);
        let market = ["market", "importer", "partner", "destination"];
        let found = [
            named("exporter"),
            named("product"),
            market.into_iter().find_map(named),
            named("period"),
        ];
        let Some(value_at) = named("value") else {
            return Self::read(tables, options);
        };
        let faults = Faults::default();
        Self::of_columns(tables, found, value_at, named("quantity"), options, faults)
    }
    /// Does a table look like one of trade flows: an exporter, and a product or a market?
    pub fn fits(table: &Table) -> bool {
        let has = |name: &str| table.columns.iter().any(|(n, _)| n == name);
        has("exporter")
            && ["product", "market", "importer", "partner", "destination"]
                .into_iter()
                .any(has)
    }
    fn of_columns(
        tables: &Tables,
        label_columns: [Option<usize>; 4],
        value_at: usize,
        quantity_at: Option<usize>,
        options: &ReadOptions,
        mut faults: Faults,
    ) -> Result<(Self, Vec<Fault>), Vec<Fault>> {
        let table = &tables.main;
        let values = table.numbers(value_at, &mut faults);
        let quantities = quantity_at.map(|at| table.numbers(at, &mut faults));
        if table.rows() == 0 {
            faults.push(Fault::new(Code::FileEmpty, "the table has no rows").file(&table.file));
            return Err(faults.into_vec());
        }
        let mut keep: Vec<bool> = vec![true; table.rows()];
        if let Some(period) = &options.period {
            let Some(at) = label_columns[Self::PERIOD] else {
                let message =
                    format!("period {period:?} was asked for; the table has no column period");
                faults.push(Fault::new(Code::PeriodUnknown, message).file(&table.file));
                return Err(faults.into_vec());
            };
            let (dictionary, codes) = table.labels(at);
            let Some(wanted) = dictionary.iter().position(|p| **p == **period) else {
                let listed: Vec<&str> = dictionary.iter().map(|p| &**p).collect();
                let message = format!(
                    "the table has the periods {}, not {period:?}",
                    listed.join(", ")
                );
                faults.push(Fault::new(Code::PeriodUnknown, message).file(&table.file));
                return Err(faults.into_vec());
            };
            keep = codes.iter().map(|c| *c as usize == wanted).collect();
        }
        let mut unknown = 0;
        for (row, value) in values.iter().enumerate() {
            if *value < 0.0 {
                faults.push(table.fault(
                    Code::NumberNegative,
                    row,
                    "value",
                    format!("{value} is not an amount"),
                ));
            } else if value.is_nan() {
                unknown += usize::from(keep[row]);
                keep[row] = false;
            }
        }
        if unknown > 0 {
            let message = format!("{unknown} flows without a value are left out");
            faults.push(
                Fault::new(Code::NotComputable, message)
                    .file(&table.file)
                    .field("value")
                    .warning(),
            );
        }
        for (row, quantity) in quantities.iter().flatten().enumerate() {
            if *quantity < 0.0 {
                faults.push(table.fault(
                    Code::NumberNegative,
                    row,
                    "quantity",
                    format!("{quantity} is not a quantity"),
                ));
            }
        }
        let mut dims: Vec<Axis> = vec![];
        let mut codes: Vec<Vec<u32>> = vec![];
        for (name, at) in ["exporter", "product", "market", "period"]
            .into_iter()
            .zip(label_columns)
        {
            let Some(at) = at else {
                dims.push(Axis::new(name, ["all"]));
                codes.push(vec![0; keep.iter().filter(|k| **k).count()]);
                continue;
            };
            let (axis, of_rows) = kept_labels(table, at, name, &keep, &mut faults);
            dims.push(axis);
            codes.push(of_rows);
        }
        if faults.has_errors() {
            return Err(faults.into_vec());
        }
        let kept = |column: &[f64]| -> Vec<f64> {
            let kept = column.iter().zip(&keep).filter(|(_, keep)| **keep);
            kept.map(|(x, _)| *x).collect()
        };
        let (Ok(dims), Ok(codes)) = (
            <[Axis; 4]>::try_from(dims),
            <[Vec<u32>; 4]>::try_from(codes),
        ) else {
            return Err(vec![Fault::new(Code::Defect, "four axes are read")]);
        };
        if codes[0].is_empty() {
            faults.push(Fault::new(Code::FileEmpty, "the table has no rows").file(&table.file));
            return Err(faults.into_vec());
        }
        let lines: Vec<u32> = (0..keep.len() as u32)
            .filter(|row| keep[*row as usize])
            .collect();
        duplicates(table, &dims, &codes, &lines, &mut faults);
        if faults.has_errors() {
            return Err(faults.into_vec());
        }
        let sides = [("exporter", 0), ("product", 1), ("market", 2)]
            .map(|(prefix, axis)| Side::read(tables, prefix, &dims[axis], &mut faults));
        let quantity = quantities.map_or(vec![], |q| kept(&q));
        let flows = Self::from_columns(dims, codes, kept(&values), quantity)
            .map_err(|fault| vec![fault.file(&table.file)])?;
        faults.finish(|| flows.with_sides(sides))
    }
}
/// Exports and imports of one country by product as two flows a row, between `home` and `world` (or the partner of a column
/// `partner`); `None` where the table is not of this kind.
fn both_directions(table: &Table) -> Option<Result<Table, Vec<Fault>>> {
    let named = |name: &str| table.columns.iter().position(|(n, _)| n == name);
    let (exports, imports) = (named("exports")?, named("imports")?);
    let product = named("product").or_else(|| named("label"))?;
    if named("exporter").is_some() {
        return None;
    }
    let mut faults = Faults::default();
    let mut values = table.numbers(exports, &mut faults);
    values.extend(table.numbers(imports, &mut faults));
    // An empty cell is no trade.
    values
        .iter_mut()
        .filter(|x| x.is_nan())
        .for_each(|x| *x = 0.0);
    let n = table.rows();
    let twice = |at: usize| {
        let (dictionary, codes) = table.labels(at);
        Column::Labels {
            dictionary,
            codes: [&codes[..], &codes].concat(),
        }
    };
    let partner: Vec<String> = match named("partner").or_else(|| named("market")) {
        Some(at) => {
            let (dictionary, codes) = table.labels(at);
            codes
                .iter()
                .map(|c| dictionary[*c as usize].to_string())
                .collect()
        }
        None => vec!["world".into(); n],
    };
    let side = |first: bool| {
        let home = std::iter::repeat_n("home", n);
        let texts: Vec<&str> = if first {
            home.chain(partner.iter().map(String::as_str)).collect()
        } else {
            partner.iter().map(String::as_str).chain(home).collect()
        };
        let (dictionary, codes) = crate::code_texts(texts.into_iter());
        Column::Labels { dictionary, codes }
    };
    let mut columns = vec![
        ("exporter".to_owned(), side(true)),
        ("product".to_owned(), twice(product)),
        ("market".to_owned(), side(false)),
        ("value".to_owned(), Column::Numbers(values)),
    ];
    if let Some(period) = named("period") {
        columns.push(("period".to_owned(), twice(period)));
    }
    if let (Some(sold), Some(bought)) = (named("export_quantity"), named("import_quantity")) {
        let mut quantities = table.numbers(sold, &mut faults);
        quantities.extend(table.numbers(bought, &mut faults));
        columns.push(("quantity".to_owned(), Column::Numbers(quantities)));
    }
    if faults.has_errors() {
        return Some(Err(faults.into_vec()));
    }
    let line = |row: usize| table.line(row % n.max(1));
    Some(Ok(Table {
        file: table.file.clone(),
        columns,
        lines: (0..2 * n).map(line).collect(),
    }))
}
/// The labels of the rows that are kept, sorted, and the code of each of these rows.
fn kept_labels(
    table: &Table,
    at: usize,
    name: &'static str,
    keep: &[bool],
    faults: &mut Faults,
) -> (Axis, Vec<u32>) {
    let (dictionary, codes) = table.labels(at);
    let mut first = vec![usize::MAX; dictionary.len()];
    for (row, code) in codes.iter().enumerate().filter(|(row, _)| keep[*row]) {
        let first = &mut first[*code as usize];
        *first = (*first).min(row);
    }
    let mut number = vec![0u32; dictionary.len()];
    let mut labels: Vec<Box<str>> = vec![];
    for (code, text) in dictionary.iter().enumerate() {
        if first[code] == usize::MAX {
            continue;
        }
        number[code] = labels.len() as u32;
        labels.push(text.clone());
        if text.trim().is_empty() {
            faults.push(table.fault(Code::LabelEmpty, first[code], name, "the label is empty"));
        } else if text.trim() != &**text {
            faults.push(table.fault(
                Code::LabelSpace,
                first[code],
                name,
                format!("{text:?} has space around it"),
            ));
        }
    }
    let of_rows = codes.iter().zip(keep).filter(|(_, keep)| **keep);
    let of_rows = of_rows.map(|(code, _)| number[*code as usize]).collect();
    (Axis::new(name, labels), of_rows)
}
/// Every flow that stands twice, with both lines.
fn duplicates(
    table: &Table,
    dims: &[Axis; 4],
    codes: &[Vec<u32>; 4],
    rows: &[u32],
    faults: &mut Faults,
) {
    let Some(order) = sorted_order(codes, dims).or_else(|| Some((0..rows.len() as u32).collect()))
    else {
        return;
    };
    for pair in order.windows(2) {
        let [a, b] = [pair[0] as usize, pair[1] as usize];
        if codes.iter().all(|c| c[a] == c[b]) {
            let labels: Vec<&str> = (0..4)
                .map(|k| dims[k].label(codes[k][b] as usize))
                .collect();
            let (first, second) = (rows[a] as usize, rows[b] as usize);
            let message = format!(
                "{} stands on line {} already",
                labels.join(", "),
                table.line(first)
            );
            faults.push(table.fault(Code::KeyDuplicate, second, "exporter", message));
        }
    }
}
/// The order that sorts the codes axis by axis, equal ones as they stand; `None` if they are sorted.
fn sorted_order(codes: &[Vec<u32>; 4], dims: &[Axis; 4]) -> Option<Vec<u32>> {
    let n = codes[0].len();
    let key = |i: usize| [codes[0][i], codes[1][i], codes[2][i], codes[3][i]];
    if (1..n).all(|i| key(i - 1) <= key(i)) {
        return None;
    }
    let mut order: Vec<u32> = (0..n as u32).collect();
    for axis in (0..4).rev().filter(|axis| dims[*axis].len() > 1) {
        order = counted(&order, &codes[axis], dims[axis].len()).0;
    }
    Some(order)
}
/// A stable counting pass: `order` sorted by the code of each place, and where each code starts.
fn counted(order: &[u32], codes: &[u32], labels: usize) -> (Vec<u32>, Vec<usize>) {
    let start = starts(codes, labels);
    let mut next = start.clone();
    let mut sorted = vec![0u32; order.len()];
    for place in order {
        let next = &mut next[codes[*place as usize] as usize];
        sorted[*next] = *place;
        *next += 1;
    }
    (sorted, start)
}
/// Where each code starts in sorted order, and the end.
fn starts(codes: &[u32], labels: usize) -> Vec<usize> {
    let mut start = vec![0usize; labels + 1];
    codes.iter().for_each(|code| start[*code as usize + 1] += 1);
    for i in 0..labels {
        start[i + 1] += start[i];
    }
    start
}
/// The code that each label of one axis has on another.
fn codes_in(from: &Axis, to: &Axis) -> Vec<u32> {
    let index: std::collections::HashMap<&str, u32> = to.labels().zip(0u32..).collect();
    let code = |label: &str| index.get(label).copied().unwrap_or(Flows::NOBODY);
    from.labels().map(code).collect()
}
impl Facts for Flows {
    fn axes(&self) -> Vec<&Axis> {
        self.dims.iter().collect()
    }
}
/// Laws of flows.
#[derive(Debug, Clone, Copy)]
pub enum FlowsLaw {
    /// A law of the unit's own, in words, and its check.
    Holds(
        &'static str,
        super::Predicate<fn(&super::Flows, &crate::Values) -> super::Compared>,
    ),
    /// Multiplying all values (and quantities by the same) changes nothing.
    ScaleFree,
    /// Multiplying all values multiplies the output.
    Homogeneous,
    /// Both bounds included.
    Within(f64, f64),
    /// The order of the rows does not matter.
    Order,
}
impl FlowsLaw {
    /// In words.
    pub fn statement(&self) -> String {
        match self {
            Self::Holds(words, _) => (*words).into(),
            Self::ScaleFree => "multiplying all values changes nothing".into(),
            Self::Homogeneous => "multiplying all values multiplies the output".into(),
            Self::Within(low, high) => format!("every value lies within [{low}, {high}]"),
            Self::Order => "the order of the rows does not matter".into(),
        }
    }
}
