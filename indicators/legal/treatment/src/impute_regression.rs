//! Fitted values of a regression on the other criteria for missing cells.
use crate::{all_cells, filled, impute_em::solve, known_stay};
use mercatoria_core::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Imputation by regression.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ImputeRegression {
    /// Regress on these criteria; without, on all others known for the unit.
    pub on: Vec<String>,
}

impl Indicator for ImputeRegression {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "treatment.impute_regression",
        title: "Regression for missing cells",
        formula: "x̂ = a + Σ b x by least squares over the rows that know all of them",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::CRITERION, Scoreboard::PERIOD],
            &[],
        ),
        reading: "known cells are untouched; a cell stays missing where too few rows are complete. Rows of all periods together. Overstates correlations",
        sources: &[
            "OECD/JRC (2008). Handbook on constructing composite indicators. OECD, section 3.",
        ],
        example: Example::csv(
            "unit,criterion,value\na,x,1\nb,x,2\nc,x,3\nd,x,4\na,y,2\nb,y,4\nc,y,6\nd,y,\n",
        )
        .gives("d,y: 8"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let q = board.criteria.len();
        let mut cells = all_cells(board);
        let before = cells.clone();
        let rows: Vec<&[f64]> = before.chunks(q).collect();
        let chosen: Vec<usize> = self
            .on
            .iter()
            .filter_map(|l| board.criteria.position(l))
            .collect();
        for (at, row) in rows.iter().enumerate() {
            for c in (0..q).filter(|c| row[*c].is_nan()) {
                let on: Vec<usize> = (0..q)
                    .filter(|k| {
                        *k != c && !row[*k].is_nan() && (self.on.is_empty() || chosen.contains(k))
                    })
                    .collect();
                if let Some(x) = fitted(&rows, c, &on, row) {
                    cells[at * q + c] = x;
                }
            }
        }
        filled(board, &cells)
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![ScoreboardLaw::Holds(
            "known cells are untouched",
            Predicate(known_stay),
        )]
    }
}
fn fitted(rows: &[&[f64]], c: usize, on: &[usize], at: &[f64]) -> Option<f64> {
    let complete: Vec<&&[f64]> = rows
        .iter()
        .filter(|row| !row[c].is_nan() && on.iter().all(|k| !row[*k].is_nan()))
        .collect();
    let n = complete.len();
    if n < on.len() + 2 || on.is_empty() {
        return None;
    }
    let mean = |k: usize| complete.iter().map(|r| r[k]).sum::<f64>() / n as f64;
    let means: Vec<f64> = on.iter().map(|k| mean(*k)).collect();
    let of_c = mean(c);
    let (p, width) = (on.len(), on.len() + 1);
    let mut system = vec![0.0; p * width];
    for (i, a) in on.iter().enumerate() {
        for (j, b) in on.iter().enumerate() {
            system[i * width + j] = complete
                .iter()
                .map(|r| (r[*a] - means[i]) * (r[*b] - means[j]))
                .sum();
        }
        system[i * width + p] = complete
            .iter()
            .map(|r| (r[*a] - means[i]) * (r[c] - of_c))
            .sum();
        if system[i * width + i] == 0.0 {
            return None;
        }
    }
    solve(&mut system, p, width);
    let mut x = of_c;
    for (i, k) in on.iter().enumerate() {
        x += system[i * width + p] * (at[*k] - means[i]);
    }
    Some(x).filter(|x| x.is_finite())
}
