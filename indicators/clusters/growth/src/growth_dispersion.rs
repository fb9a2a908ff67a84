//! √Σ s_i (g_i − g)²: how unevenly industries grow, so how much labour must move.
use mercatoria_core::{ContrastLaw::*, *};
use mercatoria_numeric::{
    elementary::{ln, sqrt},
    sum::Compensated,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which shares weigh.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ShareOf {
    /// The later period, as Lilien has it.
    #[default]
    After,
    /// The earlier period.
    Before,
    /// The mean of both (Stamer's modified index).
    Mean,
}
/// Which rate of growth.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Rate {
    /// ln x₂ − ln x₁, as Lilien has it.
    #[default]
    Log,
    /// (x₂ − x₁) / x₁.
    Relative,
}
/// Lilien's index of structural change.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct GrowthDispersion {
    /// Which shares weigh.
    pub shares: ShareOf,
    /// Which rate of growth.
    pub growth: Rate,
}

impl Indicator for GrowthDispersion {
    type Input<'a> = Contrast<'a>;
    type Output = Measure;
    const CARD: Card = Card {
        id: "growth.growth_dispersion",
        title: "Dispersion of growth (Lilien)",
        formula: "√Σ s_i (g_i − g)²; later amounts against earlier ones",
        form: Form::Value,
        reading: "0: all industries grow alike; the standard deviation of their growth",
        sources: &[
            "Lilien, D. M. (1982). Sectoral shifts and cyclical unemployment. Journal of Political Economy 90(4).",
        ],
        peers: &[
            "Papers differ in the shares (earlier, later, mean) and in rates or logarithms; both are parameters.",
        ],
        example: Example::csv("label,value,reference\ni,30,20\nj,30,40\n")
            .params("{\"growth\":\"relative\",\"shares\":\"before\"}")
            .gives("0.3535533905932738"),
    };
    fn compute(&self, c: &Contrast<'_>) -> Measure {
        let (after, before) = c.totals()?;
        lilien(
            (c.reference.amounts, before),
            (c.amounts.amounts, after),
            self.shares,
            self.growth,
        )
    }
    fn laws(&self) -> Vec<ContrastLaw> {
        let mut laws = vec![Symmetric, Within(0.0, 1e15), Mirror(0.0)];
        if self.growth == Rate::Log {
            laws.push(ScaleFree);
        }
        laws
    }
}

/// Lilien's index from (amounts, total) before and after.
///
/// # Errors
/// `ZeroBase` where an industry with weight starts from nothing; `LogOfZero` where one with weight ends at nothing and
/// growth is logarithmic.
pub fn lilien(
    before: (&[f64], f64),
    after: (&[f64], f64),
    shares: ShareOf,
    growth: Rate,
) -> Measure {
    let rate = |x1: f64, x2: f64| match growth {
        Rate::Log => ln(x2 / x1),
        Rate::Relative => (x2 - x1) / x1,
    };
    let weighs = |x1: f64, x2: f64| match shares {
        ShareOf::After => x2 > 0.0,
        ShareOf::Before => x1 > 0.0,
        ShareOf::Mean => x1 > 0.0 || x2 > 0.0,
    };
    let mut pairs = before.0.iter().zip(after.0);
    if pairs.clone().any(|(x1, x2)| *x1 == 0.0 && weighs(*x1, *x2)) {
        return Err(Undefined::ZeroBase);
    }
    if growth == Rate::Log && pairs.any(|(x1, x2)| *x2 == 0.0 && weighs(*x1, *x2)) {
        return Err(Undefined::LogOfZero);
    }
    let all = rate(before.1, after.1);
    let mut squares = Compensated::default();
    for (x1, x2) in before.0.iter().zip(after.0) {
        let (s1, s2) = (x1 / before.1, x2 / after.1);
        let share = match shares {
            ShareOf::After => s2,
            ShareOf::Before => s1,
            ShareOf::Mean => (s1 + s2) / 2.0,
        };
        if share == 0.0 {
            continue;
        }
        let gap = rate(*x1, *x2) - all;
        squares.add(share * gap * gap);
    }
    Ok(sqrt(squares.total()))
}
