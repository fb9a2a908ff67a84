//! Weights by the angle between a criterion and one without differences.
use crate::{Over, shares, spread::from_data};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::Decision;
use mercatoria_numeric::{
    elementary::acos,
    sum::{sum, sum_by},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Angular weights.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AngleWeights {
    /// Over which periods.
    pub over: Over,
}

impl Indicator for AngleWeights {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "weighting.angle_weights",
        title: "Angular weights",
        formula: "u = arccos(Σx/(√n √Σx²)); w = u/Σu",
        form: Form::Table(&[Scoreboard::CRITERION, Scoreboard::PERIOD], &[]),
        reading: "large where the criterion is far from equal in all units",
        sources: &[
            "Shuai, D., Zongzhun, Z., Yongji, W., Lei, L. (2012). A new angular method to determine the objective weights. Chinese Control and Decision Conference.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,1\na,y,0\nb,y,1\n")
            .gives("x: 0; y: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        from_data(board, self.over, angle_weights)
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        let mut laws = vec![RelabelUnits, RatioInvariant];
        if self.over == Over::Panel {
            laws.push(crate::spread::adds_up());
        }
        laws
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("pymcdm-1.4", Self::default())]
    }
}

/// Angular weights of a table.
pub fn angle_weights(table: &Decision) -> Result<Vec<f64>, Undefined> {
    let n = table.units() as f64;
    let angle = |column: &Vec<f64>| {
        if mercatoria_normalisation::is_constant(column) {
            return Ok(0.0);
        }
        let length = sum_by(column, |x| x * x).sqrt();
        if length == 0.0 {
            return Err(Undefined::EmptyColumn);
        }
        Ok(acos((sum(column) / (n.sqrt() * length)).clamp(-1.0, 1.0)))
    };
    shares(table.columns.iter().map(angle).collect::<Result<_, _>>()?)
}
