//! Shift-share as ratios: mix × regional = net, against national growth.
use mercatoria_core::{ChangeLaw::*, *};
use mercatoria_numeric::sum::sum_by2;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Periods;

/// Gerfin's shift-share of regions.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ShiftShareGerfin {
    /// The last period against the first, or the mean over each against the one before.
    pub periods: Periods,
}

impl Indicator for ShiftShareGerfin {
    type Input<'a> = Change<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "growth.shift_share_gerfin",
        title: "Shift-share indices of regions (Gerfin)",
        formula: "mix = (Σ_i x₁ G_i/X_r)/G; regional = X_r(2)/Σ_i x₁ G_i; net = mix × regional, G = X(2)/X(1)",
        form: Form::Table(
            &[Matrix::ROW],
            &["industry_mix", "regional", "net_total_shift"],
        ),
        reading: "1: as the nation; the product of mix and regional is the net shift (annual: means over the years, which no longer multiply)",
        sources: &[
            "Gerfin, H. (1964). Gesamtwirtschaftliches Wachstum und regionale Entwicklung. Kyklos 17(4).",
        ],
        peers: &["REAT 3.0 agrees."],
        example: Example::csv("row,column,period,value\nA,i,1,40\nA,j,1,20\nB,i,1,20\nB,j,1,20\nA,i,2,60\nA,j,2,20\nB,i,2,20\nB,j,2,40\n")
            .gives("A,industry_mix: 0.9920634920634921; A,regional: 0.96; A,net_total_shift: 0.9523809523809523"),
    };
    fn compute(&self, c: &Change<'_>) -> Values {
        let pairs: Vec<(&Matrix, &Matrix)> = match self.periods {
            Periods::Ends => vec![(c.before(), c.after())],
            Periods::Annual => c.tables.windows(2).map(|p| (&p[0], &p[1])).collect(),
        };
        let ratios: Vec<(Vec<f64>, f64)> = pairs
            .iter()
            .map(|(before, after)| {
                let of = before.column_totals().iter().zip(after.column_totals());
                let industry = of.map(|(x1, x2)| if *x1 > 0.0 { x2 / x1 } else { 0.0 });
                (industry.collect(), after.total() / before.total())
            })
            .collect();
        let mut out = Values::with_capacity(3 * c.before().rows());
        for r in 0..c.before().rows() {
            let mut sums = [0.0; 3];
            let mut fault = None;
            for ((before, after), (industry, nation)) in pairs.iter().zip(&ratios) {
                let (x1, x2) = (before.row_totals()[r], after.row_totals()[r]);
                let expected = sum_by2(before.row(r), industry, |x, g| x * g);
                if x1 == 0.0 {
                    fault = Some(Undefined::ZeroBase);
                } else if expected == 0.0 || after.total() == 0.0 {
                    fault = fault.or(Some(Undefined::ZeroDenominator));
                } else {
                    sums[0] += expected / (x1 * nation);
                    sums[1] += x2 / expected;
                    sums[2] += x2 / (x1 * nation);
                }
            }
            let n = pairs.len() as f64;
            sums.iter()
                .for_each(|sum| out.push(fault.map_or(Ok(sum / n), Err)));
        }
        out
    }
    fn laws(&self) -> Vec<ChangeLaw> {
        let mut laws = vec![ScaleFree, Relabel, Within(0.0, 1e15)];
        if self.periods == Periods::Ends {
            laws.push(Holds(
                "mix times regional is the net shift",
                Predicate(|_, values| {
                    let mut seen = false;
                    for cell in 0..values.len() / 3 {
                        let at = |q| values.get(3 * cell + q).point();
                        if let (Some(a), Some(b), Some(c)) = (at(0), at(1), at(2)) {
                            seen = true;
                            if (a * b - c).abs() > 1e-12 * c.max(1e-300) {
                                return Err(format!("{a} × {b} is not {c}"));
                            }
                        }
                    }
                    Ok(seen)
                }),
            ));
        }
        laws
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("reat-3.0", Self::default())]
    }
}
