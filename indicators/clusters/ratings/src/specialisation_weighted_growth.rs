//! Growth of the industries a region is specialised in.
use mercatoria_core::{ChangeLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whose growth is weighted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GrowthOf {
    /// The industry in the whole.
    #[default]
    Whole,
    /// The industry in the region.
    Region,
}
/// Growth weighted by location quotients.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SpecialisationWeightedGrowth {
    /// Whose growth is weighted.
    pub growth: GrowthOf,
}

impl Indicator for SpecialisationWeightedGrowth {
    type Input<'a> = Change<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "ratings.specialisation_weighted_growth",
        title: "Growth weighted by specialisation",
        formula: "G_r = Σ_i LQ_ri g_i / Σ_i LQ_ri, LQ at the first period, g_i = (X_i2 − X_i1)/X_i1",
        form: Form::Column(Matrix::ROW),
        reading: "is the region specialised in what grows? Compare with the growth of the whole",
        sources: &[
            "Balland, P.-A. (2017). Economic Geography in R: Introduction to the EconGeo Package. Papers in Evolutionary Economic Geography 17.09.",
        ],
        peers: &["EconGeo 1.3 has the raw weighted average alone (weighted.avg)."],
        example: Example::csv(
            "row,column,period,value\nR1,I1,1,3\nR1,I2,1,1\nR2,I1,1,1\nR2,I2,1,3\nR1,I1,2,6\nR1,I2,2,1\nR2,I1,2,2\nR2,I2,2,3\n",
        )
        .gives("R1: 0.75; R2: 0.25"),
        ..Card::BLANK
    };
    fn compute(&self, c: &Change<'_>) -> Values {
        let (before, after) = (c.before(), c.after());
        let rate = |after: f64, before: f64| (after - before) / before;
        let row = |r: usize| -> Measure {
            let of_row = before.row_totals()[r];
            if of_row == 0.0 {
                return Err(Undefined::EmptyRow);
            }
            let (mut held, mut sum) = (vec![], vec![]);
            for (i, x) in before.row(r).iter().enumerate().filter(|(_, x)| **x > 0.0) {
                let base = before.column_totals()[i];
                let quotient = x / of_row / (base / before.total());
                let growth = match self.growth {
                    GrowthOf::Whole => rate(after.column_totals()[i], base),
                    GrowthOf::Region => rate(after.row(r)[i], *x),
                };
                held.push(quotient);
                sum.push(quotient * growth);
            }
            Ok(mercatoria_numeric::sum::sum(&sum) / mercatoria_numeric::sum::sum(&held))
        };
        (0..before.rows()).map(row).collect()
    }
    fn laws(&self) -> Vec<ChangeLaw> {
        vec![ScaleFree, Relabel, StandstillIsZero]
    }
}
