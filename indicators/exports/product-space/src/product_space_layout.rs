//! Where the products stand in the picture of the product space; the same for the same table.
use crate::{network, without};
use mercatoria_advantage::{Advantage, PopulationName, Rule, Test, Threshold, presence};
use mercatoria_core::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Layout of the product space.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ProductSpaceLayout {
    /// What makes a country present in a product.
    pub advantage: Advantage,
    /// Threshold of presence.
    pub threshold: Threshold,
    /// At or above the threshold, or above it only.
    pub test: Test,
    /// Attribute of the rows with the population, for `rpop` and `either`.
    pub population: PopulationName,
}
impl Indicator for ProductSpaceLayout {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "product_space.product_space_layout",
        title: "Layout of the product space",
        formula: "the maximum spanning tree in rings around its centre, each branch in a wedge as wide as it has leaves",
        form: Form::Table(&[Matrix::COLUMN], &["x", "y"]),
        reading: "coordinates in the unit disc for a picture; distances on it mean nothing beyond the tree",
        sources: &[
            "Eades, P. (1992). Drawing free trees. Bulletin of the Institute of Combinatorics and its Applications 5.",
        ],
        example: Example::csv("row,column,value\nA,a,1\nA,b,1\nB,b,1\nB,c,1\n")
            .params(r#"{"advantage":"given"}"#)
            .gives("b,x: 0; b,y: 0"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let rule = Rule::new(self.advantage, self.threshold, self.test, &self.population);
        let found = match presence(m, &rule) {
            Ok(found) => found,
            Err(why) => return without(why, 2 * m.columns()),
        };
        let places = network::layout(m.columns(), &network::spanning_forest(&found));
        let cell = |x: f64, p: usize| match () {
            () if found.ubiquity[p] == 0 => Err(Undefined::EmptyColumn),
            () if x.is_nan() => Err(Undefined::ZeroDenominator),
            () => Ok(x),
        };
        places
            .iter()
            .enumerate()
            .flat_map(|(p, (x, y))| [cell(*x, p), cell(*y, p)])
            .collect()
    }
}
