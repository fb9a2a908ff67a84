//! Classes of values, by quantiles or given bounds, and a score for each.
use crate::{Reference, fit::fitted};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_numeric::order::{QuantileType, quantile, sorted};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

bounded! {
    /// A number of classes.
    Bands(u32): 2 => 1000, {"type": "integer", "minimum": 2, "maximum": 1000};
}
/// Scores by class.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Banding {
    /// Number of classes of equal size, where no bounds are given.
    pub bands: Bands,
    /// Upper bounds of all classes but the last, ascending, in the unit of the data; a value at a bound is in the class below.
    pub thresholds: Vec<Finite>,
    /// Score of each class from the worst to the best; without, 0, 1, 2, …
    pub scores: Vec<Finite>,
    /// The values whose quantiles are taken.
    pub reference: Reference,
}
impl Default for Banding {
    fn default() -> Self {
        Self {
            bands: Bands::new(5),
            thresholds: vec![],
            scores: vec![],
            reference: Reference::Panel,
        }
    }
}

impl Indicator for Banding {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "normalisation.banding",
        title: "Scores by class",
        formula: "z = score of the class of x; classes by quantiles (type 7) or given bounds, closed above",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::CRITERION, Scoreboard::PERIOD],
            &[],
        ),
        reading: "0: the worst class",
        sources: &[
            "OECD/JRC (2008). Handbook on constructing composite indicators. OECD, section 5 (categorical scale).",
            "Botta, E., Kozluk, T. (2014). Measuring environmental policy stringency in OECD countries. OECD Economics Working Paper 1177.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,3\nc,x,5\nd,x,9\n")
            .params(r#"{"thresholds":[2,5]}"#)
            .gives("a,x: 0; b,x: 1; c,x: 1; d,x: 2"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        fitted(board, self.reference, |_, values, benefit| {
            let bounds: Vec<f64> = if self.thresholds.is_empty() {
                let (sorted, bands) = (sorted(values), self.bands.get());
                (1..bands)
                    .filter_map(|k| {
                        let p = f64::from(k) / f64::from(bands);
                        quantile(&sorted, p, QuantileType::Linear)
                    })
                    .collect()
            } else {
                self.thresholds.iter().map(|t| t.get()).collect()
            };
            let fits = self.scores.is_empty() || self.scores.len() == bounds.len() + 1;
            if !fits || bounds.windows(2).any(|w| w[0] > w[1]) {
                return Err(Undefined::Infeasible);
            }
            let scores: Vec<f64> = self.scores.iter().map(|s| s.get()).collect();
            Ok(move |x: f64| {
                let class = if benefit {
                    bounds.iter().filter(|bound| x > **bound).count()
                } else {
                    bounds.iter().filter(|bound| x <= **bound).count()
                };
                Ok(scores.get(class).copied().unwrap_or(class as f64))
            })
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits]
    }
}
