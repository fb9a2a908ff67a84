//! Weights that maximise the sum of the correlations of the criteria with their weighted mean.
use crate::{Over, shares, spread::from_data};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{Scaling, is_constant};
use mercatoria_numeric::moments;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Weights of the largest sum of correlations.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct InfomaxWeights {
    /// The scale on which criteria are added.
    pub scaling: Scaling,
    /// Over which periods.
    pub over: Over,
}
impl Default for InfomaxWeights {
    fn default() -> Self {
        Self {
            scaling: Scaling::MinMax,
            over: Over::Panel,
        }
    }
}

impl Indicator for InfomaxWeights {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "weighting.infomax_weights",
        title: "Weights of the largest sum of correlations",
        formula: "max_w Σ r_q; exactly w_q ∝ 1/sd_q, since Σ r = 1'Ru/√(u'Ru) with u = w·sd is largest at equal u",
        form: Form::Table(&[Scoreboard::CRITERION, Scoreboard::PERIOD], &[]),
        reading: "share of the criterion in the whole",
        sources: &[
            "Becker, W., Saisana, M., Paruolo, P., Vandecasteele, I. (2017). Weights and importance in composite indicators: closing the gap. Ecological Indicators 80.",
        ],
        peers: &["COINr 1.1 searches by Nelder-Mead; the maximum has a closed form."],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\na,y,1\nb,y,4\n")
            .params(r#"{"scaling":"none"}"#)
            .gives("x: 0.75; y: 0.25"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        from_data(board, self.over, |table| {
            let columns = table.scaled(self.scaling)?;
            let inverse = |column: &Vec<f64>| {
                if is_constant(column) {
                    return Err(Undefined::ZeroVariance);
                }
                let sd = moments::standard_deviation(column, 0).ok_or(Undefined::TooFew)?;
                Ok(1.0 / sd)
            };
            shares(columns.iter().map(inverse).collect::<Result<_, _>>()?)
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        let mut laws = vec![RelabelUnits];
        if self.over == Over::Panel {
            laws.push(crate::spread::adds_up());
        }
        laws
    }
}
