//! The share of a region's collaborations that leave it: regions in rows, patents in columns, inventors as amounts.
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::sum::Compensated;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Share of collaborations outside the region.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ExtraRegionalShare {}

impl Indicator for ExtraRegionalShare {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "relatedness.extra_regional_share",
        title: "Share of collaborations outside the region",
        formula: "Σ_p x_rp (X_p − x_rp) / Σ_p [x_rp (X_p − x_rp) + x_rp (x_rp − 1)/2]; x_rp inventors of patent p in region r",
        form: Form::Column(Matrix::ROW),
        reading: "0: inventors work with neighbours only; 1: only with inventors elsewhere",
        sources: &[
            "Balland, P.-A. and Boschma, R. (2021). Complementary interregional linkages and Smart Specialisation. Regional Studies 55(6).",
        ],
        peers: &[],
        example: Example::csv("row,column,value\nA,P1,2\nB,P1,1\nA,P2,1\nC,P3,1\n")
            .gives("A: 0.6666666666666666…; B: 1; C: zero_denominator"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let of_patent = m.column_totals();
        (0..m.rows())
            .map(|r| {
                if m.row_totals()[r] == 0.0 {
                    return Err(Undefined::EmptyRow);
                }
                let (mut outside, mut inside) = (Compensated::default(), Compensated::default());
                for (x, all) in m.row(r).iter().zip(of_patent) {
                    outside.add(x * (all - x));
                    inside.add(x * (x - 1.0).max(0.0) / 2.0);
                }
                let (outside, inside) = (outside.total(), inside.total());
                if outside + inside > 0.0 {
                    Ok(outside / (outside + inside))
                } else {
                    Err(Undefined::ZeroDenominator)
                }
            })
            .collect()
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![Relabel, Within(0.0, 1.0)]
    }
}
