//! Weights from comparisons with the best and the worst criterion.
use mercatoria_core::*;
use mercatoria_frontier::{Row, maximise};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Best-worst method (linear).
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Bwm {
    /// The most important criterion; without, the one with most comparisons from it.
    pub best: Option<String>,
    /// The least important criterion; without, the one with most comparisons to it.
    pub worst: Option<String>,
}

impl Indicator for Bwm {
    type Input<'a> = Relation;
    type Output = Values;
    const CARD: Card = Card {
        id: "weighting.bwm",
        title: "Best-worst method",
        formula: "min ξ: |w_B − a_Bj w_j| ≤ ξ, |w_j − a_jW w_W| ≤ ξ, Σw = 1, w ≥ 0",
        form: Form::Table(&[0], &["weight", "xi"]),
        reading: "weight of the criterion; ξ, the same for all, is 0 for consistent comparisons",
        sources: &[
            "Rezaei, J. (2016). Best-worst multi-criteria decision-making method: some properties and a linear model. Omega 64.",
        ],
        example: Example::csv("from,to,value\nb,m,2\nb,w,4\nm,w,2\n")
            .gives("b, weight: 0.571428571428…; m, weight: 0.28571428571…; w, weight: 0.142857142857…; b, xi: 0"),
        ..Card::BLANK
    };
    fn compute(&self, relation: &Relation) -> Values {
        let n = relation.axis.len();
        match self.solve(relation) {
            Ok((weights, xi)) => weights.into_iter().flat_map(|w| [Ok(w), Ok(xi)]).collect(),
            Err(why) => Values::undefined(2 * n, why),
        }
    }
    fn laws(&self) -> Vec<RelationLaw> {
        vec![]
    }
}
impl Bwm {
    fn solve(&self, relation: &Relation) -> Result<(Vec<f64>, f64), Undefined> {
        let n = relation.axis.len();
        let given = |i, j| relation.get(i, j).filter(|a| *a > 0.0);
        let most = |count: &dyn Fn(usize) -> usize| {
            (0..n).fold(0, |a, b| if count(b) > count(a) { b } else { a })
        };
        let place = |label: &Option<String>, count: &dyn Fn(usize) -> usize| match label {
            Some(label) => relation
                .axis
                .position(label)
                .ok_or(Undefined::OutsideReference),
            None => Ok(most(count)),
        };
        let best = place(&self.best, &|i| {
            (0..n).filter(|j| given(i, *j).is_some()).count()
        })?;
        let worst = place(&self.worst, &|j| {
            (0..n).filter(|i| given(*i, j).is_some()).count()
        })?;
        if best == worst {
            return Err(Undefined::OutOfDomain);
        }
        let to = |i: usize, j: usize| {
            if i == j {
                Ok(1.0)
            } else {
                given(i, j).ok_or(Undefined::Missing)
            }
        };
        let from_best = (0..n).map(|j| to(best, j)).collect::<Result<Vec<_>, _>>()?;
        let to_worst = (0..n)
            .map(|j| to(j, worst))
            .collect::<Result<Vec<_>, _>>()?;
        bwm(best, worst, &from_best, &to_worst)
    }
}

/// Weights and ξ from how much more important the best is than each, and each than the worst.
pub fn bwm(
    best: usize,
    worst: usize,
    from_best: &[f64],
    to_worst: &[f64],
) -> Result<(Vec<f64>, f64), Undefined> {
    let n = from_best.len();
    let mut rows = vec![];
    let mut apart = |more: usize, less: usize, times: f64| {
        let mut row = vec![0.0; n + 1];
        row[more] += 1.0;
        row[less] -= times;
        let mut other: Vec<f64> = row.iter().map(|a| -a).collect();
        row[n] = -1.0;
        other[n] = -1.0;
        rows.push(Row::at_most(row, 0.0));
        rows.push(Row::at_most(other, 0.0));
    };
    for j in 0..n {
        if j != best {
            apart(best, j, from_best[j]);
        }
        if j != worst && j != best {
            apart(j, worst, to_worst[j]);
        }
    }
    let mut all = vec![1.0; n + 1];
    all[n] = 0.0;
    rows.push(Row::exactly(all, 1.0));
    let mut objective = vec![0.0; n + 1];
    objective[n] = -1.0;
    let (value, mut x) = maximise(&objective, &rows)?;
    x.truncate(n);
    Ok((x, if value > -1e-14 { 0.0 } else { -value }))
}
