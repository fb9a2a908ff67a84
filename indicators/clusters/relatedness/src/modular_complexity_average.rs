//! The mean of modular complexity over the patents of a class.
use crate::{Incidence, modular_complexity};
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::moments::mean;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Average modular complexity of technologies.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ModularComplexityAverage {}

impl Indicator for ModularComplexityAverage {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "relatedness.modular_complexity_average",
        title: "Average modular complexity of technologies",
        formula: "mean of K_p over the patents p that have the class; technologies in rows, patents in columns",
        form: Form::Column(Matrix::ROW),
        reading: "high: the class appears in patents that are hard to combine",
        sources: &[
            "Fleming, L. and Sorenson, O. (2001). Technology as a complex adaptive system: evidence from patent data. Research Policy 30(7).",
        ],
        peers: &[
            "econcomplex 1.0 builds on the share of patents with several classes, another quantity than the ease of recombination.",
            "EconGeo 1.3 rounds to 2 decimals.",
        ],
        example: Example::csv("row,column,value\ni,P1,1\nj,P1,1\nk,P1,1\ni,P2,1\nj,P2,1\ni,P3,1\n")
            .gives("k: 0.8181818181818182; j: 1.0090909090909091"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let technologies = Incidence::of(m);
        let k = modular_complexity(&technologies.transpose());
        (0..m.rows())
            .map(|i| {
                if technologies.row(i).is_empty() {
                    return Err(Undefined::EmptyRow);
                }
                let defined: Vec<f64> = technologies
                    .row(i)
                    .iter()
                    .filter_map(|p| k[*p as usize].ok())
                    .collect();
                mean(&defined).ok_or(Undefined::ZeroDenominator)
            })
            .collect()
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![Relabel, ScaleFree, Within(0.0, 1e15)]
    }
}
