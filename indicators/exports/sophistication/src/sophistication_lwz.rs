//! Lall, Weiss and Zhang's sophistication: the income of the exporters of a product, weighted by their share in its trade.
use crate::measure;
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Sophistication of products by shares in their trade.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SophisticationLwz {
    /// Attribute of the rows with income a head.
    pub gdp: String,
    /// From 0 (the least sophisticated product) to 100, as the authors print it; otherwise in the unit of income.
    pub normalised: bool,
}
impl Default for SophisticationLwz {
    fn default() -> Self {
        Self {
            gdp: "gdp_pc".into(),
            normalised: true,
        }
    }
}
impl Indicator for SophisticationLwz {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "sophistication.sophistication_lwz",
        title: "Sophistication of products (Lall, Weiss and Zhang)",
        formula: "Σ_c (x_cp / X_p) Y_c, rescaled to 0–100 over the products",
        form: Form::Column(Matrix::COLUMN),
        reading: "100: exported by the richest; weights are shares in the product's trade, so that large exporters weigh more than in PRODY",
        sources: &[
            "Lall, S., Weiss, J. and Zhang, J. (2006). The sophistication of exports: a new trade measure. World Development 34(2).",
        ],
        example: Example::csv("row,column,value\nA,a,1\nA,b,1\nB,b,1\nB,c,1\n")
            .files(&[("row_attributes", "row,gdp_pc\nA,40\nB,10\n")])
            .gives("a: 100; b: 50; c: 0"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let Ok(y) = measure::measure(m, &self.gdp) else {
            return measure::missing(&self.gdp, m.columns());
        };
        let of = |p: usize| {
            if m.column_totals()[p] == 0.0 {
                return Err(Undefined::EmptyColumn);
            }
            measure::weighted_mean(m.column(p).iter().copied().zip(y.iter().copied()))
                .ok_or(Undefined::Missing)
        };
        let raw: Vec<Measure> = (0..m.columns()).map(of).collect();
        let known = raw.iter().flatten();
        let (low, high) = known.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), x| {
            (a.min(*x), b.max(*x))
        });
        let scaled = |x: Measure| match (x, self.normalised) {
            (Ok(_), true) if low >= high => Err(Undefined::ZeroRange),
            (Ok(x), true) => Ok(100.0 * (x - low) / (high - low)),
            (x, _) => x,
        };
        let mut out: Values = raw.into_iter().map(scaled).collect();
        measure::remark(m, y, &mut out);
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        match (self.gdp == "gdp_pc", self.normalised) {
            (true, true) => vec![ScaleFree, Relabel, Within(0.0, 100.0)],
            (true, false) => vec![ScaleFree, Relabel],
            _ => vec![],
        }
    }
}
