//! The proximity of countries: how many products two countries share.
use crate::{Diagonal, Method, Size, Space, relatedness, relatedness_of_quotients, without};
use mercatoria_advantage::{
    Advantage, Denominator, PopulationName, Presence, Test, Threshold, presence, quotients,
};
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Proximity of countries.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CountryProximity {
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
impl CountryProximity {
    fn space(&self) -> Space {
        let presence = (self.advantage, self.threshold, self.test, &self.population);
        Space::new(
            presence,
            Denominator::Table,
            (self.method, self.size, self.diagonal),
        )
    }
}
impl Indicator for CountryProximity {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "product_space.country_proximity",
        title: "Proximity of countries",
        formula: "φ_cd = K_cd / max(k_c, k_d), K = MMᵀ; φ_cc = 0",
        form: Form::Grid(Matrix::ROW, Matrix::ROW),
        reading: "the part of the larger basket that the smaller one shares; 1: the same basket",
        sources: &[
            "Hidalgo, C. A., Klinger, B., Barabási, A.-L. and Hausmann, R. (2007). The product space conditions the development of nations. Science 317.",
        ],
        peers: &["economiccomplexity 2.0 keeps 1 on the diagonal."],
        example: Example::csv("row,column,value\nA,a,1\nA,b,1\nB,b,1\nB,c,1\n")
            .params(r#"{"advantage":"given"}"#)
            .gives("A,B: 0.5; A,A: 0"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let (space, n) = (self.space(), m.rows());
        let found = match presence(m, &space.rule) {
            Ok(found) => found,
            Err(why) => return without(why, n * n),
        };
        let phi = match self.method {
            Method::Given => return without(Undefined::NotApplicable, n * n),
            Method::Correlation | Method::CosineRca => {
                let (all, width) = (quotients(m), m.columns());
                let turned: Vec<f64> = (0..width)
                    .flat_map(|p| (0..n).map(move |r| (r, p)))
                    .map(|(r, p)| all[r * width + p])
                    .collect();
                relatedness_of_quotients(
                    &turned,
                    width,
                    n,
                    self.method == Method::CosineRca,
                    space.by.own,
                )
            }
            _ => relatedness(&Presence::new(found.bits.transpose()), space.by),
        };
        let empty = |r: usize| found.diversity[r] == 0;
        phi.iter()
            .enumerate()
            .map(|(i, x)| {
                if empty(i / n) || empty(i % n) {
                    Err(Undefined::EmptyRow)
                } else {
                    Ok(*x)
                }
            })
            .collect()
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        // Laws are drawn on tables without side inputs.
        if matches!(self.advantage, Advantage::Rpop | Advantage::Either)
            || self.method == Method::Given
        {
            return vec![];
        }
        let mut laws = vec![Relabel];
        if !matches!(self.method, Method::Asymmetric | Method::Given) {
            laws.push(SymmetricPairs);
        }
        laws
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![
            ("econcomplex-1.0", Self::default()),
            (
                "economiccomplexity-2.0",
                Self {
                    diagonal: Diagonal::new(1),
                    ..Self::default()
                },
            ),
        ]
    }
}
