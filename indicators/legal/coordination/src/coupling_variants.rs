//! Does the conclusion of a coupling study survive the other forms?
use crate::{CouplingCoordination, CouplingVariant, SubsystemScaling, SubsystemWeights, grade};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::Reference;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Coordination under every circulating form.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CouplingVariants {
    /// Whether the values are scaled.
    pub scaling: SubsystemScaling,
    /// Where the weights inside a subsystem come from.
    pub weights: SubsystemWeights,
    /// The values whose range is taken.
    pub reference: Reference,
}

impl Indicator for CouplingVariants {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "coordination.coupling_variants",
        title: "Coupling coordination under all its forms",
        formula: "D and grade under each variant of coupling_coordination; changed: 1 where some grade differs from the standard one",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::PERIOD],
            &[
                "standard",
                "product_over_mean_pow",
                "root_of_pair",
                "prod_over_sum",
                "product_over_pairs",
                "wang2021",
                "lowest_grade",
                "highest_grade",
                "changed",
            ],
        ),
        reading: "changed 0: every form gives the same grade; the note counts the units whose grade depends on the form",
        sources: &["Wang, S., Kong, W., Ren, L., Zhi, D., Dai, B. (2021). Research on misuses and modification of coupling coordination degree model in China. Journal of Natural Resources 36(3)."],
        example: Example::csv("unit,criterion,value\na,law,0.2\na,trade,0.8\n")
            .gives("a, standard: 0.632455532033…; a, wang2021: 0.397635364383…; a, lowest_grade: 4; a, highest_grade: 7; a, changed: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let unit = CouplingCoordination {
            scaling: self.scaling,
            weights: self.weights,
            reference: self.reference,
            ..CouplingCoordination::default()
        };
        let all = unit.degrees(board, &CouplingVariant::ALL);
        let (mut changed, mut known) = (0, 0);
        for degrees in all.iter().flatten() {
            known += 1;
            let first = grade(degrees[0].2);
            changed += usize::from(degrees.iter().any(|d| grade(d.2) != first));
        }
        let mut out = board.by_period(board.units.len(), 9, |period| {
            (0..board.units.len())
                .flat_map(|unit| match &all[period * board.units.len() + unit] {
                    Ok(degrees) => {
                        let grades: Vec<f64> = degrees.iter().map(|d| grade(d.2)).collect();
                        let (low, high) = mercatoria_normalisation::extremes(&grades);
                        let mut row: Vec<Measure> = degrees.iter().map(|d| Ok(d.2)).collect();
                        row.extend([Ok(low), Ok(high), Ok(f64::from(low != high))]);
                        row
                    }
                    Err(why) => vec![Err(*why); 9],
                })
                .collect()
        });
        if changed > 0 {
            out.note(
                "conclusion_changes",
                format!("the grade of {changed} of {known} cells depends on the form of the coupling degree"),
            );
        }
        out
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits]
    }
}
