//! Inputs as long tables: drawn small for laws, sized for measurements. A law's variant of an input is an edit of its table,
//! so the reader that files go through is the one that every law goes through.
use mercatoria_core::{
    Column, Example, Fault, Kind, Owned, ReadOptions, Table, Tables, code_texts,
};
use mercatoria_numeric::random::Stream;

/// A table of texts and numbers, and the files beside it.
#[derive(Clone, Debug, Default)]
pub struct Sample {
    /// Columns of texts, then columns of numbers, in the order of the file.
    pub texts: Vec<(String, Vec<String>)>,
    /// Columns of numbers.
    pub numbers: Vec<(String, Vec<f64>)>,
    /// Files beside it, by stem.
    pub others: Vec<(String, Sample)>,
}
impl Sample {
    /// Columns of texts by name.
    pub fn with(names: &[&str], numbers: &[&str]) -> Self {
        Self {
            texts: names.iter().map(|n| ((*n).into(), vec![])).collect(),
            numbers: numbers.iter().map(|n| ((*n).into(), vec![])).collect(),
            others: vec![],
        }
    }
    /// Adds a row.
    pub fn row(&mut self, texts: &[&str], numbers: &[f64]) {
        for ((_, column), text) in self.texts.iter_mut().zip(texts) {
            column.push((*text).into());
        }
        for ((_, column), x) in self.numbers.iter_mut().zip(numbers) {
            column.push(*x);
        }
    }
    /// Number of rows.
    pub fn rows(&self) -> usize {
        let texts = self.texts.first().map(|(_, c)| c.len());
        texts
            .or_else(|| self.numbers.first().map(|(_, c)| c.len()))
            .unwrap_or(0)
    }
    fn table(&self, file: &str) -> Table {
        let texts = self.texts.iter().map(|(name, column)| {
            let (dictionary, codes) = code_texts(column.iter().map(|text| &**text));
            (name.clone(), Column::Labels { dictionary, codes })
        });
        let numbers = self
            .numbers
            .iter()
            .map(|(name, column)| (name.clone(), Column::Numbers(column.clone())));
        Table {
            file: file.into(),
            columns: texts.chain(numbers).collect(),
            lines: vec![],
        }
    }
    /// As a reader of files would hand it over.
    pub fn tables(&self) -> Tables {
        Tables {
            main: self.table("drawn.csv"),
            others: self
                .others
                .iter()
                .map(|(stem, other)| (stem.clone(), other.table(&format!("{stem}.csv"))))
                .collect(),
        }
    }
    /// The shape.
    pub fn read(&self, kind: Kind) -> Result<Owned, Vec<Fault>> {
        kind.read(&self.tables(), &ReadOptions::default())
            .map(|(owned, _)| owned)
    }
    /// Every text replaced, in this table and those beside it.
    #[must_use]
    pub fn renamed(mut self, rename: &impl Fn(&str) -> String) -> Self {
        for (_, column) in &mut self.texts {
            column.iter_mut().for_each(|text| *text = rename(text));
        }
        for (_, other) in &mut self.others {
            *other = std::mem::take(other).renamed(rename);
        }
        self
    }
    /// All numbers of the main table multiplied.
    #[must_use]
    pub fn scaled(mut self, by: f64) -> Self {
        for (_, column) in &mut self.numbers {
            column.iter_mut().for_each(|x| *x *= by);
        }
        self
    }
    /// Rows that pass, in the order that they have.
    #[must_use]
    pub fn filtered(mut self, keep: impl Fn(&Self, usize) -> bool) -> Self {
        let kept: Vec<bool> = (0..self.rows()).map(|row| keep(&self, row)).collect();
        for (_, column) in &mut self.texts {
            let mut row = 0;
            column.retain(|_| {
                row += 1;
                kept[row - 1]
            });
        }
        for (_, column) in &mut self.numbers {
            let mut row = 0;
            column.retain(|_| {
                row += 1;
                kept[row - 1]
            });
        }
        self
    }
    /// The text of a column at a row.
    pub fn text(&self, column: usize, row: usize) -> &str {
        &self.texts[column].1[row]
    }
}

/// What proptest draws and shrinks: two tables of small whole numbers, how many columns count, and two places.
#[derive(Clone, Debug)]
pub struct Draw {
    /// The first table.
    pub a: Vec<[u8; 6]>,
    /// The second; as many rows.
    pub b: Vec<[u8; 6]>,
    /// How many columns count.
    pub columns: usize,
    /// A place.
    pub i: usize,
    /// Another place.
    pub j: usize,
}
impl Draw {
    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.a.len()
    }
    /// A draw of another size, for measurements and demonstrations: heavy-tailed, about a third of it zero.
    pub fn cell(stream: &mut Stream) -> f64 {
        if stream.uniform() < 0.38 {
            let size = mercatoria_numeric::elementary::exp(3.5 + 1.6 * stream.normal());
            size.floor() + 1.0
        } else {
            0.0
        }
    }
}

/// Labels as `R001`: sorted as they are numbered.
pub fn label(prefix: &str, i: usize) -> String {
    format!("{prefix}{:03}", i + 1)
}

/// Draws the input of a kind; side inputs as the unit's example has them, under the same names.
pub fn sample(kind: Kind, example: &Example, draw: &Draw) -> Sample {
    let cell = |r: usize, c: usize| f64::from(draw.a[r][c]);
    let other = |r: usize, c: usize| f64::from(draw.b[r % draw.b.len()][c]);
    let main = build(kind, example, draw.rows(), draw.columns, &cell, &other);
    with_sides(main, kind, example, &|i| {
        other(i % draw.rows(), i / draw.rows() % 6)
    })
}

/// An input of about so many cells, for measurements.
pub fn sized(kind: Kind, example: &Example, cells: usize, seed: u64) -> Sample {
    let rows = match kind {
        Kind::Distribution | Kind::Contrast | Kind::Trade => cells,
        Kind::Relation => cells.isqrt(),
        _ => (cells as f64 * 1.5).sqrt() as usize,
    }
    .max(2);
    let columns = match kind {
        Kind::Distribution | Kind::Contrast | Kind::Trade => 1,
        _ => (cells / rows).max(2),
    };
    let mut stream = Stream::new(seed, 1);
    let first: Vec<f64> = (0..rows * columns)
        .map(|_| Draw::cell(&mut stream))
        .collect();
    let second: Vec<f64> = (0..rows * columns)
        .map(|_| Draw::cell(&mut stream))
        .collect();
    let at = |of: &[f64], r: usize, c: usize| of[(r * columns + c) % of.len()];
    let main = build(
        kind,
        example,
        rows,
        columns,
        &|r, c| at(&first, r, c),
        &|r, c| at(&second, r, c),
    );
    with_sides(main, kind, example, &|i| 1.0 + second[i % second.len()])
}

type Cells<'a> = &'a dyn Fn(usize, usize) -> f64;

fn build(
    kind: Kind,
    example: &Example,
    rows: usize,
    columns: usize,
    a: Cells<'_>,
    b: Cells<'_>,
) -> Sample {
    let grid = |names: &[&str], prefixes: [&str; 2], measures: &[&str], of: &[Cells<'_>]| {
        let mut s = Sample::with(names, measures);
        for r in 0..rows {
            for c in 0..columns {
                let x: Vec<f64> = of.iter().map(|f| f(r, c)).collect();
                s.row(&[&label(prefixes[0], r), &label(prefixes[1], c)], &x);
            }
        }
        s
    };
    let line = |measures: &[&str], of: &[Cells<'_>]| {
        let mut s = Sample::with(&["label"], measures);
        // A drawn line is the first row of the drawn table; a sized one is as long as the table has rows.
        let drawn = columns > 1 && rows < 8;
        for i in 0..if drawn { columns } else { rows } {
            let (r, c) = if drawn { (0, i) } else { (i, 0) };
            let x: Vec<f64> = of.iter().map(|f| f(r, c)).collect();
            s.row(&[&label("L", i)], &x);
        }
        s
    };
    match kind {
        Kind::Distribution => line(&["value"], &[a]),
        Kind::Contrast => line(&["value", "reference"], &[a, b]),
        Kind::Trade => line(&["exports", "imports"], &[a, b]),
        Kind::Matrix => grid(&["row", "column"], ["R", "C"], &["value"], &[a]),
        Kind::Bilateral => grid(
            &["row", "column"],
            ["R", "C"],
            &["exports", "imports"],
            &[a, b],
        ),
        Kind::Change => {
            let mut s = Sample::with(&["row", "column", "period"], &["value"]);
            for p in 0..distinct(example, 2).max(2) {
                for r in 0..rows {
                    for c in 0..columns {
                        let x = if p % 2 == 0 {
                            a((r + p / 2) % rows, c)
                        } else {
                            b(r, c)
                        };
                        let year = (2019 + p).to_string();
                        s.row(&[&label("R", r), &label("C", c), &year], &[x]);
                    }
                }
            }
            s
        }
        Kind::Flows => {
            let mut s = Sample::with(
                &["exporter", "product", "market", "period"],
                &["value", "quantity"],
            );
            for r in 0..rows {
                for c in 0..columns {
                    for p in 0..distinct(example, 3).max(2) {
                        for market in 0..2 {
                            let from = (r + p / 2) % rows;
                            let x = if p % 2 == market {
                                a(from, c)
                            } else {
                                b(from, c)
                            };
                            let year = (2019 + p).to_string();
                            // Exporters are markets too, never their own: trade goes both ways.
                            let to = label("E", (r + 1 + (c + market) % 2) % 3);
                            s.row(
                                &[&label("E", r), &label("P", c), &to, &year],
                                &[x, 1.0 + b(r, (c + 1) % columns)],
                            );
                        }
                    }
                }
            }
            s
        }
        Kind::Register => register(example, rows, a, b),
        Kind::Scoreboard => {
            let periods = distinct(example, 2).max(1);
            let mut s = Sample::with(&["unit", "criterion", "period"], &["value"]);
            for p in 0..periods {
                for r in 0..rows {
                    for c in 0..columns {
                        let x = if p % 2 == 0 { a(r, c) } else { b(r, c) };
                        s.row(
                            &[&label("U", r), &label("K", c), &(2019 + p).to_string()],
                            &[x + 1.0],
                        );
                    }
                }
            }
            let mut criteria = Sample::with(&["criterion", "parent"], &["direction", "weight"]);
            for c in 0..columns {
                let direction = if b(0, c) as usize % 4 == 3 { -1.0 } else { 1.0 };
                criteria.row(
                    &[&label("K", c), if c % 2 == 0 { "G1" } else { "G2" }],
                    &[direction, 1.0 + b(rows - 1, c) as usize as f64 % 3.0],
                );
            }
            criteria.row(&["G1", ""], &[1.0, 2.0]);
            if columns > 1 {
                criteria.row(&["G2", ""], &[1.0, 1.0]);
            }
            s.others.push(("criteria".into(), criteria));
            s
        }
        Kind::Ratings => {
            let mut s = Sample::with(&["coder", "item", "value"], &[]);
            for r in 0..rows {
                for c in 0..columns {
                    let word = (1 + a(r, c) as usize % 3).to_string();
                    s.row(&[&label("D", r), &label("I", c), &word], &[]);
                }
            }
            s
        }
        Kind::Relation => {
            // Positive and reciprocal: a judgement for those who compare pairs, a weighted network for others.
            let mut s = Sample::with(&["from", "to"], &["value"]);
            for r in 0..rows {
                for c in 0..rows {
                    let (low, high) = (r.min(c), r.max(c));
                    let x = 1.0 + (a(low, high % columns) as usize % 9) as f64;
                    let x = if r == c {
                        1.0
                    } else if r < c {
                        x
                    } else {
                        1.0 / x
                    };
                    s.row(&[&label("A", r), &label("A", c)], &[x]);
                }
            }
            s
        }
        Kind::Panel => {
            let header = example.table.lines().next().unwrap_or("unit,period,x,y");
            let names: Vec<&str> = header.split(',').skip(2).collect();
            let mut s = Sample::with(&["unit", "period"], &names);
            for r in 0..rows {
                for p in 0..columns.max(2) {
                    let x: Vec<f64> = (0..names.len())
                        .map(|n| {
                            1.0 + if n % 2 == 0 {
                                a(r, (p + n) % columns)
                            } else {
                                b(r, (p + n) % columns)
                            }
                        })
                        .collect();
                    s.row(&[&label("U", r), &(2019 + p).to_string()], &x);
                }
            }
            s
        }
    }
}
/// Provisions of two criteria; measures, events and targets where the example has them.
fn register(example: &Example, rows: usize, a: Cells<'_>, b: Cells<'_>) -> Sample {
    let header = example.table.lines().next().unwrap_or("");
    let has = |column: &str| header.split(',').any(|name| name == column);
    let optional: Vec<&str> = ["measure", "unit"].into_iter().filter(|c| has(c)).collect();
    let mut s = Sample::with(
        &[&["criterion", "from", "until"], &optional[..]].concat(),
        &["value"],
    );
    let date = |r: usize, at: usize| {
        let (year, month) = (
            2019 + b(r, at) as usize % 3,
            1 + b(r, (at + 1) % 6) as usize % 12,
        );
        format!("{year}-{month:02}-{:02}", 1 + a(r, 1) as usize % 28)
    };
    for r in 0..rows {
        let until = format!(
            "{}-{:02}-01",
            2022 + b(r, 2) as usize % 3,
            1 + b(r, 3) as usize % 12
        );
        let until = if (a(r, 2) as usize).is_multiple_of(2) {
            until
        } else {
            String::new()
        };
        let (criterion, from, measure) =
            (label("K", a(r, 3) as usize % 2), date(r, 0), label("M", r));
        let more = optional
            .iter()
            .map(|c| if *c == "measure" { &*measure } else { "u" });
        let texts: Vec<&str> = [&*criterion, &*from, &*until]
            .into_iter()
            .chain(more)
            .collect();
        s.row(&texts, &[a(r, 0) / 50.0]);
    }
    for (stem, text) in example.files {
        let columns: Vec<&str> = text.lines().next().unwrap_or("").split(',').collect();
        let numeric = |name: &&str| matches!(*name, "power" | "goals" | "tools" | "legal_force");
        let (numbers, texts): (Vec<&str>, Vec<&str>) = columns.into_iter().partition(numeric);
        let mut other = Sample::with(&texts, &numbers);
        for r in 0..rows {
            let measure = label("M", r);
            let (day, code) = (date(r, 4), label("T", a(r, 4) as usize % 3));
            let cell = |name: &&str| match *name {
                "id" | "measure" => measure.clone(),
                "event" => "enters_into_force".to_owned(),
                "date" | "effective" => day.clone(),
                "code" => code.clone(),
                _ => String::new(),
            };
            let cells: Vec<String> = texts.iter().map(cell).collect();
            let grades: Vec<f64> = (0..numbers.len())
                .map(|c| 1.0 + (a(r, c) as usize % 5) as f64)
                .collect();
            other.row(
                &cells.iter().map(String::as_str).collect::<Vec<_>>(),
                &grades,
            );
        }
        s.others.push(((*stem).into(), other));
    }
    s
}
/// How many different texts a column of the example has.
fn distinct(example: &Example, column: usize) -> usize {
    let texts: std::collections::BTreeSet<&str> = example
        .table
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').nth(column))
        .collect();
    texts.len()
}

/// Side inputs of the kinds that the example has.
fn with_sides(
    mut main: Sample,
    kind: Kind,
    example: &Example,
    number: &dyn Fn(usize) -> f64,
) -> Sample {
    let labels = |s: &Sample, column: usize| {
        let all: std::collections::BTreeSet<String> = s
            .texts
            .get(column)
            .map(|(_, c)| c.iter().cloned().collect())
            .unwrap_or_default();
        all.into_iter().collect::<Vec<String>>()
    };
    for (stem, rows) in example.files {
        if main.others.iter().any(|(known, _)| known == stem) {
            continue;
        }
        let axis = usize::from(stem.starts_with("column") || stem.starts_with("product"));
        let of = labels(&main, axis);
        let header: Vec<&str> = rows.lines().next().unwrap_or("").split(',').collect();
        let made = if stem.ends_with("_attributes") {
            let is_number = |c: usize| {
                rows.lines().skip(1).all(|line| {
                    line.split(',')
                        .nth(c)
                        .is_some_and(|x| x.trim().parse::<f64>().is_ok())
                })
            };
            let (numeric, textual): (Vec<usize>, Vec<usize>) =
                (1..header.len()).partition(|c| is_number(*c));
            let name = |c: &usize| header[*c];
            let mut s = Sample::with(
                &std::iter::once(header[0])
                    .chain(textual.iter().map(name))
                    .collect::<Vec<_>>(),
                &numeric.iter().map(name).collect::<Vec<_>>(),
            );
            for (i, label) in of.iter().enumerate() {
                let words: Vec<String> = textual
                    .iter()
                    .map(|c| {
                        let known: Vec<&str> = rows
                            .lines()
                            .skip(1)
                            .filter_map(|line| line.split(',').nth(*c))
                            .collect();
                        known
                            .get(i % known.len().max(1))
                            .copied()
                            .unwrap_or("")
                            .to_owned()
                    })
                    .collect();
                let texts: Vec<&str> = std::iter::once(&**label)
                    .chain(words.iter().map(|w| &**w))
                    .collect();
                let numbers: Vec<f64> = numeric.iter().map(|c| 1.0 + number(i * 7 + c)).collect();
                s.row(&texts, &numbers);
            }
            s
        } else if stem.ends_with("_tree") {
            let mut s = Sample::with(&["code", "parent"], &[]);
            for (i, label) in of.iter().enumerate() {
                s.row(&[label, if i % 2 == 0 { "T1" } else { "T2" }], &[]);
            }
            s.row(&["T1", ""], &[]);
            if of.len() > 1 {
                s.row(&["T2", ""], &[]);
            }
            s
        } else if stem.ends_with("_relation") {
            let mut s = Sample::with(&["from", "to"], &["weight"]);
            for (i, from) in of.iter().enumerate() {
                for to in [i + 1, i + of.len() - 1].map(|to| to % of.len()) {
                    if to != i
                        && !(s.texts[0].1.last() == Some(from)
                            && s.texts[1].1.last() == Some(&of[to]))
                    {
                        s.row(&[from, &of[to]], &[1.0]);
                    }
                }
            }
            s
        } else if *stem == "reference" && kind == Kind::Matrix {
            let mut s = Sample::with(&["row", "column"], &["value"]);
            for (c, column) in labels(&main, 1).iter().enumerate() {
                for r in 0..4 {
                    s.row(&[&label("W", r), column], &[1.0 + number(c * 4 + r)]);
                }
            }
            s
        } else {
            given(rows)
        };
        main.others.push(((*stem).into(), made));
    }
    main
}
/// A file as the example has it.
pub(crate) fn given(rows: &str) -> Sample {
    let mut lines = rows.lines();
    let names: Vec<&str> = lines.next().unwrap_or("").split(',').collect();
    let mut s = Sample::with(&names, &[]);
    lines.for_each(|line| s.row(&line.split(',').collect::<Vec<_>>(), &[]));
    s
}
