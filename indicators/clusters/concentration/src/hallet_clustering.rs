//! C_i = Σ_r Σ_q s_ri s_qi / δ_rq: a gravity measure of clustering.
use crate::{distances, mean_distance::by_column};
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whether a region's nearness to itself counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Own {
    /// Not: only other regions are neighbours.
    #[default]
    Excluded,
    /// By the distance inside the region, from its area.
    Included,
}
/// Hallet's clustering: distance-weighted proximity of an industry to itself in other regions.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct HalletClustering {
    /// Whether a region is its own neighbour.
    pub own: Own,
    /// Attribute of the rows with their area.
    pub attribute: String,
}
impl Default for HalletClustering {
    fn default() -> Self {
        Self {
            own: Own::Excluded,
            attribute: "area".into(),
        }
    }
}

impl Indicator for HalletClustering {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "concentration.hallet_clustering",
        title: "Clustering by distance (Hallet)",
        formula: "C_i = Σ_r s_ri Σ_q s_qi / δ_rq, over q ≠ r unless the own region is included",
        form: Form::Column(Matrix::COLUMN),
        reading: "in one over the unit of the distances; large: much of the industry is close to the rest of it; compare industries, not levels",
        sources: &[
            "Hallet, M. (2000). Regional Specialisation and Concentration in the EU. European Economy, Economic Papers 141.",
        ],
        example: Example::csv("row,column,value\nR1,I1,1\nR2,I1,1\n")
            .files(&[
                ("row_relation", "from,to,weight\nR1,R2,10\nR2,R1,10\n"),
                ("row_attributes", "row,area\nR1,1\nR2,1\n"),
            ])
            .gives("I1: 0.05"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let mut kernel = match distances::of(m, &self.attribute) {
            Ok(kernel) => kernel,
            Err(message) => return distances::missing(m.columns(), message),
        };
        let n = m.rows();
        if self.own == Own::Excluded {
            (0..n).for_each(|r| kernel[r * n + r] = f64::INFINITY);
        }
        if kernel.contains(&0.0) {
            let mut out = Values::undefined(m.columns(), Undefined::ZeroDenominator);
            out.note(
                "zero_distance",
                "two regions, or a region and itself, are at distance 0",
            );
            return out;
        }
        kernel.iter_mut().for_each(|d| *d = 1.0 / *d);
        by_column(m, |amounts, total| {
            Ok(distances::pairwise(amounts, total, &kernel))
        })
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![ScaleFree, Relabel, Within(0.0, f64::MAX)]
    }
}
