//! sd of the rates of growth from period to period.
use crate::growth_rates::{GrowthForm, growth_rate, years};
use mercatoria_core::{ChangeLaw::*, *};
use mercatoria_numeric::moments::standard_deviation;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

mercatoria_core::bounded! {
    /// Degrees of freedom taken off a standard deviation.
    Ddof(u32): 0 => 1, {"type": "integer", "minimum": 0, "maximum": 1};
}
/// Volatility of growth.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Volatility {
    /// Form of the yearly rates; a trend has none, it counts as the compound rate.
    pub form: GrowthForm,
    /// Degrees of freedom taken off.
    pub ddof: Ddof,
}
impl Default for Volatility {
    fn default() -> Self {
        Self {
            form: GrowthForm::Simple,
            ddof: Ddof::new(1),
        }
    }
}

impl Indicator for Volatility {
    type Input<'a> = Change<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "margins.volatility",
        title: "Volatility of growth",
        formula: "sd of growth from period to period, n − ddof",
        form: Form::Grid(Matrix::ROW, Matrix::COLUMN),
        reading: "0: steady growth",
        sources: &["World Bank, World Integrated Trade Solution, notes on indicators."],
        example: Example::csv("row,column,period,value\nA,p,2019,10\nA,p,2020,20\nA,p,2021,20\n")
            .gives("A,p: 0.70710678118…"),
        ..Card::BLANK
    };
    fn compute(&self, c: &Change<'_>) -> Values {
        let years = years(c.periods).at;
        let form = match self.form {
            GrowthForm::Trend => GrowthForm::Cagr,
            form => form,
        };
        (0..c.before().values().len())
            .map(|cell| {
                let series: Vec<f64> = c.tables.iter().map(|t| t.values()[cell]).collect();
                let rates: Vec<f64> = series
                    .windows(2)
                    .zip(years.windows(2))
                    .map(|(x, t)| growth_rate(x, t, form))
                    .collect::<Result<_, _>>()?;
                let few = Err(Undefined::TooFew);
                standard_deviation(&rates, self.ddof.get() as usize).map_or(few, Ok)
            })
            .collect()
    }
    fn laws(&self) -> Vec<ChangeLaw> {
        vec![ScaleFree, Relabel]
    }
}
