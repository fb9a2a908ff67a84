//! (Σ w xᵖ / Σ w)^(1/p) over the known members of each node of the hierarchy; p = 0 is the geometric mean.
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_numeric::{
    elementary::{exp, ln, powf},
    sum::sum_by2,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a missing member does to its node. One rule for all means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MissingRule {
    /// The weights of the known members are scaled up to 1.
    #[default]
    Renormalise,
    /// The node is missing too.
    Propagate,
}
/// What is counted as coverage.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CoverageOf {
    /// The weight of the known members.
    #[default]
    Weight,
    /// Their number.
    Count,
}
/// A zero under a mean with p ≤ 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ZeroRule {
    /// The reason.
    #[default]
    Undefined,
    /// The mean is 0, its limit.
    Zero,
}
/// What a cost criterion does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CostRule {
    /// It is refused: a mean of benefits and costs means nothing.
    #[default]
    Refuse,
    /// The values were turned already.
    Turned,
}
/// Weighted mean over a hierarchy.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct GeneralisedMean {
    /// 1: arithmetic; 0: geometric; −1: harmonic. The smaller, the less a high score makes up for a low one.
    pub p: Finite,
    /// What a missing member does.
    pub missing: MissingRule,
    /// Least coverage of a node that has a score.
    pub coverage: Share,
    /// What is counted as coverage.
    pub coverage_of: CoverageOf,
    /// A zero where p ≤ 0.
    pub zero: ZeroRule,
    /// A cost criterion.
    pub cost: CostRule,
}
impl Default for GeneralisedMean {
    fn default() -> Self {
        Self {
            p: Finite::new(1.0),
            missing: MissingRule::Renormalise,
            coverage: Share::new(0.0),
            coverage_of: CoverageOf::Weight,
            zero: ZeroRule::Undefined,
            cost: CostRule::Refuse,
        }
    }
}

impl Indicator for GeneralisedMean {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "aggregation.generalised_mean",
        title: "Weighted generalised mean",
        formula: "(Σ w xᵖ/Σ w)^(1/p) over the known members of each node, from the leaves up; exp(Σ w ln x/Σ w) for p = 0",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &[]),
        reading: "on the scale of the values; the lower p, the more an uneven profile costs",
        sources: &[
            "Hardy, G. H., Littlewood, J. E., Pólya, G. (1934). Inequalities. Cambridge University Press.",
            "OECD/JRC (2008). Handbook on constructing composite indicators. OECD, section 6.",
        ],
        peers: &[
            "COINr 1.1 lets a missing value make its generalised mean missing, unlike its other means; here one rule holds for all p.",
            "COINr 1.1 tests its harmonic mean for zeros only, so negative values pass; here they are out of domain.",
            "Compind 3.4 returns the constant 1 by default and a wrong exponent otherwise (2423 for inputs up to 90).",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\na,y,4\n")
            .params(r#"{"p":0}"#)
            .gives("a: 2"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        if self.cost == CostRule::Refuse && has_cost(board) {
            let cells = board.units.len() * board.periods.len();
            return Values::undefined(cells, Undefined::CostNotTurned);
        }
        let tree = Tree::of(board);
        board.by_period(board.units.len(), 1, |period| {
            (0..board.units.len())
                .map(|unit| {
                    let leaf = |criterion| board.cell(period, unit, criterion).measure();
                    tree.fold(leaf, |members| self.node(members))
                })
                .collect()
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits, Between, Monotone]
    }
    fn contributions(&self, board: &Scoreboard) -> Option<Values> {
        let single = board.units.len() == 1 && board.periods.len() == 1;
        if !single || self.p.get() != 1.0 {
            return None;
        }
        let weights = self.leaf_weights(board, 0, 0).ok()?;
        let part = |(criterion, w): (usize, f64)| match board.cell(0, 0, criterion).measure() {
            Ok(x) => Ok(w * x),
            Err(_) => Ok(0.0),
        };
        Some(weights.into_iter().enumerate().map(part).collect())
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("coinr-1.1", Self::default())]
    }
}
/// Is a criterion or a group a cost?
pub(crate) fn has_cost(board: &Scoreboard) -> bool {
    board.hierarchy.iter().any(|node| node.direction < 0.0)
}
impl GeneralisedMean {
    /// The mean of the members of a node, (value, weight) each.
    pub fn node(&self, members: &[(Measure, f64)]) -> Measure {
        let mut known = (vec![], vec![]);
        let mut absent = None;
        for (x, w) in members {
            match x {
                Ok(x) => {
                    known.0.push(*x);
                    known.1.push(*w);
                }
                Err(why) => {
                    let skipped = matches!(why.class(), Class::DataMissing | Class::NotApplicable);
                    if !skipped || self.missing == MissingRule::Propagate && *w > 0.0 {
                        return Err(*why);
                    }
                    absent = absent.or(Some(*why));
                }
            }
        }
        let total: f64 = members.iter().map(|(_, w)| w).sum();
        let share = match self.coverage_of {
            CoverageOf::Weight => known.1.iter().sum::<f64>() / total,
            CoverageOf::Count => known.0.len() as f64 / members.len() as f64,
        };
        match absent {
            Some(why) if known.0.is_empty() || share < self.coverage.get() - 1e-12 => Err(why),
            _ => power_mean(&known.0, &known.1, self.p.get(), self.zero),
        }
    }
    /// Weight of each criterion in the score of a unit, after the rule for missing cells.
    fn leaf_weights(
        &self,
        board: &Scoreboard,
        period: usize,
        unit: usize,
    ) -> Result<Vec<f64>, Undefined> {
        let tree = Tree::of(board);
        let mut weight = vec![0.0; board.hierarchy.len()];
        let mut known = vec![false; board.hierarchy.len()];
        for at in 0..board.criteria.len() {
            known[at] = board.cell(period, unit, at).measure().is_ok();
        }
        for at in tree.order.iter() {
            known[*at] = tree.members[*at].iter().any(|m| known[*m]);
        }
        let share_out = |members: &[usize], whole: f64, weight: &mut Vec<f64>| {
            let total: f64 = members
                .iter()
                .filter(|m| known[**m])
                .map(|m| board.hierarchy[*m].weight)
                .sum();
            for m in members.iter().filter(|m| known[**m]) {
                weight[*m] = whole * board.hierarchy[*m].weight / total;
            }
        };
        share_out(&tree.top, 1.0, &mut weight);
        for at in tree.order.iter().rev() {
            let whole = weight[*at];
            if known[*at] {
                share_out(&tree.members[*at], whole, &mut weight);
            }
        }
        weight.truncate(board.criteria.len());
        Ok(weight)
    }
}

/// A hierarchy ready for folding: members of each node, those at the top, and the groups in an order in which members come
/// first.
#[derive(Debug, Clone)]
pub struct Tree {
    /// Members of each node of the hierarchy.
    pub members: Vec<Vec<usize>>,
    /// Nodes without a parent.
    pub top: Vec<usize>,
    /// Groups, each after its members.
    pub order: Vec<usize>,
    weights: Vec<f64>,
    leaves: usize,
}
impl Tree {
    /// Of a scoreboard.
    pub fn of(board: &Scoreboard) -> Self {
        let (members, top) = board.members();
        let mut order = vec![];
        let mut stack: Vec<usize> = top.clone();
        while let Some(at) = stack.pop() {
            if at >= board.criteria.len() {
                order.push(at);
                stack.extend(&members[at]);
            }
        }
        order.reverse();
        Self {
            members,
            top,
            order,
            weights: board.hierarchy.iter().map(|node| node.weight).collect(),
            leaves: board.criteria.len(),
        }
    }
    /// The score at the top, from the leaves up. A group without members is left out.
    pub fn fold(
        &self,
        leaf: impl Fn(usize) -> Measure,
        node: impl Fn(&[(Measure, f64)]) -> Measure,
    ) -> Measure {
        let scores = self.scores(&leaf, |_, members| node(members));
        match self.top[..] {
            [one] => scores[one],
            _ => node(&self.weighted(&self.top, &scores)),
        }
    }
    /// The score of every node.
    pub fn scores(
        &self,
        leaf: &impl Fn(usize) -> Measure,
        node: impl Fn(usize, &[(Measure, f64)]) -> Measure,
    ) -> Vec<Measure> {
        let mut scores = vec![Err(Undefined::Empty); self.members.len()];
        for (at, score) in scores.iter_mut().enumerate().take(self.leaves) {
            *score = leaf(at);
        }
        for at in &self.order {
            let members = self.weighted(&self.members[*at], &scores);
            scores[*at] = if members.is_empty() {
                Err(Undefined::Empty)
            } else {
                node(*at, &members)
            };
        }
        scores
    }
    /// Members with their scores and weights; a group without members is left out.
    pub fn weighted(&self, members: &[usize], scores: &[Measure]) -> Vec<(Measure, f64)> {
        members
            .iter()
            .filter(|m| **m < self.leaves || !self.members[**m].is_empty())
            .map(|m| (scores[*m], self.weights[*m]))
            .collect()
    }
}

/// Weighted power mean of numbers.
///
/// ```
/// use mercatoria_aggregation::{ZeroRule, power_mean};
/// assert_eq!(power_mean(&[1.0, 4.0], &[1.0, 1.0], 1.0, ZeroRule::Undefined), Ok(2.5));
/// assert_eq!(power_mean(&[1.0, 4.0], &[1.0, 1.0], -1.0, ZeroRule::Undefined), Ok(1.6));
/// ```
pub fn power_mean(xs: &[f64], weights: &[f64], p: f64, zero: ZeroRule) -> Measure {
    let total = mercatoria_numeric::sum::sum(weights);
    if xs.is_empty() {
        return Err(Undefined::Missing);
    }
    if total == 0.0 {
        return Err(Undefined::ZeroDenominator);
    }
    if p == 1.0 {
        return Ok(sum_by2(xs, weights, |x, w| w * x) / total);
    }
    let counted = || xs.iter().zip(weights).filter(|(_, w)| **w > 0.0);
    if counted().any(|(x, _)| *x < 0.0) {
        return Err(Undefined::OutOfDomain);
    }
    if p <= 0.0 && counted().any(|(x, _)| *x == 0.0) {
        return match zero {
            ZeroRule::Zero => Ok(0.0),
            ZeroRule::Undefined if p == 0.0 => Err(Undefined::LogOfZero),
            ZeroRule::Undefined => Err(Undefined::ZeroDenominator),
        };
    }
    let (low, high) = counted().fold((f64::INFINITY, 0.0_f64), |(l, h), (x, _)| {
        (l.min(*x), h.max(*x))
    });
    if low == high {
        return Ok(high);
    }
    let mean_of = |f: &dyn Fn(f64) -> f64| {
        sum_by2(xs, weights, |x, w| if w > 0.0 { w * f(x) } else { 0.0 }) / total
    };
    let mean = if p == 0.0 {
        exp(mean_of(&ln))
    } else if p == -1.0 {
        1.0 / mean_of(&|x| 1.0 / x)
    } else if p == 2.0 {
        high * mean_of(&|x| (x / high) * (x / high)).sqrt()
    } else {
        // Against the largest, so that no power overflows; the smallest for p < 0.
        let unit = if p > 0.0 { high } else { low };
        unit * powf(mean_of(&|x| powf(x / unit, p)), 1.0 / p)
    };
    Ok(mean.clamp(low, high))
}
