//! TOPSIS under entropy weights.
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_mcda::topsis;
use mercatoria_normalisation::{Decision, Scaling};
use mercatoria_weighting::{EntropyWeights, Over};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Entropy-weighted TOPSIS.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EntropyTopsis {
    /// Scale of the values whose distances are taken.
    pub scaling: Scaling,
    /// Added to the min-max values before their entropy.
    pub shift: Amount,
    /// Weights and ideals over all periods, which keeps them comparable, or each by itself.
    pub over: Over,
}
impl Default for EntropyTopsis {
    fn default() -> Self {
        Self {
            scaling: Scaling::MinMax,
            shift: Amount::new(0.0),
            over: Over::Panel,
        }
    }
}

impl Indicator for EntropyTopsis {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "coordination.entropy_topsis",
        title: "Entropy-weighted TOPSIS",
        formula: "w by entropy of the min-max values; C = D⁻/(D⁺ + D⁻) of the weighted scaled values",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::PERIOD],
            &["closeness", "d_plus", "d_minus"],
        ),
        reading: "1: best in everything",
        sources: &["Hwang, C.-L., Yoon, K. (1981). Multiple attribute decision making. Springer."],
        peers: &[
            "Spreadsheet recipes add 0.0001 to the min-max values without saying so and take new weights every year, so that scores are not comparable over time.",
        ],
        example: Example::csv("unit,criterion,value\na,x,0\nb,x,4\na,y,1\nb,y,3\n")
            .gives("a, closeness: 0; b, closeness: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let (n, periods) = (board.units.len(), board.periods.len());
        let mut cells = vec![Err(Undefined::Missing); 3 * n * periods];
        let ranges: Vec<std::ops::Range<usize>> = match self.over {
            Over::Panel => std::iter::once(0..periods).collect(),
            Over::Period => (0..periods).map(|p| p..p + 1).collect(),
        };
        for range in ranges {
            let mut table = Decision::of(board, range);
            let weights = EntropyWeights {
                scaling: Scaling::MinMax,
                shift: self.shift,
                over: Over::Panel,
            }
            .weights(&table);
            let scores = weights.and_then(|weights| {
                table.weights = weights;
                topsis(&table, self.scaling)
            });
            for (at, (period, unit)) in table.rows.iter().enumerate() {
                for k in 0..3 {
                    cells[(unit * periods + period) * 3 + k] = match &scores {
                        Ok(scores) => Ok(scores.quantities[k][at]),
                        Err(why) => Err(*why),
                    };
                }
            }
        }
        cells.into_iter().collect()
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        if self.scaling == Scaling::MinMax {
            vec![RelabelUnits, AffineInvariant]
        } else {
            vec![RelabelUnits]
        }
    }
}
