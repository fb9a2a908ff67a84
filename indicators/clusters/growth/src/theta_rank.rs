//! Do the units of a group move up and down together? Rank coherence of regimes.
use crate::regimes::{refused, regimes};
use mercatoria_core::{PanelLaw::*, *};
use mercatoria_numeric::order::{Ties, ranks};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Regime coherence of rank mobility.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ThetaRank {
    /// The column; without, the first one.
    pub column: String,
    /// The attribute of the units that groups them; without, the first text.
    pub regime: String,
}

impl Indicator for ThetaRank {
    type Input<'a> = Panel;
    type Output = Values;
    const CARD: Card = Card {
        id: "growth.theta_rank",
        title: "Regime coherence of rank mobility (θ)",
        formula: "θ_t = Σ_g |Σ_{i∈g} Δrank_i| / Σ_i |Δrank_i| from one period to the next",
        form: Form::Own(&[]),
        reading: "1: every group moves as one; 0: moves cancel out inside the groups; undefined where nothing moves",
        sources: &[
            "Rey, S. J. (2004). Spatial dependence in the evolution of regional income distributions. In Spatial Econometrics and Spatial Statistics. Palgrave.",
        ],
        peers: &["giddy 2.3 agrees, with NaN where nothing moves."],
        example: Example::csv("unit,period,y\nA,1,1\nB,1,2\nC,1,3\nD,1,4\nA,2,2\nB,2,1\nC,2,4\nD,2,3\nA,3,3\nB,3,4\nC,3,1\nD,3,2\n")
            .files(&[("unit_attributes", "unit,group\nA,n\nB,n\nC,s\nD,s\n")])
            .gives("1-2: 0; 2-3: 1"),
    };
    fn compute(&self, panel: &Panel) -> Values {
        let (axis, group) = match regimes(panel, &self.regime) {
            Ok(found) => found,
            Err(why) => return refused(why),
        };
        let Some(column) = panel.column(&self.column) else {
            return Values::undefined(1, Undefined::Missing);
        };
        let periods = &panel.dims[Panel::PERIOD];
        if periods.len() < 2 {
            return Values::undefined(1, Undefined::TooFew);
        }
        let at = |p: usize| -> Vec<f64> {
            column
                .iter()
                .skip(p)
                .step_by(periods.len())
                .copied()
                .collect()
        };
        let spans =
            (1..periods.len()).map(|p| format!("{}-{}", periods.label(p - 1), periods.label(p)));
        let mut out = Values::over(vec![Axis::new("at", spans)]);
        for p in 1..periods.len() {
            out.push(theta(&at(p - 1), &at(p), &group, axis.len()));
        }
        out
    }
    fn laws(&self) -> Vec<PanelLaw> {
        vec![ScaleFree, Units, Within(0.0, 1.0)]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("giddy-2.3", Self::default())]
    }
}

/// θ of one step, from values before and after and the group of each unit.
///
/// ```
/// use mercatoria_growth::theta;
/// assert_eq!(theta(&[1.0, 2.0, 3.0], &[3.0, 1.0, 2.0], &[0, 1, 1], 2), Ok(1.0));
/// ```
///
/// # Errors
/// `Missing` values, `Constant` ranks: nothing moved.
pub fn theta(before: &[f64], after: &[f64], group: &[usize], groups: usize) -> Measure {
    if before.iter().chain(after).any(|x| x.is_nan()) {
        return Err(Undefined::Missing);
    }
    let mut sums = vec![0.0; groups];
    let mut moves = 0.0;
    let ranked = ranks(before, Ties::Average)
        .into_iter()
        .zip(ranks(after, Ties::Average));
    for ((a, b), g) in ranked.zip(group) {
        sums[*g] += b - a;
        moves += f64::abs(b - a);
    }
    if moves == 0.0 {
        return Err(Undefined::Constant);
    }
    Ok(sums.iter().map(|x| x.abs()).sum::<f64>() / moves)
}
