//! Cumulative shares of labels sorted from the smallest amount.
use mercatoria_core::{DistributionLaw::*, *};
use mercatoria_numeric::{order::sorted, sum::Compensated};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Lorenz curve.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Lorenz {
    /// Leave labels without activity out.
    pub drop_zeros: bool,
}

impl Indicator for Lorenz {
    type Input<'a> = Distribution<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "diversification.lorenz",
        title: "Lorenz curve",
        formula: "L(k/n) = Σ of the k smallest sᵢ, k = 0…n",
        form: Form::Own(&["labels", "amounts"]),
        reading: "points of the curve: share of labels, share of amounts; the diagonal is an equal split",
        sources: &[
            "Lorenz, M. O. (1905). Methods of measuring the concentration of wealth. Publications of the American Statistical Association 9.",
        ],
        peers: &["EconGeo 1.3 draws the curve with zeros left out."],
        example: Example::csv("label,value\na,3\nb,1\n")
            .gives("0, amounts: 0; 1, labels: 0.5; 1, amounts: 0.25; 2, amounts: 1"),
    };
    fn compute(&self, d: &Distribution<'_>) -> Values {
        let total = match d.total() {
            Ok(total) => total,
            Err(why) => {
                let mut out = Values::over(vec![Axis::new("at", ["0"])]);
                (0..2).for_each(|_| out.push(Err(why)));
                return out;
            }
        };
        let points = lorenz(d.amounts, total, self.drop_zeros);
        let labels = (0..points.len()).map(|k| k.to_string());
        let mut out = Values::over(vec![Axis::new("at", labels)]);
        for (labels, amounts) in points {
            out.push(Ok(labels));
            out.push(Ok(amounts));
        }
        out
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("econgeo-1.3", Self { drop_zeros: true })]
    }
    fn laws(&self) -> Vec<DistributionLaw> {
        vec![
            ScaleFree,
            Within(0.0, 1.0),
            Holds("the curve is convex and ends in (1, 1)", Predicate(convex)),
        ]
    }
}
fn convex(_: &Distribution<'_>, values: &Values) -> Result<bool, String> {
    let all: Vec<f64> = (0..values.len() / 2)
        .filter_map(|i| values.get(2 * i + 1).point())
        .collect();
    if let Some(at) = all
        .windows(3)
        .position(|w| w[2] - w[1] < w[1] - w[0] - 1e-12)
    {
        return Err(format!("it bends down after point {at}"));
    }
    match all.last() {
        Some(last) if *last != 1.0 => Err(format!("it ends in {last}")),
        last => Ok(last.is_some()),
    }
}
/// Points (share of labels, share of amounts) from (0, 0) to (1, 1).
///
/// ```
/// assert_eq!(mercatoria_diversification::lorenz(&[3.0, 1.0], 4.0, false), [(0.0, 0.0), (0.5, 0.25), (1.0, 1.0)]);
/// ```
pub fn lorenz(amounts: &[f64], total: f64, drop_zeros: bool) -> Vec<(f64, f64)> {
    let mut amounts = sorted(amounts);
    if drop_zeros {
        amounts.retain(|x| *x > 0.0);
    }
    let n = amounts.len();
    let mut sum = Compensated::default();
    let mut points = vec![(0.0, 0.0)];
    for (k, x) in amounts.iter().enumerate() {
        sum.add(*x);
        let share = if k + 1 == n {
            1.0
        } else {
            (sum.total() / total).min(1.0)
        };
        points.push(((k + 1) as f64 / n as f64, share));
    }
    points
}
