//! The spread of values in every period.
use crate::{Ddof, Spread, spread};
use mercatoria_core::{PanelLaw::*, *};
use mercatoria_numeric::elementary::ln;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Spread by period.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SigmaPath {
    /// The column; without, the first one.
    pub column: String,
    /// Measure of spread.
    pub measure: Spread,
    /// Of logarithms instead of the values themselves.
    pub log: bool,
    /// The spread divides by n less this.
    pub ddof: Ddof,
}
impl Default for SigmaPath {
    fn default() -> Self {
        Self {
            column: String::new(),
            measure: Spread::Sd,
            log: true,
            ddof: Ddof::new(0),
        }
    }
}

impl Indicator for SigmaPath {
    type Input<'a> = Panel;
    type Output = Values;
    const CARD: Card = Card {
        id: "growth.sigma_path",
        title: "Spread by period (σ-convergence)",
        formula: "σ_t = sd of ln y (or CV of y) over the units of period t",
        form: Form::Column(Panel::PERIOD),
        reading: "falling: units grow more alike; units missing in a period are left out there",
        sources: &[
            "Barro, R. J. and Sala-i-Martin, X. (1992). Convergence. Journal of Political Economy 100(2).",
        ],
        peers: &[],
        example: Example::csv("unit,period,y\nA,2000,1\nB,2000,5\nA,2005,2\nB,2005,4\n")
            .params("{\"log\":false,\"measure\":\"cv\"}")
            .gives("2000: 0.6666666666666666; 2005: 0.3333333333333333"),
    };
    fn compute(&self, panel: &Panel) -> Values {
        let periods = panel.dims[Panel::PERIOD].len();
        let Some(column) = panel.column(&self.column) else {
            return Values::undefined(periods, Undefined::Missing);
        };
        (0..periods)
            .map(|p| {
                let of = column.iter().skip(p).step_by(periods.max(1));
                let mut xs: Vec<f64> = of.copied().filter(|x| !x.is_nan()).collect();
                if self.log {
                    if xs.iter().any(|x| *x <= 0.0) {
                        return Err(Undefined::OutOfDomain);
                    }
                    xs.iter_mut().for_each(|x| *x = ln(*x));
                }
                spread(&xs, self.measure, self.ddof.get() as usize)
            })
            .collect()
    }
    fn laws(&self) -> Vec<PanelLaw> {
        let mut laws = vec![Units];
        if self.log == (self.measure == Spread::Sd) {
            laws.push(ScaleFree);
        }
        laws
    }
}
