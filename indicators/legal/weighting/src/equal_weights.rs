//! 1 / Q, or equal shares of the groups at each level of the hierarchy.
use mercatoria_core::{ScoreboardLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Equal weights.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EqualWeights {
    /// Equal at each node of the hierarchy, so that large groups do not count more.
    pub groups: bool,
}

impl Indicator for EqualWeights {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "weighting.equal_weights",
        title: "Equal weights",
        formula: "w = 1/Q; by groups the product of 1/(members of the group) down the hierarchy",
        form: Form::Table(&[Scoreboard::CRITERION, Scoreboard::PERIOD], &[]),
        reading: "share of the criterion in the whole; the weights of the criteria table are not used",
        sources: &[
            "OECD/JRC (2008). Handbook on constructing composite indicators. OECD, section 6.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\na,y,3\n").gives("x: 0.5; y: 0.5"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let q = board.criteria.len();
        let (members, top) = board.members();
        let share = |leaf: usize| {
            if !self.groups {
                return 1.0 / q as f64;
            }
            let (mut at, mut weight) = (leaf, 1.0);
            loop {
                match board.hierarchy[at].parent {
                    Some(up) => {
                        weight /= members[up].len() as f64;
                        at = up;
                    }
                    None => return weight / top.len() as f64,
                }
            }
        };
        board.by_period(q, 1, |_| (0..q).map(|leaf| Ok(share(leaf))).collect())
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits, AffineInvariant, crate::spread::adds_up()]
    }
}
