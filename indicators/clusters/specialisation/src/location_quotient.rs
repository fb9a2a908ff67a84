//! LQ = (x_ri / X_r) / (X_i / X); in trade, Balassa's revealed comparative advantage.
use crate::lq_bounds::Known;
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::{elementary::ln, sum::sum};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What an empty row or column gives.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Nothing {
    /// The reason.
    #[default]
    Undefined,
    /// 0, as EconGeo and econcomplex do.
    Zero,
}
/// How the quotient is given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuotientForm {
    /// LQ, 1 is neutral.
    #[default]
    Ratio,
    /// (LQ − 1) / (LQ + 1), 0 is neutral.
    Symmetric,
    /// ln LQ, 0 is neutral; undefined at 0.
    Log,
    /// x_ri / X_i − X_r / X: share of the industry less share of the region (Hoen and Oosterhaven), 0 is neutral.
    Additive,
    /// x_ri / X − X_r X_i / X² (Yu, Cai and Leung), 0 is neutral.
    Normalised,
}
/// What the mix of a region is measured against.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuotientReference {
    /// The whole table, the region included.
    #[default]
    Total,
    /// All other regions together.
    Rest,
    /// The unweighted mean of the shares of the other regions.
    MeanOfOthers,
    /// The same share for every industry.
    Equal,
    /// One region, named by `benchmark`.
    Benchmark,
    /// The table beside this one (`reference.csv`), whose columns are matched by label.
    Table,
}
/// Location quotient.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LocationQuotient {
    /// How the quotient is given.
    pub form: QuotientForm,
    /// An empty row or column.
    pub nothing: Nothing,
    /// Give presence instead: 1 where the quotient is at least the threshold, 0 elsewhere, also where it is undefined.
    pub binary: bool,
    /// From which quotient on an industry is present; exactly this counts.
    pub threshold: Positive,
    /// What the mix of a region is measured against.
    pub reference: QuotientReference,
    /// The region to compare with, for the reference `benchmark`.
    pub benchmark: String,
    /// Attribute of the rows (population, area) to divide by in place of the regional totals; empty: the totals.
    pub per: String,
}
impl Default for LocationQuotient {
    fn default() -> Self {
        Self {
            form: QuotientForm::Ratio,
            nothing: Nothing::Undefined,
            binary: false,
            threshold: Positive::new(1.0),
            reference: QuotientReference::Total,
            benchmark: String::new(),
            per: String::new(),
        }
    }
}

impl Indicator for LocationQuotient {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "specialisation.location_quotient",
        title: "Location quotient",
        formula: "LQ = (x_ri / X_r) / (X_i / X)",
        form: Form::Grid(Matrix::ROW, Matrix::COLUMN),
        reading: "1: the industry has the same share in the region as in the whole",
        sources: &[
            "Hoover, E. M. (1936). The measurement of industrial localization. Review of Economics and Statistics 18(4).",
            "Balassa, B. (1965). Trade liberalisation and revealed comparative advantage. Manchester School 33(2).",
            "Yu, R., Cai, J. and Leung, P. (2009). The normalized revealed comparative advantage index. Annals of Regional Science 43(1).",
            "Hoen, A. R. and Oosterhaven, J. (2006). On the measurement of comparative advantage. Annals of Regional Science 40(3).",
        ],
        peers: &[
            "EconGeo 1.3 and econcomplex 1.0 give 0 for an empty region or industry; here it is undefined unless asked for.",
            "EconGeo 1.3 has the same index a second time as RCA, rounded to 2 decimals, which prody, expy and norm.ubiquity inherit.",
            "REAT 3.0 keeps NaN for an empty region and gives NA where a part exceeds its total.",
            "Packages read suppressed cells as zeros; here they are bounds, which need not lie at the ends of the cell.",
        ],
        example: Example::csv(
            "row,column,value\nR1,I1,3\nR1,I2,1\nR2,I1,1\nR2,I2,3\nR3,I1,0\nR3,I2,0\n",
        )
        .files(&[("row_attributes", "row,population\nR1,2\nR2,2\nR3,1\n")])
        .gives("R1, I1: 1.5; R1, I2: 0.5; R3, I1: empty_row"),
    };

    fn compute(&self, m: &Matrix) -> Values {
        if self.reference == QuotientReference::Total && self.per.is_empty() {
            return self.against_total(m);
        }
        let refuse = |why: Undefined, message: String| {
            let mut out = Values::undefined(m.rows() * m.columns(), why);
            out.note("side_missing", message);
            out
        };
        let form = matches!(self.form, QuotientForm::Additive | QuotientForm::Normalised);
        if form && !self.binary {
            let message = "the additive and the normalised form measure against the whole table";
            return refuse(Undefined::NotApplicable, message.into());
        }
        match self.other(m) {
            Ok(values) => values,
            Err((why, message)) => refuse(why, message),
        }
    }

    /// Guaranteed bounds where cells are suppressed; published totals bind them.
    fn enclosure(&self) -> Option<Enclose<Self>> {
        let plain = self.reference == QuotientReference::Total && self.per.is_empty();
        plain.then_some(|unit, m| {
            let n = m.rows() * m.columns();
            let unplaced = (0..m.rows()).any(|r| m.row_distribution(r).hidden != Hidden::Nothing);
            if unplaced {
                return Values::undefined(n, Undefined::PartlyKnown);
            }
            let known = match Known::of(m) {
                Ok(known) => known,
                Err(why) => return Values::undefined(n, why),
            };
            let mut out = Values::with_capacity(n);
            for r in 0..m.rows() {
                for c in 0..m.columns() {
                    unit.bounded(&known, r, c, &mut out);
                }
            }
            out
        })
    }

    fn laws(&self) -> Vec<MatrixLaw> {
        let mut laws = vec![ScaleFree];
        if self.reference != QuotientReference::Benchmark {
            laws.push(Relabel);
        } else {
            return vec![];
        }
        if self.reference == QuotientReference::Table {
            return vec![];
        }
        let plain = self.reference == QuotientReference::Total && self.per.is_empty();
        if self.nothing == Nothing::Undefined && plain && !self.binary {
            match self.form {
                QuotientForm::Ratio => laws.extend([Proportional(1.0), Transpose]),
                QuotientForm::Additive => {
                    laws.extend([Proportional(0.0), Within(-1.0, 1.0), ColumnsSumTo(0.0)])
                }
                QuotientForm::Symmetric => {
                    laws.extend([Proportional(0.0), Transpose, Within(-1.0, 1.0)])
                }
                QuotientForm::Log => laws.extend([Proportional(0.0), Transpose]),
                QuotientForm::Normalised => laws.extend([
                    Proportional(0.0),
                    Transpose,
                    Within(-0.25, 0.25),
                    RowsSumTo(0.0),
                    ColumnsSumTo(0.0),
                ]),
            }
            if self.form == QuotientForm::Ratio {
                laws.push(Holds(
                    "the mean over industries, weighted by their shares of the whole, is 1 in every region",
                    Predicate(mean_is_one),
                ));
            }
        }
        if self.binary {
            laws.push(Within(0.0, 1.0));
        }
        laws
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        let zero = || Self {
            nothing: Nothing::Zero,
            ..Self::default()
        };
        let binary = || Self {
            binary: true,
            ..Self::default()
        };
        vec![
            ("econgeo-1.3", zero()),
            ("econgeo-1.3:binary", binary()),
            ("econcomplex-1.0", zero()),
            ("econcomplex-1.0:binary", binary()),
            (
                "econcomplex-1.0:rpop",
                Self {
                    per: "population".into(),
                    ..zero()
                },
            ),
            ("reat-3.0", Self::default()),
            (
                "reat-3.0:locq(method=a)",
                Self {
                    form: QuotientForm::Additive,
                    ..Self::default()
                },
            ),
        ]
    }
}
fn mean_is_one(m: &Matrix, values: &Values) -> Compared {
    let mut compared = false;
    for r in 0..m.rows() {
        let row = (0..m.columns()).map(|c| {
            let share = m.column_totals()[c] / m.total();
            values.get(r * m.columns() + c).point().map(|q| q * share)
        });
        let Some(sum) = row.sum::<Option<f64>>() else {
            continue;
        };
        compared = true;
        if (sum - 1.0).abs() > 1e-12 {
            return Err(format!("{sum} in row {r}"));
        }
    }
    Ok(compared)
}

impl LocationQuotient {
    fn against_total(&self, m: &Matrix) -> Values {
        let (of_column, total) = (m.column_totals(), m.total());
        let mut out = Values::with_capacity(m.rows() * m.columns());
        if self.binary {
            let present = crate::presence(m, self.threshold.get(), 0.0);
            out.extend_points(present.into_iter().map(|p| f64::from(u8::from(p))));
            return out;
        }
        let scale: Vec<f64> = of_column
            .iter()
            .map(|c| if *c > 0.0 { total / c } else { 0.0 })
            .collect();
        let gaps = of_column.contains(&0.0);
        for (r, of_row) in m.row_totals().iter().enumerate() {
            let per = if *of_row > 0.0 { 1.0 / of_row } else { 0.0 };
            let row = m.row(r);
            if self.form == QuotientForm::Ratio && *of_row > 0.0 && !gaps {
                out.extend_points(row.iter().zip(&scale).map(|(x, s)| x * per * s));
                continue;
            }
            for (c, x) in row.iter().enumerate() {
                out.push(self.cell(*x, *of_row, of_column[c], total, x * per * scale[c]));
            }
        }
        out
    }
    fn cell(&self, x: f64, of_row: f64, of_column: f64, total: f64, quotient: f64) -> Measure {
        let empty = if of_row == 0.0 {
            Some(Undefined::EmptyRow)
        } else {
            (of_column == 0.0).then_some(Undefined::EmptyColumn)
        };
        if let Some(why) = empty {
            return if self.nothing == Nothing::Zero {
                Ok(0.0)
            } else {
                Err(why)
            };
        }
        match self.form {
            QuotientForm::Additive => Ok(x / of_column - of_row / total),
            QuotientForm::Normalised => Ok(x / total - (of_row / total) * (of_column / total)),
            _ => self.formed(quotient),
        }
    }
    /// A quotient as ratio, symmetric or logarithm.
    fn formed(&self, quotient: f64) -> Measure {
        match self.form {
            QuotientForm::Symmetric => Ok((quotient - 1.0) / (quotient + 1.0)),
            QuotientForm::Log if quotient == 0.0 => Err(Undefined::LogOfZero),
            QuotientForm::Log => Ok(ln(quotient)),
            _ => Ok(quotient),
        }
    }
    /// Against another reference than the whole table, or per head.
    fn other(&self, m: &Matrix) -> Result<Values, (Undefined, String)> {
        let missing = |message: String| (Undefined::Missing, message);
        let per: Vec<f64> = if self.per.is_empty() {
            m.row_totals().to_vec()
        } else {
            let side = m.side(Matrix::ROW);
            let numbers = side.numbers(&self.per).ok_or_else(|| {
                missing(format!(
                    "needs row_attributes.csv with a numeric column {:?}",
                    self.per
                ))
            })?;
            if numbers.iter().any(|x| !(x.is_finite() && *x >= 0.0)) {
                return Err(missing(format!("{:?} is missing or negative", self.per)));
            }
            numbers.to_vec()
        };
        let all = sum(&per);
        let (rows, columns) = (m.rows(), m.columns());
        let share = |x: f64, of: f64| if of > 0.0 { x / of } else { 0.0 };
        // One line for all rows, or one that leaves the row out.
        let fixed: Option<Vec<f64>> = match self.reference {
            QuotientReference::Total => {
                Some(m.column_totals().iter().map(|x| share(*x, all)).collect())
            }
            QuotientReference::Equal => Some(vec![1.0 / columns as f64; columns]),
            QuotientReference::Benchmark => {
                let at = m
                    .axis(Matrix::ROW)
                    .position(&self.benchmark)
                    .ok_or_else(|| {
                        missing(format!("no row {:?} to compare with", self.benchmark))
                    })?;
                Some(m.row(at).iter().map(|x| share(*x, per[at])).collect())
            }
            QuotientReference::Table => {
                let table = m
                    .reference()
                    .ok_or_else(|| missing("needs the table reference.csv".into()))?;
                let labels = m.axis(Matrix::COLUMN).labels();
                let of = |label: &str| {
                    let at = table.axis(Matrix::COLUMN).position(label)?;
                    Some(share(table.column_totals()[at], table.total()))
                };
                Some(labels.map(|label| of(label).unwrap_or(0.0)).collect())
            }
            QuotientReference::Rest | QuotientReference::MeanOfOthers => None,
        };
        let mut means = vec![0.0; columns];
        let mut counted = 0.0;
        for r in (0..rows).filter(|r| per[*r] > 0.0 && m.row_totals()[*r] > 0.0) {
            counted += 1.0;
            let line = means.iter_mut().zip(m.row(r));
            line.for_each(|(mean, x)| *mean += x / per[r]);
        }
        let mut out = Values::with_capacity(rows * columns);
        for r in 0..rows {
            let empty = per[r] == 0.0 || m.row_totals()[r] == 0.0;
            for (c, x) in m.row(r).iter().enumerate() {
                let reference = match (&fixed, self.reference) {
                    (Some(line), _) => line[c],
                    (None, QuotientReference::Rest) => {
                        share((m.column_totals()[c] - x).max(0.0), all - per[r])
                    }
                    _ if empty => share(means[c], counted),
                    _ => share((means[c] - x / per[r]).max(0.0), counted - 1.0),
                };
                let quotient = if empty {
                    Err(Undefined::EmptyRow)
                } else if reference == 0.0 {
                    Err(Undefined::EmptyColumn)
                } else {
                    Ok(x / per[r] / reference)
                };
                out.push(match quotient {
                    _ if self.binary => {
                        let threshold = self.threshold.get();
                        Ok(f64::from(u8::from(quotient.is_ok_and(|q| q >= threshold))))
                    }
                    Err(_) if self.nothing == Nothing::Zero => Ok(0.0),
                    quotient => quotient.and_then(|q| self.formed(q)),
                });
            }
        }
        Ok(out)
    }
    /// One cell of a table with suppressed cells.
    fn bounded(&self, known: &Known, r: usize, c: usize, out: &mut Values) {
        let additive = matches!(self.form, QuotientForm::Additive | QuotientForm::Normalised);
        let ends = known.quotient(r, c);
        let empty = known.may_be_empty(r, c);
        if self.binary {
            let threshold = self.threshold.get();
            // Rounding may put a quotient of exactly the threshold on either side of it.
            let (below, above) = (threshold * (1.0 - 1e-12), threshold * (1.0 + 1e-12));
            match ends {
                Err(Undefined::EmptyRow | Undefined::EmptyColumn) => out.push(Ok(0.0)),
                Ok((_, high)) if high < below => out.push(Ok(0.0)),
                Ok((low, _)) if low > above && !empty => out.push(Ok(1.0)),
                _ => out.push_between(0.0, 1.0),
            }
            return;
        }
        let zero = self.nothing == Nothing::Zero;
        match ends {
            Err(Undefined::EmptyRow | Undefined::EmptyColumn) if zero => out.push(Ok(0.0)),
            Err(why) => out.push(Err(why)),
            Ok(_) if zero && empty && additive => out.push(Err(Undefined::PartlyKnown)),
            Ok(_) if additive => match known.shares(r, c) {
                None => out.push(Err(Undefined::PartlyKnown)),
                Some([in_column, row, column, whole]) => {
                    let (low, high) = if self.form == QuotientForm::Additive {
                        (in_column.0 - row.1, in_column.1 - row.0)
                    } else {
                        (whole.0 - row.1 * column.1, whole.1 - row.0 * column.0)
                    };
                    let slack = if low == high { 0.0 } else { 1e-15 };
                    out.push_between(low - slack, high + slack);
                }
            },
            Ok((low, high)) => match (self.formed(low), self.formed(high)) {
                (Ok(low), Ok(high)) if zero && empty => {
                    out.push_between(low.min(0.0), high.max(0.0));
                }
                (Ok(low), Ok(high)) => out.push_between(low, high),
                (Err(why), _) if high == 0.0 => out.push(Err(why)),
                // The logarithm has no lower end.
                _ => out.push(Err(Undefined::PartlyKnown)),
            },
        }
    }
}
