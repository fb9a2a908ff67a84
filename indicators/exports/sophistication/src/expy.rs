//! EXPY = Σ_p s_cp PRODY_p: the income level of an export basket.
use crate::{Prody, Without, measure, prody::within};
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::sum::sum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Income content of export baskets.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Expy {
    /// Attribute of the rows with income a head, or any other measure of countries.
    pub gdp: String,
    /// Average its logarithm.
    pub log: bool,
    /// Countries without it.
    pub without: Without,
}
impl Default for Expy {
    fn default() -> Self {
        Self {
            gdp: "gdp_pc".into(),
            log: false,
            without: Without::default(),
        }
    }
}
impl Indicator for Expy {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "sophistication.expy",
        title: "Income content of exports",
        formula: "EXPY_c = Σ_p s_cp PRODY_p, s_cp = x_cp / X_c",
        form: Form::Column(Matrix::ROW),
        reading: "in the unit of the measure: well above the country's own income, its exports are those of richer countries",
        sources: &[
            "Hausmann, R., Hwang, J. and Rodrik, D. (2007). What you export matters. Journal of Economic Growth 12(1).",
        ],
        peers: &["EconGeo 1.3 computes it from RCA rounded to 2 decimals."],
        example: Example::csv("row,column,value\nA,a,1\nA,b,1\nB,b,2\n")
            .files(&[("row_attributes", "row,gdp_pc\nA,40\nB,10\n")])
            .gives("A: 30; B: 20"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let prody = Prody {
            gdp: self.gdp.clone(),
            log: self.log,
            without: self.without,
        };
        let (by_product, y) = match prody.of(m) {
            Ok(found) => found,
            Err(_) => return measure::missing(&self.gdp, m.rows()),
        };
        let basket = |r: usize| {
            let total = m.row_totals()[r];
            if total == 0.0 {
                return Err(Undefined::EmptyRow);
            }
            let of = m.row(r).iter().zip(&by_product).filter(|(x, _)| **x > 0.0);
            let terms: Result<Vec<f64>, Undefined> =
                of.map(|(x, prody)| Ok(x / total * (*prody)?)).collect();
            Ok(sum(&terms?))
        };
        let mut out: Values = (0..m.rows()).map(basket).collect();
        measure::remark(m, &y, &mut out);
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        if self.log || self.gdp != "gdp_pc" {
            return vec![];
        }
        vec![
            ScaleFree,
            Relabel,
            Holds("within the smallest and largest measure", Predicate(within)),
        ]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![
            ("econcomplex-1.0", Self::default()),
            ("economiccomplexity-2.0", Self::default()),
            ("econgeo-1.3", Self::default()),
        ]
    }
}
