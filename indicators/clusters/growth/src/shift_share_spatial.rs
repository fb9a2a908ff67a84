//! A region's change = national + what its industries did around it + what they did otherwise in it.
use crate::exact::{Dot, Exact};
use crate::rates::{Part, Periods, Rates, by_region};
use mercatoria_core::{ChangeLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What an industry counts that no neighbour had at the base.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NoBase {
    /// A region that has the industry has no spatial parts.
    #[default]
    Undefined,
    /// The growth of the industry in the nation stands in.
    National,
}
/// Spatial shift-share of regions.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ShiftShareSpatial {
    /// The last period against the first, or each against the one before, added up.
    pub periods: Periods,
    /// An industry that no neighbour had at the base.
    pub no_base: NoBase,
}

impl Indicator for ShiftShareSpatial {
    type Input<'a> = Change<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "growth.shift_share_spatial",
        title: "Spatial shift-share of regions (Nazara and Hewings)",
        formula: "ΔX_r = X_r g + Σ x_ri (gᵂ_ri − g) + Σ [x₂ − x₁(1 + gᵂ_ri)], gᵂ_ri = Σ_s w_rs Δx_si / Σ_s w_rs x_si over the neighbours s",
        form: Form::Parts(
            &[Matrix::ROW],
            &[
                "change",
                "national",
                "neighbour_industry",
                "own_minus_neighbour",
            ],
        ),
        reading: "own_minus_neighbour above 0: the region's industries grew more than the same ones around it",
        sources: &[
            "Nazara, S. and Hewings, G. J. D. (2004). Spatial structure and taxonomy of decomposition in shift-share analysis. Growth and Change 35(4).",
        ],
        peers: &["No package has it; with equal weights on all regions, itself included, it is Dunn's form."],
        example: Example::csv("row,column,period,value\nA,i,1,10\nB,i,1,20\nC,i,1,20\nA,i,2,10\nB,i,2,30\nC,i,2,20\n")
            .files(&[("row_relation", "from,to,weight\nA,B,0.5\nA,C,0.5\nB,A,1\nC,A,1\n")])
            .gives("A,change: 0; A,national: 2; A,neighbour_industry: 0.5; A,own_minus_neighbour: -2.5; B,neighbour_industry: -4; B,own_minus_neighbour: 10"),
    };
    fn compute(&self, c: &Change<'_>) -> Values {
        let Some(links) = c.before().side(Matrix::ROW).links.as_ref() else {
            let mut out = Values::undefined(c.before().rows() * 4, Undefined::SideMissing);
            out.note(
                "side_missing",
                "needs row_relation.csv (from,to,weight), the neighbours of each row, beside the data",
            );
            return out;
        };
        by_region(c, self.periods, |rates, r| {
            let (first, last) = (rates.first(r), rates.last(r));
            let national = rates.nation * first;
            let expected = self.expected(rates, links.from(r), r);
            [
                Ok(last - first),
                Ok(national),
                expected.map(|expected| expected - national),
                expected.map(|expected| (last - first) - expected),
            ]
        })
    }
    fn laws(&self) -> Vec<ChangeLaw> {
        vec![Homogeneous, Relabel, StandstillIsZero]
    }
}
impl ShiftShareSpatial {
    /// Σ x₁ gᵂ_ri.
    fn expected(&self, rates: &Rates<'_>, neighbours: &[(u32, u32, f64)], r: usize) -> Part {
        if neighbours.iter().all(|(_, _, w)| *w == 0.0) {
            return Err(Undefined::NoNeighbours);
        }
        let mut expected = Exact::ZERO;
        let here = rates.before.row(r).iter().enumerate();
        for (i, x) in here.filter(|(_, x)| **x > 0.0) {
            let (mut growth, mut base) = (Dot::default(), Dot::default());
            for (_, s, w) in neighbours {
                let (x1, x2) = (
                    rates.before.row(*s as usize)[i],
                    rates.after.row(*s as usize)[i],
                );
                growth.add_product(Exact::difference(x2, x1), *w);
                base.add_product(Exact::from(x1), *w);
            }
            let (growth, base) = (growth.total(), base.total());
            let rate = match (base.get() != 0.0, self.no_base) {
                (true, _) => growth / base,
                (false, NoBase::National) => rates.industry[i],
                (false, NoBase::Undefined) => return Err(Undefined::ZeroBase),
            };
            expected = expected + rate * *x;
        }
        Ok(expected)
    }
}
