//! Quality as demand beyond price: the residual of ln q + σ ln p = FE_p + FE_dt + e, over σ − 1.
use mercatoria_core::*;
use mercatoria_numeric::elementary::ln;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Quality of trade flows.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct QualityKhandelwal {
    /// Elasticity of substitution σ, above 1.
    pub sigma: Elasticity,
    /// Attribute of the products with an elasticity of their own, where there is one.
    pub attribute: String,
}
mercatoria_core::bounded! {
    /// Elasticity of substitution, above 1.
    Elasticity(f64): 1.000_001 => 1000.0, {"type": "number", "minimum": 1.000_001, "maximum": 1000.0};
}
impl Default for QualityKhandelwal {
    fn default() -> Self {
        Self {
            sigma: Elasticity::new(4.0),
            attribute: "sigma".into(),
        }
    }
}
impl Indicator for QualityKhandelwal {
    type Input<'a> = Flows;
    type Output = Values;
    const CARD: Card = Card {
        id: "sophistication.quality_khandelwal",
        title: "Quality of exports (Khandelwal, Schott and Wei)",
        formula: "ln q + σ ln(v/q) = FE_product + FE_market,period + e; quality = e / (σ − 1)",
        form: Form::Own(&[]),
        reading: "0: the average of product and market; above 0: more is sold than the price explains. One flow a label `exporter|product|market|period`; flows without value or quantity are left out",
        sources: &[
            "Khandelwal, A. K., Schott, P. K. and Wei, S.-J. (2013). Trade liberalization and embedded institutional reform: evidence from Chinese exporters. American Economic Review 103(6).",
        ],
        example: Example::csv(
            "exporter,product,market,period,value,quantity\nA,a,X,1,1,1\nB,a,X,1,1,1\n",
        )
        .gives("A|a|X|1: 0; B|a|X|1: 0"),
        ..Card::BLANK
    };
    fn compute(&self, f: &Flows) -> Values {
        let own = f.sides[Flows::PRODUCT].numbers(&self.attribute);
        let sigma = |p: u32| {
            own.map(|s| s[p as usize])
                .filter(|s| *s > 1.0)
                .unwrap_or(self.sigma.get())
        };
        let used: Vec<Flow> = f
            .iter()
            .filter(|x| x.value > 0.0 && x.quantity > 0.0)
            .collect();
        if used.is_empty() {
            let mut out = Values::over(vec![Axis::new("flow", ["none"])]);
            out.push(Err(Undefined::NoQuantity));
            return out;
        }
        let y: Vec<f64> = used
            .iter()
            .map(|x| ln(x.quantity) + sigma(x.product) * ln(x.value / x.quantity))
            .collect();
        let product: Vec<usize> = used.iter().map(|x| x.product as usize).collect();
        let periods = f.dims[Flows::PERIOD].len();
        let market: Vec<usize> = used
            .iter()
            .map(|x| x.market as usize * periods + x.period as usize)
            .collect();
        let Some(residual) = two_way_residuals(&y, &product, &market) else {
            let mut out = Values::over(vec![Axis::new("flow", ["all"])]);
            out.push(Err(Undefined::NotConverged));
            return out;
        };
        let name = |x: &Flow| {
            let label = |axis: usize, at: u32| f.dims[axis].label(at as usize);
            format!(
                "{}|{}|{}|{}",
                label(0, x.exporter),
                label(1, x.product),
                label(2, x.market),
                label(3, x.period)
            )
        };
        let mut out = Values::over(vec![Axis::new("flow", used.iter().map(name))]);
        residual
            .iter()
            .zip(&used)
            .for_each(|(e, x)| out.push(Ok(e / (sigma(x.product) - 1.0))));
        let dropped = f.len() - used.len();
        if dropped > 0 {
            out.note(
                "no_quantity",
                format!("{dropped} flows have no value or no quantity and are left out"),
            );
        }
        if used.iter().any(|x| sigma(x.product) < 1.1) {
            out.note(
                "sigma_near_one",
                "an elasticity below 1.1 blows up every residual",
            );
        }
        out
    }
}

/// What is left of `y` after two sets of fixed effects, by taking out the means of either in turn until nothing moves; `None`
/// where that takes more than 100 000 rounds.
///
/// ```
/// let e = mercatoria_sophistication::two_way_residuals(&[1.0, 2.0, 3.0, 5.0], &[0, 0, 1, 1], &[0, 1, 0, 1]).unwrap();
/// assert!(e.iter().zip([0.25, -0.25, -0.25, 0.25]).all(|(a, b): (&f64, f64)| (a - b).abs() < 1e-14));
/// ```
pub fn two_way_residuals(y: &[f64], a: &[usize], b: &[usize]) -> Option<Vec<f64>> {
    let mut e = y.to_vec();
    let size = y.iter().fold(1.0f64, |m, x| m.max(x.abs()));
    let groups = |of: &[usize]| of.iter().max().map_or(0, |m| m + 1);
    let take = |e: &mut [f64], of: &[usize], n: usize| {
        let (mut sums, mut counts) = (vec![0.0; n], vec![0.0; n]);
        e.iter().zip(of).for_each(|(x, g)| {
            sums[*g] += x;
            counts[*g] += 1.0;
        });
        let means: Vec<f64> = sums
            .iter()
            .zip(&counts)
            .map(|(s, c): (&f64, &f64)| if *c > 0.0 { s / c } else { 0.0 })
            .collect();
        e.iter_mut().zip(of).for_each(|(x, g)| *x -= means[*g]);
        means.iter().fold(0.0f64, |m, x| m.max(x.abs()))
    };
    let (na, nb) = (groups(a), groups(b));
    for _ in 0..100_000 {
        let moved = take(&mut e, a, na).max(take(&mut e, b, nb));
        if moved <= 1e-14 * size {
            return Some(e);
        }
    }
    None
}
