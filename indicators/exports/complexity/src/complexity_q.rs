//! Complexity of products by the fitness map.
use crate::{FitnessMap, FitnessScale, Iterations, Order, Variant, fitness_map, listed};
use mercatoria_advantage::{Advantage, PopulationName, Rule, Test, Threshold, presence};
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::sum::sum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Complexity of products by the fitness map.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ComplexityQ {
    /// What makes a country present in a product.
    pub advantage: Advantage,
    /// Threshold of presence.
    pub threshold: Threshold,
    /// At or above the threshold, or above it only.
    pub test: Test,
    /// Attribute of the rows with the population, for `rpop` and `either`.
    pub population: PopulationName,
    /// Which map.
    pub variant: Variant,
    /// Which values an update uses.
    pub order: Order,
    /// Number of updates.
    pub iterations: Iterations,
    /// Extremality γ; 1 is the plain map.
    pub extremality: Positive,
    /// Source δ of `nhefc`.
    pub delta: Positive,
    /// Scale of the result.
    pub scale: FitnessScale,
}
impl Default for ComplexityQ {
    fn default() -> Self {
        Self {
            advantage: Advantage::default(),
            threshold: Threshold::default(),
            test: Test::default(),
            population: PopulationName::default(),
            variant: Variant::default(),
            order: Order::default(),
            iterations: Iterations::new(100),
            extremality: Positive::new(1.0),
            delta: Positive::new(0.001),
            scale: FitnessScale::default(),
        }
    }
}
impl Indicator for ComplexityQ {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "complexity.complexity_q",
        title: "Complexity of products by the fitness map",
        formula: "F = Σ M Q, Q = 1 / (Σ M F^−γ)^(1/γ), each divided by its mean after each of n simultaneous updates; start 1",
        form: Form::Column(Matrix::COLUMN),
        reading: "mean 1. May fall towards 0 for part of the table: then only the order means something, and a note names whom",
        sources: &[
            "Tacchella, A. et al. (2012). A new metrics for countries' fitness and products' complexity. Scientific Reports 2.",
            "Pugliese, E., Zaccaria, A. and Pietronero, L. (2016). On the convergence of the fitness-complexity algorithm. European Physical Journal Special Topics 225.",
            "Servedio, V. et al. (2018). A new and stable estimation method of country economic fitness and product complexity. Entropy 20(10).",
        ],
        peers: &[
            "economiccomplexity 2.0 makes one update fewer than it is asked for.",
            "econcomplex 1.0 updates in sequence (n of its steps are 2n − 1 of the countries' here) and stops silently while values still fall towards 0.",
            "A plain loop in floating point can end in 0/0; here a value below the smallest number is 0, and a note says so.",
        ],
        example: Example::csv("row,column,value\nA,a,1\nA,b,1\nB,b,1\n")
            .params(r#"{"advantage":"given","iterations":1}"#)
            .gives("a: 1.333333333333…; b: 0.6666666666666…"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let rule = Rule::new(self.advantage, self.threshold, self.test, &self.population);
        let map = FitnessMap {
            variant: self.variant,
            order: self.order,
            iterations: self.iterations.get(),
            extremality: self.extremality.get(),
            delta: self.delta.get(),
        };
        let found = m.derived(&format!("fitness {rule:?} {map:?}"), |m| {
            presence(m, &rule).and_then(|found| fitness_map::fitness(&found.bits, &map))
        });
        match &*found {
            Err(why) => Values::undefined(m.axis(Matrix::COLUMN).len(), *why),
            Ok(fixed) => {
                let mut out: Values = fixed
                    .columns
                    .iter()
                    .map(|x| self.scale.of(*x, Undefined::EmptyColumn))
                    .collect();
                if !fixed.falling.is_empty() {
                    out.note(
                        "zero_limit",
                        format!("the fitness of {} falls towards 0 and is not a limit after {} updates; the order may be one", listed(m.axis(Matrix::ROW), &fixed.falling), map.iterations),
                    );
                } else if fixed.change > 1e-6 {
                    out.note(
                        "not_converged",
                        format!(
                            "the last of {} updates changed a fitness by {:.1e} of itself",
                            map.iterations, fixed.change
                        ),
                    );
                }
                out
            }
        }
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        // Laws are drawn on small tables without side inputs, which fall apart at other thresholds.
        if self.threshold.get() != 1.0
            || matches!(self.advantage, Advantage::Rpop | Advantage::Either)
        {
            return vec![];
        }
        let mut laws = vec![Relabel];
        if self.advantage == Advantage::Rca {
            laws.push(ScaleFree);
        }
        if self.scale == FitnessScale::Linear {
            laws.push(Holds("the mean is 1", Predicate(mean_is_one)));
        }
        laws
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        let with = |n, order| Self {
            iterations: Iterations::new(n),
            order,
            ..Self::default()
        };
        vec![
            ("econcomplex-1.0", with(20, Order::Sequential)),
            ("economiccomplexity-2.0", with(19, Order::Simultaneous)),
            (
                "stata-ecomplexity",
                Self {
                    test: Test::Above,
                    ..with(50, Order::Simultaneous)
                },
            ),
        ]
    }
}
fn mean_is_one(_: &Matrix, out: &Values) -> Compared {
    let known: Vec<f64> = out.iter().filter_map(Value::point).collect();
    if known.is_empty() {
        return Ok(false);
    }
    let mean = sum(&known) / known.len() as f64;
    if (mean - 1.0).abs() <= 1e-12 {
        Ok(true)
    } else {
        Err(format!("the mean is {mean}"))
    }
}
