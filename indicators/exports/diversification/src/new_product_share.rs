//! Σ x₁ over lines with x₀ = 0, as a part of X₁.
use mercatoria_core::{ChangeLaw::*, *};
use mercatoria_numeric::sum::sum_by2;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The part of exports that is in new lines.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewProductShare {
    /// A line with up to this at the start counts as new.
    pub threshold: Amount,
}
impl Default for NewProductShare {
    fn default() -> Self {
        Self {
            threshold: Amount::new(0.0),
        }
    }
}

impl Indicator for NewProductShare {
    type Input<'a> = Change<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "diversification.new_product_share",
        title: "Share of exports in new lines",
        formula: "Σ_{p : x₀ ≤ threshold} x₁ / X₁",
        form: Form::Column(Matrix::ROW),
        reading: "0: nothing in the last period is new since the first",
        sources: &[
            "Cadot, O., Carrère, C. and Strauss-Kahn, V. (2011). Export diversification: what's behind the hump? Review of Economics and Statistics 93(2).",
        ],
        example: Example::csv("row,column,period,value\nA,p,2019,5\nA,p,2021,6\nA,q,2021,2\n")
            .gives("A: 0.25"),
        ..Card::BLANK
    };
    fn compute(&self, c: &Change<'_>) -> Values {
        (0..c.after().rows())
            .map(|r| {
                let (before, after) = (c.before().row(r), c.after().row(r));
                let new = sum_by2(before, after, |x0, x1| {
                    if x0 <= self.threshold.get() { x1 } else { 0.0 }
                });
                match c.after().row_totals()[r] {
                    0.0 => Err(Undefined::EmptyRow),
                    total => Ok((new / total).min(1.0)),
                }
            })
            .collect()
    }
    fn laws(&self) -> Vec<ChangeLaw> {
        if self.threshold.get() == 0.0 {
            vec![ScaleFree, Relabel, StandstillIsZero, Within(0.0, 1.0)]
        } else {
            vec![Relabel, Within(0.0, 1.0)]
        }
    }
}
