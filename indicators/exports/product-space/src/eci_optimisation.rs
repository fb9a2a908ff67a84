//! The least effort that lifts the mean product complexity of a basket to a target: a linear programme.
use crate::{Diagonal, Method, Placed, Size, Space, without};
use mercatoria_advantage::{Advantage, Denominator, PopulationName, Test, Threshold};
use mercatoria_complexity::{Ddof, ProductScale, refused};
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Products to enter for a higher complexity.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EciOptimisation {
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
    /// By how much the mean complexity of the basket is to rise, in standard deviations of the country index.
    pub gain: Positive,
}
impl Default for EciOptimisation {
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
            gain: Positive::new(0.1),
        }
    }
}
impl EciOptimisation {
    fn space(&self) -> Space {
        let presence = (self.advantage, self.threshold, self.test, &self.population);
        Space::new(
            presence,
            self.denominator,
            (self.method, self.size, self.diagonal),
        )
    }
}
/// Parts z_p in [0, 1] of the products to enter that reach `target` as the mean of a basket of `size` products with mean `now`
/// at the least Σ z_p effort_p: a covering problem with one condition, solved by effort for what a product lifts.
///
/// # Errors
/// [`Undefined::Infeasible`] where all products together do not reach it.
///
/// ```
/// // One product at 0; two candidates at 2: half of the cheaper one lifts the mean to 2/3·… = 0.5 and more.
/// let z = mercatoria_product_space::least_effort(&[(2.0, 1.0), (2.0, 3.0)], 1.0, 0.0, 0.5).unwrap();
/// assert!((z[0] - 1.0 / 3.0).abs() < 1e-15 && z[1] == 0.0);
/// ```
pub fn least_effort(
    candidates: &[(f64, f64)],
    size: f64,
    now: f64,
    target: f64,
) -> Result<Vec<f64>, Undefined> {
    // (size·now + Σ z PCI) / (size + Σ z) ≥ target ⇔ Σ z (PCI − target) ≥ size (target − now).
    let mut wanted = size * (target - now);
    let mut z = vec![0.0; candidates.len()];
    let mut order: Vec<usize> = (0..candidates.len())
        .filter(|i| candidates[*i].0 > target)
        .collect();
    let rate = |i: &usize| candidates[*i].1 / (candidates[*i].0 - target);
    order.sort_by(|a, b| rate(a).total_cmp(&rate(b)).then(a.cmp(b)));
    for i in order {
        if wanted <= 0.0 {
            break;
        }
        let lifts = candidates[i].0 - target;
        z[i] = (wanted / lifts).min(1.0);
        wanted -= z[i] * lifts;
    }
    if wanted > 1e-12 * size {
        Err(Undefined::Infeasible)
    } else {
        Ok(z)
    }
}
impl Indicator for EciOptimisation {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "product_space.eci_optimisation",
        title: "Least effort to a higher complexity",
        formula: "min Σ z_p (1 − d_cp) subject to mean PCI of the basket with z ≥ ECI_c + gain, 0 ≤ z ≤ 1, product complexity held fixed",
        form: Form::Grid(Matrix::ROW, Matrix::COLUMN),
        reading: "1: enter the product; 0: not needed; at most one product is entered in part. Effort is the distance to the product",
        sources: &[
            "Stojkoski, V. and Hidalgo, C. A. (2026). Optimizing economic complexity. Research Policy 55.",
        ],
        example: Example::csv(
            "row,column,value\nA,a,1\nA,b,1\nA,c,1\nA,d,1\nB,a,1\nB,b,1\nC,a,1\n",
        )
        .params(r#"{"advantage":"given"}"#)
        .gives("C,a: present; B,c: 0.0644…"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let (space, cells) = (self.space(), m.rows() * m.columns());
        let found =
            Placed::new(m, &space).and_then(|placed| Ok((placed.density(space.by)?, placed)));
        let (density, placed) = match found {
            Ok(found) => found,
            Err(why) => return without(why, cells),
        };
        let complexity = match placed.complexity(&space, ProductScale::Harvard, Ddof::new(0)) {
            Ok(complexity) => complexity,
            Err(ill) => return refused(&ill, placed.source, cells),
        };
        let width = placed.source.columns();
        let mut out = Values::with_capacity(cells);
        for r in 0..m.rows() {
            let basket: Vec<f64> = placed
                .left
                .bits
                .ones_in_row(r)
                .map(|p| complexity[p])
                .filter(|x| !x.is_nan())
                .collect();
            let size = basket.len() as f64;
            let now = basket.iter().sum::<f64>() / size;
            // Outside the candidates: a complexity below every target.
            let candidate = |p: usize| {
                let d = density[r * width + p];
                if placed.left.bits.get(r, p) || complexity[p].is_nan() || d.is_nan() {
                    (f64::NEG_INFINITY, 1.0)
                } else {
                    (complexity[p], 1.0 - d)
                }
            };
            let plan = if basket.is_empty() {
                Err(Undefined::EmptyRow)
            } else {
                least_effort(
                    &(0..width).map(candidate).collect::<Vec<_>>(),
                    size,
                    now,
                    now + self.gain.get(),
                )
            };
            for p in 0..m.columns() {
                out.push(match (placed.column(p), &plan) {
                    (None, _) => Err(Undefined::OutsideReference),
                    (Some(at), _) if placed.left.bits.get(r, at) => Err(Undefined::Present),
                    (_, Err(why)) => Err(*why),
                    (Some(at), Ok(z)) => Ok(z[at]),
                });
            }
        }
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        let plain = self.denominator == Denominator::Table
            && self.method != Method::Given
            && self.threshold.get() == 1.0
            && self.gain.get() < 1.0;
        if self.advantage == Advantage::Rca && plain {
            vec![Within(0.0, 1.0)]
        } else {
            vec![]
        }
    }
}
