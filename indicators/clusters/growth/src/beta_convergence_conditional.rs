//! β-convergence with controls: (1/T) ln(y_T/y_0) on ln y_0 and the other columns at the start.
use crate::{Dependent, ends::Ends, least_squares, speed};
use mercatoria_core::{PanelLaw::*, *};
use mercatoria_numeric::{distribution::student_t, elementary::ln};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Conditional β-convergence.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BetaConvergenceConditional {
    /// The column; without, the first one.
    pub column: String,
    /// Columns that stand beside the start, at the first period; without, all other columns.
    pub controls: Vec<String>,
    /// First period; without, that of the panel.
    pub from: String,
    /// Last period; without, that of the panel.
    pub to: String,
    /// The growth that is explained.
    pub dependent: Dependent,
}

impl Indicator for BetaConvergenceConditional {
    type Input<'a> = Panel;
    type Output = Values;
    const CARD: Card = Card {
        id: "growth.beta_convergence_conditional",
        title: "Conditional β-convergence",
        formula: "(1/T) ln(y_T/y_0) = α + β ln y_0 + γ'x_0; λ = −ln(1 + βT)/T",
        form: Form::Own(&["estimate", "standard_error", "t", "p"]),
        reading: "a coefficient a row: alpha, beta, each control; then lambda, half_life, r_squared and observations, which have an estimate only",
        sources: &[
            "Barro, R. J. and Sala-i-Martin, X. (1992). Convergence. Journal of Political Economy 100(2).",
        ],
        peers: &["REAT 3.0 takes the speed −ln(1 + β)/T of a β that is already per year."],
        example: Example::csv("unit,period,y,x\nA,2000,1,0\nB,2000,2,1\nC,2000,4,0\nA,2001,2,0\nB,2001,5.656854249492381,1\nC,2001,4,0\n")
            .gives("alpha,estimate: 0.6931471805599453; beta,estimate: -0.5; x,estimate: 0.6931471805599453; observations,estimate: 3"),
    };
    fn compute(&self, panel: &Panel) -> Values {
        match self.fit(panel) {
            Ok(values) => values,
            Err(why) => Values::undefined(1, why),
        }
    }
    fn laws(&self) -> Vec<PanelLaw> {
        vec![Units]
    }
}
impl BetaConvergenceConditional {
    fn fit(&self, panel: &Panel) -> Result<Values, Undefined> {
        let ends = Ends::of(panel, &self.column, &self.from, &self.to)?;
        let main = match (&*self.column, panel.columns.first()) {
            ("", Some((name, _))) => name.clone(),
            (name, _) => name.to_owned(),
        };
        let names: Vec<String> = match &self.controls[..] {
            [] => panel
                .columns
                .iter()
                .map(|(name, _)| name.clone())
                .filter(|name| *name != main)
                .collect(),
            named => named.to_vec(),
        };
        let periods = panel.dims[Panel::PERIOD].len();
        let mut columns: Vec<Vec<f64>> = vec![];
        for name in &names {
            if name.is_empty() {
                return Err(Undefined::Missing);
            }
            let column = panel.column(name).ok_or(Undefined::Missing)?;
            let at = |u: &usize| column[u * periods + ends.periods.0];
            columns.push(ends.units.iter().map(at).collect());
        }
        let complete = |i: &usize| columns.iter().all(|c| !c[*i].is_nan());
        let kept: Vec<usize> = (0..ends.units.len()).filter(complete).collect();
        let of = |xs: &[f64]| -> Vec<f64> { kept.iter().map(|i| xs[*i]).collect() };
        let (first, last) = (of(&ends.first), of(&ends.last));
        if first.iter().chain(&last).any(|y| *y <= 0.0) {
            return Err(Undefined::OutOfDomain);
        }
        let per = match self.dependent {
            Dependent::Annual => ends.time,
            Dependent::Total => 1.0,
        };
        let growth: Vec<f64> = first
            .iter()
            .zip(&last)
            .map(|(a, b)| ln(b / a) / per)
            .collect();
        let mut regressors = vec![first.iter().map(|y| ln(*y)).collect::<Vec<f64>>()];
        regressors.extend(columns.iter().map(|c| of(c)));
        let borrowed: Vec<&[f64]> = regressors.iter().map(|c| &c[..]).collect();
        let fit = least_squares(&growth, &borrowed)?;
        let labels = ["alpha", "beta"]
            .into_iter()
            .chain(names.iter().map(|n| &**n))
            .chain(["lambda", "half_life", "r_squared", "observations"]);
        let mut out = Values::over(vec![Axis::new("coefficient", labels)]);
        for (estimate, error) in fit.coefficients.iter().zip(&fit.errors) {
            let t = match *error {
                e if e > 0.0 => Ok(estimate / e),
                0.0 => Err(Undefined::ZeroVariance),
                _ => Err(Undefined::TooFew),
            };
            out.push(Ok(*estimate));
            out.push(if error.is_finite() {
                Ok(*error)
            } else {
                Err(Undefined::TooFew)
            });
            out.push(t);
            out.push(t.map(|t| student_t::two_sided(t, fit.freedom as f64)));
        }
        let (lambda, half_life) = speed(fit.coefficients[1], ends.time, self.dependent);
        for cell in [lambda, half_life, Ok(fit.r_squared), Ok(kept.len() as f64)] {
            out.push(cell);
            (0..3).for_each(|_| out.push(Err(Undefined::NotApplicable)));
        }
        ends.note(&mut out);
        if kept.len() < ends.units.len() {
            let gone = ends.units.len() - kept.len();
            out.note(
                "units_left_out",
                format!("{gone} units without a control are left out"),
            );
        }
        Ok(out)
    }
}
