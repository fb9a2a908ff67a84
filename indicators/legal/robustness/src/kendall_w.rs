//! Coefficient of concordance.
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{Decision, TieRule, rank_scores};
use mercatoria_numeric::{distribution::chi_square, order::sorted};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Coefficient of concordance.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct KendallW {}

impl Indicator for KendallW {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "robustness.kendall_w",
        title: "Coefficient of concordance",
        formula: "W = 12 S/(m²(n³ − n) − m ΣT), S the squared deviations of the rank sums of the units over the m criteria, T = Σ(t³ − t) of ties",
        form: Form::Table(&[Scoreboard::PERIOD], &["w", "chi_square", "p_value"]),
        reading: "1: all criteria order the units alike; 0: no agreement",
        sources: &[
            "Kendall, M. G., Babington Smith, B. (1939). The problem of m rankings. Annals of Mathematical Statistics 10(3).",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\nc,x,3\na,y,1\nb,y,2\nc,y,3\n")
            .gives("w: 1; chi_square: 4"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        (0..board.periods.len())
            .flat_map(
                |period| match kendall_w(&Decision::of(board, period..period + 1)) {
                    Ok(test) => test.map(Ok),
                    Err(why) => [Err(why); 3],
                },
            )
            .collect()
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![AffineInvariant]
    }
}
/// W, its χ² and the probability of as much agreement by chance.
pub fn kendall_w(table: &Decision) -> Result<[f64; 3], Undefined> {
    let (n, m) = (table.units() as f64, table.criteria() as f64);
    if n < 2.0 || m < 2.0 {
        return Err(Undefined::TooFew);
    }
    let mut sums = vec![0.0; table.units()];
    let mut ties = 0.0;
    for (column, benefit) in table.columns.iter().zip(&table.benefit) {
        let ranked = rank_scores(column, *benefit, TieRule::Average);
        sums.iter_mut().zip(&ranked).for_each(|(s, r)| *s += r);
        let sorted = sorted(column);
        for group in sorted.chunk_by(|a, b| a == b) {
            let t = group.len() as f64;
            ties += t * t * t - t;
        }
    }
    let mean = sums.iter().sum::<f64>() / n;
    let s: f64 = sums.iter().map(|r| (r - mean) * (r - mean)).sum();
    let most = m * m * (n * n * n - n) - m * ties;
    if most <= 0.0 {
        return Err(Undefined::Constant);
    }
    let w = (12.0 * s / most).min(1.0);
    let chi = m * (n - 1.0) * w;
    Ok([w, chi, chi_square::survival(chi, n - 1.0)])
}
