//! z = 1 − (x_ref − x) / (x_ref − min).
use crate::{Reference, fit::extremes};
use mercatoria_core::{ScoreboardLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Distance to a reference unit.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DistanceToReference {
    /// Label of the reference unit; without, the first unit.
    pub reference_unit: Option<String>,
    /// Values better than the reference count as the reference.
    pub cap: bool,
    /// Where the worst value comes from.
    pub reference: Reference,
}

impl Indicator for DistanceToReference {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "normalisation.distance_to_reference",
        title: "Distance to a reference unit",
        formula: "z = 1 − (x_ref − x)/(x_ref − min); for a cost 1 − (x − x_ref)/(max − x_ref)",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::CRITERION, Scoreboard::PERIOD],
            &[],
        ),
        reading: "1: as good as the reference; 0: the worst; above 1: better than the reference",
        sources: &[
            "OECD/JRC (2008). Handbook on constructing composite indicators. OECD, section 5.",
        ],
        peers: &[
            "COINr 1.1 names the reference by its row; here it is a label, so the order of units does not matter.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,3\nc,x,5\n")
            .params(r#"{"reference_unit":"b"}"#)
            .gives("a,x: 0; b,x: 1; c,x: 2"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let unit = match &self.reference_unit {
            Some(label) => board.units.position(label),
            None => Some(0),
        };
        let Some(unit) = unit else {
            let cells = board.units.len() * board.criteria.len() * board.periods.len();
            let mut out = Values::undefined(cells, Undefined::OutsideReference);
            let name = self.reference_unit.as_deref().unwrap_or_default();
            out.note("reference_unit", format!("no unit {name:?}"));
            return out;
        };
        board.by_cell(|period, criterion| {
            let values = self.reference.column(board, period, criterion);
            let (min, max) = extremes(&values);
            let best = board.cell(period, unit, criterion).measure();
            let benefit = board.benefit(criterion);
            board
                .criterion(period, criterion)
                .map(|x| {
                    let (x, best) = (x?, best?);
                    let (short, range) = if benefit {
                        (best - x, best - min)
                    } else {
                        (x - best, max - best)
                    };
                    if range == 0.0 {
                        return Err(Undefined::ZeroRange);
                    }
                    let z = 1.0 - short / range;
                    Ok(if self.cap { z.min(1.0) } else { z })
                })
                .collect()
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        let mut laws = vec![AffineInvariant];
        if self.reference_unit.is_some() {
            laws.push(RelabelUnits);
        }
        laws
    }
}
