//! A region's change = national + industry mix + competitive at homothetic employment + allocation.
use crate::exact::{Dot, Exact};
use crate::rates::{Part, Periods, Rates, by_region};
use mercatoria_core::{ChangeLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What an industry counts that the region did not have at the base: it has no growth rate there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ZeroBase {
    /// The region has neither a competitive part nor an allocation.
    #[default]
    Undefined,
    /// Its growth is all allocation, nothing competitive.
    Allocation,
}
/// Esteban-Marquillas' shift-share of regions.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ShiftShareEstebanMarquillas {
    /// The last period against the first, or each against the one before, added up.
    pub periods: Periods,
    /// An industry that the region did not have at the base.
    pub zero_base: ZeroBase,
}

impl Indicator for ShiftShareEstebanMarquillas {
    type Input<'a> = Change<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "growth.shift_share_esteban_marquillas",
        title: "Shift-share of regions (Esteban-Marquillas)",
        formula: "ΔX_r = X_r g + Σ x_ri(g_i − g) + Σ x'_ri(g_ri − g_i) + Σ (x_ri − x'_ri)(g_ri − g_i), x'_ri = X_r X_i/X",
        form: Form::Parts(
            &[Matrix::ROW],
            &[
                "change",
                "national",
                "industry_mix",
                "competitive_homothetic",
                "allocation",
            ],
        ),
        reading: "competitive: as if the region had the nation's mix; allocation above 0: specialised where it grows faster",
        sources: &[
            "Esteban-Marquillas, J. M. (1972). A reinterpretation of shift-share analysis. Regional and Urban Economics 2(3).",
        ],
        peers: &[
            "REAT 3.0 agrees where all base cells are positive, and gives NaN for a region with a zero base cell.",
        ],
        example: Example::csv("row,column,period,value\nA,i,1,40\nA,j,1,20\nB,i,1,20\nB,j,1,20\nA,i,2,60\nA,j,2,20\nB,i,2,20\nB,j,2,40\n")
            .gives("A,change: 20; A,national: 24; A,industry_mix: -0.6666666666666667; A,competitive_homothetic: -6; A,allocation: 2.6666666666666667"),
    };
    fn compute(&self, c: &Change<'_>) -> Values {
        by_region(c, self.periods, |rates, r| {
            let (first, last, expected) = (rates.first(r), rates.last(r), rates.expected(r));
            let national = rates.nation * first;
            let competitive = competitive(rates, r, self.zero_base);
            [
                Ok(last - first),
                Ok(national),
                Ok(expected - national),
                competitive,
                competitive.map(|competitive| (last - first) - expected - competitive),
            ]
        })
    }
    fn laws(&self) -> Vec<ChangeLaw> {
        vec![Homogeneous, Relabel, StandstillIsZero]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("reat-3.0", Self::default())]
    }
}

/// `Σ_i x'_ri (g_ri − g_i)`, x'_ri = X_r X_i / X: the region's growth gaps at the nation's mix.
pub(crate) fn competitive(rates: &Rates<'_>, r: usize, zero: ZeroBase) -> Part {
    // Σ X_i (g_ri − g_i), the second part by whole industries: D_i = X_i g_i.
    let mut gaps = Dot::default();
    let (x1, x2) = (rates.before.column_totals(), rates.after.column_totals());
    let cells = rates.before.row(r).iter().zip(rates.after.row(r));
    for ((first, last), (of1, of2)) in cells.zip(x1.iter().zip(x2)) {
        if *first > 0.0 {
            gaps.add_quotient(Exact::difference(*last, *first), *first, *of1);
            let industry = Exact::difference(*of2, *of1);
            gaps.add_product(-industry, 1.0);
        } else if *of1 > 0.0 && zero == ZeroBase::Undefined {
            return Err(Undefined::ZeroBase);
        }
    }
    Ok(gaps.total() * rates.first(r) / rates.base)
}
