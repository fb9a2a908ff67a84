//! κ_w = 1 − Σ w o / Σ w e, the weight growing with the distance of two answers.
use mercatoria_core::{RatingsLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a disagreement grows with the distance of two ranks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum KappaWeights {
    /// With the distance.
    Linear,
    /// With its square.
    #[default]
    Quadratic,
}
/// Weighted kappa of two coders.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct WeightedKappa {
    /// How a disagreement grows with the distance of two ranks.
    pub weights: KappaWeights,
}
impl Indicator for WeightedKappa {
    type Input<'a> = Ratings;
    type Output = Measure;
    const CARD: Card = Card {
        id: "register.weighted_kappa",
        title: "Weighted kappa",
        formula: "κ_w = 1 − Σ w o / Σ w e",
        reading: "1: the two coders agree; 0: as chance would",
        sources: &["Cohen, J. (1968). Weighted kappa. Psychological Bulletin 70(4)."],
        example: Example::csv("coder,item,value\na,1,1\nb,1,1\na,2,2\nb,2,3\na,3,3\nb,3,3\n")
            .gives("0.8"),
        ..Card::BLANK
    };
    fn compute(&self, r: &Ratings) -> Measure {
        kappa(r, |a, b| {
            let d = a.abs_diff(b) as f64;
            if self.weights == KappaWeights::Linear {
                d
            } else {
                d * d
            }
        })
    }
    fn laws(&self) -> Vec<RatingsLaw> {
        vec![
            Items,
            Holds(
                "exchanging the coders changes nothing; never above 1",
                Predicate(at_most_one),
            ),
        ]
    }
}
pub(crate) fn at_most_one(_: &Ratings, values: &Values) -> Compared {
    match values.get(0).point() {
        Some(x) if x > 1.0 + 1e-12 => Err(format!("{x}")),
        Some(_) => Ok(true),
        None => Ok(false),
    }
}
/// 1 − Σ w o / Σ w e over the items that both coders answered.
pub(crate) fn kappa(r: &Ratings, weight: impl Fn(usize, usize) -> f64) -> Measure {
    if r.dims[Ratings::CODER].len() != 2 {
        return Err(Undefined::OutOfDomain);
    }
    let n = r.categories.len();
    let both = |item: usize| Some((r.answer(0, item)? as usize, r.answer(1, item)? as usize));
    let pairs: Vec<(usize, usize)> = (0..r.dims[Ratings::ITEM].len()).filter_map(both).collect();
    if pairs.is_empty() {
        return Err(Undefined::TooFew);
    }
    let (mut first, mut second) = (vec![0.0; n], vec![0.0; n]);
    let mut observed = 0.0;
    for (a, b) in &pairs {
        first[*a] += 1.0;
        second[*b] += 1.0;
        observed += weight(*a, *b);
    }
    let mut expected = 0.0;
    for (a, x) in first.iter().enumerate() {
        for (b, y) in second.iter().enumerate() {
            expected += weight(a, b) * x * y;
        }
    }
    expected /= pairs.len() as f64;
    if expected == 0.0 {
        Err(Undefined::Constant)
    } else {
        Ok((expected - observed) / expected)
    }
}
