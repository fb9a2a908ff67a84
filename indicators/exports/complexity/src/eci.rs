//! ECI: the second eigenvector of D⁻¹MU⁻¹Mᵀ.
use crate::{
    Ddof, Iterations, Orientation, Pci, Scale, SignRule, Solver, cells, reflections::iterate,
    refused_on, remarks, scaled, solved,
};
use mercatoria_advantage::{Advantage, PopulationName, Rule, Test, Threshold, presence};
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Economic complexity index of countries.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Eci {
    /// What makes a country present in a product.
    pub advantage: Advantage,
    /// Threshold of presence.
    pub threshold: Threshold,
    /// At or above the threshold, or above it only.
    pub test: Test,
    /// Attribute of the rows with the population, for `rpop` and `either`.
    pub population: PopulationName,
    /// Which direction is complex.
    pub sign: SignRule,
    /// Scale of the result.
    pub scale: Scale,
    /// Degrees of freedom of the standard deviation.
    pub ddof: Ddof,
    /// How the eigenproblem is solved.
    pub solver: Solver,
    /// Which iterate, with reflections.
    pub iterations: Iterations,
}
impl Default for Eci {
    fn default() -> Self {
        Self {
            advantage: Advantage::default(),
            threshold: Threshold::default(),
            test: Test::default(),
            population: PopulationName::default(),
            sign: SignRule::default(),
            scale: Scale::default(),
            ddof: Ddof::default(),
            solver: Solver::default(),
            iterations: Iterations::new(18),
        }
    }
}
impl Indicator for Eci {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "complexity.eci",
        title: "Economic complexity index",
        formula: "second eigenvector of D⁻¹MU⁻¹Mᵀ, by the symmetric D^−½MU⁻¹MᵀD^−½ with the first known; z-scored; sign: corr(k, ECI) > 0",
        form: Form::Column(Matrix::ROW),
        reading: "0: average; the mean product complexity of the basket. An order of the countries of this table, not a quantity of its own: only ranks and distances within the table mean something",
        sources: &[
            "Hidalgo, C. A. and Hausmann, R. (2009). The building blocks of economic complexity. PNAS 106(26).",
            "Mealy, P., Farmer, J. D. and Teytelboym, A. (2019). Interpreting economic complexity. Science Advances 5(1).",
        ],
        peers: &[
            "economiccomplexity 2.0 takes column 2 of an unsorted eigenvalue list: in 22 of 300 random tables that is another vector.",
            "EconGeo 1.3 rounds the matrix to 4 decimals before the eigensolver and divides by the sum.",
            "ecomplexity 0.5 and econcomplex 1.0 return ±1 for a table that falls into two parts, with opposite signs; λ₂ = 1 there and no index exists.",
            "ecomplexity 0.5 gives no value to anyone as soon as one country is present nowhere; here that country alone has a reason.",
            "economiccomplexity 2.0 and economic-complexity 0.3 divide by the standard deviation with n − 1.",
        ],
        example: Example::csv(
            "row,column,value\nA,a,1\nA,b,1\nA,c,1\nA,d,1\nB,a,1\nB,b,1\nC,a,1\n",
        )
        .params(r#"{"advantage":"given"}"#)
        .gives("A: 1.336306…; B: -0.267261…; C: -1.069044…"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        if self.solver == Solver::Reflections {
            let rule = self.rule();
            let iterate = presence(m, &rule).and_then(|found| {
                let n = self.iterations.get();
                iterate(
                    &found,
                    true,
                    n,
                    Orientation::Complexity,
                    self.scale,
                    self.ddof,
                )
            });
            return match iterate {
                Ok(index) => cells(&index, Undefined::EmptyRow),
                Err(why) => Values::undefined(m.axis(Matrix::ROW).len(), why),
            };
        }
        match &*solved(m, &self.rule(), self.sign) {
            Err(ill) => refused_on(ill, m, Matrix::ROW),
            Ok(s) => {
                let mut out = match scaled(&s.rows, self.scale, self.ddof) {
                    Ok(index) => cells(&index, Undefined::EmptyRow),
                    Err(why) => Values::undefined(m.rows(), why),
                };
                remarks(s, m, &mut out);
                out
            }
        }
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        // Laws are drawn on small tables without side inputs, which fall apart at other thresholds.
        if self.solver == Solver::Reflections
            || self.threshold.get() != 1.0
            || matches!(self.advantage, Advantage::Rpop | Advantage::Either)
        {
            return vec![];
        }
        let mut laws = vec![Relabel];
        if self.advantage == Advantage::Rca {
            laws.push(ScaleFree);
        }
        let plain = self.advantage == Advantage::Rca
            && self.threshold.get() == 1.0
            && self.test == Test::AtLeast;
        if plain && self.sign == SignRule::Diversity {
            match (self.scale, self.ddof.get()) {
                (Scale::Raw, _) => laws.push(Holds("Σ k ECI = 0", Predicate(orthogonal))),
                (Scale::ZScore, 0) => laws.extend([
                    Holds(
                        "the index of a country is the mean product complexity of its basket",
                        Predicate(mean_of_basket),
                    ),
                    Holds("the Rayleigh quotient is λ₂", Predicate(rayleigh)),
                    Holds(
                        "a duplicate of a country has its index",
                        Predicate(duplicate),
                    ),
                ]),
                _ => {}
            }
        }
        laws
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![
            ("ecomplexity-0.5", Self::default()),
            (
                "stata-ecomplexity",
                Self {
                    test: Test::Above,
                    ..Self::default()
                },
            ),
            (
                "oec-0.3",
                Self {
                    solver: Solver::Reflections,
                    ddof: Ddof::new(1),
                    ..Self::default()
                },
            ),
            ("econcomplex-1.0", Self::default()),
            (
                "economiccomplexity-2.0",
                Self {
                    ddof: Ddof::new(1),
                    ..Self::default()
                },
            ),
            (
                "econgeo-1.3",
                Self {
                    scale: Scale::Sum,
                    ..Self::default()
                },
            ),
        ]
    }
}
impl Eci {
    /// Its rule of presence.
    pub fn rule(&self) -> Rule {
        Rule::new(self.advantage, self.threshold, self.test, &self.population)
    }
}

fn orthogonal(m: &Matrix, out: &Values) -> Compared {
    let Ok(found) = presence(m, &Rule::default()) else {
        return Ok(false);
    };
    let (mut sum, mut size, mut seen) = (0.0, 0.0, false);
    for (k, x) in found.diversity.iter().zip(out.iter()) {
        if let Some(x) = x.point() {
            (sum, size, seen) = (
                sum + f64::from(*k) * x,
                size + f64::from(*k) * x.abs(),
                true,
            );
        }
    }
    if sum.abs() <= 1e-12 * size {
        Ok(seen)
    } else {
        Err(format!("Σ k ECI = {sum}"))
    }
}
fn mean_of_basket(m: &Matrix, out: &Values) -> Compared {
    let Ok(found) = presence(m, &Rule::default()) else {
        return Ok(false);
    };
    let products = Indicator::compute(&Pci::default(), m);
    let mut seen = false;
    for c in 0..m.rows() {
        let Some(index) = out.get(c).point() else {
            continue;
        };
        let basket: Option<Vec<f64>> = found
            .bits
            .ones_in_row(c)
            .map(|p| products.get(p).point())
            .collect();
        let Some(basket) = basket else {
            return Err(format!("a product of row {c} has no complexity"));
        };
        let mean = basket.iter().sum::<f64>() / basket.len() as f64;
        if (mean - index).abs() > 1e-9 * (1.0 + index.abs()) {
            return Err(format!("row {c}: {index}, its basket {mean}"));
        }
        seen = true;
    }
    Ok(seen)
}
/// xᵀDAx / xᵀDx = λ₂ for the averaging operator A = D⁻¹MU⁻¹Mᵀ and the weighted-centred index.
fn rayleigh(m: &Matrix, out: &Values) -> Compared {
    let (Ok(found), Ok(s)) = (
        presence(m, &Rule::default()),
        &*solved(m, &Rule::default(), SignRule::Diversity),
    ) else {
        return Ok(false);
    };
    let k = |c: usize| f64::from(found.diversity[c]);
    let known: Vec<(usize, f64)> = (0..m.rows())
        .filter_map(|c| Some((c, out.get(c).point()?)))
        .collect();
    let weight: f64 = known.iter().map(|(c, _)| k(*c)).sum();
    let mean = known.iter().map(|(c, x)| k(*c) * x).sum::<f64>() / weight;
    let mut of_products = vec![0.0; m.columns()];
    for (c, x) in &known {
        found
            .bits
            .ones_in_row(*c)
            .for_each(|p| of_products[p] += x - mean);
    }
    let above: f64 = of_products
        .iter()
        .zip(&found.ubiquity)
        .filter(|(_, u)| **u > 0)
        .map(|(y, u)| y * y / f64::from(*u))
        .sum();
    let below: f64 = known
        .iter()
        .map(|(c, x)| k(*c) * (x - mean) * (x - mean))
        .sum();
    if (above / below - s.value).abs() <= 1e-11 {
        Ok(!known.is_empty())
    } else {
        Err(format!("{} instead of λ₂ = {}", above / below, s.value))
    }
}
/// M with its first row twice has the same baskets' means: both copies have one index.
fn duplicate(m: &Matrix, _: &Values) -> Compared {
    let Ok(found) = presence(m, &Rule::default()) else {
        return Ok(false);
    };
    let twice = mercatoria_numeric::bits::BitMatrix::from_fn(m.rows() + 1, m.columns(), |c, p| {
        found.bits.get(c.saturating_sub(1), p)
    });
    let Ok(s) = crate::spectral(&twice, SignRule::Diversity) else {
        return Ok(false);
    };
    let (a, b) = (s.rows[0], s.rows[1]);
    if a.is_nan() && b.is_nan() {
        return Ok(false);
    }
    if (a - b).abs() <= 1e-9 {
        Ok(true)
    } else {
        Err(format!("{a} and {b}"))
    }
}
