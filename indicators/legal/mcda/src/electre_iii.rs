//! Places by distillation of a credibility of outranking with thresholds.
use crate::{Scores, method::rank_units};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{ByCriterion, Decision};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Thresholds of one criterion, in its unit of measure.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// Differences up to this do not count.
    pub q: Amount,
    /// Differences from this on count fully.
    pub p: Amount,
    /// A difference from this on forbids the outranking.
    #[serde(default)]
    pub v: Option<Amount>,
}
/// ELECTRE III.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ElectreIii {
    /// Thresholds by criterion; without, shares of its range.
    pub thresholds: ByCriterion<Thresholds>,
    /// Indifference as a share of the range.
    pub q: Share,
    /// Preference as a share of the range.
    pub p: Share,
    /// Veto as a share of the range; without, none.
    pub v: Option<Share>,
}
impl Default for ElectreIii {
    fn default() -> Self {
        Self {
            thresholds: ByCriterion::new(),
            q: Share::new(0.1),
            p: Share::new(0.3),
            v: None,
        }
    }
}

impl Indicator for ElectreIii {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.electre_iii",
        title: "ELECTRE III",
        formula: "credibility C Π (1 − d_q)/(1 − C) over d_q > C; mean of the places of descending and ascending distillation, s(λ) = 0.3 − 0.15 λ",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::PERIOD],
            &["score", "rank", "descending", "ascending"],
        ),
        reading: "lower is better",
        sources: &[
            "Roy, B. (1978). ELECTRE III: un algorithme de classements fondé sur une représentation floue des préférences. Cahiers du CERO 20(1).",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\nc,x,4\n")
            .gives("c, score: 1; b, score: 2; a, score: 3"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        rank_units(board, 4, |table| {
            let limits = limits(board, table, &self.thresholds, self.q, self.p, self.v);
            let credibility = credibility(table, &limits)?;
            Ok(distilled(&credibility, table.units()))
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits]
    }
}
/// (q, p, v) of each criterion.
pub(crate) fn limits(
    board: &Scoreboard,
    table: &Decision,
    given: &ByCriterion<Thresholds>,
    q: Share,
    p: Share,
    v: Option<Share>,
) -> Vec<(f64, f64, f64)> {
    (0..table.criteria())
        .map(|c| match given.get(board.criteria.label(c)) {
            Some(t) => (t.q.get(), t.p.get(), t.v.map_or(f64::INFINITY, |v| v.get())),
            None => {
                let (low, high) = mercatoria_normalisation::extremes(&table.columns[c]);
                let range = high - low;
                let veto = v.map_or(f64::INFINITY, |v| v.get() * range);
                (q.get() * range, p.get() * range, veto)
            }
        })
        .collect()
}
/// Credibility that the row outranks the column.
pub fn credibility(table: &Decision, limits: &[(f64, f64, f64)]) -> Result<Vec<f64>, Undefined> {
    if limits.iter().any(|(q, p, v)| q > p || p > v) {
        return Err(Undefined::OutOfDomain);
    }
    let n = table.units();
    let worse = |c: usize, i: usize, j: usize| {
        let d = table.columns[c][j] - table.columns[c][i];
        if table.benefit[c] { d } else { -d }
    };
    let mut out = vec![1.0; n * n];
    for i in 0..n {
        for j in (0..n).filter(|j| *j != i) {
            let mut agreement = 0.0;
            let mut against = vec![];
            for (c, (q, p, v)) in limits.iter().enumerate() {
                let d = worse(c, i, j);
                agreement += table.weights[c]
                    * if d <= *q {
                        1.0
                    } else if d >= *p {
                        0.0
                    } else {
                        (p - d) / (p - q)
                    };
                if v.is_finite() && d > *p {
                    against.push(if d >= *v { 1.0 } else { (d - p) / (v - p) });
                }
            }
            let mut credible = agreement;
            for d in against {
                if d > agreement {
                    credible *= (1.0 - d) / (1.0 - agreement);
                }
            }
            out[i * n + j] = credible;
        }
    }
    Ok(out)
}
/// Mean of the places of both distillations.
pub(crate) fn distilled(credibility: &[f64], n: usize) -> Scores {
    let descending = distillation(credibility, n, true);
    let from_below = distillation(credibility, n, false);
    let last = from_below.iter().copied().fold(0.0, f64::max);
    let ascending: Vec<f64> = from_below.iter().map(|p| last + 1.0 - p).collect();
    let mean = descending
        .iter()
        .zip(&ascending)
        .map(|(a, b)| (a + b) / 2.0)
        .collect();
    Scores::smaller(mean).and([descending, ascending])
}
fn distillation(credibility: &[f64], n: usize, best: bool) -> Vec<f64> {
    let slack = |level: f64| 0.3 - 0.15 * level;
    let mut place = vec![0.0; n];
    let mut rest: Vec<usize> = (0..n).collect();
    let mut at = 0.0;
    while !rest.is_empty() {
        at += 1.0;
        let mut group = rest.clone();
        let pairs = |group: &[usize], below: f64| -> f64 {
            let mut top = 0.0_f64;
            for i in group {
                for j in group.iter().filter(|j| *j != i) {
                    let c = credibility[i * n + j];
                    if c < below {
                        top = top.max(c);
                    }
                }
            }
            top
        };
        let mut level = pairs(&group, f64::INFINITY);
        while group.len() > 1 && level > 0.0 {
            let cut = pairs(&group, level - slack(level));
            let beats = |i: usize, j: usize| {
                let (a, b) = (credibility[i * n + j], credibility[j * n + i]);
                a > cut && a > b + slack(a)
            };
            let quality = |i: usize| -> i64 {
                let won = group.iter().filter(|j| **j != i && beats(i, **j)).count() as i64;
                let lost = group.iter().filter(|j| **j != i && beats(**j, i)).count() as i64;
                if best { won - lost } else { lost - won }
            };
            let Some(top) = group.iter().map(|i| quality(*i)).max() else {
                break;
            };
            group = group
                .iter()
                .copied()
                .filter(|i| quality(*i) == top)
                .collect();
            level = cut;
        }
        group.iter().for_each(|i| place[*i] = at);
        rest.retain(|i| !group.contains(i));
    }
    place
}
