//! Growth of every cell: (x₂ − x₁) / x₁.
use mercatoria_core::{ChangeLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Scale of growth.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GrowthScale {
    /// 100 for a doubling.
    #[default]
    Percent,
    /// 1 for a doubling.
    Share,
}
/// What a cell gives that is zero in both periods.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ZeroToZero {
    /// The reason.
    #[default]
    Undefined,
    /// 0, as EconGeo does.
    Zero,
}
/// Growth of the cells of a table.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct GrowthMatrix {
    /// Scale of growth.
    pub scale: GrowthScale,
    /// A cell that is zero in both periods.
    pub zero_to_zero: ZeroToZero,
}

impl Indicator for GrowthMatrix {
    type Input<'a> = Change<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "relatedness.growth_matrix",
        title: "Growth of every cell",
        formula: "100 (x₂ − x₁)/x₁, first against last period",
        form: Form::Grid(Matrix::ROW, Matrix::COLUMN),
        reading: "percent of the first amount; from nothing there is no rate",
        sources: &[
            "Balland, P.-A. (2017). Economic Geography in R: Introduction to the EconGeo package. Papers in Evolutionary Economic Geography 17.09.",
        ],
        peers: &[
            "EconGeo 1.3 gives 0 for 0/0 and infinity for a start from 0, and rounds to 2 decimals; here the cell has its reason.",
        ],
        example: Example::csv(
            "row,column,period,value\nA,i,2000,4\nA,i,2010,5\nA,j,2000,0\nA,j,2010,1\n",
        )
        .gives("A,i: 25; A,j: zero_base"),
    };
    fn compute(&self, c: &Change<'_>) -> Values {
        let scale = match self.scale {
            GrowthScale::Percent => 100.0,
            GrowthScale::Share => 1.0,
        };
        let (before, after) = (c.before().values(), c.after().values());
        let mut out = Values::with_capacity(before.len());
        for (x1, x2) in before.iter().zip(after) {
            out.push(match (*x1, *x2, self.zero_to_zero) {
                (0.0, 0.0, ZeroToZero::Zero) => Ok(0.0),
                (0.0, ..) => Err(Undefined::ZeroBase),
                (x1, x2, _) => Ok(scale * (x2 - x1) / x1),
            });
        }
        out
    }
    fn laws(&self) -> Vec<ChangeLaw> {
        vec![ScaleFree, Relabel, StandstillIsZero]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        let zero = Self {
            zero_to_zero: ZeroToZero::Zero,
            ..Self::default()
        };
        vec![("econgeo-1.3", zero)]
    }
}
