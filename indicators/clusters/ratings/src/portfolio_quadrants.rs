//! Where an industry of a region stands: how specialised it is, and whether that grows.
use mercatoria_core::{ChangeLaw::*, *};
use mercatoria_specialisation::is_present;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Portfolio of a region's industries.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PortfolioQuadrants {
    /// Location quotient, at the end, from which on an industry is strong; exactly this counts.
    pub threshold: Positive,
}
impl Default for PortfolioQuadrants {
    fn default() -> Self {
        Self {
            threshold: Positive::new(1.0),
        }
    }
}

impl Indicator for PortfolioQuadrants {
    type Input<'a> = Change<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "ratings.portfolio_quadrants",
        title: "Portfolio quadrants",
        formula: "star: LQ₂ ≥ τ and LQ₂ ≥ LQ₁; mature: LQ₂ ≥ τ and falling; emerging: LQ₂ < τ and rising; transforming: LQ₂ < τ and not rising",
        form: Form::Categories(
            &[Matrix::ROW, Matrix::COLUMN],
            &["star", "mature", "emerging", "transforming"],
        ),
        reading: "two questions in one word; the size of an industry (its bubble) is in the table itself",
        sources: &[
            "Stimson, R. J., Stough, R. R. and Roberts, B. H. (2006). Regional Economic Development. Springer.",
            "Purdue Center for Regional Development. StatsAmerica: cluster portfolio by location quotient and its change.",
        ],
        peers: &["REAT 3.0 draws the same four fields in its portfolio plot (locq.growth)."],
        example: Example::csv(
            "row,column,period,value\nR1,I1,1,3\nR1,I2,1,1\nR2,I1,1,1\nR2,I2,1,3\nR1,I1,2,4\nR1,I2,2,1\nR2,I1,2,1\nR2,I2,2,4\n",
        )
        .gives("R1, I1: 0; R1, I2: 3"),
        ..Card::BLANK
    };
    fn compute(&self, c: &Change<'_>) -> Values {
        let (before, after) = (c.before(), c.after());
        let cell = |r: usize, i: usize| -> Measure {
            for m in [before, after] {
                if m.row_totals()[r] == 0.0 {
                    return Err(Undefined::EmptyRow);
                }
                if m.column_totals()[i] == 0.0 {
                    return Err(Undefined::EmptyColumn);
                }
            }
            let quotient =
                |m: &Matrix| m.row(r)[i] / m.row_totals()[r] * (m.total() / m.column_totals()[i]);
            let strong = is_present(
                after.row(r)[i],
                after.row_totals()[r],
                after.column_totals()[i],
                after.total(),
                self.threshold.get(),
            );
            let change = quotient(after) - quotient(before);
            // Equal quotients may differ by their last digits.
            let noise = 1e-12 * quotient(before);
            Ok(match strong {
                true if change >= -noise => 0.0,
                true => 1.0,
                false if change > noise => 2.0,
                false => 3.0,
            })
        };
        let cells = (0..before.rows()).flat_map(|r| (0..before.columns()).map(move |i| (r, i)));
        cells.map(|(r, i)| cell(r, i)).collect()
    }
    fn laws(&self) -> Vec<ChangeLaw> {
        vec![ScaleFree, Relabel, Within(0.0, 3.0)]
    }
}
