//! M = 1[RCA ≥ τ], decided exactly.
use crate::{Advantage, Denominator, PopulationName, Rule, Test, Threshold, presence};
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Presence of a country in a product.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RcaBinary {
    /// What is compared with the threshold.
    pub advantage: Advantage,
    /// Threshold τ.
    pub threshold: Threshold,
    /// At or above the threshold, or above it only.
    pub test: Test,
    /// Whose totals stand in the denominator.
    pub denominator: Denominator,
    /// Attribute of the rows with the population, for `rpop` and `either`.
    pub population: PopulationName,
}
impl Indicator for RcaBinary {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "advantage.rca_binary",
        title: "Presence by revealed comparative advantage",
        formula: "M_cp = 1 if (x_cp / X_c) / (X_p / X) ≥ τ, else 0",
        form: Form::Grid(Matrix::ROW, Matrix::COLUMN),
        reading: "1: the country has a revealed advantage in the product; a row or column without amounts is 0 everywhere",
        sources: &[
            "Hidalgo, C. A., Klinger, B., Barabási, A.-L. and Hausmann, R. (2007). The product space conditions the development of nations. Science 317.",
        ],
        peers: &[
            "Packages compare rounded quotients: with three decimals 31 % of exact ties fall below 1, depending on the order of the sums; here ties of decimals are decided in whole numbers.",
            "economiccomplexity 2.0 tests \"not below 1\", so that an undefined quotient becomes 1 and a country without exports is present everywhere.",
            "The Stata program ecomplexity tests \"above 1\", though its text says \"at least\".",
            "ecomplexity 0.5 gives 2 in presence test \"both\" where both quotients reach the threshold.",
        ],
        example: Example::csv("row,column,value\nA,a,1\nA,b,1\nB,b,2\n")
            .gives("A,a: 1; A,b: 0; B,b: 1"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let rule = Rule::new(self.advantage, self.threshold, self.test, &self.population)
            .against(self.denominator);
        match presence(m, &rule) {
            Err(why) => Values::undefined(m.rows() * m.columns(), why),
            Ok(found) => {
                let mut out = Values::with_capacity(m.rows() * m.columns());
                for r in 0..m.rows() {
                    out.extend_points(
                        (0..m.columns()).map(|p| f64::from(u8::from(found.bits.get(r, p)))),
                    );
                }
                out
            }
        }
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        // Laws are drawn on tables without side inputs.
        if matches!(self.advantage, Advantage::Rpop | Advantage::Either)
            || self.denominator == Denominator::Reference
        {
            return vec![];
        }
        let mut laws = vec![Relabel, Within(0.0, 1.0)];
        if self.advantage == Advantage::Rca && self.denominator == Denominator::Table {
            laws.push(ScaleFree);
            if self.threshold.get() == 1.0 && self.test == Test::AtLeast {
                laws.push(Holds(
                    "each row and column with amounts has a 1",
                    Predicate(everyone_is_somewhere),
                ));
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
            ("oec-0.3", Self::default()),
            ("econcomplex-1.0", Self::default()),
            ("economiccomplexity-2.0", Self::default()),
            ("econgeo-1.3", Self::default()),
        ]
    }
}
/// Σ w RCA = 1 over a row and over a column: some quotient reaches 1.
fn everyone_is_somewhere(m: &Matrix, out: &Values) -> Compared {
    let Some(ones) = out.as_points() else {
        return Ok(false);
    };
    let width = m.columns();
    for (r, total) in m.row_totals().iter().enumerate() {
        if *total > 0.0 && !ones[r * width..][..width].contains(&1.0) {
            return Err(format!(
                "{} has amounts and no 1",
                m.axis(Matrix::ROW).label(r)
            ));
        }
    }
    for (p, total) in m.column_totals().iter().enumerate() {
        if *total > 0.0 && (0..m.rows()).all(|r| ones[r * width + p] == 0.0) {
            return Err(format!(
                "{} has amounts and no 1",
                m.axis(Matrix::COLUMN).label(p)
            ));
        }
    }
    Ok(m.total() > 0.0)
}
