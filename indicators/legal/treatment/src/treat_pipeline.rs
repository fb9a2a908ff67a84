//! Test, winsorise, test, take logarithms of the untreated data, test.
use crate::{LogForm, SkewKurtTest, by_column, kurtosis, log_transform, skewness, winsorise};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::ByCriterion;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is tried after winsorising failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Fallback {
    /// ln(x − min + 0.01 range).
    #[default]
    LogCt,
    /// The same by the sign of the skewness.
    LogCtPlus,
    /// ln(x − min + 1).
    LogCtOrig,
    /// Logarithm of the Global Innovation Index.
    LogGii,
    /// Nothing: the winsorised values stand.
    None,
}
/// How one criterion is treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Treatment {
    /// As it is.
    None,
    /// Winsorised only.
    Winsorise,
    /// The logarithm only.
    Log,
    /// The whole pipeline.
    Pipeline,
}
/// Treatment of outliers in two stages.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TreatPipeline {
    /// Most steps of winsorising; `null`: as many as it takes.
    pub winmax: Option<Count>,
    /// The test passes below this absolute skewness …
    pub skew_thresh: Amount,
    /// … or below this excess kurtosis.
    pub kurt_thresh: Finite,
    /// What is tried after winsorising failed.
    pub fallback: Fallback,
    /// The logarithm is taken of the winsorised values, not of the untreated ones.
    pub combine: bool,
    /// Criteria treated otherwise.
    pub by_criterion: ByCriterion<Treatment>,
}
impl Default for TreatPipeline {
    fn default() -> Self {
        Self {
            winmax: Some(Count::new(5)),
            skew_thresh: Amount::new(2.0),
            kurt_thresh: Finite::new(3.5),
            fallback: Fallback::LogCt,
            combine: false,
            by_criterion: ByCriterion::new(),
        }
    }
}

impl Indicator for TreatPipeline {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "treatment.treat_pipeline",
        title: "Treatment of outliers",
        formula: "test → winsorise (at most 5 steps) → test → logarithm of the untreated values → test",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::CRITERION, Scoreboard::PERIOD],
            &[],
        ),
        reading: "the values after treatment; notes say what each criterion got and whether it passes. The logarithm changes all points and may fail too",
        sources: &[
            "JRC (2018). COIN Tool user guide.",
            "Becker, W. et al. (2022). COINr: an R package for composite indicators. Journal of Open Source Software 7(78).",
        ],
        peers: &["COINr 1.1 takes 135 to 272 ms for 200 units and 60 criteria."],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\nc,x,3\nd,x,2\ne,x,1\nf,x,99\n")
            .gives("a,x: 1; f,x: 3"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let notes = std::cell::RefCell::new(vec![]);
        let mut out = by_column(board, |c, known| {
            let label = board.criteria.label(c);
            let plan = self
                .by_criterion
                .get(label)
                .copied()
                .unwrap_or(Treatment::Pipeline);
            let (values, what) = self.treat(known, plan)?;
            if let Some(what) = what {
                notes.borrow_mut().push(format!("{label}: {what}"));
            }
            Ok(values)
        });
        notes
            .into_inner()
            .into_iter()
            .for_each(|n| out.note("treated", n));
        out
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("coinr-1.1", Self::default())]
    }
}
impl TreatPipeline {
    /// A column after treatment and what was done; a constant column is left as it is.
    pub fn treat(
        &self,
        xs: &[f64],
        plan: Treatment,
    ) -> Result<(Vec<f64>, Option<String>), Undefined> {
        if plan == Treatment::None {
            return Ok((xs.to_vec(), None));
        }
        if mercatoria_normalisation::is_constant(xs) {
            return Ok((
                xs.to_vec(),
                Some("all values are equal, left as they are".into()),
            ));
        }
        let log = |xs: &[f64]| {
            let form = match self.fallback {
                Fallback::None => return None,
                Fallback::LogCt => LogForm::Ct,
                Fallback::LogCtPlus => LogForm::CtPlus,
                Fallback::LogCtOrig => LogForm::CtOrig,
                Fallback::LogGii => LogForm::Gii,
            };
            Some(log_transform(xs, form))
        };
        let test = SkewKurtTest {
            skew_thresh: self.skew_thresh,
            kurt_thresh: self.kurt_thresh,
        };
        let passes = |xs: &[f64]| match (skewness(xs), kurtosis(xs)) {
            (Ok(g1), _) if g1.abs() < test.skew_thresh.get() => true,
            (_, Ok(g2)) => g2 < test.kurt_thresh.get(),
            _ => false,
        };
        let outcome = |xs: &[f64]| if passes(xs) { "passes" } else { "still fails" };
        if plan == Treatment::Log {
            return match log(xs) {
                Some(values) => {
                    let values = values?;
                    let what = format!("logarithm, {}", outcome(&values));
                    Ok((values, Some(what)))
                }
                None => Ok((xs.to_vec(), None)),
            };
        }
        let first = winsorise(
            xs,
            self.winmax.map(|w| w.get() as usize),
            test.skew_thresh.get(),
            test.kurt_thresh.get(),
        )?;
        match (first.pass, plan) {
            (None, _) => Ok((
                xs.to_vec(),
                Some("the test is not defined, left as it is".into()),
            )),
            (Some(true), _) if first.moved == 0 => Ok((first.values, None)),
            (Some(false), Treatment::Pipeline) => {
                let base = if self.combine { &first.values[..] } else { xs };
                match log(base) {
                    Some(values) => {
                        let values = values?;
                        let what = format!("winsorising failed; logarithm, {}", outcome(&values));
                        Ok((values, Some(what)))
                    }
                    None => {
                        let what = format!("{} points winsorised, still fails", first.moved);
                        Ok((first.values, Some(what)))
                    }
                }
            }
            (Some(pass), _) => {
                let word = if pass { "passes" } else { "still fails" };
                let what = format!("{} points winsorised, {word}", first.moved);
                Ok((first.values, Some(what)))
            }
        }
    }
}
