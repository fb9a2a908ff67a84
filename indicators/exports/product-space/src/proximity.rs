//! φ_pq: how often two products are exported by the same countries.
use crate::{Diagonal, Method, Placed, Size, Space, without};
use mercatoria_advantage::{Advantage, Denominator, PopulationName, Test, Threshold};
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Proximity of products.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Proximity {
    /// What makes a country present in a product.
    pub advantage: Advantage,
    /// Threshold of presence.
    pub threshold: Threshold,
    /// At or above the threshold, or above it only.
    pub test: Test,
    /// Attribute of the rows with the population, for `rpop` and `either`.
    pub population: PopulationName,
    /// How products are related.
    pub method: Method,
    /// What the size of a product is.
    pub size: Size,
    /// What a product is to itself: 0 or 1.
    pub diagonal: Diagonal,
}
impl Proximity {
    fn space(&self) -> Space {
        let presence = (self.advantage, self.threshold, self.test, &self.population);
        Space::new(
            presence,
            Denominator::Table,
            (self.method, self.size, self.diagonal),
        )
    }
}
impl Indicator for Proximity {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "product_space.proximity",
        title: "Proximity of products",
        formula: "φ_pq = J_pq / max(u_p, u_q), J = MᵀM; other norms by `method`; φ_pp = 0",
        form: Form::Grid(Matrix::COLUMN, Matrix::COLUMN),
        reading: "the smaller of the two probabilities of having one product, given the other; 1 where the same countries have both",
        sources: &[
            "Hidalgo, C. A., Klinger, B., Barabási, A.-L. and Hausmann, R. (2007). The product space conditions the development of nations. Science 317.",
            "Steijn, M. P. A. (2021). Improvement on the association strength: implementing a probabilistic measure based on combinations without repetition. Quantitative Science Studies 2(2).",
        ],
        peers: &[
            "ecomplexity 0.5 and economiccomplexity 2.0 keep 1 on the diagonal, so that a product counts as its own neighbour in density.",
            "ps-calcs 2.0 divides by √(u_p u_q).",
            "EconGeo 1.3 takes the sum of co-occurrences for the size of a product; econcomplex's relatedness index takes its ubiquity.",
            "economic-complexity 0.3 stops with an error under pandas 3.",
        ],
        example: Example::csv("row,column,value\nA,a,1\nA,b,1\nB,b,1\nB,c,1\n")
            .params(r#"{"advantage":"given"}"#)
            .gives("a,b: 0.5; b,c: 0.5; a,c: 0; a,a: 0"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let (space, n) = (self.space(), m.columns());
        let found = Placed::new(m, &space).and_then(|placed| Ok((placed.phi(space.by)?, placed)));
        let (phi, placed) = match found {
            Ok(found) => found,
            Err(why) => return without(why, n * n),
        };
        let mut out = Values::with_capacity(n * n);
        let empty = |p: usize| placed.space.ubiquity[p] == 0 && self.method != Method::Given;
        let anyone_empty = (0..n).any(empty);
        for p in 0..n {
            if !anyone_empty {
                out.extend_points(phi[p * n..][..n].iter().copied());
                continue;
            }
            for q in 0..n {
                out.push(if empty(p) || empty(q) {
                    Err(Undefined::EmptyColumn)
                } else {
                    Ok(phi[p * n + q])
                });
            }
        }
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        // Laws are drawn on tables without side inputs.
        if matches!(self.advantage, Advantage::Rpop | Advantage::Either)
            || self.method == Method::Given
        {
            return vec![];
        }
        let mut laws = vec![Relabel];
        if self.advantage == Advantage::Rca {
            laws.push(ScaleFree);
        }
        if !matches!(self.method, Method::Asymmetric | Method::Given) {
            laws.push(SymmetricPairs);
        }
        if !matches!(
            self.method,
            Method::Association | Method::Probability | Method::Given
        ) && self.size == Size::Ubiquity
        {
            laws.push(Within(0.0, 1.0));
        }
        laws
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        let one = Self {
            diagonal: Diagonal::new(1),
            ..Self::default()
        };
        vec![
            ("ecomplexity-0.5", one.clone()),
            (
                "stata-ecomplexity",
                Self {
                    test: Test::Above,
                    ..Self::default()
                },
            ),
            ("oec-0.3", Self::default()),
            ("econcomplex-1.0", Self::default()),
            ("economiccomplexity-2.0", one),
            (
                "econgeo-1.3",
                Self {
                    method: Method::Probability,
                    size: Size::Cooccurrence,
                    ..Self::default()
                },
            ),
        ]
    }
}
