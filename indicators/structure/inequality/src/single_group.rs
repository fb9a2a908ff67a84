//! Segregation of one group against all others, over the units that both are spread over.
use mercatoria_core::{ContrastLaw::*, *};
use mercatoria_divergence::{krugman, locational_gini};
use mercatoria_numeric::{
    elementary::{ln, powf},
    sum::{sum, sum_by2},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which index.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GroupIndex {
    /// Σ t |q − Q| / (2 T Q (1 − Q)) = ½ Σ |x/X − y/Y|, y all others.
    #[default]
    Dissimilarity,
    /// ΣΣ t t' |q − q'| / (2 T² Q (1 − Q)): the Gini coefficient of the group against all others.
    Gini,
    /// 1 − Σ t E_r / (T E), the entropies of the two groups.
    Entropy,
    /// Σ (x/X)(x/t): the own group's share where a member of the group is.
    Isolation,
    /// Σ (x/X)(y/t): the others' share there; 1 − isolation.
    Interaction,
    /// 1 − [Σ (x/X)^b (y/Y)^(1−b)]^(1/(1−b)).
    Atkinson,
    /// (isolation − Q) / (1 − Q).
    CorrelationRatio,
    /// 1 − Σ min / Σ max of the shares of the group and of all others.
    Minmax,
}
/// What the reference holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Against {
    /// All groups together, the one in question included.
    #[default]
    Total,
    /// All others.
    Rest,
}
mercatoria_core::bounded! {
    /// Shape of Atkinson's segregation index, between 0 and 1.
    Shape(f64): 0.001 => 0.999, {"type": "number", "minimum": 0.001, "maximum": 0.999};
}
/// Segregation of one group.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SingleGroup {
    /// Which index.
    pub index: GroupIndex,
    /// What the reference holds.
    pub reference: Against,
    /// Shape of Atkinson's index: from ½ down units where the group is rare count more, up where it is frequent.
    pub b: Shape,
}
impl Default for SingleGroup {
    fn default() -> Self {
        Self {
            index: GroupIndex::Dissimilarity,
            reference: Against::Total,
            b: Shape::new(0.5),
        }
    }
}

impl Indicator for SingleGroup {
    type Input<'a> = Contrast<'a>;
    type Output = Measure;
    const CARD: Card = Card {
        id: "inequality.single_group",
        title: "Segregation of one group",
        formula: "x the group, t all, y = t − x, q = x/t, Q = X/T: D = ½ Σ |x/X − y/Y|; isolation Σ (x/X) q; correlation ratio (isolation − Q)/(1 − Q); further indices under `index`",
        reading: "0: the group is spread like all others; 1: it is where they are not",
        sources: &[
            "Massey, D. S. and Denton, N. A. (1988). The dimensions of residential segregation. Social Forces 67(2).",
            "James, D. R. and Taeuber, K. E. (1985). Measures of segregation. Sociological Methodology 15.",
            "White, M. J. (1986). Segregation and diversity measures in population distribution. Population Index 52(2).",
        ],
        peers: &[
            "PySAL segregation 2.5 has the same indices, each a class that reads the group and the total, with shape ½ in Atkinson's.",
        ],
        example: Example::csv("label,value,reference\na,3,4\nb,1,4\n").gives("0.5"),
        ..Card::BLANK
    };
    fn compute(&self, c: &Contrast<'_>) -> Measure {
        c.totals()?;
        let group = c.amounts.amounts;
        let rest: Vec<f64> = match self.reference {
            Against::Rest => c.reference.amounts.to_vec(),
            Against::Total => {
                let cells = group.iter().zip(c.reference.amounts);
                cells.map(|(x, t)| t - x).collect()
            }
        };
        if rest.iter().any(|y| *y < 0.0) {
            return Err(Undefined::OutOfDomain); // more of the group than of all
        }
        if sum(&rest) == 0.0 {
            return Err(Undefined::ReferenceEmpty); // the group is all there is
        }
        Ok(self.of(group, &rest))
    }
    fn laws(&self) -> Vec<ContrastLaw> {
        if self.reference == Against::Total {
            return vec![Symmetric];
        }
        let mut laws = vec![Symmetric, SplittingNeutral, Within(0.0, 1.0)];
        match self.index {
            GroupIndex::Dissimilarity | GroupIndex::Gini | GroupIndex::Minmax => {
                laws.extend([ScaleFree, Exchange, Mirror(0.0), MergingLowers]);
            }
            GroupIndex::Atkinson => laws.extend([ScaleFree, Mirror(0.0), MergingLowers]),
            GroupIndex::Entropy => laws.extend([Exchange, Mirror(0.0), MergingLowers]),
            GroupIndex::CorrelationRatio => laws.extend([Mirror(0.0), MergingLowers]),
            GroupIndex::Isolation => laws.push(MergingLowers),
            GroupIndex::Interaction => laws.push(MergingRaises),
        }
        laws
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("pysal-segregation-2.5", Self::default())]
    }
}
impl SingleGroup {
    fn of(&self, group: &[f64], rest: &[f64]) -> f64 {
        let totals = (sum(group), sum(rest));
        let all = totals.0 + totals.1;
        match self.index {
            GroupIndex::Dissimilarity => krugman(group, rest, totals) / 2.0,
            GroupIndex::Gini => locational_gini(group, rest, totals),
            GroupIndex::Minmax => {
                let k = krugman(group, rest, totals);
                2.0 * k / (2.0 + k)
            }
            GroupIndex::Isolation => isolation(group, rest),
            GroupIndex::Interaction => interaction(group, rest),
            GroupIndex::CorrelationRatio => {
                // (isolation − Q)/(1 − Q) = Σ (x − Q t)² / (t X (1 − Q)), free of cancellation.
                let share = totals.0 / all;
                let spread = sum_by2(group, rest, |x, y| {
                    let t = x + y;
                    let apart = x - share * t;
                    if t > 0.0 { apart * apart / t } else { 0.0 }
                });
                (spread / (totals.0 * (totals.1 / all))).min(1.0)
            }
            GroupIndex::Atkinson => {
                let b = self.b.get();
                let common = sum_by2(group, rest, |x, y| {
                    if x > 0.0 && y > 0.0 {
                        powf(x / totals.0, b) * powf(y / totals.1, 1.0 - b)
                    } else {
                        0.0
                    }
                });
                (1.0 - powf(common, 1.0 / (1.0 - b))).clamp(0.0, 1.0)
            }
            GroupIndex::Entropy => {
                let part = |of: f64, t: f64| if of > 0.0 { -of / t * ln(of / t) } else { 0.0 };
                let whole = part(totals.0, all) + part(totals.1, all);
                // E − Σ t E_r / T = Σ over both groups of the divergence from the whole, each term with its own sign.
                let information = sum_by2(group, rest, |x, y| {
                    let t = x + y;
                    let one = |of: f64, total: f64| {
                        if of > 0.0 {
                            of / all * ln((of / t) / (total / all))
                        } else {
                            0.0
                        }
                    };
                    one(x, totals.0) + one(y, totals.1)
                });
                (information / whole).clamp(0.0, 1.0)
            }
        }
    }
}

/// `Σ (x/X)(x/t)`, `t = x + y`: the own group's share where a member of the group is.
///
/// ```
/// assert_eq!(mercatoria_inequality::isolation(&[3.0, 1.0], &[1.0, 3.0]), 0.625);
/// ```
pub fn isolation(group: &[f64], rest: &[f64]) -> f64 {
    let total = sum(group);
    sum_by2(group, rest, |x, y| {
        if x > 0.0 {
            x / total * (x / (x + y))
        } else {
            0.0
        }
    })
    .min(1.0)
}
/// `Σ (x/X)(y/t)`, `t = x + y`: the others' share where a member of the group is.
///
/// ```
/// assert_eq!(mercatoria_inequality::interaction(&[3.0, 1.0], &[1.0, 3.0]), 0.375);
/// ```
pub fn interaction(group: &[f64], rest: &[f64]) -> f64 {
    let total = sum(group);
    sum_by2(group, rest, |x, y| {
        if x > 0.0 {
            x / total * (y / (x + y))
        } else {
            0.0
        }
    })
    .min(1.0)
}
