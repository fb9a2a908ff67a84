//! How closely series follow a reference series.
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_numeric::sum::sum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How series are made free of dimension.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GreyForm {
    /// x/mean.
    #[default]
    Mean,
    /// x/first value.
    Initial,
    /// (x − min)/(max − min).
    MinMax,
}
/// Over what the extreme differences are taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GreyExtremes {
    /// All series.
    #[default]
    Global,
    /// Each series by itself.
    Series,
}
/// Deng's grey relational degree.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct GreyRelationalDegree {
    /// The reference series, a criterion; without, the first.
    pub reference: Option<String>,
    /// How series are made free of dimension.
    pub norm: GreyForm,
    /// Distinguishing coefficient.
    pub rho: Share,
    /// Over what the extreme differences are taken.
    pub extremes: GreyExtremes,
}
impl Default for GreyRelationalDegree {
    fn default() -> Self {
        Self {
            reference: None,
            norm: GreyForm::Mean,
            rho: Share::new(0.5),
            extremes: GreyExtremes::Global,
        }
    }
}

impl Indicator for GreyRelationalDegree {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "coordination.grey_relational_degree",
        title: "Grey relational degree",
        formula: "γ_j = mean of (m + ρM)/(Δ + ρM), Δ = |x₀ − x_j| of the dimensionless series, m, M the smallest and largest Δ",
        form: Form::Column(Scoreboard::CRITERION),
        reading: "1: runs with the reference. A series runs over the units of each period, period by period; the initial value is that of the first",
        sources: &[
            "Deng, J. (1982). Control problems of grey systems. Systems & Control Letters 1(5).",
        ],
        peers: &["The degree depends on the dimensionless form, which most studies do not name."],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,3\na,y,2\nb,y,6\na,z,3\nb,z,1\n")
            .gives("x: not_applicable; y: 1; z: 0.333333333333…"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let q = board.criteria.len();
        let reference = match &self.reference {
            Some(label) => board.criteria.position(label),
            None => Some(0),
        };
        let Some(reference) = reference else {
            return Values::undefined(q, Undefined::OutsideReference);
        };
        match self.degrees(board, reference) {
            Ok(degrees) => (0..q)
                .map(|c| {
                    if c == reference {
                        Err(Undefined::NotApplicable)
                    } else {
                        degrees[c]
                    }
                })
                .collect(),
            Err(why) => Values::undefined(q, why),
        }
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        let mut laws = vec![Within(0.0, 1.0)];
        match self.norm {
            GreyForm::MinMax => laws.push(AffineInvariant),
            _ => laws.push(RatioInvariant),
        }
        if self.norm != GreyForm::Initial {
            laws.push(RelabelUnits);
        }
        laws
    }
}
impl GreyRelationalDegree {
    fn degrees(&self, board: &Scoreboard, reference: usize) -> Result<Vec<Measure>, Undefined> {
        let q = board.criteria.len();
        let rows: Vec<Vec<f64>> = (0..board.periods.len())
            .flat_map(|p| (0..board.units.len()).map(move |u| (p, u)))
            .map(|(p, u)| board.row(p, u))
            .filter(|row| row.iter().all(|x| !x.is_nan()))
            .collect();
        if rows.is_empty() {
            return Err(Undefined::Missing);
        }
        let series: Vec<Result<Vec<f64>, Undefined>> = (0..q)
            .map(|c| {
                let x: Vec<f64> = rows.iter().map(|row| row[c]).collect();
                let base = match self.norm {
                    GreyForm::Mean => sum(&x) / x.len() as f64,
                    GreyForm::Initial => x[0],
                    GreyForm::MinMax => {
                        return mercatoria_normalisation::min_max(&x, true);
                    }
                };
                if base == 0.0 {
                    return Err(Undefined::ZeroDenominator);
                }
                Ok(x.into_iter().map(|x| x / base).collect())
            })
            .collect();
        let first = series[reference].clone()?;
        let gaps: Vec<Result<Vec<f64>, Undefined>> = series
            .into_iter()
            .map(|s| Ok(s?.iter().zip(&first).map(|(a, b)| (a - b).abs()).collect()))
            .collect();
        let known: Vec<f64> = (0..q)
            .filter(|c| *c != reference)
            .filter_map(|c| gaps[c].as_ref().ok())
            .flatten()
            .copied()
            .collect();
        let global = mercatoria_normalisation::extremes(&known);
        let rho = self.rho.get();
        Ok(gaps
            .into_iter()
            .map(|gaps| {
                let gaps = gaps?;
                let (low, high) = match self.extremes {
                    GreyExtremes::Global => global,
                    GreyExtremes::Series => mercatoria_normalisation::extremes(&gaps),
                };
                if high == 0.0 {
                    return Ok(1.0);
                }
                let parts: Vec<f64> = gaps
                    .iter()
                    .map(|d| {
                        if d + rho * high == 0.0 {
                            1.0
                        } else {
                            (low + rho * high) / (d + rho * high)
                        }
                    })
                    .collect();
                Ok(sum(&parts) / parts.len() as f64)
            })
            .collect())
    }
}
