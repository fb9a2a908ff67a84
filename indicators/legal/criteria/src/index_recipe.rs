//! Cells on a common scale, members of a node to its mean or sum, and so up the tree: how published indices are made.
use mercatoria_aggregation::Tree;
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{Goalposts, MinMax, Reference};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How cells come to the scale of the index.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scoring {
    /// They are on it already (points, shares, classes).
    #[default]
    Keep,
    /// Distance to the best from the worst value of the first period, cut off at both.
    Frontier,
    /// Range of the first period; later values may leave it.
    BaseRange,
}
/// How the members of a node become its score.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Join {
    /// Their weighted mean.
    #[default]
    Mean,
    /// Their sum.
    Sum,
    /// Their sum, at most 1.
    SumCappedAtOne,
}
/// Recipe of an index over a hierarchy of criteria.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct IndexRecipe {
    /// How cells come to the scale of the index.
    pub scoring: Scoring,
    /// The upper end of the scale, where cells are brought to it.
    pub scale: Positive,
    /// How the members of a group become its score.
    pub groups: Join,
    /// How what stands at the top becomes the index.
    pub top: Join,
}
impl Default for IndexRecipe {
    fn default() -> Self {
        Self {
            scoring: Scoring::Keep,
            scale: Positive::new(1.0),
            groups: Join::Mean,
            top: Join::Mean,
        }
    }
}
impl Indicator for IndexRecipe {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "criteria.index_recipe",
        title: "Recipe of a published index",
        formula: "node = mean or sum of its members; index = mean or sum of the top",
        form: Form::Grid(Scoreboard::UNIT, Scoreboard::PERIOD),
        reading: "on the scale of the index that it is named after; comparable with published values only where the answers are",
        sources: &[
            "World Bank (2019). Doing Business 2020: methodology.",
            "Ginarte, J. C. and Park, W. G. (1997). Determinants of patent rights. Research Policy 26(3).",
            "Gwartney, J. et al. Economic Freedom of the World, Fraser Institute: appendix on method.",
        ],
        example: Example::csv("unit,criterion,value\nVN,size,7.5\nVN,law,5.1\nVN,money,6.9\nVN,trade,6.3\nVN,regulation,5.52\n").gives("VN: 6.264"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let (criteria, periods) = (board.criteria.len(), board.periods.len());
        let scaled = match self.scoring {
            Scoring::Keep => None,
            Scoring::Frontier => Some(Indicator::compute(
                &Goalposts {
                    scale: self.scale,
                    reference: Reference::First,
                    ..Goalposts::default()
                },
                board,
            )),
            Scoring::BaseRange => Some(Indicator::compute(
                &MinMax {
                    high: Finite::new(self.scale.get()),
                    reference: Reference::First,
                    ..MinMax::default()
                },
                board,
            )),
        };
        let tree = Tree::of(board);
        let mut out = Values::default();
        for unit in 0..board.units.len() {
            for period in 0..periods {
                let leaf = |c: usize| match &scaled {
                    None => board.cell(period, unit, c).measure(),
                    Some(scaled) => scaled
                        .get((unit * criteria + c) * periods + period)
                        .measure(),
                };
                let mut scores: Vec<Measure> = (0..board.hierarchy.len())
                    .map(|at| {
                        if at < criteria {
                            leaf(at)
                        } else {
                            Err(Undefined::Missing)
                        }
                    })
                    .collect();
                for at in &tree.order {
                    scores[*at] = self.groups.of(&tree.members[*at], &scores, board);
                }
                out.push(self.top.of(&tree.top, &scores, board));
            }
        }
        out
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits]
    }
}
impl Join {
    fn of(self, members: &[usize], scores: &[Measure], board: &Scoreboard) -> Measure {
        let (mut sum, mut weights) = (0.0, 0.0);
        for at in members {
            let weight = if self == Join::Mean {
                board.hierarchy[*at].weight
            } else {
                1.0
            };
            sum += weight * scores[*at]?;
            weights += weight;
        }
        match self {
            Join::Mean if weights > 0.0 => Ok(sum / weights),
            Join::Mean => Err(Undefined::Empty),
            Join::Sum => Ok(sum),
            Join::SumCappedAtOne => Ok(sum.min(1.0)),
        }
    }
}
