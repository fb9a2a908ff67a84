//! w = (1 − e) / Σ (1 − e), e = −Σ p ln p / ln n, p = x / Σ x.
use crate::{Over, shares, spread::from_data};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{Decision, Scaling, is_constant};
use mercatoria_numeric::{
    elementary::{ln, xlogx},
    sum::{sum, sum_by},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Entropy weights.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EntropyWeights {
    /// What the shares are taken of: the raw values, or the min-max scale by direction as in Chinese practice.
    pub scaling: Scaling,
    /// Added to the scaled values (0.0001, 0.01 or 1 in Chinese practice).
    pub shift: Amount,
    /// Over which periods.
    pub over: Over,
}
impl Default for EntropyWeights {
    fn default() -> Self {
        Self {
            scaling: Scaling::None,
            shift: Amount::new(0.0),
            over: Over::Panel,
        }
    }
}

impl Indicator for EntropyWeights {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "weighting.entropy_weights",
        title: "Entropy weights",
        formula: "p = x/Σx, e = −Σ p ln p/ln n (0 ln 0 = 0), w = (1 − e)/Σ(1 − e)",
        form: Form::Table(&[Scoreboard::CRITERION, Scoreboard::PERIOD], &[]),
        reading: "large where the criterion is unevenly distributed over the units, not where it matters",
        sources: &[
            "Shannon, C. E. (1948). A mathematical theory of communication. Bell System Technical Journal 27.",
            "Zeleny, M. (1982). Multiple criteria decision making. McGraw-Hill.",
        ],
        peers: &[
            "pymcdm 1.4 has a branch for zeros that its own normalisation makes unreachable: it refuses them; 0 ln 0 is 0 here, as in scikit-criteria 0.10.",
            "pyDecision 5.1 inverts cost columns first (0.0664 against 0.0628 on one table); here directions matter only on a directed scale.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,1\na,y,0\nb,y,1\n")
            .gives("x: 0; y: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        from_data(board, self.over, |table| self.weights(table))
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        if self.scaling == Scaling::ZScore {
            // Standard scores are not amounts: half of them are negative.
            return vec![];
        }
        let mut laws = vec![RelabelUnits];
        if self.over == Over::Panel {
            laws.push(crate::spread::adds_up());
        }
        match self.scaling {
            Scaling::None if self.shift.get() == 0.0 => laws.push(RatioInvariant),
            Scaling::MinMax => laws.push(AffineInvariant),
            _ => {}
        }
        laws
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![
            ("pymcdm-1.4", Self::default()),
            ("scikit-criteria-0.10", Self::default()),
        ]
    }
}
impl EntropyWeights {
    /// The weights of a table.
    pub fn weights(&self, table: &Decision) -> Result<Vec<f64>, Undefined> {
        let columns = table.scaled_or_best(self.scaling)?;
        let shift = self.shift.get();
        let shifted: Vec<Vec<f64>> = columns
            .into_iter()
            .map(|column| column.into_iter().map(|x| x + shift).collect())
            .collect();
        entropy_weights(&shifted)
    }
}

/// Entropy weights of columns of amounts.
///
/// ```
/// let weights = mercatoria_weighting::entropy_weights(&[vec![1.0, 1.0], vec![0.0, 1.0]]);
/// assert_eq!(weights, Ok(vec![0.0, 1.0]));
/// ```
pub fn entropy_weights(columns: &[Vec<f64>]) -> Result<Vec<f64>, Undefined> {
    let n = columns.first().map_or(0, Vec::len);
    if n < 2 {
        return Err(Undefined::TooFew);
    }
    let divergence = |column: &Vec<f64>| {
        if column.iter().any(|x| *x < 0.0) {
            return Err(Undefined::OutOfDomain);
        }
        let total = sum(column);
        if total == 0.0 {
            return Err(Undefined::EmptyColumn);
        }
        if is_constant(column) {
            return Ok(0.0);
        }
        Ok((1.0 + sum_by(column, |x| xlogx(x / total)) / ln(n as f64)).max(0.0))
    };
    shares(columns.iter().map(divergence).collect::<Result<_, _>>()?)
}
