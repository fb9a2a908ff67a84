//! Places from strong and weak outranking.
use crate::{Scores, concordance, discordance, method::rank_units};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{Decision, Scaling};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// ELECTRE II.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ElectreIi {
    /// Least concordance: strong with little, strong with less discordance, weak.
    pub concordance: [Share; 3],
    /// Largest discordance: of the first and third, of the second.
    pub discordance: [Share; 2],
    /// The scale on which discordance is taken.
    pub scaling: Scaling,
}
impl Default for ElectreIi {
    fn default() -> Self {
        Self {
            concordance: [Share::new(0.65), Share::new(0.5), Share::new(0.35)],
            discordance: [Share::new(0.65), Share::new(0.35)],
            scaling: Scaling::Vector,
        }
    }
}

impl Indicator for ElectreIi {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.electre_ii",
        title: "ELECTRE II",
        formula: "mean of the places counted from the best on (by whom none outranks) and from the worst on (who outranks none)",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::PERIOD],
            &["score", "rank", "direct", "inverted"],
        ),
        reading: "lower is better",
        sources: &["Roy, B., Bertier, P. (1973). La méthode ELECTRE II. OR 72, North-Holland."],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\na,y,1\nb,y,2\n")
            .gives("b, score: 1; a, score: 2"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        rank_units(board, 4, |table| self.scores(table))
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("scikit-criteria-0.10", Self::default())]
    }
}
impl ElectreIi {
    /// Mean, direct and inverted places.
    pub fn scores(&self, table: &Decision) -> Result<Scores, Undefined> {
        let n = table.units();
        let (c, d) = (concordance(table), discordance(table, self.scaling)?);
        let [c0, c1, c2] = self.concordance.map(|x| x.get() - 1e-12);
        let [d0, d1] = self.discordance.map(|x| x.get() + 1e-12);
        let (mut strong, mut weak) = (vec![false; n * n], vec![false; n * n]);
        for at in 0..n * n {
            let (i, j) = (at / n, at % n);
            // More weight for than against: concordance counts ties on both sides, so they cancel.
            if i == j || c[at] <= c[j * n + i] + 1e-12 {
                continue;
            }
            strong[at] = c[at] >= c0 && d[at] <= d0 || c[at] >= c1 && d[at] <= d1;
            weak[at] = !strong[at] && c[at] >= c2 && d[at] <= d0;
        }
        let direct = distil(&strong, &weak, n);
        let turned = |m: &[bool]| {
            (0..n * n)
                .map(|at| m[at % n * n + at / n])
                .collect::<Vec<_>>()
        };
        let from_below = distil(&turned(&strong), &turned(&weak), n);
        let last = from_below.iter().copied().fold(0.0, f64::max);
        let inverted: Vec<f64> = from_below.iter().map(|place| last + 1.0 - place).collect();
        let mean = direct
            .iter()
            .zip(&inverted)
            .map(|(a, b)| (a + b) / 2.0)
            .collect();
        Ok(Scores::smaller(mean).and([direct, inverted]))
    }
}
/// Places: those whom none of the rest outranks come next; in a circle those not outranked strongly, else all.
fn distil(strong: &[bool], weak: &[bool], n: usize) -> Vec<f64> {
    let mut place = vec![0.0; n];
    let mut rest: Vec<usize> = (0..n).collect();
    let mut at = 0.0;
    while !rest.is_empty() {
        at += 1.0;
        let free = |m: &[bool], i: usize| rest.iter().all(|j| !m[j * n + i]);
        let mut next: Vec<usize> = rest
            .iter()
            .copied()
            .filter(|i| free(strong, *i) && free(weak, *i))
            .collect();
        if next.is_empty() {
            next = rest.iter().copied().filter(|i| free(strong, *i)).collect();
        }
        if next.is_empty() {
            next.clone_from(&rest);
        }
        next.iter().for_each(|i| place[*i] = at);
        rest.retain(|i| !next.contains(i));
    }
    place
}
