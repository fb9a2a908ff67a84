//! Design for Sobol indices.
use mercatoria_core::*;
use mercatoria_normalisation::ByCriterion;
use mercatoria_numeric::random::Stream;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Design for Sobol indices.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SaltelliDesign {
    /// Base points; a power of 2 keeps the balance of the sequence.
    pub points: Count,
    /// BA blocks too.
    pub second_order: bool,
    /// Number of choices of a discrete factor: u becomes floor(u K).
    pub choices: ByCriterion<Count>,
    /// Pseudo-random points instead; needed above 20 factors.
    pub random: bool,
    /// Seed of the pseudo-random points.
    pub seed: Seed,
}
impl Default for SaltelliDesign {
    fn default() -> Self {
        Self {
            points: Count::new(64),
            second_order: false,
            choices: ByCriterion::new(),
            random: false,
            seed: Seed::new(1),
        }
    }
}

impl Indicator for SaltelliDesign {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "robustness.saltelli_design",
        title: "Design for Sobol indices",
        formula: "A, B in [0, 1)^(N × d), AB_j = A with column j of B (and BA_j); points of the Sobol sequence (Joe and Kuo) of 2d dimensions, first point 0",
        form: Form::Own(&[]),
        reading: "one value by base point, block and factor (the criteria); a discrete choice of K is the word floor(u K)",
        sources: &[
            "Sobol, I. M. (1967). On the distribution of points in a cube and the approximate evaluation of integrals. USSR Computational Mathematics 7. Joe, S., Kuo, F. Y. (2008). Constructing Sobol sequences with better two-dimensional projections. SIAM Journal on Scientific Computing 30(5).",
        ],
        peers: &[
            "COINr 1.1 cuts discrete choices over the observed range of u, so that the classes depend on the sample.",
        ],
        example: Example::csv("unit,criterion,value\n1,x,0\n")
            .params(r#"{"points":2}"#)
            .gives("0,A,x: 0; 1,A,x: 0.5; 1,B,x: 0.5"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let d = board.criteria.len();
        let n = self.points.get() as usize;
        let mut blocks = vec!["A".to_owned()];
        blocks.extend(board.criteria.labels().map(|l| format!("AB{l}")));
        if self.second_order {
            blocks.extend(board.criteria.labels().map(|l| format!("BA{l}")));
        }
        blocks.push("B".to_owned());
        let points = Axis::new("point", (0..n).map(|k| k.to_string()));
        let mut out = Values::over(vec![
            points,
            Axis::new("block", blocks),
            board.criteria.clone(),
        ]);
        let base = if self.random {
            let mut stream = Stream::new(self.seed.get(), 0);
            Ok((0..2 * d * n)
                .map(|_| stream.uniform())
                .collect::<Vec<f64>>())
        } else {
            sobol_sequence(n, 2 * d).ok_or(Undefined::OutOfDomain)
        };
        let choice: Vec<Option<f64>> = board
            .criteria
            .labels()
            .map(|l| self.choices.get(l).map(|k| f64::from(k.get())))
            .collect();
        let shown = |c: usize, u: f64| choice[c].map_or(u, |k| (u * k).floor());
        for point in 0..n {
            let mut put = |from_b: &dyn Fn(usize) -> bool| {
                for c in 0..d {
                    out.push(match &base {
                        Ok(base) => {
                            let row = &base[point * 2 * d..(point + 1) * 2 * d];
                            Ok(shown(c, row[if from_b(c) { d + c } else { c }]))
                        }
                        Err(why) => Err(*why),
                    });
                }
            };
            put(&|_| false);
            (0..d).for_each(|j| put(&|c| c == j));
            if self.second_order {
                (0..d).for_each(|j| put(&|c| c != j));
            }
            put(&|_| true);
        }
        out
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![]
    }
}
/// Degree, coefficients and first direction numbers by dimension from the second on (new-joe-kuo-6).
const DIRECTIONS: [(u32, u32, &[u32]); 39] = [
    (1, 0, &[1]),
    (2, 1, &[1, 3]),
    (3, 1, &[1, 3, 1]),
    (3, 2, &[1, 1, 1]),
    (4, 1, &[1, 1, 3, 3]),
    (4, 4, &[1, 3, 5, 13]),
    (5, 2, &[1, 1, 5, 5, 17]),
    (5, 4, &[1, 1, 5, 5, 5]),
    (5, 7, &[1, 1, 7, 11, 19]),
    (5, 11, &[1, 1, 5, 1, 1]),
    (5, 13, &[1, 1, 1, 3, 11]),
    (5, 14, &[1, 3, 5, 5, 31]),
    (6, 1, &[1, 3, 3, 9, 7, 49]),
    (6, 13, &[1, 1, 1, 15, 21, 21]),
    (6, 16, &[1, 3, 1, 13, 27, 49]),
    (6, 19, &[1, 1, 1, 15, 7, 5]),
    (6, 22, &[1, 3, 1, 15, 13, 25]),
    (6, 25, &[1, 1, 5, 5, 19, 61]),
    (7, 1, &[1, 3, 7, 11, 23, 15, 103]),
    (7, 4, &[1, 3, 7, 13, 13, 15, 69]),
    (7, 7, &[1, 1, 3, 13, 7, 35, 63]),
    (7, 8, &[1, 3, 5, 9, 1, 25, 53]),
    (7, 14, &[1, 3, 1, 13, 9, 35, 107]),
    (7, 19, &[1, 3, 1, 5, 27, 61, 31]),
    (7, 21, &[1, 1, 5, 11, 19, 41, 61]),
    (7, 28, &[1, 3, 5, 3, 3, 13, 69]),
    (7, 31, &[1, 1, 7, 13, 1, 19, 1]),
    (7, 32, &[1, 3, 7, 5, 13, 19, 59]),
    (7, 37, &[1, 1, 3, 9, 25, 29, 41]),
    (7, 41, &[1, 3, 5, 13, 23, 1, 55]),
    (7, 42, &[1, 3, 7, 3, 13, 59, 17]),
    (7, 50, &[1, 3, 1, 3, 5, 53, 69]),
    (7, 55, &[1, 1, 5, 5, 23, 33, 13]),
    (7, 56, &[1, 1, 7, 7, 1, 61, 123]),
    (7, 59, &[1, 1, 7, 9, 13, 61, 49]),
    (7, 62, &[1, 3, 3, 5, 3, 55, 33]),
    (8, 14, &[1, 3, 1, 15, 31, 13, 49, 245]),
    (8, 21, &[1, 3, 5, 15, 31, 59, 63, 97]),
    (8, 22, &[1, 3, 1, 11, 11, 11, 77, 249]),
];
/// The first `n` points of the Sobol sequence, point by point; `None` above 40 dimensions.
///
/// ```
/// use mercatoria_robustness::sobol_sequence;
/// assert_eq!(sobol_sequence(4, 2).unwrap(), [0.0, 0.0, 0.5, 0.5, 0.75, 0.25, 0.25, 0.75]);
/// ```
pub fn sobol_sequence(n: usize, dimensions: usize) -> Option<Vec<f64>> {
    if dimensions > DIRECTIONS.len() + 1 {
        return None;
    }
    let numbers: Vec<[u32; 32]> = (0..dimensions)
        .map(|j| {
            let mut v = [0u32; 32];
            if j == 0 {
                (0..32).for_each(|k| v[k] = 1 << (31 - k));
                return v;
            }
            let (degree, coefficients, first) = DIRECTIONS[j - 1];
            let s = degree as usize;
            for k in 0..s {
                v[k] = first[k] << (31 - k);
            }
            for k in s..32 {
                v[k] = v[k - s] ^ (v[k - s] >> s);
                for i in 1..s {
                    v[k] ^= ((coefficients >> (s - 1 - i)) & 1) * v[k - i];
                }
            }
            v
        })
        .collect();
    let mut state = vec![0u32; dimensions];
    let mut out = Vec::with_capacity(n * dimensions);
    for point in 0..n {
        if point > 0 {
            // Gray code: one direction number changes a point into the next.
            let bit = (point - 1).trailing_ones() as usize;
            state
                .iter_mut()
                .zip(&numbers)
                .for_each(|(x, v)| *x ^= v[bit]);
        }
        out.extend(state.iter().map(|x| f64::from(*x) / 4_294_967_296.0));
    }
    Some(out)
}
