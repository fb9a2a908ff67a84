//! The links of the product space: the tree of strongest ones and all further strong ones.
use crate::{network, without};
use mercatoria_advantage::{
    Advantage, Denominator, PopulationName, Rule, Test, Threshold, presence,
};
use mercatoria_core::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The product space as a list of links.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ProductSpaceGraph {
    /// What makes a country present in a product.
    pub advantage: Advantage,
    /// Threshold of presence.
    pub threshold: Threshold,
    /// At or above the threshold, or above it only.
    pub test: Test,
    /// Attribute of the rows with the population, for `rpop` and `either`.
    pub population: PopulationName,
    /// Proximity at and above which a link is drawn beside the tree.
    pub strong: Share,
}
impl Default for ProductSpaceGraph {
    fn default() -> Self {
        Self {
            advantage: Advantage::default(),
            threshold: Threshold::default(),
            test: Test::default(),
            population: PopulationName::default(),
            strong: Share::new(0.55),
        }
    }
}
impl Indicator for ProductSpaceGraph {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "product_space.product_space_graph",
        title: "Network of the product space",
        formula: "a maximum spanning tree of φ, and all pairs with φ ≥ 0.55",
        form: Form::Own(&["proximity", "tree"]),
        reading: "one link a label `p|q`; tree is 1 for links of the tree, which keeps every product in the picture, 0 for further strong ones",
        sources: &[
            "Hidalgo, C. A., Klinger, B., Barabási, A.-L. and Hausmann, R. (2007). The product space conditions the development of nations. Science 317.",
        ],
        example: Example::csv("row,column,value\nA,a,1\nA,b,1\nB,b,1\nB,c,1\n")
            .params(r#"{"advantage":"given"}"#)
            .gives("a|b,proximity: 0.5; b|c,tree: 1"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let rule = Rule::new(self.advantage, self.threshold, self.test, &self.population)
            .against(Denominator::Table);
        let found = match presence(m, &rule) {
            Ok(found) => found,
            Err(why) => {
                let mut out = Values::over(vec![Axis::new("link", ["none"])]);
                out.append(without(why, 2));
                return out;
            }
        };
        let tree = network::spanning_forest(&found);
        let inside: std::collections::HashSet<(usize, usize)> =
            tree.iter().map(|l| (l.0, l.1)).collect();
        let mut strong = network::strong_links(&found, self.strong.get());
        strong.retain(|l| !inside.contains(&(l.0, l.1)));
        strong.sort_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
        if tree.is_empty() {
            let mut out = Values::over(vec![Axis::new("link", ["none"])]);
            (0..2).for_each(|_| out.push(Err(Undefined::Empty)));
            return out;
        }
        let axis = m.axis(Matrix::COLUMN);
        let name = |l: &(usize, usize, f64)| format!("{}|{}", axis.label(l.0), axis.label(l.1));
        let mut out = Values::over(vec![Axis::new(
            "link",
            tree.iter().chain(&strong).map(name),
        )]);
        for (links, of_tree) in [(&tree, 1.0), (&strong, 0.0)] {
            for link in links {
                out.push(Ok(link.2));
                out.push(Ok(of_tree));
            }
        }
        out
    }
}
