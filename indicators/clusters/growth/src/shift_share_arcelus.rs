//! Four effects, each on homothetic and on differential employment.
use crate::rates::{Periods, by_region};
use crate::shift_share_esteban_marquillas::competitive;
use crate::{ZeroBase, exact::Exact};
use mercatoria_core::{ChangeLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Arcelus' shift-share of regions.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ShiftShareArcelus {
    /// The last period against the first, or each against the one before, added up.
    pub periods: Periods,
    /// An industry that the region did not have at the base; `allocation`: its growth is all on differential employment.
    pub zero_base: ZeroBase,
}

impl Indicator for ShiftShareArcelus {
    type Input<'a> = Change<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "growth.shift_share_arcelus",
        title: "Shift-share of regions (Arcelus)",
        formula: "ΔX_r = Σ over h ∈ {x', x − x'} of Σ_i h [g + (g_i − g) + (g_r − g) + ((g_ri − g_r) − (g_i − g))], x' = X_r X_i/X",
        form: Form::Parts(
            &[Matrix::ROW],
            &[
                "change",
                "national_homothetic",
                "industry_mix_homothetic",
                "regional_growth_homothetic",
                "regional_industry_homothetic",
                "national_differential",
                "industry_mix_differential",
                "regional_growth_differential",
                "regional_industry_differential",
            ],
        ),
        reading: "what the region would gain with the nation's mix, and what its own mix adds; over all industries three of the eight are 0",
        sources: &[
            "Arcelus, F. J. (1984). An extension of shift-share analysis. Growth and Change 15(1).",
        ],
        peers: &["No package has it."],
        example: Example::csv("row,column,period,value\nA,i,1,40\nA,j,1,20\nB,i,1,20\nB,j,1,20\nA,i,2,60\nA,j,2,20\nB,i,2,20\nB,j,2,40\n")
            .gives("A,national_homothetic: 24; A,industry_mix_homothetic: 0; A,regional_growth_homothetic: -4; A,regional_industry_homothetic: -2; A,industry_mix_differential: -0.6666666666666667; A,regional_industry_differential: 2.6666666666666667"),
    };
    fn compute(&self, c: &Change<'_>) -> Values {
        by_region(c, self.periods, |rates, r| {
            let (first, last, expected) = (rates.first(r), rates.last(r), rates.expected(r));
            if first.get() == 0.0 {
                return [Err(Undefined::ZeroBase); 9];
            }
            let national = rates.nation * first;
            let competitive = competitive(rates, r, self.zero_base);
            // Σ x' g_i is X_r g but for the industries that were nowhere; Σ x' is X_r exactly.
            let mix_homothetic = -(first * rates.new / rates.base);
            let regional = (last - first) - national;
            // Σ (x − x') is 0, so what is the same for all industries has no differential effect.
            [
                Ok(last - first),
                Ok(national),
                Ok(mix_homothetic),
                Ok(regional),
                competitive.map(|competitive| competitive - regional),
                Ok(Exact::ZERO),
                Ok(expected - national - mix_homothetic),
                Ok(Exact::ZERO),
                competitive.map(|competitive| (last - first) - expected - competitive),
            ]
        })
    }
    fn laws(&self) -> Vec<ChangeLaw> {
        vec![Homogeneous, Relabel]
    }
}
