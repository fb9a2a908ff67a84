//! PCI = U⁻¹Mᵀ ECI / λ₂.
use crate::{
    Ddof, Iterations, Orientation, ProductScale, Scale, SignRule, Solver, cells,
    reflections::iterate, refused_on, remarks, scaled_products, solved,
};
use mercatoria_advantage::{Advantage, PopulationName, Rule, Test, Threshold, presence};
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Product complexity index.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Pci {
    /// What makes a country present in a product.
    pub advantage: Advantage,
    /// Threshold of presence.
    pub threshold: Threshold,
    /// At or above the threshold, or above it only.
    pub test: Test,
    /// Attribute of the rows with the population, for `rpop` and `either`.
    pub population: PopulationName,
    /// Which direction of the country index is complex; products follow it.
    pub sign: SignRule,
    /// Scale of the result.
    pub scale: ProductScale,
    /// Degrees of freedom of the standard deviation.
    pub ddof: Ddof,
    /// How the eigenproblem is solved.
    pub solver: Solver,
    /// Which iterate, with reflections.
    pub iterations: Iterations,
}
impl Default for Pci {
    fn default() -> Self {
        Self {
            advantage: Advantage::default(),
            threshold: Threshold::default(),
            test: Test::default(),
            population: PopulationName::default(),
            sign: SignRule::default(),
            scale: ProductScale::default(),
            ddof: Ddof::default(),
            solver: Solver::default(),
            iterations: Iterations::new(19),
        }
    }
}
impl Indicator for Pci {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "complexity.pci",
        title: "Product complexity index",
        formula: "PCI = U⁻¹Mᵀ ECI / λ₂, as (PCI − mean ECI) / sd ECI",
        form: Form::Column(Matrix::COLUMN),
        reading: "on the scale of the country index: a country's index is the mean of its products'",
        sources: &[
            "Hidalgo, C. A. and Hausmann, R. (2009). The building blocks of economic complexity. PNAS 106(26).",
            "Hausmann, R., Hidalgo, C. A. et al. (2013). The Atlas of Economic Complexity. MIT Press.",
        ],
        peers: &[
            "econcomplex 1.0 fixes the sign of products by ubiquity, apart from that of countries: on tables without structure the two disagree in 196 of 400 cases.",
            "econcomplex 1.0 and economiccomplexity 2.0 z-score products by themselves; the numbers differ from Harvard's by up to 3.4 on world data.",
            "EconGeo 1.3 rounds the matrix to 4 decimals before the eigensolver and divides by the sum.",
        ],
        example: Example::csv(
            "row,column,value\nA,a,1\nA,b,1\nA,c,1\nA,d,1\nB,a,1\nB,b,1\nC,a,1\n",
        )
        .params(r#"{"advantage":"given"}"#)
        .gives("a: -1.069044…; b: 0.534522…; d: 2.939873…"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        if self.solver == Solver::Reflections {
            let rule = Rule::new(self.advantage, self.threshold, self.test, &self.population);
            let iterate = presence(m, &rule).and_then(|found| {
                let n = self.iterations.get();
                iterate(
                    &found,
                    false,
                    n,
                    Orientation::Complexity,
                    self.reflected_scale(),
                    self.ddof,
                )
            });
            return match iterate {
                Ok(index) => cells(&index, Undefined::EmptyColumn),
                Err(why) => Values::undefined(m.axis(Matrix::COLUMN).len(), why),
            };
        }
        let rule = Rule::new(self.advantage, self.threshold, self.test, &self.population);
        match &*solved(m, &rule, self.sign) {
            Err(ill) => refused_on(ill, m, Matrix::COLUMN),
            Ok(s) => {
                let mut out = match scaled_products(s, self.scale, self.ddof) {
                    Ok(index) => cells(&index, Undefined::EmptyColumn),
                    Err(why) => Values::undefined(m.columns(), why),
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
            if self.scale == ProductScale::Raw
                && self.threshold.get() == 1.0
                && self.test == Test::AtLeast
            {
                laws.push(Holds("Σ u PCI = 0", Predicate(orthogonal)));
            }
        }
        laws
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        let own = |ddof| Self {
            scale: ProductScale::OwnZ,
            ddof: Ddof::new(ddof),
            ..Self::default()
        };
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
                    scale: ProductScale::OwnZ,
                    ddof: Ddof::new(1),
                    ..Self::default()
                },
            ),
            ("econcomplex-1.0", own(0)),
            ("economiccomplexity-2.0", own(1)),
            (
                "econgeo-1.3",
                Self {
                    scale: ProductScale::Sum,
                    ..Self::default()
                },
            ),
        ]
    }
}
impl Pci {
    /// Iterates have no scale of countries: what is not raw or a sum is z-scored.
    fn reflected_scale(&self) -> Scale {
        match self.scale {
            ProductScale::Raw => Scale::Raw,
            ProductScale::Sum => Scale::Sum,
            _ => Scale::ZScore,
        }
    }
}
fn orthogonal(m: &Matrix, out: &Values) -> Compared {
    let Ok(found) = presence(m, &Rule::default()) else {
        return Ok(false);
    };
    let (mut sum, mut size, mut seen) = (0.0, 0.0, false);
    for (u, x) in found.ubiquity.iter().zip(out.iter()) {
        if let Some(x) = x.point() {
            (sum, size, seen) = (
                sum + f64::from(*u) * x,
                size + f64::from(*u) * x.abs(),
                true,
            );
        }
    }
    if sum.abs() <= 1e-11 * size {
        Ok(seen)
    } else {
        Err(format!("Σ u PCI = {sum}"))
    }
}
