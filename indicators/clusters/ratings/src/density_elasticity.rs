//! ln y = a + b ln d: the elasticity of productivity to density.
use mercatoria_core::{ContrastLaw::*, *};
use mercatoria_numeric::{
    distribution::student_t,
    elementary::{ln, sqrt},
    moments,
    sum::{sum_by, sum_by2},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How standard errors are computed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Errors {
    /// Robust to unequal variances (White, with n/(n − 2)).
    #[default]
    Hc1,
    /// Of equal variances.
    Classical,
}
/// Elasticity of productivity (values) to density (reference) over regions.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DensityElasticity {
    /// How standard errors are computed.
    pub errors: Errors,
}

impl Indicator for DensityElasticity {
    type Input<'a> = Contrast<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "ratings.density_elasticity",
        title: "Elasticity of productivity to density",
        formula: "b of ln y_r = a + b ln d_r by least squares; y the values, d the reference",
        form: Form::Table(
            &[],
            &[
                "elasticity",
                "standard_error",
                "t",
                "p_value",
                "r_squared",
                "n",
            ],
        ),
        reading: "0.05: regions twice as dense are about 3.5 % more productive; a correlation, not an effect",
        sources: &[
            "Ciccone, A. and Hall, R. E. (1996). Productivity and the density of economic activity. American Economic Review 86(1).",
        ],
        example: Example::csv("label,value,reference\na,1,1\nb,2,4\nc,4,16\nd,2,4\n")
            .gives("elasticity: 0.5; n: 4; r_squared: 1"),
        ..Card::BLANK
    };
    fn compute(&self, c: &Contrast<'_>) -> Values {
        match self.fit(c) {
            Ok(cells) => cells.into_iter().collect(),
            Err(why) => Values::undefined(6, why),
        }
    }
    fn laws(&self) -> Vec<ContrastLaw> {
        vec![Symmetric]
    }
}
impl DensityElasticity {
    fn fit(&self, c: &Contrast<'_>) -> Result<[Measure; 6], Undefined> {
        let (y, d) = (c.amounts.amounts, c.reference.amounts);
        if y.iter().chain(d).any(|x| *x == 0.0) {
            return Err(Undefined::LogOfZero);
        }
        let n = y.len() as f64;
        if n < 3.0 {
            return Err(Undefined::TooFew);
        }
        let centred = |x: &[f64]| -> Vec<f64> {
            let logs: Vec<f64> = x.iter().map(|x| ln(*x)).collect();
            let mean = moments::mean(&logs).unwrap_or(0.0);
            logs.into_iter().map(|x| x - mean).collect()
        };
        if d.iter().all(|x| *x == d[0]) {
            return Err(Undefined::ZeroVariance);
        }
        let (y, d) = (centred(y), centred(d));
        let squares = sum_by(&d, |x| x * x);
        let slope = sum_by2(&d, &y, |x, y| x * y) / squares;
        let left: Vec<f64> = y.iter().zip(&d).map(|(y, x)| y - slope * x).collect();
        let (unexplained, spread) = (sum_by(&left, |e| e * e), sum_by(&y, |y| y * y));
        let variance = match self.errors {
            Errors::Classical => unexplained / (n - 2.0) / squares,
            Errors::Hc1 => {
                let meat = sum_by2(&d, &left, |x, e| x * x * e * e);
                n / (n - 2.0) * meat / (squares * squares)
            }
        };
        let error = sqrt(variance);
        // Points on a line leave nothing but rounding.
        let exact = unexplained <= 1e-26 * spread.max(f64::MIN_POSITIVE);
        let test = |x: f64| {
            if exact || error == 0.0 {
                Err(Undefined::ZeroVariance)
            } else {
                Ok(x)
            }
        };
        let t = slope / error;
        Ok([
            Ok(slope),
            Ok(if exact { 0.0 } else { error }),
            test(t),
            test(student_t::two_sided(t, n - 2.0)),
            if spread > 0.0 {
                Ok((1.0 - unexplained / spread).clamp(0.0, 1.0))
            } else {
                Err(Undefined::ZeroVariance)
            },
            Ok(n),
        ])
    }
}
