//! How far two years order the units alike: Kendall's τ.
use crate::ends::{Ends, refused};
use mercatoria_core::{PanelLaw::*, *};
use mercatoria_numeric::{
    correlation::kendall,
    distribution::normal,
    elementary::sqrt,
    order::{Ties, argsort, compare, ranks},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Rank concordance of two periods.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TauRank {
    /// The column; without, the first one.
    pub column: String,
    /// First period; without, that of the panel.
    pub from: String,
    /// Last period; without, that of the panel.
    pub to: String,
}
const QUANTITIES: &[&str] = &[
    "tau",
    "concordant",
    "discordant",
    "tied_first",
    "tied_last",
    "p",
];

impl Indicator for TauRank {
    type Input<'a> = Panel;
    type Output = Values;
    const CARD: Card = Card {
        id: "growth.tau_rank",
        title: "Rank concordance of two periods (Kendall's τ)",
        formula: "τ_b = (C − D)/√((C + D + T₁)(C + D + T₂)), T: pairs tied in one period only; p: normal, variance (4n + 10)/(9n(n − 1))",
        form: Form::Table(&[], QUANTITIES),
        reading: "1: the same order; −1: reversed; no rank mobility at 1",
        sources: &[
            "Kendall, M. G. (1938). A new measure of rank correlation. Biometrika 30.",
            "Rey, S. J. (2004). Spatial dependence in the evolution of regional income distributions. In Spatial Econometrics and Spatial Statistics. Palgrave.",
        ],
        peers: &["giddy 2.3 agrees."],
        example: Example::csv("unit,period,y\nA,1,1\nB,1,2\nC,1,3\nA,2,1\nB,2,3\nC,2,2\n")
            .gives("tau: 0.3333333333333333; concordant: 2; discordant: 1"),
    };
    fn compute(&self, panel: &Panel) -> Values {
        let ends = match Ends::of(panel, &self.column, &self.from, &self.to) {
            Ok(ends) => ends,
            Err(why) => return refused(panel, &self.column, QUANTITIES.len(), why),
        };
        let mut out: Values = tau(&ends.first, &ends.last).into_iter().collect();
        ends.note(&mut out);
        out
    }
    fn laws(&self) -> Vec<PanelLaw> {
        vec![ScaleFree, Units]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("giddy-2.3", Self::default())]
    }
}

/// `[τ_b, concordant, discordant, tied in the first only, tied in the last only, p]` in O(n log n).
pub fn tau(first: &[f64], last: &[f64]) -> [Measure; 6] {
    let n = first.len() as f64;
    let pairs = |n: f64| n * (n - 1.0) / 2.0;
    let tied = |xs: &[f64]| -> f64 {
        let order = argsort(xs);
        let same = |a: &u32, b: &u32| compare(xs[*a as usize], xs[*b as usize]).is_eq();
        order
            .chunk_by(same)
            .map(|run| pairs(run.len() as f64))
            .sum()
    };
    // Both tied: one number per pair of dense ranks.
    let both: Vec<f64> = ranks(first, Ties::Dense)
        .iter()
        .zip(ranks(last, Ties::Dense))
        .map(|(a, b)| a * (n + 1.0) + b)
        .collect();
    let (tied1, tied2, tied_both) = (tied(first), tied(last), tied(&both));
    let tau = kendall(first, last).ok_or(if n < 2.0 {
        Undefined::TooFew
    } else {
        Undefined::Constant
    });
    let moved = pairs(n) - tied1 - tied2 + tied_both;
    let surplus = tau.map(|tau| (tau * sqrt((pairs(n) - tied1) * (pairs(n) - tied2))).round());
    let split = |sign: f64| -> Measure {
        match surplus {
            Ok(surplus) => Ok((moved + sign * surplus) / 2.0),
            // One of the two does not vary: no pair is in or out of order.
            Err(Undefined::Constant) => Ok(0.0),
            Err(why) => Err(why),
        }
    };
    let p = tau.map(|tau| {
        let deviation = sqrt((4.0 * n + 10.0) / (9.0 * n * (n - 1.0)));
        2.0 * normal::survival((tau / deviation).abs())
    });
    [
        tau,
        split(1.0),
        split(-1.0),
        Ok(tied1 - tied_both),
        Ok(tied2 - tied_both),
        p,
    ]
}
