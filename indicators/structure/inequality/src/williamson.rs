//! W = √(Σ wᵢ (yᵢ − ȳ)²) / ȳ, Σ w = 1, ȳ = Σ wᵢ yᵢ.
use crate::weights::{ValuesAre, Weighted};
use mercatoria_core::{ContrastLaw::*, *};
use mercatoria_numeric::{elementary::sqrt, sum::sum};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// From where deviations are taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Centre {
    /// The weighted mean: the textbook.
    #[default]
    WeightedMean,
    /// The mean of the units, although the whole is divided by the weighted mean (REAT).
    UnweightedMean,
}
/// Williamson's index: the weighted coefficient of variation; the reference holds the weights.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Williamson {
    /// From where deviations are taken.
    pub centre: Centre,
    /// What the values are.
    pub values: ValuesAre,
}

impl Indicator for Williamson {
    type Input<'a> = Contrast<'a>;
    type Output = Measure;
    const CARD: Card = Card {
        id: "inequality.williamson",
        title: "Williamson's index",
        formula: "W = √(Σ wᵢ (yᵢ − ȳ)²) / ȳ, Σ w = 1, ȳ = Σ wᵢ yᵢ",
        reading: "0: all units have the same value",
        sources: &[
            "Williamson, J. G. (1965). Regional inequality and the process of national development. Economic Development and Cultural Change 13(4).",
        ],
        peers: &[
            "REAT 3.0 takes deviations from the unweighted mean and divides by the weighted one unless wmean = TRUE.",
        ],
        example: Example::csv("label,value,reference\na,1,1\nb,3,1\n").gives("0.5"),
        ..Card::BLANK
    };
    fn compute(&self, c: &Contrast<'_>) -> Measure {
        let w = Weighted::of(c, self.values)?;
        let mean = w.totals.0 / w.totals.1;
        let cells: Vec<(f64, f64)> = w.per_unit().collect();
        let values: Vec<f64> = cells.iter().map(|(y, _)| *y).collect();
        let centre = match self.centre {
            Centre::WeightedMean => mean,
            Centre::UnweightedMean => sum(&values) / values.len() as f64,
        };
        let squares: Vec<f64> = cells
            .iter()
            .map(|(y, w)| w * ((y - centre) / mean) * ((y - centre) / mean))
            .collect();
        Ok(sqrt(sum(&squares)))
    }
    fn laws(&self) -> Vec<ContrastLaw> {
        let mut laws = vec![ScaleFree, Symmetric, Within(0.0, f64::MAX)];
        if self.values == ValuesAre::Totals && self.centre == Centre::WeightedMean {
            laws.extend([MergingLowers, SplittingNeutral]);
        }
        laws
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        let centre = |centre| Self {
            centre,
            ..Self::default()
        };
        vec![
            ("reat-3.0", centre(Centre::UnweightedMean)),
            ("reat-3.0:williamson(wmean)", centre(Centre::WeightedMean)),
        ]
    }
}
