//! Units of which enough is known.
use mercatoria_core::{ScoreboardLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Screening by availability.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AvailabilityScreen {
    /// Least share of known cells.
    pub threshold: Share,
    /// Least share of cells that are not zero, among the known; without, not tested.
    pub non_zero: Option<Share>,
    /// Units kept whatever they have.
    pub force_in: Vec<String>,
    /// Units left out whatever they have.
    pub force_out: Vec<String>,
}
impl Default for AvailabilityScreen {
    fn default() -> Self {
        Self {
            threshold: Share::new(0.65),
            non_zero: None,
            force_in: vec![],
            force_out: vec![],
        }
    }
}

impl Indicator for AvailabilityScreen {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "treatment.availability_screen",
        title: "Screening by availability",
        formula: "keep if known/criteria ≥ t (and non-zero/known ≥ t₀); a share of exactly t is kept",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::PERIOD],
            &["keep", "known_share", "non_zero_share"],
        ),
        reading: "keep 1: enough is known",
        sources: &["JRC (2018). COIN Tool user guide."],
        peers: &[
            "COINr 1.1: get_stats divides the flag of non-zero cells by all, and their printed share by the known ones; here one denominator, the known cells, serves both.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\na,y,0\nb,x,2\nb,y,\n")
            .gives("a, keep: 1; a, known_share: 1; a, non_zero_share: 0.5; b, keep: 0"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        board.by_period(board.units.len(), 3, |period| {
            (0..board.units.len())
                .flat_map(|unit| {
                    let row = mercatoria_normalisation::known(&board.row(period, unit));
                    let known = row.len() as f64 / board.criteria.len() as f64;
                    let not_zero =
                        row.iter().filter(|x| **x != 0.0).count() as f64 / row.len() as f64;
                    let label = board.units.label(unit);
                    let named = |list: &[String]| list.iter().any(|l| l == label);
                    let enough = known >= self.threshold.get() - 1e-12
                        && !row.is_empty()
                        && self.non_zero.is_none_or(|t| not_zero >= t.get() - 1e-12);
                    let keep = !named(&self.force_out) && (enough || named(&self.force_in));
                    let share = if row.is_empty() {
                        Err(Undefined::Missing)
                    } else {
                        Ok(not_zero)
                    };
                    [Ok(f64::from(keep)), Ok(known), share]
                })
                .collect()
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits, RatioInvariant, Within(0.0, 1.0)]
    }
}
