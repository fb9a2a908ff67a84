//! The value of a donor drawn from the nearest units.
use crate::{filled, impute_knn::neighbours, known_stay};
use mercatoria_core::*;
use mercatoria_numeric::random::Stream;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Hot deck imputation.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ImputeHotDeck {
    /// Number of donors to draw from.
    pub k: Count,
    /// Seed.
    pub seed: Seed,
}
impl Default for ImputeHotDeck {
    fn default() -> Self {
        Self {
            k: Count::new(5),
            seed: Seed::new(1),
        }
    }
}

impl Indicator for ImputeHotDeck {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "treatment.impute_hot_deck",
        title: "Donors for missing cells",
        formula: "the value of one of the k nearest units that know the cell, drawn at random",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::CRITERION, Scoreboard::PERIOD],
            &[],
        ),
        reading: "known cells are untouched; imputed values are observed ones",
        sources: &[
            "Andridge, R. R., Little, R. J. A. (2010). A review of hot deck imputation for survey non-response. International Statistical Review 78(1).",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,1\nc,x,9\na,y,2\nb,y,\nc,y,8\n")
            .params(r#"{"k":1}"#)
            .gives("b,y: 2"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let cells = neighbours(board, |near, cell| {
            let donors = near.len().min(self.k.get() as usize);
            let mut stream = Stream::new(self.seed.get(), cell as u64);
            near[stream.below(donors as u64) as usize].1
        });
        filled(board, &cells)
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![ScoreboardLaw::Holds(
            "known cells are untouched",
            Predicate(known_stay),
        )]
    }
}
