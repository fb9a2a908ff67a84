//! A region's change = national + industry mix + regional share.
use crate::rates::{Periods, by_region};
use mercatoria_core::{ChangeLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Dunn's shift-share of regions.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ShiftShareDunn {
    /// The last period against the first, or each against the one before, added up.
    pub periods: Periods,
}

impl Indicator for ShiftShareDunn {
    type Input<'a> = Change<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "growth.shift_share_dunn",
        title: "Shift-share of regions (Dunn)",
        formula: "ΔX_r = X_r g + Σ_i x_ri (g_i − g) + Σ_i [x₂ − x₁(1 + g_i)]",
        form: Form::Parts(
            &[Matrix::ROW],
            &["change", "national", "industry_mix", "regional"],
        ),
        reading: "regional above 0: the region's industries grew more than the same industries elsewhere; in the unit of the data",
        sources: &[
            "Dunn, E. S. (1960). A statistical and analytical technique for regional analysis. Papers in Regional Science 6.",
            "Barff, R. A. and Knight, P. L. (1988). Dynamic shift-share analysis. Growth and Change 19(2).",
        ],
        peers: &[
            "REAT 3.0 gives NaN for a region as soon as one base cell is zero; x₂ − x₁(1 + g_i) needs no division by it.",
        ],
        example: Example::csv("row,column,period,value\nA,i,1,50\nA,j,1,50\nB,i,1,50\nB,j,1,0\nA,i,2,50\nA,j,2,100\nB,i,2,40\nB,j,2,20\n")
            .gives("A,change: 50; A,national: 40; A,industry_mix: 25; A,regional: -15; B,change: 10; B,national: 20; B,industry_mix: -25; B,regional: 15"),
    };
    fn compute(&self, c: &Change<'_>) -> Values {
        by_region(c, self.periods, |rates, r| {
            let (first, last, expected) = (rates.first(r), rates.last(r), rates.expected(r));
            let national = rates.nation * first;
            [
                Ok(last - first),
                Ok(national),
                Ok(expected - national),
                Ok((last - first) - expected),
            ]
        })
    }
    fn laws(&self) -> Vec<ChangeLaw> {
        vec![
            Homogeneous,
            Relabel,
            StandstillIsZero,
            Holds(
                "where no industry is new, the mix and the regional parts of all regions cancel out",
                Predicate(cancels_out),
            ),
        ]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("reat-3.0", Self::default())]
    }
}
/// Every part but the national one is a shift between regions.
fn cancels_out(c: &Change<'_>, values: &Values) -> Compared {
    let new = |pair: &[Matrix]| {
        let totals = pair[0].column_totals().iter().zip(pair[1].column_totals());
        totals.clone().any(|(x1, x2)| *x1 == 0.0 && *x2 > 0.0)
    };
    let ends = c
        .before()
        .column_totals()
        .iter()
        .zip(c.after().column_totals());
    if c.tables.windows(2).any(new) || ends.clone().any(|(x1, x2)| *x1 == 0.0 && *x2 > 0.0) {
        return Ok(false);
    }
    let size: f64 = c.tables.iter().map(Matrix::total).sum();
    for part in [2, 3] {
        let cells: Option<Vec<f64>> = (0..values.len() / 4)
            .map(|r| values.get(4 * r + part).point())
            .collect();
        let Some(cells) = cells else { return Ok(false) };
        let sum: f64 = cells.iter().sum();
        if sum.abs() > 1e-10 * size {
            return Err(format!("part {part} adds up to {sum}"));
        }
    }
    Ok(!values.is_empty())
}
