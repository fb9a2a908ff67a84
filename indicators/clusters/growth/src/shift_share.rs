//! x₂ − x₁ = x₁ g + x₁ (g_i − g) + (x₂ − x₁ (1 + g_i)): national, industry mix, regional.
use mercatoria_core::{ChangeLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An industry without activity at the base has no growth rate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NewIndustry {
    /// All of its growth is regional; the regional parts of that industry then do not cancel out.
    #[default]
    Regional,
    /// Undefined.
    Undefined,
}
/// Dunn's shift-share.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ShiftShare {
    /// An industry that did not exist at the base.
    pub new_industry: NewIndustry,
}

impl Indicator for ShiftShare {
    type Input<'a> = Change<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "growth.shift_share",
        title: "Shift-share (Dunn)",
        formula: "x₂ − x₁ = x₁ g + x₁ (g_i − g) + (x₂ − x₁ (1 + g_i))",
        form: Form::Parts(
            &[Matrix::ROW, Matrix::COLUMN],
            &["change", "national", "industry_mix", "regional"],
        ),
        reading: "parts of the change of each cell, in the unit of the data",
        sources: &[
            "Dunn, E. S. (1960). A statistical and analytical technique for regional analysis. Papers in Regional Science 6.",
        ],
        peers: &[
            "REAT 3.0 gives NaN for a region as soon as one base cell is zero; the right-hand form needs no division by it.",
        ],
        example: Example::csv("row,column,period,value\nA,i,1,50\nA,j,1,50\nB,i,1,50\nB,j,1,0\nA,i,2,50\nA,j,2,100\nB,i,2,40\nB,j,2,20\n")
            .gives("A,i,change: 0; A,i,national: 20; A,i,industry_mix: -25; A,i,regional: 5; B,j,regional: 20"),
    };

    /// Rates come from differences, `(X₂ − X₁) / X₁`: `X₂ / X₁ − 1` loses the digits of a small change.
    fn compute(&self, c: &Change<'_>) -> Values {
        let (base, now) = (c.before().column_totals(), c.after().column_totals());
        let rate = |now: f64, base: f64| if base > 0.0 { (now - base) / base } else { 0.0 };
        let nation = rate(c.after().total(), c.before().total());
        let cells = c.before().rows() * base.len();
        if c.before().total() == 0.0 {
            return Values::undefined(4 * cells, Undefined::ZeroBase);
        }
        let industry: Vec<f64> = now
            .iter()
            .zip(base)
            .map(|(x2, x1)| rate(*x2, *x1))
            .collect();
        let new = self.new_industry == NewIndustry::Undefined && base.contains(&0.0);
        let mut out = Values::with_capacity(4 * cells);
        let mut line = vec![[0.0; 4]; base.len()];
        for r in 0..c.before().rows() {
            let pairs = c.before().row(r).iter().zip(c.after().row(r));
            for ((cell, (x1, x2)), g) in line.iter_mut().zip(pairs).zip(&industry) {
                *cell = [x2 - x1, x1 * nation, x1 * (g - nation), (x2 - x1) - x1 * g];
            }
            if !new {
                out.extend_points(line.as_flattened().iter().copied());
                continue;
            }
            for (cell, x1) in line.iter().zip(base) {
                let known = |x: &f64| {
                    if *x1 > 0.0 {
                        Ok(*x)
                    } else {
                        Err(Undefined::EmptyColumn)
                    }
                };
                cell.iter().for_each(|x| out.push(known(x)));
            }
        }
        out
    }

    fn laws(&self) -> Vec<ChangeLaw> {
        vec![Homogeneous, Relabel, StandstillIsZero]
    }
}
