//! In which order to enter missing products when success depends on what is already there.
use crate::{Diagonal, Method, Placed, Size, Space, without};
use mercatoria_advantage::{Advantage, Denominator, PopulationName, Test, Threshold};
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::{elementary::powf, parallel};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is entered next.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Strategy {
    /// The most probable.
    #[default]
    Greedy,
    /// The one whose entry raises most other densities, weighted by its probability.
    Majority,
    /// The best connected.
    HighDegree,
    /// The least connected.
    LowDegree,
}
/// A plan of entries.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct StrategicDiffusion {
    /// What makes a country present in a product.
    pub advantage: Advantage,
    /// Threshold of presence.
    pub threshold: Threshold,
    /// At or above the threshold, or above it only.
    pub test: Test,
    /// Attribute of the rows with the population, for `rpop` and `either`.
    pub population: PopulationName,
    /// Whose totals, complexity and proximity: the table's own, or those of the world in `reference`.
    pub denominator: Denominator,
    /// How products are related.
    pub method: Method,
    /// What the size of a product is.
    pub size: Size,
    /// What a product is to itself: 0 or 1.
    pub diagonal: Diagonal,
    /// What is entered next.
    pub strategy: Strategy,
    /// Scale B of the probability B ρ^α.
    pub scale: Share,
    /// Exponent α.
    pub alpha: Positive,
    /// How many entries.
    pub steps: Count,
}
impl Default for StrategicDiffusion {
    fn default() -> Self {
        Self {
            advantage: Advantage::default(),
            threshold: Threshold::default(),
            test: Test::default(),
            population: PopulationName::default(),
            denominator: Denominator::default(),
            method: Method::default(),
            size: Size::default(),
            diagonal: Diagonal::default(),
            strategy: Strategy::default(),
            scale: Share::new(1.0),
            alpha: Positive::new(1.0),
            steps: Count::new(10),
        }
    }
}
impl StrategicDiffusion {
    fn space(&self) -> Space {
        let presence = (self.advantage, self.threshold, self.test, &self.population);
        Space::new(
            presence,
            self.denominator,
            (self.method, self.size, self.diagonal),
        )
    }
    /// (product, probability of success at its turn) in order of entry.
    fn plan(&self, phi: &[f64], degree: &[f64], mut here: Vec<bool>) -> Vec<(usize, f64)> {
        let n = here.len();
        let mut near: Vec<f64> = (0..n)
            .map(|p| (0..n).filter(|q| here[*q]).map(|q| phi[p * n + q]).sum())
            .collect();
        let mut plan = vec![];
        for _ in 0..self.steps.get() {
            let chance = |p: usize| {
                if degree[p] > 0.0 {
                    self.scale.get() * powf((near[p] / degree[p]).min(1.0), self.alpha.get())
                } else {
                    0.0
                }
            };
            let worth = |p: usize| match self.strategy {
                Strategy::Greedy => chance(p),
                Strategy::HighDegree => degree[p],
                Strategy::LowDegree => -degree[p],
                Strategy::Majority => {
                    let opens: f64 = (0..n)
                        .filter(|q| !here[*q] && *q != p && degree[*q] > 0.0)
                        .map(|q| phi[q * n + p] / degree[q])
                        .sum();
                    chance(p) * opens
                }
            };
            let open = (0..n).filter(|p| !here[*p] && chance(*p) > 0.0);
            let best = open.map(|p| (worth(p), p)).reduce(|best, next| {
                if next.0 > best.0 + 1e-12 * best.0.abs() {
                    next
                } else {
                    best
                }
            });
            let Some((_, p)) = best else { break };
            plan.push((p, chance(p)));
            here[p] = true;
            (0..n).for_each(|q| near[q] += phi[q * n + p]);
        }
        plan
    }
}
impl Indicator for StrategicDiffusion {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "product_space.strategic_diffusion",
        title: "Strategic diffusion",
        formula: "at each step enter one missing product; success has the probability B ρ^α, ρ its density among what is there",
        form: Form::Table(&[Matrix::ROW, Matrix::COLUMN], &["step", "probability"]),
        reading: "step 1 is entered first; products beyond the last step are not in the plan. Ties go to the first label",
        sources: &[
            "Alshamsi, A., Pinheiro, F. L. and Hidalgo, C. A. (2018). Optimal diversification strategies in the networks of related products and of related research areas. Nature Communications 9.",
        ],
        example: Example::csv("row,column,value\nA,a,1\nA,b,1\nB,b,1\nB,c,1\nC,c,1\nC,d,1\n")
            .params(r#"{"advantage":"given"}"#)
            .gives("A,c,step: 1; A,d,step: 2; A,c,probability: 0.5; A,a,step: present"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let (space, cells) = (self.space(), m.rows() * m.columns());
        let found = Placed::new(m, &space)
            .and_then(|placed| Ok((placed.phi(space.by)?, placed.totals(space.by)?, placed)));
        let (phi, degree, placed) = match found {
            Ok(found) => found,
            Err(why) => return without(why, 2 * cells),
        };
        let width = placed.source.columns();
        let plans = parallel::map(m.rows(), |r| {
            self.plan(
                &phi,
                &degree,
                (0..width).map(|p| placed.left.bits.get(r, p)).collect(),
            )
        });
        let mut out = Values::with_capacity(2 * cells);
        for (r, plan) in plans.iter().enumerate() {
            for p in 0..m.columns() {
                let at = placed.column(p);
                let why = match at {
                    _ if m.row_totals()[r] == 0.0 => Some(Undefined::EmptyRow),
                    None => Some(Undefined::OutsideReference),
                    Some(at) if placed.left.bits.get(r, at) => Some(Undefined::Present),
                    _ => None,
                };
                let step = plan.iter().position(|(product, _)| Some(*product) == at);
                match (why, step) {
                    (Some(why), _) => (0..2).for_each(|_| out.push(Err(why))),
                    (None, None) => (0..2).for_each(|_| out.push(Err(Undefined::NotApplicable))),
                    (None, Some(step)) => {
                        out.push(Ok(step as f64 + 1.0));
                        out.push(Ok(plan[step].1));
                    }
                }
            }
        }
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        let plain = self.denominator == Denominator::Table
            && self.method != Method::Given
            && self.threshold.get() == 1.0
            && self.scale.get() > 0.0;
        if self.advantage == Advantage::Rca && plain {
            vec![ScaleFree]
        } else {
            vec![]
        }
    }
}
