//! α = 1 − D_o / D_e over pairable answers; missing answers are left out.
use mercatoria_core::{RatingsLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a difference between two answers is worth.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MeasurementLevel {
    /// 1 where they differ.
    #[default]
    Nominal,
    /// Squared number of answers from one rank to the other.
    Ordinal,
    /// Squared difference.
    Interval,
    /// Squared difference over sum.
    Ratio,
}
/// Krippendorff's alpha.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct KrippendorffAlpha {
    /// What a difference between two answers is worth.
    pub level: MeasurementLevel,
}
impl Indicator for KrippendorffAlpha {
    type Input<'a> = Ratings;
    type Output = Measure;
    const CARD: Card = Card {
        id: "register.krippendorff_alpha",
        title: "Krippendorff's alpha",
        formula: "α = 1 − D_o / D_e",
        reading: "1: coders agree; 0: as chance would; below 0: they disagree systematically",
        sources: &[
            "Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability. University of Pennsylvania.",
        ],
        example: Example::csv("coder,item,value\na,1,1\nb,1,1\na,2,2\nb,2,2\na,3,1\nb,3,2\n")
            .gives("0.4444444444444444"),
        ..Card::BLANK
    };
    fn compute(&self, r: &Ratings) -> Measure {
        let n = r.categories.len();
        // Coincidences: each ordered pair of answers to one item, over the number of answers to it less one.
        let mut o = vec![0.0; n * n];
        for item in 0..r.dims[Ratings::ITEM].len() {
            let answers: Vec<usize> = (0..r.dims[Ratings::CODER].len())
                .filter_map(|coder| r.answer(coder, item))
                .map(|a| a as usize)
                .collect();
            if answers.len() < 2 {
                continue;
            }
            let each = 1.0 / (answers.len() - 1) as f64;
            for (i, a) in answers.iter().enumerate() {
                for (_, b) in answers.iter().enumerate().filter(|(j, _)| *j != i) {
                    o[a * n + b] += each;
                }
            }
        }
        let of: Vec<f64> = (0..n).map(|c| o[c * n..][..n].iter().sum()).collect();
        let all: f64 = of.iter().sum();
        if all < 2.0 {
            return Err(Undefined::TooFew);
        }
        let numbers = match (self.level, &r.numbers) {
            (MeasurementLevel::Nominal | MeasurementLevel::Ordinal, _) => vec![0.0; n],
            (_, Some(numbers)) => numbers.clone(),
            (_, None) => return Err(Undefined::OutOfDomain),
        };
        let squared = |c: usize, k: usize| match self.level {
            _ if c == k => 0.0,
            MeasurementLevel::Nominal => 1.0,
            MeasurementLevel::Ordinal => {
                let (low, high) = (c.min(k), c.max(k));
                let between: f64 = of[low..=high].iter().sum();
                let d = between - (of[low] + of[high]) / 2.0;
                d * d
            }
            MeasurementLevel::Interval => (numbers[c] - numbers[k]) * (numbers[c] - numbers[k]),
            MeasurementLevel::Ratio => {
                let sum = numbers[c] + numbers[k];
                let d = if sum == 0.0 {
                    0.0
                } else {
                    (numbers[c] - numbers[k]) / sum
                };
                d * d
            }
        };
        let (mut observed, mut expected) = (0.0, 0.0);
        for c in 0..n {
            for k in 0..n {
                let d = squared(c, k);
                observed += o[c * n + k] * d;
                expected += of[c] * of[k] * d;
            }
        }
        expected /= all - 1.0;
        if expected == 0.0 {
            Err(Undefined::Constant)
        } else {
            Ok((expected - observed) / expected)
        }
    }
    fn laws(&self) -> Vec<RatingsLaw> {
        vec![Coders, Items, IdenticalIsOne, AtMost(1.0)]
    }
}
