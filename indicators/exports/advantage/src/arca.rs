//! ARCA = x_cp / X_c − X_p / X.
use crate::{Denominator, places};
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Additive revealed comparative advantage.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Arca {
    /// Whose totals are the comparison.
    pub denominator: Denominator,
}
impl Indicator for Arca {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "advantage.arca",
        title: "Additive revealed comparative advantage",
        formula: "ARCA = x_cp / X_c − X_p / X",
        form: Form::Grid(Matrix::ROW, Matrix::COLUMN),
        reading: "0: the share of the world; 0.1: ten percentage points more of the country's exports than of the world's",
        sources: &[
            "Hoen, A. R. and Oosterhaven, J. (2006). On the measurement of comparative advantage. Annals of Regional Science 40(3).",
        ],
        peers: &[
            "The additive location quotient of regional science subtracts shares of the industry, not of the region; it is another name.",
        ],
        example: Example::csv("row,column,value\nA,a,1\nA,b,1\nB,b,2\n")
            .gives("A,a: 0.25; A,b: -0.25; B,a: -0.25; B,b: 0.25"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let world: Vec<f64> = match self.denominator {
            Denominator::Table if m.total() > 0.0 => {
                m.column_totals().iter().map(|x| x / m.total()).collect()
            }
            Denominator::Table => {
                return Values::undefined(m.rows() * m.columns(), Undefined::Empty);
            }
            Denominator::Reference => match m.reference() {
                Some(world) if world.total() > 0.0 => {
                    let share = |p: &Option<usize>| {
                        p.map_or(0.0, |p| world.column_totals()[p] / world.total())
                    };
                    places(m, world).iter().map(share).collect()
                }
                _ => return Values::undefined(m.rows() * m.columns(), Undefined::ReferenceEmpty),
            },
        };
        let mut out = Values::with_capacity(m.rows() * m.columns());
        for (r, total) in m.row_totals().iter().enumerate() {
            if *total > 0.0 {
                out.extend_points(m.row(r).iter().zip(&world).map(|(x, w)| x / total - w));
            } else {
                world
                    .iter()
                    .for_each(|_| out.push(Err(Undefined::EmptyRow)));
            }
        }
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        // Laws are drawn on tables without a reference.
        if self.denominator == Denominator::Reference {
            return vec![];
        }
        vec![
            Relabel,
            Within(-1.0, 1.0),
            ScaleFree,
            Proportional(0.0),
            RowsSumTo(0.0),
        ]
    }
}
