//! (HI − HE)/(HI + HE) = (a − b)/(a + b − 2ab): a, the region's trade with itself; b, that of all others with the region.
use crate::regions::Regions;
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Regional trade introversion.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RegionalIntroversion {
    /// The text attribute of rows and columns (`row_attributes.csv`, `column_attributes.csv`) that names the region; where a table
    /// has none, each label is a region.
    pub attribute: String,
}
impl Default for RegionalIntroversion {
    fn default() -> Self {
        Self {
            attribute: "region".into(),
        }
    }
}

impl Indicator for RegionalIntroversion {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "orientation.regional_introversion",
        title: "Regional trade introversion",
        formula: "(HI − HE)/(HI + HE), HI = (T_rr/T_r)/(T_or/T_o), HE = (1 − T_rr/T_r)/(1 − T_or/T_o), o = all others",
        form: Form::Own(&[]),
        reading: "rows are exporters, columns markets; 1: the region trades with itself only; 0: no preference; −1: with others only",
        sources: &[
            "Iapadre, L. and Tironi, F. (2009). Measuring trade regionalisation: the case of Asia. UNU-CRIS working paper 9.",
        ],
        example: Example::csv("row,column,value\nA,A,3\nA,B,1\nB,A,1\nB,B,3\n")
            .files(&[
                ("row_attributes", "row,region\nA,east\nB,west\n"),
                ("column_attributes", "column,region\nA,east\nB,west\n"),
            ])
            .gives("east: 0.8"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let regions = Regions::of(m, &self.attribute);
        let sums = regions.sums(m);
        let n = regions.labels.len();
        let mut out = Values::over(vec![Axis::new("region", regions.labels.iter().cloned())]);
        let all: f64 = mercatoria_numeric::sum::sum(&sums);
        for r in 0..n {
            let own = mercatoria_numeric::sum::sum(&sums[r * n..(r + 1) * n]);
            let from_others: f64 = (0..n).filter(|o| *o != r).map(|o| sums[o * n + r]).sum();
            out.push(introversion(
                sums[r * n + r],
                own,
                from_others,
                (all - own).max(0.0),
            ));
        }
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![ScaleFree, Within(-1.0, 1.0)]
    }
}
/// Of a region's trade with itself, its whole trade, the others' trade with it, and their whole trade.
///
/// ```
/// assert_eq!(mercatoria_orientation::introversion(3.0, 4.0, 1.0, 4.0), Ok(0.8));
/// ```
pub fn introversion(within: f64, own: f64, from_others: f64, others: f64) -> Measure {
    if own <= 0.0 {
        return Err(Undefined::EmptyRow);
    }
    if others <= 0.0 {
        return Err(Undefined::ReferenceEmpty);
    }
    let (a, b) = (within / own, (from_others / others).min(1.0));
    let denominator = a * (1.0 - b) + b * (1.0 - a);
    if denominator > 0.0 {
        Ok(((a - b) / denominator).clamp(-1.0, 1.0))
    } else {
        Err(Undefined::ZeroDenominator)
    }
}
