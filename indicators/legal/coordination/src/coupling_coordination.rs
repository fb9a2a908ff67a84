//! Coupling C, development T and coordination D = √(C T) of subsystems.
use crate::{SubsystemScaling, SubsystemScores, SubsystemWeights, subsystem_scores::Systems};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{ByCriterion, Reference};
use mercatoria_numeric::elementary::powf;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Form of the coupling degree.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CouplingVariant {
    /// n · geometric mean/sum.
    #[default]
    Standard,
    /// Product/(mean)ⁿ.
    ProductOverMeanPow,
    /// [Product/(mean)ⁿ]².
    RootOfPair,
    /// Geometric mean/sum: at most 1/n.
    ProdOverSum,
    /// [Product/Π over pairs (U_i + U_j)]^(1/n); with two systems it depends on the unit of U.
    ProductOverPairs,
    /// √((1 − mean |U_i − U_j|) [Π U/max U]^(1/(n−1))), Wang, Kong and Ren (2021).
    Wang2021,
}
impl CouplingVariant {
    /// All forms.
    pub const ALL: [CouplingVariant; 6] = [
        CouplingVariant::Standard,
        CouplingVariant::ProductOverMeanPow,
        CouplingVariant::RootOfPair,
        CouplingVariant::ProdOverSum,
        CouplingVariant::ProductOverPairs,
        CouplingVariant::Wang2021,
    ];
}
/// Coupling coordination.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CouplingCoordination {
    /// Form of the coupling degree; the forms are incompatible.
    pub variant: CouplingVariant,
    /// Weights of the subsystems in T; without, those of the table of criteria.
    pub alpha: ByCriterion<Amount>,
    /// Whether the values are scaled.
    pub scaling: SubsystemScaling,
    /// Where the weights inside a subsystem come from.
    pub weights: SubsystemWeights,
    /// The values whose range is taken.
    pub reference: Reference,
}

impl Indicator for CouplingCoordination {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "coordination.coupling_coordination",
        title: "Coupling coordination degree",
        formula: "C = n (ΠU)^(1/n)/ΣU (or another variant), T = Σ α U, D = √(C T); grade by tenths of D",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::PERIOD],
            &["C", "T", "D", "grade"],
        ),
        reading: "C = 1: equal scores, whatever their level; D near 1: equal and high. Grade 1 (D < 0.1) to 10 (D ≥ 0.9). The circulating forms of C give different grades: name the variant, and see coupling_variants for whether the conclusion survives the others",
        sources: &[
            "Liao, C. (1999). Quantitative judgement and classification system for coordinated development of environment and economy. Tropical Geography 19(2).",
            "Wang, S., Kong, W., Ren, L., Zhi, D., Dai, B. (2021). Research on misuses and modification of coupling coordination degree model in China. Journal of Natural Resources 36(3).",
        ],
        peers: &[
            "Published studies use at least five incompatible forms under one name: on 14 cities the grade of 7 to 13 changes with the form.",
        ],
        example: Example::csv("unit,criterion,value\na,law,0.2\na,trade,0.8\n")
            .gives("a, C: 0.8; a, T: 0.5; a, D: 0.632455532033…; a, grade: 7"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let all = self.degrees(board, &[self.variant]);
        let mut out = board.by_period(board.units.len(), 4, |period| {
            (0..board.units.len())
                .flat_map(|unit| match all[period * board.units.len() + unit] {
                    Ok(ref d) => [Ok(d[0].0), Ok(d[0].1), Ok(d[0].2), Ok(grade(d[0].2))],
                    Err(why) => [Err(why); 4],
                })
                .collect()
        });
        if self.variant == CouplingVariant::ProductOverPairs && Systems::of(board).nodes.len() == 2
        {
            out.note(
                "not_homogeneous",
                "with two systems this form has one pair only: C changes with the unit of the scores",
            );
        }
        out
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits]
    }
}
/// Grade by tenths, 1 to 10. A degree within rounding of a bound counts as at the bound.
pub fn grade(d: f64) -> f64 {
    (((d + 1e-12) * 10.0).floor() + 1.0).clamp(1.0, 10.0)
}
/// Coupling, development and coordination.
type Degrees = (f64, f64, f64);
impl CouplingCoordination {
    /// For each period and unit the degrees under each form.
    pub(crate) fn degrees(
        &self,
        board: &Scoreboard,
        variants: &[CouplingVariant],
    ) -> Vec<Result<Vec<Degrees>, Undefined>> {
        let systems = Systems::of(board);
        let unit = SubsystemScores {
            scaling: self.scaling,
            weights: self.weights,
            reference: self.reference,
        };
        let scores = unit.scores(board, &systems);
        let alpha: Result<Vec<f64>, Undefined> = systems
            .nodes
            .iter()
            .map(|node| {
                let node = &board.hierarchy[*node];
                if self.alpha.is_empty() {
                    Ok(node.weight)
                } else {
                    let given = self.alpha.get(&*node.id).map(|a| a.get());
                    given.ok_or(Undefined::OutsideReference)
                }
            })
            .collect();
        (0..board.units.len() * board.periods.len())
            .map(|at| {
                let alpha = alpha.as_ref().map_err(|why| *why)?;
                let u = scores
                    .iter()
                    .map(|s| s[at])
                    .collect::<Result<Vec<f64>, _>>()?;
                variants
                    .iter()
                    .map(|variant| coupling_coordination(*variant, &u, alpha))
                    .collect()
            })
            .collect()
    }
}

/// C, T and D of the scores of a unit's subsystems, which lie in [0, 1].
///
/// ```
/// use mercatoria_coordination::{CouplingVariant, coupling_coordination};
/// let (c, t, d) = coupling_coordination(CouplingVariant::Standard, &[0.2, 0.8], &[1.0, 1.0]).unwrap();
/// assert!((c - 0.8).abs() < 1e-15 && t == 0.5 && (d - 0.4_f64.sqrt()).abs() < 1e-15);
/// ```
pub fn coupling_coordination(
    variant: CouplingVariant,
    u: &[f64],
    alpha: &[f64],
) -> Result<(f64, f64, f64), Undefined> {
    let n = u.len() as f64;
    if u.len() < 2 {
        return Err(Undefined::OneLabel);
    }
    if u.iter().any(|x| *x < 0.0)
        || variant == CouplingVariant::Wang2021 && u.iter().any(|x| *x > 1.0)
    {
        return Err(Undefined::OutOfDomain);
    }
    let (sum, product): (f64, f64) = (u.iter().sum(), u.iter().product());
    if sum == 0.0 {
        return Err(Undefined::Empty);
    }
    let root = powf(product, 1.0 / n);
    let mean = sum / n;
    let over_mean = u.iter().map(|x| x / mean).product::<f64>();
    let c = match variant {
        CouplingVariant::Standard => (n * root / sum).min(1.0),
        CouplingVariant::ProductOverMeanPow => over_mean.min(1.0),
        CouplingVariant::RootOfPair => (over_mean * over_mean).min(1.0),
        CouplingVariant::ProdOverSum => root / sum,
        CouplingVariant::ProductOverPairs => {
            let mut pairs = 1.0;
            for i in 0..u.len() {
                for j in 0..i {
                    pairs *= u[i] + u[j];
                }
            }
            if pairs == 0.0 {
                return Err(Undefined::ZeroDenominator);
            }
            powf(product / pairs, 1.0 / n)
        }
        CouplingVariant::Wang2021 => {
            let mut apart = 0.0;
            for i in 0..u.len() {
                for j in 0..i {
                    apart += (u[i] - u[j]).abs();
                }
            }
            let top = u.iter().copied().fold(0.0, f64::max);
            let even = u.iter().map(|x| x / top).product::<f64>();
            let pairs = n * (n - 1.0) / 2.0;
            ((1.0 - apart / pairs) * powf(even, 1.0 / (n - 1.0)))
                .max(0.0)
                .sqrt()
        }
    };
    let weight: f64 = alpha.iter().sum();
    if weight == 0.0 {
        return Err(Undefined::ZeroDenominator);
    }
    let t = u.iter().zip(alpha).map(|(u, a)| a * u).sum::<f64>() / weight;
    Ok((c, t, (c * t).max(0.0).sqrt()))
}
