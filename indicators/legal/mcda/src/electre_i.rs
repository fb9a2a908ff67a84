//! Outranking by concordance and discordance, and the kernel.
use crate::{Scores, method::rank_units};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{Decision, Scaling};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// ELECTRE I.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ElectreI {
    /// Least concordance of an outranking.
    pub concordance: Share,
    /// Largest discordance of an outranking.
    pub discordance: Share,
    /// The scale on which discordance is taken.
    pub scaling: Scaling,
}
impl Default for ElectreI {
    fn default() -> Self {
        Self {
            concordance: Share::new(0.75),
            discordance: Share::new(0.5),
            scaling: Scaling::Vector,
        }
    }
}

impl Indicator for ElectreI {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.electre_i",
        title: "ELECTRE I",
        formula: "a outranks b: Σ w[a ≥ b] ≥ c and largest gap against a/largest range ≤ d; kernel: outranked by no member, each other outranked by one",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::PERIOD],
            &["kernel", "rank", "outranks", "outranked_by"],
        ),
        reading: "kernel 1: a candidate for the choice; where units outrank each other in a circle the kernel is not determined and the members of the circle are told by the reason",
        sources: &[
            "Roy, B. (1968). Classement et choix en présence de points de vue multiples (la méthode ELECTRE). RAIRO 2(8).",
        ],
        peers: &[
            "pyDecision 5.1 takes every criterion as a benefit.",
            "scikit-criteria 0.10 takes as kernel what no unit outranks, and thresholds 0.65 and 0.35 by default.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\na,y,1\nb,y,1\n")
            .gives("b, kernel: 1; a, kernel: 0; b, outranks: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let mut out = rank_units(board, 4, |table| {
            let outranks = self.outranks(table)?;
            let n = table.units();
            let count = |of: &dyn Fn(usize, usize) -> bool| -> Vec<f64> {
                (0..n)
                    .map(|i| (0..n).filter(|j| of(i, *j)).count() as f64)
                    .collect()
            };
            let kernel = kernel(&outranks, n)
                .into_iter()
                .map(|k| k.unwrap_or(f64::NAN))
                .collect();
            Ok(Scores::larger(kernel).and([
                count(&|i, j| outranks[i * n + j]),
                count(&|i, j| outranks[j * n + i]),
            ]))
        });
        // A circle leaves its members undetermined: neither in nor out.
        let cells: Vec<Measure> = out
            .iter()
            .enumerate()
            .map(|(at, cell)| match cell {
                Value::Undefined(Undefined::Defect) if at % 4 == 0 => Err(Undefined::Tied),
                other => other.measure(),
            })
            .collect();
        let mut undetermined: Vec<Measure> = cells.clone();
        for row in undetermined.chunks_mut(4) {
            if row[0] == Err(Undefined::Tied) {
                row[1] = Err(Undefined::Tied);
            } else if let Ok(kernel) = row[0] {
                row[1] = Ok(2.0 - kernel);
            }
        }
        let notes = out.notes().to_vec();
        out = undetermined.into_iter().collect();
        notes
            .into_iter()
            .for_each(|note| out.note(note.code, note.message));
        out
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        let scikit = Self {
            concordance: Share::new(0.65),
            discordance: Share::new(0.35),
            scaling: Scaling::Vector,
        };
        vec![("scikit-criteria-0.10", scikit)]
    }
}
impl ElectreI {
    /// Which unit outranks which, row by row.
    pub fn outranks(&self, table: &Decision) -> Result<Vec<bool>, Undefined> {
        let n = table.units();
        let (c, d) = (concordance(table), discordance(table, self.scaling)?);
        let holds = |at: usize| {
            at / n != at % n
                && c[at] >= self.concordance.get() - 1e-12
                && d[at] <= self.discordance.get() + 1e-12
        };
        Ok((0..n * n).map(holds).collect())
    }
}
/// Weight of the criteria in which the row is at least as good as the column.
pub fn concordance(table: &Decision) -> Vec<f64> {
    let n = table.units();
    let cell = |i: usize, j: usize| -> f64 {
        (0..table.criteria())
            .filter(|c| {
                let (a, b) = (table.columns[*c][i], table.columns[*c][j]);
                if table.benefit[*c] { a >= b } else { a <= b }
            })
            .map(|c| table.weights[c])
            .sum()
    };
    (0..n * n).map(|at| cell(at / n, at % n)).collect()
}
/// Largest gap by which the row is worse than the column, over the largest range of all criteria, on a scale.
pub fn discordance(table: &Decision, scaling: Scaling) -> Result<Vec<f64>, Undefined> {
    let n = table.units();
    let columns = table.scaled_or_best(scaling)?;
    let sign = |c: usize| {
        if scaling == Scaling::None && !table.benefit[c] {
            -1.0
        } else {
            1.0
        }
    };
    let range = columns
        .iter()
        .map(|column| {
            let (low, high) = mercatoria_normalisation::extremes(column);
            high - low
        })
        .fold(0.0, f64::max);
    if range == 0.0 {
        return Err(Undefined::Constant);
    }
    let cell = |i: usize, j: usize| {
        (0..columns.len())
            .map(|c| sign(c) * (columns[c][j] - columns[c][i]))
            .fold(0.0, f64::max)
            / range
    };
    Ok((0..n * n).map(|at| cell(at / n, at % n)).collect())
}
/// 1 in the kernel, 0 outside, nothing where a circle leaves it open.
pub fn kernel(outranks: &[bool], n: usize) -> Vec<Option<f64>> {
    let mut state: Vec<Option<f64>> = vec![None; n];
    loop {
        let mut moved = false;
        for i in 0..n {
            if state[i].is_some() {
                continue;
            }
            let mut above = (0..n).filter(|j| outranks[j * n + i]);
            if above.clone().any(|j| state[j] == Some(1.0)) {
                state[i] = Some(0.0);
                moved = true;
            } else if above.all(|j| state[j] == Some(0.0)) {
                state[i] = Some(1.0);
                moved = true;
            }
        }
        if !moved {
            return state;
        }
    }
}
