//! Concordance, discordance and outranking of all pairs.
use crate::{ElectreI, concordance, discordance};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{Decision, Scaling};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The matrices behind ELECTRE I and II.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ElectrePairs {
    /// Least concordance of an outranking.
    pub concordance: Share,
    /// Largest discordance of an outranking.
    pub discordance: Share,
    /// The scale on which discordance is taken.
    pub scaling: Scaling,
}
impl Default for ElectrePairs {
    fn default() -> Self {
        let ElectreI {
            concordance,
            discordance,
            scaling,
        } = ElectreI::default();
        Self {
            concordance,
            discordance,
            scaling,
        }
    }
}

impl Indicator for ElectrePairs {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.electre_pairs",
        title: "Concordance and discordance",
        formula: "c = Σ w[a ≥ b]; d = largest gap against a/largest range of all criteria, on a scale",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::UNIT, Scoreboard::PERIOD],
            &["concordance", "discordance", "outranks"],
        ),
        reading: "of the first unit against the second",
        sources: &["Roy, B. (1968). Classement et choix en présence de points de vue multiples (la méthode ELECTRE). RAIRO 2(8)."],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\na,y,1\nb,y,1\n")
            .gives("a,b,concordance: 0.5; a,b,discordance: 1; b,a,outranks: 1; a,a,outranks: not_applicable"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let n = board.units.len();
        let method = ElectreI {
            concordance: self.concordance,
            discordance: self.discordance,
            scaling: self.scaling,
        };
        board.by_period(n * n, 3, |period| {
            let table = Decision::of(board, period..period + 1);
            let m = table.units();
            let mut cells = vec![Err(Undefined::Missing); 3 * n * n];
            let found = discordance(&table, self.scaling)
                .and_then(|d| Ok((concordance(&table), d, method.outranks(&table)?)));
            for (a, (_, i)) in table.rows.iter().enumerate() {
                for (b, (_, j)) in table.rows.iter().enumerate() {
                    let cell = &mut cells[3 * (i * n + j)..3 * (i * n + j) + 3];
                    match &found {
                        _ if a == b => cell.fill(Err(Undefined::NotApplicable)),
                        Ok((c, d, o)) => {
                            let at = a * m + b;
                            cell.copy_from_slice(&[Ok(c[at]), Ok(d[at]), Ok(f64::from(o[at]))]);
                        }
                        Err(why) => cell.fill(Err(*why)),
                    }
                }
            }
            cells
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![Within(0.0, f64::MAX)]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        let scikit = Self {
            concordance: Share::new(0.65),
            discordance: Share::new(0.35),
            scaling: Scaling::Vector,
        };
        vec![("scikit-criteria-0.10", scikit)]
    }
}
