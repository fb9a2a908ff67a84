//! In how many industries a region is specialised.
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Number of industries with LQ ≥ τ ("diversity" of a region).
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SpecialisationBreadth {
    /// From which location quotient on an industry counts; exactly this counts.
    pub threshold: Positive,
    /// From which amount on a cell counts.
    pub minimum: Amount,
}
impl Default for SpecialisationBreadth {
    fn default() -> Self {
        Self {
            threshold: Positive::new(1.0),
            minimum: Amount::new(0.0),
        }
    }
}

impl Indicator for SpecialisationBreadth {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "specialisation.specialisation_breadth",
        title: "Number of specialisations of a region",
        formula: "k_r = #{i : LQ_ri ≥ τ, x_ri ≥ minimum}",
        form: Form::Column(Matrix::ROW),
        reading: "how many industries the region is specialised in; an empty region has none",
        sources: &[
            "Hidalgo, C. A. and Hausmann, R. (2009). The building blocks of economic complexity. PNAS 106(26).",
        ],
        example: Example::csv(
            "row,column,value\nR1,I1,3\nR1,I2,1\nR2,I1,1\nR2,I2,1\nR3,I1,0\nR3,I2,0\n",
        )
        .gives("R1: 1; R2: 1; R3: 0"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let present = crate::presence(m, self.threshold.get(), self.minimum.get());
        let mut out = Values::with_capacity(m.rows());
        for row in present.chunks(m.columns().max(1)) {
            out.push(Ok(row.iter().filter(|p| **p).count() as f64));
        }
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        let mut laws = vec![Relabel, Within(0.0, f64::MAX)];
        if self.minimum.get() == 0.0 {
            laws.push(ScaleFree);
        }
        laws
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![
            ("econgeo-1.3", Self::default()),
            ("econcomplex-1.0", Self::default()),
        ]
    }
}
