//! Share of ordered quadruples in which the more complex country gains more from the more complex product.
use crate::{SignRule, solved};
use mercatoria_advantage::{Rule, quotients};
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::{elementary::sqrt, order::argsort, parallel, random::Stream};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Log-supermodularity of the advantage.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Logsupermodularity {
    /// More quadruples than this are sampled, this many of them.
    pub draws: Count,
    /// Seed of the sample.
    pub seed: Seed,
}
impl Default for Logsupermodularity {
    fn default() -> Self {
        Self {
            draws: Count::new(1_000_000),
            seed: Seed::new(1),
        }
    }
}
impl Indicator for Logsupermodularity {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "complexity.logsupermodularity",
        title: "Log-supermodularity",
        formula: "share of quadruples c < c', p < p' (by ECI, PCI) with R_c'p' R_cp > R_c'p R_cp', R = RCA; both sides 0 is undecided and left out, equal sides count one half",
        form: Form::Value,
        reading: "0.5: no more than without information; 1: the order by complexity explains every comparison. The order comes from the same table, so the baseline is the index of a table without structure, not 0.5 alone",
        sources: &["Schetter, U. (2022). A measure of countries' distance to frontier based on comparative advantage. Growth Lab working paper, Harvard."],
        peers: &[
            "ecomplexity 0.5 counts undecided quadruples as violations, ranks a country without index first, and samples two countries by 42 products.",
        ],
        example: Example::csv("row,column,value\nA,a,4\nA,b,3\nA,c,2\nA,d,1\nB,a,3\nB,b,1\nC,a,5\nD,a,6\nD,b,2\nD,c,1\n").gives("0.975"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let solved = solved(m, &Rule::default(), SignRule::Diversity);
        let s = match &*solved {
            Err(ill) => return crate::refused(ill, m, 1),
            Ok(s) => s,
        };
        let order = |x: &[f64]| -> Vec<usize> {
            argsort(x)
                .iter()
                .map(|i| *i as usize)
                .filter(|i| !x[*i].is_nan())
                .collect()
        };
        let (rows, columns) = (order(&s.rows), order(&s.columns));
        let all = quotients(m);
        let width = m.columns();
        let (n, p) = (rows.len(), columns.len());
        let judge = |a: usize, b: usize, i: usize, j: usize| {
            let cell = |r: usize, c: usize| all[rows[r] * width + columns[c]];
            let (with, against) = (cell(b, j) * cell(a, i), cell(b, i) * cell(a, j));
            if with == 0.0 && against == 0.0 {
                (0.0, 0.0)
            } else if with > against * (1.0 + 1e-12) {
                (1.0, 1.0)
            } else if with < against * (1.0 - 1e-12) {
                (0.0, 1.0)
            } else {
                (0.5, 1.0)
            }
        };
        let pairs = |n: usize| n as f64 * (n as f64 - 1.0) / 2.0;
        let exact = pairs(n) * pairs(p) <= f64::from(self.draws.get());
        let tallies: Vec<(f64, f64)> = if exact {
            parallel::map(n, |a| {
                let mut tally = (0.0, 0.0);
                for b in a + 1..n {
                    for i in 0..p {
                        for j in i + 1..p {
                            let (won, seen) = judge(a, b, i, j);
                            tally = (tally.0 + won, tally.1 + seen);
                        }
                    }
                }
                tally
            })
        } else {
            parallel::map_chunks(self.draws.get() as usize, 4096, |draws| {
                draws.fold((0.0, 0.0), |tally, draw| {
                    let mut stream = Stream::new(self.seed.get(), draw as u64);
                    let mut two = |n: usize| {
                        let (a, b) = (
                            stream.below(n as u64) as usize,
                            stream.below(n as u64 - 1) as usize,
                        );
                        let b = if b >= a { b + 1 } else { b };
                        (a.min(b), a.max(b))
                    };
                    let ((a, b), (i, j)) = (two(n), two(p));
                    let (won, seen) = judge(a, b, i, j);
                    (tally.0 + won, tally.1 + seen)
                })
            })
        };
        let (won, seen) = tallies
            .iter()
            .fold((0.0, 0.0), |sum, t| (sum.0 + t.0, sum.1 + t.1));
        if seen == 0.0 {
            return Values::undefined(1, Undefined::TooFew);
        }
        let share = won / seen;
        let mut out = Values::default();
        if exact {
            out.push(Ok(share));
            out.note(
                "effective_n",
                format!("{seen} decided quadruples, all of them"),
            );
        } else {
            let kind = IntervalKind::Confidence {
                level: 0.95,
                method: "normal".into(),
                resampled: "quadruples".into(),
            };
            let spread = 1.959_963_984_540_054 * sqrt(share * (1.0 - share) / seen);
            out.push_interval(
                &kind,
                Some(share),
                (share - spread).max(0.0),
                (share + spread).min(1.0),
            );
            out.note(
                "effective_n",
                format!("{seen} decided of {} sampled quadruples", self.draws.get()),
            );
        }
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![Within(0.0, 1.0)]
    }
}
