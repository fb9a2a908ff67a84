//! Scores of the subsystems: the weighted mean of the min-max values of each group.
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{Decision, Reference, Scaling};
use mercatoria_weighting::EntropyWeights;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where the weights inside a subsystem come from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SubsystemWeights {
    /// The table of criteria.
    #[default]
    Given,
    /// Entropy of the min-max values in the subsystem.
    Entropy,
}
/// Whether the values are scaled.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SubsystemScaling {
    /// Scores as they are where there are no groups and all values lie in [0, 1]; else the min-max scale by direction.
    #[default]
    Auto,
    /// Min-max by direction over all periods.
    MinMax,
    /// Scores as they are.
    None,
}
/// Scores of subsystems.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SubsystemScores {
    /// Whether the values are scaled.
    pub scaling: SubsystemScaling,
    /// Where the weights come from.
    pub weights: SubsystemWeights,
    /// The values whose range is taken.
    pub reference: Reference,
}

impl Indicator for SubsystemScores {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "coordination.subsystem_scores",
        title: "Scores of subsystems",
        formula: "U_s = Σ w z over the criteria of the subsystem, z min-max by direction; a subsystem is a node at the top of the hierarchy (below a single root)",
        form: Form::Own(&[]),
        reading: "0: worst in every criterion of the subsystem; 1: best",
        sources: &[
            "Liao, C. (1999). Quantitative judgement and classification system for coordinated development of environment and economy. Tropical Geography 19(2).",
        ],
        example: Example::csv("unit,criterion,value\na,x,0\nb,x,4\na,y,1\nb,y,3\n")
            .gives("a,x: 0; b,y: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let systems = Systems::of(board);
        let labels: Vec<&str> = systems
            .nodes
            .iter()
            .map(|n| &*board.hierarchy[*n].id)
            .collect();
        let mut axes = vec![board.units.clone(), Axis::new("criterion", labels)];
        if board.periods.len() != 1 || !board.periods.label(0).is_empty() {
            axes.push(board.periods.clone());
        }
        let mut out = Values::over(axes);
        let scores = self.scores(board, &systems);
        for unit in 0..board.units.len() {
            for s in 0..systems.nodes.len() {
                for period in 0..board.periods.len() {
                    out.push(scores[s][period * board.units.len() + unit]);
                }
            }
        }
        out
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        if self.scaling == SubsystemScaling::MinMax && self.reference != Reference::First {
            vec![Within(0.0, 1.0)]
        } else {
            vec![]
        }
    }
}
/// The subsystems of a scoreboard: nodes below a single root, else those at the top, with their criteria.
pub(crate) struct Systems {
    pub(crate) nodes: Vec<usize>,
    pub(crate) leaves: Vec<Vec<usize>>,
}
impl Systems {
    pub(crate) fn of(board: &Scoreboard) -> Self {
        let (members, mut nodes) = board.members();
        nodes.retain(|n| *n < board.criteria.len() || !members[*n].is_empty());
        if let [root] = nodes[..]
            && root >= board.criteria.len()
        {
            nodes.clone_from(&members[root]);
        }
        let leaves = nodes
            .iter()
            .map(|node| {
                let below = |leaf: &usize| {
                    let mut at = Some(*leaf);
                    while let Some(place) = at {
                        if place == *node {
                            return true;
                        }
                        at = board.hierarchy[place].parent;
                    }
                    false
                };
                (0..board.criteria.len()).filter(below).collect()
            })
            .collect();
        Self { nodes, leaves }
    }
}
impl SubsystemScores {
    /// Scores by subsystem, period by period, unit by unit.
    pub(crate) fn scores(&self, board: &Scoreboard, systems: &Systems) -> Vec<Vec<Measure>> {
        let (n, periods) = (board.units.len(), board.periods.len());
        let q = board.criteria.len();
        let flat = systems.leaves.iter().all(|l| l.len() == 1);
        let inside = board
            .cells
            .iter()
            .all(|c| c.point().is_none_or(|x| (0.0..=1.0).contains(&x)));
        let benefits = (0..q).all(|c| board.benefit(c));
        let as_they_are = match self.scaling {
            SubsystemScaling::None => true,
            SubsystemScaling::MinMax => false,
            SubsystemScaling::Auto => flat && inside && benefits,
        };
        let scale = |c: usize| -> Vec<Measure> {
            let mut out = vec![];
            for period in 0..periods {
                let values = self.reference.column(board, period, c);
                let (low, high) = mercatoria_normalisation::extremes(&values);
                for x in board.criterion(period, c) {
                    out.push(x.and_then(|x| {
                        if as_they_are {
                            return if board.benefit(c) {
                                Ok(x)
                            } else {
                                Err(Undefined::CostNotTurned)
                            };
                        }
                        if low == high {
                            return Err(Undefined::ZeroRange);
                        }
                        let gain = if board.benefit(c) { x - low } else { high - x };
                        Ok(gain / (high - low))
                    }));
                }
            }
            out
        };
        let scaled: Vec<Vec<Measure>> = (0..q).map(scale).collect();
        let weights = board.effective_weights();
        systems
            .leaves
            .iter()
            .map(|leaves| {
                let own = match self.weights {
                    SubsystemWeights::Given => {
                        Ok(leaves.iter().map(|c| weights[*c]).collect::<Vec<_>>())
                    }
                    SubsystemWeights::Entropy => {
                        let table = Decision::of(board, 0..periods);
                        let part = Decision {
                            columns: leaves.iter().map(|c| table.columns[*c].clone()).collect(),
                            benefit: leaves.iter().map(|c| table.benefit[*c]).collect(),
                            ..table
                        };
                        let unit = EntropyWeights {
                            scaling: Scaling::MinMax,
                            ..EntropyWeights::default()
                        };
                        unit.weights(&part)
                    }
                };
                (0..n * periods)
                    .map(|at| {
                        let own = own.as_ref().map_err(|why| *why)?;
                        let total: f64 = own.iter().sum();
                        let mut sum = 0.0;
                        for (c, w) in leaves.iter().zip(own) {
                            sum += w * scaled[*c][at]?;
                        }
                        if total == 0.0 {
                            return Err(Undefined::ZeroDenominator);
                        }
                        Ok(sum / total)
                    })
                    .collect()
            })
            .collect()
    }
}
