//! The Mazziotta-Pareto index on a scale that is comparable over time.
use crate::{Penalty, mpi::penalised};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{AmpiScale, ByCriterion, Ddof};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Adjusted Mazziotta-Pareto index.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Ampi {
    /// Sign of the penalty.
    pub penalty: Penalty,
    /// 0: variance of all values of the unit, as in the original; 1: of a sample.
    pub ddof: Ddof,
    /// Reference value by criterion, which becomes 100; without, that of the reference unit, else the mean of the reference
    /// period.
    pub reference: ByCriterion<Finite>,
    /// The unit whose values are the reference.
    pub reference_unit: Option<String>,
    /// The period of the reference; without, the first.
    pub reference_period: Option<String>,
}
impl Default for Ampi {
    fn default() -> Self {
        Self {
            penalty: Penalty::Subtract,
            ddof: Ddof::new(0),
            reference: ByCriterion::new(),
            reference_unit: None,
            reference_period: None,
        }
    }
}

impl Indicator for Ampi {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "aggregation.ampi",
        title: "Adjusted Mazziotta-Pareto index",
        formula: "M ∓ S²/M of the values on the scale of ampi_scale (60 (x − lo)/(hi − lo) + 70)",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::PERIOD],
            &["score", "mean", "penalty"],
        ),
        reading: "100: the reference; about 70 to 130",
        sources: &[
            "Mazziotta, M., Pareto, A. (2016). On a generalized non-compensatory composite index for measuring socio-economic phenomena. Social Indicators Research 127.",
        ],
        peers: &[
            "Compind 3.4: a local variable shadows the argument, so both signs of the penalty give one output; it rounds to three decimals and needs a balanced panel in equal order.",
        ],
        example: Example::csv(
            "unit,criterion,value\na,x,10\nb,x,40\nc,x,90\na,y,1\nb,y,2\nc,y,3\n",
        )
        .params(r#"{"reference":{"x":50,"y":2}}"#)
        .gives("b, mean: 96.25; a, score: 70"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let scale = AmpiScale {
            reference: self.reference.clone(),
            reference_unit: self.reference_unit.clone(),
            reference_period: self.reference_period.clone(),
        };
        let (q, periods) = (board.criteria.len(), board.periods.len());
        let scaled = Indicator::compute(&scale, board);
        board.by_period(board.units.len(), 3, |period| {
            (0..board.units.len())
                .flat_map(|unit| {
                    let cells: Vec<Measure> = (0..q)
                        .map(|c| scaled.get((unit * q + c) * periods + period).measure())
                        .collect();
                    let refused = cells.iter().find_map(|cell| match cell {
                        Err(why) if why.class() != Class::DataMissing => Some(*why),
                        _ => None,
                    });
                    if let Some(why) = refused {
                        return [Err(why); 3];
                    }
                    let row: Vec<f64> = cells.into_iter().filter_map(Result::ok).collect();
                    penalised(&row, self.penalty, self.ddof.get() as usize)
                })
                .collect()
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits]
    }
}
