//! Level against change of the location quotient: star, mature, emerging, transforming.
use mercatoria_core::{ChangeLaw::*, *};
use mercatoria_relatedness::advantage;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Portfolio of a region's industries.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PortfolioQuadrants {
    /// Location quotient at the last period from which on a region is specialised.
    pub threshold: Positive,
    /// The location quotient rises if it gains more than this between the first and the last period.
    pub change: Finite,
}
impl Default for PortfolioQuadrants {
    fn default() -> Self {
        Self {
            threshold: Positive::new(1.0),
            change: Finite::new(0.0),
        }
    }
}
/// The quadrants, in the order of the results.
pub const QUADRANTS: &[&str] = &["star", "mature", "emerging", "transforming"];

impl Indicator for PortfolioQuadrants {
    type Input<'a> = Change<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "growth.portfolio_quadrants",
        title: "Portfolio quadrants of industries",
        formula: "star: LQ(t₁) ≥ τ, LQ rises; mature: LQ(t₁) ≥ τ, does not; emerging: LQ(t₁) < τ, rises; transforming: LQ(t₁) < τ, does not",
        form: Form::Categories(&[Matrix::ROW, Matrix::COLUMN], QUADRANTS),
        reading: "a place in a plane, not a judgement: a mature industry may well be the largest employer",
        sources: &[
            "Baer, C. and Brown, T. (2006). Location quotients: a tool for comparing regional industry compositions. InContext, Indiana Business Research Center.",
        ],
        peers: &["REAT 3.0 draws the plane (locq.growth) and leaves the naming to the reader."],
        example: Example::csv("row,column,period,value\nA,i,1,1\nA,j,1,1\nB,i,1,1\nB,j,1,1\nA,i,2,3\nA,j,2,1\nB,i,2,1\nB,j,2,1\n")
            .gives("A,i: 0; A,j: 3; B,i: 3; B,j: 0"),
    };
    fn compute(&self, c: &Change<'_>) -> Values {
        let (before, after) = (c.before(), c.after());
        let mut out = Values::with_capacity(after.values().len());
        for r in 0..after.rows() {
            for i in 0..after.columns() {
                let lq = |m: &Matrix| -> Measure {
                    let (row, column) = (m.row_totals()[r], m.column_totals()[i]);
                    match (row > 0.0, column > 0.0) {
                        (false, _) => Err(Undefined::EmptyRow),
                        (_, false) => Err(Undefined::EmptyColumn),
                        _ => Ok(m.row(r)[i] / row * (m.total() / column)),
                    }
                };
                out.push(lq(before).and_then(|first| {
                    let last = lq(after)?;
                    let level = advantage(
                        after.row(r)[i],
                        after.row_totals()[r],
                        after.column_totals()[i],
                        after.total(),
                        self.threshold.get(),
                    );
                    // Equal quotients may round apart.
                    let gain = last - first - self.change.get();
                    let rises = gain > 1e-13 * first.max(last);
                    Ok(f64::from(2 * u8::from(!level) + u8::from(!rises)))
                }));
            }
        }
        out
    }
    fn laws(&self) -> Vec<ChangeLaw> {
        vec![ScaleFree, Relabel, Within(0.0, 3.0)]
    }
}
