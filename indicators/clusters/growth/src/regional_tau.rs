//! Rank concordance within and between groups of units.
use crate::ends::Ends;
use crate::regimes::{refused, regimes};
use mercatoria_core::{PanelLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// τ by pairs of regimes.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RegionalTau {
    /// The column; without, the first one.
    pub column: String,
    /// The attribute of the units that groups them; without, the first text.
    pub regime: String,
    /// First period; without, that of the panel.
    pub from: String,
    /// Last period; without, that of the panel.
    pub to: String,
}

impl Indicator for RegionalTau {
    type Input<'a> = Panel;
    type Output = Values;
    const CARD: Card = Card {
        id: "growth.regional_tau",
        title: "Rank concordance by regimes",
        formula: "τ_gh = (C_gh − D_gh) / pairs of a unit of g with one of h",
        form: Form::Own(&[]),
        reading: "diagonal: order kept within a group; beside it: between two groups; tied pairs count as pairs",
        sources: &[
            "Rey, S. J. (2016). Space–time patterns of rank concordance: local indicators of mobility association with application to spatial income inequality dynamics. Annals of the American Association of Geographers 106(4).",
        ],
        peers: &["giddy 2.3 has the same by regimes of a block weights matrix."],
        example: Example::csv(
            "unit,period,y\nA,1,1\nB,1,2\nC,1,3\nD,1,4\nA,2,2\nB,2,1\nC,2,3\nD,2,4\n",
        )
        .files(&[("unit_attributes", "unit,group\nA,n\nB,n\nC,s\nD,s\n")])
        .gives("n,n: -1; s,s: 1; n,s: 1"),
    };
    fn compute(&self, panel: &Panel) -> Values {
        let (axis, group) = match regimes(panel, &self.regime) {
            Ok(found) => found,
            Err(why) => return refused(why),
        };
        let ends = match Ends::of(panel, &self.column, &self.from, &self.to) {
            Ok(ends) => ends,
            Err(why) => return Values::undefined(1, why),
        };
        let k = axis.len();
        let (mut surplus, mut pairs) = (vec![0i64; k * k], vec![0i64; k * k]);
        for i in 0..ends.units.len() {
            for j in 0..i {
                let sign = |xs: &[f64]| i64::from(xs[i] > xs[j]) - i64::from(xs[i] < xs[j]);
                let (g, h) = (group[ends.units[i]], group[ends.units[j]]);
                let cells = [(g, h), (h, g)];
                for (g, h) in &cells[..if g == h { 1 } else { 2 }] {
                    surplus[g * k + h] += sign(&ends.first) * sign(&ends.last);
                    pairs[g * k + h] += 1;
                }
            }
        }
        let mut out = Values::over(vec![axis.clone(), axis.other()]);
        for (surplus, pairs) in surplus.iter().zip(&pairs) {
            out.push(match pairs {
                0 => Err(Undefined::TooFew),
                pairs => Ok(*surplus as f64 / *pairs as f64),
            });
        }
        ends.note(&mut out);
        out
    }
    fn laws(&self) -> Vec<PanelLaw> {
        vec![ScaleFree, Units, Within(-1.0, 1.0)]
    }
}
