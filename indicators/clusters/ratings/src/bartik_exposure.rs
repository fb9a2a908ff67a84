//! B_r = Σ_i s_ri g_i, the growth of each industry taken elsewhere.
use mercatoria_core::{ChangeLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Bartik (shift-share) exposure of a region to the growth of its industries elsewhere.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BartikExposure {
    /// Take the growth of an industry without the region itself.
    pub leave_one_out: bool,
}
impl Default for BartikExposure {
    fn default() -> Self {
        Self {
            leave_one_out: true,
        }
    }
}

impl Indicator for BartikExposure {
    type Input<'a> = Change<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "ratings.bartik_exposure",
        title: "Bartik exposure",
        formula: "B_r = Σ_i (x_ri/X_r) g_i, g_i = growth of the industry in all other regions",
        form: Form::Column(Matrix::ROW),
        reading: "the growth the region would have if each of its industries grew as elsewhere",
        sources: &[
            "Bartik, T. J. (1991). Who Benefits from State and Local Economic Development Policies? Upjohn Institute.",
            "Goldsmith-Pinkham, P., Sorkin, I. and Swift, H. (2020). Bartik instruments: what, when, why, and how. American Economic Review 110(8).",
        ],
        example: Example::csv(
            "row,column,period,value\nR1,I1,1,3\nR1,I2,1,1\nR2,I1,1,1\nR2,I2,1,3\nR1,I1,2,6\nR1,I2,2,1\nR2,I1,2,2\nR2,I2,2,3\n",
        )
        .gives("R1: 0.75; R2: 0.25"),
        ..Card::BLANK
    };
    fn compute(&self, c: &Change<'_>) -> Values {
        let (before, after) = (c.before(), c.after());
        let row = |r: usize| -> Measure {
            let of_row = before.row_totals()[r];
            if of_row == 0.0 {
                return Err(Undefined::EmptyRow);
            }
            let mut terms = vec![];
            for (i, x) in before.row(r).iter().enumerate().filter(|(_, x)| **x > 0.0) {
                let (mut base, mut now) = (before.column_totals()[i], after.column_totals()[i]);
                if self.leave_one_out {
                    // The sum over the others, not a difference of totals: a small rest keeps its digits.
                    let others = |m: &Matrix| -> f64 {
                        let column = m.column(i);
                        mercatoria_numeric::sum::sum(&column[..r])
                            + mercatoria_numeric::sum::sum(&column[r + 1..])
                    };
                    (base, now) = (others(before), others(after));
                }
                if base == 0.0 {
                    return Err(Undefined::ZeroBase); // nobody else has the industry
                }
                terms.push(x / of_row * ((now - base) / base));
            }
            Ok(mercatoria_numeric::sum::sum(&terms))
        };
        (0..before.rows()).map(row).collect()
    }
    fn laws(&self) -> Vec<ChangeLaw> {
        vec![ScaleFree, Relabel, StandstillIsZero]
    }
}
