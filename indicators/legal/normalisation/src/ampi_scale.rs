//! z = 60 (x − lo) / (hi − lo) + 70, lo and hi half the range of all years below and above the reference.
use crate::{ByCriterion, fit::extremes};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_numeric::moments;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Scale of the adjusted Mazziotta-Pareto index.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AmpiScale {
    /// Reference value by criterion, which becomes 100; without, that of the reference unit, else the mean of the reference
    /// period.
    pub reference: ByCriterion<Finite>,
    /// The unit whose values are the reference.
    pub reference_unit: Option<String>,
    /// The period of the reference; without, the first.
    pub reference_period: Option<String>,
}

impl Indicator for AmpiScale {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "normalisation.ampi_scale",
        title: "Scale of the adjusted Mazziotta-Pareto index",
        formula: "z = 60 (x − lo)/(hi − lo) + 70, lo, hi = reference ∓ (max − min)/2 over all units and periods; for a cost 60 (hi − x)/(hi − lo) + 70",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::CRITERION, Scoreboard::PERIOD],
            &[],
        ),
        reading: "100: the reference; about 70 to 130",
        sources: &[
            "Mazziotta, M., Pareto, A. (2016). On a generalized non-compensatory composite index for measuring socio-economic phenomena. Social Indicators Research 127.",
        ],
        peers: &["Compind 3.4 rounds to three decimals and needs a balanced panel in equal order."],
        example: Example::csv("unit,criterion,value\na,x,10\nb,x,40\nc,x,90\n")
            .params(r#"{"reference":{"x":50}}"#)
            .gives("a,x: 70; b,x: 92.5; c,x: 130"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        board.by_cell(|period, criterion| {
            let posts = self.posts(board, criterion);
            let benefit = board.benefit(criterion);
            board
                .criterion(period, criterion)
                .map(|x| {
                    let (x, (low, high)) = (x?, posts?);
                    let gain = if benefit { x - low } else { high - x };
                    Ok(60.0 * gain / (high - low) + 70.0)
                })
                .collect()
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        if self.reference.is_empty() {
            vec![RelabelUnits, AffineInvariant]
        } else {
            vec![RelabelUnits]
        }
    }
}
impl AmpiScale {
    /// Both posts of a criterion.
    pub fn posts(&self, board: &Scoreboard, criterion: usize) -> Result<(f64, f64), Undefined> {
        let all = crate::Reference::Panel.column(board, 0, criterion);
        let (min, max) = extremes(&all);
        if all.is_empty() {
            return Err(Undefined::Missing);
        }
        if min == max {
            return Err(Undefined::ZeroRange);
        }
        let place = |axis: &Axis, label: &Option<String>| match label {
            Some(label) => axis.position(label).ok_or(Undefined::OutsideReference),
            None => Ok(0),
        };
        let reference = match self.reference.get(board.criteria.label(criterion)) {
            Some(given) => given.get(),
            None => {
                let period = place(&board.periods, &self.reference_period)?;
                if self.reference_unit.is_some() {
                    let unit = place(&board.units, &self.reference_unit)?;
                    board.cell(period, unit, criterion).measure()?
                } else {
                    let column = crate::known(&board.column(period, criterion));
                    moments::mean(&column).ok_or(Undefined::Missing)?
                }
            }
        };
        let half = (max - min) / 2.0;
        Ok((reference - half, reference + half))
    }
}
