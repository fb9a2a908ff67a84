//! Method of reflections, products.
use crate::{Ddof, Iterations, Orientation, Scale, cells, reflections::iterate};
use mercatoria_advantage::{Advantage, PopulationName, Rule, Test, Threshold, presence};
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Method of reflections, products.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PciReflections {
    /// What makes a country present in a product.
    pub advantage: Advantage,
    /// Threshold of presence.
    pub threshold: Threshold,
    /// At or above the threshold, or above it only.
    pub test: Test,
    /// Attribute of the rows with the population, for `rpop` and `either`.
    pub population: PopulationName,
    /// Which iterate, n: each step is one average.
    pub iterations: Iterations,
    /// Which way it points.
    pub orientation: Orientation,
    /// Scale of the result; `raw` is the iterate of standardised steps.
    pub scale: Scale,
    /// Degrees of freedom of the standard deviation.
    pub ddof: Ddof,
}
impl Default for PciReflections {
    fn default() -> Self {
        Self {
            advantage: Advantage::default(),
            threshold: Threshold::default(),
            test: Test::default(),
            population: PopulationName::default(),
            iterations: Iterations::new(19),
            orientation: Orientation::default(),
            scale: Scale::default(),
            ddof: Ddof::default(),
        }
    }
}
impl Indicator for PciReflections {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "complexity.pci_reflections",
        title: "Method of reflections, products",
        formula: "k_p^n = U⁻¹Mᵀ k_c^(n−1), k_p^0 = ubiquity; z-scored",
        form: Form::Column(Matrix::COLUMN),
        reading: "approaches the eigenvector as n grows; a finite iterate is not converged: on small tables 20 steps can be 0.8 standard deviations away",
        sources: &[
            "Hidalgo, C. A. and Hausmann, R. (2009). The building blocks of economic complexity. PNAS 106(26).",
        ],
        peers: &[
            "economic-complexity 0.3 and economiccomplexity 2.0 do not standardise the steps: after 100 to 200 steps the result is z-scored rounding (correlation −0.29 with the index).",
            "In economic-complexity 0.3 an odd number of iterations turns the sign; here the orientation is a choice.",
            "economic-complexity 0.3 and economiccomplexity 2.0 mean k_c^(n−2) and k_p^(n−1) by iterations = n.",
            "economic-complexity 0.3 gives no value to anyone as soon as one country is present nowhere.",
        ],
        example: Example::csv("row,column,value\nA,a,1\nA,b,1\nA,c,1\nB,a,1\nB,b,1\nC,a,1\n")
            .params(r#"{"advantage":"given","iterations":0}"#)
            .gives("a: -1.224744…; b: 0; c: 1.224744…"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let rule = Rule::new(self.advantage, self.threshold, self.test, &self.population);
        let found = presence(m, &rule).and_then(|p| {
            let rows = p.diversity.clone();
            if crate::components(&p.bits, &rows).len() > 1 {
                return Err(Undefined::Disconnected);
            }
            iterate(
                &p,
                false,
                self.iterations.get(),
                self.orientation,
                self.scale,
                self.ddof,
            )
        });
        match found {
            Ok(index) => cells(&index, Undefined::EmptyColumn),
            Err(why) => Values::undefined(m.axis(Matrix::COLUMN).len(), why),
        }
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        // Laws are drawn on small tables without side inputs, which fall apart at other thresholds.
        if self.threshold.get() != 1.0
            || matches!(self.advantage, Advantage::Rpop | Advantage::Either)
        {
            return vec![];
        }
        // A symmetric table may have a component that decays faster than rounding grows: many steps are not relabelled to the bit.
        let mut laws = vec![];
        if self.iterations.get() <= 4 {
            laws.push(Relabel);
        }
        if self.scale == Scale::ZScore {
            laws.push(Holds("the mean is 0", Predicate(mean_is_zero)));
        }
        laws
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        let with = |n, scale, ddof| Self {
            iterations: Iterations::new(n),
            scale,
            ddof: Ddof::new(ddof),
            ..Self::default()
        };
        vec![
            ("oec-0.3", with(19, Scale::ZScore, 1)),
            ("econcomplex-1.0", with(20, Scale::ZScore, 0)),
            ("economiccomplexity-2.0", with(19, Scale::ZScore, 1)),
            ("econgeo-1.3", with(19, Scale::MinMax, 0)),
        ]
    }
}
fn mean_is_zero(_: &Matrix, out: &Values) -> Compared {
    let known: Vec<f64> = out.iter().filter_map(Value::point).collect();
    let sum: f64 = known.iter().sum();
    if sum.abs() <= 1e-9 {
        Ok(!known.is_empty())
    } else {
        Err(format!("the values add up to {sum}"))
    }
}
