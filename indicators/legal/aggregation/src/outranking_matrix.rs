//! The share of weight by which one unit beats another.
use mercatoria_core::{ScoreboardLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Outranking matrix.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OutrankingMatrix {}

impl Indicator for OutrankingMatrix {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "aggregation.outranking_matrix",
        title: "Outranking matrix",
        formula: "o_ij = Σ w[i better than j] + ½ Σ w[equal], weights normalised over the criteria known for both",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::UNIT, Scoreboard::PERIOD],
            &[],
        ),
        reading: "above 0.5: the first unit beats the second; o_ij + o_ji = 1",
        sources: &[
            "Munda, G., Nardo, M. (2009). Noncompensatory/nonlinear composite indicators for ranking countries. Applied Economics 41(12).",
        ],
        peers: &[
            "COINr 1.1 gives the weight of a comparison with a missing value to the later row, so that the order of the rows decides; here weights are normalised over what both have.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\na,y,3\nb,y,3\n")
            .gives("a,b: 0.25; b,a: 0.75; a,a: not_applicable"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let n = board.units.len();
        board.by_period(n * n, 1, |period| {
            let wins = wins(board, period);
            (0..n * n)
                .map(|at| {
                    let (i, j) = (at / n, at % n);
                    if i == j {
                        return Err(Undefined::NotApplicable);
                    }
                    wins.share(i, j)
                })
                .collect()
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![
            AffineInvariant,
            Within(0.0, 1.0),
            Holds("o_ij + o_ji = 1", Predicate(complements)),
        ]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("coinr-1.1", Self::default())]
    }
}
fn complements(board: &Scoreboard, values: &Values) -> Result<bool, String> {
    let (n, periods) = (board.units.len(), board.periods.len());
    let mut compared = false;
    for i in 0..n {
        for j in 0..i {
            for period in 0..periods {
                let at = |i: usize, j: usize| values.get((i * n + j) * periods + period).point();
                if let (Some(a), Some(b)) = (at(i, j), at(j, i)) {
                    compared = true;
                    if (a + b - 1.0).abs() > 1e-12 {
                        return Err(format!("{a} + {b} is not 1"));
                    }
                }
            }
        }
    }
    Ok(compared)
}

/// Weights by which units beat each other.
#[derive(Debug, Clone)]
pub struct Wins {
    /// Number of units.
    pub units: usize,
    /// Weight by which the row beats the column.
    pub wins: Vec<f64>,
    /// Weight of the criteria known for both, by pair; empty where nothing is missing and it is 1.
    pub known: Vec<f64>,
}
impl Wins {
    /// o_ij; [`Undefined::Missing`] where no criterion is known for both.
    pub fn share(&self, i: usize, j: usize) -> Measure {
        let (won, lost) = (self.wins[i * self.units + j], self.wins[j * self.units + i]);
        let known = if self.known.is_empty() {
            1.0
        } else {
            self.known[i * self.units + j]
        };
        if known <= 0.0 {
            return Err(Undefined::Missing);
        }
        let margin = (won - lost) / known;
        Ok(if margin.abs() < 1e-12 {
            0.5
        } else {
            0.5 + margin / 2.0
        })
    }
    /// 1 where the first beats the second, −1 where it loses, 0 at equal weight (to rounding) or where nothing is known.
    pub fn sign(&self, i: usize, j: usize) -> f64 {
        let (won, lost) = (self.wins[i * self.units + j], self.wins[j * self.units + i]);
        if (won - lost).abs() < 1e-12 {
            0.0
        } else {
            (won - lost).signum()
        }
    }
}
/// Compares all units of one period under the effective weights.
pub fn wins(board: &Scoreboard, period: usize) -> Wins {
    let (n, q) = (board.units.len(), board.criteria.len());
    let mut table = board.table(period);
    for row in table.chunks_mut(q) {
        for (x, node) in row.iter_mut().zip(&board.hierarchy) {
            *x *= node.direction;
        }
    }
    wins_of(&table, n, &board.effective_weights())
}
/// Compares `n` rows, larger better, NaN missing.
pub fn wins_of(table: &[f64], n: usize, weights: &[f64]) -> Wins {
    let q = weights.len();
    let mut out = Wins {
        units: n,
        wins: vec![0.0; n * n],
        known: vec![],
    };
    // Criterion by criterion against one unit: comparisons down a column are contiguous and without branches.
    let mut columns = vec![0.0; n * q];
    for (i, row) in table.chunks(q).enumerate() {
        for (c, x) in row.iter().enumerate() {
            columns[c * n + i] = *x;
        }
    }
    let gaps = table.iter().any(|x| x.is_nan());
    if gaps {
        out.known = vec![0.0; n * n];
    }
    for i in 0..n {
        let row = &mut out.wins[i * n..(i + 1) * n];
        let column = |c: usize| &columns[c * n..(c + 1) * n];
        let won = |x: f64, y: f64, w: f64| if x > y { w } else { 0.0 };
        // Four criteria in one pass over the row, in the same order for both sides of a pair.
        let mut c = 0;
        while c + 4 <= q {
            let [a, b, d, e] = [0, 1, 2, 3].map(|k| column(c + k));
            let ([xa, xb, xd, xe], w) = ([a[i], b[i], d[i], e[i]], &weights[c..c + 4]);
            for ((((out, ya), yb), yd), ye) in row.iter_mut().zip(a).zip(b).zip(d).zip(e) {
                let first = won(xa, *ya, w[0]) + won(xb, *yb, w[1]);
                *out += first + (won(xd, *yd, w[2]) + won(xe, *ye, w[3]));
            }
            c += 4;
        }
        for c in c..q {
            let x = column(c)[i];
            for (out, y) in row.iter_mut().zip(column(c)) {
                *out += won(x, *y, weights[c]);
            }
        }
        if gaps {
            let known = &mut out.known[i * n..(i + 1) * n];
            for (c, w) in weights.iter().enumerate() {
                if !column(c)[i].is_nan() {
                    for (known, y) in known.iter_mut().zip(column(c)) {
                        *known += if y.is_nan() { 0.0 } else { *w };
                    }
                }
            }
        }
    }
    out
}
