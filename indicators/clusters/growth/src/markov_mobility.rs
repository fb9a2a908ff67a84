//! How mobile a Markov chain is: five indices of its transition matrix.
use crate::states::{EmptyState, Sequences, States, refused};
use crate::{Classes, chain::Chain};
use mercatoria_core::{PanelLaw::*, *};
use mercatoria_numeric::sum::Compensated;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// By what states weigh in B1 and B2.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StateWeights {
    /// Equally.
    #[default]
    Uniform,
    /// By the stationary distribution, where there is one only.
    Stationary,
}
/// Mobility of a Markov chain.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MarkovMobility {
    /// The column; without, the first one.
    pub column: String,
    /// What the states are.
    pub states: States,
    /// Number of quantile classes.
    pub k: Classes,
    /// A state that nobody left.
    pub empty: EmptyState,
    /// By what states weigh in B1 and B2.
    pub weights: StateWeights,
}
impl Default for MarkovMobility {
    fn default() -> Self {
        Self {
            column: String::new(),
            states: States::Quantiles,
            k: Classes::new(5),
            empty: EmptyState::Undefined,
            weights: StateWeights::Uniform,
        }
    }
}
const QUANTITIES: &[&str] = &["P", "D", "L2", "B1", "B2"];

impl Indicator for MarkovMobility {
    type Input<'a> = Panel;
    type Output = Values;
    const CARD: Card = Card {
        id: "growth.markov_mobility",
        title: "Mobility indices of a Markov chain",
        formula: "P = (m − Σp_ii)/(m − 1); D = 1 − |det P|; L2 = 1 − |λ₂|; B1 = (m − mΣπ_i p_ii)/(m − 1); B2 = ΣΣ π_i p_ij |i − j|/(m − 1)",
        form: Form::Table(&[], QUANTITIES),
        reading: "0: nobody ever moves; P (Prais, Shorrocks): 1 where the next state does not depend on the last",
        sources: &[
            "Shorrocks, A. F. (1978). The measurement of mobility. Econometrica 46(5).",
            "Formby, J. P., Smith, W. J. and Zheng, B. (2004). Mobility measurement, transition matrices and statistical inference. Journal of Econometrics 120(1).",
        ],
        peers: &["giddy 2.3 weighs B1 and B2 equally unless told, as here."],
        example: Example::csv(
            "unit,period,y\nA,1,1\nB,1,1\nC,1,2\nA,2,1\nB,2,2\nC,2,2\nA,3,2\nB,3,1\nC,3,2\n",
        )
        .params("{\"states\":\"given\"}")
        .gives("P: 1; D: 1; L2: 1; B1: 1; B2: 0.5"),
    };
    fn compute(&self, panel: &Panel) -> Values {
        let read = Sequences::read(panel, &self.column, self.states, self.k.get() as usize);
        let sequences = match read {
            Ok(sequences) => sequences,
            Err(why) => return refused(QUANTITIES.len(), why),
        };
        let chain = Chain::from_counts(&sequences.transitions(), self.empty);
        match mobility(&chain, self.weights) {
            Ok(cells) => cells.into_iter().collect(),
            Err(why) => Values::undefined(QUANTITIES.len(), why),
        }
    }
    fn laws(&self) -> Vec<PanelLaw> {
        match self.states {
            States::Lisa | States::Ranks => vec![],
            States::Given => vec![Within(0.0, 2.0)],
            _ => vec![Within(0.0, 2.0), ScaleFree, Units],
        }
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("giddy-2.3", Self::default())]
    }
}

/// `[P, D, L2, B1, B2]` of a chain, over the states that were visited.
///
/// # Errors
/// `EmptyRow` for a state that was entered but never left, `OneLabel` for a single state.
pub fn mobility(chain: &Chain, weights: StateWeights) -> Result<[Measure; 5], Undefined> {
    let (determinant, trace, n) = chain.determinant_trace()?;
    if n < 2 {
        return Err(Undefined::OneLabel);
    }
    let m = n as f64;
    let states = chain.visited_states()?;
    let weights: Result<Vec<f64>, Undefined> = match weights {
        StateWeights::Uniform => Ok(vec![1.0 / m; n]),
        StateWeights::Stationary => match &chain.stationary()[..] {
            [(_, weights)] => states.iter().map(|i| weights[*i]).collect(),
            _ => Err(Undefined::Degenerate),
        },
    };
    let weighted = |f: &dyn Fn(usize, usize, f64) -> f64| -> Measure {
        let weights = weights.as_ref().map_err(|why| *why)?;
        let mut sum = Compensated::default();
        for (x, i) in states.iter().enumerate() {
            let row = chain.row(*i).ok_or(Undefined::EmptyRow)?;
            for (y, j) in states.iter().enumerate() {
                sum.add(weights[x] * f(x, y, row[*j]));
            }
        }
        Ok(sum.total())
    };
    let leave = weighted(&|x, y, p| if x == y { 0.0 } else { p });
    let steps = weighted(&|x, y, p| p * x.abs_diff(y) as f64);
    Ok([
        Ok((m - trace) / (m - 1.0)),
        Ok(1.0 - determinant.abs()),
        chain.second_modulus().map(|modulus| 1.0 - modulus),
        leave.map(|leave| m * leave / (m - 1.0)),
        steps.map(|steps| steps / (m - 1.0)),
    ])
}
