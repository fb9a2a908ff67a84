//! D_i = Σ_r Σ_q s_ri s_qi δ_rq: how far two units of an industry are apart.
use crate::distances;
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What the mean distance is taken of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Separation {
    /// The links: kilometres or hours.
    #[default]
    Links,
    /// The difference in an attribute of the regions, such as GDP a head.
    Attribute,
}
/// Mean distance between units of an industry (spatial separation).
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MeanDistance {
    /// What the distance is.
    pub distance: Separation,
    /// Attribute of the rows: their area, for the distance inside a region (`links`), or what is compared (`attribute`).
    pub attribute: String,
}
impl Default for MeanDistance {
    fn default() -> Self {
        Self {
            distance: Separation::Links,
            attribute: "area".into(),
        }
    }
}

impl Indicator for MeanDistance {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "concentration.mean_distance",
        title: "Mean distance between units of an industry",
        formula: "D_i = Σ_r Σ_q s_ri s_qi δ_rq; δ_rr = ⅔ √(area_r/π); with an attribute δ_rq = |y_r − y_q|",
        form: Form::Column(Matrix::COLUMN),
        reading: "in the unit of the distances; 0: all in one place",
        sources: &[
            "Midelfart-Knarvik, K. H., Overman, H. G., Redding, S. J. and Venables, A. J. (2000). The Location of European Industry. European Economy, Economic Papers 142.",
            "Hallet, M. (2000). Regional Specialisation and Concentration in the EU. European Economy, Economic Papers 141.",
        ],
        example: Example::csv("row,column,value\nR1,I1,1\nR2,I1,1\n")
            .files(&[
                ("row_relation", "from,to,weight\nR1,R2,10\nR2,R1,10\n"),
                ("row_attributes", "row,area\nR1,0\nR2,0\n"),
            ])
            .gives("I1: 5"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let kernel = match self.distance {
            Separation::Links => distances::of(m, &self.attribute),
            Separation::Attribute => match m.side(Matrix::ROW).numbers(&self.attribute) {
                Some(y) if y.iter().all(|y| y.is_finite()) => {
                    let pairs = y.iter().flat_map(|a| y.iter().map(move |b| (a - b).abs()));
                    Ok(pairs.collect())
                }
                _ => Err(format!(
                    "needs row_attributes.csv with the numeric column {:?}",
                    self.attribute
                )),
            },
        };
        let kernel = match kernel {
            Ok(kernel) => kernel,
            Err(message) => return distances::missing(m.columns(), message),
        };
        by_column(m, |amounts, total| {
            Ok(distances::pairwise(amounts, total, &kernel))
        })
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![ScaleFree, Relabel, Within(0.0, f64::MAX)]
    }
}
/// A measure of each column that is not empty.
pub(crate) fn by_column(m: &Matrix, of: impl Fn(&[f64], f64) -> Measure) -> Values {
    (0..m.columns())
        .map(|c| match m.column_totals()[c] {
            0.0 => Err(Undefined::EmptyColumn),
            total => of(m.column(c), total),
        })
        .collect()
}
