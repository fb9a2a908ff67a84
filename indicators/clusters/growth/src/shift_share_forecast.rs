//! What a region would have later if its industries went on as they did, with or without its own lead.
use crate::rates::Rates;
use mercatoria_core::{ChangeLaw::*, *};
use mercatoria_numeric::{elementary::powi, sum::Compensated};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What becomes of the region's lead or lag.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Lead {
    /// It ends: industries grow as they do in the nation (constant share).
    #[default]
    ConstantShare,
    /// It goes on: industries grow as they did in the region (constant shift).
    ConstantShift,
}
/// Shift-share forecast of regions.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ShiftShareForecast {
    /// What becomes of the region's lead or lag.
    pub lead: Lead,
    /// How many times the span between the first and the last period is gone on.
    pub steps: Count,
}
impl Default for ShiftShareForecast {
    fn default() -> Self {
        Self {
            lead: Lead::ConstantShare,
            steps: Count::new(1),
        }
    }
}

impl Indicator for ShiftShareForecast {
    type Input<'a> = Change<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "growth.shift_share_forecast",
        title: "Shift-share forecast of regions",
        formula: "X̂_r = X_r + Σ x₂[(1+g)^h − 1] + Σ x₂[(1+g_i)^h − (1+g)^h] + Σ x₂[(1+g_ri)^h − (1+g_i)^h]",
        form: Form::Parts(
            &[Matrix::ROW],
            &["forecast", "base", "national", "industry_mix", "regional"],
        ),
        reading: "an extrapolation, not a prediction: it holds only if rates stay what they were; the regional part is 0 under constant share",
        sources: &[
            "Brown, H. J. (1969). Shift and share projections of regional economic growth: an empirical test. Journal of Regional Science 9(1).",
        ],
        peers: &[
            "REAT 3.0's growth(), which its forecast uses, divides the ratio by the number of years before it subtracts 1, and again after.",
        ],
        example: Example::csv("row,column,period,value\nA,i,1,40\nA,j,1,20\nB,i,1,20\nB,j,1,20\nA,i,2,60\nA,j,2,20\nB,i,2,20\nB,j,2,40\n")
            .gives("A,forecast: 110; A,base: 80; A,national: 32; A,industry_mix: -2; A,regional: 0"),
    };
    fn compute(&self, c: &Change<'_>) -> Values {
        let (before, after) = (c.before(), c.after());
        let rates = match Rates::new(before, after) {
            Ok(rates) => rates,
            Err(why) => return Values::undefined(before.rows() * 5, why),
        };
        let steps = self.steps.get() as i32;
        let grown = |rate: f64| powi(1.0 + rate, steps);
        let nation = grown(rates.nation.get());
        let industry: Vec<f64> = rates.industry.iter().map(|g| grown(g.get())).collect();
        let mut out = Values::with_capacity(before.rows() * 5);
        for r in 0..before.rows() {
            match self.region(
                before.row(r),
                after.row(r),
                before.column_totals(),
                nation,
                &industry,
            ) {
                Ok(parts) => out.extend_points(parts.into_iter()),
                Err(why) => (0..5).for_each(|_| out.push(Err(why))),
            }
        }
        out
    }
    fn laws(&self) -> Vec<ChangeLaw> {
        vec![Homogeneous, Relabel]
    }
}
impl ShiftShareForecast {
    fn region(
        &self,
        x1: &[f64],
        x2: &[f64],
        of_industry: &[f64],
        nation: f64,
        industry: &[f64],
    ) -> Result<[f64; 5], Undefined> {
        let mut sums = [Compensated::default(); 5];
        for (i, (x1, x2)) in x1
            .iter()
            .zip(x2)
            .enumerate()
            .filter(|(_, (_, x2))| **x2 > 0.0)
        {
            if of_industry[i] == 0.0 {
                return Err(Undefined::ZeroBase);
            }
            let own = match self.lead {
                Lead::ConstantShare => industry[i],
                Lead::ConstantShift if *x1 == 0.0 => return Err(Undefined::ZeroBase),
                Lead::ConstantShift => powi(1.0 + (x2 - x1) / x1, self.steps.get() as i32),
            };
            let parts = [
                x2 * own,
                *x2,
                x2 * (nation - 1.0),
                x2 * (industry[i] - nation),
                x2 * (own - industry[i]),
            ];
            sums.iter_mut()
                .zip(parts)
                .for_each(|(sum, part)| sum.add(part));
        }
        Ok(sums.map(|sum| sum.total()))
    }
}
