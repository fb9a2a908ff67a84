//! A hierarchy of any depth in which each node has its own typed steps.
use crate::{GeneralisedMean, Mpi, Owa, Tree, ZeroRule};
use mercatoria_core::*;
use mercatoria_normalisation::{
    AmpiScale, Banding, Decision, DistanceToReference, DistanceToTarget, Goalposts, IdealInterval,
    MinMax, RankNorm, RatioNorm, ZScore,
};
use mercatoria_weighting::{
    Critic, DispersionWeights, EntropyWeights, Merec, PcaWeights, critic, merec, pca_weights,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How values are made comparable.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Normalise {
    /// They are as they are; a cost is refused.
    Keep {},
    /// Min-max.
    MinMax(MinMax),
    /// Standard scores.
    ZScore(ZScore),
    /// Between goalposts.
    Goalposts(Goalposts),
    /// Distance to a target.
    DistanceToTarget(DistanceToTarget),
    /// Distance to a reference unit.
    DistanceToReference(DistanceToReference),
    /// Ratio to the maximum, the sum, …
    RatioNorm(RatioNorm),
    /// Ranks.
    RankNorm(RankNorm),
    /// Classes.
    Banding(Banding),
    /// Closeness to an ideal interval.
    IdealInterval(IdealInterval),
    /// Scale of the adjusted Mazziotta-Pareto index.
    AmpiScale(AmpiScale),
}
impl Default for Normalise {
    fn default() -> Self {
        Normalise::MinMax(MinMax::default())
    }
}
impl Normalise {
    /// The cells in the order unit, criterion, period.
    pub fn apply(&self, board: &Scoreboard) -> Values {
        match self {
            Normalise::Keep {} => board.by_cell(|period, criterion| {
                let cost = !board.benefit(criterion);
                board
                    .criterion(period, criterion)
                    .map(|x| {
                        if cost {
                            x.and(Err(Undefined::CostNotTurned))
                        } else {
                            x
                        }
                    })
                    .collect()
            }),
            Normalise::MinMax(unit) => Indicator::compute(unit, board),
            Normalise::ZScore(unit) => Indicator::compute(unit, board),
            Normalise::Goalposts(unit) => Indicator::compute(unit, board),
            Normalise::DistanceToTarget(unit) => Indicator::compute(unit, board),
            Normalise::DistanceToReference(unit) => Indicator::compute(unit, board),
            Normalise::RatioNorm(unit) => Indicator::compute(unit, board),
            Normalise::RankNorm(unit) => Indicator::compute(unit, board),
            Normalise::Banding(unit) => Indicator::compute(unit, board),
            Normalise::IdealInterval(unit) => Indicator::compute(unit, board),
            Normalise::AmpiScale(unit) => Indicator::compute(unit, board),
        }
    }
}
/// Where the weights of a node's members come from.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Weigh {
    /// The table of criteria.
    Given {},
    /// All equal.
    Equal {},
    /// Listed here, by member.
    Listed(BTreeMap<String, Amount>),
    /// Entropy of the members' scores.
    Entropy(EntropyWeights),
    /// Their dispersion.
    Dispersion(DispersionWeights),
    /// CRITIC.
    Critic(Critic),
    /// MEREC.
    Merec(Merec),
    /// First principal component.
    Pca(PcaWeights),
}
impl Default for Weigh {
    fn default() -> Self {
        Weigh::Given {}
    }
}
/// How the members of a node become its score.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Aggregate {
    /// Power mean.
    GeneralisedMean(GeneralisedMean),
    /// Mean with a penalty for uneven profiles.
    Mpi(Mpi),
    /// Ordered weighted average.
    Owa(Owa),
    /// The smallest member.
    Minimum {},
}
impl Default for Aggregate {
    fn default() -> Self {
        Aggregate::GeneralisedMean(GeneralisedMean::default())
    }
}
/// Steps of one node in the place of the common ones.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Node {
    /// How a criterion's values, or a group's scores before they go up, are made comparable.
    pub normalisation: Option<Normalise>,
    /// Weights of the group's members.
    pub weights: Option<Weigh>,
    /// How the group's members become its score.
    pub aggregation: Option<Aggregate>,
}
/// Scorecard.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Scorecard {
    /// How criteria are made comparable.
    pub normalisation: Normalise,
    /// Weights of the members of each group.
    pub weights: Weigh,
    /// How members become a score.
    pub aggregation: Aggregate,
    /// Steps of single nodes, by id; `total` is the node above several at the top.
    pub nodes: BTreeMap<String, Node>,
}

impl Indicator for Scorecard {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "aggregation.scorecard",
        title: "Scorecard",
        formula: "criteria normalised; then, from the leaves up, the members of each node weighted and aggregated; each node may have its own steps",
        form: Form::Own(&[]),
        reading: "score of each unit at each node of the hierarchy, the whole last",
        sources: &[
            "OECD/JRC (2008). Handbook on constructing composite indicators. OECD.",
            "Becker, W. et al. (2022). COINr: an R package for composite indicators. Journal of Open Source Software 7(78).",
        ],
        peers: &[
            "COINr 1.1 addresses steps by text that is evaluated: a wrong address silently does nothing; here an unknown node is a fault.",
        ],
        example: Example::csv("unit,criterion,value\na,x,0\nb,x,10\nc,x,5\na,y,3\nb,y,1\nc,y,2\na,z,4\nb,z,8\nc,z,8\n")
            .files(&[("criteria", "criterion,parent,direction,weight\nx,g,1,1\ny,g,-1,1\nz,,1,1\ng,,1,1\n")])
            .gives("a,g: 0; b,g: 1; c,g: 0.5; a,total: 0; b,total: 1; c,total: 0.75"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let mut labels: Vec<&str> = board.hierarchy[board.criteria.len()..]
            .iter()
            .map(|node| &*node.id)
            .collect();
        let tree = Tree::of(board);
        if tree.top.len() != 1 {
            labels.push("total");
        }
        let unknown: Vec<&str> = self
            .nodes
            .keys()
            .map(|id| &**id)
            .filter(|id| !labels.contains(id) && board.criteria.position(id).is_none())
            .collect();
        let mut axes = vec![
            board.units.clone(),
            Axis::new("criterion", labels.iter().copied()),
        ];
        let named = board.periods.len() != 1 || !board.periods.label(0).is_empty();
        if named {
            axes.push(board.periods.clone());
        }
        let mut out = Values::over(axes);
        if labels.is_empty() {
            // A single criterion at the top: it is the score.
            labels.push("total");
            let mut axes = vec![board.units.clone(), Axis::new("criterion", ["total"])];
            if named {
                axes.push(board.periods.clone());
            }
            out = Values::over(axes);
        }
        if !unknown.is_empty() {
            out.note("unknown_node", format!("no node {}", unknown.join(", ")));
            let cells = board.units.len() * labels.len() * board.periods.len();
            (0..cells).for_each(|_| out.push(Err(Undefined::OutsideReference)));
            return out;
        }
        let scores = self.scores(board, &tree);
        let groups: Vec<usize> = (board.criteria.len()..scores.len()).collect();
        let groups = if groups.is_empty() {
            vec![tree.top[0]]
        } else {
            groups
        };
        for unit in 0..board.units.len() {
            for group in &groups {
                for period in 0..board.periods.len() {
                    out.push(scores[*group][period * board.units.len() + unit]);
                }
            }
        }
        out
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![]
    }
}
impl Scorecard {
    /// Scores by node of the hierarchy (a node above several at the top comes last), period by period, unit by unit.
    pub fn scores(&self, board: &Scoreboard, tree: &Tree) -> Vec<Vec<Measure>> {
        let (n, q, periods) = (board.units.len(), board.criteria.len(), board.periods.len());
        let mut scores: Vec<Vec<Measure>> = vec![vec![]; board.hierarchy.len()];
        let column = |values: &Values, criteria: usize, criterion: usize| -> Vec<Measure> {
            (0..periods * n)
                .map(|at| {
                    let (period, unit) = (at / n, at % n);
                    values
                        .get((unit * criteria + criterion) * periods + period)
                        .measure()
                })
                .collect()
        };
        let common = self.normalisation.apply(board);
        for (c, score) in scores.iter_mut().enumerate().take(q) {
            let own = self.nodes.get(board.criteria.label(c));
            *score = match own.and_then(|node| node.normalisation.as_ref()) {
                Some(step) => column(&step.apply(board), q, c),
                None => column(&common, q, c),
            };
        }
        let weights: Vec<f64> = board.hierarchy.iter().map(|node| node.weight).collect();
        for at in &tree.order {
            let ids: Vec<&str> = tree.members[*at]
                .iter()
                .map(|m| &*board.hierarchy[*m].id)
                .collect();
            let given: Vec<f64> = tree.members[*at].iter().map(|m| weights[*m]).collect();
            let members: Vec<&[Measure]> =
                tree.members[*at].iter().map(|m| &scores[*m][..]).collect();
            let score = self.node(&board.hierarchy[*at].id, board, &ids, &given, &members);
            scores[*at] = score;
        }
        if tree.top.len() > 1 {
            let ids: Vec<&str> = tree.top.iter().map(|m| &*board.hierarchy[*m].id).collect();
            let given: Vec<f64> = tree.top.iter().map(|m| weights[*m]).collect();
            let members: Vec<&[Measure]> = tree.top.iter().map(|m| &scores[*m][..]).collect();
            let total = self.node("total", board, &ids, &given, &members);
            scores.push(total);
        }
        scores
    }
    fn node(
        &self,
        id: &str,
        board: &Scoreboard,
        ids: &[&str],
        given: &[f64],
        members: &[&[Measure]],
    ) -> Vec<Measure> {
        let (n, periods) = (board.units.len(), board.periods.len());
        let count = n * periods;
        let own = self.nodes.get(id);
        let weigh = own
            .and_then(|node| node.weights.as_ref())
            .unwrap_or(&self.weights);
        let aggregate = own
            .and_then(|node| node.aggregation.as_ref())
            .unwrap_or(&self.aggregation);
        let weights = match weights_of(weigh, ids, given, members, count) {
            Ok(weights) => weights,
            Err(why) => return vec![Err(why); count],
        };
        let scores: Vec<Measure> = (0..count)
            .map(|at| {
                let row: Vec<(Measure, f64)> = members
                    .iter()
                    .zip(&weights)
                    .map(|(m, w)| (m[at], *w))
                    .collect();
                aggregated(aggregate, &row)
            })
            .collect();
        let Some(step) = own.and_then(|node| node.normalisation.as_ref()) else {
            return scores;
        };
        // The group's scores as a board of one criterion.
        let alone = Scoreboard {
            units: board.units.clone(),
            criteria: Axis::new("criterion", [id]),
            periods: board.periods.clone(),
            cells: scores.into_iter().collect(),
            hierarchy: vec![Criterion {
                id: id.into(),
                parent: None,
                direction: board
                    .hierarchy
                    .iter()
                    .find(|node| &*node.id == id)
                    .map_or(1.0, |node| node.direction),
                weight: 1.0,
            }],
            errors: vec![],
            side: Side::default(),
        };
        let scaled = step.apply(&alone);
        (0..count)
            .map(|at| scaled.get((at % n) * periods + at / n).measure())
            .collect()
    }
}
fn weights_of(
    weigh: &Weigh,
    ids: &[&str],
    given: &[f64],
    members: &[&[Measure]],
    count: usize,
) -> Result<Vec<f64>, Undefined> {
    let table = || {
        let complete: Vec<usize> = (0..count)
            .filter(|at| members.iter().all(|m| m[*at].is_ok()))
            .collect();
        let column = |m: &&[Measure]| complete.iter().filter_map(|at| m[*at].ok()).collect();
        let table = Decision::benefits(members.iter().map(column).collect());
        if complete.is_empty() {
            Err(Undefined::Missing)
        } else {
            Ok(table)
        }
    };
    match weigh {
        Weigh::Given {} => Ok(given.to_vec()),
        Weigh::Equal {} => Ok(vec![1.0; ids.len()]),
        Weigh::Listed(listed) => ids
            .iter()
            .map(|id| {
                listed
                    .get(*id)
                    .map(|w| w.get())
                    .ok_or(Undefined::OutsideReference)
            })
            .collect(),
        Weigh::Entropy(unit) => unit.weights(&table()?),
        Weigh::Dispersion(unit) => unit.weights(&table()?),
        Weigh::Critic(unit) => critic(&table()?, unit.correlation),
        Weigh::Merec(_) => merec(&table()?),
        Weigh::Pca(unit) => pca_weights(&table()?, unit.loadings),
    }
}
fn aggregated(aggregate: &Aggregate, row: &[(Measure, f64)]) -> Measure {
    let all = || row.iter().map(|(x, _)| *x).collect::<Result<Vec<f64>, _>>();
    match aggregate {
        Aggregate::GeneralisedMean(unit) => unit.node(row),
        Aggregate::Mpi(unit) => {
            crate::mazziotta_pareto(&all()?, unit.penalty, unit.ddof.get() as usize).map(|m| m.0)
        }
        Aggregate::Owa(unit) => {
            let xs = all()?;
            let mut weights: Vec<f64> = unit.weights.iter().map(|w| w.get()).collect();
            if weights.is_empty() {
                weights = vec![1.0; xs.len()];
            }
            if weights.len() != xs.len() {
                return Err(Undefined::OutOfDomain);
            }
            crate::owa(&xs, &weights, unit.p.get())
        }
        Aggregate::Minimum {} => {
            let xs = all()?;
            let ones = vec![1.0; xs.len()];
            crate::power_mean(&xs, &ones, 1.0, ZeroRule::Undefined)?;
            Ok(xs.into_iter().fold(f64::INFINITY, f64::min))
        }
    }
}
