//! z = m + s (x − mean) / sd.
use crate::{
    ConstantColumn, Reference,
    fit::{fitted, is_constant, order_kept},
};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_numeric::moments;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

bounded! {
    /// What is subtracted from the number of values in a variance.
    Ddof(u32): 0 => 1, {"type": "integer", "minimum": 0, "maximum": 1};
}
/// Standard scores.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ZScore {
    /// What the mean becomes.
    pub mean: Finite,
    /// What one standard deviation becomes.
    pub sd: Positive,
    /// 1: standard deviation of a sample; 0: of all there are.
    pub ddof: Ddof,
    /// The values whose mean and deviation are taken.
    pub reference: Reference,
    /// A column of equal values.
    pub constant: ConstantColumn,
}
impl Default for ZScore {
    fn default() -> Self {
        Self {
            mean: Finite::new(0.0),
            sd: Positive::new(1.0),
            ddof: Ddof::new(1),
            reference: Reference::Panel,
            constant: ConstantColumn::Undefined,
        }
    }
}

impl Indicator for ZScore {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "normalisation.z_score",
        title: "Standard scores",
        formula: "z = m + s (x − mean)/sd; for a cost m + s (mean − x)/sd",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::CRITERION, Scoreboard::PERIOD],
            &[],
        ),
        reading: "standard deviations above the mean of the reference",
        sources: &[
            "OECD/JRC (2008). Handbook on constructing composite indicators. OECD, section 5.",
            "De Muro, P., Mazziotta, M., Pareto, A. (2011). Composite indices of development and poverty. Social Indicators Research 104.",
        ],
        peers: &[
            "COINr 1.1 and Compind 3.4 divide by n − 1, the StandardScaler of scikit-criteria 0.10 by n; the original of the Mazziotta-Pareto index divides by n too.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,3\nc,x,5\n")
            .gives("a,x: -1; b,x: 0; c,x: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let (m, s) = (self.mean.get(), self.sd.get());
        fitted(board, self.reference, |_, values, benefit| {
            let ddof = self.ddof.get() as usize;
            let constant = is_constant(values);
            let mean = moments::mean(values).ok_or(Undefined::Missing)?;
            let mut sd = 1.0;
            if constant && self.constant == ConstantColumn::Undefined {
                return Err(Undefined::Constant);
            } else if !constant {
                sd = moments::standard_deviation(values, ddof).ok_or(Undefined::TooFew)?;
            }
            Ok(move |x: f64| {
                let above = if benefit { x - mean } else { mean - x };
                Ok(if constant { m } else { m + s * (above / sd) })
            })
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![
            RelabelUnits,
            AffineInvariant,
            Holds("the order of a criterion is kept", Predicate(order_kept)),
        ]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        let population = Self {
            ddof: Ddof::new(0),
            ..Self::default()
        };
        vec![
            ("coinr-1.1", Self::default()),
            ("compind-3.4", Self::default()),
            ("scikit-criteria-0.10", population),
        ]
    }
}

/// Standard deviations above the mean, turned for a cost; NaN stays.
///
/// ```
/// assert_eq!(mercatoria_normalisation::z_score(&[1.0, 3.0, 5.0], true, 1), Ok(vec![-1.0, 0.0, 1.0]));
/// ```
pub fn z_score(xs: &[f64], benefit: bool, ddof: usize) -> Result<Vec<f64>, Undefined> {
    let known = crate::known(xs);
    let mean = moments::mean(&known).ok_or(Undefined::Missing)?;
    if is_constant(&known) {
        return Err(Undefined::Constant);
    }
    let sd = moments::standard_deviation(&known, ddof).ok_or(Undefined::TooFew)?;
    let above = |x: f64| if benefit { x - mean } else { mean - x };
    Ok(xs.iter().map(|x| above(*x) / sd).collect())
}
