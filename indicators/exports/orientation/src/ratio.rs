//! Sum of some columns over a sum of others, of levels, of changes, or of shares.
use mercatoria_core::{PanelLaw::*, *};
use mercatoria_numeric::sum::Compensated;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Of what the ratio is taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RatioOf {
    /// Of levels, period by period.
    #[default]
    Levels,
    /// Of changes from the period before: a marginal propensity.
    Changes,
    /// Of the shares of each unit in the totals of the period: (n_i/N)/(d_i/D), as UNCTAD's performance indices.
    Shares,
}
/// Ratio of two sums of columns.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Ratio {
    /// Columns that are added up, with a minus in front those that are taken off; empty: the first column.
    pub numerator: Vec<String>,
    /// The same for the denominator; empty: the second column.
    pub denominator: Vec<String>,
    /// Of what the ratio is taken.
    pub of: RatioOf,
    /// A factor on the result: 100 for percent, or what converts the units.
    pub factor: Finite,
    /// Unit of measure that the numerator is in, as the header says it in brackets (`exports [USD]`); empty: not checked.
    pub numerator_unit: String,
    /// The same for the denominator.
    pub denominator_unit: String,
}
impl Default for Ratio {
    fn default() -> Self {
        Self {
            numerator: vec![],
            denominator: vec![],
            of: RatioOf::Levels,
            factor: Finite::new(1.0),
            numerator_unit: String::new(),
            denominator_unit: String::new(),
        }
    }
}
impl Ratio {
    /// Named columns over named columns.
    pub fn over(numerator: &[&str], denominator: &[&str]) -> Self {
        let names = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect();
        Self {
            numerator: names(numerator),
            denominator: names(denominator),
            ..Self::default()
        }
    }
}

impl Indicator for Ratio {
    type Input<'a> = Panel;
    type Output = Values;
    const CARD: Card = Card {
        id: "orientation.ratio",
        title: "Ratio of two tables",
        formula: "Σ numerator / Σ denominator × factor; changes: Δ/Δ; shares: (n_i/N)/(d_i/D)",
        form: Form::Grid(Panel::UNIT, Panel::PERIOD),
        reading: "in the unit of the numerator per unit of the denominator; columns whose headers carry units in brackets must agree within each sum",
        sources: &[
            "ESCAP (2009). Trade Statistics in Policymaking: a Handbook of Commonly Used Trade Indices and Indicators.",
            "UNCTAD (2002). World Investment Report: the Inward FDI Performance Index.",
        ],
        example: Example::csv(
            "unit,period,exports,gdp\nA,2020,30,100\nA,2021,40,120\nB,2020,1,0\n",
        )
        .gives("A,2020: 0.3; B,2020: zero_denominator; B,2021: missing"),
        ..Card::BLANK
    };
    fn compute(&self, panel: &Panel) -> Values {
        let (units, periods) = (panel.dims[0].len(), panel.dims[1].len());
        let found = self
            .sum(panel, &self.numerator, 0, &self.numerator_unit)
            .and_then(|n| {
                let d = self.sum(panel, &self.denominator, 1, &self.denominator_unit)?;
                Ok((n, d))
            });
        let (numerator, denominator) = match found {
            Ok(found) => found,
            Err((why, code, message)) => {
                let mut out = Values::undefined(units * periods, why);
                out.note(code, message);
                return out;
            }
        };
        let totals = |line: &[f64], period: usize| -> f64 {
            let cells = (0..units).map(|u| line[u * periods + period]);
            cells.collect::<Compensated>().total()
        };
        let mut out = Values::with_capacity(units * periods);
        for unit in 0..units {
            for period in 0..periods {
                let at = unit * periods + period;
                let (n, d) = (numerator[at], denominator[at]);
                let cell = match self.of {
                    // What is left after taking off can be no base: negative apparent consumption.
                    RatioOf::Levels | RatioOf::Shares if d < 0.0 => Err(Undefined::OutOfDomain),
                    RatioOf::Levels => quotient(n, d),
                    RatioOf::Changes if period == 0 => Err(Undefined::NotApplicable),
                    RatioOf::Changes => quotient(n - numerator[at - 1], d - denominator[at - 1]),
                    RatioOf::Shares => quotient(n, totals(&numerator, period)).and_then(|n| {
                        let d = quotient(d, totals(&denominator, period))?;
                        quotient(n, d)
                    }),
                };
                out.push(cell.map(|x| x * self.factor.get()));
            }
        }
        out
    }
    fn laws(&self) -> Vec<PanelLaw> {
        // An overlong list of columns that are not there has nothing to compare.
        if self.numerator.is_empty() && self.denominator.is_empty() {
            vec![ScaleFree, Units]
        } else {
            vec![]
        }
    }
}
type Refused = (Undefined, &'static str, String);
impl Ratio {
    /// The signed sum of columns, NaN where one is missing.
    fn sum(
        &self,
        panel: &Panel,
        names: &[String],
        otherwise: usize,
        wanted: &str,
    ) -> Result<Vec<f64>, Refused> {
        let known = || {
            let names: Vec<&str> = panel.columns.iter().map(|(n, _)| &**n).collect();
            names.join(", ")
        };
        let mut terms: Vec<(f64, &str, &[f64])> = vec![];
        if names.is_empty() {
            let Some((name, column)) = panel.columns.get(otherwise) else {
                let message = format!("a ratio needs two columns; the panel has {}", known());
                return Err((Undefined::Missing, "column_missing", message));
            };
            terms.push((1.0, name, column));
        }
        for term in names {
            let (sign, name) = match term.strip_prefix('-') {
                Some(name) => (-1.0, name.trim()),
                None => (1.0, term.trim()),
            };
            let same = |column: &&(String, Vec<f64>)| {
                split_unit(&column.0).0.eq_ignore_ascii_case(name) || column.0 == name
            };
            let Some((header, column)) = panel.columns.iter().find(same) else {
                let message = format!("needs a column {name:?}; the panel has {}", known());
                return Err((Undefined::Missing, "column_missing", message));
            };
            terms.push((sign, header, column));
        }
        let units: Vec<&str> = terms
            .iter()
            .map(|(_, name, _)| split_unit(name).1)
            .collect();
        let stated = units.iter().copied().find(|u| !u.is_empty()).unwrap_or("");
        let expected = if wanted.is_empty() { stated } else { wanted };
        if let Some((unit, term)) = units
            .iter()
            .zip(&terms)
            .find(|(unit, _)| !unit.is_empty() && **unit != expected)
        {
            let message = format!("{:?} is in {unit}, not in {expected}", term.1);
            return Err((Undefined::OutOfDomain, "units_mixed", message));
        }
        let cells = panel.dims[0].len() * panel.dims[1].len();
        let cell = |at: usize| {
            terms
                .iter()
                .map(|(sign, _, column)| sign * column[at])
                .sum()
        };
        Ok((0..cells).map(cell).collect())
    }
}
/// `exports [USD]` → (`exports`, `USD`).
fn split_unit(header: &str) -> (&str, &str) {
    match header.split_once('[') {
        Some((name, unit)) => (name.trim(), unit.trim_end_matches(']').trim()),
        None => (header.trim(), ""),
    }
}
/// A quotient or the reason; NaN stands for a missing cell.
fn quotient(n: f64, d: f64) -> Measure {
    if n.is_nan() || d.is_nan() {
        Err(Undefined::Missing)
    } else if d == 0.0 {
        Err(Undefined::ZeroDenominator)
    } else {
        Ok(n / d)
    }
}
