//! M = 1[RCA ≥ τ], decided exactly: by cross-multiplication of whole numbers wherever the amounts are decimals.
//!
//! A rounded quotient loses exact ties: with three decimals 31 % of them fall to 0.999…, and which ones depends on the
//! order of summation. Here x_cp · X · 10^d ≥ τ · 10^d · X_c · X_p is compared in integers whenever floating point cannot
//! tell the sides apart.
use mercatoria_core::{Matrix, Side, Undefined};
use mercatoria_numeric::{
    bits::BitMatrix,
    decimal::{common_scale, scaled},
    sum::compensated_sum,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What makes a country present in a product.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Advantage {
    /// Balassa's quotient RCA = (x_cp / X_c) / (X_p / X).
    #[default]
    Rca,
    /// Exports a head against the world's: RPOP = (x_cp / pop_c) / (X_p / pop).
    Rpop,
    /// RCA or RPOP.
    Either,
    /// The cell itself: the table holds quotients, or zeros and ones.
    Given,
}
/// How a quotient is compared with the threshold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Test {
    /// At or above it.
    #[default]
    AtLeast,
    /// Above it only, as the Stata program does.
    Above,
}
/// Whose totals stand in the denominator.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Denominator {
    /// The table's own.
    #[default]
    Table,
    /// Those of the second table `reference`: the world beside the provinces of one country.
    Reference,
}
mercatoria_core::bounded! {
    /// A threshold of quotients; 1 by default.
    Threshold(f64): 0.0 => f64::MAX, {"type": "number", "minimum": 0.0};
}
impl Default for Threshold {
    fn default() -> Self {
        Self::new(1.0)
    }
}
/// Attribute of the rows with the population; `pop` and `population_m` also stand for the default.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct PopulationName(pub String);
impl Default for PopulationName {
    fn default() -> Self {
        Self("population".into())
    }
}
/// The rule of presence.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// Which quotient.
    pub advantage: Advantage,
    /// The threshold τ.
    pub threshold: f64,
    /// At least, or above.
    pub test: Test,
    /// Whose totals.
    pub denominator: Denominator,
    /// Attribute of the rows with the population, for RPOP.
    pub population: String,
}
impl Default for Rule {
    fn default() -> Self {
        Self {
            advantage: Advantage::Rca,
            threshold: 1.0,
            test: Test::AtLeast,
            denominator: Denominator::Table,
            population: "population".into(),
        }
    }
}
impl Rule {
    /// From the parameters of a unit, against the table's own totals.
    pub fn new(
        advantage: Advantage,
        threshold: Threshold,
        test: Test,
        population: &PopulationName,
    ) -> Self {
        Self {
            advantage,
            threshold: threshold.get(),
            test,
            denominator: Denominator::Table,
            population: population.0.clone(),
        }
    }
    /// With these totals in the denominator.
    #[must_use]
    pub fn against(self, denominator: Denominator) -> Self {
        Self {
            denominator,
            ..self
        }
    }
}
/// Which rows and columns are present with each other, and how often.
#[derive(Debug, Clone, PartialEq)]
pub struct Presence {
    /// M, rows × columns.
    pub bits: BitMatrix,
    /// k_c: the row sums.
    pub diversity: Vec<u32>,
    /// u_p: the column sums.
    pub ubiquity: Vec<u32>,
}
impl Presence {
    /// With its sums.
    pub fn new(bits: BitMatrix) -> Self {
        Self {
            diversity: bits.row_counts(),
            ubiquity: bits.column_counts(),
            bits,
        }
    }
}

/// The amounts in whole units of their last decimal, with exact sums.
struct Exact {
    units: Vec<i64>,
    rows: Vec<i128>,
    columns: Vec<i128>,
    total: i128,
}
/// `None` where the amounts are no decimals of at most fifteen digits.
fn exact(m: &Matrix) -> Arc<Option<Exact>> {
    m.derived("exact sums", |m| {
        let scale = common_scale(m.values(), 12)?;
        let units = scaled(m.values(), scale);
        let width = m.columns();
        let mut rows = vec![0i128; m.rows()];
        // Fifteen digits each: a column of four thousand rows stays within i64, so sums run in blocks of rows.
        let (mut columns, mut block) = (vec![0i128; width], vec![0i64; width]);
        for (r, line) in units.chunks_exact(width.max(1)).enumerate() {
            rows[r] = line
                .chunks(1024)
                .map(|part| i128::from(part.iter().sum::<i64>()))
                .sum();
            block.iter_mut().zip(line).for_each(|(sum, x)| *sum += x);
            if r % 1024 == 1023 || r + 1 == m.rows() {
                columns.iter_mut().zip(&mut block).for_each(|(sum, x)| {
                    *sum += i128::from(std::mem::take(x));
                });
            }
        }
        let total = rows.iter().sum();
        Some(Exact {
            units,
            rows,
            columns,
            total,
        })
    })
}

/// One side of an inequality a · b ≥ c · d as a product of 256 bits.
fn product(a: u128, b: u128) -> (u128, u128) {
    const LOW: u128 = u64::MAX as u128;
    let (a1, a0, b1, b0) = (a >> 64, a & LOW, b >> 64, b & LOW);
    let (low, middle1, middle2) = (a0 * b0, a1 * b0, a0 * b1);
    let carry = (low >> 64) + (middle1 & LOW) + (middle2 & LOW);
    (
        a1 * b1 + (middle1 >> 64) + (middle2 >> 64) + (carry >> 64),
        (carry << 64) | (low & LOW),
    )
}

/// A threshold as mantissa / 10^decimals, where it is such a decimal.
fn fraction(threshold: f64) -> Option<(u128, u128)> {
    let scale = common_scale(&[threshold], 12)?;
    let mantissa = u128::try_from(scaled(&[threshold], scale)[0]).ok()?;
    Some((mantissa, 10u128.pow(u32::from(scale))))
}

/// For each cell what is left of the table without its row, without its column, and without both, clear of rounding where
/// the amounts are decimals: (own row elsewhere, own column elsewhere, all the rest).
pub(crate) fn others(m: &Matrix, r: usize, p: usize) -> [f64; 3] {
    let x = m.row(r)[p];
    if let Some(e) = exact(m).as_ref() {
        let x = i128::from(e.units[r * m.columns() + p]);
        let (row, column) = (e.rows[r] - x, e.columns[p] - x);
        let scale = m.total() / e.total.max(1) as f64;
        return [row, column, e.total - x - row - column].map(|units| units as f64 * scale);
    }
    let total = m.total();
    let clear = |left: f64| if left > NEAR * total { left } else { 0.0 };
    let (row, column) = (m.row_totals()[r] - x, m.column_totals()[p] - x);
    [clear(row), clear(column), clear(total - x - row - column)]
}

/// The sides of x · total ⋛ τ · row · column, in floating point and, where possible, in whole numbers.
struct Scales<'a> {
    rows: &'a [f64],
    columns: &'a [f64],
    total: f64,
    exact: Option<Whole<'a>>,
}
struct Whole<'a> {
    rows: &'a [i128],
    columns: &'a [i128],
    total: i128,
}

/// Relative distance within which floating point does not decide.
const NEAR: f64 = 1e-12;

fn decide(m: &Matrix, units: Option<&[i64]>, s: &Scales<'_>, rule: &Rule) -> BitMatrix {
    let all: Vec<usize> = (0..m.rows()).collect();
    decide_rows(m, units, s, rule, &all)
}
/// The same for the rows at these places, one of which may stand there more than once.
fn decide_rows(
    m: &Matrix,
    units: Option<&[i64]>,
    s: &Scales<'_>,
    rule: &Rule,
    places: &[usize],
) -> BitMatrix {
    let bounds: Vec<f64> = s
        .columns
        .iter()
        .map(|c| {
            if *c > 0.0 && s.total > 0.0 {
                rule.threshold * (c / s.total)
            } else {
                f64::INFINITY
            }
        })
        .collect();
    let at_tie = rule.test == Test::AtLeast;
    let tau = fraction(rule.threshold);
    let (values, width) = (m.values(), m.columns());
    BitMatrix::from_fn(places.len(), width, |at, p| {
        let r = places[at];
        let (x, bound) = (values[r * width + p], bounds[p] * s.rows[r]);
        if x > bound * (1.0 + NEAR) {
            // An infinite or undefined bound never gets here.
            return true;
        }
        let near = x >= bound * (1.0 - NEAR);
        if !near || s.rows[r] <= 0.0 {
            return false;
        }
        let (Some(units), Some(whole), Some((mantissa, power))) = (units, &s.exact, tau) else {
            return at_tie;
        };
        let whole = [
            i128::from(units[r * width + p]),
            whole.total,
            whole.rows[r],
            whole.columns[p],
        ]
        .map(|x| u128::try_from(x).unwrap_or(0));
        let (Some(left), Some(right)) =
            (whole[0].checked_mul(power), whole[2].checked_mul(mantissa))
        else {
            return at_tie;
        };
        let (left, right) = (product(left, whole[1]), product(right, whole[3]));
        left > right || left == right && at_tie
    })
}

/// An attribute of numbers by name; where the default name is meant, also under the words that stand for it.
pub fn attribute<'s>(side: &'s Side, name: &str, words: &[&str]) -> Option<&'s [f64]> {
    side.numbers(name).or_else(|| {
        let default = words.first().is_some_and(|first| *first == name);
        words
            .iter()
            .skip(1)
            .filter(|_| default)
            .find_map(|word| side.numbers(word))
    })
}
/// Words for a population.
pub const POPULATION: &[&str] = &["population", "pop", "population_m"];

/// The presence matrix of a table under a rule: kept with the table, so that all units of one run share it. Rows and columns
/// without any amount are absent everywhere.
///
/// # Errors
/// [`Undefined::Missing`] where the population is asked for and not given for each row with exports;
/// [`Undefined::ReferenceEmpty`] where there is no reference.
///
/// ```
/// use mercatoria_advantage::{Rule, presence};
/// use mercatoria_core::{Axis, Matrix};
/// // Proportional rows with decimals: each quotient is exactly 1.
/// let axes = [Axis::numbered("row", "R", 2), Axis::numbered("column", "C", 2)];
/// let m = Matrix::new(axes, vec![0.1, 0.7, 0.3, 2.1]).unwrap();
/// assert_eq!(presence(&m, &Rule::default()).unwrap().bits.count(), 4);
/// ```
pub fn presence(m: &Matrix, rule: &Rule) -> Result<Arc<Presence>, Undefined> {
    let made = m.derived::<Result<Arc<Presence>, Undefined>>(&format!("{rule:?}"), |m| {
        Ok(Arc::new(Presence::new(bits(m, rule)?)))
    });
    (*made).clone()
}

fn bits(m: &Matrix, rule: &Rule) -> Result<BitMatrix, Undefined> {
    match rule.advantage {
        Advantage::Given => {
            let at_tie = rule.test == Test::AtLeast;
            let (values, width) = (m.values(), m.columns());
            Ok(BitMatrix::from_fn(m.rows(), width, |r, p| {
                let x = values[r * width + p];
                x > rule.threshold || x == rule.threshold && at_tie
            }))
        }
        Advantage::Rca => by_rca(m, rule),
        Advantage::Rpop => by_population(m, rule),
        Advantage::Either => {
            let (a, b) = (by_rca(m, rule)?, by_population(m, rule)?);
            Ok(BitMatrix::from_fn(a.rows(), a.columns(), |r, p| {
                a.get(r, p) || b.get(r, p)
            }))
        }
    }
}

fn by_rca(m: &Matrix, rule: &Rule) -> Result<BitMatrix, Undefined> {
    let mine = exact(m);
    let units = mine.as_ref().as_ref().map(|e| &e.units[..]);
    if rule.denominator == Denominator::Table {
        let scales = Scales {
            rows: m.row_totals(),
            columns: m.column_totals(),
            total: m.total(),
            exact: mine.as_ref().as_ref().map(|e| Whole {
                rows: &e.rows,
                columns: &e.columns,
                total: e.total,
            }),
        };
        return Ok(decide(m, units, &scales, rule));
    }
    let world = m.reference().ok_or(Undefined::ReferenceEmpty)?;
    let place = places(m, world);
    let theirs = exact(world);
    let columns: Vec<f64> = place
        .iter()
        .map(|p| p.map_or(0.0, |p| world.column_totals()[p]))
        .collect();
    let whole_columns: Option<Vec<i128>> = theirs.as_ref().as_ref().map(|e| {
        place
            .iter()
            .map(|p| p.map_or(0, |p| e.columns[p]))
            .collect()
    });
    let whole = match (mine.as_ref(), theirs.as_ref(), &whole_columns) {
        (Some(mine), Some(theirs), Some(columns)) => Some(Whole {
            rows: &mine.rows,
            columns,
            total: theirs.total,
        }),
        _ => None,
    };
    let scales = Scales {
        rows: m.row_totals(),
        columns: &columns,
        total: world.total(),
        exact: whole,
    };
    Ok(decide(m, units, &scales, rule))
}

/// Presence among the rows at these places alone, one of which may stand there more than once: totals are theirs. What a table
/// without a row, or with rows drawn anew, would give, without building it. For RCA against the table itself.
///
/// # Errors
/// [`Undefined::NotApplicable`] under another rule.
pub fn presence_of_rows(m: &Matrix, rule: &Rule, places: &[usize]) -> Result<Presence, Undefined> {
    if rule.advantage != Advantage::Rca || rule.denominator != Denominator::Table {
        return Err(Undefined::NotApplicable);
    }
    let (mine, width) = (exact(m), m.columns());
    let total = compensated_sum(places.iter().map(|r| m.row_totals()[*r]));
    let Some(e) = mine.as_ref() else {
        let mut columns = vec![0.0; width];
        for r in places {
            columns
                .iter_mut()
                .zip(m.row(*r))
                .for_each(|(sum, x)| *sum += x);
        }
        let scales = Scales {
            rows: m.row_totals(),
            columns: &columns,
            total,
            exact: None,
        };
        return Ok(Presence::new(decide_rows(m, None, &scales, rule, places)));
    };
    let (mut columns, mut block) = (vec![0i128; width], vec![0i64; width]);
    for part in places.chunks(1024) {
        for r in part {
            let line = &e.units[r * width..][..width];
            block.iter_mut().zip(line).for_each(|(sum, x)| *sum += x);
        }
        columns.iter_mut().zip(&mut block).for_each(|(sum, x)| {
            *sum += i128::from(std::mem::take(x));
        });
    }
    let whole_total: i128 = places.iter().map(|r| e.rows[*r]).sum();
    let scale = m.total() / e.total.max(1) as f64;
    let rounded: Vec<f64> = columns.iter().map(|x| *x as f64 * scale).collect();
    let scales = Scales {
        rows: m.row_totals(),
        columns: &rounded,
        total: whole_total as f64 * scale,
        exact: Some(Whole {
            rows: &e.rows,
            columns: &columns,
            total: whole_total,
        }),
    };
    Ok(Presence::new(decide_rows(
        m,
        Some(&e.units),
        &scales,
        rule,
        places,
    )))
}

/// Where each column of a table stands in its reference, by label.
pub fn places(m: &Matrix, world: &Matrix) -> Arc<Vec<Option<usize>>> {
    m.derived("places of columns in the reference", |m| {
        let index: std::collections::HashMap<&str, usize> =
            world.axis(Matrix::COLUMN).labels().zip(0..).collect();
        m.axis(Matrix::COLUMN)
            .labels()
            .map(|label| index.get(label).copied())
            .collect()
    })
}

/// The population of each row, and their sum; rows without exports need none and count nothing.
///
/// # Errors
/// [`Undefined::Missing`] where the attribute, or a row's value, is not given.
pub fn population<'s>(m: &'s Matrix, name: &str) -> Result<(&'s [f64], f64), Undefined> {
    let heads = attribute(m.side(Matrix::ROW), name, POPULATION).ok_or(Undefined::Missing)?;
    let exporting = |(head, total): &(&f64, &f64)| (**total > 0.0).then_some(**head);
    let counted = heads
        .iter()
        .zip(m.row_totals())
        .filter_map(|pair| exporting(&pair));
    let sum = compensated_sum(counted.clone());
    if counted.clone().all(|head| head.is_finite() && head > 0.0) {
        Ok((heads, sum))
    } else {
        Err(Undefined::Missing)
    }
}

fn by_population(m: &Matrix, rule: &Rule) -> Result<BitMatrix, Undefined> {
    let (heads, sum) = population(m, &rule.population)?;
    let mine = exact(m);
    let known: Vec<f64> = heads
        .iter()
        .zip(m.row_totals())
        .map(|(h, x)| if *x > 0.0 { *h } else { 0.0 })
        .collect();
    let whole_heads: Option<Vec<i128>> = common_scale(&known, 12)
        .map(|scale| scaled(&known, scale).into_iter().map(i128::from).collect());
    let whole = match (mine.as_ref(), &whole_heads) {
        (Some(mine), Some(rows)) => Some(Whole {
            rows,
            columns: &mine.columns,
            total: rows.iter().sum(),
        }),
        _ => None,
    };
    let scales = Scales {
        rows: &known,
        columns: m.column_totals(),
        total: sum,
        exact: whole,
    };
    Ok(decide(
        m,
        mine.as_ref().as_ref().map(|e| &e.units[..]),
        &scales,
        rule,
    ))
}

/// All quotients (x_cp / X_c) / (X_p / X), row by row; 0 where a row or column has no amount. Kept with the table.
///
/// ```
/// use mercatoria_core::{Axis, Matrix};
/// let axes = [Axis::numbered("row", "R", 2), Axis::numbered("column", "C", 2)];
/// let m = Matrix::new(axes, vec![1.0, 1.0, 0.0, 2.0]).unwrap();
/// assert_eq!(mercatoria_advantage::quotients(&m)[..], [2.0, 2.0 / 3.0, 0.0, 4.0 / 3.0]);
/// ```
pub fn quotients(m: &Matrix) -> Arc<Vec<f64>> {
    m.derived("quotients", |m| {
        let scale: Vec<f64> = m
            .column_totals()
            .iter()
            .map(|c| if *c > 0.0 { m.total() / c } else { 0.0 })
            .collect();
        let mut all = Vec::with_capacity(m.values().len());
        for (r, total) in m.row_totals().iter().enumerate() {
            let of_row = if *total > 0.0 { *total } else { 1.0 };
            all.extend(m.row(r).iter().zip(&scale).map(|(x, s)| x / of_row * s));
        }
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use mercatoria_core::Axis;

    fn table(rows: usize, columns: usize, values: Vec<f64>) -> Matrix {
        Matrix::new(
            [
                Axis::numbered("row", "R", rows),
                Axis::numbered("column", "C", columns),
            ],
            values,
        )
        .unwrap()
    }

    /// Outer products of decimals: every quotient is exactly 1, whatever the order of the rows.
    #[test]
    fn exact_ties_of_decimals_are_present_in_any_order() {
        let (a, b) = (
            [0.1, 0.3, 0.7, 1.1, 2.3],
            [0.01, 0.11, 0.13, 0.29, 0.31, 1.7, 3.1],
        );
        let cell = |i: usize, j: usize| ((a[i] * b[j] * 1000.0f64).round()) / 1000.0;
        for turn in 0..5 {
            let values: Vec<f64> = (0..5)
                .flat_map(|i| (0..7).map(move |j| ((i + turn) % 5, j)))
                .map(|(i, j)| cell(i, j))
                .collect();
            let m = table(5, 7, values);
            assert_eq!(presence(&m, &Rule::default()).unwrap().bits.count(), 35);
            let above = Rule {
                test: Test::Above,
                ..Rule::default()
            };
            assert_eq!(presence(&m, &above).unwrap().bits.count(), 0);
        }
    }

    #[test]
    fn the_smallest_decimal_decides() {
        // RCA of the first cell is 1 − tiny, and 1 + tiny, by one unit of the third decimal.
        for (x, present) in [(99_999_999.999, false), (100_000_000.0, true)] {
            let m = table(2, 2, vec![x, 1e8, 1e8, 1e8]);
            assert_eq!(
                presence(&m, &Rule::default()).unwrap().bits.get(0, 0),
                present
            );
        }
    }

    /// A table without a row, and one with a row twice, are those that one would build.
    #[test]
    fn rows_alone_are_a_table_of_their_own() {
        let values: Vec<f64> = (0..24)
            .map(|i| f64::from((i * 37 + 11) % 17) / 10.0)
            .collect();
        let m = table(4, 6, values.clone());
        for places in [vec![0, 1, 3], vec![0, 0, 2, 3, 3]] {
            let picked = places
                .iter()
                .flat_map(|r| values[r * 6..][..6].to_vec())
                .collect();
            let built = table(places.len(), 6, picked);
            let expected = presence(&built, &Rule::default()).unwrap();
            assert_eq!(
                presence_of_rows(&m, &Rule::default(), &places).unwrap(),
                *expected
            );
        }
    }

    #[test]
    fn products_of_256_bits() {
        assert_eq!(product(u128::MAX, u128::MAX), (u128::MAX - 1, 1));
        assert_eq!(product(3, 5), (0, 15));
        assert_eq!(product(1 << 100, 1 << 100), (1 << 72, 0));
    }

    #[test]
    fn empty_rows_and_columns_are_absent() {
        let m = table(2, 2, vec![0.0, 0.0, 0.0, 3.0]);
        let p = presence(&m, &Rule::default()).unwrap();
        assert_eq!(
            (p.diversity.clone(), p.ubiquity.clone()),
            (vec![0, 1], vec![0, 1])
        );
        let zero = Rule {
            threshold: 0.0,
            ..Rule::default()
        };
        assert_eq!(presence(&m, &zero).unwrap().bits.count(), 1);
    }
}
