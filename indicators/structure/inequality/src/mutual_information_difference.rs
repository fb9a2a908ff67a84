//! M₂ − M₁ = what the margins of the units, the margins of the groups, and the association inside them changed.
use crate::mutual_information::information;
use mercatoria_core::{ChangeLaw::*, *};
use mercatoria_numeric::sum::{Compensated, sum};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Change of mutual information, decomposed.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MutualInformationDifference {}

impl Indicator for MutualInformationDifference {
    type Input<'a> = Change<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "inequality.mutual_information_difference",
        title: "Change of mutual information by its sources",
        formula: "M₂ − M₁ = unit margins + group margins + structure; Shapley values over the eight tables with the margins and the odds ratios of either time (iterative proportional fitting)",
        form: Form::Parts(&[], &["change", "unit_marginal", "group_marginal", "structural"]),
        reading: "in nats; structural: what is left when both margins are held fixed",
        sources: &[
            "Karmel, T. and Maclachlan, M. (1988). Occupational sex segregation: increasing or decreasing? Economic Record 64.",
            "Elbers, B. (2023). A method for studying differences in segregation across time and space. Sociological Methods & Research 52(1).",
        ],
        peers: &[
            "elbersb-segregation 1.1 has it as mutual_difference(method = \"shapley\"); negative local scores there come from exchanged unit and group.",
        ],
        example: Example::csv(
            "row,column,period,value\nR1,I1,1,3\nR1,I2,1,1\nR2,I1,1,1\nR2,I2,1,3\nR1,I1,2,6\nR1,I2,2,2\nR2,I1,2,1\nR2,I2,2,3\n",
        )
        .gives("group_marginal: 0.000666663583386…; structural: 0"),
    };
    fn compute(&self, c: &Change<'_>) -> Values {
        match difference(c.before(), c.after()) {
            Ok(parts) => parts.into_iter().map(Ok).collect(),
            Err(why) => Values::undefined(4, why),
        }
    }
    fn laws(&self) -> Vec<ChangeLaw> {
        vec![
            ScaleFree,
            Relabel,
            StandstillIsZero,
            ReversalNegates,
            Holds("the change is M₂ − M₁", Predicate(is_the_difference)),
        ]
    }
}
fn is_the_difference(c: &Change<'_>, values: &Values) -> Compared {
    let Some(found) = values.get(0).point() else {
        return Ok(false);
    };
    let wanted = information(c.after()) - information(c.before());
    if (found - wanted).abs() < 1e-9 {
        Ok(true)
    } else {
        Err(format!("{found}, not {wanted}"))
    }
}

/// Shares of a table.
fn shares(m: &Matrix) -> Vec<f64> {
    m.values().iter().map(|x| x / m.total()).collect()
}
/// Row and column sums of shares.
fn margins(x: &[f64], columns: usize) -> (Vec<f64>, Vec<f64>) {
    let rows = x.chunks(columns).map(sum).collect();
    let of_columns = (0..columns)
        .map(|c| x.iter().skip(c).step_by(columns).sum())
        .collect();
    (rows, of_columns)
}
/// Iterative proportional fitting of a table to margins that both add up to 1.
fn fitted(seed: &[f64], rows: &[f64], columns: &[f64]) -> Result<Vec<f64>, Undefined> {
    let mut x = seed.to_vec();
    let n = columns.len();
    for _ in 0..10_000 {
        for (line, target) in x.chunks_mut(n).zip(rows) {
            let held = sum(line);
            if held == 0.0 && *target > 0.0 {
                return Err(Undefined::NotConverged);
            }
            let by = if *target > 0.0 { target / held } else { 0.0 };
            line.iter_mut().for_each(|x| *x *= by);
        }
        let (_, held) = margins(&x, n);
        let mut off: f64 = 0.0;
        let mut by = vec![0.0; n];
        for ((by, held), target) in by.iter_mut().zip(&held).zip(columns) {
            if *held == 0.0 && *target > 0.0 {
                return Err(Undefined::NotConverged);
            }
            *by = if *target > 0.0 { target / held } else { 0.0 };
            off = off.max((held - target).abs());
        }
        for line in x.chunks_mut(n) {
            line.iter_mut().zip(&by).for_each(|(x, by)| *x *= by);
        }
        if off < 1e-15 {
            return Ok(x);
        }
    }
    let off = margins(&x, n)
        .0
        .iter()
        .zip(rows)
        .map(|(a, b)| (a - b).abs())
        .fold(0.0, f64::max);
    if off < 1e-11 {
        Ok(x)
    } else {
        Err(Undefined::NotConverged)
    }
}
fn of_shares(x: &[f64], columns: usize) -> f64 {
    let (rows, of_columns) = margins(x, columns);
    let total = sum(&rows);
    let by_row: Vec<f64> = x
        .chunks(columns)
        .zip(&rows)
        .filter(|(_, t)| **t > 0.0)
        .map(|(line, t)| {
            t / total * mercatoria_divergence::kullback_leibler(line, &of_columns, (*t, total))
        })
        .collect();
    sum(&by_row)
}

/// Change of the mutual information in nats, then the parts of the margins of the rows, of the columns, and of the structure.
///
/// # Errors
/// [`Undefined::Empty`] for an empty table; [`Undefined::NotConverged`] where zeros of one time cannot take the margins of
/// the other.
pub fn difference(before: &Matrix, after: &Matrix) -> Result<[f64; 4], Undefined> {
    if before.total() == 0.0 || after.total() == 0.0 {
        return Err(Undefined::Empty);
    }
    let columns = before.columns();
    let tables = [shares(before), shares(after)];
    let of = [margins(&tables[0], columns), margins(&tables[1], columns)];
    if tables[0] == tables[1] {
        return Ok([0.0; 4]);
    }
    // v[rows][columns][structure]: whose margins, whose odds ratios.
    let mut v = [[[0.0; 2]; 2]; 2];
    for rows in 0..2 {
        for cols in 0..2 {
            for structure in 0..2 {
                let own = rows == structure && cols == structure;
                let table = if own {
                    tables[structure].clone()
                } else {
                    fitted(&tables[structure], &of[rows].0, &of[cols].1)?
                };
                v[rows][cols][structure] = of_shares(&table, columns);
            }
        }
    }
    let shapley = |at: &dyn Fn(usize, usize, usize) -> f64| {
        let step = |b: usize, c: usize| at(1, b, c) - at(0, b, c);
        (step(0, 0) + step(1, 1)) / 3.0 + (step(1, 0) + step(0, 1)) / 6.0
    };
    let parts = [
        shapley(&|x, a, b| v[x][a][b]),
        shapley(&|x, a, b| v[a][x][b]),
        shapley(&|x, a, b| v[a][b][x]),
    ];
    // The parts telescope to M₂ − M₁; the sum keeps the digits that the difference of two M would lose.
    let change = parts.iter().copied().collect::<Compensated>().total();
    Ok([change, parts[0], parts[1], parts[2]])
}
