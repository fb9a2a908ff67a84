//! Entropy weights times CILOS weights.
use crate::{Over, TiedBest, cilos, entropy_weights, shares, spread::from_data};
use mercatoria_core::{ScoreboardLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// IDOCRIW weights.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Idocriw {
    /// Several units are best in a criterion.
    pub ties: TiedBest,
    /// Over which periods.
    pub over: Over,
}

impl Indicator for Idocriw {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "weighting.idocriw",
        title: "IDOCRIW weights",
        formula: "w ∝ w(entropy) · w(CILOS)",
        form: Form::Table(&[Scoreboard::CRITERION, Scoreboard::PERIOD], &[]),
        reading: "share of the criterion in the whole",
        sources: &[
            "Zavadskas, E. K., Podvezko, V. (2016). Integrated determination of objective criteria weights in MCDM. International Journal of Information Technology & Decision Making 15(2).",
        ],
        peers: &[
            "pyDecision 5.1 takes every criterion as a benefit and gives 0.267 where the method gives 0.0985.",
        ],
        example: Example::csv("unit,criterion,value\na,x,2\nb,x,1\na,y,1\nb,y,2\n")
            .gives("x: 0.5; y: 0.5"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        from_data(board, self.over, |table| {
            let by_entropy = entropy_weights(&table.columns)?;
            let (by_loss, _) = cilos(table, self.ties)?;
            shares(by_entropy.iter().zip(by_loss).map(|(e, c)| e * c).collect())
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        if self.over == Over::Panel {
            vec![RatioInvariant, crate::spread::adds_up()]
        } else {
            vec![RatioInvariant]
        }
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("pymcdm-1.4", Self::default())]
    }
}
