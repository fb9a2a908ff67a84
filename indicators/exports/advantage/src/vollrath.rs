//! RXA = (x / (X_c − x)) / ((X_p − x) / (the rest)): the own country and the own product are left out of all sums.
use crate::presence::others;
use mercatoria_core::{BilateralLaw::*, *};
use mercatoria_numeric::elementary::ln;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which of Vollrath's indices.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Of {
    /// Relative export advantage.
    #[default]
    Rxa,
    /// The same on imports.
    Rma,
    /// RXA − RMA.
    Rta,
    /// ln RXA − ln RMA.
    Rc,
}
/// Vollrath's indices of relative advantage.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Vollrath {
    /// Which index.
    pub of: Of,
}
impl Indicator for Vollrath {
    type Input<'a> = Bilateral;
    type Output = Values;
    const CARD: Card = Card {
        id: "advantage.vollrath",
        title: "Vollrath's relative trade advantage",
        formula: "RXA = (x / (X_c − x)) / ((X_p − x) / ((X − X_c) − (X_p − x))); RMA: the same on imports; RTA = RXA − RMA; RC = ln RXA − ln RMA",
        form: Form::Grid(Matrix::ROW, Matrix::COLUMN),
        reading: "RXA, RMA: 1 is neutral; RTA, RC: 0 is neutral, above it an advantage. Undefined for the only exporter of a product and the only product of an exporter",
        sources: &[
            "Vollrath, T. L. (1991). A theoretical evaluation of alternative trade intensity measures of revealed comparative advantage. Weltwirtschaftliches Archiv 127(2).",
        ],
        example: Example::csv("row,column,exports,imports\nA,a,2,1\nA,b,1,1\nB,a,1,2\nB,b,1,1\n")
            .gives("A,a: 2; A,b: 0.5"),
        ..Card::BLANK
    };
    fn compute(&self, b: &Bilateral) -> Values {
        let mut out = Values::with_capacity(b.exports.rows() * b.exports.columns());
        for r in 0..b.exports.rows() {
            for p in 0..b.exports.columns() {
                let of = |m: &Matrix| relative_advantage(m.row(r)[p], others(m, r, p));
                let log = |m: &Matrix| {
                    of(m).and_then(|x| {
                        if x > 0.0 {
                            Ok(ln(x))
                        } else {
                            Err(Undefined::LogOfZero)
                        }
                    })
                };
                out.push(match self.of {
                    Of::Rxa => of(&b.exports),
                    Of::Rma => of(&b.imports),
                    Of::Rta => of(&b.exports).and_then(|x| Ok(x - of(&b.imports)?)),
                    Of::Rc => log(&b.exports).and_then(|x| Ok(x - log(&b.imports)?)),
                });
            }
        }
        out
    }
    fn laws(&self) -> Vec<BilateralLaw> {
        let mut laws = vec![ScaleFree, Relabel];
        if matches!(self.of, Of::Rta | Of::Rc) {
            laws.push(ExchangeNegates);
        }
        laws
    }
}

/// Vollrath's quotient of an amount and the sums of its row elsewhere, its column elsewhere, and all the rest.
///
/// # Errors
/// [`Undefined::ZeroDenominator`] where one of the sums is zero.
///
/// ```
/// assert_eq!(mercatoria_advantage::relative_advantage(2.0, [1.0, 1.0, 1.0]), Ok(2.0));
/// ```
pub fn relative_advantage(x: f64, [row, column, rest]: [f64; 3]) -> Measure {
    if row > 0.0 && column > 0.0 && rest > 0.0 {
        Ok((x / row) / (column / rest))
    } else {
        Err(Undefined::ZeroDenominator)
    }
}
