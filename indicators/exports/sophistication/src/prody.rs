//! PRODY = Σ_c s_cp Y_c / Σ_c s_cp: the income level of a product.
use crate::{Without, measure};
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::elementary::ln;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Income content of products.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Prody {
    /// Attribute of the rows with income a head, or any other measure of countries.
    pub gdp: String,
    /// Average its logarithm.
    pub log: bool,
    /// Countries without it.
    pub without: Without,
}
impl Default for Prody {
    fn default() -> Self {
        Self {
            gdp: "gdp_pc".into(),
            log: false,
            without: Without::default(),
        }
    }
}
impl Prody {
    /// By column, with the measure used.
    pub(crate) fn of(&self, m: &Matrix) -> Result<(Vec<Measure>, Vec<f64>), Undefined> {
        let given = measure::measure(m, &self.gdp)?;
        let y: Vec<f64> = given
            .iter()
            .map(|y| match self.log {
                true if *y > 0.0 => ln(*y),
                true => f64::NAN,
                false => *y,
            })
            .collect();
        let by_column = (0..m.columns()).map(|p| {
            let column = m.column(p);
            if m.column_totals()[p] == 0.0 {
                return Err(Undefined::EmptyColumn);
            }
            let unknown = column.iter().zip(&y).any(|(x, y)| *x > 0.0 && y.is_nan());
            if self.without == Without::Undefined && unknown {
                return Err(Undefined::Missing);
            }
            let shares = column
                .iter()
                .zip(m.row_totals())
                .map(|(x, total)| if *total > 0.0 { x / total } else { 0.0 });
            measure::weighted_mean(shares.zip(y.iter().copied())).ok_or(Undefined::Missing)
        });
        Ok((by_column.collect(), y))
    }
}
impl Indicator for Prody {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "sophistication.prody",
        title: "Income content of products",
        formula: "PRODY_p = Σ_c s_cp Y_c / Σ_c s_cp, s_cp = x_cp / X_c",
        form: Form::Column(Matrix::COLUMN),
        reading: "in the unit of the measure: the income level of the countries that specialise in the product; the weights are those of revealed comparative advantage",
        sources: &[
            "Hausmann, R., Hwang, J. and Rodrik, D. (2007). What you export matters. Journal of Economic Growth 12(1).",
        ],
        peers: &[
            "EconGeo 1.3 computes it from RCA rounded to 2 decimals: off by up to 38 dollars on a small table.",
            "economiccomplexity 2.0 ignores the names of a numeric vector of incomes: another order gives 3816 instead of 972; here labels are matched.",
        ],
        example: Example::csv("row,column,value\nA,a,1\nA,b,1\nB,b,2\n")
            .files(&[("row_attributes", "row,gdp_pc\nA,40\nB,10\n")])
            .gives("a: 40; b: 20"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        match self.of(m) {
            Err(_) => measure::missing(&self.gdp, m.columns()),
            Ok((by_column, y)) => {
                let mut out: Values = by_column.into_iter().collect();
                measure::remark(m, &y, &mut out);
                out
            }
        }
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
pub(crate) fn within(m: &Matrix, out: &Values) -> Compared {
    let Ok(given) = measure::measure(m, "gdp_pc") else {
        return Ok(false);
    };
    let known = given.iter().filter(|y| !y.is_nan());
    let (low, high) = known.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), y| {
        (a.min(*y), b.max(*y))
    });
    let mut seen = false;
    for x in out.iter().filter_map(Value::point) {
        seen = true;
        if x < low * (1.0 - 1e-12) || x > high * (1.0 + 1e-12) {
            return Err(format!("{x} is not within [{low}, {high}]"));
        }
    }
    Ok(seen)
}
