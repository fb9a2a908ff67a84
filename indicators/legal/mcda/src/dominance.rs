//! Pairs in which one unit is at least as good in everything.
use crate::method::pair_units;
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::Decision;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Dominance.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Dominance {
    /// Better in every criterion, not only as good in all and better in one.
    pub strict: bool,
}

impl Indicator for Dominance {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.dominance",
        title: "Dominance",
        formula: "1 where the first unit is at least as good as the second in every criterion and better in one",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::UNIT, Scoreboard::PERIOD],
            &[],
        ),
        reading: "1: the first unit dominates the second; 0: it does not. Weights play no part",
        sources: &[
            "Fishburn, P. C. (1974). Lexicographic orders, utilities and decision rules. Management Science 20(11).",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\na,y,1\nb,y,1\n")
            .gives("a,b: 0; b,a: 1; a,a: 0"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        pair_units(board, |table| {
            let n = table.units();
            let cell = |at: usize| f64::from(dominates(table, at / n, at % n, self.strict));
            Ok((0..n * n).map(|at| Ok(cell(at))).collect())
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![AffineInvariant, Within(0.0, 1.0)]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("scikit-criteria-0.10", Self::default())]
    }
}

/// Does unit `a` dominate unit `b`?
pub fn dominates(table: &Decision, a: usize, b: usize, strict: bool) -> bool {
    let (mut better, mut worse) = (0, 0);
    for (column, benefit) in table.columns.iter().zip(&table.benefit) {
        let gain = if *benefit {
            column[a] - column[b]
        } else {
            column[b] - column[a]
        };
        better += usize::from(gain > 0.0);
        worse += usize::from(gain < 0.0);
    }
    if strict {
        better == table.criteria()
    } else {
        worse == 0 && better > 0
    }
}
